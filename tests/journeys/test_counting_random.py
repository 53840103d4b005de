"""Two people count any book alike: histories that hypothesis makes up, through the verbs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import db.base
import db.book
import db.documents
import db.errors
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.periods
import db.reports
import db.tasks
import db.tasks.adding
import db.tasks.series
import db.tasks.steps
import db.unit
from tests.journeys import counting, offices

START = date(2025, 12, 1)
TODAY = date(2026, 12, 20)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One open book; each example writes into it inside a transaction that is taken back."""
    made = offices.make(tmp_path_factory.mktemp("random") / "so")
    with db.book.opened(made.folder, made.secret, "2026-12-20T05:00:00Z", writing=True):
        yield


class _TakenBackError(Exception):
    """Ends an example: what it wrote is undone."""


@contextlib.contextmanager
def taken_back() -> Iterator[None]:
    with contextlib.suppress(_TakenBackError), db.base.transaction():
        yield
        raise _TakenBackError


days = st.integers(0, 330).map(lambda number: START + timedelta(days=number))
words = st.sampled_from(["", "có", "Tổ Văn phòng", "  "])
bases = st.sampled_from(["", "Biên bản ngày họp", "đồng ý miệng của Bí thư"])


def _walk(draw: st.DrawFn, first: date) -> list[tuple[date, str]]:
    """States as an office enters them, some with the wrong day first."""
    state, on, found = "assigned", first, []
    if draw(st.booleans()):
        found.append((first, "proposed"))
        if draw(st.integers(0, 5)) == 0:
            return found
    while True:
        found.append((on, state))
        choices = sorted(db.tasks.steps.NEXT[state])
        if draw(st.integers(0, 3)) == 0:
            return found
        state = draw(st.sampled_from(choices))
        on += timedelta(days=draw(st.sampled_from([0, 0, 1, 5, 20, 60, 120, -3])))
        on = min(max(on, first), TODAY)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[db.tasks.adding.Draft, int]:
    """A task with any history, and how many days before today it was typed in."""
    first = draw(days)
    due = draw(st.none() | st.integers(0, 200).map(lambda more: first + timedelta(days=more)))
    extensions, old = [], due
    for _ in range(draw(st.integers(0, 3)) if due else 0):
        assert old is not None
        made_on = min(old + timedelta(days=draw(st.integers(-20, 12))), TODAY)
        new = old + timedelta(days=draw(st.sampled_from([1, 10, 45])))
        extensions.append((max(made_on, first), old, new, "bận", "Bí thư", draw(bases)))
        old = new
    progress = draw(st.lists(st.tuples(days, st.none() | st.integers(0, 100), words), max_size=2))
    fields: dict[str, Any] = {"work": "Việc"}
    for name in ("lead", "accountable", "authority", "responsibility", "product"):
        fields[name] = draw(st.sampled_from(["có", "có", "có", ""]))
    fields["recurrence"] = draw(st.sampled_from(["", "", "ongoing"]))
    states = _walk(draw, first)
    assigned = min((on for on, state in states if state == "assigned"), default=None)
    draft = db.tasks.adding.Draft(fields, due, assigned, states, extensions, progress)
    if states[0][1] == "assigned" and draw(st.integers(0, 3)) == 0:  # a proposal comes first
        draw(st.randoms(use_true_random=False)).shuffle(draft.states)
    return draft, draw(st.sampled_from([0, 0, 3, 9]))


def _latest(draft: db.tasks.adding.Draft) -> date:
    facts = [on for on, _ in draft.states] + [one[0] for one in draft.extensions + draft.progress]
    return max(facts)


def _later(draw: st.DrawFn, number: int) -> None:
    """A few verbs on a task that is there; what a verb refuses does not happen."""
    for _ in range(draw(st.integers(0, 3))):
        task, on = db.tasks.get(number), draw(days)
        moment = offices.moment(min(on + timedelta(days=draw(st.integers(0, 12))), TODAY))
        due = on + timedelta(days=draw(st.integers(-5, 60)))
        verb = draw(st.sampled_from(["move", "close", "extend", "resume", "progress", "delete"]))
        with contextlib.suppress(db.errors.RecordError):
            if verb == "move":
                db.tasks.steps.move(
                    task, draw(st.sampled_from(sorted(db.tasks.STATES))), on, moment
                )
            elif verb == "close":
                state = draw(st.sampled_from(["done", "cancelled", "suspended"]))
                db.tasks.steps.close(task, state, on, moment)
            elif verb == "extend":
                db.tasks.steps.extend(task, due, on, ("bận", "Bí thư", draw(bases)), moment)
            elif verb == "resume":
                db.tasks.steps.resume(task, on, due, "Biên bản", moment)
            elif verb == "progress":
                db.tasks.steps.report_progress(task, on, 40, "đang làm", moment)
            else:
                db.tasks.steps.delete(task, moment)


