"""A screen that fills the window before there is a desk: unlocking, the first run, restoring.

A ``Screen`` is one column in the middle that scrolls down where there is no room, with its help on
F1; an ``Entry`` is one thing to type or choose, with its label above and its error below.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

import ui.dropping
import ui.fields
import ui.fields.lengths
import ui.help
import ui.page
import ui.theme

BUTTONS = 90  # pixels at 100 % that a row of buttons and the room around it take
WIDTH = 720  # pixels at 100 % of the column
_PARAGRAPH = 4096  # letters: the longest path there is


class Screen(QScrollArea):
    """One column of things in the middle of the window, with a title and a band for sentences.

    Not ``alone``, as a part of the desk, it leaves help and the size of the letters to the desk.
    """

    HELP: ClassVar[str]  # what F1 says, in a few plain sentences

    dropped = Signal(object)  # files, on a screen that takes any now

    def __init__(self, name: str, title: str, *, alone: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("wall", "true")
        self.setAcceptDrops(True)
        self.title = ui.theme.label(title, "title")
        self.title.setObjectName(f"{name}.title")
        self.notice = ui.page.Notice(f"{name}.notice")
        self.help = ui.help.Panel(ui.help.KEYS_BEFORE, whole=True)
        self.help.hide()
        queued = Qt.ConnectionType.QueuedConnection  # once it has its room
        self.help.turned.connect(self._show_help_or_focus, queued)
        self._by_itself = alone
        self._column = QWidget()
        self.body = QVBoxLayout(self._column)
        self.body.setSpacing(10)
        self.body.addLayout(self._head(name))
        self.body.addWidget(self.help)
        self.body.addWidget(self.notice)
        inner = QWidget()
        inner.setProperty("wall", "true")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(inner)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(self._column, 1000)
        across.addStretch(1)
        self.setWidget(inner)
        for keys, direction in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)) if alone else ():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(ui.theme.step, direction))
        ui.theme.notifier().changed.connect(self._measure)
        self._measure()

    def add(self, *pieces: QWidget) -> None:
        """Put ``pieces`` below what is there."""
        for piece in pieces:
            self.body.addWidget(piece)

    def end(self) -> None:
        """Nothing comes below: what is there stays together at the top."""
        self.body.addStretch(1)

    def takes_files(self) -> bool:
        """Whether files may be dropped here now."""
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer where the screen takes any."""
        event.setAccepted(self.takes_files() and bool(ui.dropping.paths(event)))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """They may be let go anywhere."""
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(ui.dropping.paths(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what has the focus in sight."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.show_focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 tells what the screen is for; Escape, where nothing nearer takes it, ends that."""
        if not self._by_itself or not self.help.answer(event, self.title.text(), self.HELP):
            super().keyPressEvent(event)

    @Slot()
    def show_help(self) -> None:
        """Tell what the screen is for, or take that away again."""
        self.help.toggle(self.title.text(), self.HELP)

    @Slot()
    def _show_help_or_focus(self) -> None:
        """Help came or went: show it from its first line, or again what has the keys."""
        if self.help.isVisible():
            self.verticalScrollBar().setValue(0)
        else:
            self.show_focus()

    def _head(self, name: str) -> QHBoxLayout:
        """The title; alone also help, and two buttons for the size of the letters."""
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        if not self._by_itself:
            return row
        asked = ui.theme.button(ui.help.WORD, f"{name}.help", "link")
        asked.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F1 does the same
        asked.clicked.connect(self.show_help)
        row.addWidget(asked, 0, Qt.AlignmentFlag.AlignTop)
        for text, word, direction in (("A−", "Chữ nhỏ hơn", -1), ("A+", "Chữ to hơn", 1)):
            made = ui.theme.button(text, f"{name}.{'larger' if direction > 0 else 'smaller'}")
            made.setAccessibleName(word)
            made.setToolTip(word)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl + and Ctrl − do the same
            made.clicked.connect(partial(ui.theme.step, direction))
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return row

    @Slot()
    def _measure(self) -> None:
        self._column.setMaximumWidth(ui.theme.px(WIDTH))
        edge = ui.theme.px(16)
        self.body.setContentsMargins(edge, 24, edge, edge)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab brings what it leads to in sight, with all that belongs to it."""
        moved = super().focusNextPrevChild(forward)
        if moved:
            self.show_focus()
        return moved

    def show_whole(self, part: QWidget) -> None:
        """Bring all of ``part`` in sight, and what little there is below it: the buttons."""
        self.ensureWidgetVisible(part, 0, ui.theme.px(16))
        inner, bar = self.widget(), self.verticalScrollBar()
        if inner is None:
            return
        end = part.mapTo(inner, QPoint(0, part.height())).y()
        if inner.height() - end < ui.theme.px(BUTTONS):
            bar.setValue(bar.maximum())

    @Slot()
    def show_focus(self) -> None:
        """Bring what has the focus in sight, with what it belongs to."""
        focused = self.focusWidget()
        if focused is not None and self.isVisible():
            around = focused.parentWidget()
            self.show_whole(around if isinstance(around, Entry | ui.page.Notice) else focused)


class Entry(QWidget):
    """One thing to type or choose: label above, what it is for, editor, error below.

    Without an ``editor`` it is a line, or with ``wraps`` one paragraph that is seen whole.
    """

    entered = Signal()  # Enter in a line
    edited = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        editor: QWidget | None = None,
        told: str = "",
        *,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self.label = label
        self._wraps = wraps
        placed = editor or (ui.fields.Paragraph(_PARAGRAPH) if wraps else QLineEdit())
        self.editor = placed.inner() if isinstance(placed, ui.fields.Long) else placed
        self.editor.setObjectName(name)
        self.editor.setAccessibleName(label)
        self.editor.setAccessibleDescription(told)
        words = ui.theme.label(label, "heading")
        words.setBuddy(self.editor)
        self._error = ui.theme.label("", "error")
        self._error.setObjectName(f"{name}.error")
        self._error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(words)
        if told:
            column.addWidget(ui.theme.label(told, "soft"))
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.addWidget(placed, 1)
        column.addLayout(self.row)
        column.addWidget(self._error)
        self._column = column
        self._hear(placed)

    def _hear(self, placed: QWidget) -> None:
        """Listen to the editor, whatever it is."""
        if isinstance(self.editor, QComboBox):
            self.editor.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            self.editor.currentIndexChanged.connect(self._clear)
            self.editor.installEventFilter(self)
        elif isinstance(placed, ui.fields.Long):
            placed.edited.connect(self._clear)
            placed.refused.connect(self.say)
            placed.entered.connect(self.entered)
        elif isinstance(self.editor, QLineEdit):
            self.editor.textChanged.connect(self._clear)
            self.editor.returnPressed.connect(self.entered)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter at a choice moves on, as in a line; Qt lets it do nothing."""
        if (
            isinstance(watched, QComboBox)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def text(self) -> str:
        """What is typed or chosen, as it stands there; the ends a line was pasted with are none."""
        if isinstance(self.editor, QComboBox):
            return self.editor.currentText()
        if isinstance(self.editor, QPlainTextEdit):
            typed = self.editor.toPlainText()
            return ui.fields.lengths.one_line(typed) if self._wraps else typed
        if isinstance(self.editor, QLineEdit):
            return self.editor.text().strip("\r\n\u2028\u2029")  # nobody sees them in a password
        return ""

    def put(self, text: str) -> None:
        """Let ``text`` stand there."""
        if isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(text)
        elif isinstance(self.editor, QLineEdit):
            self.editor.setText(text)

    def choose(self, text: str) -> None:
        """Let ``text`` be the one chosen, if it is among the choices."""
        if isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(max(0, self.editor.findText(text)))

    def say(self, sentence: str) -> None:
        """Show the error ``sentence`` below the editor; "" takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        ui.theme.restyle(self.editor, "invalid", "true" if sentence else "false")
        if sentence:
            self.editor.setAccessibleDescription(sentence)
            QTimer.singleShot(0, self, self._come_in_sight)  # once the sentence has its room

    @Slot()
    def _come_in_sight(self) -> None:
        around: QWidget | None = self
        while around is not None and not isinstance(around, Screen):
            around = around.parentWidget()
        if around is not None and self.isAncestorOf(around.focusWidget() or around):
            around.show_whole(self)

    def error(self) -> str:
        """The error shown, or ""."""
        return self._error.text()

    def add_below(self, piece: QWidget) -> None:
        """Put ``piece`` under the error."""
        self._column.addWidget(piece)

    def take_focus(self) -> None:
        """Let the person type here, what stands there selected."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.select()

    def select(self) -> None:
        """Select what stands in a line, so that typing replaces it."""
        if isinstance(self.editor, QLineEdit | QPlainTextEdit) and not self._many_lines():
            self.editor.selectAll()

    def _many_lines(self) -> bool:
        return isinstance(self.editor, QPlainTextEdit) and not self._wraps

    @Slot()
    def _clear(self) -> None:
        if self._error.text():
            self.say("")
        self.edited.emit()


class PasswordEntry(Entry):
    """A password: hidden until asked, with a word when the letters come out as capitals."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self._line = self.editor
        self._reveal = ui.theme.button("Hiện", f"{name}.reveal")
        self._reveal.setCheckable(True)
        self._reveal.setAccessibleName(f"Hiện {label.lower()}")
        self._capitals = ui.theme.label("Phím Caps Lock đang bật.", "soft")
        self._capitals.setObjectName(f"{name}.capitals")
        self._capitals.hide()
        self._column.addWidget(self._capitals)
        self.row.addWidget(self._reveal)
        self._line.installEventFilter(self)
        self._reveal.toggled.connect(self._show)
        self._show(False)

    def stops(self) -> tuple[QWidget, QWidget]:
        """What takes the keys: the line, and the button that shows what is typed."""
        return self._line, self._reveal

    def clear(self) -> None:
        """Forget what was typed, and hide what comes."""
        self.put("")
        self._reveal.setChecked(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A capital without Shift, or a small letter with it, means Caps Lock."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = event.text()
            if typed.isalpha() and typed.upper() != typed.lower():
                shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._capitals.setVisible(typed.isupper() != shifted)
        return super().eventFilter(watched, event)

    @Slot(bool)
    def _show(self, shown: bool) -> None:
        if isinstance(self._line, QLineEdit):
            self._line.setEchoMode(
                QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
            )
        self._reveal.setText("Ẩn" if shown else "Hiện")


def card(*pieces: QWidget) -> QFrame:
    """A white frame with ``pieces`` below each other."""
    made = ui.theme.card()
    column = made.column
    for one in pieces:
        column.addWidget(one)
    return made


def link_row(*buttons: QWidget) -> QWidget:
    """Buttons in a column, each as wide as its words: they never ask for more width than one."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for one in buttons:
        one.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column.addWidget(one)
    return made


def button_row(*buttons: QWidget, words: QLabel | None = None) -> QWidget:
    """Buttons beside each other, and what is going on in the room that is left."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    for one in buttons:
        row.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
    if words is not None:
        row.addWidget(words, 1)
    else:
        row.addStretch(1)
    return made


def tab_leads_on(*entries: PasswordEntry) -> None:
    """Tab goes from a password to typing it again, and only then to the buttons that show them.

    Who types the second one on the button beside the first would not see that nothing arrives.
    """
    lines, buttons = zip(*(one.stops() for one in entries), strict=True)
    for one, following in itertools.pairwise((*lines, *buttons)):
        QWidget.setTabOrder(one, following)


def enter_leads_on(entries: Sequence[Entry]) -> None:
    """Enter in the line of an entry moves on to the next one; the last one's is its own affair."""
    for entry, following in itertools.pairwise(entries):
        entry.entered.connect(following.take_focus)
