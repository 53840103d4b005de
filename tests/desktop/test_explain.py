"""``explain``: from the command line, too, a late task can be given its cause."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import db.book
import db.tasks.adding
import desktop.app
from tests.journeys import offices

LATE = "2026-10-05"
SAID = ("--cause", "chờ số liệu", "--body", "Chi ủy", "--answers", "Khúc Văn Tảo")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book with one overdue task."""
    made, moment = offices.make(tmp_path / "so"), offices.moment(date(2026, 8, 1))
    with db.book.opened(made.folder, made.secret, moment.at, writing=True):
        on = date(2026, 7, 2)
        draft = db.tasks.adding.Draft({"work": "Lập danh sách"}, first_due=date(2026, 7, 31))
        draft.assigned_on, draft.states = on, [(on, "assigned")]
        db.tasks.adding.add(draft, moment, not_secret=True)
    monkeypatch.setenv("SOCHIBO_PASSWORD", offices.PASSWORD)
    return made.folder


def run(folder: Path, *arguments: str) -> int:
    return desktop.app.main([*arguments, "--book", str(folder), "--today", LATE, "--json"])


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_what_blocks_an_export_is_settled_by_its_number(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "gui")
    assert run(folder, "export", "2026-Q3", "--to", target) == 1
    number = str(told(capsys)["blocks"][0]["id"])
    assert run(folder, "explain", number, *SAID, "--until", "2026-10-20") == 0
    task = told(capsys)["task"]
    assert (task["cause"], task["cause_until"]) == ("chờ số liệu", "2026-10-20")
    assert run(folder, "export", "2026-Q3", "--to", target) == 0
    assert told(capsys)["number"] == 1


def test_an_unknown_number_is_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "explain", "77", *SAID) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "Không có nhiệm vụ số 77" in said.err
