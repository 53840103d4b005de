"""A page of records of one kind: filters, list, the form of the one chosen, the form of a new one.

A kind's page names its columns and filters, asks its listing, and brings its two forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

import ui.entering
import ui.filters
import ui.form
import ui.page
import ui.session
import ui.table
import ui.theme


class RecordsPage(ui.page.Page):
    """The list of one kind's records on the left, one of them or a new one on the right."""

    FILTERS: ClassVar[tuple[tuple[str, str], ...]]
    ADD: ClassVar[str]  # the words of the main button
    CHOOSE: ClassVar[str]  # what stands on the right while nothing is chosen
    EMPTY: ClassVar[str]  # what stands in the list where there is nothing
    BACK: ClassVar[str] = "Trở lại phần đang nhập"

    def __init__(
        self,
        session: ui.session.Session,
        columns: Sequence[ui.table.Column],
        record: ui.entering.Shown,
        draft: ui.entering.Entering,
    ) -> None:
        super().__init__(session)
        self.situation, self.text = self.FILTERS[0][0], ""
        self.record, self.draft = record, draft
        self._new = ui.theme.button(self.ADD, f"{self.NAME}.new", "primary")
        self.filters = ui.filters.FilterBar(f"{self.NAME}.filter", self.FILTERS, box=True)
        self.table = ui.table.RecordTable(columns, self, f"{self.NAME}.table")
        self.table.setAccessibleName(f"Danh sách: {self.TITLE}")
        self.table.set_empty(self.EMPTY)
        self._nothing = ui.page.empty(self.CHOOSE)
        self._build()
        self._connect()
        self.reload()

    def ids(self, order: str, descending: bool) -> list[int]:
        """The records that pass the filters, for the table; "" is the list's own order."""
        raise NotImplementedError

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """One page of the table."""
        raise NotImplementedError

    def counts(self) -> dict[str, int]:
        """How many records each filter shows."""
        raise NotImplementedError

    def deeds(self) -> list[QAction]:
        """What can be done with the record in sight, for the list's menu."""
        return []

    def buttons(self) -> list[QPushButton]:
        """The main one: a new record."""
        return [self._new]

    def reload(self) -> None:
        """Read the list and the record in sight again."""
        self.filters.set_counts(self.counts())
        self.table.reload()
        if self._right.currentWidget() is self.record and not self.record.reload():
            self._right.setCurrentWidget(self._nothing)
            self._split.show_left()

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
            self.filters.choose("all")
            self._filter("all")
            self.table.select_id(number)
        self._split.show_right()

    @Slot()
    def start_new(self) -> None:
        """Show the form of a new record."""
        self.record.leaving()
        self._right.setCurrentWidget(self._draft_area)
        self._split.show_right()
        self.draft.begin()

    def leaving(self) -> str:
        """Save what is being edited; name what could not be saved."""
        return self.record.leaving() or self.draft.unsaved()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        left.setFocusProxy(self.table)
        self._draft_area = ui.form.scrolled(self.draft)
        self._right = QStackedWidget()
        for one in (self._nothing, self.record, self._draft_area):
            self._right.addWidget(one)
        self._split = ui.page.Split(left, self._right, self.NAME, (62, 38))
        self.body.addWidget(self._split, 1)

    def _connect(self) -> None:
        self._new.clicked.connect(self.start_new)
        self.filters.chosen.connect(self._filter)
        self.filters.text_changed.connect(self._narrow)
        self.table.chosen.connect(self._show)
        self.table.clicked.connect(self._click)
        self.table.opened.connect(self._open)
        self.table.menu_wanted.connect(self._menu)
        self.draft.entered.connect(self.show_record)
        self.draft.left.connect(self._leave_draft)
        self.record.open_requested.connect(self.open_requested)
        self.record.told.connect(self.notice.say)

    @Slot(int)
    def _show(self, number: int) -> bool:
        """Bring the record ``number`` into the form; False when there is none."""
        if self.draft.unsaved():  # it waits; the band says so
            self.notice.say(self.draft.unsaved(), "amber", (self.BACK, self.start_new))
        found = self.record.show_record(number)
        self._right.setCurrentWidget(self.record if found else self._nothing)
        return found

    @Slot(QModelIndex)
    def _click(self, _index: QModelIndex) -> None:
        """Where list and form take turns, a click leads to the form."""
        if self._split.narrow() and len(self.table.selected_ids()) == 1:
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

    @Slot(str)
    def _filter(self, situation: str) -> None:
        self.situation = situation
        self.table.reload(keep=False)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self.text = text
        self.reload()

    @Slot(int, QPoint)
    def _menu(self, number: int, at: QPoint) -> None:
        """What can be done with a record, the same as by its buttons; and the orders."""
        if not self._show(number):
            return
        menu = QMenu(self)
        menu.setObjectName(f"{self.NAME}.menu")
        for action in self.deeds():
            menu.addAction(action)
        menu.addSeparator()
        self.table.add_orders(menu)
        menu.popup(at)
