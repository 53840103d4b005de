"""``erase``: the words go, the sheet says what is left to destroy; and the backup of the day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import db.book.backup
import db.errors
import desktop.app
from tests.journeys import offices

DAYS = ("2026-10-05", "2026-10-06", "2026-10-07")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book with three tasks and no backup; its password stands in the environment."""
    folder = offices.make(tmp_path / "so").folder
    monkeypatch.setenv("SOCHIBO_PASSWORD", offices.PASSWORD)
    workbook = offices.workbook(tmp_path / "viec.xlsx", offices.TASKS)
    run(folder, "import", workbook, "--as", "tasks")
    for path in (folder / "backups").iterdir():
        path.unlink()
    return folder


def run(folder: Path, *arguments: object, today: str = DAYS[0], code: int = 0) -> None:
    given = [*map(str, arguments), "--book", str(folder), "--today", today, "--json"]
    assert desktop.app.main(given) == code


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return said


def backups(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def test_an_erased_task_is_a_stub_and_the_sheet_is_printed(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(desk, "erase", "tasks", 1, "--reason", "wrong_person")
    said = told(capsys)
    assert said["erased"] == {"kind": "tasks", "id": 1, "reason": "wrong_person"}
    assert (len(said["rows"]), said["rewritten"], said["to_destroy"]) == (1, [], [])
    assert said["sheet"][0] == "PHIẾU XÓA HẲN NỘI DUNG"
    assert not any(offices.english(line) for line in said["sheet"])
    run(desk, "dump", "tasks")
    assert told(capsys)["records"][0]["work"] == "đã xóa theo quy định"
    run(desk, "check")
    assert told(capsys)["problems"] == []


@pytest.mark.parametrize(
    "arguments",
    [("tasks", 99, "--reason", "secret"), ("tasks", 1, "--reason", "x"), ("tasks", 1),
     ("reports", 1, "--reason", "secret"), ("tasks", "một", "--reason", "secret")],
)  # fmt: skip
def test_what_cannot_be_erased_is_one_sentence(
    desk: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[object, ...]
) -> None:
    capsys.readouterr()
    run(desk, "erase", *arguments, code=2)
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert not offices.english(said.err)
    assert backups(desk) == []


def test_the_first_change_of_a_day_is_backed_up(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(desk, "dump", "tasks")
    assert backups(desk) == [], "a reading verb makes none"
    for number, day in enumerate(DAYS, start=1):
        run(desk, "erase", "tasks", number, "--reason", "personal", today=day)
        assert len(told(capsys)["rewritten"]) == number - 1
    assert backups(desk) == [f"tu-dong-{day}.zip" for day in DAYS]


def test_a_backup_that_cannot_be_made_is_one_line_and_takes_nothing_from_the_verb(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> None:
        raise db.errors.RecordError("Ổ đĩa đã đầy.")

    monkeypatch.setattr(db.book.backup, "make", fails)
    capsys.readouterr()
    run(desk, "undo")
    said = capsys.readouterr()
    assert json.loads(said.out)["undone"]["tasks"] == [1, 2, 3]
    assert said.err == "Việc đã làm xong nhưng chưa sao lưu tự động được: Ổ đĩa đã đầy.\n"
