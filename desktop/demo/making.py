"""Reading the diary of the demo book aloud to the verbs of the book.

``data/2025-q3.toml`` … hold *entries* in order of time; each says ``at`` (local time in Việt Nam),
``verb`` and what the verb takes. What an entry does not say has a plain default: a fact happened
on the day it was entered, everybody on the list came, all who may vote were in favour.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import db.base
import db.documents
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.members.steps
import db.moments
import db.periods
import db.reports
import db.tasks
import db.tasks.adding
import db.tasks.series
import db.tasks.steps
import db.unit
import desktop.demo.past
import exports.intake
import exports.meetings

DATA = Path(__file__).parent / "data"
FIRST = datetime(2025, 7, 1, 19, 0, tzinfo=db.moments.HANOI)
_STEP = timedelta(seconds=40)  # between two things entered in one sitting

Entry = dict[str, Any]


class Clock:
    """The clock of the demo: it moves on with each thing entered and never goes back."""

    def __init__(self, who: str) -> None:
        self._who = who
        self._now = FIRST

    def turn(self, at: datetime) -> None:
        """Go on to ``at`` (local time).

        Raises:
            ValueError: that lies in the past: the diary is out of order.
        """
        then = at.replace(tzinfo=db.moments.HANOI)
        if then < self._now:
            raise ValueError(f"the diary goes back at {at}")
        self._now = then

    def moment(self) -> db.moments.Moment:
        """The moment of the next thing entered."""
        self._now += _STEP
        return db.moments.Moment(self._now.date(), self._now, self._who)


def read(name: str) -> dict[str, Any]:
    """One file of the demo's data."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def unit() -> dict[str, Any]:
    """The unit of the demo book."""
    return read("unit")


def diary() -> list[Entry]:
    """Every entry, in order of time."""
    names = ("2025-q3", "2025-q4", "2026-q1", "2026-q2", "2026-q3")
    return [entry for name in names for entry in read(name)["entry"]]


def write(clock: Clock, years: int) -> None:
    """Write the whole diary into the open book, with so many ``years`` of old records."""
    teller = _Teller(clock, years, read("meetings"), read("tasks"))
    with db.base.transaction():  # one for all: waiting for the disk 180 times takes seconds
        for entry in diary():
            clock.turn(entry["at"])
            db.tasks.series.make_due(clock.moment())
            _VERBS[entry["verb"]](teller, entry)


@dataclass
class _Teller:
    """Who reads the diary: clock, habits and cards, and what was entered under which key."""

    clock: Clock
    years: int
    habits: dict[str, Any]
    cards: dict[str, Any]
    meetings: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)

    def meeting(self, entry: Entry) -> db.meetings.Meeting:
        """The meeting an entry is about."""
        return db.meetings.get(self.meetings[entry["meeting"]])

    def document(self, key: str) -> db.documents.Document:
        """The document with that key."""
        document: db.documents.Document = db.documents.Document.get_by_id(self.documents[key])
        return document

    def draft(self, code: str, on: date) -> db.tasks.adding.Draft:
        """The task on card ``code``, as assigned (or only proposed) on a day."""
        card = dict(self.cards[code])
        state, due = card.pop("state", "assigned"), card.pop("due", None)
        fields = {**self.cards["usual"], **card, "code": code, **_accountable(card["accountable"])}
        given = on if state == "assigned" else None
        return db.tasks.adding.Draft(fields, first_due=due, assigned_on=given, states=[(on, state)])


def _member(name: str) -> int:
    """The number of the member with that name."""
    return next(number for number, held in db.members.names() if held == name)


def _accountable(name: str) -> dict[str, Any]:
    """A person answerable for a task, by name and number."""
    return {"accountable": name, "accountable_member": _member(name)}


def _task(entry: Entry) -> db.tasks.Task:
    """The task an entry is about, by its code."""
    task: db.tasks.Task = db.tasks.Task.get(db.tasks.Task.code == entry["task"])
    return task


