"""Texts of many lines, and paragraphs that wrap: as high as what stands in them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

import db.text
import ui.fields.base as bases
import ui.fields.lengths
import ui.fields.text as texts
import ui.scrolling
import ui.theme

LIMIT = 20_000  # characters
_FEWEST = 3  # lines a long text shows
_AROUND = 4  # the padding of a text edit above and below, in pixels at 100 %
_MARGIN = 2  # pixels between the padding and the text
# The keys are soon here again, as they were: a line of Qt's own keeps what was selected, too.
_COMES_BACK = (*bases.ASIDE, Qt.FocusReason.ActiveWindowFocusReason)
_BORDER = 2  # pixels of the border of a field with the focus, so that it does not grow by it


class Sheet(QPlainTextEdit):
    """A text edit that is as high as its text, within limits, and leaves Tab to the form."""

    MOST = 14  # lines it shows before it scrolls by itself

    def __init__(
        self, owner: bases.Editor, limit: int, fewest: int, *, enter_goes_on: bool
    ) -> None:
        super().__init__()
        self.owner = owner
        self.limit = limit
        self.preedit = ""
        self._fewest, self._enter_goes_on = fewest, enter_goes_on
        self.setTabChangesFocus(True)
        self.setMinimumWidth(ui.theme.px(60))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(_MARGIN)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.cursorPositionChanged.connect(self._hear_caret)
        self.fit()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window while there is nothing of the person's own to undo."""
        # The viewport's events come through here too, and before the document is there.
        if event.type() == QEvent.Type.ShortcutOverride:
            can_redo = self.document().isRedoAvailable()
            if not bases.keeps_undo(event, self.owner.modified(), can_redo):
                event.ignore()
                return False
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """A larger font needs more room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower sheet needs more lines."""
        super().resizeEvent(event)
        self.fit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember the word underway; Qt does all the rest."""
        self.preedit = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on where the text is one paragraph; with Ctrl it is for the form.

        A text seen whole leaves PageUp and PageDown to the page it stands on, and Ctrl+Home and
        Ctrl+End where its cursor is there already.
        """
        if self._is_for_the_page(event):
            event.ignore()
        elif event.key() not in bases.ENTER or (self.preedit and not self._enter_goes_on):
            super().keyPressEvent(event)
        elif event.modifiers() & bases.COMMANDS:
            event.ignore()
        elif self._enter_goes_on:
            event.accept()
            if not self.preedit:
                self.owner.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the owner that the focus went elsewhere; what was selected looked like at work."""
        super().focusOutEvent(event)
        self.preedit = ""
        if event.reason() not in _COMES_BACK:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
        self.owner.focus_out(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted or dropped, unless it is more than fits: then it stays outside.

        Qt would need a second for 100,000 letters without a blank.
        """
        if self.takes(source.text()):
            super().insertFromMimeData(source)

    def takes(self, text: str) -> bool:
        """Whether ``text`` may be put in; the owner says why not."""
        room = self.limit - len(self.toPlainText()) + len(self.textCursor().selectedText())
        if len(text) <= room:
            return True
        self.owner.refused.emit(ui.fields.lengths.too_much(len(text), room, self.limit))
        return False

    def minimumSizeHint(self) -> QSize:
        """Qt's question: as high as its text."""
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        """Qt's question: as high as its text, within limits."""
        lines = min(self.MOST, max(self._fewest, self._lines()))
        around = 2 * (ui.theme.px(_AROUND) + _BORDER + _MARGIN)
        return QSize(ui.theme.px(160), lines * self.fontMetrics().lineSpacing() + around)

    @Slot()
    def fit(self) -> None:
        """Take as much height as the text needs."""
        # Qt shows a bar as soon as the height is exact, so it is offered only where it is needed.
        scrolls = self._lines() > self.MOST
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if scrolls
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        wanted = self.sizeHint().height()
        if wanted != self.minimumHeight() or wanted != self.maximumHeight():
            self.setFixedHeight(wanted)

    @Slot()
    def _hear_caret(self) -> None:
        """Where the person writes is in sight, once the sheet has the room it needs."""
        if self.hasFocus():
            QTimer.singleShot(0, self, self._bring_caret)

    @Slot()
    def _bring_caret(self) -> None:
        if self.hasFocus():  # still
            ui.scrolling.bring_caret(self)

    def _is_for_the_page(self, event: QKeyEvent) -> bool:
        """Whether a key moves nothing here, so that it may scroll what is around."""
        keys = QKeySequence.StandardKey
        if event.matches(keys.MoveToPreviousPage) or event.matches(keys.MoveToNextPage):
            return self._lines() <= self.MOST
        cursor = self.textCursor()
        return (event.matches(keys.MoveToStartOfDocument) and cursor.atStart()) or (
            event.matches(keys.MoveToEndOfDocument) and cursor.atEnd()
        )

    def _lines(self) -> int:
        """How many lines the text takes at the width there is; counted no further than needed.

        Qt lays a paragraph out when it is painted, and until then counts it as one line.
        """
        layout, block, lines = self.document().documentLayout(), self.document().begin(), 0
        while block.isValid() and lines <= self.MOST:
            layout.blockBoundingRect(block)
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return lines


