"""Who may open the book: adding a person, a new password, closing a slot, a new recovery code."""

from __future__ import annotations

import secrets
from typing import Any

from sqlcipher3 import dbapi2

import db.base
import db.book
import db.book.keyfile
import db.book.keys
import db.errors
import db.history
import db.moments
import db.slots
import db.text


def add_person(book: db.book.Book, name: str, password: str, moment: db.moments.Moment) -> None:
    """Give ``name`` a slot of their own.

    Raises:
        db.errors.RecordError: the name has one already, or name or password are blank.
    """
    db.book.require_named(name, password)
    wanted = db.book.keys.name_key(name)
    if any(db.book.keys.name_key(slot.name) == wanted for slot in book.keys.people()):
        raise db.errors.RecordError(
            f"“{name}” đã có trong danh sách người mở sổ; hãy dùng tên khác."
        )
    number = str(max([int(slot.id) for slot in book.keys.people()], default=0) + 1)
    cost = _cost_of(book)
    slot = db.book.keys.make_slot(book.keys.book, (number, name), password, book.data_key, cost)
    _store(book, slot, f"add slot {number}", moment)


def _cost_of(book: db.book.Book) -> dict[str, Any]:
    """The Argon2id cost the book's slots were made with."""
    return {name: book.slot.kdf[name] for name in ("memory", "iterations", "lanes")}


def set_password(
    book: db.book.Book, password: str, moment: db.moments.Moment, person: str | None = None
) -> None:
    """Give a new password to the person who unlocked the book: one slot is rewritten.

    Whoever came in by the recovery code names the ``person`` whose password it shall be, and acts
    as that person from then on; the code itself stays as it is. Copies made before still open with
    the old password; whoever shows this says so.

    Raises:
        db.errors.RecordError: the password is blank, or there is no such person.
    """
    slot = _own_slot(book, person)
    db.book.require_named(slot.name, password)
    made = db.book.keys.make_slot(
        book.keys.book, (slot.id, slot.name), password, book.data_key, _cost_of(book)
    )
    _store(book, made, f"new password {made.id}", moment)
    book.slot = made


def _own_slot(book: db.book.Book, person: str | None) -> db.book.keyfile.Slot:
    """The slot that a new password is for; of another's slot only the recovery code disposes.

    Raises:
        db.errors.RecordError: there is none.
    """
    if book.slot.id != db.book.keyfile.RECOVERY:
        return book.slot
    wanted = db.book.keys.name_key(person or "")
    for slot in book.keys.people():
        if db.book.keys.name_key(slot.name) == wanted:
            return slot
    raise db.errors.RecordError(
        "Hãy chọn mật khẩu mới là của ai trong những người mở sổ, rồi làm lại."
    )


def _store(
    book: db.book.Book, slot: db.book.keyfile.Slot, verb: str, moment: db.moments.Moment
) -> None:
    """Keep ``slot`` in the book and then in the key files, in place of the one with its id.

    Of the other slots in the key files the book takes nothing: a changed file could add a reader.
    """
    with db.base.transaction():
        db.slots.enter(slot.id, slot.name, slot.public)
        db.history.enter(moment, [db.history.Change("slots", 0, verb, None, None)])
    others = [one for one in book.keys.slots if one.id != slot.id]
    slots = sorted([*others, slot], key=lambda one: (one.id == db.book.keyfile.RECOVERY, one.id))
    keys = db.book.keyfile.KeyFile(book.keys.book, tuple(slots))
    db.book.keyfile.write(book.folder, keys)
    book.keys = keys


def close_slot(book: db.book.Book, name: str, moment: db.moments.Moment) -> None:
    """Take away ``name``'s way in: the data key changes, so an old key file opens no more.

    Copies of the whole book made before still open with the old password.

    Raises:
        db.errors.RecordError: there is no such slot, or it is the last.
    """
    wanted = db.book.keys.name_key(name)
    closing = [slot for slot in book.keys.people() if db.book.keys.name_key(slot.name) == wanted]
    if not closing:
        raise db.errors.RecordError(f"Không có người mở sổ tên “{name}”.")
    if len(book.keys.people()) == 1 or closing[0].id == book.slot.id:
        raise db.errors.RecordError(
            "Không đóng được lối vào của chính mình; hãy để người khác mở sổ rồi đóng."
        )
    rekey(book, {closing[0].id}, f"close slot {closing[0].id}", moment)


def new_recovery_code(book: db.book.Book, moment: db.moments.Moment) -> str:
    """Replace the recovery code; the data key changes, so the old code opens no more."""
    code = db.book.keys.recovery_code()
    slot = db.book.keys.make_slot(
        book.keys.book,
        (db.book.keyfile.RECOVERY, "Mã khôi phục"),
        code,
        book.data_key,
        _cost_of(book),
    )
    _store(book, slot, "new recovery code", moment)
    rekey(book, set(), "rekey", moment)
    return code


def rekey(book: db.book.Book, without: set[str], verb: str, moment: db.moments.Moment) -> None:
    """Change the data key for all slots but ``without``.

    New wrapping first, then the file, then the old wrapping goes: at every instant one of the two
    keys in the key files opens the book (design 2). If it is cut short, the next opening ends it.

    Raises:
        db.errors.RecordError: a slot in the key files is not the one the book knows; it would be
            locked out.
        db.errors.BookError: the file cannot be written.
    """
    halves = db.slots.public_halves()
    for slot in without:
        halves.pop(slot, None)
    strange = db.book.strange(book, halves)
    if strange:
        raise db.errors.RecordError(
            f"Lối vào sổ của “{'”, “'.join(strange)}” trong tệp khóa không khớp với sổ; hãy để "
            "người đó mở sổ một lần, đóng lối vào đó, hoặc lập mã khôi phục mới, rồi làm lại."
        )
    with db.base.transaction():
        for slot in without:
            db.slots.drop(slot)
        db.history.enter(moment, [db.history.Change("slots", 0, verb, None, None)])
    change_data_key(book, halves)


def change_data_key(book: db.book.Book, halves: dict[str, bytes]) -> None:
    """Give ``book.db`` a new data key, sealed to the slots in ``halves``."""
    data_key = secrets.token_bytes(32)
    keys = db.book.keys.resealed(book.keys, data_key, halves)
    db.book.keyfile.write(book.folder, keys)
    try:
        # Not through execute_sql: the library would log the statement, key and all.
        db.base.database.connection().execute(f'PRAGMA rekey="{db.base.raw_key(data_key)}"')
    except dbapi2.DatabaseError as error:
        raise db.errors.BookError(
            "Chưa đổi được khóa của sổ; hãy kiểm tra ổ đĩa rồi mở lại sổ để đổi nốt."
        ) from error
    db.book.connect(book.folder, data_key)
    book.data_key, book.keys = data_key, db.book.keys.settled(keys)
    book.slot = next(slot for slot in book.keys.slots if slot.id == book.slot.id)
    db.book.keyfile.write(book.folder, book.keys)
