"""Old books, newer books, and the tables that migrations alone make.

A release folder is made once, when the release is, by ``tests.db.book.release.make``; its dump.json
is what that returned. Person "Hoàng Văn Thử", password "mo-so-cu-de-thu". It is never made anew.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import peewee
import pytest

import db.base
import db.book
import db.book.backup
import db.book.checks
import db.book.lock
import db.book.migration
import db.errors
import db.kinds
import db.members
import tests.db.book.release
import tests.db.factory
from tests.db.factory import SECRET, moment

RELEASES = sorted((Path(__file__).parents[2] / "data" / "releases").iterdir())
Query = Callable[[str], list[tuple[Any, ...]]]


# Tables --------------------------------------------------------------------------------------


def shape(query: Query) -> dict[str, Any]:
    """Columns, indices and links of every table, and whether its ids are never given twice."""
    tables = [
        (name, sql)
        for name, sql in query("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("sqlite_", "search_words", "schema_migration"))
    ]
    shapes = {}
    for name, sql in tables:
        indices = {
            (unique, tuple(row[2] for row in query(f'PRAGMA index_info("{index}")')))
            for _, index, unique, origin, _ in query(f'PRAGMA index_list("{name}")')
            if origin != "pk"
        }
        shapes[name] = {
            "columns": {row[1]: row[2:] for row in query(f'PRAGMA table_info("{name}")')},
            "indices": indices,
            "links": {row[2:] for row in query(f'PRAGMA foreign_key_list("{name}")')},
            "never twice": "AUTOINCREMENT" in sql,
        }
    return shapes


@pytest.mark.usefixtures("book")
def test_the_tables_that_migrations_make_are_those_of_the_models() -> None:
    migrated = shape(db.base.rows)
    plain = peewee.SqliteDatabase(":memory:")
    with plain.bind_ctx(db.kinds.TABLES):
        plain.create_tables(db.kinds.TABLES)
        raw = plain.connection()  # type: ignore[no-untyped-call]  # a bare connection, untyped
        modelled = shape(lambda sql: list(raw.execute(sql)))
    plain.close()
    assert migrated == modelled


@pytest.mark.usefixtures("book")
def test_every_model_of_the_program_is_on_the_list() -> None:
    found, waiting = set(), [db.base.Table]
    while waiting:
        waiting += (below := waiting.pop().__subclasses__())
        found |= {one for one in below if one.__module__.startswith("db.")}
    assert found - {db.base.Record} == set(db.kinds.TABLES)


# Steps ---------------------------------------------------------------------------------------


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the steps there are, to which a test adds its own."""
    folder = tmp_path / "steps"
    shutil.copytree(db.book.migration.FOLDER, folder)
    monkeypatch.setattr(db.book.migration, "FOLDER", folder)
    return folder


GOOD = """
def up(migrator, database):
    database.execute_sql("CREATE TABLE later (id INTEGER NOT NULL PRIMARY KEY)")
"""
BAD = GOOD + "    raise RuntimeError('step')\n"


def tables() -> set[str]:
    return {name for (name,) in db.base.rows("SELECT name FROM sqlite_master")}


def test_an_older_book_is_brought_up_on_a_verified_backup(folder: Path, steps: Path) -> None:
    last = db.book.migration.known()[-1]
    (steps / "9000_later.py").write_text(GOOD)
    with db.book.opened(folder, SECRET, moment().at, writing=True):
        assert "later" in tables()
        assert db.book.migration.applied() == db.book.migration.known()
    backups = list((folder / "backups").iterdir())
    assert [path.name for path in backups] == [f"truoc-nang-cap-2026-07-20-{last}.zip"]
    restored = folder.parent / "truoc"
    assert db.book.backup.restore(backups[0], restored, SECRET)["counts"]["unit"] == 1


def test_a_step_that_fails_leaves_the_book_as_it_was(folder: Path, steps: Path) -> None:
    (steps / "9000_bad.py").write_text(BAD)
    with pytest.raises(RuntimeError):
        db.book.open_book(folder, SECRET, moment().at, writing=True)
    (steps / "9000_bad.py").unlink()
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        assert "later" not in tables()
        assert db.book.checks.problems(book) == []


def test_a_newer_book_is_refused_and_left_alone(folder: Path, steps: Path) -> None:
    (steps / "9000_later.py").write_text(GOOD)
    with db.book.opened(folder, SECRET, moment().at, writing=True):
        pass
    (steps / "9000_later.py").unlink()
    before = (folder / "book.db").read_bytes()
    for writing in (True, False):
        with pytest.raises(db.errors.NewerBook, match="hãy cài bản mới"):
            db.book.open_book(folder, SECRET, moment().at, writing=writing)
    assert (folder / "book.db").read_bytes() == before


def test_a_reader_beside_a_writer_brings_nothing_up(folder: Path, steps: Path) -> None:
    lock = db.book.lock.take(folder, "Ai đó", moment().at)
    (steps / "9000_later.py").write_text(GOOD)
    with pytest.raises(db.errors.BookInUse, match="nâng cấp"):
        db.book.open_book(folder, SECRET, moment().at, writing=False)
    lock.release()
    assert list((folder / "backups").iterdir()) == []


def test_a_book_is_not_brought_up_without_its_backup(
    folder: Path, steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: Any) -> None:
        raise db.errors.RecordError("ổ đĩa đã đầy")

    (steps / "9000_later.py").write_text(GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(db.book.backup, "make", full)
        with pytest.raises(db.errors.RecordError, match="đầy"):
            db.book.open_book(folder, SECRET, moment().at, writing=True)
    (steps / "9000_later.py").unlink()
    with db.book.opened(folder, SECRET, moment().at, writing=False):
        assert "later" not in tables()


# Releases ------------------------------------------------------------------------------------


def check_holds(expected: list[dict[str, Any]], records: list[dict[str, Any]]) -> None:
    """Every record is there with all it had; a later version may print more."""
    assert len(expected) == len(records)
    for old, new in zip(expected, records, strict=True):
        assert {name: new[name] for name in old} == old


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: str(path.name))
def test_the_book_of_every_release_opens_whole_and_holds_what_it_held(
    release: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "So"
    shutil.copytree(release / "So", folder)
    expected = json.loads((release / "dump.json").read_text("utf-8"))
    secret = tests.db.book.release.SECRET
    with db.book.opened(folder, secret, moment().at, writing=True) as book:
        for kind, records in expected.items():
            check_holds(records, db.kinds.dump(kind))
        assert db.book.checks.problems(book) == []
        tests.db.factory.member()
        assert len(db.members.dump()) == 2


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: str(path.name))
def test_the_book_of_every_release_ends_at_the_tables_of_today(
    release: Path, tmp_path: Path
) -> None:
    shutil.copytree(release / "So", tmp_path / "So")
    with db.book.opened(tmp_path / "So", tests.db.book.release.SECRET, moment().at, writing=True):
        brought_up = shape(db.base.rows)
    tests.db.book.release.make(tmp_path / "moi")
    with db.book.opened(tmp_path / "moi", tests.db.book.release.SECRET, moment().at, writing=True):
        assert brought_up == shape(db.base.rows)


def test_the_same_book_made_today_holds_the_same(tmp_path: Path) -> None:
    made = json.loads(db.base.canonical(tests.db.book.release.make(tmp_path / "So")))
    expected = json.loads((RELEASES[-1] / "dump.json").read_text("utf-8"))
    for kind in set(expected) - {"history"}:
        check_holds(expected[kind], made[kind])
