"""What a page shows of the record chosen in its list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

import db.text
import ui.asking
import ui.flow
import ui.form
import ui.history
import ui.page
import ui.scrolling
import ui.session
import ui.theme

_LONGEST = 80  # letters of a record's name in a question


class Shown(QWidget):
    """What stands beside the list: a record, as long as it is in the book."""

    open_requested = Signal(str, int)
    told = Signal(str, str)  # a sentence and its tone, for the page's band

    deeds: Sequence[QAction] = ()  # what can be done with the record, for the list's menu

    def show_record(self, number: int) -> bool:
        """Show the record ``number``; False when it is not, or no longer, in the book."""
        raise NotImplementedError

    def reload(self) -> bool:
        """Read the record again; what is being typed stays. False when it is gone."""
        raise NotImplementedError

    def leaving(self) -> str:
        """Save what is being edited; a sentence naming what could not be saved, or ""."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Let typing go to the first field."""
        raise NotImplementedError


class RecordForm(Shown):
    """A record in its forms: how it stands, its fields and parts, its past; below, its steps."""

    NAME: ClassVar[str]  # of its page, with which the names of all its parts begin
    TITLE: ClassVar[str]  # of its page, in sentences
    FIRST: ClassVar[str]  # the field that typing goes to, with the record's name
    ABOUT: ClassVar[str] = ""  # how a question names the record; "": it does so by itself

    def __init__(self, session: ui.session.Session, *fields: Sequence[ui.form.Field]) -> None:
        """Each of ``fields`` becomes a form of its own, for parts that stand between them."""
        super().__init__()
        self._session = session
        self._number: int | None = None
        self._chips = [ui.theme.chip("", "grey") for _ in range(2)]
        name = f"{self.NAME}.form"
        self._forms = [ui.form.Form(name, some, self._save, columns=2) for some in fields]
        self._form = self._forms[0]
        self._asking = ui.asking.Asking(f"{self.NAME}.step", self._about)
        self._foot = ui.page.Deeds()
        self._past = ui.history.button(f"{self.NAME}.history")
        self._history = ui.history.HistoryPanel(session, f"{self.NAME}.history")
        self._history.follow(self._past)
        self._asking.opened.connect(self._foot.hide)
        self._asking.closed.connect(self._foot.show)

    def show_record(self, number: int) -> bool:
        """Show the record ``number``; False when it is not in the book or lies in the bin."""
        if self._number is not None and self._number != number:
            self._flush()
            self._put_aside()
        self._number = number
        return self.reload()

    def take_focus(self) -> None:
        """Let typing go to the first field."""
        self._form.focus(self.FIRST)

    def leaving(self) -> str:
        """Save what is being edited; a sentence naming what could not be saved, or ""."""
        self._flush()
        said = [self._asking.unsaved()]
        kept = [some for form in self._forms for some in form.waiting().values()]
        labels = [label for some in kept for label in some]
        labels += [label for form in self._forms for label in form.unsaved()]
        if labels:
            named = ", ".join(dict.fromkeys(labels))
            said.append(f"Trang {self.TITLE} có ô chưa lưu được: {named}.")
        return " ".join(filter(None, said))

    def _about(self) -> str:
        """The record in sight, as a question names it."""
        name = db.text.shortened(self._form.typed(self.FIRST), _LONGEST)
        return self.ABOUT.format(name) if name else ""

    def _save(self, name: str, value: Any) -> None:
        """Put one field into the book."""
        raise NotImplementedError

    def _flush(self) -> None:
        """Save what is being edited."""
        for form in self._forms:
            form.flush()

    def _put_aside(self) -> None:
        """Another record comes: a question about this one is over."""
        self._asking.leave()

    def _make_deed(self, name: str, words: str, do: Callable[..., object]) -> QAction:
        """A step as an entry of the list's menu."""
        made = QAction(words, self)
        made.setObjectName(f"{self.NAME}.{name}.action")
        made.triggered.connect(do)
        return made

    def _build(
        self, parts: Sequence[QWidget], buttons: Sequence[QPushButton], words: str = ""
    ) -> tuple[ui.scrolling.Scrolled, ui.theme.Card]:
        """Put everything in the usual places: ``parts`` below the fields, ``words`` at the end."""
        past = (ui.page.heading("Diễn biến"), self._past, self._history)
        end = (ui.theme.label(words, "soft"),) if words else ()
        return self._arrange((row(self._chips), self._form, *parts, *past, *end), buttons)

    def _arrange(
        self, parts: Sequence[QWidget], buttons: Sequence[QPushButton]
    ) -> tuple[ui.scrolling.Scrolled, ui.theme.Card]:
        """Put ``parts`` below each other where they scroll; below, what is asked and the steps."""
        card, steps = ui.theme.card(), ui.flow.Flow(self._foot)
        for one in parts:
            card.column.addWidget(one)
        card.column.addStretch(1)
        for button in buttons:
            steps.addWidget(button)
        scrolled = ui.scrolling.Scrolled(card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(scrolled, 1)
        outer.addWidget(self._asking)
        outer.addWidget(self._foot)
        self.setFocusProxy(self._form)
        return scrolled, card

    def show_field(self, name: str) -> None:
        """Let the keys go to the field ``name``, wherever in the record it stands."""
        for form in self._forms:
            if name in form.names():
                form.focus(name)


def row(things: Sequence[QWidget]) -> ui.flow.Flow:
    """Things beside each other, on as many lines as they take."""
    made = ui.flow.Flow()
    for one in things:
        made.addWidget(one)
    return made
