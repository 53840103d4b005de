"""The key file of a book: what it holds, and how it is written and read, twice over.

``keys.json`` and its second copy lie open beside the book; what the slots in them hold is sealed
(see db.book.keys). The digest tells a damaged file from a whole one; it proves nothing of who wrote
it.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import db.base
import db.errors
import db.files

NAMES = ("keys.json", "keys.bak.json")
FORMAT = 1
RECOVERY = "recovery"
SALT = 16  # bytes
_SIZES = (32, 12, 48, 80)  # bytes of the public half, the nonce, the guarded half, the sealed key
_COST = ("memory", "iterations", "lanes")  # the numbers a slot's derivation takes

DAMAGED = "Tệp khóa của sổ bị hỏng hoặc bị sửa; hãy phục hồi sổ từ bản sao lưu gần nhất."


@dataclass(frozen=True)
class Slot:
    """One way in: a person's password or the recovery code."""

    id: str
    name: str
    kdf: dict[str, Any]
    public: bytes
    nonce: bytes
    guarded: bytes
    sealed: bytes
    previous: bytes | None = None  # the data key before, while a rekey is under way


@dataclass(frozen=True)
class KeyFile:
    """The slots of one book."""

    book: str
    slots: tuple[Slot, ...]

    def people(self) -> list[Slot]:
        """The slots that belong to persons."""
        return [slot for slot in self.slots if slot.id != RECOVERY]


def encoded(keys: KeyFile) -> bytes:
    """``keys`` as the file holds them, with the file's own digest."""
    body: dict[str, Any] = {
        "format": FORMAT,
        "book": keys.book,
        "slots": [
            {
                "id": slot.id,
                "name": slot.name,
                "kdf": slot.kdf,
                "public": as_text(slot.public),
                "nonce": as_text(slot.nonce),
                "guarded": as_text(slot.guarded),
                "sealed": as_text(slot.sealed),
                "previous": as_text(slot.previous) if slot.previous else None,
            }
            for slot in keys.slots
        ],
    }
    body["digest"] = hashlib.sha256(db.base.canonical(body).encode()).hexdigest()
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def decoded(data: bytes) -> KeyFile:
    """The key file in ``data``.

    Raises:
        db.errors.BookError: it is damaged.
    """
    try:
        body = json.loads(data)
        digest = body.pop("digest")
        if digest != hashlib.sha256(db.base.canonical(body).encode()).hexdigest():
            raise db.errors.BookError(DAMAGED)
        if body["format"] > FORMAT:
            raise db.errors.NewerBook(
                "Sổ do phiên bản mới hơn của chương trình ghi; hãy cài bản mới rồi mở lại."
            )
        slots = tuple(_slot(one) for one in body["slots"])
        if len({slot.id for slot in slots}) < len(slots) or not isinstance(body["book"], str):
            raise db.errors.BookError(DAMAGED)
        return KeyFile(body["book"], slots)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise db.errors.BookError(DAMAGED) from error


def _slot(given: dict[str, Any]) -> Slot:
    """A slot as the file holds it; its digest proves nothing, so every size is judged.

    Raises:
        ValueError: something is of the wrong kind or size.
    """
    kdf = given["kdf"]
    slot = Slot(
        id=given["id"],
        name=given["name"],
        kdf=kdf,
        public=as_bytes(given["public"]),
        nonce=as_bytes(given["nonce"]),
        guarded=as_bytes(given["guarded"]),
        sealed=as_bytes(given["sealed"]),
        previous=as_bytes(given["previous"]) if given["previous"] else None,
    )
    sizes = (len(slot.public), len(slot.nonce), len(slot.guarded), len(slot.sealed))
    good = (
        sizes == _SIZES
        and len(slot.previous or slot.sealed) == len(slot.sealed)
        and len(as_bytes(kdf["salt"])) == SALT
        and all(type(kdf[name]) is int for name in _COST)
        and isinstance(slot.name, str)
        and (slot.id == RECOVERY or slot.id.isdecimal())
    )
    if not good:
        raise ValueError("not a slot")
    return slot


def write(folder: Path, keys: KeyFile) -> None:
    """Write both key files of the book in ``folder``, one after the other."""
    for name in NAMES:
        db.files.write_whole(folder / name, encoded(keys))


def read(folder: Path) -> KeyFile:
    """The key file of the book in ``folder``, from its second copy if the first is damaged.

    Raises:
        db.errors.BookError: both are missing or damaged.
    """
    damage: db.errors.BookError | None = None
    for name in NAMES:
        try:
            return decoded((folder / name).read_bytes())
        except OSError:
            continue
        except db.errors.BookError as error:
            damage = error
    if damage is not None:
        raise damage
    raise db.errors.BookError(
        f"Thiếu tệp khóa keys.json trong “{folder}”; hãy chép lại tệp này hoặc phục hồi sổ "
        "từ bản sao lưu."
    )


def second(folder: Path, first: KeyFile) -> KeyFile | None:
    """The key file in ``folder`` that is whole and not ``first``, if there is one."""
    for name in NAMES:
        with contextlib.suppress(OSError, db.errors.BookError):
            keys = decoded((folder / name).read_bytes())
            if keys != first:
                return keys
    return None


def differ(folder: Path, keys: KeyFile) -> bool:
    """Whether a key file in ``folder`` is whole but older than ``keys``: the power went between.

    A damaged one is left as it is, for ``check`` to name: it may be the first sign of a bad stick.
    """
    return second(folder, keys) is not None


def as_text(data: bytes) -> str:
    """``data`` as the file holds it: base64."""
    return base64.b64encode(data).decode("ascii")


def as_bytes(text: str) -> bytes:
    """What ``as_text`` made ``text`` of.

    Raises:
        ValueError: it is no base64.
    """
    return base64.b64decode(text, validate=True)
