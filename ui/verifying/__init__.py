"""Judging what came in: bundles, PDF papers and workbooks, dropped or chosen; no book is needed.

``answer`` shows the verdict, ``words`` says it plainly. Everything shown comes out of files of
unknown hands: it is drawn as plain text, letter by letter, and nothing of it is opened, run or
kept.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

import exports.bundle.checks.verdict
import ui.background
import ui.choosing
import ui.dropping
import ui.help
import ui.page
import ui.scrolling
import ui.theme
import ui.verifying.answer
import ui.verifying.words

Verdict = exports.bundle.checks.verdict.Verdict
PAPERS = frozenset({".zip", ".asice", ".pdf", ".xlsx"})
CERTIFICATES = frozenset({".cer", ".crt", ".pem", ".der"})
_EDGES = (22, 14, 22, 14)  # pixels around it where it fills the window
HELP = (
    "Thả hồ sơ báo cáo (.zip) vào trang này để biết hồ sơ có nguyên vẹn không. Muốn biết cả "
    "người ký là ai, chọn thêm chứng thư tin cậy. Không có gì trong hồ sơ được mở hay chạy."
)
_TITLE = "Kiểm tra hồ sơ báo cáo"
_WORDS = (
    "Thả hồ sơ báo cáo (.zip), tệp PDF hoặc tệp Excel đã nhận vào đây; có thể nhiều tệp cùng lúc. "
    "Việc kiểm tra chỉ đọc tệp, không cần mở sổ."
)
_TRUST = (
    "Chứng thư tin cậy (.cer, .pem): do người ký hoặc đơn vị đăng ký trực tiếp với nơi nhận. "
    "Không có chứng thư thì chỉ biết tệp còn nguyên vẹn, chưa biết đúng người ký."
)


def judge(paths: Sequence[Path], certificates: Sequence[Path], tick: ui.background.Tick) -> Verdict:
    """The verdict on ``paths``, for a job.

    Raises:
        db.errors.RecordError: a file cannot be read, or is no certificate.
    """
    import exports.bundle.verify
    import exports.signing.trust

    trusted = exports.signing.trust.anchors(certificates)
    return exports.bundle.verify.judge(list(paths), trusted or None, tick)


class VerifyPage(QWidget):
    """The page; ``closed`` when the person is done with it.

    ``alone`` it fills the window, says what it is and has its own help; on the desk the header
    and the page around it do that.
    """

    closed = Signal()

    def __init__(self, jobs: ui.background.Jobs, *, alone: bool = False) -> None:
        super().__init__()
        self.setObjectName("page.verify")
        self._alone = alone
        self._jobs = jobs
        self._paths: list[Path] = []
        self._certificates: list[Path] = []
        self._job: ui.background.Job | None = None
        self._run_number = 0
        self.notice = ui.page.Notice("verify.notice")
        self.help = ui.help.Panel(ui.help.KEYS_BEFORE, whole=True)
        self.help.hide()
        self._choose = ui.theme.button("Chọn hồ sơ…", "verify.choose", "primary")
        self._trust = ui.theme.button("Chọn chứng thư…", "verify.trust")
        self._forget = ui.theme.button("Bỏ chứng thư", "verify.trust.clear", "link")
        self._close = ui.theme.button("Đóng", "verify.close")
        self._area = ui.dropping.DropArea("verify.drop", _WORDS, self._choose)
        self._names = _named("verify.trust.names", "")
        self._state = _named("verify.state", "soft")
        self._answer = ui.verifying.answer.Answer()
        self._inside = QWidget()
        self._scroll = ui.scrolling.Scrolled(self._inside)
        self._scroll.setObjectName("verify.list")
        self._scroll.setAccessibleName("Hồ sơ cần kiểm tra và kết quả")
        self._build()
        self._connect()
        self._show_certificates()

    @Slot(object)
    def take(self, paths: Sequence[Path]) -> None:
        """Judge the papers among ``paths``, trusting the certificates among them."""
        papers = [path for path in paths if path.suffix.lower() in PAPERS]
        certificates = [path for path in paths if path.suffix.lower() in CERTIFICATES]
        strange = [path for path in paths if path not in papers and path not in certificates]
        if strange:
            named = ui.verifying.words.plain(strange[0].name)
            self.notice.say(
                f"“{named}” không phải hồ sơ báo cáo; hãy chọn tệp .zip, .pdf "
                "hoặc .xlsx đã nhận, hay chứng thư .cer, .pem."
            )
            return
        self._certificates += [one for one in certificates if one not in self._certificates]
        self._paths = papers or self._paths
        self._show_certificates()
        self._run()

    @Slot()
    def choose(self) -> None:
        """Ask for the files to judge."""
        kinds = ["Hồ sơ báo cáo, PDF, Excel (*.zip *.asice *.pdf *.xlsx)", ui.choosing.ANY]
        title = "Chọn hồ sơ báo cáo cần kiểm tra"
        chosen = ui.choosing.files(self, title, kinds, purpose="verify")
        if chosen:
            self.take(chosen)

    @Slot()
    def choose_trust(self) -> None:
        """Ask for certificates to trust."""
        kinds = ["Chứng thư (*.cer *.crt *.pem *.der)", ui.choosing.ANY]
        chosen = ui.choosing.files(self, "Chọn chứng thư tin cậy", kinds, purpose="trust")
        if chosen:
            self.take(chosen)

    def take_focus(self) -> None:
        """Let the keys go to the first thing to do."""
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alone, F1 tells what it is for; Escape ends that, or leaves."""
        if not self._alone:
            super().keyPressEvent(event)
        elif not self.help.answer(event, _TITLE, HELP):
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
            else:
                super().keyPressEvent(event)

    @Slot()
    def show_help(self) -> None:
        """Tell what it is for, or take that away again."""
        self.help.toggle(_TITLE, HELP)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(_EDGES if self._alone else (0, 0, 0, 0)))
        column.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(ui.theme.label(_TITLE if self._alone else "", "title"), 1)
        if self._alone:
            asked = ui.theme.button(ui.help.WORD, "verify.help", "link")
            asked.clicked.connect(self.show_help)
            top.addWidget(asked)
        top.addWidget(self._close)
        column.addLayout(top)
        column.addWidget(self.help)
        column.addWidget(self.notice)
        column.addWidget(self._scroll, 1)
        below = QVBoxLayout(self._inside)
        below.setContentsMargins(0, 0, 4, 0)
        below.setSpacing(10)
        for one in (self._area, self._trust_card(), self._state, self._answer):
            below.addWidget(one)
        below.addStretch(1)
        self._state.hide()

    def _trust_card(self) -> QFrame:
        """Which certificates are trusted."""
        card = ui.theme.card()
        layout = card.layout()
        assert layout is not None  # noqa: S101 - a card is made with one
        row = QHBoxLayout()
        row.addWidget(self._trust)
        row.addWidget(self._names, 1)
        row.addWidget(self._forget)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ui.theme.label(_TRUST, "soft"))
        layout.addWidget(holder)
        return card

    def _connect(self) -> None:
        self._area.dropped.connect(self.take)
        self._choose.clicked.connect(self.choose)
        self._trust.clicked.connect(self.choose_trust)
        self._forget.clicked.connect(self._trust_nobody)
        self._close.clicked.connect(self._leave)

    @Slot()
    def _trust_nobody(self) -> None:
        self._certificates.clear()
        self._show_certificates()
        self._run()

    def _show_certificates(self) -> None:
        names = ", ".join(ui.verifying.words.plain(path.name) for path in self._certificates)
        self._names.setText(names or "Chưa chọn chứng thư nào.")
        self._forget.setVisible(bool(self._certificates))

    def _run(self) -> None:
        """Judge what is chosen, beside the window."""
        if self._job is not None:
            self._job.cancel()
        self.notice.clear()
        if not self._paths:
            return
        self._answer.hide()
        self._state.setText(f"Đang kiểm tra {ui.verifying.words.plain(self._judged())}…")
        self._state.show()
        work = functools.partial(judge, tuple(self._paths), tuple(self._certificates))
        self._run_number += 1
        number = self._run_number
        self._job = self._jobs.run(
            "Kiểm tra hồ sơ báo cáo",
            work,
            on_done=functools.partial(self._show, number),
            on_failed=functools.partial(self._fail, number),
            on_cancelled=functools.partial(self._stopped, number),
            alone=False,
            with_book=False,
        )

    def _judged(self) -> str:
        """What is judged: the one file by its name, as its owner wrote it, or how many."""
        count = len(self._paths)
        return self._paths[0].name if count == 1 else f"{count} tệp"

    def _show(self, number: int, verdict: Verdict) -> None:
        """Show the verdict, unless other files were given since."""
        if number != self._run_number:
            return
        self._state.hide()
        self._answer.show_verdict(verdict, self._judged())
        QTimer.singleShot(0, self, self._show_answer)

    @Slot()
    def _show_answer(self) -> None:
        """Bring the verdict to the top of what is in sight."""
        self._scroll.verticalScrollBar().setValue(self._answer.y())

    def _fail(self, number: int, sentence: str) -> None:
        if number == self._run_number:
            self._state.hide()
            self.notice.say(ui.verifying.words.plain(sentence))

    def _stopped(self, number: int) -> None:
        if number == self._run_number:
            self._state.setText("Đã dừng kiểm tra; chưa có kết quả.")

    @Slot()
    def _leave(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.closed.emit()


def _named(name: str, role: str) -> QLabel:
    made = ui.theme.label("", role)
    made.setObjectName(name)
    return made
