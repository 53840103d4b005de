"""The hands of the journeys, and the watchdog that times what they set going."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import desktop.shots.hands

ROOT = str(Path(__file__).parent.parent)
LIMIT = 0.1  # seconds of work the UI thread may do without turning to the person
WAIT_LIMIT = 1.0  # seconds it may stand still for a disk, a lock or another thread
_BEAT = 10  # milliseconds
_FRAMES = 12


class Watchdog:
    """Finds where the UI thread did not turn to the person for more than 100 ms.

    What counts is the *processor time of the UI thread itself* between two beats of a timer on it,
    not the time on the wall: on a busy machine the wall clock also runs while other programs have
    the processor, and a journey must not fail for that. Standing still (a disk, a lock, a sleep)
    costs no processor time, so it is judged apart and by the wall, with a wider limit. Time of the
    test's own code between two movements of the hands is nobody's wait and is not counted. A shared
    machine may still book what others took as this thread's time: a journey that fails here is
    played once more (pyproject.toml), and fails if the window is held up again.

    Where the system has alarms, one interrupts a beat that is late and notes where the UI thread
    is, for the report. It is the thread itself that looks: a second one that took its stack could
    stop with it for good (CPython issue 106883).
    """

    def __init__(self, *, limit: float = LIMIT, wait_limit: float = WAIT_LIMIT) -> None:
        self._limit, self._wait_limit = limit, wait_limit
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self.beat)
        self._armed = False
        self._depth = 0
        self._wall = self._worked = 0.0
        self._stack: list[str] = []
        self.blocks: list[str] = []

    def __enter__(self) -> Self:
        self._timer.start()
        if sys.platform != "win32":
            signal.signal(signal.SIGALRM, self._look)
            self._armed = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.stop()
        self._wake_after(0)
        if sys.platform != "win32":
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            self._armed = False
        if error is None:
            self.assert_never_stuck()

    def assert_never_stuck(self) -> None:
        """Fail when the UI thread was held up, saying how long and where."""
        if self.blocks:
            pytest.fail("the window stood still:\n" + "\n".join(self.blocks), pytrace=False)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """While the hands move the program works, and its time is counted."""
        self._depth += 1
        if self._depth == 1:
            self.begin()
        try:
            yield
        finally:
            self.beat()
            self._depth -= 1
            if not self._depth:
                self._wake_after(0)

    def begin(self) -> None:
        """Count from now: what was before held nobody up."""
        self._stack = []
        self._wake_after(self._limit)
        self._worked, self._wall = time.thread_time(), time.perf_counter()

    def beat(self) -> None:
        """The UI thread turns to the person: judge the time since it did so last."""
        if not self._depth:
            return
        worked, passed = time.thread_time() - self._worked, time.perf_counter() - self._wall
        still = passed - worked
        if worked > self._limit:
            self._note(f"worked {worked * 1000:.0f} ms")
        elif still > self._wait_limit:
            self._note(f"waited {still * 1000:.0f} ms")
        self.begin()

    def _note(self, what: str) -> None:
        self.blocks.append("\n    ".join([what, *(self._stack or ["(not caught in the act)"])]))

    def _wake_after(self, seconds: float) -> None:
        """Set the alarm, or with 0 take it back."""
        if sys.platform != "win32" and self._armed:
            signal.setitimer(signal.ITIMER_REAL, seconds)

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        """The alarm: note where the thread is, if the beat has not come meanwhile."""
        if self._depth and frame is not None:
            self._stack = _places(frame)


def _places(frame: FrameType) -> list[str]:
    """Where a thread is: our functions by full name, and the innermost place whosever it is."""
    found: list[str] = []
    for place, line in traceback.walk_stack(frame):
        module = str(place.f_globals.get("__name__", ""))
        name = f"{module}.{place.f_code.co_qualname}:{line}"
        ours = place.f_code.co_filename.startswith(ROOT) and not module.startswith("tests.")
        if not found or ours:
            found.append(name)
    return found[:_FRAMES]


class Hands(desktop.shots.hands.Hands):
    """The hands of a journey: every movement is watched, where a watchdog is given."""

    def __init__(self, qtbot: QtBot, window: QWidget, watchdog: Watchdog | None = None) -> None:
        super().__init__(window)
        self._qtbot = qtbot
        self._watchdog = watchdog

    def activate(self) -> None:
        """Bring the window to the front, so that it gets the keys."""
        self.window.show()
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)

    def moving(self) -> contextlib.AbstractContextManager[object]:
        """Every movement goes past the watchdog."""
        return contextlib.nullcontext() if self._watchdog is None else self._watchdog.watching()
