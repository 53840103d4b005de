"""People, and other words used before: typed by any part, without marks, or picked from a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QWidget

import db.text
import ui.fields.base as bases
import ui.fields.long as long_texts
import ui.theme

_ROWS = 7  # in sight at once
_MOST = 60  # worth offering at all
_PARTS = re.compile(r"[;,]")


class Offers(QListWidget):
    """The names that fit, below the field and over what follows it; it never takes the focus."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self._field = field
        self._watched: list[QWidget] = []
        # A press here leaves the focus where it is: with the field.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(field)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setWordWrap(True)  # the given name, which tells people apart, stands at the end
        self.hide()

    def offer(self, names: Sequence[str], *, first: bool) -> None:
        """Show ``names``, the first one marked if ``first``; nothing is shown for none."""
        self.clear()
        if not names:
            self.hide()
            return
        for name in names:
            item = QListWidgetItem(name)
            item.setToolTip(name)
            self.addItem(item)
        self.setCurrentRow(0 if first else -1)
        if not self.isVisible():
            if self.parentWidget() is not self._field.window():
                self.setParent(self._field.window())
            self._watch()
            self.show()  # first: how high names are is known only where they are laid out
        self._place()
        self.raise_()

    def step(self, by: int) -> None:
        """Mark the next name (1) or the one before (-1)."""
        row = min(self.count() - 1, max(0, self.currentRow() + by))
        self.setCurrentRow(row)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing needs watching any more."""
        super().hideEvent(event)
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the field when the page is scrolled or the window changes its size."""
        if watched in self._watched:  # Qt's own scroll bars of the list are heard here too
            if event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
                self._place()
            elif event.type() == QEvent.Type.Hide:
                self.hide()
        return super().eventFilter(watched, event)

    def _watch(self) -> None:
        widget: QWidget | None = self._field
        while widget is not None:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = None if widget.isWindow() else widget.parentWidget()

    def _place(self) -> None:
        window = self._field.window()
        self.resize(self._field.width(), self.height())  # names are broken to that width
        self.doItemsLayout()
        first, last = self.item(0), self.item(min(self.count(), _ROWS) - 1)
        names = self.visualItemRect(first).united(self.visualItemRect(last))
        height = names.height() + 2 * self.frameWidth() + ui.theme.px(4)
        top = self._field.mapTo(window, QPoint()).y()
        bottom = top + self._field.height()
        below = window.height() - bottom
        if height > below and top > below:
            height = min(height, top)
            bottom = top - height
        else:
            height = min(height, below)
        left = self._field.mapTo(window, QPoint()).x()
        self.setGeometry(left, bottom, self._field.width(), height)


