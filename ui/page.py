"""A page: what every place the sidebar leads to has in common.

A page has a title and at most two actions in the window's header, a band for sentences on top, and
shows records of its kinds anew when they change. Work flows from left to right: a list, then the
form of the record chosen in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

import db.errors
import db.moments
import ui.session
import ui.theme
import ui.tidying

_Result = TypeVar("_Result")
NARROW = 900  # pixels at 100 %: below this the list and the form take turns


class Notice(QFrame):
    """A band with one sentence, in place, until it is closed or the matter is settled."""

    closed = Signal()  # the person closed it

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._act: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        self._words = ui.theme.label()
        self._words.setObjectName(f"{name}.words")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = ui.theme.button("", f"{name}.action")
        self._close = ui.theme.button("Đóng", f"{name}.close", "link")
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._action.clicked.connect(self._do)
        self._close.clicked.connect(self._shut)
        self.hide()

    def say(
        self,
        sentence: str,
        tone: ui.theme.Tone = "red",
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show ``sentence``; ``action`` is a button's words and what it does."""
        ui.theme.restyle(self, "band", tone)
        self._words.setText(sentence)
        self._words.setAccessibleName(sentence)
        self._action.setVisible(action is not None)
        if action is not None:
            self._action.setText(action[0])
            self._act = action[1]
        self.show()

    def text(self) -> str:
        """The sentence shown, or ""."""
        return self._words.text() if not self.isHidden() else ""

    @Slot()
    def clear(self) -> None:
        """Take the sentence away."""
        self._act = None
        self._words.clear()
        self.hide()

    @Slot()
    def _shut(self) -> None:
        self.clear()
        self.closed.emit()

    @Slot()
    def _do(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()


class Page(QWidget):
    """One place of the program."""

    NAME: ClassVar[str]
    TITLE: ClassVar[str]
    KINDS: ClassVar[frozenset[str]] = frozenset()
    HELP: ClassVar[str] = ""

    open_requested = Signal(str, int)  # a record of a kind; 0: the page alone
    new_requested = Signal(str)  # a new record of a kind
    list_requested = Signal(str, object, str)  # these ids of a kind, and what they are
    title_changed = Signal(str)
    actions_changed = Signal()

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self.setObjectName(f"page.{self.NAME}")
        self.session = session
        self.notice = Notice(f"{self.NAME}.notice")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)
        self.body.addWidget(self.notice)
        self._stale = False
        session.changed.connect(self._hear)

    def prepare(self) -> Iterator[None]:
        """Build, while nobody touches the program, what is not in sight at first.

        Each ``yield`` ends a step that takes less than 50 ms; what is asked for before its turn has
        to be built at once.
        """
        yield from ()

    def title(self) -> str:
        """The title as the header shows it now."""
        return self.TITLE

    def buttons(self) -> list[QPushButton]:
        """At most two buttons for the header, the main one last."""
        return []

    def reload(self) -> None:
        """Read again what the page shows, without losing the person's place or typing."""

    def show_record(self, number: int) -> None:
        """Show the record with the id ``number`` of the page's main kind."""

    def show_of(self, kind: str, number: int) -> None:
        """Show the record of a kind that has no page of its own and is shown here."""
        del kind
        self.show_record(number)

    def show_only(self, numbers: Sequence[int], words: str) -> None:
        """Show these records alone, which ``words`` name, until the person asks for others."""

    def start_new(self) -> None:
        """Begin a new record, if the page has any (Ctrl+N)."""

    def areas(self) -> list[QWidget]:
        """The places F6 leads through, from left to right: list and form, or the whole page."""
        for one in self.findChildren(Split):
            if one.isVisible():
                return one.halves()
        return [self]

    def take_focus(self) -> None:
        """Let the keys go to where work begins here: the list, or the form alone in sight."""
        put_focus(self.areas()[0])

    def take(self, paths: Sequence[Path]) -> None:
        """Take files that were dropped elsewhere in the window, if the page takes any."""

    def leaving(self) -> str:
        """A sentence naming what was typed and not saved, or ""; saves what can be saved."""
        return ""

    def attempt(
        self,
        label: str,
        work: Callable[[db.moments.Moment], _Result],
        *,
        undoable: bool = True,
    ) -> _Result | None:
        """Do a verb; a sentence in the band says why it could not be done (None is returned)."""
        try:
            result = self.session.perform(label, work, undoable=undoable)
        except db.errors.RecordError as error:
            self.notice.say(str(error))
            return None
        self.notice.clear()
        return result

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew what changed while another page was in front."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    @Slot(object)
    def _hear(self, kinds: frozenset[str]) -> None:
        """Records of ``kinds`` changed; a page out of sight reads when it is shown again."""
        if self.KINDS & kinds:
            if self.isVisible():
                self.reload()
            else:
                self._stale = True


