"""Work beside the window: three endings, on the window's thread, whoever is gone by then."""

from __future__ import annotations

import functools
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import peewee
import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import db.base
import db.errors
import ui.background
import ui.errors

Tick = ui.background.Tick
LONG = 5_000


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[ui.background.Jobs]:
    """All work of one window; none of it outlives its test."""
    assert qapp is not None
    made = ui.background.Jobs()
    yield made
    made.cancel_all()
    assert made.wait_all(LONG)


@pytest.fixture
def file_of_book(tmp_path: Path) -> Iterator[Path]:
    """A bound and open database with one empty table."""
    path = tmp_path / "book.db"
    before = (db.base.database.database, db.base.database.connect_params)
    db.base.database.init(str(path), passphrase=db.base.raw_key(b"\1" * 32))
    db.base.database.connect()
    db.base.database.execute_sql("CREATE TABLE rows (thread INTEGER)")
    yield path
    db.base.database.close()
    db.base.database.init(before[0], **before[1])


class Steps:
    """Work that goes on step by step as the test lets it."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, tick: Tick) -> str:
        tick("Bước một", 0, 2)
        self.begun.set()
        assert self.go_on.wait(LONG / 1000)
        tick("Bước hai", 1, 2)
        return "kết quả"


class Receiver(QObject):
    """Somebody who wants to know, and remembers on which thread it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Any] = []
        self.threads: set[QThread] = set()

    @Slot(object)
    def hear(self, value: object) -> None:
        self.told.append(value)
        self.threads.add(QThread.currentThread())


def nothing(_value: object = None) -> None:
    """Nobody listens."""


def quick(_tick: Tick) -> int:
    return 42


def refused(_tick: Tick) -> None:
    raise db.errors.RecordError("Chưa có số liệu của quý này; hãy nhập rồi làm lại.")


def faulty(_tick: Tick) -> None:
    raise ZeroDivisionError


def run(jobs: ui.background.Jobs, work: Callable[[Tick], Any]) -> tuple[str, Any]:
    """The one ending of ``work`` and what came with it."""
    told: list[tuple[str, Any]] = []

    def hear(ending: str, value: object = None) -> None:
        told.append((ending, value))

    jobs.run(
        "Việc thử",
        work,
        on_done=functools.partial(hear, "done"),
        on_failed=functools.partial(hear, "failed"),
        on_cancelled=functools.partial(hear, "cancelled"),
        with_book=False,
    )
    assert jobs.wait_all(LONG)
    assert len(told) == 1
    return told[0]


def test_work_that_ends_well_is_done_with_its_result(jobs: ui.background.Jobs) -> None:
    assert run(jobs, quick) == ("done", 42)


def test_what_a_person_can_act_on_fails_with_its_sentence(jobs: ui.background.Jobs) -> None:
    sentence = "Chưa có số liệu của quý này; hãy nhập rồi làm lại."
    assert run(jobs, refused) == ("failed", sentence)


def test_a_bug_fails_in_words_and_reaches_the_last_net_with_its_place(
    jobs: ui.background.Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[Any] = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: caught.append(error))
    assert run(jobs, faulty) == ("failed", ui.errors.BUG)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert caught[0][2] is not None


def test_stopping_ends_the_work_at_its_next_step(jobs: ui.background.Jobs) -> None:
    steps = Steps()
    receiver = Receiver()
    job = jobs.run(
        "Lập hồ sơ",
        steps,
        on_done=receiver.hear,
        on_cancelled=functools.partial(receiver.hear, "đã dừng"),
        with_book=False,
    )
    assert steps.begun.wait(LONG / 1000)
    job.cancel()
    steps.go_on.set()
    assert jobs.wait_all(LONG)
    assert receiver.told == ["đã dừng"]


def test_stopping_after_the_last_step_comes_too_late(jobs: ui.background.Jobs) -> None:
    receiver, begun, go_on = Receiver(), threading.Event(), threading.Event()

    def one_step(tick: Tick) -> str:
        tick("Ghi tệp", 0, 1)
        begun.set()
        go_on.wait(LONG / 1000)
        return "đã ghi"

    job = jobs.run("Sao lưu", one_step, on_done=receiver.hear, with_book=False)
    assert begun.wait(LONG / 1000)
    job.cancel()
    go_on.set()
    assert jobs.wait_all(LONG)
    assert receiver.told == ["đã ghi"]


