"""Places that take no files, or no more: said in one sentence, nothing half written."""

from __future__ import annotations

import errno
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import db.files
from tests.journeys import offices
from tests.journeys.offices import USUAL, Desk, assert_refused, untouched

TO_NOWHERE: dict[str, tuple[str, ...]] = {
    "export": ("export", "2026-Q3", "--to", "{}/ra", *USUAL),
    "backup": ("backup", "--to", "{}/luu.zip", *USUAL),
    "new": ("new", "{}/so", "--unit", "don-vi.toml"),
    "restore": ("restore", "luu.zip", "--to", "{}/so"),
    "demo": ("demo", "{}/so"),
}


@pytest.mark.parametrize("place", ["/proc/nowhere", "viec.xlsx"])
@pytest.mark.parametrize("verb", TO_NOWHERE)
def test_a_place_that_takes_no_files_is_named(verb: str, place: str, desk: Desk) -> None:
    arguments = [one.replace("{}", place) for one in TO_NOWHERE[verb]]
    with untouched(desk):
        assert_refused(desk.say(*arguments), "Không ghi được", "hãy")


def full(size: int) -> Callable[[], None]:
    """No file of the process may grow beyond ``size`` bytes: what a full disk is to it."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


FULL: dict[str, tuple[int, tuple[str, ...]]] = {
    "export": (40_000, ("export", "2026-Q3", "--to", "moi", *USUAL)),
    "backup": (60_000, ("backup", "--to", "moi/luu.zip", *USUAL)),
    "new": (60_000, ("new", "moi/so", "--unit", "don-vi.toml")),
    "new, late": (380_000, ("new", "moi/so", "--unit", "don-vi.toml")),
    "restore": (60_000, ("restore", "luu.zip", "--to", "moi")),
    "import": (4_096, ("import", "viec.xlsx", "--as", "tasks", *USUAL)),
    "demo": (60_000, ("demo", "moi")),
    "demo, late": (400_000, ("demo", "moi")),
}


@pytest.mark.parametrize("case", FULL)
def test_a_file_that_takes_no_more_leaves_everything_as_it_was(case: str, desk: Desk) -> None:
    size, arguments = FULL[case]
    with untouched(desk):
        said = desk.say(*arguments, before=full(size))
        assert_refused(said, "hãy")
        assert any(why in said.err for why in ("đầy", "Không đủ chỗ", "kiểm tra ổ đĩa")), said.err
        assert not (desk.folder / "moi").exists()


NO_SPACE = """
import errno, os, sys
import desktop.app
def full(handle):
    raise OSError(errno.ENOSPC, "No space left on device")
os.fsync = full
sys.exit(desktop.app.main())
"""


@pytest.mark.parametrize("verb", ["export", "backup", "new"])
def test_a_full_target_is_said_to_be_full(verb: str, desk: Desk) -> None:
    with untouched(desk):
        done = subprocess.run(
            [sys.executable, "-c", NO_SPACE, *FULL[verb][1]],
            cwd=desk.folder,
            env=offices.environment(desk.folder / "nha"),
            capture_output=True,
            check=False,
        )
        said = offices.Said(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert_refused(said, "vì ổ đĩa đã đầy; hãy giải phóng chỗ hoặc chọn nơi lưu khác")
        assert not (desk.folder / "moi").exists()


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_each_failure_to_write_says_what_to_do(error: int, tmp_path: Path) -> None:
    said = str(db.files.unwritable(tmp_path / "luu.zip", OSError(error, "x")))
    assert not offices.english(said)
    assert "hãy" in said


def test_nothing_is_written_over(desk: Desk) -> None:
    with untouched(desk):
        for verb in (
            ("new", "gui", "--unit", "don-vi.toml"),
            ("demo", "gui"),
            ("restore", "luu.zip", "--to", "gui"),
        ):
            assert_refused(desk.say(*verb), "“gui” không trống", "hãy chọn")
        assert_refused(desk.say("backup", "--to", "gui", *USUAL), "gui", "hãy")


def test_a_torn_backup_becomes_no_book(other: Desk) -> None:
    whole = (other.folder / "luu.zip").read_bytes()
    torn = {"cut": whole[:-900], "changed": whole[:5000] + b"\0\1\2" + whole[5003:], "none": b""}
    for name, data in torn.items():
        (other.folder / "hong.zip").write_bytes(data)
        before = offices.listing(other.folder)
        said = other.say("restore", "hong.zip", "--to", "so-moi")
        assert_refused(said, "“hong.zip” bị hỏng", "hãy dùng bản sao lưu khác")
        assert offices.listing(other.folder) == before, name
        assert not (other.folder / "so-moi").exists()
    assert_refused(other.say("restore", "khong.zip", "--to", "so-moi"), "“khong.zip”", "hãy")
    assert_refused(
        other.say("restore", "luu.zip", "--to", "so-moi", password="sai"), "Mật khẩu chưa đúng"
    )
    assert not (other.folder / "so-moi").exists()


def test_a_unit_file_says_what_is_wrong_with_it(other: Desk) -> None:
    file = other.folder / "don-vi.toml"
    cases = {
        "": ("còn thiếu mục", "code"),
        "code = ": ("không đúng dạng TOML",),
        offices.UNIT.replace("residential", "ward"): ("school, residential, agency",),
        offices.UNIT.replace("TDP7-HOAMOC", "Tổ 7"): ("Mã đơn vị", "“code”"),
        offices.UNIT.replace("2025-05-20", '"20/5/2025"'): ("“term_from”", "2025-06-01"),
    }
    for text, parts in cases.items():
        file.write_text(text, encoding="utf-8")
        assert_refused(other.say("new", "so-moi", "--unit", "don-vi.toml"), *parts)
    file.unlink()
    assert_refused(
        other.say("new", "so-moi", "--unit", "don-vi.toml"), "“don-vi.toml”", "đường dẫn"
    )
    assert not (other.folder / "so-moi").exists()
