from __future__ import annotations

import dataclasses
import unicodedata
from pathlib import Path
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import db.book.keyfile
import db.book.keys
import db.errors
from tests.db.book.tampering import kdf_with, key_file, put, slot_with, text
from tests.db.factory import PASSWORD, SECRET, WHO

KEY = b"\x07" * 32


def secret(**given: Any) -> db.book.keys.Secret:
    return db.book.keys.Secret(**given)


def opens(folder: Path, given: db.book.keys.Secret = SECRET) -> list[bytes]:
    return db.book.keys.unlocked(db.book.keyfile.read(folder), given)[1]


# Passwords -----------------------------------------------------------------------------------


def test_a_wrong_password_is_one_sentence(folder: Path) -> None:
    with pytest.raises(db.errors.WrongPassword, match="Mật khẩu chưa đúng"):
        opens(folder, secret(person=WHO, password="sai"))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_opens_however_the_keyboard_composes_it(folder: Path, form: str) -> None:
    typed = unicodedata.normalize(form, PASSWORD)  # type: ignore[arg-type]  # a literal of the stub
    assert len(opens(folder, secret(person=WHO, password=typed))[0]) == 32


def test_a_slot_made_of_a_password_as_typed_opens_too(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = unicodedata.normalize("NFD", PASSWORD)
    with monkeypatch.context() as patch:
        patch.setattr(unicodedata, "normalize", lambda _form, text: text)
        slot = db.book.keys.make_slot("b", ("1", "A"), typed, KEY, db.book.keys.lowest_cost())
    keys = db.book.keyfile.KeyFile("b", (slot,))
    assert db.book.keys.open_slot(keys, slot, typed) == [KEY]


@pytest.mark.parametrize(
    "name", [None, WHO, WHO.upper(), unicodedata.normalize("NFD", WHO), "  Tạ  Thị Hạnh "]
)
def test_a_person_is_found_by_name_however_it_is_typed(folder: Path, name: str | None) -> None:
    assert opens(folder, secret(person=name, password=PASSWORD))


def test_a_stranger_is_named(folder: Path) -> None:
    with pytest.raises(db.errors.BookError, match="“Ai đó”"):
        opens(folder, secret(person="Ai đó", password=PASSWORD))


def test_a_missing_password_is_asked_for(folder: Path) -> None:
    with pytest.raises(db.errors.BookError, match="--password-file"):
        opens(folder, secret(person=WHO))


def test_stray_bytes_of_an_environment_are_a_wrong_password(folder: Path) -> None:
    with pytest.raises(db.errors.WrongPassword):
        opens(folder, secret(person=WHO, password="\udce1"))


# The recovery code ---------------------------------------------------------------------------


def test_the_recovery_code_opens_the_book_however_it_is_typed(folder: Path, code: str) -> None:
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')}\n"):
        assert opens(folder, secret(recovery=typed)) == opens(folder)


def test_a_recovery_code_is_long_random_and_easy_to_read() -> None:
    codes = {db.book.keys.recovery_code() for _ in range(50)}
    assert len(codes) == 50
    for one in codes:
        groups = one.split("-")
        assert [len(group) for group in groups] == [5] * 8
        assert not set("".join(groups)) & set("O0I1")


@hypothesis.given(st.integers(0, 39), st.sampled_from("ABCDEFGHJKLMNPQRSTUVWXYZ23456789"))
def test_one_wrong_letter_of_a_code_is_named_as_a_slip_of_the_pen(place: int, letter: str) -> None:
    body = "ABCDE23456FGHJK789LMNPQRSTUVWXYZABC"
    letters = body + db.book.keys._check_group(body)
    hypothesis.assume(letters[place] != letter)
    with pytest.raises(db.errors.WrongPassword, match="từng nhóm năm ký tự"):
        db.book.keys.read_recovery_code(letters[:place] + letter + letters[place + 1 :])


@pytest.mark.parametrize("typed", ["", "ABCDE", "Ọ" * 40, "A" * 4000])
def test_what_is_no_code_is_no_code(typed: str) -> None:
    with pytest.raises(db.errors.WrongPassword):
        db.book.keys.read_recovery_code(typed)


# Key files of a stranger, and what they hold ------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        slot_with(name="Ai đó"),
        slot_with(id="7"),
        slot_with(public=text(b"p" * 32)),
        slot_with(nonce=text(b"n" * 12)),
        slot_with(guarded=text(b"g" * 48)),
        slot_with(sealed=text(b"s" * 80)),
        slot_with(sealed=text(bytes(80))),
        slot_with(previous=text(b"s" * 80)),
        kdf_with(iterations=4),
        kdf_with(lanes=2),
        kdf_with(salt=text(b"s" * 16)),
        kdf_with(name="scrypt"),
        kdf_with(more=1),
        lambda body: body.update(book="another"),
    ],
)
def test_a_key_file_changed_by_a_stranger_opens_nothing(folder: Path, change: Any) -> None:
    body = key_file(folder)
    change(body)
    put(folder, body)
    with pytest.raises(db.errors.BookError):
        opens(folder, secret(password=PASSWORD))