def test_everything_is_told_on_the_thread_of_the_window(jobs: ui.background.Jobs) -> None:
    receiver, elsewhere, plain = Receiver(), list[int](), list[int]()

    def work(tick: Tick) -> int:
        elsewhere.append(threading.get_ident())
        tick("Một", 1, 1)
        return 7

    job = jobs.run("Việc thử", work, on_done=receiver.hear, with_book=False)
    job.progressed.connect(lambda *_: plain.append(threading.get_ident()))
    job.done.connect(lambda _: plain.append(threading.get_ident()))
    assert jobs.wait_all(LONG)
    assert receiver.threads == {QThread.currentThread()}
    assert plain == [threading.get_ident()] * 2
    assert elsewhere != [threading.get_ident()]


@pytest.mark.parametrize("wrapped", [False, True])
def test_who_closed_meanwhile_is_not_told_and_the_work_ends_all_the_same(
    jobs: ui.background.Jobs, wrapped: bool
) -> None:
    steps, receiver, still_here = Steps(), Receiver(), Receiver()
    hear = functools.partial(receiver.hear) if wrapped else receiver.hear
    job = jobs.run("Việc thử", steps, on_done=hear, with_book=False)
    job.done.connect(still_here.hear)
    assert steps.begun.wait(LONG / 1000)
    shiboken6.delete(receiver)
    steps.go_on.set()
    assert jobs.wait_all(LONG)
    assert receiver.told == []
    assert still_here.told == ["kết quả"]


def test_a_job_nobody_holds_lives_until_it_ends_and_no_longer(qtbot: QtBot) -> None:
    steps, receiver = Steps(), Receiver()
    ui.background.Job("Việc thử", steps, with_book=False).start()
    assert steps.begun.wait(LONG / 1000)
    (job,) = ui.background.Job._alive
    job.done.connect(receiver.hear)
    steps.go_on.set()
    qtbot.waitUntil(lambda: receiver.told == ["kết quả"])
    qtbot.waitUntil(lambda: not ui.background.Job._alive)
    del job
    qtbot.wait(0)


def test_it_outlives_the_window_that_ran_it(qtbot: QtBot) -> None:
    steps, receiver = Steps(), Receiver()
    window = QWidget()
    jobs = ui.background.Jobs()
    bar = ui.background.JobBar(jobs)
    bar.setParent(window)
    job = jobs.run("Việc thử", steps, on_done=nothing, with_book=False, at_once=True)
    job.done.connect(receiver.hear)
    shiboken6.delete(window)
    steps.go_on.set()
    qtbot.waitUntil(lambda: receiver.told == ["kết quả"])
    assert jobs.running() == []


