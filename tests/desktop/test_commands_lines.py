"""What a person reads when no JSON is asked for."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import db.errors
import desktop.app
import desktop.clock
import desktop.commands.export
from tests.journeys import offices


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return offices.make(tmp_path_factory.mktemp("lines") / "so").folder


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The password stands in the environment; the umask is the tests' own again afterwards."""
    monkeypatch.setenv("SOCHIBO_PASSWORD", offices.PASSWORD)
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


def lines(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> list[str]:
    """What a verb prints."""
    assert desktop.app.main([*map(str, arguments), "--today", "2026-10-05"]) == code
    said = capsys.readouterr()
    assert said.err == ""
    return said.out.splitlines()


def test_figures_are_named_in_vietnamese_and_an_empty_base_is_none(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = lines(capsys, "figures", "2026-Q3", "--book", book)
    assert said[0] == "Số liệu từ 01/07/2026 đến 30/09/2026"
    assert "Nhiệm vụ trong kỳ: 0" in said
    assert any(": không phát sinh" in line for line in said)
    assert not any(offices.english(line) for line in said)


def test_an_import_says_row_by_row_what_became_of_it(
    book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    workbook = offices.workbook(tmp_path / "viec.xlsx", offices.TASKS)
    said = lines(capsys, "import", workbook, "--as", "tasks", "--dry-run", "--book", book)
    assert said[0] == "3 dòng sẽ nhận, 1 dòng cần xem lại, 0 dòng không nhận."
    assert any(line.startswith("Cần xem lại – Sheet1!") for line in said)
    assert any(line.startswith("Chưa có trong danh sách đảng viên: ") for line in said)
    assert not any("Hoàn tác" in line for line in said), "nothing was written"
    said = lines(capsys, "import", workbook, "--as", "tasks", "--book", book)
    assert said[-1] == "Hoàn tác cả lần nhập này bằng lệnh undo."
    assert lines(capsys, "undo", "--book", book) == ["Đã hoàn tác lần nhập: 3 hồ sơ."]
    assert lines(capsys, "search", "ngõ 12", "--book", book) == ["Không tìm thấy hồ sơ nào."]


def test_a_dump_is_one_record_a_line(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines(capsys, "dump", "unit", "--book", book)
    assert json.loads(line)["code"] == offices.CODE


def test_signers_come_in_the_order_of_their_roles() -> None:
    moment = desktop.clock.moment("2026-10-05", offices.PERSON)
    assert desktop.commands.export.identities([], [], moment) == []
    with pytest.raises(db.errors.RecordError, match="một tệp mật khẩu chung"):
        desktop.commands.export.identities(["bi-thu=a", "thu-ky=b"], ["1", "2", "3"], moment)


def test_a_day_given_stands_for_the_clock() -> None:
    moment = desktop.clock.moment("2026-10-05", offices.PERSON)
    assert (moment.today.isoformat(), moment.at) == ("2026-10-05", "2026-10-05T05:00:00Z")