class Split(QWidget):
    """A list on the left and a form on the right; where there is no room they take turns.

    With ``parent`` it stands in its place from the start. What is given a new place is styled anew
    with all that is in it: halves that are filled afterwards are styled once and not three times.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        name: str,
        shares: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._left, self._right, self._right_wanted, self._narrow = left, right, False, False
        self._back = ui.theme.button("Về danh sách", f"{name}.back", "link")
        self._back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        holder = QWidget(self)
        row.addWidget(left, shares[0])
        row.addWidget(holder, shares[1])
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._back)
        column.addWidget(right, 1)
        holder.setFocusProxy(right)
        self._holder = holder
        self._back.clicked.connect(self.show_left)
        ui.theme.notifier().changed.connect(self._arrange)
        self._arrange()

    @Slot()
    def show_right(self) -> None:
        """Bring the form in sight."""
        self._right_wanted = True
        self._arrange()

    @Slot()
    def show_left(self) -> None:
        """Bring the list in sight."""
        self._right_wanted = False
        self._arrange()
        self._left.setFocus(Qt.FocusReason.OtherFocusReason)

    def halves(self) -> list[QWidget]:
        """The list and the form, those in sight."""
        return [one for one in (self._left, self._holder) if not one.isHidden()]

    def narrow(self) -> bool:
        """Whether the list and the form take turns."""
        return self._narrow

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew whether there is room for both."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._arrange)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads from the form back to the list; what was typed stays in the form."""
        if event.key() == Qt.Key.Key_Escape and has_focus(self._holder):
            self.show_left()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _arrange(self) -> None:
        narrow = self.width() < ui.theme.px(NARROW)
        if narrow and not self._narrow and has_focus(self._holder):
            self._right_wanted = True  # what the person is at stays in sight
        self._narrow = narrow
        left = not self._narrow or not self._right_wanted
        right = not self._narrow or self._right_wanted
        going = self._holder if left else self._left
        now = QApplication.focusWidget()
        leaves = now is not None and not (left and right) and has_focus(going)
        if now is not None and leaves:
            now.clearFocus()  # else the keys would go wherever comes next
        self._left.setVisible(left)
        self._holder.setVisible(right)
        self._back.setVisible(self._narrow)
        if leaves:
            put_focus(self._left if left else self._holder)


class Deeds(QWidget):
    """A row of buttons, each a deed: the keys never go to one by themselves."""


def put_focus(place: QWidget) -> None:
    """Let the keys go to ``place``: where they went there last, else to its main part or its first.

    Where they go to a part of it already they stay. To a deed, which Enter would begin, only a
    person's own Tab or click leads; Qt itself would return there with the page.
    """
    last = place.focusWidget()
    deed = last is not None and _is_deed(last, place)
    if has_focus(place) and not deed:
        return
    main = _main_part(place)
    for one in (None if deed else last, *_followers(main), *_followers(place)):
        there = one is not None and one.isVisible() and one.isEnabled()
        if one is not None and there and not _is_deed(one, place):
            one.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def forget_focus(place: QWidget) -> None:
    """Forget where in ``place`` the keys were last: something else is shown there."""
    last = place.focusWidget()
    if last is not None and not has_focus(place):
        last.clearFocus()


def _is_deed(one: QWidget, place: QWidget) -> bool:
    """Whether ``one`` stands in a row of deeds inside ``place``."""
    around: QWidget | None = one
    while around is not None and around is not place:
        if isinstance(around, Deeds):
            return True
        around = around.parentWidget()
    return False


def _main_part(place: QWidget) -> QWidget:
    """What takes the keys for ``place``, if that is said."""
    while (deeper := place.focusProxy()) is not None:
        place = ui.tidying.home(deeper)
    return place


def _followers(place: QWidget) -> Iterator[QWidget]:
    """What takes the keys inside ``place``, in the order of Tab."""
    one: QWidget | None = place
    while one is not None:
        if (one is place or place.isAncestorOf(one)) and is_stop(one):
            yield one
        one = following(one)
        if one is place:
            return


def following(widget: QWidget, *, forward: bool = True) -> QWidget | None:
    """What comes after ``widget`` in the window's order of Tab, in sight or not, or before it."""
    found = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
    return found and ui.tidying.home(found)


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops at ``widget``: not at what hands the keys on to a part of its own."""
    proxy = widget.focusProxy()
    if proxy is not None:
        ui.tidying.home(proxy)
    return proxy is None and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def has_focus(place: QWidget) -> bool:
    """Whether the keys go to ``place`` or to something in it."""
    now = QApplication.focusWidget()
    return now is not None and (now is place or place.isAncestorOf(now))


def chain(*places: QWidget) -> None:
    """Let Tab go through ``places`` and what is in them in this order: parts made anew come last.

    What stands in a window of its own (the list of a choice) is left alone.
    """
    parts = [
        one
        for place in places
        for one in (place, *place.findChildren(QWidget))
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.window() is place.window()
    ]
    for before, after in itertools.pairwise(parts):
        QWidget.setTabOrder(before, after)


def empty(words: str, button: QPushButton | None = None) -> QWidget:
    """What a page says where there is nothing yet: what it is for, and the first step."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(24, 32, 24, 32)
    words_label = ui.theme.label(words, "soft")
    words_label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    column.addWidget(words_label)
    if button is not None:
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(2)
    return made


def heading(words: str) -> QLabel:
    """A card's or part's heading."""
    return ui.theme.label(words, "heading")
