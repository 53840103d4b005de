"""A small form in the page that asks for what one verb needs, in place of a dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

import db.errors
import db.moments
import ui.emptying
import ui.fields
import ui.flow
import ui.form
import ui.returning
import ui.scrolling
import ui.session
import ui.theme

Answer = dict[str, Any]
_Record = TypeVar("_Record")

_LEAST = 120  # pixels at 100 % of its height: where there is no room for all of it, it scrolls


class _Place(ui.scrolling.Scrolled):
    """As high as what is in it, as long as there is room."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__(inner)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when what is in it needs one."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Qt's question: the height of all of it at the width of now."""
        return QSize(super().sizeHint().width(), self._tall())

    def minimumSizeHint(self) -> QSize:
        """Qt's question: enough to see where one is; all of it where the page scrolls already."""
        least = self._tall() if self._is_scrolled() else min(self._tall(), ui.theme.px(_LEAST))
        return QSize(super().minimumSizeHint().width(), least)

    def _tall(self) -> int:
        """The height of all that is in it."""
        inner = self.widget()
        if inner is None:
            return 0
        width = self.viewport().width()
        tall = inner.heightForWidth(width) if inner.hasHeightForWidth() else 0
        return max(tall, inner.minimumSizeHint().height())

    def _is_scrolled(self) -> bool:
        """Whether it stands in a place that scrolls."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around is not None


@dataclass(frozen=True)
class Question(Generic[_Record]):
    """What a step of a record asks: the title is also what Undo calls it.

    ``words`` stand above the fields, ``values`` in them; ``verb`` does the step with the answer.
    """

    title: str
    fields: list[ui.form.Field]
    button: str
    verb: Callable[[_Record, Answer, db.moments.Moment], object]
    words: str = ""
    values: Answer = field(default_factory=dict)


class Asking(QFrame):
    """Shows a title, some fields, a button that does it and one that leaves it.

    ``work`` gets the values of the fields; a sentence it raises stands beside the field it names,
    else under all of them, and nothing typed is lost. When the question is over the keys go where
    they went before. ``about`` gives a sentence naming what is asked about, which stands before the
    words of each question: the form above it may be scrolled, or out of sight.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, name: str, about: Callable[[], str] | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("card", "true")
        self._name, self._about = name, about
        self._work: Callable[[Answer], object] | None = None
        self._form: ui.form.Form | None = None
        self._title = ui.theme.label("", "heading")
        self._words = ui.theme.label("", "soft")
        self._error = ui.theme.label("", "error")
        self._error.setObjectName(f"{name}.error")
        self._do = ui.theme.button("", f"{name}.do", "primary")
        self._leave = ui.theme.button("Thôi", f"{name}.leave")
        self._place = QVBoxLayout()
        self._way = ui.returning.Way()
        self._build()
        self._do.clicked.connect(self._answer)
        self._leave.clicked.connect(self.leave)
        self.hide()

    def ask(  # noqa: PLR0913 - each is one part of the question
        self,
        title: str,
        fields: Sequence[ui.form.Field],
        button: str,
        work: Callable[[Answer], object],
        *,
        values: Mapping[str, Any] | None = None,
        words: str = "",
    ) -> None:
        """Show the question; ``work`` does it with the values given."""
        self._forget()
        if self._work is None:
            self._way = ui.returning.Way()
        self._work = work
        self._title.setText(title)
        said = " ".join(filter(None, (self._about() if self._about else "", words)))
        self._words.setText(said)
        self._words.setVisible(bool(said))
        self._error.clear()
        self._error.hide()
        self._do.setText(button)
        self._form = ui.form.Form(self._name, fields, None)
        self._form.show_values(None, dict(values or {}))
        self._place.addWidget(self._form)
        ui.emptying.join(self, self._form, self._do, self._leave)
        self.show()
        self.opened.emit()
        if fields:
            self._form.focus(fields[0].name)
        else:
            self._do.setFocus()

    def put(
        self, question: Question[_Record], record: Callable[[], _Record], at: ui.session.Session
    ) -> None:
        """Ask ``question`` of what ``record`` gives; the answer is entered as one step."""

        def enter(given: Answer) -> None:
            at.perform(question.title, lambda moment: question.verb(record(), given, moment))

        self.ask(
            question.title,
            question.fields,
            question.button,
            enter,
            values=question.values,
            words=question.words,
        )

    def asking(self) -> bool:
        """Whether a question stands open."""
        return self._work is not None

    def typed(self) -> dict[str, str]:
        """What stands in the fields, to be shown again by ``put_typed``."""
        form = self._form
        return {name: form.typed(name) for name in form.names()} if form is not None else {}

    def put_typed(self, typed: Mapping[str, str]) -> None:
        """Show what a person had typed into the same question before."""
        form = self._form
        for name, text in typed.items():
            if form is not None and name in form.names():
                form.editor(name).put_typed(text)

    def unsaved(self) -> str:
        """A sentence naming the question that was begun and not answered, or ""."""
        if self._work is None or self._form is None or not self._form.unsaved():
            return ""
        return f"Phần “{self._title.text()}” đang nhập, chưa ghi vào sổ."

    @Slot()
    def leave(self) -> None:
        """Take the question away; where none stands open nothing happens."""
        if self._work is None:
            return
        had = ui.returning.let_go(self)
        self._work = None
        self.hide()
        self.closed.emit()
        if had:
            self._way.go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; Ctrl+Enter answers."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._answer()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _answer(self) -> None:
        if self._work is None or self._form is None:
            return
        self._error.hide()
        self._form.clear_errors()
        try:
            self._work(self._form.values())
        except ui.fields.Unreadable:
            return  # the form says it beside the field
        except db.errors.RecordError as error:
            if not self._form.blame(error):
                self._error.setText(str(error))
                self._error.show()
            return
        self.leave()

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        row = ui.flow.Flow()
        row.addWidget(self._do)
        row.addWidget(self._leave)
        for one in (self._title, self._words):
            column.addWidget(one)
        column.addLayout(self._place)
        column.addWidget(self._error)
        column.addWidget(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 8, 4, 8)
        outer.addWidget(_Place(inner))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _forget(self) -> None:
        ui.emptying.empty(self._place)
        self._form = None
