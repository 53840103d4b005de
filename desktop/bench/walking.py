"""A person at the whole program: how long the window ever keeps them waiting.

In a process of its own, hands walk through every page of the demo book, type, save, undo, search,
change the size of the letters, walk on while the quarter is exported in the background, and hold a
meeting. What is timed is how long the window's thread is away from its loop while the hands move,
by the clock on the wall, because a person waits for the lock of Python or for a disk as much as for
work; the longest time is the row. Each page is visited twice: making the pages while nobody touches
the program and showing each one for the first time is a row of its own. Floor: the same count over
a bare window with one field that is typed into.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

import desktop.bench.measuring
import desktop.bench.stage
import desktop.demo
import desktop.places
import desktop.shots.hands
import desktop.window
import ui.desk
import ui.pages

_LIMIT = desktop.bench.measuring.Limit(flat=100)
_ROOT = Path(__file__).parents[2]
_TODAY = "2026-10-02"  # the third quarter is to be reported
_WIDTH, _HEIGHT = 1366, 768
_PATIENCE = 60_000  # milliseconds an export may take on a busy machine
_TYPED = "Rà soát danh sách đảng viên"


def pairs(stage: desktop.bench.stage.Stage) -> Iterator[desktop.bench.measuring.Row]:
    """The longest wait of one walk, and of the first showing of the pages.

    A first walk is not counted: whoever installed the program has its byte code ready.
    """
    _walked(stage)
    told = _walked(stage)
    for name, what in (
        ("walk", "cửa sổ đứng lâu nhất khi bấm, gõ, hoàn tác, xuất hồ sơ, họp"),
        ("first", "cửa sổ đứng lâu nhất khi mở một trang lần đầu"),
    ):
        where, longest = told[name]
        yield desktop.bench.measuring.Row(f"{what} ({where})", longest, told["floor"], _LIMIT)


def _walked(stage: desktop.bench.stage.Stage) -> dict[str, Any]:
    """What a walk through a fresh copy of the demo book tells."""
    folder = stage.folder / "walk"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(stage.demo(), folder / "So")
    command = [sys.executable, "-m", "desktop.bench.walking", str(folder)]
    done = subprocess.run(  # noqa: S603 - this very module
        command, cwd=_ROOT, env=stage.surroundings(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(f"the walk ended early: {done.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


class Watch(QTimer):
    """Beats as often as the loop comes round; the longest time between two beats is kept."""

    def __init__(self) -> None:
        super().__init__(interval=0, timerType=Qt.TimerType.PreciseTimer)
        self.doing = ""
        self._longest: tuple[str, float] = ("", 0.0)
        self._since = 0.0
        self._depth = 0
        self.timeout.connect(self._beat)
        self.start()

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Time what is done in this context: between two of them nobody waits for the window."""
        self._depth += 1
        if self._depth == 1:
            self._since = time.perf_counter()
        try:
            yield
        finally:
            self._beat()
            self._depth -= 1

    def afresh(self) -> tuple[str, float]:
        """What took longest so far, and its milliseconds; the count begins anew."""
        longest, self._longest = self._longest, ("", 0.0)
        return longest

    @Slot()
    def _beat(self) -> None:
        if not self._depth:
            return
        now = time.perf_counter()
        taken = (now - self._since) * 1000
        if taken > self._longest[1]:
            self._longest = (self.doing, taken)
        self._since = now


class Hands(desktop.shots.hands.Hands):
    """Hands whose every movement is timed."""

    def __init__(self, window: QWidget, watch: Watch, patience: int = _PATIENCE) -> None:
        super().__init__(window, patience)
        self.watch = watch

    def moving(self) -> contextlib.AbstractContextManager[object]:
        """Time what the window does meanwhile."""
        return self.watch.watching()


def main(folder: Path) -> None:
    """Walk through a copy of the demo book in ``folder``; print what was found as JSON."""
    application = QApplication(["sochibo"])
    watch = Watch()
    floor(watch)
    told: dict[str, Any] = {"floor": watch.afresh()[1]}
    with _program(application, watch, folder) as hands:
        watch.afresh()  # the start has a row of its own
        watch.doing = "dựng sẵn các trang"
        _look(hands)
        _visit(hands)
        told["first"] = watch.afresh()
        for what, work in _walk(hands, folder).items():
            watch.doing = what
            work()
        _visit(hands)
        told["walk"] = watch.afresh()
    print(json.dumps(told), flush=True)


