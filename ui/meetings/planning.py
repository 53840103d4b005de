"""A new meeting before it stands in the book: proposed like the last of its kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import db.errors
import db.meetings
import db.meetings.proposing
import db.meetings.steps
import db.moments
import ui.assigning
import ui.fields
import ui.form
import ui.meetings.standing
import ui.session
import ui.theme

_FOLLOWING = ("title", "planned_on", "starts", "place", "chair", "minute_taker", "agenda")


def fields(session: ui.session.Session) -> tuple[ui.form.Field, ...]:
    """The fields of a plan, in a new meeting and in one of the book."""
    meeting, field = db.meetings.Meeting, ui.form.Field.of
    people = ui.assigning.people(session)

    def today() -> date:
        return session.today

    return (
        field(meeting.title, required=True),
        field(meeting.meeting_kind, _kinds, required=True),
        field(meeting.planned_on, lambda: ui.fields.Day(today)),
        field(meeting.starts, lambda: ui.fields.Line(limit=40), label="Giờ bắt đầu"),
        field(meeting.place),
        field(meeting.chair, lambda: ui.fields.People(people, free=True)),
        field(meeting.minute_taker, lambda: ui.fields.People(people, free=True)),
        field(meeting.guests),
        field(meeting.agenda, help="Mỗi dòng một mục."),
    )


def _kinds() -> ui.fields.Editor:
    kinds = {kind: ui.meetings.standing.kind_words(kind) for kind in db.meetings.KINDS}
    return ui.fields.Choice(kinds)


class Planning(QFrame):
    """The form of a new meeting. Another kind brings its own proposal where nothing was typed."""

    entered = Signal(int)
    left = Signal()

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self.setObjectName("meetings.draft")
        self.setProperty("card", "true")
        self._session = session
        self._begun = False
        self._proposed: dict[str, Any] = {}
        self._form = ui.form.Form("meetings.draft", fields(session), None)
        self._error = ui.theme.label("", "error")
        self._error.setObjectName("meetings.draft.error")
        self._write = ui.theme.button("Ghi vào sổ", "meetings.draft.save", "primary")
        self._write.setToolTip("Ctrl+Enter")
        self._leave = ui.theme.button("Bỏ, không ghi", "meetings.draft.leave")
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(self._write)
        row.addWidget(self._leave)
        row.addStretch(1)
        column.addWidget(ui.theme.label("Buổi sinh hoạt mới", "heading"))
        column.addWidget(self._form)
        column.addWidget(self._error)
        column.addLayout(row)
        column.addStretch(1)
        self._error.hide()
        self._form.edited.connect(self._hear)
        self._write.clicked.connect(self.save)
        self._leave.clicked.connect(self._discard)

    def begin(self) -> None:
        """Show a proposal, or go on with what was typed and not entered."""
        if not self._begun:
            self._begun = True
            self._error.hide()
            self._proposed = db.meetings.proposing.fields("regular", self._session.today)
            self._form.begin("new", self._proposed)
        self._form.focus("title")

    def unsaved(self) -> str:
        """A sentence naming the meeting that is not in the book yet, or ""."""
        if not self._begun or not self._form.unsaved():
            return ""
        return f"Buổi “{self._form.typed('title').strip()[:60]}” chưa ghi vào sổ."

    @Slot()
    def save(self) -> None:
        """Enter the meeting; what is missing is said beside its field."""
        self._error.hide()
        try:
            given = self._form.values()
            number = self._session.perform(
                f"Lập buổi “{given['title'][:40]}”", lambda moment: _plan(given, moment)
            )
        except ui.fields.Unreadable:
            return
        except db.errors.RecordError as error:
            self._error.setText(str(error))
            self._error.show()
            return
        self._discard_quietly()
        self.entered.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter enters the meeting."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        else:
            super().keyPressEvent(event)

    def _discard_quietly(self) -> None:
        self._begun = False
        self._form.forget("new")

    @Slot()
    def _discard(self) -> None:
        self._discard_quietly()
        self.left.emit()

    @Slot(str)
    def _hear(self, name: str) -> None:
        """Another kind or day: propose anew what nobody has typed."""
        if name == "meeting_kind":
            kind = self._form.editor("meeting_kind").value()
            self._propose(db.meetings.proposing.fields(kind, self._session.today))
        elif name == "planned_on":
            try:
                on = self._form.editor("planned_on").value()
            except ui.fields.Unreadable:
                return
            kind = self._form.editor("meeting_kind").value()
            if on is not None and kind is not None:
                self._propose({"title": db.meetings.proposing.title(kind, on)})

    def _propose(self, fields: dict[str, Any]) -> None:
        for name in _FOLLOWING:
            editor = self._form.editor(name)
            if name in fields and not editor.modified() and not editor.focused():
                editor.put(fields[name])


def _plan(given: dict[str, Any], moment: db.moments.Moment) -> int:
    plain = {name: value for name, value in given.items() if value is not None}
    return int(str(db.meetings.steps.plan(plain, moment).id))