class _NameSheet(long_texts.Sheet):
    """Keys for the list go to it while it is shown; everything else is text."""

    def __init__(self, owner: People, limit: int) -> None:
        self._people = owner  # before Qt sends the first events
        super().__init__(owner, limit, 1, enter_goes_on=True)

    def event(self, event: QEvent) -> bool:
        """While the list is shown Escape closes it, whatever the window would do with it."""
        shown = event.type() == QEvent.Type.ShortcutOverride and self._people.offering()
        if shown and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The word underway narrows the list too."""
        super().inputMethodEvent(event)
        if self.preedit:
            self._people.narrow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Enter and Escape are for the list, but not in the middle of a word."""
        if self.preedit or self.isReadOnly() or not self._people.takes(Qt.Key(event.key())):
            super().keyPressEvent(event)
        else:
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the focus."""
        if event.reason() not in bases.ASIDE:
            self._people.close_list()
        super().focusOutEvent(event)


class People(long_texts.Paragraph):
    """A name from ``source``, or with ``free`` any other words too.

    ``sure``: of free words those that begin the words of just one name mean that name, unless the
    list was put away with Escape. ``many``: several, parted by ";" or ","; the list
    is about the one the cursor stands in. ``source`` is asked once each time the field is entered.
    ``stranger`` is said quietly below a free name that ``source`` does not know.
    """

    def __init__(
        self,
        source: Callable[[], Sequence[str]],
        *,
        free: bool = False,
        sure: bool = False,
        many: bool = False,
        stranger: str = "",
    ) -> None:
        self._source, self._free, self._sure, self._many = source, free, sure, many
        self._as_typed = ""  # what the person wants to stand there as it is
        self._names: Sequence[str] | None = None
        self._offers: Offers | None = None
        self._stranger: QLabel | None = None
        super().__init__()
        if stranger:
            self._stranger = ui.theme.label(stranger)
            self._stranger.setProperty("tone", "amber")
            self._stranger.hide()
            self.column.addWidget(self._stranger)

    def make_sheet(self) -> long_texts.Sheet:
        """A text edit that knows of the list."""
        return _NameSheet(self, self._limit)

    def value(self) -> Any:
        """The name in full, or the words as typed where any are allowed.

        Raises:
            ui.fields.base.Unreadable: no such name, more than one, or too long.
        """
        words = super().value()
        if not words:
            return words
        if self._free:
            return self._meant(words) if self._sure and self.modified() else words
        parts = _PARTS.split(words) if self._many else [words]
        return "; ".join(self._named(part.strip()) for part in parts if part.strip())

    def select_line(self) -> None:
        """Mark the name: another is typed over it, not after it."""
        if not self._many:
            self.sheet.selectAll()

    def tidy(self) -> None:
        """Show the name in full."""
        self.put_typed(self.value())

    def put_typed(self, text: str) -> None:
        """Show ``text``; no list for what nobody typed."""
        self.close_list()
        super().put_typed(text)
        self._tell_stranger()

    def set_name(self, name: str) -> None:
        """What is said of a stranger is found as ``name``.stranger."""
        super().set_name(name)
        if self._stranger is not None:
            self._stranger.setObjectName(f"{name}.stranger")

    @Slot()
    def hear(self) -> None:
        """The person typed: offer what fits."""
        super().hear()
        if not self._putting:
            if self._stranger is not None:
                self._stranger.hide()
            self.narrow()

    def narrow(self) -> None:
        """Offer the names that fit the words at the cursor, as they stand there now."""
        part, _ = self._part()
        self._offer(matching(part, self._known()) if part.strip() else ())

    def offering(self) -> bool:
        """Whether the list is shown."""
        return self._offers is not None and self._offers.isVisible()

    def close_list(self) -> None:
        """Take the list away and forget the names: they may have changed by the next time."""
        self._names = None
        if self._offers is not None:
            self._offers.hide()

    def takes(self, key: Qt.Key) -> bool:
        """Whether ``key`` is for the list; it is done then."""
        if key == Qt.Key.Key_Down and not self.offering():
            part, _ = self._part()
            self._offer(matching(part, self._known()) or self._known())
            return True
        if self._offers is None or not self._offers.isVisible():
            return False
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._offers.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            self._as_typed = self.typed()
            self._offers.hide()
            return True
        item = self._offers.currentItem()
        if key in bases.ENTER and item is not None:
            self._choose(item.text())
            if not self._many:
                self.entered.emit()
            return True
        return False

    def _tell_stranger(self) -> None:
        """Say whether what stands there is no name of the list, where that is to be said."""
        if self._stranger is None:
            return
        words = db.text.fold(" ".join(self.typed().split()))
        names = {db.text.fold(name) for name in self._source()} if words else set()
        self._stranger.setVisible(bool(names) and words not in names)

    def _known(self) -> Sequence[str]:
        if self._names is None:
            self._names = list(dict.fromkeys(self._source()))
        return self._names

    def _offer(self, names: Sequence[str]) -> None:
        if self._offers is None:
            self._offers = Offers(self.sheet)
            self._offers.setObjectName(f"{self.name}.list")
            self._offers.setAccessibleName(f"Gợi ý cho ô {self.label}")
            self._offers.itemClicked.connect(self._click)
        part, _ = self._part()
        if list(names) == [part]:
            names = ()  # nothing more to offer
        # Where any words are allowed, Enter takes them as typed unless a name was marked.
        self._offers.offer(names[:_MOST], first=not self._free)

    @Slot(QListWidgetItem)
    def _click(self, item: QListWidgetItem) -> None:
        self._choose(item.text())
        if not self._many:
            self.chosen.emit()

    def _choose(self, name: str) -> None:
        """Put ``name`` in place of the words at the cursor, as if typed."""
        self.sheet.preedit = ""
        part, start = self._part()
        cursor = self.sheet.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + len(part), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(name)
        self.sheet.setTextCursor(cursor)
        if self._offers is not None:
            self._offers.hide()

    def _part(self) -> tuple[str, int]:
        """The words the list is about, a word underway included, and where they begin."""
        text, cursor = self.typed(), self.sheet.textCursor().position()
        if not self._many:
            return text[:cursor] + self.sheet.preedit + text[cursor:], 0
        begin = max(text.rfind(mark, 0, cursor) for mark in ";,") + 1
        begin += len(text[begin:cursor]) - len(text[begin:cursor].lstrip())
        rest = _PARTS.split(text[cursor:], maxsplit=1)[0]
        return text[begin:cursor] + self.sheet.preedit + rest, begin

    def _meant(self, words: str) -> str:
        """The one name that was meant by ``words`` just typed, or the words."""
        names = self._known()
        if words in names or self.typed() == self._as_typed:
            return words
        folded = db.text.fold(words)
        whole = [name for name in names if db.text.fold(name) == folded]
        found = whole or matching(words, names)
        sure = len(found) == 1 and _begun(found[0], folded.split())
        return found[0] if sure else words

    def _named(self, part: str) -> str:
        """The one name that ``part`` means.

        Raises:
            ui.fields.base.Unreadable: there is none, or more than one.
        """
        names = self._known()
        if part in names:
            return part
        whole = [name for name in names if db.text.fold(name) == db.text.fold(part)]
        found = whole or matching(part, names)
        if len(found) == 1:
            return found[0]
        if found:
            some = ", ".join(found[:3])
            raise bases.Unreadable(f"“{part}” có thể là: {some}; hãy chọn một tên trong danh sách.")
        named = db.text.shortened(part)
        raise bases.Unreadable(
            f"Không có ai tên “{named}” trong danh sách; hãy gõ một phần tên rồi chọn."
        )


def matching(typed: str, names: Sequence[str]) -> list[str]:
    """The ``names`` that hold every word of ``typed``: with the same marks first, in their order.

    Marks and case are left aside otherwise: "tham" finds Thắm and Thẩm.
    """
    folded, exact = db.text.fold(typed).split(), db.text.accented(typed).strip()
    found = [name for name in names if all(word in db.text.fold(name) for word in folded)]
    return sorted(found, key=lambda name: _rank(name, exact, folded))


def _rank(name: str, exact: str, folded: Sequence[str]) -> int:
    """How well ``name`` fits: 0 with its marks, 1 from a word's beginning, 2 anywhere."""
    if exact in db.text.accented(name):
        return 0
    return 1 if _begun(name, folded) else 2


def _begun(name: str, folded: Sequence[str]) -> bool:
    """Whether each of the ``folded`` words begins a word of ``name``."""
    words = db.text.fold(name).split()
    return all(any(word.startswith(part) for word in words) for part in folded)
