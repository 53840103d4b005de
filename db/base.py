"""The database of the open book, and what every record has in common.

``database`` is the one global of the program: it is bound to a file by ``db.book`` alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, ClassVar, Self

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase
from playhouse.sqlite_ext import AutoIncrementField
from sqlcipher3 import dbapi2

import db.errors

# One file, whole after every commit, safe on sticks and in power cuts (design 2). secure_delete:
# what was erased by rule must not linger in free pages.
PRAGMAS: dict[str, Any] = {
    "journal_mode": "truncate",
    "synchronous": "extra",
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
}
BUSY_SECONDS = 10


class BookDatabase(SqlCipherDatabase):  # type: ignore[misc]  # playhouse has no type hints
    """SQLCipher, opened with a raw key and kept quiet about wrong ones."""

    def _connect(self) -> Any:
        parameters = dict(self.connect_params)
        key = parameters.pop("passphrase")
        connection = dbapi2.connect(
            self.database, isolation_level=None, timeout=BUSY_SECONDS, **parameters
        )
        try:
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f'PRAGMA key="{key}"')
            self._add_conn_hooks(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def rollback(self) -> None:
        """Roll back, unless SQLite did so by itself: a full disk ends the transaction at once."""
        if self.connection().in_transaction:
            super().rollback()


database = BookDatabase(None, autoconnect=False)  # a book that was closed opens by its key only


def give_back_memory() -> None:
    """Let go of the pages of the book held in memory: what comes next is not about records."""
    database.execute_sql("PRAGMA shrink_memory")


def raw_key(key: bytes) -> str:
    """The 256-bit data ``key`` as SQLCipher takes it, past any key derivation."""
    return f"x'{key.hex()}'"


class Id(AutoIncrementField):  # type: ignore[misc]  # playhouse has no type hints
    """A number that is never given twice, even after its record is gone."""


class Words(peewee.TextField):
    """Text a person typed: stored NFC, whatever the keyboard or workbook sent."""

    def db_value(self, value: Any) -> Any:
        """The stored form of ``value``."""
        import db.text

        return db.text.nfc(value) if isinstance(value, str) else value


class ListField(peewee.TextField):
    """A short list of plain values, stored as JSON."""

    def db_value(self, value: Any) -> Any:
        """The stored form of ``value``."""
        return None if value is None else canonical(value)

    def python_value(self, value: Any) -> Any:
        """The list that was stored."""
        return None if value is None else json.loads(value)


class WordsList(ListField):
    """A short list of texts a person typed; a ListField proper holds keys of our own."""


class Table(peewee.Model):
    """A table of the book; saving writes only what was set, not what an object remembers."""

    class Meta:
        database = database
        legacy_table_names = False
        only_save_dirty = True


class Record(Table):
    """A record with history: an id never given twice, the instant it was entered, its deletion."""

    kind: ClassVar[str]

    id = Id()
    entered_at = peewee.TextField()
    deleted_on = peewee.DateField(null=True, verbose_name="Ngày xóa")
    deleted_at = peewee.TextField(null=True)

    @classmethod
    def printed(cls, records: list[Self]) -> list[dict[str, Any]]:
        """``records`` as ``dump`` prints them, with the facts that belong to them."""
        raise NotImplementedError

    def plain(self, *names: str) -> dict[str, Any]:
        """The columns ``names`` with the instant of entry, as ``dump`` prints them."""
        chosen = ("id", *names, "entered_at", "deleted_on")
        return {name: _as_printed(getattr(self, name)) for name in chosen}

    def search_entry(self) -> tuple[str, date | None, str]:
        """What search shows and finds: title, date, all words."""
        raise NotImplementedError


def _as_printed(value: Any) -> Any:
    """A column's value as JSON prints it."""
    return value.isoformat() if isinstance(value, date) else value


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Every row of one SQL question: how long lists are read, without an object for each row."""
    return list(database.execute_sql(sql, values).fetchall())


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: one text for one value (design 3, history)."""
    return _CANONICAL.encode(value)


def iso(value: Any) -> str:
    """A date as JSON prints it; anything else has no business in a record."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in a record")


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=iso
)


@contextmanager
def transaction() -> Iterator[None]:
    """One verb's transaction: it takes the writer's place at once, or joins the one around it.

    Raises:
        db.errors.BookError: the disk is full, gone or only for reading; the book is as before.
    """
    if database.in_transaction():
        with database.atomic():
            yield
        return
    with told(), database.atomic("IMMEDIATE"):
        yield


@contextmanager
def told() -> Iterator[None]:
    """Say in a sentence why the file takes nothing more.

    Raises:
        db.errors.BookError: the disk is full, gone or only for reading.
    """
    try:
        yield
    except (peewee.OperationalError, dbapi2.OperationalError) as error:
        said = "; ".join(_causes(error))
        for words, sentence in _UNWRITTEN.items():
            if words in said:
                raise db.errors.BookError(sentence) from error
        raise


def _causes(error: BaseException | None) -> Iterator[str]:
    """What ``error`` and those before it say: a failed undoing hides why it was tried."""
    while error is not None:
        yield str(error)
        error = error.__context__


# What SQLite says of a file that takes no more, and what a person reads.
_UNWRITTEN = {
    "full": "Không ghi được vào sổ vì ổ đĩa đã đầy; hãy giải phóng chỗ rồi làm lại.",
    "readonly": "Không ghi được vào sổ vì nơi đặt sổ chỉ cho đọc; hãy chép sổ sang nơi ghi được.",
    "disk I/O": "Không ghi được vào sổ; hãy kiểm tra ổ đĩa hoặc USB đặt sổ rồi mở lại.",
    "unable to open": "Không ghi được vào sổ; hãy kiểm tra ổ đĩa hoặc USB đặt sổ rồi mở lại.",
    "locked": "Sổ đang bận ở một cửa sổ khác; hãy chờ một lát rồi làm lại.",
}
