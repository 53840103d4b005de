"""Dated facts of a member as a short list: what, from when to when, with the deeds on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

import db.days
import ui.emptying
import ui.flow
import ui.page
import ui.theme


@dataclass(frozen=True)
class Span:
    """One fact: the number of its row, its words, its first and last day (None: it goes on)."""

    id: int
    words: str
    first: date
    last: date | None

    def days(self) -> str:
        """The days in words."""
        if self.last is None:
            return f"từ {db.days.shown(self.first)}"
        return f"từ {db.days.shown(self.first)} đến hết {db.days.shown(self.last)}"


class Spans(QWidget):
    """The facts of one kind under their heading; what a person wants is told by signals."""

    add_wanted = Signal()
    end_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, name: str, title: str, add: str, nothing: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name, self._nothing = name, nothing
        self._shown: tuple[Span, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._add = ui.theme.button(add, f"{name}.add")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(ui.page.heading(title))
        column.addLayout(self._rows)
        column.addWidget(foot := ui.flow.Flow())
        foot.addWidget(self._add)
        self._add.clicked.connect(self.add_wanted)

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show these facts, in their order."""
        if tuple(spans) == self._shown:
            return
        self._shown = tuple(spans)
        ui.emptying.empty(self._rows)
        rows = [self._row(one) for one in spans] or [ui.theme.label(self._nothing, "soft")]
        for row in rows:
            self._rows.addWidget(row)
        ui.emptying.join(self, *rows, self._add)

    def _row(self, one: Span) -> QWidget:
        """One fact with its two deeds."""
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ui.theme.label(one.words))
        line = ui.flow.Flow()
        days = ui.theme.label(one.days(), "soft")
        days.setWordWrap(False)
        line.addWidget(days)
        end = "Kết thúc…" if one.last is None else "Sửa ngày cuối…"
        for words, deed, wanted in (
            (end, "end", self.end_wanted),
            ("Bỏ…", "remove", self.remove_wanted),
        ):
            button = ui.theme.button(words, f"{self._name}.{deed}.{one.id}", "link")
            button.setAccessibleName(f"{words} {one.words}, {one.days()}")
            button.clicked.connect(partial(wanted.emit, one))
            line.addWidget(button)
        column.addWidget(line)
        return row
