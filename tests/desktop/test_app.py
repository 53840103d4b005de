"""The program's manners: one sentence, the right exit, never a traceback, a log without names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

import db.book
import db.book.keys
import db.history
import desktop.app
import desktop.commands
from tests.journeys import offices


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own, and the umask of the tests afterwards."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("SOCHIBO_PASSWORD", offices.PASSWORD)
    before = os.umask(0o022)
    os.umask(before)
    yield tmp_path
    os.umask(before)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return offices.make(tmp_path_factory.mktemp("app") / "so").folder


def raising(error: BaseException) -> object:
    def run(_given: object) -> NoReturn:
        raise error

    return run


def log(home: Path) -> str:
    return (home / "state" / "sochibo" / "loi.log").read_text("utf-8")


def test_a_fault_of_ours_is_logged_without_what_it_says(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(desktop.commands, "run", raising(ValueError("Khúc Văn Tảo vi phạm")))
    assert desktop.app.main(["check"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "loi.log" in said.err
    assert "ValueError" in log(home)
    assert "Khúc Văn Tảo" not in log(home) + said.err


def test_a_disk_that_fails_is_no_fault_of_ours_but_logged(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pulled = OSError(5, "Input/output error", "E:\\so\\book.db")
    monkeypatch.setattr(desktop.commands, "run", raising(pulled))
    assert desktop.app.main(["check"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Không đọc hoặc không ghi được “E:\\so\\book.db”; hãy kiểm tra")
    assert "OSError" in log(home)


def test_a_break_off_says_that_the_book_is_as_before(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(desktop.commands, "run", raising(KeyboardInterrupt()))
    assert desktop.app.main(["check"]) == 2
    assert capsys.readouterr().err == "Đã dừng theo yêu cầu; sổ giữ nguyên như trước.\n"


def test_a_reader_who_goes_away_hears_nothing_more(book: Path, home: Path) -> None:
    with subprocess.Popen(
        offices.command("dump", "history", "--book", book),
        env=offices.environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device is Linux's")
def test_an_answer_that_cannot_be_printed_is_said_once(book: Path, home: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            offices.command("dump", "history", "--book", book, "--json"),
            env=offices.environment(home),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Việc đã làm xong nhưng không in được kết quả; hãy")
    assert done.stderr.count(b"\n") == 1


def test_a_clock_that_is_behind_is_said_and_the_row_marked(
    book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    workbook = offices.workbook(tmp_path / "dv.xlsx", offices.MEMBERS)
    verb = ["import", str(workbook), "--as", "members", "--book", str(book)]
    assert desktop.app.main([*verb, "--today", "2026-01-01"]) == 0
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "đồng hồ của máy đang chậm" in said.err
    secret = db.book.keys.Secret(None, offices.PASSWORD)
    with db.book.opened(book, secret, offices.moment(date(2026, 1, 2)).at, writing=False):
        rows = [row for row in db.history.dump() if row["at"].startswith("2026-01-01")]
    assert rows
    assert all(row["verb"].endswith(db.history.CLOCK_BACK) for row in rows[:1])


@pytest.mark.parametrize("verb", [None, *desktop.commands.VERBS])
def test_help_speaks_vietnamese(verb: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [verb, "--help"] if verb else ["--help"]
    with pytest.raises(SystemExit) as ended:
        desktop.app.main(arguments)
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("cách dùng: sochibo")
    bare = re.sub(r"\b[A-Z]{2,}\b", " ", said)  # names of arguments, as the contract writes them
    assert not offices.english(bare)
    assert "optional" not in said
    assert "positional" not in said


def test_options_may_stand_before_or_after_the_verb() -> None:
    before = desktop.commands.read(["--book", "so", "--json", "dump", "tasks"])
    after = desktop.commands.read(["dump", "tasks", "--book", "so", "--json"])
    assert vars(before) == vars(after)
    assert (before.book, before.json, before.verb, before.kind) == ("so", True, "dump", "tasks")


def test_no_library_of_documents_is_loaded_at_start() -> None:
    program = (
        "import sys, desktop.app; print(*sorted({'reportlab', 'openpyxl', 'pyhanko', 'pikepdf',"
        " 'pypdfium2', 'lxml', 'segno', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=offices.ROOT,
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"\n"


@pytest.mark.usefixtures("home")
def test_a_window_without_a_screen_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert desktop.app.main([]) == 2
    said = capsys.readouterr()
    assert "hãy dùng các lệnh" in said.err
    assert said.out == ""
