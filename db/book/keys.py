"""The keys: who can open the book, and with what.

A random 256-bit data key opens ``book.db``. For each person and for the recovery code ``keys.json``
(see db.book.keyfile) holds a *slot*: Argon2id turns the password into a wrapping key, AES-256-GCM
with it guards the slot's own X25519 private key, and to its public half the data key is sealed. The
pair is one step more than wrapping the data key by the password itself, and it is what lets closing
one slot change the data key for all the others without asking for their passwords. The public
halves that a new data key is sealed to are read from inside the book, so a changed key file cannot
add a reader.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

import db.base
import db.book.keyfile
import db.errors
import db.text

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no O/0, no I/1: a code is read from paper
_deriving = threading.Lock()
_LOWEST = {"memory": 64 * 1024, "iterations": 3, "lanes": 4}  # KiB, passes, lanes
_HIGHEST_MEMORY = 1024 * 1024  # KiB: a key file asking for more is refused, not obeyed
_HIGHEST_PASSES = 64
_FAST = 0.25  # seconds a derivation may take on the PC where the slot is made


@dataclass(frozen=True)
class Secret:
    """What opens a slot: a person's password, or the recovery code."""

    person: str | None = None
    password: str | None = None
    recovery: str | None = None


def unlocked(
    keys: db.book.keyfile.KeyFile, secret: Secret
) -> tuple[db.book.keyfile.Slot, list[bytes]]:
    """The slot that ``secret`` opens, and the data keys it holds (see open_slot).

    Raises:
        db.errors.BookError: no such person, or the name or password is missing or wrong.
    """
    slot = _choose_slot(keys, secret)
    typed = secret.password or ""
    if secret.recovery is not None:
        typed = read_recovery_code(secret.recovery)
    return slot, open_slot(keys, slot, typed)


def _choose_slot(keys: db.book.keyfile.KeyFile, secret: Secret) -> db.book.keyfile.Slot:
    """The slot that ``secret`` is for; the name may be left out where there is one person.

    Raises:
        db.errors.BookError: no such person, or the name is needed.
    """
    if secret.recovery is not None:
        found = [slot for slot in keys.slots if slot.id == db.book.keyfile.RECOVERY]
        if found:
            return found[0]
        raise db.errors.BookError("Sổ này không có mã khôi phục; hãy dùng mật khẩu.")
    people = keys.people()
    if secret.password is None:
        raise db.errors.BookError(
            "Cần mật khẩu để mở sổ; hãy đặt --password-file hoặc SOCHIBO_PASSWORD."
        )
    if secret.person is None:
        if len(people) == 1:
            return people[0]
        names = "; ".join(f"“{slot.name}”" for slot in people)
        raise db.errors.BookError(f"Sổ có nhiều người mở; hãy thêm --person, một trong: {names}.")
    for slot in people:
        if name_key(slot.name) == name_key(secret.person):
            return slot
    raise db.errors.BookError(
        f"Sổ không có người mở tên “{secret.person}”; hãy kiểm tra lại họ tên."
    )


def name_key(name: str) -> str:
    """``name`` as names are told apart: without case, surplus blanks or the keyboard's encoding."""
    return db.text.accented(" ".join(name.split()))


def lowest_cost() -> dict[str, Any]:
    """The lowest Argon2id cost a slot may have (design 2): 64 MiB, 3 passes, 4 lanes."""
    return dict(_LOWEST)


def fitting_cost() -> dict[str, Any]:
    """The Argon2id cost for this PC: the lowest, raised while a derivation stays quick."""
    cost = dict(_LOWEST)
    started = time.perf_counter()
    _derive("thử", b"0" * 16, cost)
    spent = max(time.perf_counter() - started, 0.001)
    cost["iterations"] = min(12, max(cost["iterations"], int(cost["iterations"] * _FAST / spent)))
    return cost


def _derive(password: str, salt: bytes, cost: dict[str, Any]) -> bytes:
    """The wrapping key that ``password`` gives at ``cost``.

    One at a time: two derivations beside each other, each with lanes of its own, may wait for each
    other for good inside the library.
    """
    with _deriving:
        return Argon2id(
            salt=salt,
            length=32,
            iterations=cost["iterations"],
            lanes=cost["lanes"],
            memory_cost=cost["memory"],
        ).derive(password.encode("utf-8", "surrogatepass"))  # an environment may hold stray bytes


def make_slot(
    book: str, who: tuple[str, str], password: str, data_key: bytes, cost: dict[str, Any]
) -> db.book.keyfile.Slot:
    """A new slot for ``who`` (slot id and name) that opens ``data_key`` with ``password``."""
    slot_id, name = who
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    kdf = {
        **cost,
        "name": "argon2id",
        "salt": db.book.keyfile.as_text(secrets.token_bytes(db.book.keyfile.SALT)),
    }
    nonce = secrets.token_bytes(12)
    wrapping = _derive(
        unicodedata.normalize("NFC", password), db.book.keyfile.as_bytes(kdf["salt"]), kdf
    )
    guarded = AESGCM(wrapping).encrypt(
        nonce, private.private_bytes_raw(), _bound(book, slot_id, name, kdf, public)
    )
    sealed = seal(data_key, public, book, slot_id)
    return db.book.keyfile.Slot(slot_id, name, kdf, public, nonce, guarded, sealed)


