"""The scenes: every screen worth a picture, and how hands get there from the first screen.

A page adds one line to ``_PAGES`` for each of its states that is worth looking at: a name (the
picture's file), the book it plays in, and what the hands do.
"""

from __future__ import annotations

import functools

# By other names: the package is no part of ``desktop.shots`` yet while its parts are imported.
import desktop.shots.scenes.beginning as before_the_desk
import desktop.shots.scenes.scene as ways
import desktop.shots.scenes.states as shared
import desktop.shots.scenes.working as at_work

Scene = ways.Scene
Hands = ways.Hands
DEMO, EMPTY, LONGEST = ways.DEMO, ways.EMPTY, ways.LONGEST
PAGES = ("today", "tasks", "meetings", "reports", "documents", "members", "settings")


def _task_error(hands: Hands) -> None:
    """A task form with a date that is none."""
    ways.new(hands, "tasks")
    hands.write("tasks.draft.due", "32/13")
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


_PAGES: tuple[Scene, ...] = (
    *(Scene(name, DEMO, functools.partial(ways.page, name=name)) for name in PAGES),
    *(Scene(f"{name}-empty", EMPTY, functools.partial(ways.page, name=name)) for name in PAGES),
    *(Scene(f"{name}-longest", LONGEST, functools.partial(ways.page, name=name)) for name in PAGES),
    Scene("task", DEMO, functools.partial(ways.row, name="tasks")),
    Scene("task-longest", LONGEST, functools.partial(ways.row, name="tasks")),
    Scene("task-new", DEMO, functools.partial(ways.new, name="tasks")),
    Scene("task-error", DEMO, _task_error),
    Scene("meeting", DEMO, functools.partial(ways.row, name="meetings")),
    Scene("document", DEMO, functools.partial(ways.row, name="documents")),
    Scene("member", DEMO, functools.partial(ways.row, name="members")),
    Scene("search", DEMO, _search),
    Scene("help", DEMO, _help),
)
SCENES: tuple[Scene, ...] = (
    *before_the_desk.SCENES,
    *_PAGES,
    *at_work.SCENES,
    *shared.SCENES,
)
