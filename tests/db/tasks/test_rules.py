from __future__ import annotations

import random
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import db.tasks.rules
import tests.db.histories
from tests.db.histories import task

OPENING, CUTOFF, BEFORE = "2026-07-01", "2026-09-30", "2026-06-30"
Record = dict[str, Any]


def changes(record: Record) -> db.tasks.rules.States:
    return db.tasks.rules.ordered(record["states"])


def in_period(record: Record, opening: str = OPENING, cutoff: str = CUTOFF) -> bool:
    before = BEFORE if opening == OPENING else "2026-03-31"
    return db.tasks.rules.in_period(changes(record), before, opening, cutoff)


def standing(record: Record, day: str = CUTOFF) -> db.tasks.rules.Standing:
    found = db.tasks.rules.standing(record, changes(record), day)
    assert found is not None
    return found


def due(record: Record, day: str = CUTOFF) -> str | None:
    return db.tasks.rules.due_on(record, changes(record), day)[0]


def counted(record: Record, day: str = CUTOFF) -> tuple[int, ...]:
    return db.tasks.rules.due_on(record, changes(record), day)[1]


# In the period -------------------------------------------------------------------------------


def test_a_task_assigned_before_and_still_open_is_in_the_period() -> None:
    assert in_period(task(("2026-01-10", "assigned")))


def test_a_task_assigned_on_the_last_day_is_in_and_a_day_later_out() -> None:
    assert in_period(task((CUTOFF, "assigned")))
    assert not in_period(task(("2026-10-01", "assigned")))


def test_a_task_done_on_the_day_before_the_opening_is_out_and_on_the_opening_in() -> None:
    assert not in_period(task(("2026-06-01", "assigned"), (BEFORE, "done")))
    assert in_period(task(("2026-06-01", "assigned"), (OPENING, "done")))


def test_a_task_cancelled_before_the_opening_is_out() -> None:
    assert not in_period(task(("2026-06-01", "assigned"), ("2026-06-20", "cancelled")))


def test_a_task_reopened_inside_is_in_even_if_done_again_inside() -> None:
    again = [("2026-07-10", "in_progress"), ("2026-07-20", "done")]
    assert in_period(task(("2026-06-01", "assigned"), ("2026-06-20", "done"), *again))


def test_a_task_reopened_after_the_cut_off_is_out() -> None:
    later = [("2026-06-20", "done"), ("2026-10-05", "in_progress")]
    assert not in_period(task(("2026-06-01", "assigned"), *later))


def test_a_proposed_task_is_in_no_period() -> None:
    proposed = task(("2026-07-01", "proposed"))
    assert not in_period(proposed)
    assert db.tasks.rules.standing(proposed, changes(proposed), CUTOFF) is None


def test_a_task_proposed_long_ago_counts_from_its_assignment() -> None:
    record = task(("2026-05-01", "proposed"), ("2026-07-05", "assigned"))
    assert db.tasks.rules.assigned_on(changes(record)) == "2026-07-05"
    assert in_period(record)
    assert not in_period(record, "2026-04-01", "2026-06-30")


# The effective due ---------------------------------------------------------------------------


def test_an_extension_made_on_the_due_itself_counts() -> None:
    record = task(("2026-06-01", "assigned"), extensions=[("2026-06-30", "2026-07-20", "BB 3")])
    assert due(record) == "2026-07-20"


def test_a_late_extension_is_kept_but_never_moves_the_due() -> None:
    record = task(("2026-06-01", "assigned"), extensions=[("2026-07-01", "2026-09-20", "BB 3")])
    assert due(record) == "2026-06-30"
    assert counted(record) == ()


def test_an_extension_without_a_basis_never_moves_the_due() -> None:
    record = task(("2026-06-01", "assigned"), extensions=[("2026-06-10", "2026-09-20", "")])
    assert due(record) == "2026-06-30"


def test_extensions_chain_each_on_the_due_then_in_force() -> None:
    record = task(
        ("2026-06-01", "assigned"),
        extensions=[("2026-06-20", "2026-07-20", "BB 3"), ("2026-07-20", "2026-08-20", "BB 4"),
                    ("2026-08-21", "2026-09-20", "BB 5")],
    )  # fmt: skip
    assert due(record) == "2026-08-20"
    assert counted(record) == (0, 1)


