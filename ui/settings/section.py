"""What the sections of the settings page have in common."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

import db.errors
import ui.background
import ui.flow
import ui.page
import ui.printing
import ui.scrolling
import ui.session
import ui.theme


class Section(QWidget):
    """One section: a column of cards that scrolls down; it speaks through the page's band."""

    NAME: ClassVar[str]

    open_requested = Signal(str, int)

    def __init__(self, session: ui.session.Session, notice: ui.page.Notice) -> None:
        super().__init__()
        self.setObjectName(f"settings.{self.NAME}")
        self.session, self.notice = session, notice
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 6, 0)
        self.column.setSpacing(12)
        self.body = ui.scrolling.Scrolled(inner)
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(0, 0, 0, 0)
        self.outer.addWidget(self.body)

    def reload(self) -> None:
        """Read again what the section shows; what is being typed stays."""

    def leaving(self) -> str:
        """Save what can be saved; a sentence naming what was typed and not saved, or ""."""
        return ""

    def card(self, title: str, *pieces: QWidget) -> ui.theme.Card:
        """A card under its heading, below those before it."""
        made = ui.theme.card()
        made.column.addWidget(ui.page.heading(title))
        for one in pieces:
            made.column.addWidget(one)
        self.column.addWidget(made)
        return made

    def print_sheet(self, name: str, draw: Callable[[], bytes]) -> None:
        """Draw a sheet beside the window and print it; ``name`` is its file where none prints."""
        self.session.jobs.run(
            "Lập bản in",
            partial(_drawn, draw),
            on_done=partial(self._print, name),
            on_failed=self.warn,
            alone=False,
            with_book=False,
        )

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Say what was done."""
        self.notice.say(sentence, "green")

    @Slot(str)
    def warn(self, sentence: str) -> None:
        """Say why something could not be done."""
        self.notice.say(sentence)

    def _print(self, name: str, pdf: bytes) -> None:
        try:
            ui.printing.print_pdf(
                pdf, self, self.session.jobs, said=self.tell, failed=self.warn, name=name
            )
        except db.errors.RecordError as error:
            self.warn(str(error))


def _drawn(draw: Callable[[], bytes], _tick: ui.background.Tick) -> bytes:
    return draw()


def flow(*buttons: QWidget) -> QWidget:
    """Buttons beside each other, going on in the next line where there is no room."""
    made = ui.flow.Flow()
    for one in buttons:
        made.addWidget(one)
    return made


def told(name: str, words: str = "", role: str = "") -> QLabel:
    """A label that says something which changes, and can be selected to be copied."""
    made = ui.theme.label(words, role)
    made.setObjectName(name)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


@functools.cache
def words() -> dict[str, list[str]]:
    """The longer explanations of the sections, by name: a list of paragraphs."""
    text = (Path(__file__).parent / "data" / "words.toml").read_text("utf-8")
    held: dict[str, list[str]] = tomllib.loads(text)
    return held


def paragraphs(said: Sequence[str]) -> list[QLabel]:
    """A label for each paragraph."""
    return [ui.theme.label(one) for one in said]


def beside(*pieces: QWidget) -> QWidget:
    """The first piece takes what room the others leave."""
    made = ui.flow.Flow()
    for place, one in enumerate(pieces):
        if not place:
            one.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        made.addWidget(one)
    return made
