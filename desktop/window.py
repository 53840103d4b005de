"""The program with a window: the one place where its screens, the book and the clock are joined.

First run or unlocking (both ``desktop.entrance``) → the desk of the open book → locking (the desk
stays, its book is closed) → unlocking again → closing. Everything the window needs of the outside
(clock, places, crash log) is handed to it here. A start shows one page: what only other screens
need is read when they are.
"""

from __future__ import annotations

import argparse
import gc
import linecache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

import db.base
import db.book
import db.errors
import db.history
import db.moments
import db.unit
import desktop.clock
import desktop.crash
import desktop.entrance
import desktop.places
import desktop.session
import desktop.watching
import ui.background
import ui.desk
import ui.errors
import ui.locking
import ui.page
import ui.session
import ui.theme
import ui.tidying
import ui.today
import ui.translation
import ui.window

if TYPE_CHECKING:
    from collections.abc import Callable

    import db.book.unlocking

FIRST_PAGE = "today"
WIPE_AFTER = 2_000  # milliseconds after the start: copies that a killed program left go then
LONGEST_STOP = 20_000  # milliseconds that closing waits for work that was asked to stop


def run(given: argparse.Namespace, begun: db.book.unlocking.Unlocking | None = None) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    ``begun`` is already deriving the key of the book that the command line names.
    """
    # PySide reads the source of each module that is imported; nobody needs these lines again.
    linecache.clearcache()
    application = QApplication(["sochibo"])
    prepare(application)
    program = Program(given, desktop.places.Places(), begun)
    program.start()
    gc.freeze()  # what a start made stays: ui.tidying need not look through it each time
    code = application.exec()
    program.end()
    return code


def prepare(application: QApplication) -> None:
    """Vietnamese, and our look, whatever the system says."""
    application.setApplicationName("sochibo")
    ui.translation.install(application)
    ui.theme.apply(application)


class Program(QObject):
    """One run of the program."""

    def __init__(
        self,
        given: argparse.Namespace,
        places: desktop.places.Places,
        begun: db.book.unlocking.Unlocking | None = None,
    ) -> None:
        super().__init__()
        self.window = ui.window.Window()
        self.jobs = ui.background.Jobs()
        self.desk: ui.desk.Desk | None = None
        self._given, self._places, self._begun = given, places, begun
        self._entrance = desktop.entrance.Entrance(
            self.window, places, self._now, self.jobs, given.book
        )
        self._session: ui.session.Session | None = None
        self._reporter = ui.errors.Reporter(desktop.crash.record)
        self._idle = ui.locking.IdleLock()
        self._watch: desktop.watching.Watch | None = None
        self._tidying: ui.tidying.Tidying | None = None
        self._leave_anyway = False
        self._offered = ""  # what running work spoke against closing
        self._unwritten = ""  # what drafts spoke against it
        self._unsaved = ""  # what lies typed on a desk that is locked
        self.window.may_close = self._may_close
        self.window.closed.connect(self._close)
        self.window.moved.connect(self._settle)
        self._entrance.opened.connect(self.show_desk)
        self._entrance.restored.connect(self._say_restored)
        self._entrance.other_wanted.connect(self._choose_book)
        self.jobs.failed.connect(self._tell)
        self.jobs.ended.connect(self._withdraw)
        # Queued: a fault inside a layout or a paint must not change what is being laid out.
        self._reporter.reported.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._idle.locked.connect(self.lock)

    def start(self) -> None:
        """Show the window with the first screen there is something to do on."""
        self._reporter.install()
        self._tidying = ui.tidying.Tidying()
        QTimer.singleShot(WIPE_AFTER, self, self._wipe)
        application: QApplication = QApplication.instance()  # type: ignore[assignment]  # there is one
        application.screenRemoved.connect(self._come_back)
        application.focusChanged.connect(self._look_at_drafts, Qt.ConnectionType.QueuedConnection)
        ui.theme.set_scale(self._places.scale())
        ui.theme.notifier().changed.connect(self._remember_scale)
        self._places.place(self.window)
        folder = self._entrance.wanted()
        if folder is None:
            self._entrance.first_run()
        elif not self._open_at_once(folder):
            self._entrance.ask(folder)
        self.window.show()
        if self._given.until_painted:
            import desktop.painted

            self._painted = desktop.painted.Painted(self.window)

    def end(self) -> None:
        """Give back what the start took from the process."""
        self._reporter.remove()
        if self._tidying is not None:
            self._tidying.stop()

    def abandon(self) -> None:
        """Close the window whatever it holds, and let everything of this run go."""
        self.jobs.cancel_all()
        self.jobs.wait_all(LONGEST_STOP)
        self.window.may_close = ui.window.always
        self.window.close()
        self.end()
        self.window.deleteLater()
        self.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    @Slot(object)
    def show_desk(self, book: db.book.Book) -> None:
        """Put the desk of ``book`` in front: the one that was locked, if it is the same book."""
        self._unsaved = ""
        self._places.remember(book.folder)
        if self.desk is not None and self._session is not None and self._is_held(book):
            self._session.hold(book)
            self.desk.reload()
        else:
            self._drop_desk()
            self._session = ui.session.Session(book, self._now, self.jobs)
            self._session.changed.connect(self._look_at_unit)
            self._session.changed.connect(self._hear_written)
            self._watch = desktop.watching.Watch(self._session, self._places)
            self._watch.told.connect(self._tell)
            self.desk = ui.desk.Desk(self._session)
            self.desk.lock_wanted.connect(self.lock)
            self.desk.other_book_wanted.connect(self._choose_book)
            self.desk.show_page(FIRST_PAGE)
            db.base.give_back_memory()
        self.window.put(self.desk)
        self._entrance.leave()
        self.desk.setFocus()
        self.desk.take_focus()
        if self._watch is not None:
            self._watch.begin()
        self._look_at_unit(frozenset({"unit"}))
        if db.history.clock_is_behind(self._now("").at):
            self.desk.notice.say(
                "Đồng hồ của máy đang chậm hơn lần ghi gần nhất trong sổ; hãy chỉnh lại ngày giờ. "
                "Vẫn làm tiếp được, việc ghi vào sổ sẽ được đánh dấu.",
                "amber",
            )

    @Slot(object)
    def _look_at_unit(self, kinds: frozenset[str]) -> None:
        """The unit was opened or changed: its name in the title, its minutes until locking."""
        if "unit" in kinds:
            self.window.name_book(db.unit.get().name)
            self._idle.start(int(db.unit.setting("auto_lock_minutes", self._now("").today)))

    @Slot()
    def lock(self) -> None:
        """Close the book and ask for its password; what was typed stays on the desk."""
        held = self._session
        if held is None or self.desk is None or self.window.screen_shown() is not self.desk:
            return
        if self.jobs.running():
            self.desk.notice.say("Đang có việc chạy; sổ sẽ khóa được khi việc này xong.", "amber")
            self._look_at_unit(frozenset({"unit"}))  # the next time nobody has touched it for long
            return
        self.desk.keep_focus()
        self._take_back(self._unwritten)
        self._unsaved = " ".join(self.desk.leaving())
        self._shut_book()
        self._entrance.ask(held.book.folder).choose(held.book.who)

    def _now(self, who: str) -> db.moments.Moment:
        return desktop.clock.moment(self._given.today, who)

    def _open_at_once(self, folder: Path) -> bool:
        """Open the book with the password that the command line gives, if it gives any."""
        if not desktop.session.is_secret_given(self._given):
            return False
        secret = self._begun or desktop.session.secret(self._given)
        self._begun = None  # it holds the key
        self.show_desk(db.book.open_book(folder, secret, self._now("").at, writing=True))
        return True

    def _is_held(self, book: db.book.Book) -> bool:
        return self._session is not None and self._session.book.keys.book == book.keys.book

    @Slot(object)
    def _say_restored(self, book: db.book.Book) -> None:
        if self.desk is not None and not self.desk.notice.text():  # or the clock is behind
            self.desk.notice.say(
                f"Đã phục hồi xong sổ vào thư mục “{book.folder}”; từ nay làm việc với sổ này.",
                "green",
            )

    @Slot()
    def _choose_book(self) -> None:
        """Ask for the folder of a book; never before what lies typed on a locked desk was named."""
        if self._unsaved:
            self._tell(
                f"{self._unsaved} Mở khóa sổ này rồi ghi trước; mở sổ khác thì mất.",
                ("Bỏ phần chưa lưu, mở sổ khác", self._choose_anyway),
            )
        else:
            self._choose_anyway()

    def _choose_anyway(self) -> None:
        """Ask for the folder of a book, and then for its password.

        Where there is none that is said, and whatever is in sight stays: a welcome, an open book.
        """
        import ui.choosing

        folder = ui.choosing.folder(self.window, "Chọn thư mục của sổ")
        if folder is None:
            return
        at_desk = self.desk is not None and self.window.screen_shown() is self.desk
        if at_desk and self.desk is not None and (self.desk.leaving() or self.jobs.running()):
            self.desk.notice.say(
                "Còn việc đang chạy hoặc ô chưa lưu; hãy làm xong rồi mở sổ khác.", "amber"
            )
            return
        try:
            db.book.found(folder)
        except db.errors.BookError as error:
            self._tell(str(error))
            return
        if at_desk:
            self._shut_book()
        self._entrance.ask(folder)

    @Slot()
    def _remember_scale(self) -> None:
        self._places.set_scale(ui.theme.scale())

    @Slot(str)
    def _tell(self, sentence: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Say a sentence where the person is looking."""
        screen = self.window.screen_shown()
        if self.desk is not None and screen is self.desk:
            self.desk.notice.say(sentence, action=action)
        elif screen is not None:
            for notice in screen.findChildren(ui.page.Notice):
                around = notice.parentWidget()
                if around is not None and around.isVisible():
                    notice.say(sentence, action=action)
                    return

    @Slot()
    def _settle(self) -> None:
        """The person turned to another window: save what is being typed."""
        if self.desk is not None and self.window.screen_shown() is self.desk:
            self.desk.leaving()

    @Slot()
    def _wipe(self) -> None:
        """Take away the copies of attachments that were opened in other programs (design 2)."""
        import ui.attachments

        ui.attachments.wipe()

    @Slot()
    def _come_back(self) -> None:
        """A screen went away: bring the window to where there still is one."""
        screens = [screen.availableGeometry() for screen in QApplication.screens()]
        inside = desktop.places.visible_geometry(self.window.geometry(), screens)
        if inside != self.window.geometry() and not self.window.isMaximized():
            self.window.setGeometry(inside)

    def _may_close(self) -> bool:
        """Whether the window may close now; if not, it says why and offers the way."""
        if self.desk is None or self.window.screen_shown() is not self.desk:
            if self.desk is not None and self._unsaved and not self._leave_anyway:
                self._tell(
                    f"{self._unsaved} Mở khóa sổ rồi ghi, nếu đóng bây giờ thì mất.",
                    ("Bỏ phần chưa lưu và thoát", self._leave),
                )
                return False
            return self._stop_jobs()
        running = self.jobs.running()
        if running and db.base.database.is_closed():  # it has the whole book to itself
            self._offered = f"Đang làm: {running[0].label}. Xong việc này thì đóng được."
            self.desk.notice.say(self._offered, "amber")
            return False
        if self.jobs.busy() and not self._leave_anyway:
            self._offered = f"Đang làm: {self.jobs.busy()}. Dừng lại thì phần đang làm bị bỏ."
            self._offer(self.desk, self._offered, "Dừng và đóng")
            return False
        unsaved = self.desk.leaving()
        if unsaved and not self._leave_anyway:
            self._unwritten = " ".join(unsaved)
            self._offer(self.desk, self._unwritten, "Bỏ phần chưa lưu và thoát")
            return False
        return self._stop_jobs()

    def _offer(self, desk: ui.desk.Desk, sentence: str, words: str) -> None:
        """Say on ``desk`` what speaks against closing, with the way to close all the same."""
        self.window.put(desk)
        desk.notice.say(sentence, "amber", (words, self._leave))

    @Slot()
    def _withdraw(self) -> None:
        """A job is over: what it spoke against no longer does."""
        if not self.jobs.busy():
            self._take_back(self._offered)

    @Slot()
    def _hear_written(self) -> None:
        """Something was written into the book: the draft named before may be so by now."""
        self._take_back(self._unwritten)

    @Slot()
    def _look_at_drafts(self) -> None:
        """The keys went elsewhere: a draft that was given up no longer speaks against closing."""
        told = self._unwritten
        if self.desk is None or not told or self.desk.notice.text() != told:
            return
        if " ".join(self.desk.leaving()) != told:
            self._take_back(told)

    def _take_back(self, sentence: str) -> None:
        """Say ``sentence`` on the desk no longer, if it is still said."""
        if self.desk is not None and self.desk.notice.text() == sentence:
            self.desk.notice.clear()

    def _leave(self) -> None:
        self._leave_anyway = True
        self.window.close()
        self._leave_anyway = False

    def _stop_jobs(self) -> bool:
        """Stop what runs and wait for it; says so where it takes longer than one may wait."""
        self.jobs.cancel_all()
        stopped = self.jobs.wait_all(LONGEST_STOP)
        if not stopped:
            self._tell("Việc đang chạy chưa dừng được; hãy chờ một lát rồi đóng lại.")
        return stopped

    @Slot()
    def _close(self) -> None:
        """The window closes: remember its place, make the backup of the day, close the book."""
        self._places.keep(self.window)
        self.window.hide()
        self._entrance.abandon()
        if self._session is not None and not db.base.database.is_closed():
            self._shut_book()
        QTimer.singleShot(0, self, QApplication.quit)

    def _shut_book(self) -> None:
        """Close the book; the backup of the day that cannot be made takes nothing from it."""
        self._idle.stop()
        if self._session is None or self._watch is None:
            return
        self._session.undoing.clear()
        try:
            self._watch.end()
        except db.errors.RecordError as error:
            desktop.crash.record(error)
        finally:
            self._session.book.close()
            self._wipe()

    def _drop_desk(self) -> None:
        if self.desk is not None:
            self.window.drop(self.desk)
            self.desk = None
