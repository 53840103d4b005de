"""What a person reads when something went wrong, and the last net under every slot.

What a person can act on has its own sentence: a rule that was not kept (``db.errors.RecordError``),
a file or disk out of reach, a book whose stick was pulled out. Anything else is a bug: it is
written down without personal data and said once, and the window stays open.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import peewee
from PySide6.QtCore import QObject, Signal
from sqlcipher3 import dbapi2

import db.base
import db.book
import db.errors

BUG = "Việc này chưa làm được vì chương trình gặp lỗi; sổ giữ nguyên như trước."


def sentence_of(error: BaseException) -> str:
    """What to tell a person about ``error``, or "" if it is a bug."""
    if isinstance(error, db.errors.RecordError):
        return str(error)
    if isinstance(error, (peewee.DatabaseError, dbapi2.DatabaseError)):
        return _of_the_book(error)
    if isinstance(error, OSError):
        return db.errors.out_of_reach(error)
    return ""


def _of_the_book(error: Exception) -> str:
    """The file of the open book does not answer: it is gone, full, locked or damaged."""
    if not _in_sight():
        return (
            f"Không còn thấy sổ ở “{Path(db.base.database.database).parent}”; "
            "hãy cắm lại USB hoặc ổ đĩa đặt sổ rồi mở lại sổ."
        )
    if any(words in str(error) for words in ("malformed", "not a database")):
        return db.book.MISMATCH
    try:
        with db.base.told():
            raise error
    except db.errors.BookError as told:
        return str(told)
    except (peewee.DatabaseError, dbapi2.DatabaseError):
        return ""


def _in_sight() -> bool:
    """Whether the file of the book is where it was opened; a book that was never opened is."""
    named = db.base.database.database
    try:
        return named is None or Path(named).exists()
    except OSError:
        return False


class Reporter(QObject):
    """Catches what no slot, thread or finaliser caught; the window shows what it reports.

    ``record`` writes a bug down and returns the sentence about it. A bug is written down and said
    once, however often it comes back (a fault in painting comes back sixty times a second).
    """

    reported = Signal(str)

    def __init__(self, record: Callable[[BaseException], str]) -> None:
        super().__init__()
        self._record = record
        self._known: set[tuple[str, str, int]] = set()
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def install(self) -> None:
        """Stand under everything from now on."""
        sys.excepthook = self._of_slot
        threading.excepthook = self._of_thread
        sys.unraisablehook = self._of_finaliser

    def remove(self) -> None:
        """Give the hooks back to whoever had them."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def report(self, error: BaseException) -> None:
        """Say ``error`` in a sentence; a bug only the first time, after writing it down."""
        sentence = sentence_of(error)
        if not sentence:
            place = _place(error)
            if place in self._known:
                return
            self._known.add(place)
            sentence = self._record(error)
        self.reported.emit(sentence)

    def _of_slot(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            sys.__excepthook__(kind, error, trace)
            return
        self.report(error.with_traceback(trace))

    def _of_thread(self, ended: threading.ExceptHookArgs) -> None:
        if ended.exc_value is not None:
            self.report(ended.exc_value)

    def _of_finaliser(self, lost: sys.UnraisableHookArgs) -> None:
        if lost.exc_value is not None:
            self.report(lost.exc_value)


def _place(error: BaseException) -> tuple[str, str, int]:
    """Kind, file and line of a bug: what makes it the same one."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__, "", 0
    return type(error).__name__, trace.tb_frame.f_code.co_filename, trace.tb_lineno
