from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

import db.documents
import db.errors
import db.history
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.members.steps
import db.purging
import db.search
import db.tasks
import db.tasks.series
import db.tasks.steps
import tests.db.factory
from tests.db.factory import TODAY, moment

pytestmark = pytest.mark.usefixtures("book")
LATER = moment(TODAY + timedelta(days=3))


def member() -> db.members.Member:
    one: db.members.Member = db.members.Member.get_by_id(tests.db.factory.member("Hồ Thị Sen"))
    return one


def series() -> db.tasks.Series:
    fields = {"work": "Trực hồ sen", "recurrence": "yearly", "start": TODAY}
    number, _ = db.tasks.series.start(fields, moment(), not_secret=True)
    one: db.tasks.Series = db.tasks.Series.get_by_id(number)
    return one


Verb = Callable[[Any, Any], None]
KINDS: dict[str, tuple[Callable[[], Any], Verb, Verb, Callable[[Any], object]]] = {
    "members": (
        member, db.members.steps.delete, db.members.steps.restore,
        lambda one: db.members.steps.give_post(one, "Bí thư", TODAY, moment()),
    ),
    "documents": (
        lambda: tests.db.factory.document("Hồ sen"), db.documents.delete, db.documents.restore,
        lambda one: db.documents.attach(one, "a", b"a", moment()),
    ),
    "tasks": (
        lambda: tests.db.factory.task("Hồ sen"), db.tasks.steps.delete, db.tasks.steps.restore,
        lambda one: db.tasks.steps.report_progress(one, TODAY, 1, "", moment()),
    ),
    "series": (
        series, db.tasks.series.delete, db.tasks.series.restore,
        lambda one: db.tasks.series.stop(one, TODAY, moment()),
    ),
    "meetings": (
        lambda: tests.db.factory.meeting("Hồ sen"),
        db.meetings.steps.delete, db.meetings.steps.restore,
        lambda one: db.meetings.minutes.conclude(one, "Nhất trí", moment()),
    ),
}  # fmt: skip


def found(kind: str) -> list[int]:
    return [hit.id for hit in db.search.find("sen") if hit.kind == kind]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_deleted_lies_in_the_bin_from_today_and_comes_back_as_it_was(kind: str) -> None:
    make, delete, restore, act = KINDS[kind]
    one = make()
    before = db.history.printed(one)
    delete(one, moment())
    assert db.history.printed(one) == {**before, "deleted_on": TODAY.isoformat()}
    assert found(kind) == []
    assert [(each.kind, each.id) for each in db.purging.binned(TODAY)] == [(kind, one.id)]
    with pytest.raises(db.errors.RecordError, match="đang ở trong thùng rác"):
        act(one)
    with pytest.raises(db.errors.RecordError, match="đang ở trong thùng rác"):
        delete(one, LATER)
    assert db.history.printed(one) == {**before, "deleted_on": TODAY.isoformat()}
    restore(one, LATER)
    assert db.history.printed(one) == before
    assert found(kind) == [one.id]
    assert db.purging.binned(TODAY) == []
    with pytest.raises(db.errors.RecordError, match="không ở trong thùng rác"):
        restore(one, LATER)
    act(one)
    assert db.history.last_states()[kind, one.id] == db.history.printed(one) != before


def test_an_old_object_does_not_go_round_the_bin() -> None:
    number = tests.db.factory.task().id
    one, two = db.tasks.get(number), db.tasks.get(number)
    db.tasks.steps.delete(one, moment())
    with pytest.raises(db.errors.RecordError, match="thùng rác"):
        db.tasks.steps.change(two, {"product": "Sổ"}, moment())


def test_a_series_in_the_bin_has_no_more_occurrences() -> None:
    one = series()
    db.tasks.series.delete(one, moment())
    assert db.tasks.series.missing(TODAY + timedelta(days=800)) == []


def test_approved_minutes_are_not_deleted() -> None:
    one = tests.db.factory.meeting()
    db.meetings.steps.hold(one, date(2026, 6, 3), {}, moment())
    db.meetings.steps.approve(one, TODAY, b"%PDF", {}, moment())
    with pytest.raises(db.errors.RecordError, match="lập đính chính"):
        db.meetings.steps.delete(one, moment())
    assert db.meetings.dump()[0]["deleted_on"] is None
