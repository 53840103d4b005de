"""The minutes of a meeting: the paper itself before and after approval, printing, approving."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

import db.days
import db.errors
import db.meetings
import db.moments
import ui.background
import ui.fields
import ui.flow
import ui.form
import ui.meetings.signing
import ui.page
import ui.preview
import ui.printing
import ui.returning
import ui.scrolling
import ui.session
import ui.theme

_SEALED = "Mức ký: niêm phong của sổ, không phải chữ ký số; hai đồng chí ký tay trên bản in."
_DIGITAL = "Mức ký: chữ ký số của thư ký và chủ trì, kèm niêm phong của sổ."
_DO, _DOING = "Ghi đã thông qua", "Đang ghi…"
_FINAL = "Thông qua rồi thì biên bản không sửa được, chỉ lập đính chính."


class Minutes(QWidget):
    """The paper on the left; what it is and how it is approved on the right.

    ``approved`` is emitted when the approved paper stands in the book.
    """

    approved = Signal(int)

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self._session = session
        self._number: int | None = None
        self._pdf = b""
        self._approving = self._running = False
        self._way = ui.returning.Way()
        self._preview = ui.preview.Preview("meetings.preview")
        self.notice = ui.page.Notice("meetings.minutes.notice")
        self._said = ui.theme.label("", "soft")
        self._said.setObjectName("meetings.minutes.said")
        self._level = ui.theme.label("", "soft")
        self._level.setObjectName("meetings.approve.level")
        self._print = ui.theme.button("In biên bản", "meetings.print")
        day = ui.form.Field("on", "Ngày thông qua", self._day, required=True)
        self._form = ui.form.Form("meetings.approve", [day], None)
        self._signers = ui.form.Form("meetings.approve", _signers(), None)
        self._sign = ui.theme.button("Ký số bằng tệp chứng thư…", "meetings.approve.sign", "link")
        self._error = ui.theme.label("", "error")
        self._error.setObjectName("meetings.approve.error")
        self._do = ui.theme.button(_DO, "meetings.approve.do", "primary")
        self._leave = ui.theme.button("Thôi", "meetings.approve.leave")
        self._panel, self._foot = ui.theme.card(), ui.scrolling.Part()
        self._build()
        self._preview.opened.connect(self._hand_on)
        self._print.clicked.connect(self._print_it)
        self._do.clicked.connect(self._approve)
        self._leave.clicked.connect(self.leave_approving)
        self._signers.edited.connect(self._tell_level)
        self._sign.clicked.connect(self._show_signers)
        ui.theme.notifier().changed.connect(self._arrange)

    def show_meeting(self, number: int) -> None:
        """Draw the minutes of the meeting ``number`` as they stand, or show the approved ones."""
        if number != self._number:
            self._preview.clear()
            self.leave_approving()
            self.notice.clear()
        self._number, self._pdf = number, b""
        self._print.setEnabled(False)
        meeting = db.meetings.get(number)
        approved = meeting.approved_on
        self._said.setText(
            f"Biên bản đã thông qua ngày {db.days.shown(approved)}." if approved
            else "Biên bản chưa thông qua: bản xem trước, nội dung như đang ghi trong sổ."
        )  # fmt: skip
        self._session.jobs.run(
            "Lập biên bản",
            partial(drawn, number),
            on_done=partial(self._take, number),
            on_failed=self._fail,
            alone=False,
        )

    def begin(self) -> None:
        """It is in sight now: let the keys go to the paper, as soon as there is one."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._preview.pages():
            self._hand_on()

    def areas(self) -> list[QWidget]:
        """The paper, and what stands beside it."""
        return [one for one in (self._preview, self._beside) if one.isVisible()]

    def begin_approving(self) -> None:
        """Ask for the day and for the signers."""
        if not self._approving:
            self._way = ui.returning.Way()
        self._approving = True
        self._form.begin(self._number, {"on": self._today()})
        self._sign.show()
        self._signers.hide()
        self._error.hide()
        self._tell_level()
        self._arrange()
        self._form.focus("on")

    @Slot()
    def leave_approving(self) -> None:
        """Take the question away; passwords are forgotten, the keys go where they went before."""
        had = ui.returning.let_go(self._panel)
        self._approving = False
        self._signers.begin(None, {})
        self._arrange()
        if had:
            self._way.go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the question away."""
        if event.key() == Qt.Key.Key_Escape and self._approving and not self._running:
            self.leave_approving()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The question takes the place of the paper where there is no room for both."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._arrange)

    def _day(self) -> ui.fields.Editor:
        return ui.fields.Day(self._today, ahead=False)

    def _today(self) -> date:
        return self._session.today

    def _build(self) -> None:
        side = QWidget()
        self._side = QBoxLayout(QBoxLayout.Direction.TopToBottom, side)
        self._side.setContentsMargins(0, 0, 4, 0)
        self._side.setSpacing(8)
        bar = ui.flow.Flow()
        bar.addWidget(self._print)
        buttons = QHBoxLayout()
        buttons.addWidget(self._do)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._error)
        foot.addLayout(buttons)
        column = self._panel.column
        column.addWidget(ui.page.heading("Thông qua biên bản"))
        column.addWidget(ui.theme.label(_FINAL, "soft"))
        for one in (self._form, self._sign, self._signers, self._level, self._foot):
            column.addWidget(one)
        self._side.addWidget(self._said)
        self._side.addWidget(bar)
        self._side.addWidget(self.notice)
        self._side.addWidget(self._panel)
        self._side.addStretch(1)
        self._beside = ui.scrolling.Scrolled(side)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self._preview, 62)
        self._row.addWidget(self._beside, 38)

    @Slot()
    def _arrange(self) -> None:
        narrow = self.width() < ui.theme.px(ui.page.NARROW)
        way = QBoxLayout.Direction
        self._row.setDirection(way.BottomToTop if narrow else way.LeftToRight)
        self._row.setStretch(0, 62)
        self._row.setStretch(1, 38 if not narrow or self._approving else 0)
        self._panel.setVisible(self._approving)
        self._preview.setVisible(not (narrow and self._approving))
        unlimited = 16_777_215  # Qt's QWIDGETSIZE_MAX
        inner = self._beside.widget()
        low = narrow and not self._approving and inner is not None
        self._beside.setMaximumHeight(inner.sizeHint().height() if low and inner else unlimited)

    @Slot()
    def _hand_on(self) -> None:
        """The paper is there: it takes the keys that waited for it."""
        if self.hasFocus():
            self._preview.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _tell_level(self) -> None:
        signed = bool(self._signers.typed("recorder") or self._signers.typed("chair"))
        self._level.setText(_DIGITAL if signed else _SEALED)

    @Slot()
    def _show_signers(self) -> None:
        """Ask for the certificates of both who sign."""
        self._sign.hide()
        self._signers.show()
        self._signers.focus()

    def _take(self, number: int, pdf: bytes) -> None:
        if number == self._number:
            self._pdf = pdf
            self._print.setEnabled(True)
            self._preview.show_pdf(pdf)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._say(sentence, "red")

    @Slot()
    def _print_it(self) -> None:
        try:
            ui.printing.print_pdf(
                self._pdf, self.window(), self._session.jobs,
                said=self._say, failed=self._fail, name="bien-ban.pdf",
            )  # fmt: skip
        except db.errors.RecordError as error:
            self._fail(str(error))

    def _say(self, sentence: str, tone: ui.theme.Tone = "green") -> None:
        self.notice.say(sentence, tone)
        self._arrange()
        ui.scrolling.bring_soon(self.notice)

    @Slot()
    def _approve(self) -> None:
        """Render, sign and keep the minutes beside the window."""
        if self._running:
            return
        self._error.hide()
        try:
            given = self._form.values() | self._signers.values()
        except ui.fields.Unreadable:
            return
        number = int(self._number or 0)
        self._set_running(True)
        self._session.jobs.run(
            "Thông qua biên bản",
            partial(approved, number, given, self._session.now()),
            on_done=partial(self._end, number),
            on_failed=self._refuse,
            on_cancelled=self._give_up,
        )

    def _end(self, number: int, level: str) -> None:
        self._set_running(False)
        self.leave_approving()
        self._session.tell("meetings")
        self._say(f"Biên bản đã thông qua và giữ trong sổ. Mức ký: {level}.")
        self.approved.emit(number)

    @Slot(str)
    def _refuse(self, sentence: str) -> None:
        self._set_running(False)
        self._error.setText(sentence)
        self._error.show()
        ui.scrolling.bring_soon(self._foot)

    @Slot()
    def _give_up(self) -> None:
        self._set_running(False)

    def _set_running(self, running: bool) -> None:
        """Say that it is being entered; the button keeps the keys and enters nothing twice."""
        self._running = running
        self._do.setText(_DOING if running else _DO)


def _signers() -> tuple[ui.form.Field, ...]:
    """A certificate and its password for each of the two who sign minutes."""
    field, file = ui.form.Field, ui.meetings.signing.CertificateFile
    password = ui.meetings.signing.Password
    return (
        field("recorder", "Chứng thư của thư ký (.p12)", file),
        field("recorder_password", "Mật khẩu tệp của thư ký", password),
        field("chair", "Chứng thư của chủ trì (.p12)", file),
        field("chair_password", "Mật khẩu tệp của chủ trì", password),
    )


def drawn(number: int, tick: ui.background.Tick) -> bytes:
    """The minutes of the meeting ``number``: the approved paper, or one drawn from the records.

    Raises:
        db.errors.RecordError: it has no day yet.
    """
    import exports.issuing
    import exports.meetings
    import exports.paper

    tick("đang lập biên bản", 0, 0)
    meeting = db.meetings.get(number)
    if meeting.minutes is not None:
        return bytes(meeting.minutes.data)
    record = db.meetings.Meeting.printed([meeting])[0]
    paper = exports.meetings.paper_of(record, level=exports.issuing.SEALED, signed=False)
    return exports.paper.render(paper, None).pdf


def approved(
    number: int, given: dict[str, Any], moment: db.moments.Moment, tick: ui.background.Tick
) -> str:
    """Approve the minutes of the meeting ``number``; the level at which they are signed.

    Raises:
        db.errors.RecordError: a file or password is wrong, one signer is missing, or the day is.
    """
    import exports.issuing
    import exports.meetings
    import exports.signing.p12

    persons = []
    for role, name in (("thu-ky", "recorder"), ("chu-tri", "chair")):
        if given[name] is not None:
            tick("đang mở chứng thư", 0, 0)
            password = given[f"{name}_password"]
            persons.append(exports.signing.p12.load(given[name], password, role, moment.instant))
    tick("đang ký", 0, 0)
    exports.meetings.approve(db.meetings.get(number), given["on"], moment, persons)
    return exports.issuing.DIGITAL if persons else exports.issuing.SEALED
