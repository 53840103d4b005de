"""The verdict on the page: what was judged, a word and line for it, every file and signature."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

import exports.bundle.checks.verdict
import ui.theme
import ui.verifying.words

SHOWN = 200  # files and signatures listed; a hostile bundle may hold thousands
_TONES: dict[str, tuple[str, ui.theme.Tone]] = {
    exports.bundle.checks.verdict.VALID: ("Hợp lệ", "green"),
    exports.bundle.checks.verdict.UNCHECKED: ("Nguyên vẹn", "amber"),
    exports.bundle.checks.verdict.INVALID: ("Không hợp lệ", "red"),
}


class Answer(QFrame):
    """The card of a verdict, hidden until there is one; all of it can be copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._verdict: exports.bundle.checks.verdict.Verdict | None = None
        self._lead = ""  # what was judged
        self._chip = ui.theme.chip("", "grey")
        self._judged = ui.theme.label("", "soft")
        self._judged.setObjectName("verify.judged")
        self._first = ui.theme.label("", "heading")
        self._first.setObjectName("verify.verdict")
        self._copy = ui.theme.button("Chép kết quả", "verify.copy", "link")
        self._copy.clicked.connect(self._copy_lines)
        self._entries = QVBoxLayout()
        self._listed: QWidget | None = None
        column = QVBoxLayout(self)
        column.addWidget(self._judged)
        top = QHBoxLayout()
        top.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._first, 1)
        top.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addLayout(self._entries)
        self.hide()

    def show_verdict(self, verdict: exports.bundle.checks.verdict.Verdict, named: str) -> None:
        """Show ``verdict`` on what is ``named`` so, in place of the one before.

        The keys go to copying it.
        """
        self._verdict = verdict
        self._lead = f"Đã kiểm tra: {named}"
        self._judged.setText(ui.verifying.words.plain(self._lead))
        word, tone = _TONES[verdict.verdict]
        ui.theme.set_chip(self._chip, word, tone)
        self._first.setText(ui.verifying.words.plain(ui.verifying.words.beside_chip(verdict)))
        if self._listed is not None:
            self._listed.deleteLater()
        self._listed = _entries(verdict)
        self._entries.addWidget(self._listed)
        self.show()
        spoken = f"{self._lead}. {ui.verifying.words.worded(verdict.first_line)}"
        self.setAccessibleName(ui.verifying.words.plain(spoken))
        self._copy.setFocus()

    @Slot()
    def _copy_lines(self) -> None:
        """What was judged, and the verdict as the command line prints it, on the clipboard."""
        if self._verdict is not None:
            QApplication.clipboard().setText("\n".join([self._lead, *self._verdict.lines()]))


def _is_sound(one: exports.bundle.checks.verdict.Entry) -> bool:
    return one.verdict != exports.bundle.checks.verdict.INVALID


def _entries(verdict: exports.bundle.checks.verdict.Verdict) -> QWidget:
    """Each file and signature, the faulty first: its word as a chip, what it is, and why."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    # What is wrong first: nobody should have to look for it.
    entries = sorted(verdict.entries(), key=_is_sound)
    for row, one in enumerate(entries[:SHOWN]):
        chip = ui.theme.chip(*_TONES[one.verdict])
        words = ui.verifying.words.plain(ui.verifying.words.begun(one.what))
        why = ui.verifying.words.plain(ui.verifying.words.worded(one.why))
        words += f"\n{why}" if one.why else ""
        line = ui.theme.label(words)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(chip, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(line, row, 1)
    if len(entries) > SHOWN:
        rest = f"Còn {len(entries) - SHOWN} mục khác; bấm “Chép kết quả” để lấy toàn bộ."
        grid.addWidget(ui.theme.label(rest, "soft"), SHOWN, 1)
    return made
