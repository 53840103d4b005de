"""The section of thresholds and reports: every setting that has no section of its own."""

from __future__ import annotations

from typing import ClassVar

import ui.page
import ui.session
import ui.settings.section
import ui.settings.values
import ui.theme

_EXPLAINED = (
    "Những điều này do từng phường, từng chi bộ quy định nên sửa được. Dưới mỗi ô ghi rõ giá trị "
    "có sẵn lấy từ đâu và các giá trị đã đặt trước đây."
)


class Thresholds(ui.settings.section.Section):
    """Dated settings: reports, meetings, what is called late or soon, and the rest."""

    NAME: ClassVar[str] = "values"

    def __init__(self, session: ui.session.Session, notice: ui.page.Notice) -> None:
        super().__init__(session, notice)
        since = ui.settings.values.Since(session, "settings.values.since")
        groups = ("report", "meeting", "warning", "recycling", "")
        self._values = ui.settings.values.Values(session, groups, since)
        self.card("Ngưỡng, báo cáo", ui.theme.label(_EXPLAINED, "soft"), since)
        self.column.addWidget(self._values)
        self.column.addStretch(1)
        self.setFocusProxy(since)

    def reload(self) -> None:
        """Read every value again."""
        self._values.reload()

    def leaving(self) -> str:
        """Save what is being typed; a sentence naming what could not be saved, or ""."""
        return self._values.leaving()


SECTION = Thresholds
