"""The first page, Hôm nay: what hurts, what comes, how the quarter stands; each line leads on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

import db.days
import db.today
import ui.form
import ui.leads
import ui.page
import ui.session
import ui.theme
import ui.today.chart

AT_ONCE = 5  # lines of what hurts shown before all of them are asked for
WIDE, MIDDLE = 980, 640  # pixels at 100 %: three columns, two


class TodayPage(ui.page.Page):
    """What a person sees first."""

    NAME = "today"
    TITLE = "Hôm nay"
    KINDS = frozenset({"tasks", "series", "meetings", "reports", "documents", "members", "unit"})
    HELP = (
        "Trang này cho biết việc gì quá hạn, sắp đến hạn, có nguy cơ chậm; buổi sinh hoạt nào sắp "
        "tới; còn mấy ngày đến hạn báo cáo và còn phải bổ sung gì. Bấm một dòng (hoặc Tab đến dòng "
        "đó rồi Enter) để mở đúng nơi cần làm."
    )

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session)
        self._all = False
        self._figures = QWidget()
        self._figures_row = QGridLayout(self._figures)
        self._now = ui.leads.Leads("today.now")
        self._more = ui.theme.button("", "today.more", "link")
        self._report_title = ui.page.heading("")
        self._days = ui.theme.label("", "big")
        self._days_words = ui.theme.label("", "soft")
        self._blocks = ui.leads.Leads("today.blocks")
        self._to_report = ui.theme.button("Mở báo cáo", "today.report", "primary")
        self._next = ui.leads.Leads("today.next")
        self._chart = ui.today.chart.Chart()
        self._cards = self._make_cards()
        self._board = _Board(self._figures, self._cards)
        self._board.reshaped.connect(self._set_figures)
        area = ui.form.scrolled(self._board)
        self.body.addWidget(area, 1)
        self._page: db.today.Page | None = None
        for one in (self._now, self._blocks, self._next):
            one.opened.connect(self.open_requested)
        self._more.clicked.connect(self._show_all)
        self._to_report.clicked.connect(self._open_report)
        self.reload()

    def title(self) -> str:
        """The day it is, in words."""
        day = self.session.today
        return f"{_WEEKDAYS[day.weekday()]}, {db.days.shown(day)}"

    def reload(self) -> None:
        """Look at the book again."""
        page = db.today.look(self.session.today)
        self._page = page
        self._set_figures()
        self._show_now()
        self._show_report(page.report)
        coming = [*page.next, *page.members]
        self._next.show_lines(_leads("today.next", coming), "Chưa có gì sắp tới.")
        self._chart.show_quarters(page.quarters)

    def _show_now(self) -> None:
        page = self._page
        if page is None:
            return
        hurts = [*page.overdue, *page.due, *page.at_risk]
        shown = hurts if self._all else hurts[:AT_ONCE]
        self._now.show_lines(_leads("today.now", shown), "Không có việc nào quá hạn hay cần lưu ý.")
        self._more.setText(f"Xem cả {len(hurts)} việc cần lưu ý")
        self._more.setVisible(len(shown) < len(hurts))

    def _show_report(self, report: db.today.Coming) -> None:
        self._report_title.setText(report.title)
        self._days.setVisible(report.days_left is not None and report.days_left >= 0)
        if report.days_left is not None:
            self._days.setText(str(report.days_left))
        self._days_words.setText(
            report.detail.partition(" ")[2] if report.days_left else report.detail
        )
        empty = "Không còn gì phải bổ sung trước khi xuất."
        self._blocks.show_lines(_leads("today.block", report.blocks[:3]), empty)

    def _make_cards(self) -> dict[str, ui.theme.Card]:
        cards = {name: ui.theme.card() for name in ("now", "report", "next", "chart")}
        now, report, coming, chart = (one.column for one in cards.values())
        now.addWidget(ui.page.heading("Phải làm ngay"))
        now.addWidget(self._now)
        now.addStretch(1)
        now.addWidget(self._more)
        report.addWidget(self._report_title)
        days = QHBoxLayout()
        days.addWidget(self._days)
        days.addWidget(self._days_words, 1)
        self._days.setWordWrap(False)
        report.addLayout(days)
        report.addWidget(self._blocks)
        report.addStretch(1)
        report.addWidget(self._to_report)
        coming.addWidget(ui.page.heading("Sắp tới"))
        coming.addWidget(self._next)
        coming.addStretch(1)
        chart.addWidget(ui.page.heading("Hoàn thành đúng hạn (xanh) và chậm (đỏ), 5 quý gần nhất"))
        chart.addWidget(self._chart, 1)
        return cards

    @Slot()
    def _set_figures(self) -> None:
        """Put the large figures beside each other, as many as there is room for."""
        for column in range(self._figures_row.columnCount()):
            self._figures_row.setColumnStretch(column, 0)
        while (item := self._figures_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._page is None:
            return
        self._figures_row.setContentsMargins(0, 0, 0, 0)
        self._figures_row.setSpacing(12)
        across = {3: 5, 2: 3, 1: 2}[self._board.columns]
        for index, one in enumerate(self._page.headlines):
            card = ui.theme.card()
            card.column.setSpacing(0)
            number = ui.theme.label(one.value, "big")
            number.setProperty("tone", one.tone)
            card.column.addWidget(number)
            card.column.addWidget(ui.theme.label(one.title))
            card.column.addWidget(ui.theme.label(one.detail, "soft"))
            card.column.addStretch(1)
            self._figures_row.addWidget(card, index // across, index % across)
            self._figures_row.setColumnStretch(index % across, 1)

    @Slot()
    def _show_all(self) -> None:
        self._all = True
        self._show_now()

    @Slot()
    def _open_report(self) -> None:
        self.open_requested.emit("reports", 0)


class _Board(QWidget):
    """The cards in one, two or three columns, as there is room."""

    reshaped = Signal()

    def __init__(self, figures: QWidget, cards: dict[str, ui.theme.Card]) -> None:
        super().__init__()
        self.columns = 3
        self._figures, self._cards = figures, cards
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        ui.theme.notifier().changed.connect(self._arrange)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See how many columns there is room for."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._arrange)

    @Slot()
    def _arrange(self) -> None:
        wide = self.width() >= ui.theme.px(WIDE)
        columns = 3 if wide else 2 if self.width() >= ui.theme.px(MIDDLE) else 1
        if columns != self.columns:
            self.columns = columns
            self._place()
            self.reshaped.emit()

    def _place(self) -> None:
        """Put the cards where they belong in so many columns."""
        for one in (self._figures, *self._cards.values()):
            self._grid.removeWidget(one)
        self._grid.addWidget(self._figures, 0, 0, 1, self.columns)
        places = {
            3: {
                "now": (1, 0, 2, 1),
                "report": (1, 1, 1, 1),
                "next": (1, 2, 1, 1),
                "chart": (2, 1, 1, 2),
            },
            2: {
                "now": (1, 0, 1, 2),
                "report": (2, 0, 1, 1),
                "next": (2, 1, 1, 1),
                "chart": (3, 0, 1, 2),
            },
            1: {
                "now": (1, 0, 1, 1),
                "report": (2, 0, 1, 1),
                "next": (3, 0, 1, 1),
                "chart": (4, 0, 1, 1),
            },
        }[self.columns]
        for name, place in places.items():
            self._grid.addWidget(self._cards[name], *place)
        shares = {3: (5, 4, 4), 2: (1, 1, 0), 1: (1, 0, 0)}[self.columns]
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        for column, share in enumerate(shares):
            self._grid.setColumnStretch(column, share)
        self._grid.setRowStretch(max(row for row, *_ in places.values()), 1)


def _leads(name: str, items: Sequence[db.today.Item]) -> list[ui.leads.Lead]:
    return [
        ui.leads.Lead(f"{name}.{index}", (one.kind, one.id or 0), one.title, one.detail, one.tone)
        for index, one in enumerate(items)
    ]


_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
PAGE = TodayPage