def test_extensions_count_in_the_order_they_were_made_not_entered() -> None:
    record = task(
        ("2026-06-01", "assigned"),
        extensions=[("2026-07-10", "2026-08-10", "BB 4"), ("2026-06-20", "2026-07-15", "BB 3")],
    )
    assert due(record) == "2026-08-10"
    assert counted(record) == (1, 0)


def test_extensions_of_one_day_count_in_the_order_of_entry() -> None:
    record = task(
        ("2026-06-01", "assigned"),
        extensions=[("2026-06-20", "2026-08-20", "BB 3"), ("2026-06-20", "2026-07-20", "BB 3b")],
    )
    assert due(record) == "2026-07-20"


def test_an_extension_decided_before_the_due_counts_though_entered_after_it() -> None:
    record = task(("2026-06-01", "assigned"), extensions=[("2026-06-25", "2026-07-20", "BB 3")])
    record["extensions"][0]["at"] = "2026-07-18T05:00:00Z"
    assert due(record) == "2026-07-20"


def test_an_extension_counts_from_the_day_it_was_made() -> None:
    record = task(("2026-06-01", "assigned"), extensions=[("2026-06-25", "2026-07-20", "BB 3")])
    assert due(record, "2026-06-24") == "2026-06-30"
    assert due(record, "2026-06-25") == "2026-07-20"


def test_the_first_due_of_an_undated_task_is_no_extension() -> None:
    record = task(("2026-06-01", "assigned"), first_due_on="2026-07-10", due="2026-07-20")
    assert standing(record, "2026-07-09").place == "without_date"
    assert standing(record, "2026-07-10").place == "in_time"
    assert not db.tasks.rules.updated(record, changes(record), OPENING, CUTOFF)


# Suspending and resuming ---------------------------------------------------------------------

HALTED = [("2026-06-01", "assigned"), ("2026-06-20", "suspended")]


def test_a_due_given_on_resuming_a_task_suspended_in_time_counts_though_the_old_one_passed() -> (
    None
):
    record = task(
        *HALTED, ("2026-07-15", "in_progress"), extensions=[("2026-07-15", "2026-08-15", "BB 5")]
    )
    assert due(record) == "2026-08-15"


def test_it_counts_only_on_the_day_of_resuming() -> None:
    record = task(
        *HALTED, ("2026-07-15", "in_progress"), extensions=[("2026-07-16", "2026-08-15", "BB 5")]
    )
    assert due(record) == "2026-06-30"


def test_it_counts_only_if_the_task_was_suspended_in_time() -> None:
    record = task(
        ("2026-06-01", "assigned"),
        ("2026-07-01", "suspended"),
        ("2026-07-15", "in_progress"),
        extensions=[("2026-07-15", "2026-08-15", "BB 5")],
    )
    assert due(record) == "2026-06-30"


def test_a_task_suspended_on_its_due_was_suspended_in_time() -> None:
    record = task(
        ("2026-06-01", "assigned"),
        ("2026-06-30", "suspended"),
        ("2026-07-15", "in_progress"),
        extensions=[("2026-07-15", "2026-08-15", "BB 5")],
    )
    assert due(record) == "2026-08-15"


def test_a_second_suspension_is_judged_by_the_due_then_in_force() -> None:
    record = task(
        *HALTED,
        ("2026-07-15", "in_progress"),
        ("2026-08-10", "suspended"),
        ("2026-09-10", "assigned"),
        extensions=[("2026-07-15", "2026-08-15", "BB 5"), ("2026-09-10", "2026-09-25", "BB 6")],
    )
    assert due(record) == "2026-09-25"


def test_a_task_suspended_in_time_stays_suspended_when_its_due_passes() -> None:
    assert standing(task(*HALTED)).place == "suspended"


def test_a_task_suspended_after_its_due_is_overdue() -> None:
    record = task(("2026-06-01", "assigned"), ("2026-07-05", "suspended"))
    assert standing(record).place == "overdue"
    assert standing(record).late


# The classes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "day", "place"),
    [
        ("assigned", "2026-06-30", "in_time"),
        ("assigned", "2026-07-01", "overdue"),
        ("in_progress", "2026-07-01", "overdue"),
        ("submitted", "2026-06-30", "in_time"),
        ("submitted", "2026-07-01", "overdue"),
        ("done", "2026-07-01", "done"),
        ("cancelled", "2026-07-01", "cancelled"),
        ("suspended", "2026-07-01", "suspended"),
    ],
)
def test_each_state_has_its_class(state: str, day: str, place: str) -> None:
    record = task(("2026-06-01", "assigned"), ("2026-06-10", state))
    assert standing(record, day).place == place