def _members(draw: st.DrawFn) -> list[int]:
    found = []
    for number in range(draw(st.integers(1, 7))):
        joined = draw(st.sampled_from([date(2001, 2, 3), date(2026, 3, 3), date(2026, 6, 20)]))
        spans = st.tuples(days, st.none() | st.integers(0, 90)).map(
            lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
        )
        stays = draw(
            st.lists(st.tuples(st.sampled_from(sorted(db.members.STAYS)), spans), max_size=1)
        )
        draft = db.members.Draft(
            name=f"Đảng viên {number}",
            joined=joined,
            left=draw(st.none() | st.dates(joined, date(2026, 12, 1))),
            exempt=[("Quyết định", *span) for span in draw(st.lists(spans, max_size=1))],
            stays=[(stay, *span) for stay, span in stays],
        )
        found.append(int(str(db.members.add(draft, offices.moment(TODAY)).id)))
    return found


def _meetings(draw: st.DrawFn, members: list[int], tasks: list[int]) -> None:
    moment = offices.moment(TODAY)
    papers = [
        db.documents.add({"title": f"Văn bản {number}"}, moment, not_secret=True)
        for number in range(draw(st.integers(0, 3)))
    ]
    for paper in papers:
        if draw(st.booleans()):
            db.documents.issue_qr(paper, draw(days), "", moment)
    for number in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(sorted(db.meetings.KINDS)))
        meeting = db.meetings.steps.plan({"title": f"Buổi {number}", "meeting_kind": kind}, moment)
        if draw(st.integers(0, 5)) == 0:
            continue
        came = {one: (draw(st.sampled_from(sorted(db.meetings.STATUSES))), "") for one in members}
        db.meetings.steps.hold(meeting, draw(days), came, moment)
        for paper in (
            draw(st.lists(st.sampled_from(papers), unique_by=lambda one: one.id)) if papers else ()
        ):
            db.meetings.steps.use_document(meeting, paper.id, moment)
        for _ in range(draw(st.integers(0, 2))):
            conclusion = db.meetings.minutes.conclude(meeting, "Kết luận", moment)
            if draw(st.booleans()):
                db.meetings.minutes.needs_no_task(conclusion, "để biết", moment)
            if draw(st.booleans()) and tasks:
                db.meetings.ConclusionTask.create(
                    conclusion=conclusion, task=draw(st.sampled_from(tasks))
                )


def _reports(draw: st.DrawFn) -> None:
    """Reports of other periods, some sent with figures that were closed early."""
    for label in draw(st.lists(st.sampled_from(["2025-Q4", "2026-Q1", "2025"]), unique=True)):
        period = db.periods.read(label)
        moment = offices.moment(TODAY)
        report = db.reports.begin(period, moment)
        early = period.last - timedelta(days=draw(st.integers(0, 20)))
        if draw(st.booleans()):
            db.reports.finalise(report, early, {}, moment)
            db.reports.submit(report, TODAY, "bản in", moment)


@hypothesis.settings(max_examples=50, phases=[hypothesis.Phase.generate])
@hypothesis.given(data=st.data())
@pytest.mark.usefixtures("book")
def test_two_people_count_any_book_alike(data: st.DataObject) -> None:
    draw: Any = data.draw
    with taken_back():
        tasks = []
        for draft, typed in draw(st.lists(drafts(), min_size=1, max_size=6)):
            moment = offices.moment(min(_latest(draft) + timedelta(days=typed), TODAY))
            tasks += db.tasks.adding.take_in([draft], moment, not_secret=True)
            _later(draw, tasks[-1])
        if draw(st.booleans()):
            fields = {
                "work": "Việc lặp",
                "recurrence": draw(st.sampled_from(["monthly", "quarterly"])),
            }
            fields |= {"start": draw(days), "due_day": draw(st.none() | st.integers(1, 31))}
            db.tasks.series.start(fields, offices.moment(draw(days)), not_secret=True)
        if draw(st.booleans()):
            db.unit.set_value("late_entry_days", 3, draw(days), offices.moment(TODAY))
        _meetings(draw, _members(draw), tasks)
        _reports(draw)
        assert counting.compare(TODAY) == 28 * len(counting.WINDOWS)
