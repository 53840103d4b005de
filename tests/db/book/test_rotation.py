from __future__ import annotations

import itertools
import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

import db.book
import db.book.backup
import db.book.checks
import db.book.keyfile
import db.book.rotation
import db.documents
import db.errors
import db.history
import db.tasks
import db.unit
import tests.db.factory
from tests.db.factory import SECRET, TODAY, moment


def backed_up(book: db.book.Book, day: date) -> str | None:
    """The name of the backup made on a day, if one was."""
    made = db.book.rotation.after_writing(book, moment(day).at)
    return made.name if made else None


def names(book: db.book.Book) -> list[str]:
    return sorted(path.name for path in (book.folder / "backups").iterdir())


def test_one_backup_a_day_and_only_of_a_book_that_changed(
    book: db.book.Book, tmp_path: Path
) -> None:
    tests.db.factory.member()
    assert backed_up(book, TODAY) == "tu-dong-2026-07-20.zip"
    tests.db.factory.document()
    assert backed_up(book, TODAY) is None, "the day has one"
    assert backed_up(book, TODAY + timedelta(days=1)) == "tu-dong-2026-07-21.zip"
    assert backed_up(book, TODAY + timedelta(days=2)) is None, "nothing changed since"
    assert names(book) == ["tu-dong-2026-07-20.zip", "tu-dong-2026-07-21.zip"]
    head = db.history.head_hash()
    book.close()
    held = db.book.backup.restore(
        book.folder / "backups" / "tu-dong-2026-07-21.zip", tmp_path / "lai", SECRET
    )
    assert held["history"]["hash"] == head


