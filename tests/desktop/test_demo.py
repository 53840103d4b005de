"""The demo book: what it must hold, that it comes out equal each time, that it leaves no traces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import db.book
import db.book.checks
import db.book.keyfile
import db.book.keys
import db.errors
import db.figures
import db.history
import db.kinds
import db.meetings
import db.meetings.steps
import db.moments
import db.periods
import db.reports
import db.tasks
import db.tasks.rules
import desktop.demo
import desktop.demo.making
import exports.meetings

LAST = date(2026, 9, 30)
PERIODS = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")


@dataclass
class Told:
    """What a demo book says."""

    folder: Path
    dumps: dict[str, list[dict[str, Any]]]
    figures: dict[str, dict[str, Any]]
    blocks: dict[str, list[db.reports.Block]]
    problems: list[str]


def told(folder: Path, years: int = 0) -> Told:
    """Make the demo book in ``folder`` and ask it everything."""
    desktop.demo.make(folder, years=years)
    secret = db.book.keys.Secret("Bí thư", "sochibo-demo")
    at = db.moments.stored(datetime(2026, 9, 30, 23, tzinfo=db.moments.HANOI))
    with db.book.opened(folder, secret, at, writing=False) as opened:
        spans = {label: db.reports.window(db.periods.read(label), LAST) for label in PERIODS}
        return Told(
            folder,
            {kind: db.kinds.dump(kind) for kind in db.kinds.DUMPS},
            {label: db.figures.printed(span)["figures"] for label, span in spans.items()},
            {label: db.reports.blocks(span) for label, span in spans.items()},
            db.book.checks.problems(opened),
        )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The demo book, made as a person gets it."""
    return told(tmp_path_factory.mktemp("demo") / "so-mau")


@pytest.fixture
def without_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Minutes are approved without drawing and sealing a PDF: it stands in no dump."""

    def approve(meeting: db.meetings.Meeting, on: date, moment: db.moments.Moment) -> None:
        db.meetings.steps.approve(meeting, on, b"%PDF", {}, moment)

    monkeypatch.setattr(exports.meetings, "approve", approve)


def held(book: Told) -> list[dict[str, Any]]:
    """The meetings that took place."""
    return [meeting for meeting in book.dumps["meetings"] if meeting["held_on"]]


def value(book: Told, label: str, name: str) -> Any:
    """One figure of a period."""
    return book.figures[label][name]["value"]


def facts(task: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each dated fact of a task with the instant it was entered."""
    for fact in (*task["states"], *task["progress"]):
        yield fact["on"], fact["at"]
    for extension in task["extensions"]:
        yield extension["made_on"], extension["at"]


@pytest.mark.usefixtures("without_papers")
def test_two_makings_give_equal_dumps_and_figures(book: Told, tmp_path: Path) -> None:
    again = told(tmp_path / "again")
    for kind, records in book.dumps.items():
        assert json.dumps(records) == json.dumps(again.dumps[kind]), kind
    assert again.figures == book.figures


@pytest.mark.usefixtures("without_papers")
def test_the_old_years_lengthen_the_lists_and_change_no_later_figure(
    book: Told, tmp_path: Path
) -> None:
    old = told(tmp_path / "old", years=1)
    assert len(old.dumps["tasks"]) == len(book.dumps["tasks"]) + 12 * 25
    assert len(held(old)) == len(held(book)) + 12 * 2 + 4 + 1  # quarterly, and a congress
    for label in PERIODS:
        for name in book.figures[label]:
            assert value(old, label, name) == value(book, label, name), (label, name)
    assert old.problems == []


def test_it_holds_22_members_and_about_60_tasks(book: Told) -> None:
    assert len(book.dumps["members"]) == 22
    assert 55 <= len(book.dumps["tasks"]) <= 65
    names = {member["name"] for member in book.dumps["members"]}
    assert {task["accountable"] for task in book.dumps["tasks"]} <= names


def test_tasks_stand_in_every_state_and_class(book: Told) -> None:
    tasks = book.dumps["tasks"]
    assert {task["state"] for task in tasks} == set(db.tasks.STATES)
    for name in (
        "tasks_done_on_time", "tasks_done_late", "tasks_done_without_date", "tasks_cancelled",
        "tasks_overdue", "tasks_suspended", "tasks_open_in_time", "tasks_without_date",
    ):  # fmt: skip
        assert any(value(book, label, name) for label in PERIODS), name
    assert any(task["deleted_on"] for task in tasks)
    assert {flag for task in tasks for flag in task["flags"]} == set(db.tasks.FLAGS)
    assert sum(1 for task in tasks if task["outcome"]) > 30


def test_extensions_count_or_came_too_late(book: Told) -> None:
    counted = late = 0
    for task in book.dumps["tasks"]:
        changes = db.tasks.rules.ordered(task["states"])
        _, used = db.tasks.rules.due_on(task, changes, LAST.isoformat())
        counted += len(used)
        late += len(task["extensions"]) - len(used)
    assert counted >= 3
    assert late == 1


def test_every_late_task_says_why(book: Told) -> None:
    assert all(found == [] for found in book.blocks.values())
    pending = [task for task in book.dumps["tasks"] if task["cause_until"]]
    assert [task["code"] for task in pending] == ["NV-17"]
    assert value(book, "2026-Q3", "tasks_overdue") == 2


