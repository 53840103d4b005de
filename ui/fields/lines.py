"""A list of short texts, one a line."""

from __future__ import annotations

from typing import Any

import db.text
import ui.fields.lengths
import ui.fields.long as long_texts


class Lines(long_texts.Long):
    """The value is the list of the lines that are not empty."""

    def value(self) -> Any:
        """The texts, in their order.

        Raises:
            ui.fields.base.Unreadable: all of it is too long.
        """
        ui.fields.lengths.check(self.typed(), self._limit)
        lines = (db.text.nfc(line).strip() for line in self.typed().splitlines())
        return [line for line in lines if line]

    def shown(self, value: Any) -> str:
        """One text a line."""
        return "\n".join(value or ())
