"""What is done for an open book without being asked: the backup of the day, the weekly check."""

from __future__ import annotations

import functools

from PySide6.QtCore import QObject, QTimer, Signal, Slot

import db.base
import db.book
import db.book.rotation
import desktop.places
import ui.session

BACKUP_AFTER = 120_000  # milliseconds after a change until the backup of the day is looked to
CHECK_AFTER = 60_000  # milliseconds after opening until the weekly check, if it is due
CHECK_EVERY = 7  # days (design 2: weekly in the background)


class Watch(QObject):
    """Watches over the book of one session from ``begin`` to ``end``, each time it is unlocked.

    ``told`` carries the sentence about a book that does not hold together.
    """

    told = Signal(str)

    def __init__(self, session: ui.session.Session, places: desktop.places.Places) -> None:
        super().__init__()
        self._session, self._places = session, places
        self._backup = QTimer(self, singleShot=True, interval=BACKUP_AFTER)
        self._check = QTimer(self, singleShot=True, interval=CHECK_AFTER)
        self._backup.timeout.connect(self._back_up)
        self._check.timeout.connect(self._look_through)
        session.changed.connect(self._expect_backup)

    def begin(self) -> None:
        """The book is open."""
        self._check.start()

    def end(self) -> None:
        """The book is about to be closed, if it still is open: the last look to its backup.

        Raises:
            db.errors.RecordError: the backup of the day cannot be made.
        """
        self._backup.stop()
        self._check.stop()
        if not db.base.database.is_closed():
            db.book.rotation.after_writing(self._session.book, self._session.now().at)

    @Slot()
    def _expect_backup(self) -> None:
        if not self._backup.isActive():
            self._backup.start()

    @Slot()
    def _back_up(self) -> None:
        """Make the backup of the day beside the window; the next change tries again."""
        if db.base.database.is_closed() or self._session.jobs.busy():
            return
        work = functools.partial(_after_writing, self._session.book, self._session.now().at)
        self._session.jobs.run("Sao lưu tự động", work, on_done=None)

    @Slot()
    def _look_through(self) -> None:
        """Once a week look through the whole book beside the window, while nothing else runs."""
        session = self._session
        if db.base.database.is_closed() or session.jobs.running():
            return
        last = self._places.checked_on(session.book.keys.book)
        if last is None or (session.today - last).days >= CHECK_EVERY:
            work = functools.partial(_problems, session.book)
            session.jobs.run("Kiểm tra sổ hằng tuần", work, on_done=self._tell, alone=False)

    @Slot(object)
    def _tell(self, problems: list[str]) -> None:
        if problems:
            self.told.emit(
                f"Kiểm tra sổ hằng tuần thấy {len(problems)} chỗ không khớp; hãy xem trong "
                "Cài đặt, mục Sao lưu, và phục hồi từ bản sao lưu gần nhất nếu cần."
            )
        else:
            self._places.set_checked(self._session.book.keys.book, self._session.today)


def _problems(book: db.book.Book, _tick: object) -> list[str]:
    import db.book.checks

    return db.book.checks.problems(book)


def _after_writing(book: db.book.Book, at: str, _tick: object) -> None:
    db.book.rotation.after_writing(book, at)
