"""The first page, Hôm nay: what hurts, what comes, how the quarter stands; each line leads on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout

import db.base
import db.days
import db.today
import db.today.beginning
import ui.links
import ui.page
import ui.scrolling
import ui.session
import ui.theme
import ui.today.beginning
import ui.today.board
import ui.today.chart
import ui.today.figures

AT_ONCE = 5  # lines of what hurts shown before all of them are asked for


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
        self._begin = ui.today.beginning.Beginning()
        self._figures = ui.today.figures.Figures()
        self._now = ui.links.Links("today.now")
        self._more = ui.theme.button("", "today.more", "link")
        self._report_title = ui.page.heading("")
        self._days = ui.theme.label("", "big")
        self._days_words = ui.theme.label("", "soft")
        self._unset = ui.links.Links("today.unset")
        self._blocks = ui.links.Links("today.blocks")
        self._to_report = ui.theme.button("Mở báo cáo", "today.report", "primary")
        self._next = ui.links.Links("today.next")
        self._chart = ui.today.chart.Chart()
        self._board = ui.today.board.Board(
            {"begin": self._begin, "figures": self._figures, **self._make_cards()}
        )
        self.body.addWidget(ui.scrolling.Scrolled(self._board), 1)
        self._look = db.today.Look(session.today)
        self._parts = self._show_parts()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._show_next_part)
        for one in (self._now, self._unset, self._blocks, self._next):
            one.opened.connect(self._open)
        self._begin.opened.connect(self._open_page)
        self._begin.begun.connect(self.new_requested)
        self._figures.opened.connect(self.list_requested)
        self._board.reshaped.connect(self._reshape)
        self._more.clicked.connect(self._show_all)
        self._to_report.clicked.connect(self._open_report)
        for _ in self._parts:
            pass  # the first time all at once: nothing is in sight yet

    def title(self) -> str:
        """The day it is, in words."""
        return db.days.in_full(self.session.today)

    def take_focus(self) -> None:
        """Let the keys go to what stands first, once everything has its place."""
        self._board.arrange()
        super().take_focus()

    def reload(self) -> None:
        """Look at the book again, one part a turn: all at once keeps a person waiting.

        Beside work in the background each part takes several times as long.
        """
        self._look = db.today.Look(self.session.today)
        self._parts = self._show_parts()
        self._turn.start()

    @Slot()
    def _show_next_part(self) -> None:
        if db.base.database.is_closed():  # locked since
            return
        for _ in self._parts:
            self._turn.start()
            break

    def _show_parts(self) -> Iterator[None]:
        """Show what the book says now; each ``yield`` ends a part."""
        look = self._look
        self.title_changed.emit(self.title())
        self._begin.show_missing(db.today.beginning.missing())
        self._show_now()
        yield
        self._figures.show_figures(look.headlines)
        yield
        self._show_report(look.report)
        coming = [*look.next, *look.members]
        self._next.show_lines(_links("today.next", coming), "Chưa có gì sắp tới.")
        yield
        self._chart.show_quarters(look.quarters)
        ui.page.chain(*self._board.in_order())  # lines are made anew

    def _show_now(self) -> None:
        look = self._look
        hurts = [*look.overdue, *look.due, *look.at_risk]
        shown = hurts if self._all else hurts[:AT_ONCE]
        self._now.show_lines(_links("today.now", shown), "Không có việc nào quá hạn hay cần lưu ý.")
        self._more.setText(f"Xem cả {len(hurts)} việc cần lưu ý")
        self._more.setVisible(len(shown) < len(hurts))

    def _show_report(self, report: db.today.Coming) -> None:
        self._report_title.setText(report.title)
        left = report.days_left or 0
        self._days.setVisible(left > 0)  # a passed or missing day is told in words alone
        self._days.setText(str(left))
        self._days_words.setText(report.detail.partition(" ")[2] if left > 0 else report.detail)
        unset = report.due is None  # then a line leads to where the day is set
        self._days_words.setVisible(not unset)
        goal, told = ("settings.values", 1), (report.detail, "", report.tone)
        self._unset.show_lines([ui.links.Link("today.unset.0", goal, *told)] if unset else [])
        ui.theme.restyle(self._days, "tone", report.tone)
        empty = "Không còn gì phải bổ sung trước khi xuất."
        self._blocks.show_lines(_links("today.block", report.blocks[:3]), empty)

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
        report.addWidget(self._unset)
        report.addWidget(self._blocks)
        report.addStretch(1)
        report.addWidget(self._to_report, 0, Qt.AlignmentFlag.AlignLeft)
        coming.addWidget(ui.page.heading("Sắp tới"))
        coming.addWidget(self._next)
        coming.addStretch(1)
        chart.addWidget(ui.page.heading("Hoàn thành đúng hạn (xanh) và chậm (đỏ), 5 quý gần nhất"))
        chart.addWidget(self._chart, 1)
        return cards

    @Slot(int)
    def _reshape(self, columns: int) -> None:
        self._figures.arrange(columns)
        ui.page.chain(*self._board.in_order())  # lines are made anew

    @Slot(str, int)
    def _open(self, kind: str, number: int) -> None:
        """A line leads to its record; one that is still to be made, to where it is made."""
        if not number and kind == "meetings":
            self.new_requested.emit(kind)
        else:
            self.open_requested.emit(kind, number)

    @Slot(str)
    def _open_page(self, name: str) -> None:
        self.open_requested.emit(name, 0)

    @Slot()
    def _show_all(self) -> None:
        """Show every line; the keys go to the first that was not there."""
        self._all = True
        self._show_now()
        ui.page.chain(*self._board.in_order())  # lines are made anew
        self._now.take_focus(AT_ONCE)

    @Slot()
    def _open_report(self) -> None:
        self.open_requested.emit("reports", 0)


def _links(name: str, items: Sequence[db.today.Item]) -> list[ui.links.Link]:
    return [
        ui.links.Link(f"{name}.{index}", (one.kind, one.id or 0), one.title, one.detail, one.tone)
        for index, one in enumerate(items)
    ]


PAGE = TodayPage
