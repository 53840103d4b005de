"""Xuất hồ sơ báo cáo, in the page: where to, which edition, who signs; then what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

import db.bundles
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
import ui.returning
import ui.scrolling
import ui.session
import ui.theme

if TYPE_CHECKING:
    import exports.bundle.making
    import exports.signing.identities
    import ui.verifying

_PURPOSE = "export"
ROLES = {"bi-thu": "Bí thư", "thu-ky": "Người ghi biên bản", "chu-tri": "Chủ trì"}
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
_PASSWORD, _FILE = "password", "file"  # what the fields of a role end with
Signers = tuple[tuple[str, Path, str], ...]  # role, file, password


@dataclass(frozen=True)
class _Wanted:
    """One export as it was asked for; ``kind`` is a key of db.bundles.KINDS."""

    period: db.periods.Period
    folder: Path
    kind: str
    signers: Signers
    moment: db.moments.Moment


@dataclass(frozen=True)
class _Refused:
    """Why nothing was exported, and the field of the signers that is to blame."""

    field: str
    sentence: str


class _Path(ui.fields.Line):
    """A path, typed or chosen with the button beside it."""

    def __init__(self, ask: Callable[[], Path | None], words: str) -> None:
        super().__init__(limit=1000)
        self._ask = ask
        self._button = ui.theme.button(words, "")
        self.column.removeWidget(self.entry)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.entry, 1)
        row.addWidget(self._button)
        self.column.addLayout(row)
        self._button.clicked.connect(self._choose)

    def set_name(self, name: str) -> None:
        """The button is found as ``name``.choose."""
        super().set_name(name)
        self._button.setObjectName(f"{name}.choose")

    def describe(self, label: str, description: str) -> None:
        """The button says what it chooses."""
        super().describe(label, description)
        self._button.setAccessibleName(f"{self._button.text()} {label}")

    @Slot()
    def _choose(self) -> None:
        chosen = self._ask()
        if chosen is not None:
            self.put_typed(str(chosen))
            self.edited.emit()


class _Secret(ui.fields.Line):
    """A password: what is typed is not shown."""

    def __init__(self) -> None:
        super().__init__()
        self.entry.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """Just what was typed: a password may begin with a blank."""
        return self.typed()


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
        self._running = False
        self._title = ui.theme.label("", "heading")
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
        self._check = ui.theme.button("Kiểm tra lại", "reports.export.verify")
        self._done = ui.theme.button("Xong", "reports.export.done")
        self._verdict = ui.theme.label("")
        self._verdict.setObjectName("reports.export.verdict")
        self._build()
        self._connect()

    def begin(self, period: db.periods.Period) -> None:
        """Ask for the export of ``period``; what was typed for it before is still there."""
        if period != self._period:
            self._made = None
        self._period = period
        self._title.setText(f"Xuất hồ sơ báo cáo {period.words}")
        kinds = _kinds(period)
        choice = self._form.editor("kind")
        if isinstance(choice, _Kind):
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
                "folder", "Lưu vào thư mục", partial(_Path, ask, "Chọn thư mục…"), required=True
            ),
            ui.form.Field("kind", "Bản", _Kind, required=True),
            ui.form.Field("signing", "Ký", partial(ui.fields.Choice, _SIGNING), required=True),
        )

    def _signer_fields(self) -> tuple[ui.form.Field, ...]:
        """A file and a password for each role."""
        found = []
        for role, words in ROLES.items():
            ask = partial(_ask_key, self, words)
            file = partial(_Path, ask, "Chọn tệp…")
            found.append(ui.form.Field(f"{role}.file", f"Tệp chữ ký số của {words.lower()}", file))
            secret = ui.form.Field(f"{role}.password", f"Mật khẩu tệp của {words.lower()}", _Secret)
            found.append(secret)
        return tuple(found)

    def _build(self) -> None:
        buttons = ui.flow.Flow()
        buttons.addWidget(self._run)
        buttons.addWidget(self._leave)
        end = ui.scrolling.Part()  # what is refused comes into sight with the way on
        foot = QVBoxLayout(end)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._error)
        foot.addWidget(buttons)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        for one in (self._form, self._signers, self._level, self._hand, end):
            asking.addWidget(one)
        after = ui.flow.Flow()
        for button in (self._open, self._check, self._done):
            after.addWidget(button)
        chips = ui.flow.Flow()
        chips.addWidget(self._chip)
        result = QVBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.addWidget(chips)
        for one in (self._file, self._told):
            result.addWidget(one)
        result.addWidget(after)
        result.addWidget(self._verdict)
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
            ROLES[role] for role in ROLES if by_file and self._signers.typed(f"{role}.file").strip()
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
            QTimer.singleShot(0, self, self._bring)  # said beside the field
            return
        self._say("")
        self._set_running(True)
        ui.choosing.remember(_PURPOSE, folder)
        now = self._session.now()
        wanted = _Wanted(self._period, folder, given["kind"], signers, now)
        self._session.jobs.run(
            "Xuất hồ sơ báo cáo",
            partial(_export, wanted),
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

    def _chosen_signers(self) -> Signers:
        """Who signs, in the order of the roles.

        Raises:
            ui.fields.Unreadable: files are to sign, but none is chosen.
        """
        if self._signing() != "p12":
            return ()
        given = self._signers.values()
        chosen = tuple(
            (role, Path(given[f"{role}.{_FILE}"]).expanduser(), given[f"{role}.{_PASSWORD}"])
            for role in ROLES
            if given[f"{role}.{_FILE}"]
        )
        if not chosen:
            words = "Hãy chọn tệp chữ ký số, hoặc chọn “Chỉ niêm phong của sổ” ở trên."
            self._signers.say_error("bi-thu.file", words)
            self._signers.focus("bi-thu.file")
            raise ui.fields.Unreadable(words)
        return chosen

    @Slot(object)
    def _finish(
        self, made: exports.bundle.making.Exported | list[db.reports.Block] | _Refused
    ) -> None:
        """Show what came of it."""
        self._set_running(False)
        if isinstance(made, list):
            self.blocked.emit(made)
            return
        if isinstance(made, _Refused):
            self._blame(made)
            return
        self._made = made.path
        self._signers.forget(self._period.label if self._period else None)
        self._file.setText(made.path.name)
        self._told.setText(
            f"Bản {db.bundles.KINDS[made.kind]} {made.kind}{made.number}, lưu trong "
            f"“{made.path.parent}”.\n{_signed_by(made.signers)}"
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

    def _blame(self, refused: _Refused) -> None:
        """Say why beside the field that is to blame; the keys go there."""
        self._signers.say_error(refused.field, refused.sentence)
        if ui.page.has_focus(self):
            self._signers.focus(refused.field)
            QTimer.singleShot(0, self, self._bring)
        self.ended.emit(refused.sentence, "red")

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._set_running(False)
        self._say(sentence)
        QTimer.singleShot(0, self, self._bring)
        self.ended.emit(sentence, "red")

    @Slot()
    def _stop(self) -> None:
        self._set_running(False)
        self._say("Đã dừng; chưa có hồ sơ nào được ghi.")
        QTimer.singleShot(0, self, self._bring)

    def _set_running(self, running: bool) -> None:
        """Say that it is being exported; the button keeps the keys and exports nothing twice."""
        self._running = running
        self._run.setText(_RUNNING if running else _RUN)

    @Slot()
    def _bring(self) -> None:
        """Bring what has the keys in sight, with what was just said beside it."""
        place = QApplication.focusWidget()
        while place is not None and not isinstance(place, ui.scrolling.Part):
            place = place.parentWidget()
        if place is not None and self.isAncestorOf(place):
            ui.scrolling.bring(place)

    @Slot()
    def _open_folder(self) -> None:
        if self._made is not None:
            try:
                ui.printing.open_outside(self._made.parent)
            except db.errors.RecordError as error:
                self._judge(str(error))

    @Slot()
    def _verify(self) -> None:
        """Judge the file as the ward will."""
        import ui.verifying

        if self._made is not None:
            self._check.setEnabled(False)
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
        import ui.verifying

        self._judge(f"{ui.verifying.worded(verdict.first_line)}.".replace("..", "."))

    @Slot(str)
    def _judge(self, sentence: str) -> None:
        self._check.setEnabled(True)
        self._verdict.setText(sentence)
        self._verdict.show()

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))


class _Kind(ui.fields.Choice):
    """Which edition: only those that may come next are offered."""

    def __init__(self) -> None:
        super().__init__({})

    def offer(self, kinds: Mapping[str, str]) -> None:
        """Offer ``kinds`` (key → words) in place of those before."""
        self.box.clear()
        for key, words in kinds.items():
            self.box.addItem(words, key)
        self._known = len(kinds)


def _kinds(period: db.periods.Period) -> dict[str, str]:
    """The editions that may come next, each with its number."""
    report = db.reports.find(period) or db.reports.Report(period=period.label, state="draft")
    found = {}
    for key in db.bundles.KINDS:
        try:
            kind, number = db.bundles.next_kind(report, **_asked(key))
        except db.errors.RecordError:
            continue
        words = db.bundles.KINDS[kind].capitalize()
        again = f", thay cho {kind}{number - 1}" if kind == "C" and number > 1 else ""
        found[kind] = f"{words} ({kind}{number}{again})"
    return found


def _asked(key: str) -> dict[str, bool]:
    """How the edition ``key`` is asked for."""
    return {
        "supplement": key == db.bundles.SUPPLEMENT,
        "replace": key == db.bundles.REPLACEMENT,
    }


def _ask_folder(parent: QWidget) -> Path | None:
    return ui.choosing.folder(parent, "Chọn thư mục lưu hồ sơ báo cáo", purpose=_PURPOSE)


def _ask_key(parent: QWidget, who: str) -> Path | None:
    title = f"Chọn tệp chữ ký số của {who.lower()}"
    return ui.choosing.file(parent, title, [_KEYS, ui.choosing.ANY], purpose="p12")


def _signed_by(signers: Sequence[Mapping[str, str]]) -> str:
    """Who signed a bundle, apart from the seal that each one bears."""
    named = [f"{ROLES[one['role']]} {one['name']}" for one in signers if one["role"] in ROLES]
    if not named:
        return f"Mức ký: {exports.issuing.SEALED}."
    return f"Đã ký số: {', '.join(named)}. Cả hồ sơ còn mang niêm phong của sổ."


def _export(
    wanted: _Wanted, tick: ui.background.Tick
) -> exports.bundle.making.Exported | list[db.reports.Block] | _Refused:
    """Make the bundle, for a job; what blocks it, or who cannot sign, is an answer, no failure.

    Raises:
        db.errors.RecordError: the bundle cannot be made or written.
    """
    import exports.bundle.making
    import exports.signing.p12

    tick("Mở chữ ký số", 0, 4)
    persons: list[exports.signing.identities.Identity] = []
    for role, file, password in wanted.signers:
        try:
            signer = exports.signing.p12.load(file, password, role, wanted.moment.instant)
        except exports.signing.p12.WrongPassword as error:
            return _Refused(f"{role}.{_PASSWORD}", str(error))
        except db.errors.RecordError as error:
            return _Refused(f"{role}.{_FILE}", str(error))
        persons.append(signer)
    try:
        return exports.bundle.making.export(
            wanted.period,
            wanted.folder,
            cutoff=None,
            persons=persons,
            moment=wanted.moment,
            tick=tick,
            **_asked(wanted.kind),
        )
    except exports.bundle.making.Blocked as blocked:
        return list(blocked.blocks)
