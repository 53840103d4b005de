"""The scenes: every screen worth a picture, and how hands get there from the first screen.

A page adds one line to ``SCENES`` for each of its states that is worth looking at: a name (the
picture's file), the book it plays in, and what the hands do.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import desktop.shots.hands
import desktop.shots.stage

DEMO, EMPTY, LONGEST = (
    desktop.shots.stage.DEMO,
    desktop.shots.stage.EMPTY,
    desktop.shots.stage.LONGEST,
)
LOCKED, NOTHING = desktop.shots.stage.LOCKED, desktop.shots.stage.NOTHING
_LONG = 60_000  # milliseconds: deriving keys takes its time on a slow machine
PAGES = ("today", "tasks", "meetings", "reports", "documents", "members", "settings")

Hands = desktop.shots.hands.Hands
Drive = Callable[[Hands], object]


@dataclass(frozen=True)
class Scene:
    """One picture: ``drive`` brings the window there."""

    name: str
    book: str
    drive: Drive


def _as_it_is(hands: Hands) -> None:
    """The first screen."""
    hands.settle()


def _page(hands: Hands, name: str) -> None:
    """One page of the sidebar; where the sidebar is folded, through the page list."""
    if not hands.sees(f"nav.{name}"):
        hands.click("header.menu")
    hands.click(f"nav.{name}")
    hands.find(f"page.{name}")


def _new(hands: Hands, name: str) -> None:
    """A page's empty form."""
    _page(hands, name)
    hands.keys("Ctrl+N")


def _row(hands: Hands, name: str) -> None:
    """A page with the first record of its list open."""
    _page(hands, name)
    hands.click_row(f"{name}.table", "")


def _task_error(hands: Hands) -> None:
    """A task form with a date that is none."""
    _new(hands, "tasks")
    hands.write("tasks.form.due", "32/13")
    hands.keys("Tab")


def _search(hands: Hands) -> None:
    """What searching as one types finds."""
    hands.keys("Ctrl+K")
    hands.type("kế hoạch")
    hands.find("search.list")


def _help(hands: Hands) -> None:
    """The help of a page."""
    hands.keys("F1")
    hands.find("help.panel")


def _wrong_password(hands: Hands) -> None:
    """Unlocking with a password that is not the book's."""
    hands.write("unlock.password", "sai mật khẩu")
    hands.keys("Enter")
    hands.wait_said("Mật khẩu chưa đúng")


def _other_screen(hands: Hands, button: str) -> None:
    """A screen reached by one button of the first one."""
    hands.click(button)
    hands.settle()


def _unit_missing(hands: Hands) -> None:
    """The first screen of a new book with nothing filled in."""
    hands.click("welcome.new")
    hands.click("wizard.unit.next")


def _unit_filled(hands: Hands) -> None:
    """The first screen of a new book, filled in with the longest unit."""
    hands.click("welcome.new")
    for name, value in desktop.shots.stage.typed_unit().items():
        hands.write(f"wizard.unit.{name}", value)


def _person(hands: Hands) -> None:
    """The second screen of a new book."""
    _unit_filled(hands)
    hands.click("wizard.unit.next")
    hands.find("wizard.person.next")


def _code(hands: Hands) -> None:
    """The third screen of a new book, a group of the code typed wrongly."""
    _person(hands)
    for name in ("password", "again"):
        hands.write(f"wizard.person.{name}", "một mật khẩu để chụp ảnh")
    hands.click("wizard.person.next")
    desktop.shots.hands.Hands(hands.window, patience=_LONG).find("wizard.code.group1")
    hands.write("wizard.code.group1", "SAI NHÓM")


SCENES: tuple[Scene, ...] = (
    Scene("welcome", NOTHING, _as_it_is),
    Scene("wizard-unit", NOTHING, functools.partial(_other_screen, button="welcome.new")),
    Scene("wizard-unit-missing", NOTHING, _unit_missing),
    Scene("wizard-unit-filled", NOTHING, _unit_filled),
    Scene("wizard-person", NOTHING, _person),
    Scene("wizard-code", NOTHING, _code),
    Scene("restore", NOTHING, functools.partial(_other_screen, button="welcome.restore")),
    Scene("verify", NOTHING, functools.partial(_other_screen, button="welcome.verify")),
    Scene("unlock", LOCKED, _as_it_is),
    Scene("unlock-wrong", LOCKED, _wrong_password),
    Scene("unlock-code", LOCKED, functools.partial(_other_screen, button="unlock.use_code")),
    *(Scene(name, DEMO, functools.partial(_page, name=name)) for name in PAGES),
    *(Scene(f"{name}-empty", EMPTY, functools.partial(_page, name=name)) for name in PAGES),
    *(Scene(f"{name}-longest", LONGEST, functools.partial(_page, name=name)) for name in PAGES),
    Scene("task", DEMO, functools.partial(_row, name="tasks")),
    Scene("task-longest", LONGEST, functools.partial(_row, name="tasks")),
    Scene("task-new", DEMO, functools.partial(_new, name="tasks")),
    Scene("task-error", DEMO, _task_error),
    Scene("meeting", DEMO, functools.partial(_row, name="meetings")),
    Scene("document", DEMO, functools.partial(_row, name="documents")),
    Scene("member", DEMO, functools.partial(_row, name="members")),
    Scene("search", DEMO, _search),
    Scene("help", DEMO, _help),
)
