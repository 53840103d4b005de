"""The floor of a start: one Argon2id derivation at the lowest cost, then a window with one label.

Run by its path, so that nothing of ours is imported. It prints ``painted`` after its first paint,
as the program does with ``--until-painted``, and stays until its input ends, so that its memory can
be read.
"""

from __future__ import annotations

import sys

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class _Label(QLabel):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)


def floor() -> None:
    """Derive, show, paint."""
    lowest = Argon2id(salt=bytes(16), length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
    lowest.derive(b"password")
    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(_Label("Sổ Chi bộ"))
    window.resize(1366, 768)
    window.show()
    application.exec()
    print("painted", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    floor()
