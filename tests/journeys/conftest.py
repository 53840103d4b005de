"""The desk that bad input is laid on: a book, a bundle made of it, a backup, some files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import db.book
import db.members
import db.tasks
from tests.exports import authority
from tests.journeys import offices
from tests.journeys.offices import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A book with a member and a late task whose cause is known, and one bundle made of it."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    made, today = offices.make(desk.book), offices.moment(date(2026, 9, 30))
    with db.book.opened(made.folder, made.secret, today.at, writing=True):
        db.members.add(db.members.Draft("Khúc Văn Tảo", date(2010, 9, 2)), today)
        on = date(2026, 7, 2)
        fields = {"work": "Sửa nhà văn hóa", "accountable": "Khúc Văn Tảo", "cause": "mưa bão"}
        fields |= {"cause_body": "Chi ủy", "cause_person": "Khúc Văn Tảo"}
        states = [(on, "assigned")]
        draft = db.tasks.Draft(fields, date(2026, 8, 1), on, states)
        db.tasks.take_in([draft], today, not_secret=True)
    desk.ask("export", "2026-Q3", "--to", desk.folder / "gui")
    desk.ask("backup", "--to", desk.folder / "luu.zip")
    offices.workbook(desk.folder / "viec.xlsx", offices.TASKS)
    (desk.folder / "don-vi.toml").write_text(offices.UNIT, encoding="utf-8")
    (desk.folder / "mk.txt").write_text(authority.PASSWORD, encoding="utf-8")
    yield desk
    log = desk.folder / "nha" / "state" / "sochibo" / "loi.log"
    assert not log.exists(), f"a fault of the program: {log.read_text('utf-8')}"


@pytest.fixture
def other(desk: Desk, tmp_path: Path) -> Desk:
    """The same desk, to be spoilt."""
    shutil.copytree(desk.folder, tmp_path / "ban")
    return Desk(tmp_path / "ban")
