"""The desk that bad input is laid on, and the room in which the window is used."""

from __future__ import annotations

import gc
import os
import shutil
import traceback
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import db.base
import db.book
import db.book.keys
import db.members
import db.tasks.adding
import desktop.crash
import desktop.window
import ui.choosing
import ui.theme
from tests.exports import authority
from tests.journeys import offices, window
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
        draft = db.tasks.adding.Draft(fields, date(2026, 8, 1), on, states)
        db.tasks.adding.take_in([draft], today, not_secret=True)
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


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application as the program dresses it."""
    desktop.window.prepare(qapp)
    return qapp


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's book with nothing in it, made once and copied by whoever needs it."""
    return offices.make(tmp_path_factory.mktemp("made") / "so").folder


@pytest.fixture(scope="session")
def kept_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's book with its five members and a quarter's tasks, one late with its cause."""
    made = offices.make(tmp_path_factory.mktemp("kept") / "so")
    given, moment = date(2026, 7, 1), offices.moment(date(2026, 9, 28))
    with db.book.opened(made.folder, made.secret, moment.at, writing=True):
        for row in offices.MEMBERS[6:]:
            joined, official = date(2010, 9, 2), date(2011, 9, 2)
            draft = db.members.Draft(str(row[1]), joined, official_on=official)
            db.members.add(draft, moment)
        drafts = [
            db.tasks.adding.Draft(
                {"work": work, "lead": "Chi ủy", "accountable": who, "product": "Biên bản"},
                date(2026, 9, due),
                given,
                [(given, "assigned"), *([(date(2026, 9, done), "done")] if done else [])],
            )
            for work, who, due, done in offices.QUARTER
        ]
        db.tasks.adding.take_in(drafts, moment, not_secret=True)
    return made.folder


@pytest.fixture
def bare_room(
    dressed: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[window.Room]:
    """A room with a computer on which the program was never started."""
    monkeypatch.setattr(db.book.keys, "fitting_cost", db.book.keys.lowest_cost)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("CONFIG", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    monkeypatch.delenv("SOCHIBO_PASSWORD", raising=False)
    made = window.Room(tmp_path, qtbot, capsys)
    record = desktop.crash.record

    def keep(error: BaseException) -> str:
        made.faults.append("".join(traceback.format_exception(error)))
        return record(error)

    monkeypatch.setattr(desktop.crash, "record", keep)
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [])  # "Hủy", never a dialog
    umask = os.umask(0o022)
    gc.collect()
    gc.freeze()  # what the tests themselves hold is not looked through on the program's time
    yield made
    gc.unfreeze()
    os.umask(umask)
    db.base.database.close()
    dressed.clipboard().clear()
    if ui.theme.scale() != 1.0:
        ui.theme.set_scale(1.0)


@pytest.fixture
def room(bare_room: window.Room, empty_book: Path) -> window.Room:
    """A room with the office's book, which has nothing in it yet."""
    bare_room.take_copy(empty_book)
    return bare_room


@pytest.fixture
def kept_room(bare_room: window.Room, kept_book: Path) -> window.Room:
    """A room with the office's book in which a quarter has been kept."""
    bare_room.take_copy(kept_book)
    return bare_room
