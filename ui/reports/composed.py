"""A composed text in which every figure is a link to the records behind it.

The text is drawn as a document; over each figure lies a button without words of its own, so that
a figure can be clicked, reached with Tab, pressed with Enter and read aloud like any button.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QTextEdit

import exports.figures
import exports.forms
import ui.theme

_AROUND = 2  # pixels the frame of a figure's button stands off its words
_GAP = 6  # pixels between two paragraphs
_INDENT = 16  # pixels an item stands in
_ITEM = "- "


class Composed(QTextEdit):
    """The text of one section; ``figure_wanted`` carries a figure's span when it is pressed."""

    figure_wanted = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("Câu soạn sẵn")
        self.setProperty("composed", "true")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2 * _AROUND)
        self._figures = name.rpartition(".")[0] + ".figure"
        self._shown: tuple[str, tuple[exports.forms.Span, ...]] | None = None
        self._spans: tuple[exports.forms.Span, ...] = ()
        self._starts: list[int] = []
        self._buttons: list[QPushButton] = []

    def show_text(self, text: str, spans: Sequence[exports.forms.Span]) -> None:
        """Show ``text`` with its figures at ``spans``; shown again, it keeps the focus."""
        if self._shown == (text, tuple(spans)):
            return
        self._shown = (text, tuple(spans))
        self._spans = ()  # while it is written it is measured without its figures
        self._starts = self._write(text, spans)
        self._spans = tuple(spans)
        self._name_buttons()
        self._fit()

    def mark(self, wanted: exports.forms.Span | None) -> None:
        """Outline the figure whose records are shown."""
        for span, button in zip(self._spans, self._buttons, strict=False):
            button.setChecked(span == wanted)

    def take_focus(self, wanted: exports.forms.Span) -> None:
        """Let the keys go to the figure ``wanted``, or to where the text tells of it now."""
        pairs = list(zip(self._spans, self._buttons, strict=False))
        found = [button for span, button in pairs if span == wanted]
        found += [button for span, button in pairs if span.name == wanted.name]
        for button in found[:1]:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower place needs more lines."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters need more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _write(self, text: str, spans: Sequence[exports.forms.Span]) -> list[int]:
        """Put the paragraphs and items into the document; where its figures begin there."""
        plain, link = QTextCharFormat(), QTextCharFormat()
        link.setForeground(QColor(ui.theme.BLUE))
        link.setFontUnderline(True)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        starts: list[int] = []
        waiting, place = list(spans), 0
        for number, line in enumerate(text.split("\n")):
            paragraph = QTextBlockFormat()
            paragraph.setBottomMargin(_GAP)
            paragraph.setLeftMargin(_INDENT if line.startswith(_ITEM) else 0)
            if number:
                cursor.insertBlock(paragraph)
            else:
                cursor.setBlockFormat(paragraph)
            begin, end = place, place + len(line)
            while waiting and waiting[0].start < end:
                span = waiting.pop(0)
                cursor.insertText(text[begin : span.start], plain)
                starts.append(cursor.position())
                # A figure of several words stays on one line, under its button.
                words = text[span.start : span.end].replace(" ", "\u00a0")
                cursor.insertText(words, link)
                begin = span.end
            cursor.insertText(text[begin:end], plain)
            place = end + 1
        cursor.endEditBlock()
        return starts

    def _name_buttons(self) -> None:
        """A button for each figure, in reading order; those there are serve again."""
        while len(self._buttons) < len(self._spans):
            button = QPushButton(self.viewport())
            button.setProperty("figure", "true")
            button.setCheckable(True)
            button.setAutoDefault(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(partial(self._press, len(self._buttons)))
            self.setTabOrder(self._buttons[-1] if self._buttons else self, button)
            self._buttons.append(button)
        labels, seen = exports.figures.labels(), dict[str, int]()
        text = self._shown[0] if self._shown else ""
        for span, button in zip(self._spans, self._buttons, strict=False):
            seen[span.name] = seen.get(span.name, 0) + 1
            again = f".{seen[span.name]}" if seen[span.name] > 1 else ""
            button.setObjectName(f"{self._figures}.{span.name}{again}")
            words = f"{text[span.start : span.end]}, {labels[span.name].text}"
            button.setAccessibleName(f"{words}: xem danh sách")
            button.setToolTip(f"{labels[span.name].text}: bấm để xem danh sách")
            button.setChecked(False)
        for button in self._buttons[len(self._spans) :]:
            button.setObjectName("")
            button.hide()

    @Slot()
    def _fit(self) -> None:
        """As high as the text, and each button over its figure."""
        self.document().setTextWidth(self.viewport().width())
        wanted = round(self.document().size().height()) + 1
        if wanted != self.minimumHeight() or wanted != self.maximumHeight():
            self.setFixedHeight(wanted)
        metrics = QFontMetrics(self.font())
        text = self._shown[0] if self._shown else ""
        for span, start, button in zip(self._spans, self._starts, self._buttons, strict=False):
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            begin = self.cursorRect(cursor)
            width = metrics.horizontalAdvance(text[span.start : span.end])
            place = QRect(begin.left(), begin.top(), width, begin.height())
            button.setGeometry(place.adjusted(-_AROUND - 1, -1, _AROUND + 1, 1))
            button.show()

    @Slot()
    def _press(self, index: int) -> None:
        self.mark(self._spans[index])
        self.figure_wanted.emit(self._spans[index])