def _on(entry: Entry) -> date:
    """The day the entry's fact happened."""
    on: date = entry.get("on", entry["at"].date())
    return on


def _settings(teller: _Teller, entry: Entry) -> None:
    for name, value in entry["values"].items():
        db.unit.set_value(name, value, _on(entry), teller.clock.moment())


def _import(teller: _Teller, entry: Entry) -> None:
    exports.intake.take(DATA / entry["file"], entry["kind"], teller.clock.moment())


def _past(teller: _Teller, _entry: Entry) -> None:
    """The old paper books are entered, where the demo is to have any."""
    if teller.years:
        desktop.demo.past.write(read("past"), teller.years, teller.clock.moment)


def _stay(teller: _Teller, entry: Entry) -> None:
    member = db.members.Member.get_by_id(_member(entry["member"]))
    days = (entry["from"], entry.get("to"))
    db.members.steps.stay(member, entry["stay"], days, teller.clock.moment())


def _document(teller: _Teller, entry: Entry) -> None:
    """A paper is registered, with its attachments (name and text)."""
    moment = teller.clock.moment
    document = db.documents.add(dict(entry["fields"]), moment(), not_secret=True)
    teller.documents[entry["key"]] = document.id
    for name, text in entry.get("attached", {}).items():
        db.documents.attach(document, name, text.encode(), moment())


def _qr(teller: _Teller, entry: Entry) -> None:
    """Papers get their QR codes; ``links`` is a link, or "", by key."""
    for key, link in entry["links"].items():
        document = teller.document(key)
        db.documents.issue_qr(document, _on(entry), link, teller.clock.moment())


def _plan(teller: _Teller, entry: Entry) -> None:
    """A meeting is called, with the agenda its kind usually has."""
    habits = teller.habits[entry["kind"]]
    fields = {
        **teller.habits["usual"],
        **habits,
        **entry.get("fields", {}),
        "title": entry["title"],
        "meeting_kind": entry["kind"],
        "planned_on": entry["planned_on"],
    }
    meeting = db.meetings.steps.plan(fields, teller.clock.moment())
    teller.meetings[entry["meeting"]] = meeting.id


def _hold(teller: _Teller, entry: Entry) -> None:
    """A meeting was held: who came, what was said, voted and concluded."""
    meeting, moment, on = teller.meeting(entry), teller.clock.moment, _on(entry)
    attendance = attended(on, entry.get("absent", {}), entry.get("missing", []))
    db.meetings.steps.hold(meeting, on, attendance, moment())
    db.meetings.steps.change(meeting, {"opening": entry["opening"]}, moment())
    for key in entry.get("documents", []):
        db.meetings.steps.use_document(meeting, teller.documents[key], moment())
    for name, text in entry.get("said", []):
        db.meetings.minutes.contribute(meeting, _member(name), text, moment())
    for text, against, other in entry.get("votes", []):
        db.meetings.minutes.vote(meeting, text, counts(on, attendance, against, other), moment())
    for decided in entry.get("conclusions", []):
        conclusion = db.meetings.minutes.conclude(meeting, decided["text"], moment())
        for code in decided.get("tasks", []):
            draft = teller.draft(code, on)
            db.meetings.minutes.make_task(conclusion, draft, moment(), not_secret=True)
        if "no_task" in decided:
            db.meetings.minutes.needs_no_task(conclusion, decided["no_task"], moment())


def attended(on: date, absent: dict[str, str], missing: list[str]) -> dict[int, tuple[str, str]]:
    """Status and reason of every member on the list on a day: present but for those named."""
    records, day = db.members.dump(), on.isoformat()
    base = db.members.base_on(records, day)
    found: dict[int, tuple[str, str]] = {}
    for record in records:
        if record["id"] in base:
            excused = ("excused", absent.get(record["name"], ""))
            stayed_away = ("unexcused", "") if record["name"] in missing else excused
            named = record["name"] in missing or record["name"] in absent
            found[record["id"]] = stayed_away if named else ("present", "")
        elif any(one["from"] <= day <= (one["to"] or day) for one in record["exempt"]):
            found[record["id"]] = ("exempt", "")
    return found


