"""What a person reads when something went wrong, and the net under every slot."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee
import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2

import db.base
import db.book
import db.errors
import ui.errors


class Net:
    """A reporter in place, with what it wrote down and what it said."""

    def __init__(self) -> None:
        self.written: list[BaseException] = []
        self.said: list[str] = []
        self.reporter = ui.errors.Reporter(self.record)
        self.reporter.reported.connect(self.said.append)
        self.reporter.install()

    def record(self, error: BaseException) -> str:
        self.written.append(error)
        return f"Chương trình gặp lỗi ({type(error).__name__})."


@pytest.fixture
def net(qapp: QApplication) -> Iterator[Net]:
    assert qapp is not None
    made = Net()
    yield made
    made.reporter.remove()


@pytest.fixture
def book_at(tmp_path: Path) -> Iterator[Path]:
    """The file that the database is bound to; it is there, but is no book."""
    before = (db.base.database.database, db.base.database.connect_params)
    path = tmp_path / "So" / "book.db"
    path.parent.mkdir()
    path.write_bytes(b"")
    db.base.database.init(str(path), passphrase="x")
    yield path
    db.base.database.init(before[0], **before[1])


def fall(number: int = 0) -> None:
    raise ZeroDivisionError(str(number))


def fallen(number: int = 0) -> BaseException:
    try:
        fall(number)
    except ZeroDivisionError as error:
        return error
    raise AssertionError


def test_what_a_person_can_act_on_is_its_own_sentence() -> None:
    assert ui.errors.sentence_of(db.errors.RecordError("Hãy nhập ngày.")) == "Hãy nhập ngày."


def test_a_file_out_of_reach_is_named() -> None:
    error = OSError(5, "Input/output error", "/media/USB/ho-so.zip")
    assert "“/media/USB/ho-so.zip”" in ui.errors.sentence_of(error)
    assert "tệp cần dùng" in ui.errors.sentence_of(OSError("gone"))


@pytest.mark.parametrize("kind", [peewee.OperationalError, dbapi2.OperationalError])
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("database or disk is full", "ổ đĩa đã đầy"),
        ("attempt to write a readonly database", "chỉ cho đọc"),
        ("disk I/O error", "USB"),
        ("unable to open database file", "USB"),
        ("database is locked", "đang bận"),
    ],
)
@pytest.mark.usefixtures("book_at")
def test_a_book_that_takes_no_more_says_why(kind: type[Exception], said: str, words: str) -> None:
    assert words in ui.errors.sentence_of(kind(said))


@pytest.mark.parametrize("said", ["disk I/O error", "attempt to write a readonly database"])
def test_a_stick_pulled_out_is_asked_back(book_at: Path, said: str) -> None:
    book_at.unlink()
    sentence = ui.errors.sentence_of(peewee.OperationalError(said))
    assert sentence.startswith(f"Không còn thấy sổ ở “{book_at.parent}”; hãy cắm lại USB")


@pytest.mark.parametrize("said", ["database disk image is malformed", "file is not a database"])
@pytest.mark.usefixtures("book_at")
def test_a_damaged_book_is_sent_to_its_backup(said: str) -> None:
    assert ui.errors.sentence_of(peewee.DatabaseError(said)) == db.book.MISMATCH


@pytest.mark.parametrize(
    "error",
    [ZeroDivisionError(), peewee.IntegrityError("UNIQUE constraint failed"), KeyError("tên")],
)
@pytest.mark.usefixtures("book_at")
def test_a_bug_has_no_sentence_of_its_own(error: Exception) -> None:
    assert ui.errors.sentence_of(error) == ""


def test_the_same_bug_is_written_down_and_said_once(net: Net) -> None:
    for number in range(3):
        net.reporter.report(fallen(number))
    assert len(net.written) == 1
    assert net.said == ["Chương trình gặp lỗi (ZeroDivisionError)."]
    net.reporter.report(ZeroDivisionError("ở nơi khác"))
    assert len(net.said) == 2


def test_a_sentence_is_said_each_time_and_never_written_down(net: Net) -> None:
    for _ in range(2):
        net.reporter.report(db.errors.RecordError("Hãy nhập ngày."))
    assert net.said == ["Hãy nhập ngày.", "Hãy nhập ngày."]
    assert net.written == []


def test_an_exception_in_a_slot_is_caught_and_the_program_goes_on(net: Net) -> None:
    class Sender(QObject):
        pressed = Signal()

    sender, after = Sender(), list[str]()
    sender.pressed.connect(fall)
    sender.pressed.connect(lambda: after.append("vẫn chạy"))
    sender.pressed.emit()
    assert net.said == ["Chương trình gặp lỗi (ZeroDivisionError)."]
    assert after == ["vẫn chạy"]


def test_an_exception_in_a_thread_is_told_on_the_thread_of_the_window(
    net: Net, qtbot: QtBot
) -> None:
    class Band(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.threads: list[int] = []

        def hear(self, _sentence: str) -> None:
            self.threads.append(threading.get_ident())

    band = Band()
    net.reporter.reported.connect(band.hear)
    thread = threading.Thread(target=fall)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: band.threads == [threading.get_ident()])
    assert len(net.written) == 1


def test_an_exception_in_a_finaliser_is_caught(net: Net) -> None:
    class Fragile:
        def __del__(self) -> None:
            fall()

    fragile: Any = Fragile()
    del fragile
    assert net.said == ["Chương trình gặp lỗi (ZeroDivisionError)."]


def test_stopping_the_program_from_its_terminal_is_no_bug(
    net: Net, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, *_: passed.append(kind))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]
    assert net.said == []


@pytest.mark.usefixtures("qapp")
def test_the_hooks_are_given_back() -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    net = ui.errors.Reporter(str)
    net.install()
    net.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
