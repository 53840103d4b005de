"""The report page: composed from the records, read and worded by a person, sent as one file."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

import db.base
import db.periods
import db.reports
import db.today
import ui.page
import ui.reports.columns
import ui.reports.listing
import ui.reports.overview
import ui.reports.paper
import ui.reports.period
import ui.reports.questions
import ui.reports.reading
import ui.reports.sections
import ui.reports.writing
import ui.returning
import ui.scrolling
import ui.session
import ui.shown
import ui.theme

if TYPE_CHECKING:
    import ui.reports.export

REST = 400  # milliseconds after the last change until the page is read again
_BOTH = 400  # pixels at 100 %: a lower text and the records behind a figure take turns


class ReportPage(ui.page.Page):
    """One period's report: sections, their text, the paper itself, and its way out."""

    NAME = "reports"
    TITLE = "Báo cáo"
    KINDS = frozenset(
        {"tasks", "series", "meetings", "documents", "members", "reports", "bundles", "unit"}
    )
    HELP = (
        "Báo cáo được soạn sẵn từ những gì đã ghi trong kỳ. Chọn một mục để đọc; số gạch "
        "chân là số liệu, bấm vào để xem đã tính những việc nào. “Sửa lời” để viết lại bằng lời "
        "của chi bộ; lời đã sửa được giữ, số liệu đổi thì chương trình báo. “Xem trước” là đúng "
        "bản PDF sẽ in và xuất. “Trước khi xuất” cho biết còn phải bổ sung gì. Xong thì “In để ký” "
        "hoặc “Xuất hồ sơ báo cáo”, rồi “Ghi đã gửi”."
    )

    figures_ready = Signal()

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session)
        self._period = db.today.report(session.today, []).period
        self._read: ui.reports.reading.Read | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._print = ui.theme.button("In để ký", "reports.print")
        self._export = ui.theme.button("Xuất hồ sơ báo cáo", "reports.export", "primary")
        self.periods = ui.reports.period.PeriodBar("reports.period", self._today)
        self._asking = ui.reports.questions.Questions(session, self._which)
        self.sections = ui.reports.sections.SectionList("reports.sections")
        self.overview = ui.reports.overview.Overview()
        self.section = ui.reports.writing.SectionView(session)
        self._checks = ui.reports.overview.Checks("reports.section")
        self.card: ui.reports.export.ExportCard | None = None  # made when first asked for
        self._card_area: QWidget | None = None
        self._blocked = ""  # the sentence of an export that something was lacking for
        self.paper = ui.reports.paper.Paper(session)
        self._state = ui.theme.label("", "soft")
        self._state.setObjectName("reports.reading")
        self._build()
        self._connect()
        self._show_period()

    def title(self) -> str:
        """The period as a report names it."""
        return f"Báo cáo {self._period.words}"

    def buttons(self) -> list[QPushButton]:
        """Print it for signing, and the main one: export, unless it is being asked for."""
        asked = self._card_area is not None and self._middle.currentWidget() is self._card_area
        return [self._print] if asked else [self._print, self._export]

    def reload(self) -> None:
        """Read the period again once changes have come to rest."""
        self._rest.start()

    def show_record(self, number: int) -> None:
        """Show the report ``number``."""
        found = db.reports.Report.get_or_none(db.reports.Report.id == number)
        if found is not None:
            self._choose(db.periods.read(found.period))

    def areas(self) -> list[QWidget]:
        """The list, what stands beside it, the paper; at last the bar above, needed least."""
        parts = (self.sections, self._middle, self.paper, self.periods)
        return [one for one in parts if _takes_keys(one)]

    def take_focus(self) -> None:
        """Let the keys go to the list, which may still be empty, or to what stands in its place."""
        self._columns.settle()
        ui.page.put_focus(self.sections if self.sections.isVisible() else self._middle)
        if not ui.page.has_focus(self):
            ui.page.put_focus(self)

    def leaving(self) -> str:
        """Save the words being edited; name what could not be saved."""
        return self.section.leaving()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what stands open beside the text: another period, a figure's list."""
        shown, behind = self._middle.currentWidget(), self.section.behind
        if event.key() == Qt.Key.Key_Escape and shown is self._other:
            self.periods.leave()
        elif event.key() == Qt.Key.Key_Escape and shown is self._text and behind.figure():
            behind.clear()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The period is read when somebody comes to look at it."""
        super().showEvent(event)
        if self._read is None:
            self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A text that made room for a figure's list comes back where there is room for both."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._share_room)

    # Building.

    def _build(self) -> None:
        self.body.addWidget(self.periods)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        for one in (self._state, self.overview, self.section, self._checks):
            column.addWidget(one)
        column.addStretch(1)
        self._text = QWidget()
        reading = QVBoxLayout(self._text)
        reading.setContentsMargins(0, 0, 0, 0)
        reading.setSpacing(10)
        self._scroll = ui.scrolling.Scrolled(inner)
        reading.addWidget(self._scroll, 3)
        self._behind = ui.scrolling.at_top(self.section.behind)
        self._behind.hide()
        reading.addWidget(self._behind, 2)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._text)
        self._other = ui.scrolling.at_top(self.periods.card)
        self._question = ui.scrolling.at_top(self._asking)
        self._middle.addWidget(self._other)
        self._middle.addWidget(self._question)
        self._middle.currentChanged.connect(self.actions_changed)
        parts = {"list": self.sections, "text": self._middle, "paper": self.paper}
        self._columns = ui.reports.columns.Columns("reports.step", parts)
        asking = self._asking
        steps = self._columns.buttons()
        for button in (asking.close_figures, asking.number, asking.submit, *steps):
            self.periods.add(button)
        self.body.addWidget(self._columns, 1)
        self.setFocusProxy(self.sections)

    def _connect(self) -> None:
        self._rest.timeout.connect(self._look)
        self.periods.chosen.connect(self._choose)
        self.sections.picked.connect(self._pick)
        self.section.opened.connect(self.open_requested)
        self.overview.opened.connect(self._open_check)
        self._checks.opened.connect(self._open_check)
        self.section.said.connect(self.notice.say)
        self.section.behind.shown.connect(self._show_behind)
        self.sections.entered.connect(self._enter_section)
        self.paper.said.connect(self.notice.say)
        self._print.clicked.connect(self.paper.print_for_hand)
        self._export.clicked.connect(self._begin_export)
        self._asking.answered.connect(self._look)
        self._asking.opened.connect(partial(self._show_aside, self._question))
        self._asking.closed.connect(self._show_text)
        self.periods.asked.connect(partial(self._show_aside, self._other))
        self.periods.settled.connect(self._show_text)

    def _today(self) -> date:
        return self.session.today

    def _which(self) -> db.periods.Period:
        return self._period

    # The period.

    @Slot(object)
    def _choose(self, period: db.periods.Period) -> None:
        """Show another period."""
        if period != self._period:
            self.section.leaving()
            self._asking.leave()
            self._period, self._read = period, None
            self._middle.setCurrentWidget(self._text)
            self.paper.clear()
            self.notice.clear()
        self._show_period()
        self.title_changed.emit(self.title())
        self._look()

    def _show_period(self) -> None:
        """The bar above, and what may be done now."""
        found = db.reports.find(self._period)
        state = str(found.state) if found is not None else ""
        self.periods.show_period(self._period, state)
        self._asking.offer(state)

    # Reading and drawing, beside the window.

    @Slot()
    def _look(self) -> None:
        """Read the period; what is shown stays until it is there.

        While other work holds the book, what was read before has to do: all would be slow.
        """
        self._rest.stop()
        if db.base.database.is_closed():
            return  # once unlocked, the page reads it all again
        self._show_period()
        if self._read is not None and self.session.jobs.busy():
            self._rest.start()
            return
        if self._read is None:
            self._tell_state("Đang soạn báo cáo từ những gì đã ghi trong kỳ…")
        self.session.jobs.run(
            "Soạn báo cáo",
            partial(ui.reports.reading.read, self._period, self.session.today),
            on_done=self._take,
            on_failed=self._fail,
            on_cancelled=self._stop,
            alone=False,
        )

    @Slot(object)
    def _take(self, read: ui.reports.reading.Read) -> None:
        """Show what was read, unless another period was asked for since."""
        if read.span.period != self._period or self._rest.isActive():
            return
        self._read = read
        if self._blocked and self.notice.text() == self._blocked:
            self._say_blocked(len(read.blocks))
        self._tell_state("")
        self.sections.show_entries(ui.reports.listing.entries(read))
        self._show_section(self.sections.key())
        self.figures_ready.emit()
        self.paper.show_read(read)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._read = None
        self._tell_state(sentence)
        self.sections.clear()
        self.paper.clear()

    @Slot()
    def _stop(self) -> None:
        self.notice.say(
            "Đã dừng soạn; phần đang hiện là của lần trước.", "amber", ("Soạn lại", self._look)
        )

    def _tell_state(self, sentence: str) -> None:
        """Say why there is nothing to read, or show what there is."""
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))
        if sentence:
            for one in (self.overview, self.section, self._checks):
                one.hide()

    # The sections.

    @Slot(str)
    def _pick(self, key: str) -> None:
        """Show the section a person goes to, and its page of the paper."""
        self._show_text()
        self._scroll.verticalScrollBar().setValue(0)
        self._show_section(key)
        self.paper.go_to(key)

    @Slot()
    def _enter_section(self) -> None:
        if self._columns.alone():
            self._columns.go("text")

    @Slot(bool)
    def _show_behind(self, shown: bool) -> None:
        """The records of a figure stand below the text, or in its place where that is too low.

        Once both are in sight they stay so: help and the like take room for a while only.
        """
        both = shown and self._behind.isVisible()
        self._behind.setVisible(shown)
        if not shown:
            self._scroll.show()
        elif not both and not self._has_room():
            had = ui.returning.let_go(self._scroll)
            self._scroll.hide()
            if had:
                ui.page.put_focus(self._behind)

    def _has_room(self) -> bool:
        """Whether the text and the records of a figure can stand below each other."""
        return self._text.height() >= ui.theme.px(_BOTH)

    @Slot()
    def _share_room(self) -> None:
        if self._has_room():
            self._scroll.show()

    def _show_section(self, key: str) -> None:
        """Show a section, or what stands before the export."""
        read = self._read
        if read is None or self.sections.count() == 0:
            return
        found = next((one for one in read.sections if one.id == key), None)
        self.overview.setVisible(found is None)
        self.section.setVisible(found is not None)
        self.overview.show_read(read)
        self.section.show_section(read, found)
        if found is not None:
            blocks, notes = (
                ui.reports.listing.blocks(read, key),
                ui.reports.listing.notes(read, key),
            )
            self._checks.show_checks(blocks, notes, whole=False)
            self._checks.setVisible(bool(blocks or notes))
        else:
            self._checks.hide()

    @Slot(str, int)
    def _open_check(self, kind: str, number: int) -> None:
        """Show the record a check is about; of one that blocks, the field to be filled first."""
        self.open_requested.emit(kind, number)
        blocks = self._read.blocks if self._read is not None else ()
        for one in blocks:
            if (one.kind, one.id) == (kind, number):
                # Once the other page is laid out: what has the keys is brought in sight.
                QTimer.singleShot(0, self, partial(self._lead_to, one.field))

    def _lead_to(self, field: str) -> None:
        for form in self.window().findChildren(ui.shown.RecordForm):
            if form.isVisible():
                form.show_field(field)

    # Its way out.

    @Slot()
    def _begin_export(self) -> None:
        """Ask for what the export needs, in place of the text."""
        said = self.leaving()
        if said:
            self.notice.say(said)
            return
        self.notice.clear()
        if self.card is None:
            self.card = self._make_card()
        running = self.card.running()
        if running is not None and running != self._period:
            self.notice.say(
                f"Đang xuất hồ sơ báo cáo {running.words}; xong rồi thì xuất được kỳ này.", "amber"
            )
            return
        self.card.begin(self._period)
        self._show_aside(self._card_area)

    def _make_card(self) -> ui.reports.export.ExportCard:
        """The card that asks for the export, in the place of the text."""
        import ui.reports.export

        made = ui.reports.export.ExportCard(self.session)
        made.closed.connect(self._leave_export)
        made.blocked.connect(self._tell_blocked)
        made.ended.connect(self._tell_ended)
        self._card_area = ui.scrolling.at_top(made)
        self._middle.addWidget(self._card_area)
        return made

    def _show_aside(self, one: QWidget | None) -> None:
        """Let something else than the text stand in the middle for a while."""
        if one is not None:
            self._middle.setCurrentWidget(one)
            self._columns.go("text")

    @Slot()
    def _show_text(self) -> None:
        """Back to the text."""
        self._middle.setCurrentWidget(self._text)

    @Slot()
    def _leave_export(self) -> None:
        self._show_text()
        self.sections.setFocus()

    @Slot(str, str)
    def _tell_ended(self, sentence: str, tone: ui.theme.Tone) -> None:
        """The export ended while the person was reading something else."""
        if self._middle.currentWidget() is not self._card_area:
            show = partial(self._show_aside, self._card_area)
            self.notice.say(sentence, tone, ("Xem", show))

    @Slot(object)
    def _tell_blocked(self, blocks: list[db.reports.Block]) -> None:
        """Something must be completed first: show it."""
        self._middle.setCurrentWidget(self._text)
        self.sections.choose(ui.reports.listing.OVERVIEW)
        self._say_blocked(len(blocks))
        self.sections.setFocus()
        self._look()

    def _say_blocked(self, count: int) -> None:
        """Say how much is still lacking for the export; nothing once nothing is."""
        self._blocked = (
            f"Chưa xuất được: còn {count} việc phải bổ sung, xem ở “Trước khi xuất”."
            if count
            else ""
        )
        if count:
            self.notice.say(self._blocked, "amber")
        else:
            self.notice.clear()


def _takes_keys(place: QWidget) -> bool:
    """Whether the keys may go to ``place`` or to something in it."""
    return any(
        one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        for one in (place, *place.findChildren(QWidget))
    )


PAGE = ReportPage