def test_a_task_done_on_its_due_is_on_time_and_a_day_later_late() -> None:
    assert not standing(task(("2026-06-01", "assigned"), ("2026-06-30", "done"))).late
    assert standing(task(("2026-06-01", "assigned"), ("2026-07-01", "done"))).late


def test_the_clock_does_not_stop_when_a_task_is_submitted() -> None:
    steps = [("2026-06-28", "submitted"), ("2026-07-02", "done")]
    assert standing(task(("2026-06-01", "assigned"), *steps)).late


def test_a_task_cancelled_after_its_due_was_late() -> None:
    record = task(("2026-06-01", "assigned"), ("2026-07-05", "cancelled"))
    assert standing(record).place == "cancelled"
    assert standing(record).late


def test_a_task_suspended_in_time_and_cancelled_after_its_due_was_never_overdue() -> None:
    steps = [("2026-06-20", "suspended"), ("2026-07-09", "cancelled")]
    assert not standing(task(("2026-06-01", "assigned"), *steps)).late
    steps[0] = ("2026-07-02", "suspended")
    assert standing(task(("2026-06-01", "assigned"), *steps)).late


def test_a_task_reopened_and_done_again_was_done_on_the_last_day() -> None:
    steps = [("2026-06-20", "done"), ("2026-06-25", "in_progress"), ("2026-07-05", "done")]
    record = task(("2026-06-01", "assigned"), *steps)
    assert (standing(record).since, standing(record).late) == ("2026-07-05", True)


def test_a_state_entered_twice_began_the_first_time() -> None:
    steps = [("2026-06-20", "done"), ("2026-07-05", "done")]
    assert standing(task(("2026-06-01", "assigned"), *steps)).since == "2026-06-20"


def test_states_of_one_day_count_in_the_order_of_entry() -> None:
    one_day = [("2026-06-20", "done"), ("2026-06-20", "in_progress")]
    assert standing(task(("2026-06-01", "assigned"), *one_day)).state == "in_progress"
    assert standing(task(("2026-06-01", "assigned"), *one_day[::-1])).state == "done"


def test_a_state_counts_by_its_own_date_though_entered_later() -> None:
    record = task(
        ("2026-06-01", "assigned"), ("2026-06-25", "in_progress"), ("2026-06-10", "suspended")
    )
    assert standing(record, "2026-06-12").state == "suspended"
    assert standing(record).state == "in_progress"


def test_a_task_is_out_of_the_figures_from_its_day_of_deletion_on() -> None:
    record = task(("2026-06-01", "assigned"), deleted_on="2026-07-10")
    assert not db.tasks.rules.deleted_by(record, "2026-07-09")
    assert db.tasks.rules.deleted_by(record, "2026-07-10")


# Updated, suspended throughout, clear --------------------------------------------------------


def updated(record: Record) -> bool:
    return db.tasks.rules.updated(record, changes(record), OPENING, CUTOFF)


@pytest.mark.parametrize(
    ("record", "is_updated"),
    [
        (task(("2026-06-01", "assigned")), False),
        (task((OPENING, "assigned")), False),
        (task(("2026-06-01", "proposed"), (OPENING, "assigned")), False),
        (task(("2026-06-01", "assigned"), progress=[OPENING]), True),
        (task(("2026-06-01", "assigned"), progress=[BEFORE]), False),
        (task(("2026-06-01", "assigned"), progress=[CUTOFF]), True),
        (task(("2026-06-01", "assigned"), progress=["2026-10-01"]), False),
        (task(("2026-06-01", "assigned"), (OPENING, "in_progress")), True),
        (task((OPENING, "assigned"), (OPENING, "in_progress")), True),
        (task(("2026-06-01", "assigned"), ("2026-06-20", "suspended"), (CUTOFF, "assigned")), True),
        (task(("2026-06-01", "assigned"), extensions=[(OPENING, "2026-08-01", "")]), True),
        (task(("2026-06-01", "assigned"), extensions=[(BEFORE, "2026-08-01", "BB")]), False),
    ],
)
def test_updated_is_progress_a_later_state_or_an_extension_inside(
    record: Record, is_updated: bool
) -> None:
    assert updated(record) is is_updated


