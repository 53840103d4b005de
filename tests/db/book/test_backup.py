from __future__ import annotations

import errno
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

import db.base
import db.book
import db.book.backup
import db.book.checks
import db.book.keys
import db.documents
import db.errors
import db.history
import db.kinds
import tests.db.factory
from tests.db.factory import PASSWORD, SECRET, WHO, moment

NAMES = ["book.db", "keys.json", "so-luong.json"]


@pytest.fixture
def full(book: db.book.Book) -> db.book.Book:
    """An open book with something of most kinds."""
    tests.db.factory.member()
    tests.db.factory.task()
    tests.db.factory.meeting()
    document = tests.db.factory.document()
    db.documents.attach(document, "a.bin", bytes(range(256)) * 300, moment())
    return book


@pytest.fixture
def backup(full: db.book.Book, tmp_path: Path) -> Path:
    target = tmp_path / "sao-luu.zip"
    db.book.backup.make(full, target, moment().at)
    return target


def dumps() -> dict[str, list[dict[str, Any]]]:
    return {kind: db.kinds.dump(kind) for kind in db.kinds.DUMPS}


def rewritten(backup: Path, **entries: bytes | None) -> Path:
    """The backup with other contents for some entries; None leaves one out."""
    with zipfile.ZipFile(backup) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held |= {name.replace("_", "."): data for name, data in entries.items() if data is not None}
    for name in [name.replace("_", ".") for name, data in entries.items() if data is None]:
        held.pop(name)
    with zipfile.ZipFile(backup, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return backup


def check_refused(backup: Path, folder: Path, secret: db.book.keys.Secret | None = SECRET) -> None:
    with pytest.raises(db.errors.RecordError) as caught:
        db.book.backup.restore(backup, folder, secret)
    assert "\n" not in str(caught.value)
    assert not folder.exists()
    assert [path.name for path in folder.parent.iterdir() if "phuc-hoi" in path.name] == []


# Making --------------------------------------------------------------------------------------


def test_a_backup_is_a_stored_zip_that_says_what_it_holds(full: db.book.Book, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        assert archive.namelist() == NAMES
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}
        held = json.loads(archive.read("so-luong.json"))
    assert (held["counts"]["tasks"], held["counts"]["documents"]) == (1, 1)
    head = db.history.head()
    assert head is not None
    assert held["history"] == {"seq": head.seq, "hash": head.hash}
    assert (held["book"], held["made_at"]) == (full.keys.book, moment().at)


@pytest.mark.skipif(os.name != "posix", reason="owners are a POSIX matter")
def test_a_backup_is_its_owners_alone_and_leaves_nothing_beside_it(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir() if path.is_file()] == ["sao-luu.zip"]


def test_nothing_can_be_read_in_a_backup(backup: Path) -> None:
    data = backup.read_bytes()
    for typed in ("Quàng Thị Mai", "Soát thiết bị", "CB-31", PASSWORD):
        assert typed.encode() not in data


def test_a_damaged_first_key_file_does_not_go_into_the_backup(
    full: db.book.Book, tmp_path: Path
) -> None:
    (full.folder / "keys.json").write_bytes(b"{}")
    db.book.backup.make(full, tmp_path / "b.zip", moment().at)
    db.book.backup.restore(tmp_path / "b.zip", tmp_path / "lai", SECRET)
    assert (tmp_path / "lai" / "keys.json").stat().st_size > 100


def test_a_damaged_book_replaces_no_good_backup(full: db.book.Book, backup: Path) -> None:
    good = backup.read_bytes()
    path = full.folder / "book.db"
    data = bytearray(path.read_bytes())
    data[4096 * 5 + 200] ^= 1
    path.write_bytes(data)
    with pytest.raises(db.errors.BookError, match="chạy lệnh check"):
        db.book.backup.make(full, backup, moment().at)
    assert backup.read_bytes() == good


def test_a_bad_copy_replaces_no_good_backup(
    full: db.book.Book, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = backup.read_bytes()
    counted = db.book.backup.count
    monkeypatch.setattr(
        db.book.backup, "count", lambda file, key: {**counted(file, key), "history": None}
    )
    with pytest.raises(db.errors.BookError, match="không khớp"):
        db.book.backup.make(full, backup, moment().at)
    assert backup.read_bytes() == good
    assert [path.name for path in backup.parent.iterdir() if path.is_file()] == ["sao-luu.zip"]


def test_a_target_that_cannot_be_written_leaves_nothing(
    full: db.book.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fails)
        with pytest.raises(db.errors.RecordError, match="ổ đĩa đã đầy"):
            db.book.backup.make(full, tmp_path / "moi" / "sau" / "b.zip", moment().at)
    (tmp_path / "tep").write_text("x")
    for target in (tmp_path / "tep" / "b.zip", full.folder / "backups"):
        with pytest.raises(db.errors.RecordError):
            db.book.backup.make(full, target, moment().at)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["So", "tep"]
    assert list((full.folder / "backups").iterdir()) == []


@pytest.mark.parametrize("name", ["book.db", "keys.json", "keys.bak.json", "moi.zip"])
def test_a_backup_is_never_written_over_the_book(full: db.book.Book, name: str) -> None:
    before = {path.name: path.read_bytes() for path in full.folder.glob("*.*")}
    with pytest.raises(db.errors.RecordError, match="backups"):
        db.book.backup.make(full, full.folder / name, moment().at)
    assert {path.name: path.read_bytes() for path in full.folder.glob("*.*")} == before


LIMITED = """
import pathlib, resource, sys, signal
import db.book, db.book.backup, db.book.keys, db.errors
folder, target, size, who, password = sys.argv[1:]
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
book = db.book.open_book(
    pathlib.Path(folder), db.book.keys.Secret(who, password), "2026-07-20T05:00:00Z", writing=False)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))
try:
    db.book.backup.make(book, pathlib.Path(target), "2026-07-20T05:00:00Z")
except db.errors.RecordError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="a POSIX limit stands for the full disk")
@pytest.mark.parametrize("share", [0.3, 1.001])
def test_a_disk_that_fills_while_a_backup_is_made_leaves_nothing(
    full: db.book.Book, tmp_path: Path, share: float
) -> None:
    """First while the pages are copied, then while they are packed."""
    full.close()
    size = int((full.folder / "book.db").stat().st_size * share)
    target = tmp_path / "b.zip"
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(full.folder), str(target), str(size), WHO, PASSWORD],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "chọn nơi lưu khác" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["So"]


# Restoring -----------------------------------------------------------------------------------


@pytest.mark.parametrize("empty", [False, True])
def test_a_restored_book_equals_the_one_that_was_backed_up(
    full: db.book.Book, backup: Path, tmp_path: Path, empty: bool
) -> None:
    before, folder = dumps(), tmp_path / "lai"
    full.close()
    if empty:
        folder.mkdir()
    held = db.book.backup.restore(backup, folder, SECRET)
    assert held["counts"]["tasks"] == 1
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        assert dumps() == before
        assert db.book.checks.problems(book) == []
        assert db.documents.File.get().data == bytes(range(256)) * 300
    if os.name == "posix":
        modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
        assert modes == {0o700, 0o600}


def test_a_book_comes_back_into_a_folder_named_from_here(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "day").mkdir()
    monkeypatch.chdir(tmp_path / "day")
    db.book.backup.restore(backup, Path(), SECRET)
    assert (tmp_path / "day" / "book.db").is_file()


def test_a_drive_is_no_folder_for_a_book(backup: Path) -> None:
    with pytest.raises(db.errors.BookError):
        db.book.backup.restore(backup, Path("/"), SECRET)
    assert backup.is_file()


def test_nothing_is_restored_over_something(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "lai").mkdir()
    (tmp_path / "lai" / "x").write_text("giữ")
    for folder in (tmp_path / "lai", tmp_path / "lai" / "x"):
        with pytest.raises(db.errors.BookError, match="không trống"):
            db.book.backup.restore(backup, folder, SECRET)
    assert (tmp_path / "lai" / "x").read_text() == "giữ"


def test_a_wrong_password_restores_nothing(backup: Path, tmp_path: Path) -> None:
    wrong = db.book.keys.Secret(WHO, "sai")
    check_refused(backup, tmp_path / "lai", wrong)


def test_the_recovery_code_restores_too(backup: Path, tmp_path: Path, code: str) -> None:
    held = db.book.backup.restore(backup, tmp_path / "lai", db.book.keys.Secret(recovery=code))
    assert held["counts"]["members"] == 1


def test_a_missing_backup_is_named(tmp_path: Path) -> None:
    with pytest.raises(db.errors.BookError, match="Không thấy bản sao lưu"):
        db.book.backup.restore(tmp_path / "x.zip", tmp_path / "lai", SECRET)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_torn_backup_is_refused(backup: Path, tmp_path: Path, share: float) -> None:
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * share)])
    check_refused(backup, tmp_path / "lai")


@pytest.mark.parametrize(
    "entries",
    [
        {"them_txt": b"x"}, {"keys_json": None}, {"book_db": None}, {"so-luong_json": None},
        {"so-luong_json": b"[]"}, {"so-luong_json": b"{}"}, {"so-luong_json": b'{"files": []}'},
        {"so-luong_json": b"\xff"}, {"so-luong_json": b'{"files": {}}'},
        {"so-luong_json": b'{"files": 5}'}, {"book_db": b"x"}, {"keys_json": b"{}"},
    ],
)  # fmt: skip
def test_a_backup_with_other_entries_is_refused(
    backup: Path, tmp_path: Path, entries: dict[str, bytes | None]
) -> None:
    check_refused(rewritten(backup, **entries), tmp_path / "lai")


def test_counts_that_do_not_fit_the_book_are_refused(backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        held = json.loads(archive.read("so-luong.json"))
    held["counts"]["tasks"] = 2
    changed = rewritten(backup, **{"so-luong_json": json.dumps(held).encode()})
    check_refused(changed, tmp_path / "lai")


def test_a_packed_backup_is_none(backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        held = {name: archive.read(name) for name in NAMES}
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    check_refused(backup, tmp_path / "lai")


def test_a_changed_byte_anywhere_in_a_backup_is_seen_or_changes_nothing(
    full: db.book.Book, backup: Path, tmp_path: Path
) -> None:
    full.close()
    data, chance = backup.read_bytes(), random.Random(11)
    places = [chance.randrange(len(data)) for _ in range(40)]
    tail = len(data) - 6000  # the small entries and the directory of the archive
    places += [chance.randrange(tail, len(data)) for _ in range(120)] + list(range(40))
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        (tmp_path / "b.zip").write_bytes(changed)
        try:
            db.book.backup.restore(tmp_path / "b.zip", tmp_path / "lai", SECRET)
        except db.errors.RecordError:
            assert not (tmp_path / "lai").exists()
        else:  # a time stamp or the like: the entries are the same to the byte
            with zipfile.ZipFile(backup) as archive:
                assert (tmp_path / "lai" / "book.db").read_bytes() == archive.read("book.db")
            shutil.rmtree(tmp_path / "lai")


def test_every_changed_page_is_found(full: db.book.Book, tmp_path: Path) -> None:
    path = full.folder / "book.db"
    full.close()
    data, chance = path.read_bytes(), random.Random(5)
    for page in range(1, len(data) // 4096):
        changed = bytearray(data)
        changed[page * 4096 + chance.randrange(4096)] ^= 4
        (tmp_path / "c.db").write_bytes(changed)
        connection = dbapi2.connect(str(tmp_path / "c.db"))
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f'PRAGMA key="{db.base.raw_key(full.data_key)}"')
        assert db.book.backup.integrity(connection)
        connection.close()
