"""Places to drop files on; a button does the same as each of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

import ui.theme

_LOOK = f"""
QFrame[drop] {{
    background: {ui.theme.WHITE}; border: 2px dashed {ui.theme.EDGE}; border-radius: 8px;
}}
QFrame[drop="over"] {{ background: {ui.theme.BLUE_WALL}; border-color: {ui.theme.BLUE}; }}
"""


class DropArea(QFrame):
    """Says what belongs here; ``dropped`` carries the files, in the order they were given.

    Folders, pictures out of a browser and the like are no files: they are given as they came, and
    whoever reads them says what is wrong.
    """

    dropped = Signal(object)

    def __init__(self, name: str, words: str, button: QPushButton) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setAcceptDrops(True)
        self.setProperty("drop", "waiting")
        self.setStyleSheet(_LOOK)
        self._words = ui.theme.label(words, "soft")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[16] * 4)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what holds files of this computer."""
        if paths(event):
            event.acceptProposedAction()
            ui.theme.restyle(self, "drop", "over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """What was held over it went elsewhere."""
        super().dragLeaveEvent(event)
        ui.theme.restyle(self, "drop", "waiting")

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        ui.theme.restyle(self, "drop", "waiting")
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(paths(event))


def paths(event: QDropEvent) -> list[Path]:
    """The files of this computer that an event carries."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
