"""A page of records of one kind: filters, list, the form of the one chosen, the form of a new one.

A kind's page names its columns and filters, asks its listing, and brings its two forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import db.base
import ui.entering
import ui.filters
import ui.page
import ui.session
import ui.shown
import ui.table
import ui.theme


class RecordsPage(ui.page.Page):
    """The list of one kind's records on the left, one of them or a new one on the right."""

    FILTERS: ClassVar[tuple[tuple[str, str], ...]]
    ADD: ClassVar[str]  # the words of the main button
    CHOOSE: ClassVar[str]  # what stands on the right while nothing is chosen
    EMPTY: ClassVar[str]  # what stands in the list where there is nothing
    FIRST: ClassVar[str] = ""  # the same where the book has no record of the kind at all
    BACK: ClassVar[str] = "Trở lại phần đang nhập"
    CHOOSES: ClassVar[bool] = True  # whether the first record is shown as soon as the page is

    def __init__(
        self,
        session: ui.session.Session,
        columns: Sequence[ui.table.Column],
    ) -> None:
        super().__init__(session)
        self.text = ""
        self.situation = self.first_filter()
        self._only: list[int] | None = None
        self._shown: int | None = None
        self._record: ui.shown.Shown | None = None
        self._draft: ui.entering.Entering | None = None
        self._new = ui.theme.button(self.ADD, f"{self.NAME}.new", "primary")
        self.filters = ui.filters.FilterBar(f"{self.NAME}.filter", self.FILTERS, box=True)
        self.filters.choose(self.situation)
        self.table = ui.table.RecordTable(columns, _Narrowed(self), f"{self.NAME}.table")
        self.table.setAccessibleName(f"Danh sách: {self.TITLE}")
        self._band = ui.page.Notice(f"{self.NAME}.only")
        self._nothing = ui.page.empty(self.CHOOSE)
        self._build()
        self._connect()
        self.reload()

    def make_record(self) -> ui.shown.Shown:
        """Make the form of the record chosen."""
        raise NotImplementedError

    def make_draft(self) -> ui.entering.Entering:
        """Make the form of a new record."""
        raise NotImplementedError

    @property
    def record(self) -> ui.shown.Shown:
        """The form of the record chosen, made when it is first wanted."""
        return self._record or self._join_record()

    @property
    def draft(self) -> ui.entering.Entering:
        """The form of a new record, made when it is first wanted."""
        return self._draft or self._join_draft()

    def prepare(self) -> Iterator[None]:
        """Both forms have many parts; the first record already stands beside the list."""
        if self._record is None:
            self._join_record()
        yield
        self._begin()
        yield
        if self._draft is None:
            self._join_draft()
        yield

    def ids(self, order: str, descending: bool) -> list[int]:
        """The records that pass the filters, for the table; "" is the list's own order."""
        raise NotImplementedError

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """One page of the table."""
        raise NotImplementedError

    def counts(self) -> dict[str, int]:
        """How many records each filter shows."""
        raise NotImplementedError

    def first_filter(self) -> str:
        """The key of the filter the list begins with."""
        return self.FILTERS[0][0]

    def nothing(self, counts: Mapping[str, int]) -> str:
        """What it means that the list is empty, when each filter shows so many records."""
        first = not counts.get("all", 1) and not self.text
        return self.FIRST if first and self.FIRST else self.EMPTY

    def ground(self) -> QWidget:
        """What the page is filled with: list and form, or something in which they take turns."""
        return self._split

    def buttons(self) -> list[QPushButton]:
        """The main one: a new record."""
        return [self._new]

    def only(self) -> list[int] | None:
        """The ids to which another page has narrowed the list, if it did."""
        return self._only

    def reload(self) -> None:
        """Read the list and the record in sight again; of one that is gone, its neighbour."""
        row = self.table.currentIndex().row()
        self._count()
        self.table.reload()
        shown = self._record
        if shown is None or self._right.currentWidget() is not shown:
            return
        if not shown.reload():
            self._go_to_row(row)
        elif self._shown is not None and not self.table.selected_ids():
            self.table.select_id(self._shown)  # it came back into the list

    def showEvent(self, event: QShowEvent) -> None:
        """The first record stands beside the list; the keys stay where they are."""
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        """Show the first record, if the page does so and none is shown."""
        if self.CHOOSES and self._right.currentWidget() is self._nothing:
            self.table.select_row(0)

    @Slot(int)
    def show_record(self, number: int) -> None:
        """Show a record, whatever the filters say."""
        if not self._show(number):
            self.notice.say(
                "Hồ sơ này không còn trong danh sách; nếu mới xóa, lấy lại được trong Cài đặt, "
                "mục Thùng rác.",
                "amber",
            )
            return
        if not self.table.select_id(number):
            self._widen()
            self._narrow_anew()
            self.table.select_id(number)
        self._split.show_right()

    def show_only(self, numbers: Sequence[int], words: str) -> None:
        """Show these records alone, which ``words`` name, until the person asks for all."""
        if self._right.currentWidget() is self._draft_area:
            self._right.setCurrentWidget(self._nothing)  # the new record waits, the band says so
        self._widen()
        self._only = list(numbers)
        self._band.say(f"Đang xem riêng: {words}.", "blue", ("Xem tất cả", self._show_all))
        self._split.show_left()
        self._narrow_anew()

    def areas(self) -> list[QWidget]:
        """List and form; not the form's place while nothing stands there that takes keys."""
        found = super().areas()
        if self._right.currentWidget() is self._nothing:
            found = [one for one in found if not one.isAncestorOf(self._nothing)]
        return found or [self]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from the filters to the list; words to narrow it by are taken back first."""
        if event.key() != Qt.Key.Key_Escape or not ui.page.has_focus(self.filters):
            super().keyPressEvent(event)
        elif self.filters.text():
            self.filters.clear_text()
            self._narrow("")
        else:
            self._take_focus_to_list()

    def take_focus(self) -> None:
        """Let the keys go to the list; to a new record in sight, where they were in it last."""
        if self._right.currentWidget() is self._draft_area and self._draft_area.isVisible():
            ui.page.put_focus(self._draft_area)
        else:
            self._take_focus_to_list()

    def _take_focus_to_list(self) -> None:
        """Let the keys go to the list, or to the form where it is alone in sight."""
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    def leave_only(self) -> None:
        """Show the list by its filters again."""
        self._only = None
        self._band.clear()

    @Slot()
    def start_new(self) -> None:
        """Show the form of a new record; no row looks as if it were the one being edited."""
        if self._record is not None:
            self._record.leaving()
        draft = self.draft  # made before its place is in sight
        self.notice.clear()
        self._right.setCurrentWidget(self._draft_area)
        self.table.unmark()
        self._split.show_right()
        draft.begin()

    def leaving(self) -> str:
        """Save what is being edited; name what could not be saved."""
        said = self._record.leaving() if self._record is not None else ""
        return said or self._waiting()

    def _build(self) -> None:
        left, self._right = QWidget(), QStackedWidget()
        self._right.currentChanged.connect(self._lead_keys)
        self._split = ui.page.Split(left, self._right, self.NAME, (64, 36), self)
        self.body.addWidget(self._band)
        self.body.addWidget(self.ground(), 1)  # still empty: what moves is styled anew
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        left.setFocusProxy(self.table)
        self._draft_area = QWidget()
        self._draft_place = QVBoxLayout(self._draft_area)
        self._draft_place.setContentsMargins(0, 0, 0, 0)
        for one in (self._nothing, self._draft_area):
            self._right.addWidget(one)

    def _join_record(self) -> ui.shown.Shown:
        """Make the form of the record chosen and put it in its place."""
        made = self._record = self.make_record()
        made.open_requested.connect(self.open_requested)
        made.told.connect(self.notice.say)
        self._right.addWidget(made)
        return made

    def _join_draft(self) -> ui.entering.Entering:
        """Make the form of a new record and put it in its place."""
        made = self._draft = self.make_draft()
        made.pin()
        made.entered.connect(self._take_in)
        made.left.connect(self._leave_draft)
        self._draft_place.addWidget(made)
        self._draft_area.setFocusProxy(made)
        return made

    def _connect(self) -> None:
        self._new.clicked.connect(self.start_new)
        self.filters.chosen.connect(self._filter)
        self.filters.text_changed.connect(self._narrow)
        self.table.chosen.connect(self._show)
        self.table.clicked.connect(self._click)
        self.table.opened.connect(self._open)
        self.table.menu_wanted.connect(self._menu)
        self._band.closed.connect(self._show_all)

    @Slot()
    def _lead_keys(self) -> None:
        """Keys meant for the right half go to what is shown there."""
        shown = self._right.currentWidget()
        if shown is not None:
            self._right.setFocusProxy(shown)

    @Slot(int)
    def _show(self, number: int) -> bool:
        """Bring the record ``number`` into the form; False when there is none."""
        if waiting := self._waiting():  # the band says so
            self.notice.say(waiting, "amber", (self.BACK, self.start_new))
        if number != self._shown:
            ui.page.forget_focus(self.record)
        found = self.record.show_record(number)
        self._shown = number if found else None
        self._right.setCurrentWidget(self.record if found else self._nothing)
        if found and not self.table.selected_ids():  # unmarked while a new record was entered
            self.table.select_id(number)
        return found

    @Slot(int)
    def _take_in(self, number: int) -> None:
        """A new record was entered."""
        self.notice.clear()
        self.show_record(number)
        self.record.take_focus()

    def _waiting(self) -> str:
        """A sentence naming the new record that is not in the book yet, or ""."""
        return self._draft.unsaved() if self._draft is not None else ""

    def _count(self) -> None:
        """Say how many each filter shows, and what stands in a list that is empty."""
        counts = self.counts()
        self.filters.set_counts(counts)
        self.table.set_empty(self.nothing(counts))

    def _go_to_row(self, row: int) -> None:
        """The record in sight is gone: show the one that took its place in the list."""
        now = QApplication.focusWidget()
        had = now is None or self._right.isAncestorOf(now)
        self._right.setCurrentWidget(self._nothing)
        self._shown = None
        self.table.select_row(row)
        if had and self.isVisible():
            self._split.show_left()

    def _narrow_anew(self) -> None:
        """The list shows other records: the one in sight stays if it is among them."""
        self._count()
        self.table.reload(keep=False)
        if self._right.currentWidget() is self._draft_area:
            return
        if self._shown is None or not self.table.select_id(self._shown):
            self._right.setCurrentWidget(self._nothing)
            self._shown = None
            self.table.select_row(0)

    def _widen(self) -> None:
        """Let every record pass."""
        self.leave_only()
        self.filters.choose("all")
        self.filters.clear_text()
        self.situation, self.text = "all", ""

    @Slot()
    def _show_all(self) -> None:
        self.leave_only()
        self._narrow_anew()
        self._take_focus_to_list()

    @Slot(QModelIndex)
    def _click(self, _index: QModelIndex) -> None:
        """A click leads to the form, also on the row that was chosen already."""
        number = self.table.current_id()
        if number is None or len(self.table.selected_ids()) != 1:
            return
        if self._right.currentWidget() is not self.record:
            self._show(number)
        if self._split.narrow():
            self._split.show_right()

    @Slot(int)
    def _open(self, number: int) -> None:
        if self._show(number):
            self._split.show_right()
            self.record.take_focus()

    @Slot()
    def _leave_draft(self) -> None:
        self.notice.clear()
        number = self.table.current_id()
        if number is None:
            self._right.setCurrentWidget(self._nothing)
        else:
            self._show(number)
        self._split.show_left()
        if self.draft.dropped():
            self.notice.say(self.draft.dropped(), "blue", (ui.entering.TAKE_BACK, self._take_back))

    @Slot()
    def _take_back(self) -> None:
        """Go on with the new record that was given up."""
        self.draft.take_back()
        self.start_new()

    @Slot(str)
    def _filter(self, situation: str) -> None:
        self.situation = situation
        self.leave_only()
        self._narrow_anew()

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self.text = text
        if not db.base.database.is_closed():  # once unlocked, the page reads it all again
            self._narrow_anew()

    @Slot(int, QPoint)
    def _menu(self, number: int, at: QPoint) -> None:
        """What can be done with a record, the same as by its buttons; and the orders."""
        if not self._show(number):
            return
        menu = QMenu(self)
        menu.setObjectName(f"{self.NAME}.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self.record.deeds:
            if action.isEnabled():
                menu.addAction(action)
        menu.triggered.connect(self._show_asked)
        menu.addSeparator()
        self.table.add_orders(menu.addMenu("Sắp xếp"))
        menu.popup(at)

    @Slot(QAction)
    def _show_asked(self, action: QAction) -> None:
        """What a step asks, it asks in the form."""
        if action in self.record.deeds:
            self._split.show_right()


class _Narrowed:
    """What the table reads: the page's records, or those of them another page asked for."""

    def __init__(self, page: RecordsPage) -> None:
        self._page = page

    def ids(self, order: str, descending: bool) -> list[int]:
        """The ids in order."""
        found, only = self._page.ids(order, descending), self._page.only()
        if only is None:
            return found
        wanted = set(only)
        return [number for number in found if number in wanted]

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """One page of the table."""
        return self._page.rows(numbers)
