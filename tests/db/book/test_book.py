from __future__ import annotations

import dataclasses
import os
import shutil
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

import db.base
import db.book
import db.book.access
import db.book.checks
import db.book.keyfile
import db.book.keys
import db.documents
import db.errors
import db.files
import db.history
import db.members
import db.slots
import tests.db.factory
from tests.db.factory import PASSWORD, SECRET, UNIT, WHO, moment

OTHER = db.book.keys.Secret("Sùng A Páo", "mật khẩu thứ hai")
CHEAP = db.book.keys.lowest_cost()


def opened(folder: Path, secret: db.book.keys.Secret = SECRET) -> db.book.Book:
    return db.book.open_book(folder, secret, moment().at, writing=True)


def check_opens(folder: Path, secret: db.book.keys.Secret = SECRET) -> None:
    with db.book.opened(folder, secret, moment().at, writing=True) as book:
        assert db.book.checks.problems(book) == []


def check_closed(folder: Path, secret: db.book.keys.Secret) -> None:
    with pytest.raises(db.errors.BookError):
        opened(folder, secret)


# Making --------------------------------------------------------------------------------------


def test_a_new_book_holds_its_unit_its_seal_and_two_slots(book: db.book.Book) -> None:
    assert [slot.name for slot in book.keys.slots] == [WHO, "Mã khôi phục"]
    assert [row["verb"] for row in db.history.dump()] == ["found", "make"]
    assert db.base.rows("SELECT count(*) FROM seals") == [(1,)]
    assert db.book.checks.problems(book) == []


