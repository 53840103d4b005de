"""The section of the recycle bin."""

from __future__ import annotations

from typing import ClassVar

import ui.page
import ui.recycling
import ui.session
import ui.settings.section


class Binned(ui.settings.section.Section):
    """What was deleted, as the page of the bin shows it."""

    NAME: ClassVar[str] = "bin"

    def __init__(self, session: ui.session.Session, notice: ui.page.Notice) -> None:
        super().__init__(session, notice)
        self.body.hide()
        self._bin = ui.recycling.RecycleBin(session)
        self.outer.addWidget(self._bin, 1)
        self.setFocusProxy(self._bin)

    def reload(self) -> None:
        """Read the bin anew."""
        self._bin.reload()


SECTION = Binned
