from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Self

import pytest

import db.errors
import db.files


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_and_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "báo cáo.pdf"
    db.files.write_whole(target, b"one")
    db.files.write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert entries(tmp_path) == ["báo cáo.pdf"]


@pytest.mark.skipif(os.name != "posix", reason="owners are a POSIX matter")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_what_is_written_is_its_owners_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        db.files.private_folder(tmp_path / "a")
        db.files.write_whole(tmp_path / "a" / "b", b"x")
    finally:
        os.umask(before)
    assert mode(tmp_path / "a") == 0o700
    assert mode(tmp_path / "a" / "b") == 0o600


@pytest.mark.skipif(os.name != "posix", reason="owners are a POSIX matter")
def test_an_open_file_left_by_a_crash_does_not_open_what_follows(tmp_path: Path) -> None:
    target = tmp_path / "a"
    left = db.files.aside(target)
    left.write_bytes(b"half")
    left.chmod(0o644)
    db.files.write_whole(target, b"whole")
    assert mode(target) == 0o600


def test_a_stick_that_knows_no_owners_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path, _mode: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refused)
    db.files.private_folder(tmp_path / "a")
    db.files.write_whole(tmp_path / "a" / "b", b"x")
    assert (tmp_path / "a" / "b").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "ổ đĩa đã đầy"),
        (errno.EROFS, "chỉ cho đọc"),
        (errno.EIO, "hãy kiểm tra ổ đĩa"),
    ],
)
@pytest.mark.parametrize("where", ["open", "fsync", "replace"])
def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str, where: str
) -> None:
    target = tmp_path / "keys.json"
    target.write_bytes(b"old")

    def fails(*_given: object, **_named: object) -> int:
        raise OSError(number, os.strerror(number))

    owner = Path if where == "replace" else os
    monkeypatch.setattr(owner, where, fails)
    with pytest.raises(db.errors.RecordError, match=says):
        db.files.write_whole(target, b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert entries(tmp_path) == ["keys.json"]


def test_a_disk_that_fills_in_the_middle_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.fdopen

    class Full:
        """A file on a disk that takes three bytes."""

        def __init__(self, handle: int) -> None:
            self.file = opened(handle, "wb")

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_given: object) -> None:
            self.file.close()

        def write(self, data: bytes) -> int:
            self.file.write(data[:3])
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fdopen", lambda handle, _mode: Full(handle))
    with pytest.raises(db.errors.RecordError, match="ổ đĩa đã đầy"):
        db.files.write_whole(tmp_path / "a", b"123456")
    assert entries(tmp_path) == []


def test_a_folder_that_cannot_be_synced_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_path: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(db.files, "sync_folder", fails)
    with pytest.raises(db.errors.RecordError):
        db.files.write_whole(tmp_path / "a", b"1")
    assert entries(tmp_path) == ["a"]


@pytest.mark.skipif(os.name != "posix", reason="Windows syncs no folders")
def test_a_file_system_that_syncs_no_folders_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(_handle: int) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", unsupported)
    db.files.sync_folder(tmp_path)
    assert entries(tmp_path) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(db.errors.RecordError, match="khong-co"):
        db.files.write_whole(tmp_path / "khong-co" / "a", b"1")


def test_a_folder_in_the_way_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(db.errors.RecordError):
        db.files.write_whole(tmp_path / "a", b"1")
    assert entries(tmp_path) == ["a"]