@pytest.mark.parametrize(
    "cost",
    [{"memory": 64 * 1024 - 1}, {"memory": 8}, {"iterations": 2}, {"iterations": 1}, {"lanes": 0},
     {"iterations": 1000}, {"lanes": 1000}, {"memory": 1024 * 1024 + 1}, {"memory": 2**40}],
)  # fmt: skip
def test_a_cost_outside_the_bounds_is_refused_without_being_paid(
    folder: Path, cost: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = key_file(folder)
    body["slots"][0]["kdf"].update(cost)
    put(folder, body)
    paid: list[object] = []
    monkeypatch.setattr(db.book.keys, "Argon2id", lambda **given: paid.append(given))
    with pytest.raises(db.errors.BookError, match="hỏng hoặc bị sửa"):
        opens(folder, secret(password=PASSWORD))
    assert paid == []


def test_the_cost_of_this_pc_is_never_below_the_lowest() -> None:
    lowest, fitting = db.book.keys.lowest_cost(), db.book.keys.fitting_cost()
    assert lowest == {"memory": 65536, "iterations": 3, "lanes": 4}
    assert all(fitting[name] >= value for name, value in lowest.items())


def test_nothing_of_the_key_or_the_password_stands_in_the_key_files(folder: Path) -> None:
    data_key = opens(folder)[0]
    whole = (folder / "keys.json").read_bytes() + (folder / "keys.bak.json").read_bytes()
    for hidden in (
        data_key.hex(),
        text(data_key),
        PASSWORD,
        unicodedata.normalize("NFD", PASSWORD),
    ):
        assert hidden.encode() not in whole


def test_resealing_drops_who_is_not_named_and_who_is_not_who_the_book_knows() -> None:
    cost = db.book.keys.lowest_cost()
    slots = [db.book.keys.make_slot("b", (str(n), f"N{n}"), "p", KEY, cost) for n in range(3)]
    keys = db.book.keyfile.KeyFile("b", tuple(slots))
    halves = {"0": slots[0].public, "2": b"x" * 32}
    new = db.book.keys.resealed(keys, b"\x08" * 32, halves)
    assert [slot.id for slot in new.slots] == ["0"]
    assert db.book.keys.open_slot(new, new.slots[0], "p") == [b"\x08" * 32, KEY]
    settled = db.book.keys.settled(new)
    assert db.book.keys.open_slot(settled, settled.slots[0], "p") == [b"\x08" * 32]
    moved = dataclasses.replace(new.slots[0], id="9")
    with pytest.raises(db.errors.WrongPassword):
        db.book.keys.open_slot(dataclasses.replace(new, slots=(moved,)), moved, "p")
