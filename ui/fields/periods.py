"""A reporting period: "quý 3", "QII/2026", "năm 2026", or from one day to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import db.days
import db.periods
import ui.fields.text as texts


class PeriodField(texts.Spoken):
    """A ``db.periods.Period`` or nothing (None)."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("Ví dụ: quý này, quý 2, QII/2026, năm 2026")
        self._today = today

    def read(self, text: str) -> db.periods.Period | None:
        """The period that ``text`` names.

        Raises:
            db.errors.RecordError: it names none.
        """
        return db.periods.understood(text, self._today())

    def spoken(self, value: Any) -> str:
        """The period in words, with its days where the words do not say them."""
        if value.kind == "span":
            return str(value.words)
        return f"{value.words}: {db.days.shown(value.first)} – {db.days.shown(value.last)}"

    def shown(self, value: Any) -> str:
        """As lists name it: QII/2026."""
        return "" if value is None else str(value.short)
