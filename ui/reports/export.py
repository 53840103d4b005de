"""Xuất hồ sơ báo cáo, in the page: where to, which edition, who signs; then what came of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

import db.bundles
import db.days
import db.errors
import db.moments
import db.periods
import db.reports
import exports.issuing
import ui.background
import ui.choosing
import ui.fields
import ui.flow
import ui.form
import ui.page
import ui.printing
import ui.reports.fields
import ui.reports.making
import ui.reports.reading
import ui.returning
import ui.scrolling
import ui.session
import ui.theme

if TYPE_CHECKING:
    import exports.bundle.making
    import exports.signing.identities
    import ui.verifying

_PURPOSE = "export"
_KEYS = "Tệp chữ ký số (*.p12 *.pfx)"
_SIGNING = {
    "seal": "Chỉ niêm phong của sổ: bản điện tử chưa ký",
    "p12": "Ký số bằng tệp chữ ký số (.p12)",
}
_HAND = (
    "Muốn ký tay: bấm “In để ký”, ký và đóng dấu bản in; hồ sơ xuất ra vẫn ghi rõ là bản điện tử "
    "chưa ký."
)
_RUN, _RUNNING = "Xuất hồ sơ", "Đang xuất…"
_CHECK, _CHECKING = "Kiểm tra lại", "Đang kiểm tra…"


class ExportCard(ui.theme.Card):
    """Asks, exports beside the window, and shows the result.

    ``blocked`` carries what must be completed first, ``ended`` any other end as a sentence and its
    tone; ``closed`` when the person is done.
    """

    blocked = Signal(object)
    ended = Signal(str, str)
    closed = Signal()

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self.setObjectName("reports.export.card")
        self._session = session
        self._period: db.periods.Period | None = None
        self._made: Path | None = None
        self._running = self._checking = False
        self._title = ui.theme.label("", "heading")
        self._days = ui.theme.label("", "soft")
        self._days.setObjectName("reports.export.days")
        self._form = ui.form.Form("reports.export", self._fields(), None)
        self._signers = ui.form.Form("reports.export", self._signer_fields(), None)
        self._level = ui.theme.label("")
        self._level.setObjectName("reports.export.level")
        self._hand = ui.theme.label(_HAND, "soft")
        self._error = ui.theme.label("", "error")
        self._error.setObjectName("reports.export.error")
        self._run = ui.theme.button(_RUN, "reports.export.run", "primary")
        self._run.setToolTip("Ctrl+Enter")
        self._leave = ui.theme.button("Thôi", "reports.export.leave")
        self._asking, self._result = QWidget(), QWidget()
        self._chip = ui.theme.chip("Đã xuất", "green")
        self._file = ui.theme.label("", "heading")
        self._file.setObjectName("reports.export.file")
        self._told = ui.theme.label("")
        self._told.setObjectName("reports.export.result")
        self._open = ui.theme.button("Mở thư mục", "reports.export.open")
        self._check = ui.theme.button(_CHECK, "reports.export.verify")
        self._done = ui.theme.button("Xong", "reports.export.done")
        self._verdict = ui.theme.label("")
        self._verdict.setObjectName("reports.export.verdict")
        self._build()
        self._connect()

    def begin(self, period: db.periods.Period) -> None:
        """Ask for the export of ``period``, unless one runs: that card stays as it is."""
        if self._running:
            return
        if period != self._period:
            self._made = None
        self._period = period
        self._title.setText(f"Xuất hồ sơ báo cáo {period.words}")
        self._days.setText(_days(period, self._session.today))
        self._days.setVisible(bool(self._days.text()))
        kinds = ui.reports.making.kinds(period)
        choice = self._form.editor("kind")
        if isinstance(choice, ui.reports.fields.Edition):
            choice.offer(kinds)
        first = {
            "folder": str(ui.choosing.last_folder(_PURPOSE)),
            "kind": next(iter(kinds), None),
            "signing": "seal",
        }
        self._form.begin(period.label, first)
        self._signers.begin(period.label, {})
        self._say("")
        self._asking.show()
        self._result.hide()
        self._tell_level()
        self._form.focus()

    def running(self) -> db.periods.Period | None:
        """The period whose export runs, if one does."""
        return self._period if self._running else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter exports; Escape leaves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._start()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fields(self) -> tuple[ui.form.Field, ...]:
        ask = partial(_ask_folder, self)
        return (
            ui.form.Field(
                "folder",
                "Lưu vào thư mục",
                partial(ui.reports.fields.PathLine, ask, "Chọn thư mục…"),
                required=True,
            ),
            ui.form.Field("kind", "Bản", ui.reports.fields.Edition, required=True),
            ui.form.Field("signing", "Ký", partial(ui.fields.Choice, _SIGNING), required=True),
        )

    def _signer_fields(self) -> tuple[ui.form.Field, ...]:
        """A file and a password for each role."""
        found = []
        for role, words in ui.reports.making.ROLES.items():
            ask = partial(_ask_key, self, words)
            file = partial(ui.reports.fields.PathLine, ask, "Chọn tệp…")
            found.append(ui.form.Field(f"{role}.file", f"Tệp chữ ký số của {words.lower()}", file))
            secret = ui.form.Field(
                f"{role}.password", f"Mật khẩu tệp của {words.lower()}", ui.reports.fields.Secret
            )
            found.append(secret)
        return tuple(found)

    def _build(self) -> None:
        buttons = ui.flow.Flow()
        buttons.addWidget(self._run)
        buttons.addWidget(self._leave)
        end = _together(self._error, buttons)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        for one in (self._days, self._form, self._signers, self._level, self._hand, end):
            asking.addWidget(one)
        after = ui.flow.Flow()
        for button in (self._open, self._check, self._done):
            after.addWidget(button)
        chips = ui.flow.Flow()
        chips.addWidget(self._chip)
        result = QVBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.addWidget(chips)
        for one in (self._file, self._told, _together(after, self._verdict)):
            result.addWidget(one)
        self.column.addWidget(self._title)
        self.column.addWidget(self._asking)
        self.column.addWidget(self._result)
        self._result.hide()

    def _connect(self) -> None:
        self._run.clicked.connect(self._start)
        self._leave.clicked.connect(self.closed)
        self._done.clicked.connect(self.closed)
        self._open.clicked.connect(self._open_folder)
        self._check.clicked.connect(self._verify)
        self._form.edited.connect(self._tell_level)
        self._signers.edited.connect(self._tell_level)

    @Slot()
    def _tell_level(self) -> None:
        """Name the level of signing before anything is made (design 6, "Who signs")."""
        by_file = self._signing() == "p12"
        self._signers.setVisible(by_file)
        named = [
            ui.reports.making.ROLES[role]
            for role in ui.reports.making.ROLES
            if by_file and self._signers.typed(f"{role}.file").strip()
        ]
        if by_file and self._signers.typed("bi-thu.file").strip():
            words = f"Mức ký của báo cáo: {exports.issuing.DIGITAL} (Bí thư)."
        else:
            words = (
                f"Mức ký của báo cáo: {exports.issuing.SEALED}. "
                f"Chỗ ký in “{exports.issuing.UNSIGNED}”."
            )
        if named:
            words += f" Ký cả hồ sơ: niêm phong của sổ, {', '.join(named)}."
        self._level.setText(words)
        self._hand.setVisible(not by_file)

    def _signing(self) -> str:
        return str(self._form.editor("signing").value() or "seal")

    @Slot()
    def _start(self) -> None:
        """Export beside the window with what stands in the form."""
        if self._period is None or self._running or self._asking.isHidden():
            return
        self._form.clear_errors()
        self._signers.clear_errors()
        try:
            given = self._form.values()
            folder = self._chosen_folder(given["folder"])
            signers = self._chosen_signers()
        except ui.fields.Unreadable:
            return  # said beside the field
        self._say("")
        self._set_running(True)
        ui.choosing.remember(_PURPOSE, folder)
        now = self._session.now()
        wanted = ui.reports.making.Wanted(self._period, folder, given["kind"], signers, now)
        self._session.jobs.run(
            "Xuất hồ sơ báo cáo",
            partial(ui.reports.making.export, wanted),
            on_done=self._finish,
            on_failed=self._fail,
            on_cancelled=self._stop,
            at_once=True,
        )

    def _chosen_folder(self, typed: str) -> Path:
        """The folder the bundle goes to; none is made of a name that was mistyped.

        Raises:
            ui.fields.Unreadable: there is no such folder.
        """
        folder = Path(typed).expanduser()
        try:
            there = folder.is_absolute() and folder.is_dir()
        except OSError:  # a stick that was pulled out, a name no system takes
            there = False
        if not there:
            words = (
                f"Không có thư mục “{typed}” trên máy; hãy kiểm tra lại, cắm USB nếu cần, hoặc bấm "
                "“Chọn thư mục…”."
            )
            self._form.say_error("folder", words)
            self._form.focus("folder")
            raise ui.fields.Unreadable(words)
        return folder

    def _chosen_signers(self) -> ui.reports.making.Signers:
        """Who signs, in the order of the roles.

        Raises:
            ui.fields.Unreadable: files are to sign, but none is chosen.
        """
        if self._signing() != "p12":
            return ()
        given = self._signers.values()
        chosen = tuple(
            (
                role,
                Path(given[f"{role}.{ui.reports.making.FILE}"]).expanduser(),
                given[f"{role}.{ui.reports.making.PASSWORD}"],
            )
            for role in ui.reports.making.ROLES
            if given[f"{role}.{ui.reports.making.FILE}"]
        )
        if not chosen:
            words = "Hãy chọn tệp chữ ký số, hoặc chọn “Chỉ niêm phong của sổ” ở trên."
            self._signers.say_error("bi-thu.file", words)
            self._signers.focus("bi-thu.file")
            raise ui.fields.Unreadable(words)
        return chosen

    @Slot(object)
    def _finish(
        self,
        made: exports.bundle.making.Exported | list[db.reports.Block] | ui.reports.making.Refused,
    ) -> None:
        """Show what came of it."""
        self._set_running(False)
        if isinstance(made, list):
            self.blocked.emit(made)
            return
        if isinstance(made, ui.reports.making.Refused):
            self._blame(made)
            return
        self._made = made.path
        self._signers.forget(self._period.label if self._period else None)
        self._file.setText(made.path.name)
        self._told.setText(
            f"Bản {db.bundles.KINDS[made.kind]} {made.kind}{made.number}, lưu trong "
            f"“{made.path.parent}”.\n{ui.reports.making.signed_by(made.signers)}"
        )
        self._verdict.clear()
        self._verdict.hide()
        had = ui.returning.let_go(self._asking)
        self._asking.hide()
        self._result.show()
        if had:
            self._open.setFocus()
        self._session.tell("reports", "bundles", "tasks")
        self.ended.emit(f"Đã xuất hồ sơ báo cáo “{made.path.name}”.", "green")

    def _blame(self, refused: ui.reports.making.Refused) -> None:
        """Say why beside the field that is to blame; the keys go there."""
        self._signers.say_error(refused.field, refused.sentence)
        if ui.page.has_focus(self):
            self._signers.focus(refused.field)
        self.ended.emit(refused.sentence, "red")

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._set_running(False)
        self._say(sentence)
        self.ended.emit(sentence, "red")

    @Slot()
    def _stop(self) -> None:
        self._set_running(False)
        self._say("Đã dừng; chưa có hồ sơ nào được ghi.")

    def _set_running(self, running: bool) -> None:
        """Say that it is being exported; the button keeps the keys and exports nothing twice."""
        self._running = running
        self._run.setText(_RUNNING if running else _RUN)

    @Slot()
    def _open_folder(self) -> None:
        if self._made is not None:
            try:
                ui.printing.open_outside(self._made.parent)
            except db.errors.RecordError as error:
                self._tell(str(error))

    @Slot()
    def _verify(self) -> None:
        """Judge the file as the ward will."""
        import ui.verifying

        if self._made is not None and not self._checking:
            self._set_checking(True)
            self._session.jobs.run(
                "Kiểm tra hồ sơ báo cáo",
                partial(ui.verifying.judge, [self._made], []),
                on_done=self._show_verdict,
                on_failed=self._judge,
                on_cancelled=partial(self._judge, "Đã dừng kiểm tra; chưa có kết quả."),
                alone=False,
                with_book=False,
            )

    @Slot(object)
    def _show_verdict(self, verdict: ui.verifying.Verdict) -> None:
        import ui.verifying.words

        self._judge(f"{ui.verifying.words.worded(verdict.first_line)}.".replace("..", "."))

    @Slot(str)
    def _judge(self, sentence: str) -> None:
        self._set_checking(False)
        self._tell(sentence)

    def _set_checking(self, checking: bool) -> None:
        """Say that it is being checked; the button keeps the keys and checks nothing twice."""
        self._checking = checking
        self._check.setText(_CHECKING if checking else _CHECK)

    def _tell(self, sentence: str) -> None:
        """Say what came of a step below the buttons, in sight."""
        self._verdict.setText(sentence)
        self._verdict.show()
        ui.scrolling.bring_soon(self._verdict)

    def _say(self, sentence: str) -> None:
        """Say in sight why nothing was exported; "" takes it back."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        if sentence:
            ui.scrolling.bring_soon(self._error)


def _days(period: db.periods.Period, today: date) -> str:
    """The days an export today counts, and what of the period it leaves out; "" where none are."""
    try:
        span = db.reports.window(period, today)
    except db.errors.RecordError:
        return ""  # the export itself says why
    words = ui.reports.reading.counted(span)
    if span.cutoff < min(today, period.last):
        return f"{words}, đã chốt: những ngày sau đó không tính vào bản này."
    if span.cutoff < period.last:
        last = db.days.shown(period.last)
        return f"{words}. Kỳ này đến hết {last} mới hết: những ngày còn lại không tính vào bản này."
    return f"{words}."


def _together(*parts: QWidget) -> ui.scrolling.Part:
    """What is said and the way on: they come into sight as one."""
    made = ui.scrolling.Part()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    for one in parts:
        column.addWidget(one)
    return made


def _ask_folder(parent: QWidget) -> Path | None:
    return ui.choosing.folder(parent, "Chọn thư mục lưu hồ sơ báo cáo", purpose=_PURPOSE)


def _ask_key(parent: QWidget, who: str) -> Path | None:
    title = f"Chọn tệp chữ ký số của {who.lower()}"
    return ui.choosing.file(parent, title, [_KEYS, ui.choosing.ANY], purpose="p12")
