"""A recurring duty: counting adds the occurrences not yet written, writing verbs make them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import db.book
import db.members
import db.tasks.series
from tests.journeys import offices
from tests.journeys.offices import Desk

FIELDS = {"work": "Họp tổ liên gia", "recurrence": "monthly", "accountable": "Khúc Văn Tảo"}


def desk_with_series(folder: Path, start: date, today: date) -> Desk:
    desk, moment = Desk(folder), offices.moment(today)
    made = offices.make(desk.book)
    with db.book.opened(made.folder, made.secret, moment.at, writing=True):
        db.members.add(db.members.Draft("Khúc Văn Tảo", date(2010, 9, 2)), moment)
        db.tasks.series.start({**FIELDS, "start": start}, moment, not_secret=True)
    return desk


@pytest.fixture
def coming(tmp_path: Path) -> Desk:
    """Its first occurrence begins the day after it was entered."""
    return desk_with_series(tmp_path, date(2026, 10, 1), date(2026, 9, 30))


def test_counting_adds_what_has_begun_and_writes_nothing(coming: Desk) -> None:
    for today, value in (("2026-09-30", 0), ("2026-10-31", 1), ("2026-12-31", 3)):
        figures = coming.ask("figures", "2026", today=today)["figures"]
        assert figures["tasks_in_period"] == {"value": value, "ids": []}
    assert coming.ask("dump", "tasks")["records"] == []


def test_an_export_makes_what_has_begun_and_reports_it_with_its_id(coming: Desk) -> None:
    coming.ask(
        "export", "2026-10-01..2026-10-10", "--to", coming.folder / "gui", today="2026-10-10"
    )
    (task,) = coming.ask("dump", "tasks")["records"]
    assert (task["due"], task["states"][0]["on"]) == ("2026-10-31", "2026-10-01")
    (report,) = coming.ask("dump", "reports")["records"]
    assert report["reported"]["figures"]["tasks_in_period"] == {"value": 1, "ids": [task["id"]]}


def test_an_import_makes_what_has_begun(coming: Desk) -> None:
    book = offices.workbook(coming.folder / "viec.xlsx", offices.TASKS)
    coming.ask("import", book, "--as", "tasks", "--dry-run", today="2026-11-02")
    assert coming.ask("dump", "tasks")["records"] == []
    taken = coming.ask("import", book, "--as", "tasks", today="2026-11-02")["taken"]
    works = [one["work"] for one in coming.ask("dump", "tasks")["records"]]
    assert len(works) == 2 + len(taken)
    assert sum(work.startswith(FIELDS["work"]) for work in works) == 2


def test_a_late_occurrence_nobody_wrote_stops_the_export_and_is_not_written(tmp_path: Path) -> None:
    desk = desk_with_series(tmp_path, date(2026, 7, 1), date(2026, 7, 5))
    before = desk.dumps()
    said = desk.say(
        *("export", "2026-Q3", "--to", "gui", "--book", "so"),
        *("--today", "2026-10-05", "--json"),
    )
    assert (said.code, said.err) == (1, "")
    assert len(said.body["blocks"]) == 2, "July and August are late; September is due that very day"
    assert desk.dumps() == before
    assert not (desk.folder / "gui").exists()