@pytest.mark.skipif(os.name != "posix", reason="owners are a POSIX matter")
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_everything_in_a_book_is_its_owners_alone(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        folder = tmp_path / "a" / "So"
        db.book.make(folder, UNIT, SECRET, moment(), CHEAP)
        with db.book.opened(folder, SECRET, moment().at, writing=True):
            tests.db.factory.member()
    finally:
        os.umask(before)
    modes = {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in (folder, *folder.rglob("*"))
    }
    assert {name for name, mode in modes.items() if mode == 0o700} == {".", "backups"}
    assert set(modes.values()) == {0o700, 0o600}
    assert set(modes) >= {"book.db", "keys.json", "keys.bak.json", "book.lock"}


@pytest.mark.parametrize("change", [{"person": ""}, {"person": "  "}, {"password": ""}])
def test_a_book_needs_a_name_and_a_password(tmp_path: Path, change: dict[str, str]) -> None:
    with pytest.raises(db.errors.RecordError):
        db.book.make(tmp_path / "So", UNIT, dataclasses.replace(SECRET, **change), moment(), CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_a_book_is_not_made_over_something(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    with pytest.raises(db.errors.BookError, match="không trống"):
        db.book.make(tmp_path, UNIT, SECRET, moment(), CHEAP)
    with pytest.raises(db.errors.BookError, match="không trống"):
        db.book.make(tmp_path / "a", UNIT, SECRET, moment(), CHEAP)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("existed", [False, True])
@pytest.mark.parametrize("failing", ["db.book.keyfile.write", "db.book.connect", "db.sealing.make"])
def test_a_book_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existed: bool, failing: str
) -> None:
    def full(*_given: Any) -> None:
        raise OSError(28, "No space left on device")

    folder = tmp_path / "So"
    if existed:
        folder.mkdir()
    monkeypatch.setattr(failing, full)
    with pytest.raises(db.errors.RecordError, match="ổ đĩa đã đầy"):
        db.book.make(folder, UNIT, SECRET, moment(), CHEAP)
    assert [path.name for path in tmp_path.rglob("*")] == (["So"] if existed else [])


# Opening -------------------------------------------------------------------------------------


def test_a_folder_without_a_book_is_named(tmp_path: Path) -> None:
    with pytest.raises(db.errors.BookError, match="Không thấy sổ"):
        opened(tmp_path)


@pytest.mark.parametrize("content", [b"", b"x" * 100, bytes(8192)])
def test_a_lost_book_is_said_and_never_taken_for_a_new_one(folder: Path, content: bytes) -> None:
    """An empty file opens with any key; tables must not be made in it."""
    (folder / "book.db").write_bytes(content)
    with pytest.raises(db.errors.BookError, match="phục hồi sổ từ bản sao lưu"):
        opened(folder)
    assert (folder / "book.db").read_bytes() == content


def test_a_damaged_page_is_said(folder: Path) -> None:
    data = bytearray((folder / "book.db").read_bytes())
    for place in range(4096 + 100, len(data), 4096):
        data[place] ^= 1
    (folder / "book.db").write_bytes(data)
    with pytest.raises(db.errors.BookError, match="phục hồi sổ từ bản sao lưu"):
        opened(folder)


def test_the_key_files_of_another_book_do_not_fit(folder: Path, tmp_path: Path) -> None:
    db.book.make(tmp_path / "khac", UNIT, SECRET, moment(), CHEAP)
    for name in db.book.keyfile.NAMES:
        shutil.copyfile(tmp_path / "khac" / name, folder / name)
    with pytest.raises(db.errors.BookError, match="không khớp tệp khóa"):
        opened(folder)


def test_a_failed_opening_lets_go_of_the_book(folder: Path) -> None:
    (folder / "book.db").rename(folder / "book.db.x")
    (folder / "book.db").write_bytes(b"")
    with pytest.raises(db.errors.BookError):
        opened(folder)
    (folder / "book.db.x").replace(folder / "book.db")
    check_opens(folder)


def test_pauses_after_wrong_passwords_grow_to_thirty_seconds() -> None:
    pauses = [db.book.pause_after(failures) for failures in range(12)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (0, 30)


def test_nothing_typed_can_be_read_in_any_file_of_the_book(folder: Path) -> None:
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        tests.db.factory.member("Vàng Thị Pằng")
        document = tests.db.factory.document("Biên chế năm học")
        db.documents.attach(document, "phuluc.txt", b"khong ai doc duoc" * 500, moment())
        db.book.access.add_person(book, OTHER.person or "", OTHER.password or "", moment())
    whole = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for typed in ("Vàng Thị Pằng", "Pằng", "pang", "Biên chế", "bien che", "khong ai doc duoc",
                  "CB-31", "Đồi Thông", "PRIVATE KEY", PASSWORD, OTHER.password or ""):  # fmt: skip
        assert typed.encode() not in whole


# People --------------------------------------------------------------------------------------


def test_another_person_opens_the_book_with_a_password_of_their_own(folder: Path) -> None:
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        db.book.access.add_person(book, "Sùng A Páo", "mật khẩu thứ hai", moment())
    with db.book.opened(folder, OTHER, moment().at, writing=True) as book:
        assert book.who == "Sùng A Páo"
    check_opens(folder)


@pytest.mark.parametrize(
    ("name", "password"), [(WHO.upper(), "x"), (f" {WHO} ", "x"), (" ", "x"), ("Mới", "")]
)
def test_two_people_are_told_apart_by_name_and_each_has_a_password(
    book: db.book.Book, name: str, password: str
) -> None:
    with pytest.raises(db.errors.RecordError):
        db.book.access.add_person(book, name, password, moment())
    assert len(book.keys.people()) == 1


def test_with_two_people_the_name_is_needed(book: db.book.Book) -> None:
    db.book.access.add_person(book, "Sùng A Páo", "mật khẩu thứ hai", moment())
    book.close()
    with pytest.raises(db.errors.BookError, match=r"--person.*“Sùng A Páo”"):
        opened(book.folder, db.book.keys.Secret(None, PASSWORD))


def test_a_new_password_takes_the_place_of_the_old_one(book: db.book.Book, code: str) -> None:
    db.book.access.set_password(book, "mật khẩu mới", moment())
    book.close()
    check_closed(book.folder, SECRET)
    check_opens(book.folder, db.book.keys.Secret(WHO, "mật khẩu mới"))
    check_opens(book.folder, db.book.keys.Secret(recovery=code))


def test_who_came_in_by_the_recovery_code_names_whose_password_it_is(
    book: db.book.Book, code: str
) -> None:
    db.book.access.add_person(book, "Sùng A Páo", "mật khẩu thứ hai", moment())
    book.close()
    found = db.book.open_book(
        book.folder, db.book.keys.Secret(recovery=code), moment().at, writing=True
    )
    with pytest.raises(db.errors.RecordError, match="của ai"):
        db.book.access.set_password(found, "mật khẩu mới", moment(), "Ai đó")
    db.book.access.set_password(found, "mật khẩu mới", moment(), "sùng a páo")
    assert found.who == "Sùng A Páo"
    found.close()
    check_opens(book.folder, db.book.keys.Secret("Sùng A Páo", "mật khẩu mới"))
    check_opens(book.folder)
    check_opens(book.folder, db.book.keys.Secret(recovery=code))


def test_nobody_sets_anothers_password_with_their_own(book: db.book.Book) -> None:
    db.book.access.add_person(book, "Sùng A Páo", "mật khẩu thứ hai", moment())
    db.book.access.set_password(book, "mật khẩu mới", moment(), "Sùng A Páo")
    book.close()
    check_opens(book.folder, db.book.keys.Secret("Sùng A Páo", "mật khẩu thứ hai"))
    check_opens(book.folder, db.book.keys.Secret(WHO, "mật khẩu mới"))


def test_who_can_open_a_book_is_known_before_anybody_has(folder: Path, tmp_path: Path) -> None:
    assert [slot.name for slot in db.book.found(folder).people()] == [WHO]
    with pytest.raises(db.errors.BookError, match="Không thấy sổ"):
        db.book.found(tmp_path / "không có")


def test_a_copy_made_before_still_opens_with_the_old_password(
    book: db.book.Book, tmp_path: Path
) -> None:
    shutil.copytree(book.folder, tmp_path / "copy")
    db.book.access.set_password(book, "mật khẩu mới", moment())
    book.close()
    check_opens(tmp_path / "copy")


@pytest.mark.parametrize("name", ["Ai đó", WHO])
def test_neither_a_stranger_nor_oneself_is_closed(book: db.book.Book, name: str) -> None:
    db.book.access.add_person(book, "Sùng A Páo", "mật khẩu thứ hai", moment())
    with pytest.raises(db.errors.RecordError):
        db.book.access.close_slot(book, name, moment())
    assert len(book.keys.people()) == 2


@pytest.fixture
def shared(book: db.book.Book) -> db.book.Book:
    """The open book of two people."""
    db.book.access.add_person(book, OTHER.person or "", OTHER.password or "", moment())
    return book


def test_a_closed_slot_opens_no_more_not_even_with_the_key_files_of_before(
    shared: db.book.Book, code: str, tmp_path: Path
) -> None:
    folder = shared.folder
    for name in db.book.keyfile.NAMES:
        shutil.copyfile(folder / name, tmp_path / name)
    before = shared.data_key
    db.book.access.close_slot(shared, "sùng a páo", moment())
    tests.db.factory.member()
    shared.close()
    assert shared.data_key != before
    check_closed(folder, OTHER)
    check_opens(folder)
    check_opens(folder, db.book.keys.Secret(recovery=code))
    for name in db.book.keyfile.NAMES:
        shutil.copyfile(tmp_path / name, folder / name)
    check_closed(folder, OTHER)


def test_a_new_recovery_code_kills_the_old(shared: db.book.Book, code: str) -> None:
    new = db.book.access.new_recovery_code(shared, moment())
    shared.close()
    assert new != code
    check_closed(shared.folder, db.book.keys.Secret(recovery=code))
    check_opens(shared.folder, db.book.keys.Secret(recovery=new))
    check_opens(shared.folder)
    check_opens(shared.folder, OTHER)


# A change of keys cut short ------------------------------------------------------------------


class Cut(Exception):  # noqa: N818 - the power went
    """The power went."""


def cut(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, after: int) -> None:
    """Let the power go at the call number ``after`` of a function."""
    real: Callable[..., Any] = getattr(owner, name)
    calls = iter(range(1000))

    def until(*given: Any, **named: Any) -> Any:
        if next(calls) >= after:
            raise Cut
        return real(*given, **named)

    monkeypatch.setattr(owner, name, until)


WRITES = [(db.files, "write_whole", number) for number in range(4)]
STEPS = [*WRITES, (db.base, "raw_key", 0), (db.base, "raw_key", 1)]


@pytest.mark.parametrize("step", STEPS)
def test_a_closing_cut_short_at_any_step_locks_nobody_out_and_goes_through_at_the_next_opening(
    shared: db.book.Book,
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: tuple[Any, str, int],
) -> None:
    folder = shared.folder
    for key_file in db.book.keyfile.NAMES:
        shutil.copyfile(folder / key_file, tmp_path / key_file)
    with monkeypatch.context() as patch:
        cut(patch, *step)
        with pytest.raises(Cut):
            db.book.access.close_slot(shared, "Sùng A Páo", moment())
    shared.close()
    check_opens(folder)
    check_opens(folder, db.book.keys.Secret(recovery=code))
    check_closed(folder, OTHER)
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        assert [slot.name for slot in book.keys.people()] == [WHO]
        assert all(slot.previous is None for slot in book.keys.slots)
    for key_file in db.book.keyfile.NAMES:
        shutil.copyfile(tmp_path / key_file, folder / key_file)
    check_closed(folder, OTHER)


@pytest.mark.parametrize(("owner", "name", "after"), STEPS)
def test_the_closed_one_does_not_get_in_before_the_closing_went_through(
    shared: db.book.Book, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, after: int
) -> None:
    with monkeypatch.context() as patch:
        cut(patch, owner, name, after)
        with pytest.raises(Cut):
            db.book.access.close_slot(shared, "Sùng A Páo", moment())
    shared.close()
    check_closed(shared.folder, OTHER)
    check_opens(shared.folder)


def test_an_old_password_does_not_live_on_in_the_second_key_file(
    book: db.book.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = book.folder
    with monkeypatch.context() as patch:
        cut(patch, db.files, "write_whole", 1)
        with pytest.raises(Cut):
            db.book.access.set_password(book, "mật khẩu mới", moment())
    book.close()
    check_opens(folder, db.book.keys.Secret(WHO, "mật khẩu mới"))
    (folder / "keys.json").unlink()
    check_closed(folder, SECRET)


@pytest.mark.parametrize("after", [0, 1])
def test_a_new_password_cut_short_leaves_one_of_the_two_and_later_changes_lock_nobody_out(
    shared: db.book.Book, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    folder = shared.folder
    with monkeypatch.context() as patch:
        cut(patch, db.files, "write_whole", after)
        with pytest.raises(Cut):
            db.book.access.set_password(shared, "mật khẩu mới", moment())
    shared.close()
    right = SECRET if after == 0 else db.book.keys.Secret(WHO, "mật khẩu mới")
    with db.book.opened(folder, right, moment().at, writing=True) as book:
        db.book.access.close_slot(book, "Sùng A Páo", moment())
    check_opens(folder, right)


def test_a_password_cut_short_is_not_dropped_by_what_another_does(
    shared: db.book.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the other's new recovery code would take this one's way in away."""
    folder = shared.folder
    with monkeypatch.context() as patch:
        cut(patch, db.files, "write_whole", 0)
        with pytest.raises(Cut):
            db.book.access.set_password(shared, "mật khẩu mới", moment())
    shared.close()
    with (
        db.book.opened(folder, OTHER, moment().at, writing=True) as book,
        pytest.raises(db.errors.RecordError, match=WHO),
    ):
        db.book.access.new_recovery_code(book, moment())
    check_opens(folder)
    with db.book.opened(folder, OTHER, moment().at, writing=True) as book:
        db.book.access.new_recovery_code(book, moment())
    check_opens(folder)


@pytest.mark.parametrize(("owner", "name", "after"), [*STEPS, (db.files, "write_whole", 5)])
def test_a_new_recovery_code_cut_short_at_any_step_locks_nobody_out(
    shared: db.book.Book, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, after: int
) -> None:
    folder = shared.folder
    with monkeypatch.context() as patch:
        cut(patch, owner, name, after)
        with pytest.raises(Cut):
            db.book.access.new_recovery_code(shared, moment())
    shared.close()
    with db.book.opened(folder, OTHER, moment().at, writing=True) as book:
        new = db.book.access.new_recovery_code(book, moment())
    for secret in (SECRET, OTHER, db.book.keys.Secret(recovery=new)):
        check_opens(folder, secret)


def test_a_full_disk_while_the_data_key_changes_is_one_sentence(
    shared: db.book.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        """A connection to a disk that takes nothing."""

        def execute(self, _sql: str) -> None:
            raise dbapi2.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(db.base.database, "connection", Full)
        with pytest.raises(db.errors.BookError, match="Chưa đổi được khóa"):
            db.book.access.change_data_key(shared, {})
    assert shared.folder.is_dir()


# A key file that is whole but not this book's ---------------------------------------------------


def of_another_data_key(folder: Path) -> db.book.keyfile.KeyFile:
    """The key file of the book with the same password around some other data key."""
    keys = db.book.keyfile.read(folder)
    slot = db.book.keys.make_slot(keys.book, ("1", WHO), PASSWORD, b"k" * 32, CHEAP)
    return dataclasses.replace(keys, slots=(slot, *keys.slots[1:]))


@pytest.mark.parametrize("writing", [True, False])
def test_a_first_key_file_with_a_wrong_data_key_does_not_hide_the_right_second(
    folder: Path, writing: bool
) -> None:
    right = (folder / "keys.bak.json").read_bytes()
    (folder / "keys.json").write_bytes(db.book.keyfile.encoded(of_another_data_key(folder)))
    with db.book.opened(folder, SECRET, moment().at, writing=writing) as book:
        assert db.book.checks.problems(book) == []
    assert (folder / "keys.json").read_bytes() == right


def test_two_key_files_with_wrong_data_keys_are_one_sentence(folder: Path) -> None:
    db.book.keyfile.write(folder, of_another_data_key(folder))
    (folder / "keys.json").write_bytes(db.book.keyfile.encoded(of_another_data_key(folder)))
    before = [(folder / name).read_bytes() for name in db.book.keyfile.NAMES]
    with pytest.raises(db.errors.BookError, match="không khớp tệp khóa"):
        db.book.open_book(folder, SECRET, moment().at, writing=True)
    assert [(folder / name).read_bytes() for name in db.book.keyfile.NAMES] == before


def test_an_old_password_in_the_second_key_file_opens_nothing(folder: Path) -> None:
    """The power went between the two: what the first says of a password counts."""
    old = (folder / "keys.bak.json").read_bytes()
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        db.book.access.set_password(book, "mật khẩu mới", moment())
    (folder / "keys.bak.json").write_bytes(old)
    check_closed(folder, SECRET)
    check_opens(folder, db.book.keys.Secret(WHO, "mật khẩu mới"))


# A key file changed by a stranger ------------------------------------------------------------


def test_a_reader_added_to_the_key_files_gets_no_data_key(shared: db.book.Book) -> None:
    """A stranger may write the key files, but a new data key is sealed to whom the book knows."""
    folder, stranger = shared.folder, "Kẻ lạ"
    shared.close()
    keys = db.book.keyfile.read(folder)
    planted = db.book.keys.make_slot(keys.book, ("9", stranger), "x", b"k" * 32, CHEAP)
    db.book.keyfile.write(folder, dataclasses.replace(keys, slots=(*keys.slots, planted)))
    check_opens(folder)
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        assert stranger not in [slot.name for slot in book.keys.slots]
    check_closed(folder, db.book.keys.Secret(stranger, "x"))


def test_a_way_in_replaced_in_the_key_files_gets_no_data_key(shared: db.book.Book) -> None:
    folder = shared.folder
    shared.close()
    keys = db.book.keyfile.read(folder)
    stolen = db.book.keys.make_slot(keys.book, ("2", "Sùng A Páo"), "x", b"k" * 32, CHEAP)
    slots = tuple(stolen if slot.id == "2" else slot for slot in keys.slots)
    db.book.keyfile.write(folder, dataclasses.replace(keys, slots=slots))
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        db.book.access.set_password(book, "mật khẩu mới", moment())
        assert db.slots.public_halves()["2"] != stolen.public
        with pytest.raises(db.errors.RecordError, match="Sùng A Páo"):
            db.book.access.new_recovery_code(book, moment())
        db.book.access.close_slot(book, "Sùng A Páo", moment())
    check_closed(folder, db.book.keys.Secret("Sùng A Páo", "x"))
    check_opens(folder, db.book.keys.Secret(WHO, "mật khẩu mới"))


def test_a_day_long_past_is_no_fault_of_the_book(book: db.book.Book) -> None:
    db.members.add(db.members.Draft("Lò Thị Xuân", date(1950, 1, 1)), moment(date(2026, 7, 21)))
    assert db.book.checks.problems(book) == []
