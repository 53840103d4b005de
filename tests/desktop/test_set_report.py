"""``set`` and ``report``: what a person enters of the unit and of a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import desktop.app
from tests.journeys import offices

TODAY = "2026-10-05"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty book."""
    monkeypatch.setenv("SOCHIBO_PASSWORD", offices.PASSWORD)
    return offices.make(tmp_path / "so").folder


def run(folder: Path, *arguments: str, code: int = 0) -> None:
    given = [*arguments, "--book", str(folder), "--today", TODAY, "--json"]
    assert desktop.app.main(given) == code


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("recipients", "Đảng ủy; Lưu CB", ["Đảng ủy", "Lưu CB"]),
        ("report_due_day", "7", 7),
        ("year_theme", "Kỷ cương", "Kỷ cương"),
        ("vote_base_without_temporary", "false", False),
    ],
)
def test_a_setting_holds_from_its_day_on(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, written: str, value: object
) -> None:
    run(folder, "set", name, written)
    assert told(capsys)["settings"][name] == value
    run(folder, "set")
    assert told(capsys)["settings"][name] == value


@pytest.mark.parametrize(
    "arguments", [("set", "mau_sac", "đỏ"), ("set", "report_due_day", "mai"), ("set", "year_theme")]
)
def test_a_wrong_setting_is_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    run(folder, *arguments, code=2)
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert not offices.english(said.err.replace("report_due_day", ""))


def test_settings_of_the_unit_file_hold_from_the_first_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOCHIBO_PASSWORD", "mật khẩu")
    unit = tmp_path / "dv.toml"
    unit.write_text(
        'code = "X-1"\nname = "Chi bộ X"\nkind = "agency"\nward = "Y"\nupper = "Đảng bộ Y"\n'
        'place = "Y"\nterm_from = 2025-05-01\nheads = ["Ma Văn Kháng"]\n'
        '[settings]\nward_plan = "số 9-KH/ĐU"\n',
        "utf-8",
    )
    assert desktop.app.main(["new", str(tmp_path / "so"), "--unit", str(unit), "--json"]) == 0
    capsys.readouterr()
    run(tmp_path / "so", "set")
    assert told(capsys)["settings"]["ward_plan"] == "số 9-KH/ĐU"


def test_a_submitted_report_is_only_supplemented_or_replaced(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gui = str(tmp_path / "gui")
    run(folder, "report", "2026-Q3", "--number", "5", "--dated", "2026-10-02")
    record = told(capsys)["report"]
    assert (record["number"], record["dated"], record["state"]) == (5, "2026-10-02", "draft")
    run(folder, "export", "2026-Q3", "--to", gui)
    run(folder, "report", "2026-Q3", "--submitted", "2026-10-05", "--how", "nộp trực tiếp")
    run(folder, "export", "2026-Q3", "--to", gui, code=2)
    assert "--supplement" in capsys.readouterr().err
    run(folder, "export", "2026-Q3", "--to", gui, "--supplement")
    assert told(capsys)["kind"] == "B"


def test_a_final_report_keeps_its_number(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, "export", "2026-Q3", "--to", str(tmp_path / "gui"))
    run(folder, "report", "2026-Q3", "--number", "6", code=2)
    assert "bổ sung hoặc thay thế" in capsys.readouterr().err
