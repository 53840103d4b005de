"""Hands at the window: mouse, keys, input methods and drops, aimed at object names alone.

The pictures and the journeys are driven by the same hands. They wait by letting the window work,
never by sleeping, and when a thing is not there they say what is.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QEventLoop,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeySequence,
    QTextCharFormat,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QScrollArea,
    QWidget,
)

import desktop.shots.reaching
import ui.choosing

_Kind = TypeVar("_Kind", bound=QWidget)
PATIENCE = 5_000  # milliseconds a thing may take to appear
_TURN = 10  # milliseconds given to the window before looking again
_REST = 300  # milliseconds in which the layouts around a thing come to rest
# What people call the keys; QKeySequence means the number block's key by "Enter".
_CALLED = {"Enter": "Return", "Space": "Space", "PageDown": "PgDown", "PageUp": "PgUp"}
_TEXTS = {
    Qt.Key.Key_Return: "\r",
    Qt.Key.Key_Tab: "\t",
    Qt.Key.Key_Space: " ",
    Qt.Key.Key_Backspace: "\b",
    Qt.Key.Key_Escape: "\x1b",
    Qt.Key.Key_Delete: "\x7f",
}


class NotThereError(AssertionError):
    """What the hands were sent to is not on the screen, or cannot be touched."""


class Hands:
    """A person's hands at ``window``.

    ``keystrokes`` counts the keys pressed by ``keys``; ``letters`` those that were typed text.
    """

    def __init__(self, window: QWidget, patience: int = PATIENCE) -> None:
        self.window = window
        self.keystrokes = 0
        self.letters = 0
        self._patience = patience

    # --- Looking ------------------------------------------------------------------------------

    def wait_until(self, condition: Callable[[], object], what: str | Callable[[], str]) -> None:
        """Let the window work until ``condition`` holds; ``what`` says what was waited for.

        Raises:
            NotThereError: it did not come to hold in time.
        """
        clock = QElapsedTimer()
        clock.start()
        while not condition():
            if clock.elapsed() > self._patience:
                raise NotThereError(
                    f"waited in vain for: {what if isinstance(what, str) else what()}"
                )
            self.settle(_TURN)

    def settle(self, milliseconds: int = 0) -> None:
        """Let the window do what it has before it, at most so long."""
        with self.moving():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, milliseconds)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def moving(self) -> contextlib.AbstractContextManager[object]:
        """What surrounds all that makes the window work: journeys time it here."""
        return contextlib.nullcontext()

    def find(self, name: str) -> QWidget:
        """The visible widget of that object name.

        Raises:
            NotThereError: none has appeared in time; the names that are visible are listed.
        """
        self.wait_until(lambda: self._visible(name), lambda: f"{name}; visible: {self._names()}")
        return self._visible(name)[-1]

    def find_as(self, kind: type[_Kind], name: str) -> _Kind:
        """The visible widget of that name, which must be of ``kind``."""
        widget = self.find(name)
        if not isinstance(widget, kind):
            raise NotThereError(f"{name} is a {type(widget).__name__}, not a {kind.__name__}")
        return widget

    def sees(self, name: str) -> bool:
        """Whether a widget of that name is visible now."""
        return bool(self._visible(name))

    def text_of(self, name: str) -> str:
        """What can be read on the widget of that name, its parts from top to bottom."""
        widget = self.find(name)
        own = desktop.shots.reaching.text_on(widget)
        if own is not None:
            return own
        parts = [
            (part.mapTo(widget, QPoint()).toTuple()[::-1], said)
            for part in widget.findChildren(QWidget)
            if part.isVisible() and (said := desktop.shots.reaching.text_on(part))
        ]
        return "\n".join(said for _, said in sorted(parts))

    def wait_said(self, text: str) -> None:
        """Wait until some visible words contain ``text`` (the quiet word, a band, an error)."""
        self.wait_until(lambda: self.reads(text), f"the words “{text}”")

    def reads(self, text: str) -> bool:
        """Whether some visible words contain ``text`` now."""
        return any(
            text in (desktop.shots.reaching.text_on(widget) or "")
            for widget in desktop.shots.reaching.widgets()
            if widget.isVisible()
        )

    # --- The mouse ----------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Click the widget of that name; it is scrolled into sight first, as a person would.

        Raises:
            NotThereError: it is not there, cannot be used, or something lies over it.
        """
        widget = self.find(name)
        self.wait_until(widget.isEnabled, f"{name} to be enabled")
        self._press(widget)

    def click_row(self, name: str, text: str, *, double: bool = False) -> None:
        """Click the row of the list ``name`` one of whose cells contains ``text``."""
        view = self.find_as(QAbstractItemView, name)
        self.wait_until(
            lambda: desktop.shots.reaching.cell(view, text).isValid(),
            f"a row with “{text}” in {name}",
        )
        index = desktop.shots.reaching.cell(view, text)
        view.scrollTo(index)
        self.settle()
        at = view.visualRect(index).center()
        self._tap(view.viewport(), at)
        if double:
            with self.moving():
                QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
            self.settle()

    def choose(self, name: str, text: str) -> None:
        """Choose the entry ``text`` of the combo box ``name`` by its keys."""
        box = self.find_as(QComboBox, name)
        row = box.findText(text, Qt.MatchFlag.MatchContains)
        if row < 0:
            raise NotThereError(
                f"no “{text}” in {name}: {[box.itemText(n) for n in range(box.count())]}"
            )
        box.setFocus()
        way = "Down" if row > box.currentIndex() else "Up"
        while box.currentIndex() != row:
            before = box.currentIndex()
            self.keys(way)
            if box.currentIndex() == before:
                raise NotThereError(f"“{text}” of {name} cannot be chosen by keys")

    def click_menu(self, text: str) -> None:
        """Click the entry ``text`` of the menu that is open."""
        self.wait_until(lambda: desktop.shots.reaching.entries(text), f"a menu with “{text}”")
        menu, action = next(iter(desktop.shots.reaching.entries(text)))
        self._tap(menu, menu.actionGeometry(action).center())

    def drop(self, name: str, paths: Sequence[Path]) -> bool:
        """Drop files on the widget of that name; returns whether anything there took them."""
        widget = self.find(name)
        if isinstance(widget, QAbstractScrollArea):
            widget = widget.viewport()
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at, copy = widget.rect().center(), Qt.DropAction.CopyAction
        held = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(at, copy, *held)
        self._send(widget, enter)
        if not enter.isAccepted():
            return False
        self._send(widget, QDragMoveEvent(at, copy, *held))
        fallen = QDropEvent(QPointF(at), copy, *held)
        self._send(widget, fallen)
        return fallen.isAccepted()

    def choose_file(self, *paths: Path) -> None:
        """Answer the next question of the file chooser with ``paths``; none is "Hủy"."""
        before = ui.choosing.chooser

        def answer(_question: ui.choosing.Question) -> list[Path]:
            ui.choosing.chooser = before
            return list(paths)

        ui.choosing.chooser = answer

    # --- The keyboard -------------------------------------------------------------------------

    def keys(self, *combinations: str) -> None:
        """Press keys, each as it is written on them: "Ctrl+K", "Tab", "Enter", "Alt+1".

        Raises:
            NotThereError: there is no such key.
        """
        for combination in combinations:
            *modifiers, last = combination.replace("++", "+Plus").split("+")
            called = "+".join([*modifiers, {"Plus": "+"}.get(last, _CALLED.get(last, last))])
            pressed = QKeySequence(called)
            key = pressed[0] if pressed.count() == 1 else None  # type: ignore[index]  # the stubs forget it
            if key is None or key.key() == Qt.Key.Key_unknown:
                raise NotThereError(f"no such key: {combination}")
            self._key(key.key(), key.keyboardModifiers())
            self.keystrokes += 1

    def type(self, text: str) -> None:
        """Type ``text`` letter by letter, as a keyboard with Vietnamese letters sends it."""
        for letter in text:
            if letter == "\n":
                self._key(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
            else:
                self._key(_key_of(letter), Qt.KeyboardModifier.NoModifier, letter)
            self.letters += 1

    def write(self, name: str, text: str) -> None:
        """Click the field of that name, take out what is in it, and type ``text``."""
        self.click(name)
        self._key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._key(Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
        self.type(text)

    def paste(self, text: str) -> None:
        """Paste ``text`` from the clipboard where the focus is."""
        QGuiApplication.clipboard().setText(text)
        self.keys("Ctrl+V")

    def compose(self, preedit: Sequence[str], commit: str) -> None:
        """Write as an input method does: each state of the word underway, then the word."""
        for underway in preedit:
            whole = QInputMethodEvent.Attribute(
                QInputMethodEvent.AttributeType.TextFormat, 0, len(underway), QTextCharFormat()
            )
            self._send(_receiver(), QInputMethodEvent(underway, [whole]))
        done = QInputMethodEvent()
        done.setCommitString(commit)
        self._send(_receiver(), done)

    # --- Inside -------------------------------------------------------------------------------

    def _visible(self, name: str) -> list[QWidget]:
        return [
            widget
            for widget in desktop.shots.reaching.widgets()
            if widget.objectName() == name and widget.isVisible()
        ]

    def _names(self) -> str:
        """The visible names people gave, Qt's own left out."""
        found = {
            widget.objectName() for widget in desktop.shots.reaching.widgets() if widget.isVisible()
        }
        return ", ".join(sorted(name for name in found if name and not name.startswith("qt_")))

    def _press(self, widget: QWidget) -> None:
        area: QWidget | None = widget
        while area is not None and not area.isWindow():
            area = area.parentWidget()
            if isinstance(area, QScrollArea):
                area.ensureWidgetVisible(widget)
        self.settle()
        clock = QElapsedTimer()
        clock.start()
        while (over := desktop.shots.reaching.over(widget)) and clock.elapsed() < _REST:
            self.settle(_TURN)
        if over:
            raise NotThereError(
                f"{widget.objectName()} cannot be reached by the mouse: {over} is there"
            )
        at = desktop.shots.reaching.middle(widget)
        target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        at = target.mapFrom(widget, at) if target is not widget else at
        self._tap(target, at)

    def _tap(self, target: QWidget, at: QPoint) -> None:
        with self.moving():
            QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=at)
        self.settle()

    def _send(self, widget: QWidget, event: QEvent) -> None:
        with self.moving():
            QApplication.sendEvent(widget, event)
        self.settle()

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str = "") -> None:
        shifted = modifiers & ~Qt.KeyboardModifier.ShiftModifier
        if not text and not shifted:
            text = _TEXTS.get(key) or _letter(key, shift=bool(modifiers))
        with self.moving():
            QTest.sendKeyEvent(QTest.KeyAction.Click, _receiver(), key, text, modifiers)
        self.settle()


def _receiver() -> QWidget:
    """The widget a key goes to now: an open menu or list first, as Qt does."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    focused = QApplication.focusWidget() or QApplication.activeWindow()
    if focused is None:
        raise NotThereError("no widget has the focus, so no key can be pressed")
    return focused


def _key_of(letter: str) -> Qt.Key:
    """The key of an ASCII letter or sign; one without a code for every other."""
    if " " <= letter <= "~":
        return Qt.Key(ord(letter.upper()))
    return Qt.Key.Key_unknown


def _letter(key: Qt.Key, *, shift: bool) -> str:
    """What the key of an ASCII letter or sign writes; "" for any other key."""
    if not Qt.Key.Key_Space <= key <= Qt.Key.Key_AsciiTilde:
        return ""
    return chr(key) if shift else chr(key).lower()