def test_work_has_a_connection_of_its_own_and_gives_it_back(
    jobs: ui.background.Jobs,
    file_of_book: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert file_of_book.exists()
    closed: list[Any] = []
    close = db.base.BookDatabase._close

    def noted(self: db.base.BookDatabase, connection: Any) -> None:
        closed.append(connection)
        close(self, connection)

    monkeypatch.setattr(db.base.BookDatabase, "_close", noted)
    its_own: list[Any] = []

    def work(_tick: Tick) -> None:
        db.base.database.execute_sql("INSERT INTO rows VALUES (1)")
        its_own.append(db.base.database.connection())

    jobs.run("Việc thử", work, on_done=nothing)
    assert jobs.wait_all(LONG)
    assert its_own[0] is not db.base.database.connection()
    assert db.base.rows("SELECT count(*) FROM rows") == [(1,)]
    assert closed == its_own


def test_a_book_that_is_gone_when_the_work_begins_is_a_sentence(
    jobs: ui.background.Jobs, tmp_path: Path
) -> None:
    before = (db.base.database.database, db.base.database.connect_params)
    db.base.database.init(str(tmp_path / "USB" / "book.db"), passphrase=db.base.raw_key(b"\1" * 32))
    said = Receiver()
    jobs.run("Sao lưu", quick, on_done=nothing, on_failed=said.hear)
    assert jobs.wait_all(LONG)
    db.base.database.init(before[0], **before[1])
    (sentence,) = said.told
    assert sentence.startswith(f"Không còn thấy sổ ở “{tmp_path / 'USB'}”; hãy cắm lại USB")


def test_progress_is_told_at_most_twenty_times_a_second_and_the_last_step_always(
    jobs: ui.background.Jobs,
) -> None:
    told: list[tuple[str, int, int]] = []
    spent: list[float] = []

    def work(tick: Tick) -> None:
        begin = time.monotonic()
        for step in range(200_000):
            tick("Kiểm tra", step, 200_000)
        spent.append(time.monotonic() - begin)
        tick("Xong", 200_000, 200_000)

    job = jobs.run("Kiểm tra sổ", work, on_done=nothing, with_book=False)
    job.progressed.connect(lambda *values: told.append(values))
    assert jobs.wait_all(LONG)
    assert told[-1] == ("Xong", 200_000, 200_000)
    assert len(told) <= spent[0] * 20 + 2


def test_two_works_that_write_do_not_run_at_once_and_one_that_reads_does(
    jobs: ui.background.Jobs, qtbot: QtBot
) -> None:
    steps, said, read = Steps(), Receiver(), Receiver()
    jobs.run("Lập hồ sơ quý III", steps, on_done=nothing, with_book=False)
    jobs.run("Sao lưu", quick, on_done=said.hear, on_failed=said.hear, with_book=False)
    jobs.run("Dựng trang", quick, on_done=read.hear, alone=False, with_book=False)
    qtbot.waitUntil(lambda: len(jobs.running()) == 1)
    assert jobs.busy() == "Lập hồ sơ quý III"
    assert read.told == [42]
    steps.go_on.set()
    assert jobs.wait_all(LONG)
    assert said.told == [
        "Đang làm việc khác (Lập hồ sơ quý III); hãy chờ xong hoặc bấm Dừng rồi làm lại."
    ]
    assert jobs.busy() == ""


def test_a_failing_nobody_hears_is_told_to_the_window(jobs: ui.background.Jobs) -> None:
    said = Receiver()
    jobs.failed.connect(said.hear)
    jobs.run("Việc thử", refused, on_done=nothing, with_book=False)
    assert jobs.wait_all(LONG)
    assert said.told == ["Chưa có số liệu của quý này; hãy nhập rồi làm lại."]


def test_closing_waits_no_longer_than_it_was_told(jobs: ui.background.Jobs) -> None:
    steps = Steps()
    jobs.run("Việc thử", steps, on_done=nothing, with_book=False)
    assert steps.begun.wait(LONG / 1000)
    assert not jobs.wait_all(60)
    steps.go_on.set()
    assert jobs.wait_all(LONG)


def test_the_next_work_may_begin_when_the_last_one_is_told_as_done(
    jobs: ui.background.Jobs, qtbot: QtBot
) -> None:
    said = Receiver()

    def go_on(_value: object) -> None:
        jobs.run("Việc sau", quick, on_done=said.hear, on_failed=said.hear, with_book=False)

    jobs.run("Việc trước", quick, on_done=go_on, with_book=False)
    qtbot.waitUntil(lambda: bool(said.told))
    assert said.told == [42]


def test_the_bar_shows_what_runs_how_far_and_stops_it(
    jobs: ui.background.Jobs, qtbot: QtBot
) -> None:
    bar, steps, said = ui.background.JobBar(jobs), Steps(), Receiver()
    qtbot.addWidget(bar)
    jobs.run(
        "Lập hồ sơ quý III",
        steps,
        on_done=nothing,
        on_cancelled=functools.partial(said.hear, "đã dừng"),
        with_book=False,
        at_once=True,
    )
    qtbot.waitUntil(lambda: bar._words.text() == "Lập hồ sơ quý III – Bước một…")
    assert bar.isVisible()
    assert (bar._far.value(), bar._far.maximum()) == (0, 2)
    QTest.mouseClick(bar._cancel, Qt.MouseButton.LeftButton)
    assert bar._words.text() == "Lập hồ sơ quý III – Đang dừng, chờ một lát…"
    assert not bar._cancel.isEnabled()
    steps.go_on.set()
    assert jobs.wait_all(LONG)
    assert said.told == ["đã dừng"]
    assert not bar.isVisible()


def test_short_work_never_shows_the_bar(
    jobs: ui.background.Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.background, "_PATIENCE", 20)
    bar = ui.background.JobBar(jobs)
    qtbot.addWidget(bar)
    jobs.run("Việc ngắn", quick, on_done=nothing, with_book=False)
    assert jobs.wait_all(LONG)
    qtbot.wait(60)
    assert not bar.isVisible()
    steps = Steps()
    jobs.run("Việc dài", steps, on_done=nothing, with_book=False)
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible)
    steps.go_on.set()


def test_an_error_of_the_driver_keeps_its_sentence(jobs: ui.background.Jobs) -> None:
    def full(_tick: Tick) -> None:
        raise peewee.OperationalError("database or disk is full")

    ending, sentence = run(jobs, full)
    assert ending == "failed"
    assert "ổ đĩa đã đầy" in sentence
