from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest

import db.book.keyfile
import db.errors
from tests.db.book.tampering import kdf_with, key_file, put, slot_with, text


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, None])
def test_a_damaged_first_file_leaves_the_second(folder: Path, damage: bytes | None) -> None:
    first, right = folder / "keys.json", db.book.keyfile.read(folder)
    if damage is None:
        first.unlink()
    else:
        first.write_bytes(damage)
    assert db.book.keyfile.read(folder) == right


def test_a_changed_byte_anywhere_in_a_key_file_is_seen(folder: Path) -> None:
    data = (folder / "keys.json").read_bytes()
    right = db.book.keyfile.decoded(data)
    for place in range(0, len(data), 7):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        found = None
        with contextlib.suppress(db.errors.BookError):
            found = db.book.keyfile.decoded(changed)
        assert found is None or found == right  # equal: a blank between two words


def test_two_damaged_files_are_one_sentence(folder: Path) -> None:
    for name in db.book.keyfile.NAMES:
        (folder / name).write_bytes(b"{}")
    with pytest.raises(db.errors.BookError, match="bản sao lưu"):
        db.book.keyfile.read(folder)


def test_two_missing_files_are_one_sentence(folder: Path) -> None:
    for name in db.book.keyfile.NAMES:
        (folder / name).unlink()
    with pytest.raises(db.errors.BookError, match=r"Thiếu tệp khóa keys\.json"):
        db.book.keyfile.read(folder)


def test_a_key_file_of_a_later_version_is_refused(folder: Path) -> None:
    put(folder, {**key_file(folder), "format": 2})
    with pytest.raises(db.errors.NewerBook, match="bản mới"):
        db.book.keyfile.read(folder)


@pytest.mark.parametrize(
    "change",
    [
        slot_with(public=""),
        slot_with(nonce=""),
        slot_with(sealed=text(b"short")),
        slot_with(previous=text(b"short")),
        slot_with(guarded="không"),
        slot_with(kdf=None),
        slot_with(kdf=[]),
        slot_with(id=5),
        slot_with(name=None),
        slot_with(public=None),
        kdf_with(salt=""),
        kdf_with(salt=5),
        kdf_with(memory="64"),
        kdf_with(memory=65536.5),
        kdf_with(lanes=True),
        kdf_with(iterations=None),
        lambda body: body.update(slots=None),
        lambda body: body.update(slots=[5]),
        lambda body: body.update(slots=body["slots"] * 2),
        lambda body: body.update(book=5),
        lambda body: body.update(format=None),
        lambda body: body["slots"][0].pop("kdf"),
        lambda body: body["slots"][0]["kdf"].pop("memory"),
    ],
)
def test_a_key_file_that_is_none_is_one_sentence(folder: Path, change: Any) -> None:
    body = key_file(folder)
    change(body)
    put(folder, body)
    with pytest.raises(db.errors.BookError, match="hỏng hoặc bị sửa"):
        db.book.keyfile.read(folder)
