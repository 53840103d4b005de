from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import peewee
import pytest

import db.base
import db.book
import db.book.checks
import db.errors
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.purging
import db.recycling
import db.reports
import db.tasks
import db.tasks.adding
import db.tasks.steps
import db.undoing
import tests.db.factory
from tests.db.factory import TODAY, moment
from tests.db.undoing.person import PERIOD, dumps, living


def test_a_record_is_the_same_whoever_takes_it_out_of_the_bin(log: db.undoing.Log) -> None:
    with log.step("Thêm"):
        task = db.tasks.get(
            db.tasks.adding.add(tests.db.factory.draft(), moment(), not_secret=True)
        )
    log.undo(moment())
    db.tasks.steps.restore(db.tasks.get(task.id), moment())
    with pytest.raises(db.errors.RecordError, match="phòng máy” đã thay đổi sau đó"):
        log.redo(moment())
    assert db.tasks.get(task.id).deleted_on is None


def elsewhere(work: Callable[[], None]) -> None:
    """Do ``work`` in another thread, with its own connection."""

    def run() -> None:
        db.base.database.connect()
        try:
            work()
        finally:
            db.base.database.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_work_in_another_thread_is_no_step_and_is_never_overwritten(log: db.undoing.Log) -> None:
    task, other = tests.db.factory.task(), tests.db.factory.task("Khác")
    with log.step("Sửa"):
        db.tasks.steps.change(task, {"product": "Sổ"}, moment())
    with log.step("Sửa việc khác"):
        db.tasks.steps.change(other, {"product": "Bảng"}, moment())

    def report() -> None:
        db.tasks.steps.report_progress(db.tasks.get(task.id), TODAY, 50, "", moment())

    elsewhere(report)
    assert log.can_undo() == "Sửa việc khác"
    log.undo(moment())
    before = dumps()
    with pytest.raises(db.errors.RecordError) as raised:
        log.undo(moment())
    assert str(raised.value) == (
        "Không hoàn tác được “Sửa” vì “Soát thiết bị phòng máy” đã thay đổi sau đó; "
        "hãy sửa trực tiếp trong hồ sơ."
    )
    assert (dumps(), log.can_undo()) == (before, "")


