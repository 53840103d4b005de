"""How a duty comes back: once, every week, month, quarter or year, or all the time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

import db.tasks.series
import ui.fields.base as bases
import ui.fields.choice as choices
import ui.fields.days as day_fields
import ui.fields.text as texts
import ui.theme

ONCE = ""
_WORDS = {ONCE: "một lần", **db.tasks.series.RECURRENCES, db.tasks.series.ONGOING: "thường xuyên"}
LABELS = {key: words[0].upper() + words[1:] for key, words in _WORDS.items()}
_PARTS = {
    "due_day": "Hạn vào ngày (1–31; để trống là ngày cuối tháng)",
    "first": "Từ ngày",
    "last": "Đến ngày (để trống nếu chưa định)",
}


@dataclass(frozen=True)
class Recurring:
    """``kind`` as stored ("" is once); the day of the month it is due; its first and last day."""

    kind: str = ONCE
    due_day: int | None = None
    first: date | None = None
    last: date | None = None


class Recurrence(bases.Editor):
    """A ``Recurring``; parts that do not belong to its kind are not shown and say nothing."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.kind = choices.Choice(LABELS)
        self.parts: dict[str, bases.Editor] = {
            "due_day": texts.Whole(1, 31),
            "first": day_fields.Day(today),
            "last": day_fields.Day(today, ahead=True),
        }
        self._labels: dict[str, QLabel] = {}
        self._rows: dict[str, QWidget] = {}
        self.column.addWidget(self.kind)
        for name, part in self.parts.items():
            self._rows[name] = self._row(name, part)
            self.column.addWidget(self._rows[name])
        self.setFocusProxy(self.kind)
        for part in (self.kind, *self.parts.values()):
            part.edited.connect(self._hear)
            part.left.connect(self.part_left)
            part.entered.connect(self.entered)
            part.chosen.connect(self.chosen)
            part.refused.connect(self.refused)
        self.put(None)

    def propose_due_day(self, day: int) -> bool:
        """Let a duty of every month be due on ``day``, unless somebody said otherwise.

        Whether it is a duty of every month.
        """
        monthly, part = self.kind.value() == "monthly", self.parts["due_day"]
        if monthly and not part.typed():
            part.put_typed(str(day))
        return bool(monthly)

    def inner(self) -> QWidget:
        """The combo box of the kind."""
        return self.kind.inner()

    def set_name(self, name: str) -> None:
        """The parts are found as ``name``.due_day, ``name``.first and ``name``.last."""
        super().set_name(name)
        for key, part in self.parts.items():
            part.set_name(f"{name}.{key}")

    def describe(self, label: str, description: str) -> None:
        """What a screen reader says of each part."""
        super().describe(label, description)
        for key, part in self.parts.items():
            part.describe(f"{label}: {_PARTS[key]}", description)

    def value(self) -> Any:
        """The ``Recurring`` chosen.

        Raises:
            ui.fields.base.Unreadable: a part of it is no number or no day, or ends too early.
        """
        needed = self._needed()
        read = {name: self.parts[name].value() for name in needed}
        made = Recurring(self.kind.value() or ONCE, **read)
        if made.first is not None and made.last is not None and made.last < made.first:
            raise bases.Unreadable("Ngày kết thúc đứng trước ngày bắt đầu; hãy sửa một trong hai.")
        return made

    def put(self, value: Any) -> None:
        """Show a ``Recurring``; None is once."""
        shown = value or Recurring()
        self.kind.put(shown.kind)
        for name, part in self.parts.items():
            part.put(getattr(shown, name))
        self._arrange()
        self.settle()

    def typed(self) -> str:
        """All parts as they stand there."""
        parts = {name: part.typed() for name, part in self.parts.items()}
        return json.dumps({"kind": self.kind.typed(), **parts}, ensure_ascii=False)

    def put_typed(self, text: str) -> None:
        """Show all parts as they stood."""
        found = json.loads(text)
        self.kind.put_typed(found["kind"])
        for name, part in self.parts.items():
            part.put_typed(found[name])
        self._arrange()

    def settle(self) -> None:
        """Every part is saved."""
        super().settle()
        for part in (self.kind, *self.parts.values()):
            part.settle()

    def composing(self) -> bool:
        """Whether an input method is at work in any part."""
        return any(part.composing() for part in self.parts.values())

    def tidy(self) -> None:
        """Show the days in their usual form."""
        for name in self._needed():
            self.parts[name].tidy()

    def set_readonly(self, readonly: bool) -> None:
        """No part can be changed."""
        for part in (self.kind, *self.parts.values()):
            part.set_readonly(readonly)

    def mark(self, wrong: bool) -> None:
        """Outline the part that cannot be read, or the first where it is none of them."""
        faulty = [name for name in self._needed() if wrong and _unreadable(self.parts[name])]
        for name, part in self.parts.items():
            part.mark(name in faulty)
        self.kind.mark(wrong and not faulty)

    def _row(self, name: str, part: bases.Editor) -> QWidget:
        """A part with its label."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(2)
        label = ui.theme.label(_PARTS[name])
        label.setBuddy(part.inner())
        self._labels[name] = label
        column.addWidget(label)
        column.addWidget(part)
        return holder

    def _needed(self) -> tuple[str, ...]:
        """The parts that belong to the kind chosen."""
        kind = self.kind.value()
        if kind not in db.tasks.series.RECURRENCES:
            return ()
        return ("due_day", "first", "last") if kind == "monthly" else ("first", "last")

    @Slot()
    def _hear(self) -> None:
        self._arrange()
        self.edited.emit()

    def _arrange(self) -> None:
        needed = self._needed()
        for name, row in self._rows.items():
            row.setVisible(name in needed)


def _unreadable(part: bases.Editor) -> bool:
    try:
        part.value()
    except bases.Unreadable:
        return True
    return False