def counts(
    on: date, attendance: dict[int, tuple[str, str]], against: int, other: int
) -> tuple[int, int, int, int]:
    """A vote of those present: base, in favour, against, other; members on probation have none."""
    day = on.isoformat()
    voting = sum(
        1
        for record in db.members.dump()
        if attendance.get(record["id"], ("", ""))[0] == "present"
        and record["official_on"] is not None
        and record["official_on"] <= day
    )
    return db.meetings.vote_base(on), voting - against - other, against, other


def _approve(teller: _Teller, entry: Entry) -> None:
    exports.meetings.approve(teller.meeting(entry), _on(entry), teller.clock.moment())


def _correct(teller: _Teller, entry: Entry) -> None:
    db.meetings.steps.correct(
        teller.meeting(entry), _on(entry), entry["text"], teller.clock.moment()
    )


def _give(teller: _Teller, entry: Entry) -> None:
    """Tasks that no meeting gave."""
    for code in entry["tasks"]:
        db.tasks.adding.add(teller.draft(code, _on(entry)), teller.clock.moment(), not_secret=True)


def _series(teller: _Teller, entry: Entry) -> None:
    fields = {**teller.cards["usual"], **entry["fields"]}
    fields |= _accountable(fields["accountable"])
    db.tasks.series.start(fields, teller.clock.moment(), not_secret=True)


def _progress(teller: _Teller, entry: Entry) -> None:
    db.tasks.steps.report_progress(
        _task(entry), _on(entry), entry.get("percent"), entry["text"], teller.clock.moment()
    )


def _move(teller: _Teller, entry: Entry) -> None:
    db.tasks.steps.move(_task(entry), entry["state"], _on(entry), teller.clock.moment())


def _close(teller: _Teller, entry: Entry) -> None:
    """A task is done, halted or called off; ``late`` gives what a late one must say first."""
    if "late" in entry:
        db.tasks.steps.change(_task(entry), entry["late"], teller.clock.moment())
    db.tasks.steps.close(
        _task(entry), entry["state"], _on(entry), teller.clock.moment(), entry.get("outcome", "")
    )


def _resume(teller: _Teller, entry: Entry) -> None:
    db.tasks.steps.resume(
        _task(entry), _on(entry), entry["due"], entry["basis"], teller.clock.moment()
    )


def _extend(teller: _Teller, entry: Entry) -> None:
    why = (entry["reason"], entry["allowed_by"], entry["basis"])
    db.tasks.steps.extend(_task(entry), entry["due"], _on(entry), why, teller.clock.moment())


def _change(teller: _Teller, entry: Entry) -> None:
    db.tasks.steps.change(_task(entry), entry["fields"], teller.clock.moment())


def _delete(teller: _Teller, entry: Entry) -> None:
    db.tasks.steps.delete(_task(entry), teller.clock.moment())


def _report(teller: _Teller, entry: Entry) -> None:
    """A report is begun, written in one's own words, numbered and sent, as far as entered."""
    moment = teller.clock.moment
    report = db.reports.begin(db.periods.read(entry["period"]), moment())
    for section, text in entry.get("sentences", {}).items():
        db.reports.write(report, section, text, moment())
    if "submitted" in entry:
        db.reports.sign_as(report, entry["number"], entry["dated"], moment())
        db.reports.submit(report, _on(entry), entry["submitted"], moment())


_VERBS: dict[str, Callable[[_Teller, Entry], None]] = {
    "settings": _settings,
    "import": _import,
    "past": _past,
    "stay": _stay,
    "document": _document,
    "qr": _qr,
    "plan": _plan,
    "hold": _hold,
    "approve": _approve,
    "correct": _correct,
    "give": _give,
    "series": _series,
    "progress": _progress,
    "move": _move,
    "close": _close,
    "resume": _resume,
    "extend": _extend,
    "change": _change,
    "delete": _delete,
    "report": _report,
}
