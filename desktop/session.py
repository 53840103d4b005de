"""The open book of one command: who opens it, with what, and at which moment."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import db.book
import db.book.keys
import db.book.rotation
import db.book.unlocking
import db.errors
import db.history
import db.moments
import desktop.clock
import desktop.output


@dataclass(frozen=True)
class Session:
    """An open book and the moment of the command."""

    book: db.book.Book
    moment: db.moments.Moment


def secret(given: argparse.Namespace) -> db.book.keys.Secret:
    """What the command line gives to open a book.

    Raises:
        db.errors.RecordError: a file that holds it cannot be read.
    """
    if given.recovery_file is not None:
        return db.book.keys.Secret(given.person, None, line_of(given.recovery_file))
    if given.password_file is not None:
        return db.book.keys.Secret(given.person, line_of(given.password_file))
    return db.book.keys.Secret(given.person, os.environ.get("SOCHIBO_PASSWORD"))


def unlocking(given: argparse.Namespace) -> db.book.unlocking.Unlocking | None:
    """Begin to derive the key of the book the command line names; None where it cannot open one.

    Raises:
        db.errors.RecordError: there is no such book, or what opens it cannot be read.
    """
    if given.book is None or not is_secret_given(given):
        return None
    return db.book.unlocking.Unlocking(db.book.found(Path(given.book)), secret(given))


def is_secret_given(given: argparse.Namespace) -> bool:
    """Whether the command line, or the environment, gives a password or a recovery code."""
    password = os.environ.get("SOCHIBO_PASSWORD")
    return bool(given.password_file or given.recovery_file or password)


def line_of(path: str) -> str:
    """The first line of a file that holds a password or a code."""
    try:
        text = Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise db.errors.RecordError(
            f"Không đọc được tệp “{path}” chứa mật khẩu hoặc mã; hãy kiểm tra đường dẫn."
        ) from error
    return text.split("\n", 1)[0].rstrip("\r")


@contextlib.contextmanager
def opened(given: argparse.Namespace, *, writing: bool) -> Iterator[Session]:
    """The book that ``--book`` names, open for the length of a ``with``.

    Raises:
        db.errors.RecordError: it cannot be opened.
    """
    if given.book is None:
        raise db.errors.RecordError("Chưa cho biết sổ nào; hãy thêm --book và thư mục của sổ.")
    at = desktop.clock.moment(given.today, "").at
    with db.book.opened(Path(given.book), secret(given), at, writing=writing) as book:
        if writing and db.history.clock_is_behind(at):
            desktop.output.complain(
                "Lưu ý: đồng hồ của máy đang chậm hơn lần ghi gần nhất trong sổ; "
                "hãy chỉnh lại ngày giờ, việc vừa làm vẫn được ghi và đánh dấu."
            )
        yield Session(book, desktop.clock.moment(given.today, book.who))
        if writing:
            _back_up(book, at)


def _back_up(book: db.book.Book, at: str) -> None:
    """Make the backup of the day; one that cannot be made takes nothing from the verb's success."""
    try:
        db.book.rotation.after_writing(book, at)
    except db.errors.RecordError as error:
        desktop.output.complain(f"Việc đã làm xong nhưng chưa sao lưu tự động được: {error}")
