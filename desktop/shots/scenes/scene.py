"""What a scene is, and the ways that many of them take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

import desktop.shots.hands
import desktop.shots.stage

DEMO, EMPTY, LONGEST = (
    desktop.shots.stage.DEMO,
    desktop.shots.stage.EMPTY,
    desktop.shots.stage.LONGEST,
)
LOCKED, NOTHING = desktop.shots.stage.LOCKED, desktop.shots.stage.NOTHING
LOCKED_LONGEST = desktop.shots.stage.LOCKED_LONGEST
LONG = 60_000  # milliseconds: deriving keys takes its time on a slow machine

Hands = desktop.shots.hands.Hands
Drive = Callable[[Hands], object]


@dataclass(frozen=True)
class Scene:
    """One picture: ``drive`` brings the window there."""

    name: str
    book: str
    drive: Drive


def patient(hands: Hands) -> Hands:
    """The same hands, waiting for something that takes long."""
    return Hands(hands.window, patience=LONG)


def as_it_is(hands: Hands) -> None:
    """The first screen."""
    hands.settle()


def page(hands: Hands, name: str) -> None:
    """One page of the sidebar; where the sidebar is folded, through the page list."""
    if not hands.sees(f"nav.{name}"):
        hands.click("header.menu")
    hands.click(f"nav.{name}")
    hands.find(f"page.{name}")


def new(hands: Hands, name: str) -> None:
    """A page's empty form."""
    page(hands, name)
    hands.keys("Ctrl+N")


def row(hands: Hands, name: str) -> None:
    """A page with the first record of its list open."""
    page(hands, name)
    hands.click_row(f"{name}.table", "")


def ask_menu(hands: Hands, name: str) -> None:
    """The menu that a right click on the widget of that name opens."""
    widget = hands.find(name)
    at = widget.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
    hands.settle()