def test_an_empty_book_is_backed_up_beside_none_but_an_empty_one(
    book: db.book.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert backed_up(book, TODAY) == "tu-dong-2026-07-20.zip"
    tests.db.factory.member()
    assert backed_up(book, TODAY + timedelta(days=1)) == "tu-dong-2026-07-21.zip"
    tests.db.factory.document()
    monkeypatch.setattr(db.book.rotation, "is_empty", lambda: True)
    assert backed_up(book, TODAY + timedelta(days=2)) is None
    assert len(names(book)) == 2


def test_papers_put_in_with_the_book_are_no_records_of_its_own(book: db.book.Book) -> None:
    assert book.folder.is_dir()
    db.documents.take_sources("phường Sông Hiền", moment())
    assert db.book.rotation.is_empty()
    tests.db.factory.task()
    assert not db.book.rotation.is_empty()


def test_backups_of_others_are_never_touched(book: db.book.Book) -> None:
    folder = book.folder / "backups"
    tests.db.factory.member()
    db.unit.set_value("backups_last", 2, date(2026, 1, 1), moment())
    db.unit.set_value("backups_weeks", 0, date(2026, 1, 1), moment())
    db.unit.set_value("backups_months", 0, date(2026, 1, 1), moment())
    for name in ("tay.zip", "truoc-nang-cap-2020-01-01-0001.zip"):
        db.book.backup.make(book, folder / name, moment().at)
    (folder / "tu-dong-2020-01-01.zip").write_bytes(b"none")
    (folder / "tu-dong-2020-13-01.zip").write_bytes((folder / "tay.zip").read_bytes())
    others = names(book)
    for day in range(4):
        tests.db.factory.document(f"Số {day}")
        backed_up(book, TODAY + timedelta(days=day))
    assert sorted(set(names(book)) - set(others)) == [
        "tu-dong-2026-07-22.zip", "tu-dong-2026-07-23.zip",
    ]  # fmt: skip
    assert set(others) < set(names(book))


def test_the_backup_just_made_stays_though_the_clock_stood_ahead_once(book: db.book.Book) -> None:
    tests.db.factory.member()
    db.unit.set_value("backups_last", 2, date(2020, 1, 1), moment())
    for day in (date(2099, 1, 1), date(2099, 1, 2), TODAY):
        tests.db.factory.document(f"{day}")
        assert backed_up(book, day) is not None
    assert "tu-dong-2026-07-20.zip" in names(book)


def kept(days: list[date], since: date) -> set[date]:
    made = [db.book.rotation.Kept(day, Path(str(day)), {}) for day in sorted(days, reverse=True)]
    gone = db.book.rotation.outgrown(made, since, last=14, weeks=13, months=24)
    return set(days) - {one.day for one in gone}


def test_the_last_fourteen_one_a_week_and_one_a_month_stay() -> None:
    """Day after day for three years, thinned each day as it goes."""
    days: set[date] = set()
    day = date(2024, 1, 1)
    for number in range(3 * 365):
        now = day + timedelta(days=number)
        days = kept([*days, now], now)
    ages = sorted((now - one).days for one in days)
    assert ages[:14] == list(range(14))
    weeks = [age for age in ages if 14 <= age <= 91]
    assert all(later - earlier <= 14 for earlier, later in itertools.pairwise(weeks))
    months = {(one.year, one.month) for one in days}
    assert len(months) == 25
    assert len(days) <= 14 + 13 + 25


def test_few_backups_all_stay_however_old() -> None:
    days = [date(2001, 1, 1) + timedelta(days=400 * number) for number in range(14)]
    assert kept(days, date(2026, 1, 1)) == set(days)


def test_what_a_killed_backup_left_is_taken_away_at_the_next_opening(folder: Path) -> None:
    for name in (".tu-dong-2026-07-20.zip.book", ".tu-dong-2026-07-20.zip.dang-ghi"):
        (folder / "backups" / name).write_bytes(b"half")
    (folder / ".xoa-han").mkdir()
    (folder / ".xoa-han" / "book.db").write_bytes(b"half")
    with db.book.opened(folder, SECRET, moment().at, writing=False) as book:
        assert db.book.checks.problems(book) == []
    assert names(book) == []
    assert not (folder / ".xoa-han").exists()


def test_a_backup_that_is_being_made_is_no_problem(book: db.book.Book) -> None:
    (book.folder / "backups" / ".tu-dong-2026-07-20.zip.book").write_bytes(b"half")
    assert db.book.checks.problems(book) == []


def test_a_backup_that_cannot_be_made_takes_no_other_with_it(
    book: db.book.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    tests.db.factory.member()
    db.unit.set_value("backups_last", 2, date(2020, 1, 1), moment())
    for day in range(3):
        tests.db.factory.document(f"Số {day}")
        backed_up(book, TODAY + timedelta(days=day))
    before = names(book)
    monkeypatch.setattr(db.book.backup, "integrity", lambda _connection: ["page 3"])
    tests.db.factory.document("Sau")
    with pytest.raises(db.errors.BookError):
        backed_up(book, TODAY + timedelta(days=9))
    assert names(book) == before


def test_a_file_that_lies_about_itself_is_no_backup_of_this_book(book: db.book.Book) -> None:
    tests.db.factory.member()
    backed_up(book, TODAY)
    (one,) = db.book.rotation.held(book)
    assert json.dumps(one.held["counts"])
    shutil.copy(one.path, one.path.with_name("tu-dong-2026-07-19.zip"))
    other = db.book.keyfile.KeyFile("another book", book.keys.slots)
    apart = db.book.Book(book.folder, other, book.slot, book.data_key, None)
    assert len(db.book.rotation.held(book)) == 2
    assert db.book.rotation.held(apart) == []


def test_a_book_that_was_pulled_out_is_not_half_made_anew(
    book: db.book.Book, tmp_path: Path
) -> None:
    tests.db.factory.member()
    book.folder.rename(tmp_path / "rút ra")
    with pytest.raises(db.errors.BookError, match="Không thấy sổ"):
        backed_up(book, TODAY)
    assert not book.folder.exists()
    (tmp_path / "rút ra").rename(book.folder)