def test_recurring_duties_are_done_month_by_month(book: Told) -> None:
    assert {series["recurrence"] for series in book.dumps["series"]} == {"monthly", "quarterly"}
    dues = [task for task in book.dumps["tasks"] if task["code"].startswith("NV-11")]
    assert [task["due"] for task in dues] == [
        "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30",
    ]  # fmt: skip
    assert all(task["done_on"] for task in dues)


def test_it_met_15_times_a_month_and_thematically_every_quarter(book: Told) -> None:
    kinds = [meeting["kind"] for meeting in held(book)]
    assert len(kinds) == 20
    assert (kinds.count("thematic"), kinds.count("combined")) == (5, 1)
    assert len({m["held_on"][:7] for m in held(book) if m["kind"] != "thematic"}) == 15
    assert all(value(book, label, "meetings_thematic") >= 1 for label in PERIODS)


def test_every_meeting_has_attendance_conclusions_and_minutes(book: Told) -> None:
    for meeting in held(book):
        assert len(meeting["attendance"]) >= 20
        assert meeting["approved_on"] >= meeting["held_on"]
        assert meeting["conclusions"]
        for conclusion in meeting["conclusions"]:
            assert bool(conclusion["tasks"]) != bool(conclusion["no_task"])
    statuses = {one["status"] for meeting in held(book) for one in meeting["attendance"]}
    assert statuses == set(db.meetings.STATUSES)
    reasons = [
        one["reason"]
        for meeting in held(book)
        for one in meeting["attendance"]
        if one["status"] == "excused"
    ]
    assert len(reasons) > 15
    assert all(reasons)


def test_votes_never_exceed_their_base(book: Told) -> None:
    votes = [vote for meeting in held(book) for vote in meeting["votes"]]
    assert len(votes) >= 15
    for vote in votes:
        assert 0 < vote["in_favour"] <= vote["base"]


def test_all_but_one_thematic_document_carry_a_qr_code(book: Told) -> None:
    thematic = [one for one in book.dumps["documents"] if one["thematic"]]
    assert (len(thematic), sum(1 for one in thematic if one["qr_on"])) == (12, 11)
    assert {bool(one["link"]) for one in thematic if one["qr_on"]} == {True, False}
    assert sum(len(one["attachments"]) for one in book.dumps["documents"]) == 1


def test_three_reports_are_sent_and_two_are_written(book: Told) -> None:
    reports = book.dumps["reports"]
    assert [(one["period"], one["state"]) for one in reports] == [
        ("2025-Q3", "submitted"), ("2025-Q4", "submitted"), ("2026-Q1", "submitted"),
        ("2026-Q2", "draft"), ("2026-Q3", "draft"),
    ]  # fmt: skip
    assert all(one["cutoff"] == one["last"] for one in reports[:3])
    assert all(one["sentences"] and one["number"] is None for one in reports[3:])
    assert book.dumps["bundles"] == []


def test_the_last_quarter_has_figures_worth_reading(book: Told) -> None:
    for name in (
        "tasks_done_on_time", "tasks_done_late", "tasks_overdue", "tasks_carried_over",
        "tasks_new", "tasks_extended", "late_entries",
    ):  # fmt: skip
        assert value(book, "2026-Q3", name) > 0, name
    percents = ("on_time_percent", "clear_percent", "updated_percent", "qr_percent")
    for name in (*percents, "attendance_percent"):
        assert 0 < value(book, "2026-Q3", name) < 100, name


def test_the_clock_never_goes_back(book: Told) -> None:
    rows = book.dumps["history"]
    instants = [row["at"] for row in rows]
    assert instants == sorted(instants)
    assert not any(db.history.CLOCK_BACK in row["verb"] for row in rows)
    assert db.moments.entered_on(instants[-1]) == LAST
    assert {row["who"] for row in rows} == {"Bí thư"}


def test_the_book_is_whole(book: Told) -> None:
    assert book.problems == []


def test_nothing_is_entered_before_it_happened(book: Told) -> None:
    for task in book.dumps["tasks"]:
        for on, at in facts(task):
            assert on <= db.moments.entered_on(at).isoformat(), task["code"]
    for meeting in held(book):
        assert meeting["entered_at"][:10] <= meeting["held_on"]


def test_its_keys_cost_the_least_that_is_allowed(book: Told) -> None:
    keys = db.book.keyfile.read(book.folder)
    for slot in keys.slots:
        assert {name: slot.kdf[name] for name in db.book.keys.lowest_cost()} == (
            db.book.keys.lowest_cost()
        )


def test_salts_are_random_again_afterwards(book: Told) -> None:
    assert book.folder.exists()
    assert db.history._salt() != db.history._salt()


def test_a_diary_out_of_order_is_refused() -> None:
    clock = desktop.demo.making.Clock("Bí thư")
    clock.turn(datetime(2026, 1, 1, 20))  # noqa: DTZ001 - as the diary gives it: local time
    with pytest.raises(ValueError, match="goes back"):
        clock.turn(datetime(2025, 12, 31, 20))  # noqa: DTZ001 - the same


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thư.txt").write_text("của tôi", "utf-8")
    with pytest.raises(db.errors.RecordError, match="không trống"):
        desktop.demo.make(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thư.txt"]


@pytest.mark.parametrize("existed", [True, False])
def test_a_making_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, existed: bool
) -> None:
    folder = tmp_path / "so-mau"
    if existed:
        folder.mkdir()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(desktop.demo.making, "write", fail)
    with pytest.raises(OSError, match="No space"):
        desktop.demo.make(folder)
    assert folder.exists() is existed
    assert not existed or list(folder.iterdir()) == []
