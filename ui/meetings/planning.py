"""A new meeting before it stands in the book: proposed like the last of its kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Slot

import db.errors
import db.meetings
import db.meetings.proposing
import db.meetings.steps
import db.moments
import ui.asking
import ui.assigning
import ui.entering
import ui.fields
import ui.form
import ui.meetings.hours
import ui.meetings.standing
import ui.session

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
        field(meeting.starts, ui.meetings.hours.Hour, label="Giờ bắt đầu", help="Ví dụ: 19:30"),
        field(meeting.place),
        field(meeting.chair, lambda: ui.fields.People(people, free=True, sure=True)),
        field(meeting.minute_taker, lambda: ui.fields.People(people, free=True, sure=True)),
        field(meeting.guests),
        field(meeting.agenda, help="Mỗi dòng một mục."),
    )


def _kinds() -> ui.fields.Editor:
    kinds = {kind: ui.meetings.standing.kind_words(kind) for kind in db.meetings.KINDS}
    return ui.fields.Choice(kinds)


class Planning(ui.entering.Entering):
    """The form of a new meeting. Another kind brings its own proposal where nothing was typed."""

    def __init__(self, session: ui.session.Session, label: str) -> None:
        super().__init__(
            session, "meetings.draft", label, fields(session), _plan, first=self._proposal
        )
        self._form.edited.connect(self._hear)

    def _proposal(self, kind: str = "regular") -> dict[str, Any]:
        """A meeting like the last one of ``kind``."""
        return db.meetings.proposing.fields(kind, self._session.today)

    @Slot(str)
    def _hear(self, name: str) -> None:
        """Another kind or day: propose anew what nobody has typed."""
        if name == "meeting_kind":
            kind = self._form.editor("meeting_kind").value()
            self._propose(self._proposal(kind))
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
    """Enter the plan.

    Raises:
        db.errors.RecordError: as db.meetings.steps.plan; it names who is no member.
    """
    plain = {name: value for name, value in given.items() if value is not None}
    for name in db.meetings.steps.LED_BY:
        try:
            db.meetings.steps.refuse_stranger(
                plain.get(name, ""), plain.get("planned_on", moment.today)
            )
        except db.errors.RecordError as error:
            raise db.errors.RecordError(str(error), name) from error
    return int(str(db.meetings.steps.plan(plain, moment).id))
