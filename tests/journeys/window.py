"""Where the journeys of the window happen: books, the program started, closed and read again."""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import desktop.app
import desktop.places
import desktop.shots.stage
import desktop.window
import tests.hands
import ui.desk
from tests.journeys import offices

PATIENCE = 15_000  # milliseconds: a busy machine may be slow to do what it does beside the window
WIDTH, HEIGHT = 1366, 768
TODAY = "2026-10-05"


class Hands(tests.hands.Hands):
    """Hands at one run of the program, which they can also close."""

    def __init__(
        self,
        qtbot: QtBot,
        window: QWidget,
        watchdog: tests.hands.Watchdog,
        faults: Sequence[str],
    ) -> None:
        super().__init__(qtbot, window, watchdog)
        self._patience = PATIENCE
        self._faults = faults

    def wait_until(self, condition: Callable[[], object], what: str | Callable[[], str]) -> None:
        """Let the window work until ``condition`` holds; a fault of the program ends it at once."""

        def holds() -> object:
            assert not self._faults, "a fault of the program:\n" + "\n".join(self._faults)
            return condition()

        super().wait_until(
            holds, lambda: f"{what if isinstance(what, str) else what()}; {said(self)}"
        )

    def settle(self, milliseconds: int = 0) -> None:
        """Let the window do what it has before it; while waiting, leave the processor to others."""
        super().settle()
        if milliseconds:  # the beat of the watchdog ends it at the latest
            with self.moving():
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def close(self) -> None:
        """Close the window by its cross; a window that may not close stays and says why.

        Out of sight it may take its time for the backup of the day.
        """
        with self.moving():
            self.window.close()
            if self.is_closed() and self._watchdog is not None:
                self._watchdog.begin()
        self.settle()

    def is_closed(self) -> bool:
        """Whether the window has closed."""
        return not self.window.isVisible()

    def unlock(self, password: str = offices.PASSWORD) -> None:
        """Type the password into the screen that asks for it, and wait for the desk."""
        self.find("unlock.password")
        self.type(password)
        self.keys("Enter")
        self.find("nav.tasks")
        self.look_around()

    def look_around(self) -> None:
        """Look at the first page for as long as the others are being made."""
        desk = self.window.findChild(ui.desk.Desk)
        assert desk is not None
        self.wait_until(desk.is_ready, "the pages to be made")

    def go(self, page: str) -> None:
        """Go to a page by its entry in the sidebar."""
        self.click(f"nav.{page}")
        self.find(f"page.{page}")

    def rows(self, table: str) -> list[str]:
        """What the list of that name shows, a line for each row."""
        return self.text_of(table).splitlines()


@dataclass
class Room:
    """A room with a computer: a folder, what the program remembers there, and its fault log."""

    folder: Path
    qtbot: QtBot
    capsys: pytest.CaptureFixture[str]
    faults: list[str] = field(default_factory=list)  # tracebacks, which the log does not keep
    limit: float = tests.hands.LIMIT  # seconds of work the UI thread may do at a time

    @property
    def book(self) -> Path:
        """Where the book of these journeys lies."""
        return self.folder / "so"

    @property
    def log(self) -> Path:
        """Where the program writes down its faults."""
        return self.folder / "state" / "sochibo" / "loi.log"

    @contextlib.contextmanager
    def program(self, book: Path | None = None, today: str = TODAY) -> Iterator[Hands]:
        """The program, started as from the desktop; at the end it is closed by its cross."""
        given = argparse.Namespace(
            book=str(book) if book else None,
            person=None,
            password_file=None,
            recovery_file=None,
            today=today,
            json=False,
            until_painted=False,
        )
        watchdog = tests.hands.Watchdog(limit=self.limit)
        with watchdog:
            program = desktop.window.Program(
                given, desktop.places.Places(self.folder / "cua-so.ini")
            )
            hands = Hands(self.qtbot, program.window, watchdog, self.faults)
            strays = desktop.shots.stage.Strays(program.window)
            try:
                program.start()
                program.window.setGeometry(0, 0, WIDTH, HEIGHT)
                hands.activate()
                yield hands
                if not hands.is_closed():
                    hands.close()
                    assert hands.is_closed(), f"the window stayed open: {said(hands)} {self.faults}"
                assert strays.found == [], "opened beside the window, taking the keys away"
            finally:
                strays.end()
                program.abandon()

    @contextlib.contextmanager
    def desk(self, today: str = TODAY, password: str = offices.PASSWORD) -> Iterator[Hands]:
        """The program on the desk of the room's book, its password typed."""
        with self.program(self.book, today) as hands:
            hands.unlock(password)
            yield hands

    def reopened(self, kind: str, password: str = offices.PASSWORD) -> list[dict[str, Any]]:
        """Open the book once more, close it, and read ``kind`` as ``dump`` prints it."""
        with self.desk(password=password) as hands:
            assert hands.sees("page.today")
        return self.dump(kind, password)

    def dump(self, kind: str, password: str = offices.PASSWORD) -> list[dict[str, Any]]:
        """The records of one kind, as the command line prints them."""
        records: list[dict[str, Any]] = self.ask("dump", kind, password=password)["records"]
        return records

    def ask(self, *words: object, password: str = offices.PASSWORD) -> dict[str, Any]:
        """Run a verb of the command line on the room's book; it must be done."""
        secret = self.folder / "mat-khau.txt"
        secret.write_text(password, "utf-8")
        usual = ("--book", self.book, "--password-file", secret, "--today", TODAY)
        code, out, err = self.say(*words, *usual, "--json")
        assert (code, err) == (0, ""), err
        body: dict[str, Any] = json.loads(out)
        return body

    def say(self, *words: object) -> tuple[int, str, str]:
        """Run the command line: exit code, output, errors."""
        self.capsys.readouterr()
        code = desktop.app.main([str(word) for word in words])
        return code, *self.capsys.readouterr()

    def assert_no_fault(self) -> None:
        """The program has met no fault of its own."""
        assert not self.faults, "a fault of the program:\n" + "\n".join(self.faults)
        assert not self.log.exists(), f"a fault of the program: {self.log.read_text('utf-8')}"

    def take_copy(self, made: Path) -> None:
        """Let a copy of the book in ``made`` be the room's."""
        shutil.copytree(made, self.book)


def said(hands: Hands) -> list[str]:
    """What the bands say now, to explain a failure."""
    bands = [
        widget.objectName()
        for widget in hands.window.findChildren(QLabel)
        if widget.isVisible() and widget.objectName().endswith("notice.words")
    ]
    return [hands.text_of(name) for name in bands]
