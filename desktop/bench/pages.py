"""The real page of tasks: shown first, jumped through, sorted, filtered. Floor: the SQL alone.

A page is made before it is asked for, piece by piece; how long a piece takes is a row of its own.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QWidget,
)

import db.base
import desktop.bench.lists
import desktop.bench.measuring
import desktop.bench.screen
import desktop.bench.stage
import ui.session
import ui.tasks

_LIMIT = desktop.bench.measuring.Limit(plus=100)
_STEPS = 7  # places a long list is jumped to, one after the other
Pair = desktop.bench.measuring.Pair


def pairs(stage: desktop.bench.stage.Stage) -> Iterator[Pair | desktop.bench.measuring.Row]:
    """Every way to look at the page."""
    listed = f"{stage.size.tasks:,} nhiệm vụ".replace(",", ".")
    fill = desktop.bench.lists.fill
    with desktop.bench.screen.window(stage, "tasks", fill) as (window, session):
        hands = _Page(window, session)
        first = f"trang Nhiệm vụ, {listed}: hiện lần đầu"
        yield Pair(first, hands.show, floor_open, _LIMIT, hands.make)
        yield desktop.bench.measuring.Row(
            f"trang Nhiệm vụ, {listed}: mảnh dựng sẵn lâu nhất",
            *hands.longest_piece(stage.size.rounds),
            desktop.bench.measuring.Limit(flat=100),
        )
        hands.press("all")
        jump = f"trang Nhiệm vụ, {listed}: cuộn đến chỗ khác"
        yield Pair(jump, hands.jump, floor_page, _LIMIT)
        by_person = desktop.bench.lists.floor_by_person
        yield Pair(f"trang Nhiệm vụ, {listed}: xếp theo người", hands.sort, by_person, _LIMIT)
        for what, key, floor in (
            ("đã hoàn thành", "done", desktop.bench.lists.floor_done),
            ("chưa xong", "open", floor_open),
            ("quá hạn", "overdue", floor_overdue),
        ):
            words = f"trang Nhiệm vụ, {listed}: lọc {what}"
            yield Pair(words, hands.pressing(key), floor, _LIMIT, hands.rest)
        typed = f"trang Nhiệm vụ, {listed}: lọc “nghị quy…”"
        yield Pair(typed, hands.narrow, desktop.bench.lists.floor_with_words, _LIMIT, hands.rest)


class _Page:
    """The page, and what a person does to it until it is drawn again."""

    def __init__(self, window: QMainWindow, session: ui.session.Session) -> None:
        self._session, self._stack = session, QStackedWidget()
        self._places = itertools.cycle(range(_STEPS))
        window.setCentralWidget(self._stack)
        self._stack.addWidget(QWidget())
        self.make()
        self.show()

    def make(self) -> None:
        """Have the page made out of sight, as ``ui.making`` does while nobody touches anything."""
        self._clear()
        for _ in self._pieces():
            desktop.bench.screen.drawn()

    def show(self) -> None:
        """Bring the page to the front for the first time and draw it."""
        self._paints.during(lambda: self._stack.setCurrentWidget(self._page))

    def longest_piece(self, rounds: int) -> tuple[float, float]:
        """How long the longest piece of the making takes, and the list's SQL alone: ms, medians."""
        longest: list[float] = []
        floor: list[float] = []
        for _ in range(rounds):
            self._clear()
            longest.append(max(_taken(self._pieces())))
            floor.append(desktop.bench.measuring.milliseconds(floor_open))
        self.make()
        self.show()
        return statistics.median(longest), statistics.median(floor)

    def _clear(self) -> None:
        """Throw the page before away."""
        self._stack.setCurrentIndex(0)
        for old in self._stack.findChildren(ui.tasks.TaskPage):
            self._stack.removeWidget(old)
            old.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        desktop.bench.screen.drawn()

    def _pieces(self) -> Iterator[None]:
        """Make a new page, piece by piece."""
        self._page = ui.tasks.TaskPage(self._session)
        yield
        self._stack.addWidget(self._page)
        self._paints = desktop.bench.screen.Paints(self._page.table.viewport())
        yield
        yield from self._page.prepare()

    def rest(self) -> None:
        """Back to the whole list; the page before is thrown away."""
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._box().clear()
        self._box().returnPressed.emit()
        self.press("all")

    def press(self, key: str) -> None:
        """Press a filter, if it is not pressed already."""
        button = self._page.filters.findChild(QPushButton, f"tasks.filter.{key}")
        if isinstance(button, QPushButton) and not button.isChecked():
            button.click()
        desktop.bench.screen.drawn()

    def pressing(self, key: str) -> Callable[[], None]:
        """Pressing a filter until its list is drawn."""
        return lambda: self._paints.during(lambda: self.press(key))

    def narrow(self) -> None:
        """Type words into the filter and press Enter."""
        self._box().setText("nghị quy")
        self._paints.during(self._box().returnPressed.emit)

    def jump(self) -> None:
        """Scroll to another place of the list, far away."""
        bar = self._page.table.verticalScrollBar()
        place = bar.maximum() * next(self._places) // _STEPS + 1
        self._paints.during(lambda: bar.setValue(place))

    def sort(self) -> None:
        """Sort by the accountable person; asked again, the other way round."""
        self._paints.during(lambda: self._page.table.sort_by("accountable"))

    def _box(self) -> QLineEdit:
        found = self._page.filters.findChild(QLineEdit)
        if not isinstance(found, QLineEdit):
            raise TypeError("the filter has no box")
        return found


def floor_open() -> object:
    """The SQL of the open tasks by due, fetched and nothing more."""
    return desktop.bench.lists.fetched("state IN ('assigned', 'in_progress')", "due")


def floor_overdue() -> object:
    """The SQL of the open tasks whose due has passed, fetched and nothing more."""
    late = "state IN ('assigned', 'in_progress') AND due < '2026-09-30'"
    return desktop.bench.lists.fetched(late, "due")


def floor_page() -> object:
    """The rows of one page in the middle of the list, fetched and nothing more."""
    page = (
        "SELECT * FROM tasks WHERE id IN"
        " (SELECT id FROM tasks WHERE deleted_on IS NULL ORDER BY due, id LIMIT ? OFFSET 1000)"
    )
    execute = db.base.database.connection().execute
    return execute(page, (desktop.bench.lists.PAGE,)).fetchall()


def _taken(pieces: Iterator[object]) -> Iterator[float]:
    """How long each of ``pieces`` takes, in ms."""
    begun = time.perf_counter()
    for _ in pieces:
        yield (time.perf_counter() - begun) * 1000
        begun = time.perf_counter()