def test_a_row_changed_behind_the_history_is_not_overwritten(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    with log.step("Sửa"):
        db.tasks.steps.change(task, {"product": "Sổ"}, moment())
    db.base.database.execute_sql("UPDATE tasks SET outcome = 'x' WHERE id = ?", (task.id,))
    with pytest.raises(db.errors.RecordError, match="hồ sơ liên quan đã thay đổi"):
        log.undo(moment())
    assert db.tasks.get(task.id).product == "Sổ"


def approved() -> tuple[db.meetings.Meeting, db.meetings.Conclusion]:
    """A meeting, with a conclusion, whose minutes are approved."""
    meeting = tests.db.factory.meeting()
    conclusion = db.meetings.minutes.conclude(meeting, "Giao kiểm kê", moment())
    db.meetings.steps.hold(meeting, date(2026, 6, 20), {}, moment())
    db.meetings.steps.approve(meeting, TODAY, b"%PDF", {}, moment())
    return meeting, conclusion


def test_approved_minutes_stay_approved(log: db.undoing.Log) -> None:
    meeting = tests.db.factory.meeting()
    with log.step("Ghi buổi họp"):
        db.meetings.steps.hold(meeting, date(2026, 6, 20), {}, moment())
    with log.step("Thông qua biên bản"):
        db.meetings.steps.approve(meeting, TODAY, b"%PDF", {}, moment())
    before = dumps()
    with pytest.raises(db.errors.RecordError, match="đã thông qua; hãy lập đính chính"):
        log.undo(moment())
    with pytest.raises(db.errors.RecordError, match="thay đổi sau đó"):
        log.undo(moment())
    assert (dumps(), log.can_undo()) == (before, "")


def test_what_follows_approved_minutes_can_be_taken_back(
    log: db.undoing.Log, book: db.book.Book
) -> None:
    meeting, conclusion = approved()
    before = dumps()
    with log.step("Lập nhiệm vụ"):
        draft = tests.db.factory.draft("Từ kết luận")
        db.meetings.minutes.make_task(conclusion, draft, moment(), not_secret=True)
    log.undo(moment())
    with log.step("Không lập nhiệm vụ"):
        db.meetings.minutes.needs_no_task(conclusion, "Đã làm", moment())
    log.undo(moment())
    with log.step("Đính chính"):
        db.meetings.steps.correct(meeting, TODAY, "Sửa tên", moment())
    log.undo(moment())
    assert living(dumps()) == living(before)
    assert db.book.checks.problems(book) == []


@pytest.mark.parametrize("fate", ["final", "submitted"])
def test_a_report_that_left_stays_as_it_left(log: db.undoing.Log, fate: str) -> None:
    report = db.reports.begin(PERIOD, moment())
    with log.step("Sửa lời báo cáo"):
        db.reports.write(report, "3", "Chi bộ đã…", moment())
    with log.step("Gửi"):
        if fate == "final":
            db.reports.finalise(report, PERIOD.last, {}, moment())
        else:
            db.reports.submit(report, TODAY, "cổng", moment())
    with pytest.raises(db.errors.RecordError, match=db.reports.STATES[fate]):
        log.undo(moment())
    with pytest.raises(db.errors.RecordError, match="thay đổi sau đó"):
        log.undo(moment())
    assert db.reports.Report.get_by_id(report.id).state == fate


def test_purging_is_for_good(log: db.undoing.Log, book: db.book.Book) -> None:
    task = tests.db.factory.task()
    with log.step("Xóa"):
        db.tasks.steps.delete(task, moment())
    with log.step("Xóa hẳn"):
        db.purging.purge(task, moment())
    assert log.can_undo() == "Xóa"
    with pytest.raises(db.errors.RecordError, match="thay đổi sau đó"):
        log.undo(moment())
    assert db.book.checks.problems(book) == []


def test_a_record_a_step_would_name_again_must_be_there(log: db.undoing.Log) -> None:
    meeting = tests.db.factory.meeting()
    document = tests.db.factory.document()
    db.meetings.steps.use_document(meeting, int(str(document.id)), moment())
    with log.step("Bỏ gắn văn bản"):
        db.meetings.steps.unlink_document(meeting, int(str(document.id)), moment())
    db.recycling.delete(document, moment())
    assert not db.purging.purge(document, moment())
    before = dumps()
    with pytest.raises(db.errors.RecordError, match="không còn trong sổ"):
        log.undo(moment())
    assert (dumps(), log.can_undo()) == (before, "")
    assert not db.base.database.in_transaction()


def test_an_import_is_no_step(log: db.undoing.Log) -> None:
    with log.step("Nhập"):
        drafts = [tests.db.factory.draft()]
        made = {"tasks": db.tasks.adding.take_in(drafts, moment(), not_secret=True)}
        db.imports.enter(("a.xlsx", "0" * 64), made, moment())
    assert log.can_undo() == ""


def test_a_full_disk_drops_no_step(log: db.undoing.Log, monkeypatch: pytest.MonkeyPatch) -> None:
    task = tests.db.factory.task()
    with log.step("Sửa"):
        db.tasks.steps.change(task, {"product": "Sổ"}, moment())
    before = dumps()

    def full(*_: Any) -> None:
        raise peewee.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(db.history, "enter", full)
        with pytest.raises(db.errors.BookError, match="đầy"):
            log.undo(moment())
        with pytest.raises(db.errors.BookError, match="đầy"), log.step("Sửa nữa"):
            db.tasks.steps.change(db.tasks.get(task.id), {"product": "Bảng"}, moment())
    assert (dumps(), log.can_undo()) == (before, "Sửa")
    log.undo(moment())
    assert db.tasks.get(task.id).product == "Biên bản kiểm kê"


def test_a_step_inside_a_foreign_transaction_is_a_mistake(log: db.undoing.Log) -> None:
    with db.base.transaction(), pytest.raises(RuntimeError), log.step("Sửa"):
        tests.db.factory.task()
    assert log.can_undo() == ""
