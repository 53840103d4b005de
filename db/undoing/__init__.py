"""Taking back and doing again what a person did in the window: 50 steps, for every verb alike.

While a step is open, temporary triggers keep how each row of a record or of its parts looked before
and after (``recording``); only the difference stays. Taking back writes the earlier rows in one
transaction (``writing``) that is a verb like any other: history and search follow, and nothing that
was entered is lost. A record the step had added goes to the recycle bin, with its parts. What
cannot be taken back is no step: an import, a bundle, a slot, purging, erasing. An import, which has
a way back of its own, bars the steps before it until it was taken back.

Whether a record still stands as the step left it is read from its history: its last row must be
the step's own, or one by which it came back to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import peewee
from sqlcipher3 import dbapi2

import db.base
import db.errors
import db.history
import db.moments
import db.search
import db.undoing.recording
import db.undoing.writing

STEPS = 50  # design 8


class Log:
    """What can be taken back and done again, on the connection of the window's thread."""

    def __init__(self) -> None:
        self._file = ""
        self._inside = False
        self.clear()

    def start(self) -> None:
        """Listen on the connection that is open now; said again, it changes nothing.

        The steps outlive a new connection to the same file (a new data key), not another book.
        """
        file = str(db.base.database.database)
        if file != self._file:
            self.clear()
            self._file = file
        db.undoing.recording.start()

    def clear(self) -> None:
        """Forget every step: at lock, and after an erasing, for a step holds words."""
        self._bars: list[tuple[Callable[[], str], list[db.undoing.recording.Step]]] = []
        self._done: list[db.undoing.recording.Step] = []
        self._undone: list[db.undoing.recording.Step] = []
        self._same: dict[int, int] = {}  # history row → the earlier one it came back to

    def bar(self, way_back: Callable[[], str]) -> None:
        """Keep the steps so far out of reach: what was done now has a way back of its own.

        Ctrl+Z would otherwise take back something older, unsaid. ``way_back`` names that way, or
        why there is none any more, and is asked each time: the book may have changed.
        """
        self._bars.append((way_back, self._done))
        self._done, self._undone = [], []

    def unbar(self) -> None:
        """Bring the steps before the last bar back in reach: what barred them was taken back."""
        if self._bars:
            _, before = self._bars.pop()
            self._done = (before + self._done)[-STEPS:]

    def barred(self) -> str:
        """The way back of what stands before the steps in reach, where all those are taken back."""
        return self._bars[-1][0]() if self._bars and not self._done else ""

    def can_undo(self) -> str:
        """The label of what would be taken back, or ""."""
        return self._done[-1].label if self._done else ""

    def can_redo(self) -> str:
        """The label of what would be done again, or ""."""
        return self._undone[-1].label if self._undone else ""

    @contextmanager
    def step(self, label: str, joins: str = "") -> Iterator[None]:
        """Make one step, and one transaction, of all that is done inside; an inner step joins.

        Steps that follow each other with the same ``joins`` (say, the field in which a long text
        is being typed) are taken back as one. If anything is raised the book is as before.
        """
        if self._inside:
            yield
            return
        if db.base.database.in_transaction():
            raise RuntimeError("a step inside a transaction cannot know whether it was committed")
        self.start()
        self._inside = True
        try:
            with db.base.transaction(), db.undoing.recording.recording(label, joins) as recorded:
                yield
        finally:
            self._inside = False
        self._same |= recorded.unchanged
        if recorded.step is not None:
            self._keep(recorded.step)

    def undo(self, moment: db.moments.Moment) -> str:
        """Take back the last step; returns its label.

        Raises:
            db.errors.RecordError: there is none or it is barred, a record of it was changed since
                or is final; the book is as before and the step is dropped.
            db.errors.BookError: the file takes nothing; the step can be tried again.
        """
        return self._move(self._done, self._undone, moment, back=True)

    def redo(self, moment: db.moments.Moment) -> str:
        """Do again the step that was taken back last; returns its label. Raises as ``undo``."""
        return self._move(self._undone, self._done, moment, back=False)

    def _keep(self, made: db.undoing.recording.Step) -> None:
        """Put a new step on top, or into the one before where it goes on with it."""
        if self._done and not self._undone and self._goes_on(self._done[-1], made):
            made = db.undoing.recording.joined(self._done.pop(), made)
        self._undone.clear()
        if made.rows:
            self._done.append(made)
            del self._done[:-STEPS]
        else:  # typed and taken out again: each record stands as before the first of the steps
            self._same |= {mark.left: mark.since for mark in made.records.values()}

    def _goes_on(self, last: db.undoing.recording.Step, made: db.undoing.recording.Step) -> bool:
        """Whether ``made`` continues ``last``: the same place, and nothing came in between."""
        return (
            bool(made.joins)
            and made.joins == last.joins
            and not last.added | made.added
            and made.records.keys() == last.records.keys()
            and all(
                self._same_state(last.records[key].left, mark.since)
                for key, mark in made.records.items()
            )
        )

    def _move(
        self,
        source: list[db.undoing.recording.Step],
        target: list[db.undoing.recording.Step],
        moment: db.moments.Moment,
        *,
        back: bool,
    ) -> str:
        """Carry out the last step of ``source`` backwards or forwards, and hand it over."""
        way = "hoàn tác" if back else "làm lại"
        if back and self.barred():
            raise db.errors.RecordError(self.barred())
        if not source:
            raise db.errors.RecordError(
                f"Không còn thay đổi nào để {way}; hãy sửa trực tiếp trong hồ sơ."
            )
        self.start()
        step = source.pop()
        refused = f"Không {way} được “{step.label}” vì"
        try:
            self._carry_out(step, refused, moment, back=back)
        except db.errors.BookError:
            source.append(step)
            raise
        except (peewee.IntegrityError, dbapi2.IntegrityError) as error:
            raise db.errors.RecordError(
                f"{refused} hồ sơ liên quan không còn trong sổ; hãy sửa trực tiếp trong hồ sơ."
            ) from error
        target.append(step)
        return step.label

    def _carry_out(
        self,
        step: db.undoing.recording.Step,
        refused: str,
        moment: db.moments.Moment,
        *,
        back: bool,
    ) -> None:
        """Write the rows of ``step`` back or again: one verb, one transaction."""
        with db.base.transaction():
            for key, mark in step.records.items():
                last = db.undoing.recording.last_row(key)
                if not self._same_state(mark.left if back else mark.since, last):
                    raise db.undoing.writing.changed(refused, key)
            db.undoing.writing.refuse_moved(step, refused, back=back)
            db.undoing.writing.refuse_final(step, refused)
            before = {key: _printed(one) for key, one in _records(step).items()}
            rows, papers = db.undoing.writing.write(step, moment, back=back)
            changes = []
            for key, record in _records(step).items():
                verb = "undo" if back else "redo"
                changes.append(db.history.Change(*key, verb, before[key], _printed(record)))
                db.search.refresh(record)
            db.history.enter(moment, changes)
            written = {
                db.undoing.recording.last_row(key): mark.since if back else mark.left
                for key, mark in step.records.items()
            }
        step.rows, step.papers = rows, papers
        self._same |= written

    def _same_state(self, one: int, other: int) -> bool:
        """Whether a record stood the same after two rows of its history."""
        return self._origin(one) == self._origin(other)

    def _origin(self, row: int) -> int:
        """The earliest row after which the record stood as after ``row``."""
        while row in self._same:
            row = self._same[row]
        return row


def _records(
    step: db.undoing.recording.Step,
) -> dict[db.undoing.recording.Key, db.base.Record]:
    """The records ``step`` touches, as the book holds them now: one question a kind."""
    found: dict[db.undoing.recording.Key, db.base.Record] = {}
    for kind in dict.fromkeys(kind for kind, _ in step.records):
        table = db.undoing.recording.RECORDS[kind]
        numbers = [number for one, number in step.records if one == kind]
        found |= {(kind, one.id): one for one in table.select().where(table.id.in_(numbers))}
    return found


def _printed(record: db.base.Record) -> dict[str, Any]:
    """``record``, just read, as ``dump`` prints it."""
    return type(record).printed([record])[0]
