"""The list of tasks: order, filters and counts by SQL, against the same worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

import db.base
import db.book
import db.tasks
import db.tasks.adding
import db.tasks.listing
import db.tasks.steps
import tests.db.factory

TODAY = date(2026, 9, 30)
MOMENT = tests.db.factory.moment(TODAY)
GIVEN = date(2026, 7, 1)
# work, accountable, due, state
TASKS = (
    ("Ân cần thăm hỏi đảng viên cao tuổi", "Trần Thị Ánh", date(2026, 9, 1), "done"),
    ("An ninh khu dân cư", "Phạm Văn An", None, "assigned"),
    ("Ăn sáng gây quỹ khuyến học", "Lò Thị Đào", date(2026, 8, 1), "in_progress"),
    ("Đường hoa trước nhà văn hóa", "Phạm Văn An", date(2026, 10, 1), "in_progress"),
    ("Dân vận khéo", "Đỗ Quang Dũng", date(2026, 8, 1), "done"),
)


@pytest.fixture
def entered(book: db.book.Book) -> list[int]:
    """The ids of TASKS in an open book."""
    assert book.lock
    drafts = [
        tests.db.factory.draft(
            work,
            fields={"accountable": accountable},
            first_due=due,
            assigned_on=GIVEN,
            states=[(GIVEN, "assigned"), *([(GIVEN, state)] if state != "assigned" else [])],
        )
        for work, accountable, due, state in TASKS
    ]
    return db.tasks.adding.take_in(drafts, MOMENT, not_secret=True)


def works(numbers: list[int]) -> list[str]:
    return [row["work"].split()[0] for row in db.tasks.listing.rows(numbers, TODAY)]


def test_undated_tasks_come_last_whichever_way_dues_run(entered: list[int]) -> None:
    first, second, third, fourth, fifth = entered
    assert db.tasks.listing.ids("due") == [third, fifth, first, fourth, second]
    assert db.tasks.listing.ids("due", descending=True) == [fourth, first, third, fifth, second]


@pytest.mark.usefixtures("entered")
def test_works_stand_in_vietnamese_order() -> None:
    assert works(db.tasks.listing.ids("work")) == ["An", "Ăn", "Ân", "Dân", "Đường"]


@pytest.mark.usefixtures("entered")
def test_people_stand_by_their_given_names() -> None:
    rows = db.tasks.listing.rows(db.tasks.listing.ids("accountable"), TODAY)
    assert [row["accountable"].split()[-1] for row in rows] == ["An", "An", "Ánh", "Dũng", "Đào"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (db.tasks.listing.Filters(states=frozenset({"done"})), {"Ân", "Dân"}),
        (db.tasks.listing.Filters(states=frozenset({"done", "assigned"})), {"Ân", "Dân", "An"}),
        (db.tasks.listing.Filters(accountable="Phạm Văn An"), {"An", "Đường"}),
        (db.tasks.listing.Filters(text="khu dan"), {"An"}),
        (db.tasks.listing.Filters(text="dao"), {"Ăn"}),
        (db.tasks.listing.Filters(frozenset({"done"}), text='dan v" OR *'), set()),
        (db.tasks.listing.Filters(text="…"), {"An", "Ăn", "Ân", "Dân", "Đường"}),
    ],
)
@pytest.mark.usefixtures("entered")
def test_ids_and_counts_keep_to_the_same_filter(
    filters: db.tasks.listing.Filters, expected: set[str]
) -> None:
    numbers = db.tasks.listing.ids("work", filters)
    assert set(works(numbers)) == expected
    assert sum(db.tasks.listing.counts(filters).values()) == len(expected)


def test_a_page_keeps_the_order_it_is_asked_in(entered: list[int]) -> None:
    asked = [entered[3], 999, entered[0]]
    assert [row["id"] for row in db.tasks.listing.rows(asked, TODAY)] == [entered[3], entered[0]]


def test_a_changed_task_moves_to_its_new_place(entered: list[int]) -> None:
    task = db.tasks.get(entered[1])
    db.tasks.steps.change(task, {"work": "Ứng phó bão lũ", "accountable": "Vũ Thị Xoan"}, MOMENT)
    assert works(db.tasks.listing.ids("work"))[-1] == "Ứng"
    assert db.tasks.listing.ids("accountable")[-1] == task.id
    db.tasks.steps.change(task, {"work": TASKS[1][0], "accountable": TASKS[1][1]}, MOMENT)
    assert db.tasks.listing.ids("work")[0] == task.id


def test_a_deleted_task_leaves_the_list_and_its_counts(entered: list[int]) -> None:
    task = db.tasks.get(entered[4])
    db.tasks.steps.delete(task, MOMENT)
    assert task.id not in db.tasks.listing.ids()
    assert db.tasks.listing.counts() == {"assigned": 1, "done": 1, "in_progress": 2}
    db.tasks.steps.restore(task, MOMENT)
    assert db.tasks.listing.counts()["done"] == 2


@pytest.mark.parametrize("order", sorted(set(db.tasks.listing.ORDERS) - {"urgency"}))
@pytest.mark.usefixtures("entered")
def test_each_order_reads_an_index_that_holds_all_it_asks(order: str) -> None:
    """Thirty thousand rows are never read to sort or to filter them."""
    column = db.tasks.listing.ORDERS[order]
    ((*_, plan), *_) = db.base.rows(
        "EXPLAIN QUERY PLAN SELECT id FROM tasks WHERE deleted_on IS NULL AND state IN ('done')"  # noqa: S608 - our own words
        f" AND accountable = 'x' ORDER BY {column} ASC NULLS LAST, id"
    )
    assert "COVERING INDEX" in plan
