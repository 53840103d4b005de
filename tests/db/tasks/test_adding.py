from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest

import db.base
import db.errors
import db.history
import db.tasks
import db.tasks.adding
import tests.db.factory
from tests.db.factory import TODAY, draft, moment

pytestmark = pytest.mark.usefixtures("book")


def test_a_draft_is_shown_as_it_will_be_dumped() -> None:
    full = draft(
        unicodedata.normalize("NFD", "Lập hồ sơ phổ cập"),
        fields={"flags": ["urgent"], "review_on": date(2026, 6, 9), "source_kind": "meetings",
                "source_id": 3, "accountable_member": tests.db.factory.member()},
        states=[(date(2026, 6, 1), "assigned"), (date(2026, 6, 8), "done")],
        extensions=[(date(2026, 6, 3), date(2026, 6, 30), date(2026, 7, 9), "mưa", "CU", "BB")],
        progress=[(date(2026, 6, 4), 40, unicodedata.normalize("NFD", "Một nửa"))],
    )  # fmt: skip
    number = db.tasks.adding.add(full, moment(), not_secret=True)
    (record,) = db.tasks.dump()
    assert record == db.tasks.adding.as_record(full, moment().at, number)
    assert db.history.last_states()["tasks", number] == record


def test_a_number_is_never_given_twice() -> None:
    first = tests.db.factory.task()
    db.base.database.execute_sql("DELETE FROM task_states")
    db.base.database.execute_sql("DELETE FROM tasks")
    assert tests.db.factory.task().id == first.id + 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"work": "  "}, "chưa có nội dung"),
        ({"states": [(TODAY + timedelta(days=1), "assigned")]}, "sau ngày hôm nay"),
        ({"progress": [(TODAY + timedelta(days=1), 5, "")]}, "sau ngày hôm nay"),
        ({"states": [(date(2026, 6, 1), "assigned"), (date(2026, 5, 1), "done")]}, "trước ngày"),
        ({"states": []}, "chưa có ngày giao"),
        ({"fields": {"product": "Sơ đồ (TỐI MẬT)"}}, "độ mật"),
        ({"progress": [(date(2026, 6, 4), 5, "Đã xong\nMẬT")]}, "độ mật"),
    ],
)
def test_a_draft_that_cannot_stand_is_refused_and_none_of_its_fellows_enters(
    more: dict[str, Any], says: str
) -> None:
    with pytest.raises(db.errors.RecordError, match=says):
        db.tasks.adding.take_in([draft(), draft(**more)], moment(), not_secret=True)
    assert db.tasks.dump() == []


def test_the_tick_that_nothing_is_secret_is_required() -> None:
    with pytest.raises(db.errors.RecordError, match="không thuộc bí mật"):
        db.tasks.adding.add(draft(), moment(), not_secret=False)


def test_a_task_proposed_before_it_was_assigned_is_taken() -> None:
    states = [(date(2026, 5, 2), "proposed"), (date(2026, 6, 1), "assigned")]
    tests.db.factory.task(states=states)
    (record,) = db.tasks.dump()
    assert (record["state"], record["assigned_on"]) == ("assigned", "2026-06-01")
