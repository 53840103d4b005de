"""Somebody who works in the window, and how their book is looked at afterwards."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any

import db.base
import db.documents
import db.errors
import db.kinds
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.members.steps
import db.moments
import db.periods
import db.recycling
import db.reports
import db.tasks
import db.tasks.adding
import db.tasks.series
import db.tasks.steps
import db.undoing
import db.unit
import tests.db.factory
from tests.db.factory import TODAY, moment

Dumps = dict[str, Any]
PERIOD = db.periods.quarter(2026, 2)


def dumps() -> Dumps:
    """Every record but the history, as plain values."""
    found = {kind: db.kinds.dump(kind) for kind in db.kinds.DUMPS if kind != "history"}
    return dict(json.loads(db.base.canonical(found)))


def living(of: Dumps) -> dict[str, list[Any]]:
    """``of`` without what lies in the recycle bin."""
    return {kind: [one for one in found if not one.get("deleted_on")] for kind, found in of.items()}


def steps_back(log: db.undoing.Log) -> int:
    """Take everything back; returns how many steps that were."""
    done = 0
    while log.can_undo():
        log.undo(moment())
        done += 1
    return done


def steps_again(log: db.undoing.Log) -> int:
    """Do everything again; returns how many steps that were."""
    done = 0
    while log.can_redo():
        log.redo(moment())
        done += 1
    return done


def attach(document: db.documents.Document, name: str, data: bytes) -> None:
    db.documents.attach(document, name, data, moment())


class Person:
    """Somebody who does this and that in the window; some of it cannot be done."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.at = 0
        self.member = tests.db.factory.member()
        tests.db.factory.document()
        tests.db.factory.task()
        tests.db.factory.meeting()
        db.reports.begin(PERIOD, self.now())

    def now(self) -> db.moments.Moment:
        self.at += 1
        return moment(second=self.at)

    def act(self, log: db.undoing.Log) -> None:
        """One step of one to three verbs, or none where a verb is refused."""
        try:
            with log.step("Bước"):
                for _ in range(self.draw.choice((1, 1, 1, 2, 3))):
                    self.draw.choice(
                        (self.give, self.work, self.finish, self.bin, self.meet, self.decide,
                         self.talk, self.paper, self.report, self.people, self.set)
                    )()  # fmt: skip
        except db.errors.RecordError:
            pass

    def one(self, table: Any) -> Any:
        return self.draw.choice(list(table.select()))

    def word(self) -> str:
        return self.draw.choice(("Đếm ghế", "Soát sổ", "Ấm chè", "Ôn bài", "Yên lặng"))

    def day(self) -> date:
        return TODAY - timedelta(days=self.draw.randrange(50))

    def give(self) -> None:
        if self.draw.random() < 0.3:
            fields = {"work": self.word(), "recurrence": "monthly", "start": date(2026, 6, 1)}
            db.tasks.series.start(fields, self.now(), not_secret=True)
        else:
            db.tasks.adding.add(tests.db.factory.draft(self.word()), self.now(), not_secret=True)

    def work(self) -> None:
        task = self.one(db.tasks.Task)
        if self.draw.random() < 0.5:
            names = ("work", "accountable", "product", "cause", "cause_body", "cause_person")
            fields = {self.draw.choice(names): self.word()}
            db.tasks.steps.change(task, fields, self.now())
        else:
            percent = self.draw.randrange(120)
            db.tasks.steps.report_progress(task, self.day(), percent, self.word(), self.now())

    def finish(self) -> None:
        task = self.one(db.tasks.Task)
        state = self.draw.choice(sorted(db.tasks.STATES))
        if self.draw.random() < 0.3:
            due = TODAY + timedelta(days=self.draw.randrange(90))
            db.tasks.steps.extend(task, due, self.day(), ("mưa", "Chi ủy", "BB"), self.now())
        else:
            db.tasks.steps.move(task, state, self.day(), self.now())

    def bin(self) -> None:
        table = self.draw.choice(
            (db.tasks.Task, db.tasks.Series, db.meetings.Meeting, db.documents.Document)
        )
        records = list(table.select())
        if records:
            way = self.draw.choice((db.recycling.delete, db.recycling.restore))
            way(self.draw.choice(records), self.now())

    def meet(self) -> None:
        meeting = self.one(db.meetings.Meeting)
        members = [int(str(one.id)) for one in db.members.Member.select()]
        chosen = {one: (self.draw.choice(sorted(db.meetings.STATUSES)), "") for one in members}
        self.draw.choice(
            (
                lambda: tests.db.factory.meeting(self.word()),
                lambda: db.meetings.steps.hold(meeting, self.day(), chosen, self.now()),
                lambda: db.meetings.steps.change(meeting, {"agenda": [self.word()]}, self.now()),
            )
        )()

    def talk(self) -> None:
        meeting = self.one(db.meetings.Meeting)
        if self.draw.random() < 0.5:
            counts = (9, self.draw.randrange(12), 0, 0)
            db.meetings.minutes.vote(meeting, self.word(), counts, self.now())
        else:
            db.meetings.minutes.contribute(meeting, self.member, self.word(), self.now())

    def decide(self) -> None:
        conclusions = list(db.meetings.Conclusion.select())
        if not conclusions or self.draw.random() < 0.4:
            meeting = self.one(db.meetings.Meeting)
            conclusions = [db.meetings.minutes.conclude(meeting, self.word(), self.now())]
        one = self.draw.choice(conclusions)
        self.draw.choice(
            (
                lambda: db.meetings.minutes.make_task(
                    one, tests.db.factory.draft(self.word()), self.now(), not_secret=True
                ),
                lambda: db.meetings.minutes.change_conclusion(one.id, self.word(), self.now()),
                lambda: db.meetings.minutes.remove_conclusion(one.id, self.now()),
                lambda: db.meetings.minutes.needs_no_task(one, self.word(), self.now()),
            )
        )()

    def paper(self) -> None:
        document = self.one(db.documents.Document)
        meeting = self.one(db.meetings.Meeting)
        self.draw.choice(
            (
                lambda: tests.db.factory.document(self.word()),
                lambda: attach(document, "a.pdf", self.word().encode()),
                lambda: db.meetings.steps.use_document(meeting, document.id, self.now()),
                lambda: db.meetings.steps.unlink_document(meeting, document.id, self.now()),
            )
        )()

    def report(self) -> None:
        report = self.one(db.reports.Report)
        texts = ("", self.word())
        self.draw.choice(
            (
                lambda: db.reports.begin(db.periods.quarter(2026, 3), self.now()),
                lambda: db.reports.write(report, "3", self.draw.choice(texts), self.now()),
                lambda: db.reports.close(report, self.day(), self.now()),
                lambda: db.reports.sign_as(report, self.draw.randrange(9), None, self.now()),
            )
        )()

    def people(self) -> None:
        member = self.one(db.members.Member)
        self.draw.choice(
            (
                lambda: tests.db.factory.member(self.word()),
                lambda: db.members.steps.give_post(member, "Bí thư", self.day(), self.now()),
                lambda: db.members.steps.leave(member, self.day(), self.now()),
            )
        )()

    def set(self) -> None:
        db.unit.set_value("year_theme", self.word(), self.day(), self.now())
