"""What is to be said of one row: why it is in doubt, and the fields that settle it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

import db.days
import db.members
import db.tasks
import db.tasks.series
import db.text
import ui.emptying
import ui.fields
import ui.form
import ui.intake.answers
import ui.intake.model
import ui.page
import ui.returning
import ui.theme

_BESIDE = {"due": ("due", "recurrence"), "recurrence": ("recurrence", "due")}
_SHOWN = 60  # letters of a cell repeated in a sentence
_WORDS: dict[str, dict[Any, str]] = {  # by what a field holds
    "flag": {True: "có", False: "không"},
    "state": dict(db.tasks.STATES),
    "recurrence": {**db.tasks.series.RECURRENCES, db.tasks.series.ONGOING: "thường xuyên"},
}
_NOTHING = "Chọn một dòng của trang tính để xem dòng đó được nhập thế nào."


@dataclass(frozen=True)
class Question:
    """One row: what becomes of it, the fields in doubt, whether something was said of it.

    ``written`` is what stands in the cell of each field, ``alike`` the doubtful rows in which the
    same stands and is in doubt, this one among them; ``chosen`` the fields a person gave.
    """

    row: int
    fate: ui.intake.model.Fate
    fields: tuple[str, ...] = ()
    answered: bool = False
    written: dict[str, str] = field(default_factory=dict)
    alike: dict[str, tuple[int, ...]] = field(default_factory=dict)
    chosen: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """What a person says of ``rows``: fields, or take or skip, or None to take it back."""

    rows: tuple[int, ...]
    what: dict[str, Any] | str | None
    written: str = ""


class Settling(QFrame):
    """The panel beside the sheet; ``said`` carries a ``Said``."""

    said = Signal(object)
    next_wanted = Signal()

    def __init__(self, kind: str, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("intake.row")
        self.setProperty("card", "true")
        self._kind, self._today = kind, today
        self.question: Question | None = None
        self._form: ui.form.Form | None = None
        self._title = ui.theme.label("", "heading")
        self._title.setObjectName("intake.row.title")
        self._why = ui.theme.label()
        self._why.setObjectName("intake.row.why")
        self._place = QVBoxLayout()
        self._spread = QCheckBox()
        self._spread.setObjectName("intake.row.spread")
        self._spread_words = ui.theme.label()
        self._use = ui.theme.button("Dùng giá trị này", "intake.row.use")
        self._take = ui.theme.button("Vẫn nhập dòng này", "intake.row.take")
        self._skip = ui.theme.button("Không nhập dòng này", "intake.row.skip")
        self._clear = ui.theme.button("Bỏ cách xử lý đã chọn", "intake.row.clear", "link")
        self._next = ui.theme.button("Dòng còn nghi tiếp theo", "intake.row.next")
        self._build()
        self._next.clicked.connect(self.next_wanted)
        self._use.clicked.connect(self._say_fields)
        self._take.clicked.connect(self._say_take)
        self._skip.clicked.connect(self._say_skip)
        self._clear.clicked.connect(self._say_nothing)
        self.show_row(None)

    def show_row(self, question: Question | None) -> None:
        """Ask about a row, or say how to choose one."""
        same = self.question is not None and question == self.question
        self.question = question
        if same:
            return
        # What had the keys is about to go, or to mean another row: Qt would let them go to whatever
        # comes next in the window, and back to the same button in the next row.
        ui.returning.let_go(self)
        ui.page.forget_focus(self)
        self._forget()
        if question is None:
            self._title.setText("Từng dòng")
            self._why.setText(_NOTHING)
        else:
            said = ", ".join([question.fate.word, *self._chosen(question)])
            self._title.setText(f"Dòng {question.row}: {said}")
            self._why.setText(question.fate.why)
            self._ask(question)
        self._why.setVisible(bool(self._why.text()))
        self._offer(question)

    def offer_next(self, *, some: bool) -> None:
        """Whether to offer the way on to the next row in doubt here."""
        self._next.setVisible(some)

    def focus(self) -> None:
        """Let typing go to the first thing to be said."""
        if self._form is not None:
            self._form.focus()
        elif not self._take.isHidden():
            self._take.setFocus()

    def begin(self) -> None:
        """As ``focus``, or to the first button that there is."""
        self.focus()
        if self.focusWidget() is None:
            ui.page.put_focus(self)

    def focus_next(self) -> None:
        """Let the keys go to the way on to the next row in doubt."""
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(8)
        for one in (self._title, self._why):
            column.addWidget(one)
        column.addLayout(self._place)
        column.addWidget(self._spread_words)
        column.addWidget(self._spread)
        for button in self._buttons()[1:]:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _buttons(self) -> list[QWidget]:
        """What stands below the fields, in its order."""
        return [self._spread, self._use, self._take, self._skip, self._clear, self._next]

    def _ask(self, question: Question) -> None:
        """A form with the fields in doubt."""
        known = ui.intake.answers.fields(self._kind).rows
        names = [
            name
            for asked in question.fields
            for name in _BESIDE.get(asked, (asked,))
            if name in known
        ]
        if not names:
            return
        fields = [
            ui.form.Field(
                name, ui.intake.answers.label(self._kind, name), self._editor(name, known[name])
            )
            for name in dict.fromkeys(names)
        ]
        self._form = ui.form.Form("intake.row", fields, None)
        self._form.show_values(question.row, {})
        self._place.addWidget(self._form)
        ui.page.chain(self._form, *self._buttons())

    def _chosen(self, question: Question) -> list[str]:
        """What a person gave, each with what the field is called."""
        known = ui.intake.answers.fields(self._kind).rows
        return [
            f"{_lower(ui.intake.answers.label(self._kind, name))}: {_shown(known[name], value)}"
            for name, value in question.chosen.items()
        ]

    def _editor(self, name: str, holds: str) -> Callable[[], ui.fields.Editor]:
        """How the editor of a field is made, by what the field holds."""
        if name == "accountable":
            return self._people
        return {
            "date": self._day,
            "percent": _percent,
            "year": _year,
            "flag": _flag,
            "state": _state,
            "recurrence": _recurrence,
        }.get(holds, ui.fields.Line)

    def _people(self) -> ui.fields.Editor:
        return ui.fields.People(_names, free=True)

    def _day(self) -> ui.fields.Editor:
        if self._kind == "members":  # all their days are of the past, most of them far back
            return ui.fields.Day(self._today, ahead=False, years_ago=True)
        return ui.fields.Day(self._today)

    def _offer(self, question: Question | None) -> None:
        """Show the buttons that make sense."""
        skipped = question is not None and question.answered
        doubtful = question is not None and question.fate.tone in {"amber", "grey"}
        taken = question is not None and question.fate.tone == "green"
        self._use.setVisible(self._form is not None)
        self._take.setVisible(doubtful)
        self._skip.setVisible(doubtful or taken)
        self._clear.setVisible(skipped)
        alike = self._alike()
        self._spread.setVisible(len(alike) > 1)
        self._spread_words.setVisible(len(alike) > 1)
        if question is not None and len(alike) > 1:
            words = question.written[question.fields[0]]
            cut = words[:_SHOWN] + ("…" if len(words) > _SHOWN else "")
            self._spread_words.setText(f"Còn {len(alike) - 1} dòng khác cũng ghi “{cut}”.")
            self._spread.setText("Dùng cho tất cả các dòng đó")
            self._spread.setChecked(True)

    def _alike(self) -> tuple[int, ...]:
        """The rows that may be settled together with this one."""
        asked = self.question
        return asked.alike.get(asked.fields[0], ()) if asked and asked.fields else ()

    @Slot()
    def _say_fields(self) -> None:
        if self.question is None or self._form is None:
            return
        try:
            values = self._form.values()
        except ui.fields.Unreadable:
            return  # the form says it beside the field
        given = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in values.items()
            if value not in (None, "")
        }
        if "accountable" in given:
            given["accountable"] = _in_full(given["accountable"])
        if not given:
            first = self._form.names()[0]
            self._form.say_error(first, "Hãy điền ô này, hoặc chọn nhập hay không nhập dòng này.")
            return
        rows: tuple[int, ...] = (self.question.row,)
        written = ""
        if self._alike() and self._spread.isChecked() and not self._spread.isHidden():
            rows, written = self._alike(), self.question.written[self.question.fields[0]]
        self.said.emit(Said(rows, given, written))

    @Slot()
    def _say_take(self) -> None:
        """Take the row all the same; what was typed here is meant to be taken with it."""
        if self._form is not None and self._form.unsaved():
            self._say_fields()
        else:
            self._say(ui.intake.answers.TAKE)

    @Slot()
    def _say_skip(self) -> None:
        self._say(ui.intake.answers.SKIP)

    @Slot()
    def _say_nothing(self) -> None:
        self._say(None)

    def _say(self, what: str | None) -> None:
        if self.question is not None:
            self.said.emit(Said((self.question.row,), what))

    def _forget(self) -> None:
        ui.emptying.empty(self._place)
        self._form = None


def _names() -> Sequence[str]:
    """The members of the book."""
    return [name for _, name in db.members.names()]


def _in_full(typed: str) -> str:
    """The member whom ``typed`` names but for marks and capitals, if there is just one."""
    same = [name for name in _names() if db.text.fold(name) == db.text.fold(typed)]
    return same[0] if len(same) == 1 else typed


def _percent() -> ui.fields.Editor:
    return ui.fields.Whole(0, 100)


def _year() -> ui.fields.Editor:
    return ui.fields.Whole(1900, 2100)


def _flag() -> ui.fields.Editor:
    return ui.fields.Choice(_WORDS["flag"])


def _state() -> ui.fields.Editor:
    return ui.fields.Choice(_WORDS["state"])


def _recurrence() -> ui.fields.Editor:
    return ui.fields.Choice(_WORDS["recurrence"])


def _shown(holds: str, value: Any) -> str:
    """A value a person gave, as people write it."""
    if holds == "date":
        return db.days.shown(date.fromisoformat(value))
    return str(_WORDS.get(holds, {}).get(value, value))


def _lower(words: str) -> str:
    """``words`` as they stand inside a sentence."""
    return words[:1].lower() + words[1:]
