"""The hour of a meeting, typed as people write it: 19:30, 19h30, 19 giờ 30, 1930."""

from __future__ import annotations

import db.errors
import db.meetings.hours
import ui.fields

_LIMIT = 40  # characters


class Hour(ui.fields.Line):
    """A line that takes an hour, or words without figures ("sau buổi chào cờ")."""

    def __init__(self) -> None:
        super().__init__(limit=_LIMIT)

    def value(self) -> str:
        """The hour as the book keeps it ("19:30"), or the words.

        Raises:
            ui.fields.Unreadable: it has figures and is no hour of a day.
        """
        try:
            return db.meetings.hours.read(self.words())
        except db.errors.RecordError as error:
            raise ui.fields.Unreadable(str(error)) from error

    def tidy(self) -> None:
        """Show the hour as the book keeps it."""
        self.put_typed(self.value())
