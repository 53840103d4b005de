"""The scenes of pieces that all pages share: menus, lists that drop out, bands, panels."""

from __future__ import annotations

import functools
import threading

import desktop.shots.hands
import desktop.shots.papers
import desktop.shots.scenes.scene as ways
import ui.background
import ui.desk

Scene = ways.Scene
Hands = ways.Hands
DEMO, EMPTY, LONGEST = ways.DEMO, ways.EMPTY, ways.LONGEST
_HELPED = ("tasks", "meetings", "reports", "documents", "members", "settings")


# --- What drops out or pops up ------------------------------------------------------------------


def _row_menu(hands: Hands) -> None:
    """The menu of a task in the list."""
    ways.page(hands, "tasks")
    ways.ask_menu(hands, "tasks.table")


def _more_menu(hands: Hands) -> None:
    """The steps of a task that are no buttons."""
    ways.row(hands, "tasks")
    hands.click("tasks.more")


def _text_menu(hands: Hands) -> None:
    """What Qt offers in a text: cut, copy, paste."""
    ways.new(hands, "tasks")
    hands.write("tasks.draft.work", "Rà soát quy chế")
    ways.ask_menu(hands, "tasks.draft.work")


def _clicked(hands: Hands, name: str) -> None:
    """A new task, something in its form clicked."""
    ways.new(hands, "tasks")
    hands.click(name)


def _people(hands: Hands) -> None:
    """The people that fit what is typed."""
    ways.new(hands, "tasks")
    hands.write("tasks.draft.accountable", "ngu")
    hands.find("tasks.draft.accountable.list")


# --- Bands --------------------------------------------------------------------------------------


def _dropped_workbook(hands: Hands) -> None:
    """A band that asks, with a button: a workbook was dropped on the desk."""
    hands.drop("desk", [desktop.shots.papers.workbook()])
    hands.find("desk.notice.action")


def _dropped_text(hands: Hands) -> None:
    """A long amber band: what was dropped is taken nowhere; with the help open above the page."""
    hands.drop("desk", [desktop.shots.papers.text()])
    hands.keys("F1")


def _job(hands: Hands) -> None:
    """Work that goes on beside the window."""
    desk = hands.window.findChild(ui.desk.Desk)
    if desk is None:
        raise desktop.shots.hands.NotThereError("no desk")
    desk.session.jobs.run(
        "Xuất hồ sơ báo cáo quý III năm 2026", _work, on_done=_forget, at_once=True, with_book=False
    )
    hands.wait_said("đang lập biên bản")


def _work(tick: ui.background.Tick) -> None:
    """Nothing, until it is stopped."""
    never = threading.Event()
    while not never.wait(0.02):
        tick("đang lập biên bản buổi sinh hoạt tháng 9", 12, 40)


def _forget(_result: object) -> None:
    """Nothing came of it."""


# --- Panels and lists ---------------------------------------------------------------------------


def _history(hands: Hands) -> None:
    """Who changed a task, and when."""
    ways.row(hands, "tasks")
    hands.click("tasks.history.history")
    hands.find("tasks.history.panel")


def _help(hands: Hands, name: str) -> None:
    """The help of one page."""
    ways.page(hands, name)
    hands.keys("F1")


def _nothing_found(hands: Hands) -> None:
    """A search that finds nothing."""
    hands.keys("Ctrl+K")
    hands.type("không có chữ này ở đâu cả")


def _found_longest(hands: Hands) -> None:
    """What is found with names as long as they come."""
    hands.keys("Ctrl+K")
    hands.type("nghi")
    hands.find("search.list")


def _bin(hands: Hands) -> None:
    """What was deleted."""
    ways.row(hands, "tasks")
    hands.click("tasks.more")
    hands.click_menu("Xóa…")
    hands.click("tasks.step.do")
    ways.page(hands, "settings")
    hands.click_row("settings.sections", "Thùng rác")
    hands.keys("Enter")


# --- Taking in from Excel -----------------------------------------------------------------------


def _intake(hands: Hands) -> None:
    """Where a workbook is chosen."""
    ways.page(hands, "tasks")
    hands.click("tasks.import")
    hands.find("intake.file")


def _doubts(hands: Hands) -> None:
    """A workbook with doubtful rows, the first of them open."""
    _intake(hands)
    hands.choose_file(desktop.shots.papers.workbook())
    hands.click("intake.file")
    ways.patient(hands).find("intake.sheet")
    ways.patient(hands).wait_until(lambda: not hands.sees("intake.state"), "the rows to be read")
    hands.click("intake.next")


def _taken_in(hands: Hands) -> None:
    """What was taken in and what was left out."""
    _doubts(hands)
    hands.click("intake.run")
    ways.patient(hands).find("intake.result")


# --- The keys -----------------------------------------------------------------------------------


def _tabbed(hands: Hands, name: str, times: int) -> None:
    """Where the keys go after some steps on a page."""
    ways.page(hands, name)
    hands.keys(*["Tab"] * times)


SCENES: tuple[Scene, ...] = (
    Scene("menu-row", DEMO, _row_menu),
    Scene("menu-more", DEMO, _more_menu),
    Scene("menu-text", DEMO, _text_menu),
    Scene("list-choice", DEMO, functools.partial(_clicked, name="tasks.draft.recurrence")),
    Scene("list-calendar", DEMO, functools.partial(_clicked, name="tasks.draft.due.calendar")),
    Scene("list-people", LONGEST, _people),
    Scene("band-action", DEMO, _dropped_workbook),
    Scene("band-amber", DEMO, _dropped_text),
    Scene("band-job", DEMO, _job),
    Scene("history", DEMO, _history),
    *(Scene(f"help-{name}", DEMO, functools.partial(_help, name=name)) for name in _HELPED),
    Scene("search-nothing", DEMO, _nothing_found),
    Scene("search-longest", LONGEST, _found_longest),
    Scene("bin", DEMO, _bin),
    Scene("intake", DEMO, _intake),
    Scene("intake-doubts", LONGEST, _doubts),
    Scene("intake-done", LONGEST, _taken_in),
    *(
        Scene(f"keys-{name}-{times}", DEMO, functools.partial(_tabbed, name=name, times=times))
        for name in ("today", "tasks")
        for times in (1, 3)
    ),
)
