"""The open book as the pages use it: the moment, verbs with their way back, and who is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

import db.base
import db.book
import db.errors
import db.history
import db.moments
import db.text
import db.undoing
import ui.background

_Result = TypeVar("_Result")
SAVED = "Đã lưu"
NOTHING = "Không còn gì để hoàn tác, làm lại"
_LONGEST = 39  # letters of a name quoted in a label; a longer one ends at a word
_QUOTED = re.compile("(?<=“).*(?=”)", re.DOTALL)


class Session(QObject):
    """One book, open from unlocking to locking; the book itself may be exchanged in between.

    ``changed`` names the kinds of records a verb has touched, ``said`` is a quiet word, ``failed``
    a sentence for the band on top of the page.
    """

    changed = Signal(object)
    said = Signal(str)
    failed = Signal(str)

    def __init__(
        self, book: db.book.Book, now: Callable[[str], db.moments.Moment], jobs: ui.background.Jobs
    ) -> None:
        super().__init__()
        self.jobs = jobs
        self.undoing = db.undoing.Log()
        self._now = now
        self.hold(book)

    def hold(self, book: db.book.Book) -> None:
        """Work with ``book`` from now on: after unlocking, and after unlocking again."""
        self.book = book
        self.undoing.start()

    def now(self) -> db.moments.Moment:
        """This moment, in which whoever unlocked the book acts."""
        return self._now(self.book.who)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now().today

    def perform(
        self,
        label: str,
        work: Callable[[db.moments.Moment], _Result],
        *,
        undoable: bool = True,
        quiet: bool = False,
        joins: str = "",
    ) -> _Result:
        """Do one verb of a person: ``label`` names it for Undo, pages hear what it changed.

        A long name quoted in ``label`` is shortened.

        Verbs that follow each other with the same ``joins`` (the field of a long text, saved while
        it is being typed) are taken back as one. With ``undoable`` False it cannot be taken back
        (approving, exporting); with ``quiet`` True no word is said, because whoever asked says it
        in place.

        Raises:
            db.errors.RecordError: it cannot be done, or other work holds the book for writing;
                nothing was changed.
        """
        if db.base.database.is_closed():
            raise db.errors.RecordError("Sổ đang khóa; phần vừa gõ sẽ lưu khi mở khóa.")
        if self.jobs.busy():
            raise db.errors.RecordError(
                f"Đang làm việc khác ({self.jobs.busy()}); phần vừa gõ sẽ lưu khi việc ấy xong."
            )
        before = _last_row()
        if undoable:
            with self.undoing.step(shortened(label), joins):
                result = work(self.now())
        else:
            result = work(self.now())
        self._tell_since(before)
        if not quiet:
            self.said.emit(SAVED)
        return result

    def tell(self, *kinds: str) -> None:
        """Let the pages know that records of ``kinds`` changed elsewhere (a job, an import)."""
        self.changed.emit(frozenset(kinds))

    def undo(self) -> None:
        """Take back what was done last, and say what it was."""
        log = self.undoing
        nothing = "" if log.can_undo() else log.barred() or NOTHING
        self._step_back(log.undo, nothing, "Đã hoàn tác: ")

    def redo(self) -> None:
        """Do again what was taken back last, and say what it was."""
        log = self.undoing
        self._step_back(log.redo, "" if log.can_redo() else NOTHING, "Đã làm lại: ")

    def _step_back(self, way: Callable[[db.moments.Moment], str], nothing: str, words: str) -> None:
        """Go one step ``way``, or say why there is ``nothing`` to go to."""
        if self.jobs.busy():
            self.failed.emit(
                f"Đang làm việc khác ({self.jobs.busy()}); khi việc ấy xong mới hoàn tác được."
            )
            return
        if nothing:
            self.said.emit(nothing)
            return
        before = _last_row()
        try:
            label = way(self.now())
        except db.errors.RecordError as error:
            self.failed.emit(str(error))
            return
        self._tell_since(before)
        self.said.emit(words + label)

    def _tell_since(self, row: int) -> None:
        """Emit which kinds have history rows after ``row``."""
        found = db.base.rows("SELECT DISTINCT kind FROM history WHERE seq > ?", row)
        if found:
            self.changed.emit(frozenset(kind for (kind,) in found))


def shortened(label: str) -> str:
    """``label`` with what it quotes in one line, a long name ending at a word with "…"."""
    return _QUOTED.sub(lambda quoted: db.text.shortened(quoted[0], _LONGEST), label, count=1)


def _last_row() -> int:
    head = db.history.head()
    return int(head.seq) if head else 0