class Long(bases.Editor):
    """A text of many lines; saved while it is being typed, at most ``limit`` characters."""

    SAVES_WHILE_TYPING = True

    def __init__(self, limit: int = LIMIT) -> None:
        super().__init__()
        self._limit = limit
        self._putting = False
        self.sheet = self.make_sheet()
        self.column.addWidget(self.sheet)
        self.setFocusProxy(self.sheet)
        self.sheet.textChanged.connect(self.hear)

    def make_sheet(self) -> Sheet:
        """The text edit itself."""
        return Sheet(self, self._limit, _FEWEST, enter_goes_on=False)

    def inner(self) -> QWidget:
        """The text edit."""
        return self.sheet

    def typed(self) -> str:
        """The text exactly as it stands there."""
        return self.sheet.toPlainText()

    def put_typed(self, text: str) -> None:
        """Show ``text``."""
        self._putting = True
        if text != self.typed():
            self.sheet.setPlainText(text)
        self._putting = False

    def value(self) -> Any:
        """The text without blanks around it.

        Raises:
            ui.fields.base.Unreadable: it is too long.
        """
        ui.fields.lengths.check(self.typed(), self._limit)
        return db.text.nfc(self.typed().strip())

    def composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return bool(self.sheet.preedit)

    def set_readonly(self, readonly: bool) -> None:
        """Text that must not change can still be selected and copied."""
        if self.sheet.isReadOnly() == readonly:
            return
        self.sheet.setReadOnly(readonly)
        self.sheet.setTextInteractionFlags(
            _READ if readonly else Qt.TextInteractionFlag.TextEditorInteraction
        )
        ui.theme.look_again(self.sheet)

    @Slot()
    def hear(self) -> None:
        """The text changed; what is put here by others is not the person's."""
        if not self._putting:
            self.refused.emit(ui.fields.lengths.excess(self.typed(), self._limit))
            self.edited.emit()


class Paragraph(Long):
    """One paragraph that is seen whole: it wraps and grows, and Enter goes on to the next field."""

    SAVES_WHILE_TYPING = False

    def __init__(self, limit: int = texts.LINE_LIMIT) -> None:
        super().__init__(limit)

    def make_sheet(self) -> Sheet:
        """A text edit that begins as one line."""
        return Sheet(self, self._limit, 1, enter_goes_on=True)

    def put_typed(self, text: str) -> None:
        """Show ``text``; who is at work here goes on writing at its end."""
        if text == self.typed():
            return
        super().put_typed(text)
        if self.focused():
            self.sheet.moveCursor(QTextCursor.MoveOperation.End)

    def value(self) -> Any:
        """The text as one paragraph; line breaks of something pasted become blanks.

        Raises:
            ui.fields.base.Unreadable: it is too long.
        """
        return ui.fields.lengths.read_line(self.typed(), self._limit)

    def tidy(self) -> None:
        """Show it as one paragraph."""
        self.put_typed(self.value())


_READ = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
