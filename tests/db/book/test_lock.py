from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import db.base
import db.book
import db.book.lock
import db.documents
import db.errors
from tests.db.factory import SECRET, WHO, moment

HOLD = """
import sys, pathlib, db.book.lock
lock = db.book.lock.take(pathlib.Path(sys.argv[1]), "Sùng A Páo", "2026-07-20T01:02:03Z")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the book."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db.book.lock, "_PATIENCE", 0.0)


@pytest.mark.usefixtures("holder", "impatient")
def test_a_second_writer_is_told_who_holds_the_book_and_since_when(folder: Path) -> None:
    with pytest.raises(db.errors.BookInUse, match=r"“Sùng A Páo” mở từ 20/07/2026 08:02"):
        db.book.open_book(folder, SECRET, moment().at, writing=True)


@pytest.mark.usefixtures("holder")
def test_a_reader_runs_beside_the_writer(folder: Path) -> None:
    with db.book.opened(folder, SECRET, moment().at, writing=False) as book:
        assert book.lock is None
        assert db.base.rows("SELECT count(*) FROM unit") == [(1,)]


@pytest.mark.usefixtures("impatient")
def test_a_crash_lets_go_of_the_book(folder: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        assert book.lock is not None
    assert json.loads((folder / "book.lock").read_bytes())["who"] == WHO


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("notice", [b"", b"{", b"[]", b'{"who": 5}', b'{"who":"a","since":5}'])
def test_a_holder_without_a_notice_is_still_one_sentence(folder: Path, notice: bytes) -> None:
    lock = db.book.lock.take(folder, WHO, moment().at)
    (folder / "book.lock").write_bytes(notice)
    with pytest.raises(db.errors.BookInUse, match="một cửa sổ khác"):
        db.book.lock.take(folder, WHO, moment().at)
    lock.release()


def test_the_lock_is_given_back(folder: Path) -> None:
    for _ in range(3):
        db.book.lock.take(folder, WHO, moment().at).release()
    last = db.book.lock.attempt(folder)
    assert last is not None
    last.release()


def test_a_reader_keeps_nobody_from_writing(folder: Path) -> None:
    with db.book.opened(folder, SECRET, moment().at, writing=False):
        db.book.lock.take(folder, WHO, moment().at).release()
    assert (folder / "book.lock").exists()


def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuses(path: str, flags: int, *more: int) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(30, "Read-only file system", str(path))
        return opened(path, flags, *more)

    monkeypatch.setattr(os, "open", refuses)


def test_a_book_on_read_only_media_is_not_opened_for_writing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_only(monkeypatch)
    with pytest.raises(db.errors.BookError, match="Không ghi được vào thư mục sổ"):
        db.book.open_book(folder, SECRET, moment().at, writing=True)


def test_a_book_on_read_only_media_can_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_only(monkeypatch)
    with db.book.opened(folder, SECRET, moment().at, writing=False):
        assert db.documents.dump() == []


def test_a_full_disk_does_not_keep_the_lock_from_holding(folder: Path) -> None:
    class Full:
        """A lock file on a disk that takes nothing."""

        def __init__(self, file: object) -> None:
            self.file = file

        def fileno(self) -> int:
            return self.file.fileno()  # type: ignore[attr-defined,no-any-return]  # a real file

        def seek(self, _place: int) -> None: ...

        def truncate(self) -> None: ...

        def write(self, _data: bytes) -> int:
            raise OSError(28, "No space left on device")

        def close(self) -> None:
            self.file.close()  # type: ignore[attr-defined]  # a real file

    held = db.book.lock.attempt

    def full(path: Path) -> db.book.lock.Lock | None:
        lock = held(path)
        assert lock is not None
        lock.file = Full(lock.file)  # type: ignore[assignment]  # acts as one
        return lock

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db.book.lock, "attempt", full)
        lock = db.book.lock.take(folder, WHO, moment().at)
    assert db.book.lock.attempt(folder) is None
    lock.release()
