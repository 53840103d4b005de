from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import peewee
import pytest

import db.base
import db.book
import db.book.access
import db.book.checks
import db.documents
import db.errors
import db.history
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.periods
import db.purging
import db.recycling
import db.reports
import db.search
import db.tasks
import db.tasks.series
import db.tasks.steps
import db.undoing
import db.undoing.recording
import db.unit
import tests.db.factory
from tests.db.factory import TODAY, moment
from tests.db.undoing.person import PERIOD, attach, dumps, living, steps_again, steps_back


def history_of(kind: str, number: int) -> list[str]:
    return [row["verb"] for row in db.history.of(kind, number)]


def test_a_change_is_taken_back_and_done_again(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    before = dumps()
    with log.step("Sửa nhiệm vụ"):
        db.tasks.steps.change(task, {"work": "Đếm ghế", "flags": ["urgent"]}, moment())
    after = dumps()
    assert (log.can_undo(), log.can_redo()) == ("Sửa nhiệm vụ", "")
    assert log.undo(moment()) == "Sửa nhiệm vụ"
    assert dumps() == before
    assert (log.can_undo(), log.can_redo()) == ("", "Sửa nhiệm vụ")
    assert not db.search.find("Đếm ghế")
    assert log.redo(moment()) == "Sửa nhiệm vụ"
    assert dumps() == after
    assert [hit.id for hit in db.search.find("Đếm ghế")] == [task.id]


def test_what_has_a_way_back_of_its_own_bars_the_steps_before_it(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    with log.step("Trước"):
        db.tasks.steps.change(task, {"work": "Đếm ghế"}, moment())
    said = ["Lần nhập có nút riêng"]
    log.bar(lambda: said[-1])
    assert (log.can_undo(), log.barred()) == ("", "Lần nhập có nút riêng")
    said.append("Lần nhập đã được dùng, nút riêng không còn")
    assert log.barred() == said[-1]
    with log.step("Sau"):
        db.tasks.steps.change(task, {"product": "Sổ"}, moment())
    assert log.barred() == ""
    assert log.undo(moment()) == "Sau"
    with pytest.raises(db.errors.RecordError, match="nút riêng"):
        log.undo(moment())
    log.unbar()
    assert log.undo(moment()) == "Trước"
    log.unbar()
    assert log.barred() == ""


def test_each_way_is_a_row_of_the_records_history(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    with log.step("Sửa"):
        db.tasks.steps.change(task, {"work": "Đếm ghế"}, moment())
    log.undo(moment(second=5))
    log.redo(moment(second=9))
    rows = db.history.of("tasks", task.id)
    assert [row["verb"] for row in rows] == ["add", "change", "undo", "redo"]
    assert rows[2]["content"]["before"] == rows[1]["content"]["after"]
    assert rows[2]["content"]["after"] == rows[1]["content"]["before"]
    assert rows[3]["content"]["after"] == rows[1]["content"]["after"]
    assert rows[2]["at"] == moment(second=5).at


def test_the_orders_of_a_list_follow(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    keys = (task.work_sort, task.accountable_sort)
    with log.step("Sửa"):
        db.tasks.steps.change(task, {"work": "Ấm", "accountable": "Sùng A Páo"}, moment())
    log.undo(moment())
    found = db.tasks.get(task.id)
    assert (found.work_sort, found.accountable_sort) == keys


def test_an_added_record_goes_to_the_bin_with_its_parts_and_comes_back(
    log: db.undoing.Log, book: db.book.Book
) -> None:
    with log.step("Thêm đảng viên"):
        draft = db.members.Draft(
            "Lò Thị Xuân", date(2020, 1, 1), posts=[("Bí thư", date(2025, 1, 1), None)]
        )
        member = db.members.add(draft, moment())
    after = dumps()
    log.undo(moment(TODAY + timedelta(days=1)))
    (binned,) = [one for one in db.members.dump() if one["id"] == member.id]
    assert binned["deleted_on"] == "2026-07-21"
    assert [post["post"] for post in binned["posts"]] == ["Bí thư"]
    assert [one.id for one in db.purging.binned(TODAY)] == [member.id]
    assert not db.search.find("Lò Thị Xuân")
    assert db.book.checks.problems(book) == []
    log.redo(moment())
    assert dumps() == after
    assert db.search.find("Lò Thị Xuân")
    log.undo(moment())
    assert db.recycling.lies(member)


def test_a_verb_of_many_records_is_one_step(log: db.undoing.Log, book: db.book.Book) -> None:
    meeting = tests.db.factory.meeting()
    conclusion = db.meetings.minutes.conclude(meeting, "Giao kiểm kê", moment())
    before = dumps()
    with log.step("Lập nhiệm vụ từ kết luận"):
        task = db.meetings.minutes.make_task(
            conclusion, tests.db.factory.draft("Từ kết luận"), moment(), not_secret=True
        )
    after = dumps()
    log.undo(moment())
    assert living(dumps()) == living(before)
    assert db.tasks.get(task).deleted_on == TODAY
    assert history_of("meetings", meeting.id)[-1] == "undo"
    assert history_of("tasks", task)[-1] == "undo"
    log.redo(moment())
    assert dumps() == after
    assert db.book.checks.problems(book) == []


def test_a_series_takes_its_occurrences_with_it(log: db.undoing.Log) -> None:
    fields = {"work": "Trực", "recurrence": "monthly", "start": date(2026, 5, 1)}
    with log.step("Thêm nhiệm vụ lặp lại"):
        _, made = db.tasks.series.start(fields, moment(), not_secret=True)
    assert len(made) == 3
    log.undo(moment())
    assert not living(dumps())["tasks"]
    assert db.tasks.series.make_due(moment()) == []
    log.redo(moment())
    assert [one["id"] for one in living(dumps())["tasks"]] == made


def test_verbs_inside_one_step_are_taken_back_together(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    before = dumps()
    with log.step("Hoàn thành"):
        with log.step("Ghi tiến độ"):
            db.tasks.steps.report_progress(task, TODAY, 90, "Gần xong", moment())
        db.tasks.steps.extend(task, TODAY, date(2026, 6, 20), ("mưa", "Chi ủy", "BB 06"), moment())
        db.tasks.steps.close(task, "done", TODAY, moment(), "Đã xong")
    after = dumps()
    log.undo(moment())
    assert (dumps(), log.can_undo()) == (before, "")
    log.redo(moment())
    assert dumps() == after


def test_a_verb_that_fails_leaves_no_step_and_no_trace(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    before, rows = dumps(), len(db.history.dump())

    def change(*works: str) -> None:
        with log.step("Sửa"):
            for work in works:
                db.tasks.steps.change(task, {"work": work}, moment())

    with pytest.raises(db.errors.RecordError):
        change("Đếm ghế", " ")
    assert (dumps(), len(db.history.dump()), log.can_undo()) == (
        before,
        rows,
        "",
    )
    with log.step("Sửa"):
        db.tasks.steps.change(task, {"product": "Sổ"}, moment())
    log.undo(moment())
    assert dumps() == before


def test_a_verb_caught_inside_a_step_is_no_part_of_it(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    before = dumps()

    def enter(*days: date | None) -> None:
        with db.base.transaction():
            for day in days:
                db.tasks.Progress.create(task=task, on=day, at=moment().at)

    with log.step("Sửa"):
        db.tasks.steps.change(task, {"product": "Sổ"}, moment())
        with pytest.raises(peewee.IntegrityError):
            enter(TODAY, None)
    log.undo(moment())
    assert dumps() == before


def test_a_step_that_changes_nothing_is_none_and_hides_none(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    before = dumps()
    with log.step("Sửa"):
        db.tasks.steps.change(task, {"product": "Sổ"}, moment())
    with log.step("Sửa như cũ"):
        db.tasks.steps.change(task, {"product": "Sổ"}, moment())
    with log.step("Chỉ xem"):
        db.tasks.get(task.id)
    assert log.can_undo() == "Sửa"
    log.undo(moment())
    assert dumps() == before


def test_a_new_step_empties_the_other_side(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    with log.step("Một"):
        db.tasks.steps.change(task, {"product": "Sổ"}, moment())
    log.undo(moment())
    with log.step("Hai"):
        db.tasks.steps.change(task, {"product": "Bảng"}, moment())
    assert (log.can_undo(), log.can_redo()) == ("Hai", "")
    with pytest.raises(db.errors.RecordError, match="Không còn thay đổi nào để làm lại"):
        log.redo(moment())


def test_the_fifty_first_step_drops_the_first(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    for number in range(51):
        with log.step(f"Lần {number}"):
            db.tasks.steps.change(task, {"product": f"Sổ {number}"}, moment())
    assert steps_back(log) == db.undoing.STEPS == 50
    assert db.tasks.get(task.id).product == "Sổ 0"
    with pytest.raises(db.errors.RecordError, match="Không còn thay đổi nào để hoàn tác"):
        log.undo(moment())
    assert steps_again(log) == 50
    assert db.tasks.get(task.id).product == "Sổ 50"


def test_typing_in_one_place_is_taken_back_at_once(log: db.undoing.Log) -> None:
    meeting, other = tests.db.factory.meeting(), tests.db.factory.meeting("Buổi khác")
    before = dumps()
    for words in ("Tháng", "Tháng trước", "Tháng trước tốt"):
        with log.step("Sửa đánh giá", joins="meetings.1.opening"):
            db.meetings.steps.change(meeting, {"opening": words}, moment())
    with log.step("Sửa đánh giá", joins="meetings.2.opening"):
        db.meetings.steps.change(other, {"opening": "Khác"}, moment())
    assert steps_back(log) == 2
    assert dumps() == before
    log.redo(moment())
    assert db.meetings.get(int(str(meeting.id))).opening == "Tháng trước tốt"


def test_what_was_typed_and_taken_out_again_is_no_step(log: db.undoing.Log) -> None:
    meeting = tests.db.factory.meeting()
    with log.step("Sửa nơi họp"):
        db.meetings.steps.change(meeting, {"place": "Phòng họp"}, moment())
    for words in ("Tháng", ""):
        with log.step("Sửa đánh giá", joins="opening"):
            db.meetings.steps.change(meeting, {"opening": words}, moment())
    assert log.can_undo() == "Sửa nơi họp"
    log.undo(moment())
    assert db.meetings.get(int(str(meeting.id))).place == ""


def test_typing_after_undo_begins_a_new_step(log: db.undoing.Log) -> None:
    meeting = tests.db.factory.meeting()
    for words in ("Một", "Hai"):
        with log.step(words, joins=words):
            db.meetings.steps.change(meeting, {"opening": words}, moment())
    log.undo(moment())
    with log.step("Ba", joins="Một"):
        db.meetings.steps.change(meeting, {"opening": "Ba"}, moment())
    log.undo(moment())
    assert db.meetings.get(int(str(meeting.id))).opening == "Một"


def test_a_report_begun_by_looking_stays_begun(log: db.undoing.Log, book: db.book.Book) -> None:
    with log.step("Mở báo cáo"):
        db.reports.begin(PERIOD, moment())
    assert log.can_undo() == ""
    with log.step("Sửa lời báo cáo"):
        db.reports.write(db.reports.begin(db.periods.year(2026), moment()), "3", "Lời", moment())
    log.undo(moment())
    report = db.reports.begin(db.periods.year(2026), moment())
    assert db.reports.Report.printed([report])[0]["sentences"] == []
    assert report.deleted_on is None
    log.redo(moment())
    assert db.reports.Report.printed([report])[0]["sentences"][0]["text"] == "Lời"
    assert db.book.checks.problems(book) == []


def test_a_setting_is_as_before(log: db.undoing.Log, book: db.book.Book) -> None:
    with log.step("Đổi chủ đề"):
        db.unit.set_value("year_theme", "Kỷ cương", TODAY, moment())
    after = dumps()
    log.undo(moment())
    assert db.unit.setting("year_theme", TODAY) == ""
    assert db.book.checks.problems(book) == []
    log.redo(moment())
    assert dumps() == after
    assert history_of("unit", 1)[-2:] == ["undo", "redo"]


def test_a_file_that_nothing_names_leaves_the_book_and_comes_back(log: db.undoing.Log) -> None:
    one, other = tests.db.factory.document(), tests.db.factory.document("Văn bản khác")
    for document, data in ((one, b"%PDF 1"), (one, b"%PDF 2"), (other, b"%PDF 2")):
        with log.step("Đính kèm"):
            attach(document, "a.pdf", data)
    after = dumps()

    def kept() -> list[bytes]:
        return sorted(bytes(data) for (data,) in db.base.rows("SELECT data FROM files"))

    log.undo(moment())
    assert kept() == [b"%PDF 1", b"%PDF 2"]
    log.undo(moment())
    assert kept() == [b"%PDF 1"]
    log.undo(moment())
    assert kept() == []
    assert steps_again(log) == 3
    assert kept() == [b"%PDF 1", b"%PDF 2"]
    assert dumps() == after


def test_a_file_that_a_verb_takes_out_comes_back(log: db.undoing.Log) -> None:
    document = tests.db.factory.document()
    attach(document, "a.pdf", b"%PDF 1")
    before = dumps()
    with log.step("Bỏ tệp"), db.history.change(moment(), document, "detach"):
        db.documents.Attachment.delete().execute()
        db.documents.File.delete().execute()
    log.undo(moment())
    assert dumps() == before
    log.redo(moment())
    assert db.base.rows("SELECT count(*) FROM files") == [(0,)]


def test_what_lies_in_the_bin_comes_back_and_goes_again(log: db.undoing.Log) -> None:
    task = tests.db.factory.task()
    before = dumps()
    with log.step("Xóa"):
        db.tasks.steps.delete(task, moment())
    log.undo(moment())
    assert dumps() == before
    log.redo(moment())
    assert db.tasks.get(task.id).deleted_on == TODAY
    with log.step("Lấy lại"):
        db.tasks.steps.restore(db.tasks.get(task.id), moment())
    steps_back(log)
    assert dumps() == before


def test_a_row_that_replace_puts_out_is_put_back(log: db.undoing.Log) -> None:
    report = db.reports.begin(PERIOD, moment())
    db.reports.write(report, "3", "Lời cũ", moment())
    before = dumps()
    sql = "REPLACE INTO report_sentences (report_id, section, text) VALUES (?, '3', 'Lời mới')"
    with log.step("Sửa"), db.history.change(moment(), report, "write"):
        db.base.database.execute_sql(sql, (report.id,))
    assert dumps() != before
    log.undo(moment())
    assert dumps() == before


def test_steps_outlive_a_new_data_key_but_not_the_book(
    log: db.undoing.Log, book: db.book.Book
) -> None:
    task = tests.db.factory.task()
    before = dumps()
    with log.step("Sửa"):
        db.tasks.steps.change(task, {"product": "Sổ"}, moment())
    db.book.access.rekey(book, set(), "rekey", moment())
    log.start()
    with log.step("Sửa nữa"):
        db.tasks.steps.change(task, {"product": "Bảng"}, moment())
    assert steps_back(log) == 2
    assert dumps() == before
    log.clear()
    assert (log.can_undo(), log.can_redo()) == ("", "")


def test_the_file_of_the_book_knows_nothing_of_it(log: db.undoing.Log, book: db.book.Book) -> None:
    with log.step("Thêm"):
        tests.db.factory.task()
    names = db.base.rows("SELECT name FROM main.sqlite_master WHERE name LIKE 'undo%'")
    db.base.database.connection().execute("VACUUM")
    log.undo(moment())
    assert names == []
    assert db.book.checks.problems(book) == []


def test_every_table_of_records_is_watched_and_each_part_has_its_record() -> None:
    for table in db.undoing.recording.TABLES.values():
        assert "id" in db.undoing.recording.columns(table)
        fields = table._meta.sorted_fields
        assert not any(isinstance(field, peewee.BlobField | peewee.FloatField) for field in fields)
        if issubclass(table, db.base.Record) or table is db.unit.Setting:
            continue
        above: Any = table
        while not issubclass(above, db.base.Record):
            above = db.undoing.recording.owner_column(above).rel_model
        assert above.kind in db.undoing.recording.RECORDS
    kinds = {"unit", "members", "documents", "tasks", "series", "meetings", "reports"}
    assert kinds <= set(db.undoing.recording.RECORDS)