def floor(watch: Watch) -> None:
    """A bare window with one field: shown, and typed into."""
    window = QMainWindow()
    field = QLineEdit()
    field.setObjectName("field")
    window.setCentralWidget(field)
    window.resize(_WIDTH, _HEIGHT)
    window.show()
    watch.afresh()
    Hands(window, watch).write("field", _TYPED)
    window.close()


@contextlib.contextmanager
def _program(application: QApplication, watch: Watch, folder: Path) -> Iterator[Hands]:
    """Hands at the program on the book in ``folder``."""
    desktop.window.prepare(application)
    given = argparse.Namespace(
        book=str(folder / "So"),
        person=desktop.demo.PERSON,
        password_file=None,
        recovery_file=None,
        today=_TODAY,
        json=False,
        until_painted=False,
    )
    program = desktop.window.Program(given, desktop.places.Places(folder / "cua-so.ini"))
    program.start()
    program.window.setGeometry(0, 0, _WIDTH, _HEIGHT)
    program.window.activateWindow()
    hands = Hands(program.window, watch)
    hands.settle()
    try:
        yield hands
    finally:
        program.window.close()
        program.end()


def _visit(hands: Hands) -> None:
    """Go to every page of the sidebar."""
    for entry in ui.pages.IN_SIDEBAR:
        hands.watch.doing = entry.title
        hands.click(f"nav.{entry.name}")
        hands.settle()


def _walk(hands: Hands, folder: Path) -> dict[str, Callable[[], None]]:
    """What the person does, in order, by what it is called."""
    return {
        "lọc, cuộn nhiệm vụ": functools.partial(_look_through, hands),
        "giao việc, hoàn tác": functools.partial(_assign, hands),
        "tìm": functools.partial(_search, hands),
        "đổi cỡ chữ": functools.partial(_resize, hands),
        "xuất hồ sơ": functools.partial(_export, hands, folder),
        "mở họp, ghi biên bản": functools.partial(_hold, hands),
    }


def _look_through(hands: Hands) -> None:
    hands.click("nav.tasks")
    for key in ("all", "done", "overdue", "open"):
        hands.click(f"tasks.filter.{key}")
        hands.settle()
    hands.click("tasks.filter.all")
    hands.click("tasks.table")
    hands.keys("PageDown", "PageDown", "End", "Home", "Down", "Down")
    hands.settle()


def _assign(hands: Hands) -> None:
    """Type into a task, which saves it, and take that back."""
    hands.write("tasks.form.product", _TYPED)
    hands.keys("Tab")
    hands.settle()
    hands.click("nav.undo")
    hands.settle()


def _search(hands: Hands) -> None:
    hands.keys("Ctrl+K")
    hands.type("nghi quyet")
    hands.settle()
    hands.keys("Escape", "Escape", "Escape")


def _resize(hands: Hands) -> None:
    """Larger and back; whoever did that looks at the letters before anything else."""
    for keys in ("Ctrl++", "Ctrl+-"):
        hands.keys(keys)
        _look(hands)


def _look(hands: Hands) -> None:
    """Do nothing until every page is made and in its place."""
    hands.wait_until(hands.find_as(ui.desk.Desk, "desk").is_ready, "the pages to be made")


def _export(hands: Hands, folder: Path) -> None:
    """Export the quarter, and look at other pages meanwhile."""
    sent = folder / "gui"
    sent.mkdir()
    hands.click("nav.reports")
    hands.wait_until(lambda: not hands.sees("reports.reading"), "the report to be read")
    hands.click("reports.export")
    hands.write("reports.export.folder", str(sent))
    hands.keys("Tab")
    hands.click("reports.export.run")
    while not list(sent.glob("*.zip")):
        for page in ("today", "tasks", "meetings", "reports"):
            hands.click(f"nav.{page}")
            hands.settle()
    hands.find("reports.export.file")


def _hold(hands: Hands) -> None:
    """Begin the next meeting, call the roll, write what is said; look in again later."""
    hands.click("nav.meetings")
    hands.click_row("meetings.table", "")
    hands.click("meetings.start")
    hands.click("meetings.step.do")
    hands.keys("C", "C", "L")
    hands.click("meetings.attendance.all")
    hands.write("meetings.conclusion.text", _TYPED)
    hands.click("meetings.conclusion.add")
    hands.settle()
    hands.click("meetings.pause")
    hands.settle()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
