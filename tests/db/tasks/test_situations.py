"""What SQL says of thousands of tasks, against the rules said of one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

import db.book
import db.tasks
import db.tasks.adding
import db.tasks.listing
import db.tasks.rules
import db.tasks.series
import db.tasks.steps
import db.tasks.watching
import db.unit
import tests.db.factory

TODAY = date(2026, 9, 30)
MOMENT = tests.db.factory.moment(TODAY)
FIRST = date(2026, 6, 1)
SITUATIONS = db.tasks.listing.SITUATIONS


def drafts(count: int) -> Iterator[db.tasks.adding.Draft]:
    """Tasks with any history that workbooks bring, the odd ones too."""
    dice = random.Random(20260930)
    for number in range(count):
        days = sorted(dice.randrange(0, 120) for _ in range(dice.randrange(1, 5)))
        states = [
            (FIRST + timedelta(days=day), dice.choice(list(db.tasks.STATES)[index > 0 :]))
            for index, day in enumerate(days)
        ]
        first_due = FIRST + timedelta(days=dice.randrange(20, 140)) if dice.random() < 0.8 else None
        texts = ("authority", "product", "cause", "cause_body", "cause_person")
        yield tests.db.factory.draft(
            f"Việc số {number}",
            fields={
                **{name: dice.choice(("", "có", "có")) for name in texts},
                "recurrence": dice.choice(("", "ongoing")),
            },
            assigned_on=min(day for day, _ in states),
            states=states,
            progress=[
                (FIRST + timedelta(days=day), dice.choice((None, 10, 60, 95)), "")
                for day in range(days[0], 120)
                if dice.random() < 1 / 30
            ],
            first_due=first_due,
        )


@pytest.fixture
def entered(book: db.book.Book) -> dict[int, dict[str, Any]]:
    """Six hundred tasks by id, in an open book."""
    assert book.lock
    numbers = db.tasks.adding.take_in(list(drafts(600)), MOMENT, not_secret=True)
    for number in numbers[:5]:
        db.tasks.steps.delete(db.tasks.get(number), MOMENT)
    return {one["id"]: one for one in db.tasks.dump() if one["deleted_on"] is None}


def by_rule(name: str, task: dict[str, Any]) -> bool:
    """Whether the rules put ``task`` in the situation."""
    watched = db.tasks.watching.watch(task, TODAY, db.tasks.watching.thresholds(TODAY))
    closed = task["state"] in db.tasks.rules.CLOSED
    held: dict[str, bool] = {
        "all": True,
        "open": task["state"] in db.tasks.rules.OPEN,
        "overdue": watched.place == "overdue",
        "due_soon": watched.risk == "due_soon",
        "cause_missing": bool(watched.lacks),
        "unclear": bool(watched.missing) and not closed,
    }
    return held.get(name, bool(task["state"] == name))


def test_each_situation_holds_the_tasks_the_rules_put_in_it(
    entered: dict[int, dict[str, Any]],
) -> None:
    counts = db.tasks.listing.counts_by_situation(TODAY)
    for name in SITUATIONS:
        expected = {number for number, task in entered.items() if by_rule(name, task)}
        filters = db.tasks.listing.Filters(situation=name, today=TODAY)
        found = db.tasks.listing.ids("due", filters)
        assert set(found) == expected, name
        assert counts[name] == len(found) == sum(db.tasks.listing.counts(filters).values()), name
        assert name == "all" or 0 < len(found) < len(entered), f"{name} shows nothing"


def test_each_button_counts_within_what_is_typed_and_beside_what_is_chosen(
    entered: dict[int, dict[str, Any]],
) -> None:
    filters = db.tasks.listing.Filters(text="việc số 1", situation="done")
    counts = db.tasks.listing.counts_by_situation(TODAY, filters)
    expected = [task for task in entered.values() if task["work"].startswith("Việc số 1")]
    assert counts["all"] == len(expected)
    for name in ("overdue", "unclear", "cause_missing"):
        assert counts[name] == sum(by_rule(name, task) for task in expected)


def test_what_hurts_stands_first(entered: dict[int, dict[str, Any]]) -> None:
    filters = db.tasks.listing.Filters(today=TODAY)
    found = db.tasks.listing.ids("urgency", filters)
    assert found == db.tasks.listing.ids("urgency", filters, descending=True)[::-1]

    kinds = ("overdue", "due_soon", "at_risk", "dated", "open", "proposed", "suspended", "ended")

    def place(task: dict[str, Any]) -> int:
        watched = db.tasks.watching.watch(task, TODAY, db.tasks.watching.thresholds(TODAY))
        if watched.risk in {"behind", "stale"}:
            return kinds.index("at_risk")
        if by_rule("open", task) and not watched.late and not watched.risk and task["due"]:
            return kinds.index("dated")
        return next((at for at, name in enumerate(kinds) if by_rule(name, task)), len(kinds) - 1)

    places = [place(entered[number]) for number in found]
    assert places == sorted(places)
    assert set(places) == set(range(len(kinds))), "a group is not tried"
    for at, name in enumerate(kinds):
        dues = [entered[number]["due"] or "9" for number in found if place(entered[number]) == at]
        if name == "ended":
            dues = ["" if due == "9" else due for due in reversed(dues)]
        assert dues == sorted(dues), name


@pytest.mark.usefixtures("entered")
def test_a_situation_needs_its_day() -> None:
    with pytest.raises(ValueError, match="day"):
        db.tasks.listing.ids("urgency")
    with pytest.raises(ValueError, match="day"):
        db.tasks.listing.counts(db.tasks.listing.Filters(situation="overdue"))


def test_only_the_occurrences_of_a_series_are_listed(book: db.book.Book) -> None:
    assert book.lock
    fields = {"work": "Trực tuần", "recurrence": "monthly", "start": date(2026, 8, 1)}
    number, made = db.tasks.series.start(fields, MOMENT, not_secret=True)
    tests.db.factory.task("Việc khác")
    assert db.tasks.listing.ids("due", db.tasks.listing.Filters(series=number)) == made
    assert [row["series"] for row in db.tasks.listing.rows(made, TODAY)] == [number] * len(made)


def test_a_row_says_how_late_how_far_and_what_is_missing(book: db.book.Book) -> None:
    assert book.lock
    task = tests.db.factory.task(
        fields={"product": "", "cause": "Mưa"},
        progress=[(date(2026, 6, 20), 60, ""), (date(2026, 6, 10), 30, ""), (FIRST, None, "x")],
    )
    (row,) = db.tasks.listing.rows([task.id], date(2026, 7, 3))
    assert (row["place"], row["days_late"], row["percent"]) == ("overdue", 3, 60)
    assert row["missing"] == ("rõ sản phẩm",)
    assert row["lacks"] == ("tổ chức chịu trách nhiệm", "cá nhân chịu trách nhiệm")
    db.tasks.steps.change(task, {"cause_body": "Tổ", "cause_person": "Mai"}, MOMENT)
    db.tasks.steps.close(task, "done", date(2026, 7, 10), MOMENT)
    (row,) = db.tasks.listing.rows([task.id], TODAY)
    assert (row["place"], row["late"], row["days_late"], row["days_left"]) == (
        "done",
        True,
        10,
        None,
    )
    assert row["lacks"] == ()


@pytest.mark.parametrize(
    ("day", "percent", "risk", "left"),
    [
        (date(2026, 6, 10), 5, "behind", 20),  # 31 % of the time
        (date(2026, 6, 10), 10, "", 20),
        (date(2026, 6, 23), 95, "due_soon", 7),
        (date(2026, 6, 30), 95, "due_soon", 0),
        (date(2026, 6, 22), 95, "", 8),
    ],
)
def test_a_risk_is_named_before_it_becomes_a_delay(
    book: db.book.Book, day: date, percent: int, risk: str, left: int
) -> None:
    assert book.lock
    task = tests.db.factory.task(progress=[(date(2026, 6, 9), percent, "")])
    (row,) = db.tasks.listing.rows([task.id], day)
    assert (row["risk"], row["days_left"]) == (risk, left)


def test_a_task_of_which_nothing_is_heard_is_stale_and_the_unit_sets_when(
    book: db.book.Book,
) -> None:
    assert book.lock
    task = tests.db.factory.task(first_due=None)

    def risk(day: date) -> tuple[str, int]:
        (row,) = db.tasks.listing.rows([task.id], day)
        return row["risk"], row["quiet"]

    assert risk(date(2026, 6, 30)) == ("", 29)
    assert risk(date(2026, 7, 1)) == ("stale", 30)
    db.unit.set_value("quiet_days", 60, FIRST, MOMENT)
    assert risk(date(2026, 7, 1)) == ("", 30)
