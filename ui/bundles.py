"""Checking report bundles while a book is open: the same page as without one, on the desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot

import ui.page
import ui.session
import ui.verifying


class BundlePage(ui.page.Page):
    """The place where bundles are dropped to be judged."""

    NAME = "bundles"
    TITLE = "Kiểm tra hồ sơ báo cáo"
    HELP = ui.verifying.HELP

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session)
        self._judging = ui.verifying.VerifyPage(session.jobs)
        self._judging.closed.connect(self._leave)
        self.body.addWidget(self._judging, 1)

    def take(self, paths: Sequence[Path]) -> None:
        """Judge what was dropped elsewhere in the window."""
        self._judging.take(paths)

    def take_focus(self) -> None:
        """Let the keys go to the first thing to do."""
        self._judging.take_focus()

    @Slot()
    def _leave(self) -> None:
        self.open_requested.emit("reports", 0)


PAGE = BundlePage