def _bound(book: str, slot_id: str, name: str, kdf: dict[str, Any], public: bytes) -> bytes:
    """What the wrapping vouches for besides the key itself."""
    whole = {
        "book": book,
        "slot": slot_id,
        "name": name,
        "kdf": kdf,
        "public": db.book.keyfile.as_text(public),
    }
    return db.base.canonical(whole).encode()


def seal(data_key: bytes, public: bytes, book: str, slot_id: str) -> bytes:
    """``data_key`` for the holder of ``public`` alone."""
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    ephemeral = once.public_key().public_bytes_raw()
    return ephemeral + AESGCM(_agreed(shared, ephemeral + public)).encrypt(
        bytes(12), data_key, f"{book}|{slot_id}".encode()
    )


def _unseal(sealed: bytes, private: X25519PrivateKey, book: str, slot_id: str) -> bytes:
    """The data key out of ``sealed``."""
    ephemeral = sealed[:32]
    shared = private.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    key = _agreed(shared, ephemeral + private.public_key().public_bytes_raw())
    return AESGCM(key).decrypt(bytes(12), sealed[32:], f"{book}|{slot_id}".encode())


def _agreed(shared: bytes, info: bytes) -> bytes:
    """The key both halves of an exchange agree on."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"sochibo data key" + info).derive(shared)


def open_slot(
    keys: db.book.keyfile.KeyFile, slot: db.book.keyfile.Slot, password: str
) -> list[bytes]:
    """The data keys ``slot`` holds: the present one, and the one before while a rekey is under way.

    Raises:
        db.errors.WrongPassword: ``password`` does not open it, neither composed nor as typed.
    """
    _refuse_cost(slot.kdf)
    for form in dict.fromkeys((unicodedata.normalize("NFC", password), password)):
        wrapping = _derive(form, db.book.keyfile.as_bytes(slot.kdf["salt"]), slot.kdf)
        bound = _bound(keys.book, slot.id, slot.name, slot.kdf, slot.public)
        try:
            private = X25519PrivateKey.from_private_bytes(
                AESGCM(wrapping).decrypt(slot.nonce, slot.guarded, bound)
            )
        except InvalidTag:
            continue
        sealed = [slot.sealed] + ([slot.previous] if slot.previous else [])
        try:
            return [_unseal(one, private, keys.book, slot.id) for one in sealed]
        except (InvalidTag, ValueError) as error:
            raise db.errors.BookError(db.book.keyfile.DAMAGED) from error
    raise db.errors.WrongPassword(
        "Mật khẩu chưa đúng; đồng chí kiểm tra phím Caps Lock, bộ gõ tiếng Việt rồi nhập lại, "
        "hoặc dùng mã khôi phục."
    )


def _refuse_cost(kdf: dict[str, Any]) -> None:
    """Refuse a key file that asks for less than the lowest or more than a PC has."""
    memory, passes, lanes = kdf["memory"], kdf["iterations"], kdf["lanes"]
    good = (
        _LOWEST["memory"] <= memory <= _HIGHEST_MEMORY
        and _LOWEST["iterations"] <= passes <= _HIGHEST_PASSES
        and 1 <= lanes <= 16  # noqa: PLR2004 - more lanes than cores serve nobody
    )
    if not good:
        raise db.errors.BookError(db.book.keyfile.DAMAGED)


def resealed(
    keys: db.book.keyfile.KeyFile, data_key: bytes, public_halves: dict[str, bytes]
) -> db.book.keyfile.KeyFile:
    """``keys`` with ``data_key`` sealed to each slot named in ``public_halves``, others dropped.

    The data key before stays beside it until the book is known to carry the new one.
    """
    slots = tuple(
        replace(slot, sealed=seal(data_key, public, keys.book, slot.id), previous=slot.sealed)
        for slot in keys.slots
        if (public := public_halves.get(slot.id)) is not None and public == slot.public
    )
    return replace(keys, slots=slots)


def settled(keys: db.book.keyfile.KeyFile) -> db.book.keyfile.KeyFile:
    """``keys`` with the data keys before dropped."""
    return replace(keys, slots=tuple(replace(slot, previous=None) for slot in keys.slots))


def recovery_code() -> str:
    """A new recovery code: 35 random letters (175 bits) in groups of five, then a check group."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(35))
    return "-".join([body[at : at + 5] for at in range(0, 35, 5)] + [_check_group(body)])


def _check_group(body: str) -> str:
    """Five letters computed from the others, so that a slip of the pen is named as one."""
    digest = hashlib.sha256(b"sochibo recovery" + body.encode()).digest()
    return "".join(_ALPHABET[byte & 31] for byte in digest[:5])


def read_recovery_code(typed: str) -> str:
    """The code as stored, from what a person typed (blanks, dashes and case do not matter).

    Raises:
        db.errors.WrongPassword: letters are missing or wrong.
    """
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    body, check = letters[:-5], letters[-5:]
    if len(letters) != 40 or check != _check_group(body):  # noqa: PLR2004 - 7 groups and a check
        raise db.errors.WrongPassword(
            "Mã khôi phục chưa đúng; đồng chí đối chiếu từng nhóm năm ký tự với tờ giấy đã in."
        )
    groups = [letters[at : at + 5] for at in range(0, 40, 5)]
    return "-".join(groups)
