"""The desk: sidebar, header and pages of one open book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import db.base
import db.errors
import db.kinds
import db.tasks.series
import db.unit
import ui.background
import ui.header
import ui.help
import ui.making
import ui.page
import ui.pages
import ui.search
import ui.session
import ui.sidebar
import ui.theme
import ui.tidying

FOLDS = 1000  # pixels at 100 %: in a narrower window the sidebar opens only when asked for
JUDGED = frozenset({".zip", ".asice", ".pdf", ".cer", ".crt", ".pem", ".der"})  # ui.verifying
SAID_FOR = 4000  # milliseconds a quiet word stays
DAY_LOOK = 60_000  # milliseconds between two looks whether another day has begun


class Desk(QWidget):
    """Everything a person has before them once the book is open."""

    lock_wanted = Signal()
    other_book_wanted = Signal()

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self.setProperty("wall", "true")
        self.setObjectName("desk")
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session = session
        self.sidebar = ui.sidebar.Sidebar()
        self.search = ui.search.SearchBox(session)
        self.header = ui.header.Header(self.search)
        self.notice = ui.page.Notice("desk.notice")
        self.stack = QStackedWidget()
        self.jobs = ui.background.JobBar(session.jobs)
        self.help = ui.help.Panel()
        self._maker = ui.making.Maker(session, self.stack, self._join)
        self._front = ""
        self._last: QWidget | None = None
        self._folded = False
        self._quiet = QTimer(self, singleShot=True, interval=SAID_FOR)
        self._midnight = QTimer(self, interval=DAY_LOOK)
        self._day: date | None = None
        self._build()
        self._connect()
        self._name_unit()
        self._begin_day()
        self._hear(frozenset())
        self._midnight.start()

    def page(self) -> ui.page.Page | None:
        """The page in front."""
        return self._maker.made().get(self._front)

    def is_ready(self) -> bool:
        """Whether every page is made, so that none takes long to show."""
        return self._maker.is_done()

    @Slot(str)
    def show_page(self, name: str) -> ui.page.Page:
        """Bring a page to the front, and return it."""
        page, before = self._maker.page(name), self.page()
        if before is not None and before is not page:
            before.leaving()
            self.notice.clear()
        left = self._folded and ui.page.has_focus(self.sidebar)
        self._front = name
        self.sidebar.mark(ui.pages.BELONGS_TO.get(name, name))
        self.stack.setCurrentWidget(page)
        self.help.hide()
        self._arrange()
        if self._folded:
            self.sidebar.hide()
        if left:
            if (row := self.layout()) is not None:
                row.activate()  # where the keys go on a page depends on the room it has
            page.take_focus()
        return page

    def take_focus(self) -> None:
        """Let the keys go to where they were last, or to where work on the page begins."""
        last, page = self._last, self.page()
        if last is not None and shiboken6.isValid(last) and last.isVisibleTo(self):
            last.setFocus()
        elif page is not None:
            page.take_focus()

    def keep_focus(self) -> None:
        """The desk goes out of sight: remember where the keys were, if that was at some work."""
        self._last = None if ui.page.has_focus(self.sidebar) else self.focusWidget()
        self.search.clear()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through everything on the desk, once each, in reading order.

        Qt's own way stops at widgets that hand the focus on to a part of theirs: from there it
        goes round in a circle, or leaves out what stands before that part.
        """
        begun: QWidget = QApplication.focusWidget() or self
        one: QWidget | None = begun
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        while one is not None:
            one = ui.page.following(one, forward=forward)
            if one is None or one is begun:
                break
            there = one.isVisible() and one.isEnabled() and self.isAncestorOf(one)
            if there and ui.page.is_stop(one) and not _is_beside_the_pressed_one(one):
                one.setFocus(reason)
                return True
        return False

    @Slot(str, int)
    def open(self, kind: str, number: int) -> None:
        """Show one record, wherever it was asked for; "book" asks for another book."""
        if kind == "book":
            self.other_book_wanted.emit()
            return
        name = ui.pages.page_of(kind)
        if any(one.name == name for one in ui.pages.ALL):
            page = self.show_page(name)
            if number:
                page.show_of(kind, number)
            page.take_focus()

    @Slot(str)
    def start_new(self, kind: str) -> None:
        """Begin a new record of a kind on its page."""
        self.show_page(ui.pages.page_of(kind))
        self._start_new()

    @Slot(str, object, str)
    def show_list(self, kind: str, numbers: Sequence[int], words: str) -> None:
        """Show these records of a kind alone, which ``words`` name."""
        page = self.show_page(ui.pages.page_of(kind))
        page.show_only(numbers, words)
        page.take_focus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Anything may be dropped; what it is, is said afterwards."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A bundle is judged, a workbook may be imported; anything else says what can be."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        kinds = {path.suffix.lower() for path in paths}
        event.acceptProposedAction()
        if len(paths) == 1 and kinds == {".xlsx"}:
            self.notice.say(
                f"“{paths[0].name}” là tệp Excel; đồng chí muốn nhập làm danh sách nhiệm vụ?",
                "blue",
                ("Nhập nhiệm vụ", partial(self._hand_on, "intake.tasks", paths)),
            )
        elif kinds and kinds <= JUDGED:
            self._hand_on("bundles", paths)
        else:
            self.notice.say(
                "Ở đây thả được hồ sơ báo cáo (.zip) để kiểm tra hoặc tệp Excel (.xlsx) để nhập; "
                "tệp khác hãy thả vào trang Văn bản.",
                "amber",
            )

    def _hand_on(self, name: str, paths: Sequence[Path]) -> None:
        """Show the page ``name`` and give it what was dropped."""
        self.show_page(name).take(paths)

    def leaving(self) -> list[str]:
        """What was typed and could not be saved, a sentence for each page."""
        return [said for one in self._maker.made().values() if (said := one.leaving())]

    def reload(self) -> None:
        """Read everything anew: after unlocking, or after a backup was restored."""
        self._name_unit()
        self._begin_day()
        self.session.tell(*db.kinds.DUMPS)
        self._arrange()

    @Slot()
    def look_at_day(self) -> None:
        """Read everything anew when another day has begun: what was due may be late."""
        if not db.base.database.is_closed() and self.session.today != self._day:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the sidebar where there is no room for it."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._arrange)

    def _join(self, page: ui.page.Page) -> None:
        """Hear what a page that was made asks for."""
        page.open_requested.connect(self.open)
        page.new_requested.connect(self.start_new)
        page.list_requested.connect(self.show_list)
        page.title_changed.connect(self._retitle)
        page.actions_changed.connect(self._arrange)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(22, 14, 22, 14)
        column.setSpacing(10)
        column.addWidget(self.header)
        column.addWidget(self.notice)
        column.addWidget(self.help)
        column.addWidget(self.stack, 1)
        column.addWidget(self.jobs)
        row.addWidget(self.sidebar)
        row.addWidget(right, 1)
        self.help.hide()

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.show_page)
        self.sidebar.help_wanted.connect(self.show_help)
        self.sidebar.lock_wanted.connect(self.lock_wanted)
        self.sidebar.undo_wanted.connect(self._undo)
        self.sidebar.redo_wanted.connect(self._redo)
        self.header.menu_wanted.connect(self._unfold)
        self.search.open_requested.connect(self.open)
        self.session.said.connect(self._say)
        self.session.failed.connect(self.notice.say)
        self.session.changed.connect(self._hear)
        self.session.jobs.ended.connect(self._save_again)
        self._quiet.timeout.connect(partial(self.header.say, ""))
        self._midnight.timeout.connect(self.look_at_day)
        ui.theme.notifier().changed.connect(self._arrange)
        for keys, slot in (
            ("Ctrl+K", self.search.begin),
            ("Ctrl+N", self._start_new),
            ("F1", self.show_help),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Y", self._redo),
            ("Ctrl+Shift+Z", self._redo),
            ("Ctrl+L", self.lock_wanted.emit),
            ("Ctrl++", partial(ui.theme.step, 1)),
            ("Ctrl+=", partial(ui.theme.step, 1)),
            ("Ctrl+-", partial(ui.theme.step, -1)),
            ("Ctrl+0", partial(ui.theme.step, 0)),
            ("F6", partial(self._step_area, 1)),
            ("Shift+F6", partial(self._step_area, -1)),
        ):
            self._shortcut(keys, slot)
        for number, entry in enumerate(ui.pages.IN_SIDEBAR, 1):
            self._shortcut(f"Alt+{number}", partial(self._go, entry.name))

    def _shortcut(self, keys: str, slot: Callable[[], object]) -> None:
        """A key that works wherever the focus is on the desk."""
        made = QShortcut(QKeySequence(keys), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(slot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where nothing nearer takes it, closes what is open, or leads to the page."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.help.isVisible():
            self.help.leave()
        elif self._folded and self.sidebar.isVisible():
            self._unfold()
        elif (page := self.page()) is not None and ui.page.has_focus(self.sidebar):
            page.take_focus()

    def _go(self, name: str) -> None:
        """A page was asked for by its key: show it, and let the keys go there."""
        self.show_page(name).take_focus()

    def _step_area(self, by: int) -> None:
        """F6: on to the next of sidebar, list and form, or with -1 to the one before."""
        page = self.page()
        if page is None:
            return
        areas: list[QWidget] = [self.sidebar, *page.areas()]
        now = QApplication.focusWidget()
        at = [n for n, one in enumerate(areas) if now is not None and one.isAncestorOf(now)]
        place = areas[((at[0] if at else 0) + by) % len(areas)]
        if place is not self.sidebar:
            ui.page.put_focus(place)
        else:
            self.sidebar.show()
            self.sidebar.take_focus()

    @Slot()
    def show_help(self) -> None:
        """Say what the page in front is for, or take that away again."""
        page = self.page()
        if page is not None:
            self.help.toggle(page.TITLE, page.HELP)  # its title may be a day or a record's

    @Slot()
    def _undo(self) -> None:
        import ui.form  # a start shows no form

        self._settle()
        page = self.page()
        forms = page.findChildren(ui.form.Form) if page is not None else []
        labels = [label for form in forms if form.isVisible() for label in form.put_back()]
        if labels:
            self._say(f"Đã lấy lại ô {', '.join(f'“{label}”' for label in labels)} như đã lưu")
        else:
            self.session.undo()

    @Slot()
    def _redo(self) -> None:
        self._settle()
        self.session.redo()

    def _settle(self) -> None:
        """Save what is being typed, so that it is what is taken back."""
        page = self.page()
        if page is not None:
            page.leaving()

    @Slot()
    def _save_again(self) -> None:
        """Work that held the book is over: save what was typed meanwhile."""
        if not self.session.jobs.busy():
            self.leaving()

    @Slot()
    def _start_new(self) -> None:
        page = self.page()
        if page is not None:
            page.start_new()

    @Slot(str)
    def _say(self, word: str) -> None:
        self.header.say(word)
        self._quiet.start()

    @Slot(object)
    def _hear(self, kinds: frozenset[str]) -> None:
        self.sidebar.offer(self.session.undoing.can_undo(), self.session.undoing.can_redo())
        if "unit" in kinds:
            self._name_unit()

    @Slot(str)
    def _retitle(self, title: str) -> None:
        if self.sender() is self.page():
            self.header.title.setText(title)
            self._arrange()

    @Slot()
    def _arrange(self) -> None:
        """Title, actions and sidebar as there is room for them."""
        self._folded = self.width() < ui.theme.px(FOLDS)
        if not self._folded:
            self.sidebar.show()
        elif not ui.page.has_focus(self.sidebar):
            self.sidebar.hide()
        page = self.page()
        if page is not None and not db.base.database.is_closed():
            self.header.title.setText(page.title())
            self.header.arrange(list(page.buttons()), narrow=self._folded)

    @Slot()
    def _unfold(self) -> None:
        """Show the folded sidebar, or fold it again."""
        self.sidebar.setVisible(self.sidebar.isHidden())
        page = self.page()
        if self.sidebar.isVisible():
            self.sidebar.take_focus()
        elif page is not None:
            page.take_focus()

    def _begin_day(self) -> None:
        """Enter the tasks of duties that recur whose time has come; if it cannot be, try again."""
        try:
            self.session.perform(
                "Việc lặp lại", db.tasks.series.make_due, undoable=False, quiet=True
            )
        except db.errors.RecordError as error:
            self.notice.say(str(error), "amber")
        else:
            self._day = self.session.today

    def _name_unit(self) -> None:
        try:
            unit = db.unit.get()
        except db.errors.RecordError:
            return
        self.sidebar.name_unit(unit.name, unit.ward)


def _is_beside_the_pressed_one(widget: QWidget) -> bool:
    """Of buttons of which one is pressed, Tab meets that one; arrows lead to the others."""
    if not isinstance(widget, QAbstractButton) or (group := widget.group()) is None:
        return False
    return ui.tidying.home(group).exclusive() and not widget.isChecked()
