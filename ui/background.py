"""Work beside the window: an export, an import, a backup, a check.

A job runs ``work(tick)`` in a thread of its own, with its own connection to the book, and has
exactly one of three endings: done, failed, cancelled. All its signals are emitted on the thread of
the window. It belongs to no widget: it lives until it ends, and whoever closed meanwhile is not
told. ``tick(what, done, total)`` says how far the work is, and is where it can be stopped.
"""

from __future__ import annotations

import contextlib
import functools
import sys
import threading
from collections.abc import Callable
from typing import Any, ClassVar

import shiboken6
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

import db.base
import db.errors
import ui.errors
import ui.theme

Tick = Callable[[str, int, int], None]
Work = Callable[[Tick], Any]
Told = Callable[[Any], object] | None

_PULSE = 50  # milliseconds between two looks at the progress: at most 20 signals a second
_SWITCH = 0.0002  # seconds a job may hold Python while the window's thread waits for it
_PATIENCE = 1000  # milliseconds before a job is shown: what is over sooner needs no words


class Cancelled(Exception):  # noqa: N818 - reads as the state of affairs
    """Raised by ``tick`` when a person asked to stop: everything on the way is taken back."""


class Job(QObject):
    """One piece of work beside the window; ``label`` names it in the person's words.

    ``with_book`` False is for work that needs no book (judging a bundle, drawing a page);
    ``at_once`` asks the bar to show it without waiting. ``ended`` carries the job itself and comes
    before the ending.
    """

    progressed = Signal(str, int, int)
    ended = Signal(object)
    done = Signal(object)
    failed = Signal(str)
    cancelled = Signal()
    _finished = Signal()

    _alive: ClassVar[set[Job]] = set()

    def __init__(
        self, label: str, work: Work, *, with_book: bool = True, at_once: bool = False
    ) -> None:
        super().__init__()
        self.label, self.at_once = label, at_once
        self._work, self._with_book = work, with_book
        self._stop = threading.Event()
        self._progress: tuple[str, int, int] | None = None
        self._result: Any = None
        self._error: BaseException | None = None
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE)
        self._pulse.timeout.connect(self._tell_progress)
        self._finished.connect(self._end)

    def start(self) -> None:
        """Begin; the job keeps itself alive from here to its ending."""
        sys.setswitchinterval(_SWITCH)
        Job._alive.add(self)
        self._pulse.start()
        threading.Thread(target=self._run, name=self.label).start()

    def cancel(self) -> None:
        """Ask to stop; the next ``tick`` does it. Work that is past its last one ends as done."""
        self._stop.set()

    def cancelling(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    def refuse(self, sentence: str) -> None:
        """End as failed with ``sentence`` without having begun."""
        Job._alive.add(self)
        self._error = db.errors.RecordError(sentence)
        QTimer.singleShot(0, self, self._end)

    def _run(self) -> None:
        """The thread: do the work, keep what came of it, tell the window's thread."""
        opened = (
            db.base.database.connection_context() if self._with_book else contextlib.nullcontext()
        )
        try:
            with opened:
                self._result = self._work(self._tick)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the window must hear of it
            self._error = error
        self._finished.emit()

    def _tick(self, what: str, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self._progress = (what, done, total)

    @Slot()
    def _tell_progress(self) -> None:
        told, self._progress = self._progress, None
        if told is not None:
            self.progressed.emit(*told)

    @Slot()
    def _end(self) -> None:
        self._pulse.stop()
        self._tell_progress()
        result, error = self._result, self._error
        self._result = self._error = None
        self.ended.emit(self)
        if error is None:
            self.done.emit(result)
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(_sentence_of(error))
        # Not at once: this slot is still running on the object that would go.
        QTimer.singleShot(0, functools.partial(Job._alive.discard, self))


def _sentence_of(error: BaseException) -> str:
    """What to tell of ``error``; a bug goes to the last net, which writes it down."""
    sentence = ui.errors.sentence_of(error)
    if not sentence:
        sys.excepthook(type(error), error, error.__traceback__)
    return sentence or ui.errors.BUG


class Jobs(QObject):
    """All work beside one window.

    ``failed`` carries the sentence of a job whose failing nobody else hears.
    """

    started = Signal(object)
    ended = Signal(object)
    failed = Signal(str)
    _emptied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._running: dict[Job, bool] = {}

    def run(  # noqa: PLR0913 - each is one thing that work beside the window may differ in
        self,
        label: str,
        work: Work,
        *,
        on_done: Told,
        on_failed: Told = None,
        on_cancelled: Callable[[], object] | None = None,
        alone: bool = True,
        with_book: bool = True,
        at_once: bool = False,
    ) -> Job:
        """Begin ``work`` beside the window and tell the ``on_…`` functions how it ended.

        A function that belongs to a widget which is gone by then is not called. Work that is
        ``alone`` (the rule: it writes the book or a file) does not run beside other such work: it
        fails with a sentence. ``at_once`` shows it in the bar without waiting a second.
        """
        job = Job(label, work, with_book=with_book, at_once=at_once)
        busy = self.busy() if alone else ""
        self._running[job] = alone and not busy
        job.ended.connect(self._close)
        job.failed.connect(_while_alive(on_failed or self.failed.emit))
        job.done.connect(_while_alive(on_done))
        job.cancelled.connect(_while_alive(on_cancelled))
        if busy:
            job.refuse(f"Đang làm việc khác ({busy}); hãy chờ xong hoặc bấm Dừng rồi làm lại.")
        else:
            job.start()
            self.started.emit(job)
        return job

    def running(self) -> list[Job]:
        """The jobs that have not ended, the oldest first."""
        return list(self._running)

    def busy(self) -> str:
        """The label of the job that runs alone, or ""."""
        return next((job.label for job, alone in self._running.items() if alone), "")

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self._running:
            job.cancel()

    def wait_all(self, timeout: int) -> bool:
        """Wait until every job, and what its ending begins, has ended; at most ``timeout`` ms.

        The window stays painted meanwhile. Returns whether all have ended.
        """
        deadline = QDeadlineTimer(timeout)
        while self._running and not deadline.hasExpired():  # an ending may begin the next work
            loop, limit = QEventLoop(), QTimer()
            limit.setSingleShot(True)
            limit.timeout.connect(loop.quit)
            self._emptied.connect(loop.quit)
            limit.start(deadline.remainingTime())
            loop.exec()
        return not self._running

    @Slot(object)
    def _close(self, job: Job) -> None:
        del self._running[job]
        self.ended.emit(job)
        if not self._running:
            self._emptied.emit()


def _while_alive(told: Callable[..., object] | None) -> Callable[..., None]:
    """``told``, called only while the widget that it belongs to is still there."""
    inner: Any = told
    while isinstance(inner, functools.partial):
        inner = inner.func
    owner = getattr(inner, "__self__", None)

    def call(*values: object) -> None:
        gone = isinstance(owner, QObject) and not shiboken6.isValid(owner)
        if told is not None and not gone:
            told(*values)

    return call


class JobBar(QFrame):
    """What runs beside the window, how far it is, and a way to stop it; hidden while nothing does.

    Work shows itself after a second; of several jobs the oldest is shown.
    """

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("job")
        self.setProperty("band", "blue")
        self._jobs = jobs
        self._shown: Job | None = None
        self._words = ui.theme.label()
        self._words.setObjectName("job.words")
        self._far = QProgressBar()
        self._far.setObjectName("job.far")
        self._far.setAccessibleName("Tiến độ")
        self._far.setFixedWidth(ui.theme.px(180))
        self._far.setTextVisible(False)  # no one colour is read on both halves of the bar
        self._count = ui.theme.label()
        self._count.setObjectName("job.count")
        self._count.setWordWrap(False)
        self._cancel = ui.theme.button("Dừng", "job.cancel", "stop")
        self._lay_out()
        self._cancel.clicked.connect(self._stop)
        jobs.started.connect(self._expect)
        jobs.ended.connect(self._forget)
        ui.theme.notifier().changed.connect(self._measure)
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self._count)
        row.addWidget(self._far)
        row.addWidget(self._cancel)

    @Slot()
    def _measure(self) -> None:
        self._far.setFixedWidth(ui.theme.px(180))

    @Slot(object)
    def _expect(self, job: Job) -> None:
        """Show ``job`` soon, unless it has ended by then."""
        wait = 0 if job.at_once else _PATIENCE
        QTimer.singleShot(wait, self, functools.partial(self._present, job))

    def _present(self, job: Job) -> None:
        if self._shown is None and job in self._jobs.running():
            self._shown = job
            job.progressed.connect(self._tell)
            self._cancel.setEnabled(True)
            self._cancel.setText("Dừng")
            self._tell("", 0, 0)
            self.show()

    @Slot(str, int, int)
    def _tell(self, what: str, done: int, total: int) -> None:
        if self._shown is None:
            return
        label = self._shown.label
        if self._shown.cancelling():
            what = "Đang dừng, chờ một lát"
        self._words.setText(f"{label} – {what}…" if what else f"{label}…")
        self._far.setRange(0, total)
        self._far.setValue(done)
        self._count.setText(f"{done}/{total}" if total else "")

    @Slot()
    def _stop(self) -> None:
        if self._shown is not None:
            self._shown.cancel()
            self._cancel.setEnabled(False)
            self._cancel.setText("Đang dừng")
            self._tell("", self._far.value(), self._far.maximum())

    @Slot(object)
    def _forget(self, job: Job) -> None:
        if job is self._shown:
            self._shown = None
            self.hide()
            for other in self._jobs.running():
                self._present(other)
