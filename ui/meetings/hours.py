"""The hour of a meeting, typed as people write it: 19:30, 19h30, 19 giờ 30."""

from __future__ import annotations

import re

import ui.fields

_LIMIT = 40  # characters
_CLOCK = re.compile(r"(\d{1,2})\s*(?::|\.|h|g|giờ)\s*(\d{1,2})?\s*(?:phút|p|')?\Z", re.IGNORECASE)


class Hour(ui.fields.Line):
    """A line that takes an hour, or words without figures ("sau buổi chào cờ")."""

    def __init__(self) -> None:
        super().__init__(limit=_LIMIT)

    def value(self) -> str:
        """The hour as it was typed: the minutes of the meeting write it out.

        Raises:
            ui.fields.Unreadable: it has figures and is no hour of a day.
        """
        words = self.words()
        if any(sign.isdigit() for sign in words) and not _is_hour(words):
            raise ui.fields.Unreadable(f"“{words}” không phải giờ trong ngày; hãy ghi như 19:30.")
        return words


def _is_hour(words: str) -> bool:
    """Whether ``words`` is an hour that a clock shows."""
    found = _CLOCK.match(words)
    return found is not None and int(found[1]) < 24 and int(found[2] or 0) < 60  # noqa: PLR2004 - the clock