@pytest.mark.parametrize(
    ("states", "throughout"),
    [
        ([("2026-06-20", "suspended")], True),
        ([(OPENING, "suspended")], True),
        ([("2026-07-02", "suspended")], False),
        ([("2026-06-20", "suspended"), (CUTOFF, "in_progress")], False),
        ([("2026-06-20", "suspended"), ("2026-10-01", "in_progress")], True),
        ([("2026-06-20", "suspended"), ("2026-08-01", "assigned"), ("2026-08-01", "suspended")],
         True),
        ([], False),
    ],
)  # fmt: skip
def test_suspended_throughout_means_every_day_of_the_window(
    states: list[tuple[str, str]], throughout: bool
) -> None:
    record = task(("2026-06-01", "assigned"), *states)
    assert db.tasks.rules.suspended_throughout(changes(record), OPENING, CUTOFF) is throughout


@pytest.mark.parametrize(
    ("field", "lacks"),
    [
        ("work", "rõ việc"), ("accountable", "rõ người"), ("authority", "rõ thẩm quyền"),
        ("responsibility", "rõ trách nhiệm"), ("product", "rõ sản phẩm"),
        ("lead", "đầu mối chủ trì"),
    ],
)  # fmt: skip
def test_each_part_that_is_not_clear_is_named(field: str, lacks: str) -> None:
    record = task(("2026-06-01", "assigned"), **{field: ""})
    assert db.tasks.rules.missing_clear(record, "2026-06-30") == [lacks]


def test_a_recurrence_stands_for_the_due() -> None:
    record = task(("2026-06-01", "assigned"), recurrence="ongoing", due=None)
    assert db.tasks.rules.missing_clear(record, None) == []
    record["recurrence"] = ""
    assert db.tasks.rules.missing_clear(record, None) == ["rõ thời gian"]


def test_each_part_of_a_missing_cause_is_named() -> None:
    record = task(("2026-06-01", "assigned"), cause="Mưa bão")
    assert db.tasks.rules.lacks_cause(record) == [
        "tổ chức chịu trách nhiệm",
        "cá nhân chịu trách nhiệm",
    ]


# Properties ----------------------------------------------------------------------------------


@hypothesis.given(tests.db.histories.tasks(), tests.db.histories.DAYS)
def test_a_later_entry_of_a_later_day_changes_nothing_before(record: Record, day: Any) -> None:
    cutoff = day.isoformat()
    before = db.tasks.rules.standing(record, changes(record), cutoff)
    known = {
        **record,
        "states": [one for one in record["states"] if one["on"] <= cutoff],
        "extensions": [one for one in record["extensions"] if one["made_on"] <= cutoff],
    }
    if before is not None:
        after = db.tasks.rules.standing(known, changes(known), cutoff)
        assert after is not None
        assert (after.state, after.since, after.due, after.place) == (
            before.state, before.since, before.due, before.place,
        )  # fmt: skip


@hypothesis.given(
    tests.db.histories.tasks(apart=True), tests.db.histories.DAYS, st.randoms(use_true_random=False)
)
def test_the_order_of_entry_does_not_matter_where_days_differ(
    record: Record, day: Any, chance: random.Random
) -> None:
    mixed = dict(record)
    for facts in ("states", "extensions", "progress"):
        mixed[facts] = chance.sample(record[facts], len(record[facts]))
    cutoff = day.isoformat()
    one = db.tasks.rules.standing(record, changes(record), cutoff)
    two = db.tasks.rules.standing(mixed, changes(mixed), cutoff)
    assert (one is None) == (two is None)
    if one and two:
        assert (one.state, one.since, one.due, one.place) == (
            two.state, two.since, two.due, two.place,
        )  # fmt: skip


@hypothesis.given(tests.db.histories.tasks(), tests.db.histories.DAYS)
def test_the_due_never_moves_without_an_extension_that_counts(record: Record, day: Any) -> None:
    moved, used = db.tasks.rules.due_on(record, changes(record), day.isoformat())
    if not used:
        assert moved in {record["first_due"], None}
    for index in used:
        assert record["extensions"][index]["basis"]
        assert record["extensions"][index]["made_on"] <= day.isoformat()
