from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import db.base
import db.book
import db.book.checks
import db.documents
import db.errors
import db.figures
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
import db.unit
import tests.db.factory
from tests.db.factory import TODAY, moment

pytestmark = pytest.mark.usefixtures("book")
JUNE = date(2026, 6, 3)
QUARTER = db.periods.quarter(2026, 2)


def span() -> db.reports.Window:
    return db.reports.Window(QUARTER, QUARTER.first, QUARTER.last)


def reported() -> None:
    """Finalise the quarter with its figures as they stand."""
    report = db.reports.begin(QUARTER, moment())
    figures = {name: figure.printed() for name, figure in db.figures.count(span()).items()}
    db.reports.finalise(report, QUARTER.last, figures, moment())


def late_task() -> db.tasks.Task:
    """A task with every kind of word, one extension that counts, ended late."""
    number = tests.db.factory.member("Bàn Thị Nhẫn")
    one = tests.db.factory.task(
        "Lời riêng", fields={"accountable_member": number, "code": "A1", "flags": ["key"]}
    )
    why = ("Lời riêng", "Lời riêng", "Lời riêng")
    db.tasks.steps.extend(one, date(2026, 7, 2), date(2026, 6, 9), why, moment())
    db.tasks.steps.report_progress(one, date(2026, 6, 10), 20, "Lời riêng", moment())
    cause = {"cause": "Lời riêng", "cause_body": "Lời riêng", "cause_person": "Lời riêng"}
    db.tasks.steps.change(one, cause, moment())
    db.tasks.steps.close(one, "done", date(2026, 7, 9), moment(), "Lời riêng")
    return one


def full_meeting() -> db.meetings.Meeting:
    """A meeting held in June with every kind of word."""
    member = tests.db.factory.member("Vàng A Sử")
    one = tests.db.factory.meeting("Lời riêng", meeting_kind="combined", agenda=["Lời riêng"])
    paper = tests.db.factory.document("Chuyên đề hè")
    db.meetings.steps.hold(one, JUNE, {member: ("present", "Lời riêng")}, moment())
    db.meetings.steps.use_document(one, paper.id, moment())
    db.meetings.minutes.contribute(one, member, "Lời riêng", moment())
    db.meetings.minutes.vote(one, "Lời riêng", (1, 1, 0, 0), moment())
    db.meetings.minutes.needs_no_task(
        db.meetings.minutes.conclude(one, "Lời riêng", moment()), "Lời riêng", moment()
    )
    return one


def purged(kind: str, number: int) -> dict[str, Any]:
    """Delete and purge one record; what is left of it, as ``dump`` prints it."""
    record = db.purging.find(kind, number)
    assert record is not None
    db.recycling.delete(record, moment())
    assert db.purging.purge(record, moment()), "a stub stays"
    return db.history.printed(record)


# What stays, what goes ---------------------------------------------------------------------------


def test_what_nobody_names_goes_with_its_facts_and_its_history_stays(book: db.book.Book) -> None:
    task, paper = tests.db.factory.task("Nhầm"), tests.db.factory.document("Nhầm")
    db.documents.attach(paper, "a.bin", b"rieng", moment())
    member = db.members.Member.get_by_id(
        tests.db.factory.member("Nhầm", posts=[("Bí thư", JUNE, None)])
    )
    one = tests.db.factory.meeting("Nhầm")
    db.meetings.minutes.conclude(one, "Nhầm", moment())
    for record in (task, paper, member, one):
        db.recycling.delete(record, moment())
        assert db.purging.purge(record, moment()) is False
        assert db.purging.find(record.kind, record.id) is None
        changes = db.history.of(record.kind, record.id)
        assert changes[-1]["verb"] == "purge"
        assert changes[-1]["content"]["after"] is None
        assert "Nhầm" in str(changes[0]["content"])
    for table in ("task_states", "attachments", "files", "member_posts", "meeting_conclusions"):
        assert db.base.rows(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - our own words
    assert db.book.checks.problems(book) == []
    assert tests.db.factory.task("Sau").id > task.id, "numbers are never given again"


def test_a_file_that_another_document_holds_stays() -> None:
    one, two = tests.db.factory.document("Một"), tests.db.factory.document("Hai")
    for paper in (one, two):
        db.documents.attach(paper, "a.bin", b"chung", moment())
    db.documents.delete(one, moment())
    db.purging.purge(one, moment())
    assert bytes(db.documents.File.get().data) == b"chung"


def test_only_what_lies_in_the_bin_is_purged_and_once() -> None:
    one = late_task()
    with pytest.raises(db.errors.RecordError, match="thùng rác"):
        db.purging.purge(one, moment())
    reported()
    purged("tasks", one.id)
    with pytest.raises(db.errors.RecordError, match="thùng rác"):
        db.purging.purge(one, moment())
    with pytest.raises(db.errors.RecordError, match="không lấy lại được"):
        db.tasks.steps.restore(one, moment())
    assert db.purging.binned(TODAY) == []


def test_a_task_in_a_finalised_report_keeps_its_days_and_loses_its_words(
    book: db.book.Book,
) -> None:
    one = late_task()
    before = db.history.printed(one)
    reported()
    stub = purged("tasks", one.id)
    assert "riêng" not in str(stub)
    days = ("first_due", "due", "assigned_on", "done_on", "state", "states", "flags")
    assert {name: stub[name] for name in days} == {name: before[name] for name in days}
    assert (stub["work"], stub["code"], stub["accountable_member"]) == (db.history.ERASED, "", None)
    assert stub["deleted_on"] == TODAY.isoformat()
    assert db.book.checks.problems(book) == []


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("tasks", lambda: late_task().id),
        ("meetings", lambda: full_meeting().id),
        ("documents", lambda: full_meeting() and 1),
    ],
)
def test_what_a_finalised_report_names_keeps_a_stub(kind: str, make: Any) -> None:
    number = int(make())
    assert db.purging.named_in(kind, number) == []
    reported()
    assert db.purging.named_in(kind, number) == ["2026-Q2"]
    assert "riêng" not in str(purged(kind, number))


def test_what_another_record_leans_on_keeps_a_stub(book: db.book.Book) -> None:
    one = full_meeting()
    task = db.meetings.minutes.make_task(
        db.meetings.minutes.conclude(one, "Giao việc", moment()),
        tests.db.factory.draft("Từ kết luận"), moment(), not_secret=True,
    )  # fmt: skip
    fields = {"work": "Trực", "recurrence": "monthly", "start": date(2026, 7, 1)}
    series, _ = db.tasks.series.start(fields, moment(), not_secret=True)
    leaning: list[tuple[str, int]] = [
        ("members", 1),
        ("documents", 1),
        ("tasks", task),
        ("series", series),
    ]
    for kind, number in [*leaning, ("meetings", int(one.id))]:
        purged(kind, number)
    assert db.book.checks.problems(book) == []
    assert db.members.dump()[0]["name"] == db.history.ERASED


def test_a_kind_without_a_bin_is_said_to_have_none() -> None:
    with pytest.raises(db.errors.RecordError, match="chọn một trong"):
        db.purging.find("reports", 1)


# The days in the bin ------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "gone"), [(0, 0), (90, 0), (91, 1)])
def test_a_record_lies_ninety_days_in_the_bin(days: int, gone: int) -> None:
    one = tests.db.factory.document("Nhầm")
    db.documents.delete(one, moment())
    later = moment(TODAY + timedelta(days=days))
    assert len(db.purging.expired(later.today)) == gone
    assert len(db.purging.purge_expired(later)) == gone
    assert len(db.documents.dump()) == 1 - gone


def test_a_unit_may_set_the_days_in_the_bin() -> None:
    db.unit.set_value("recycle_days", 5, TODAY, moment())
    db.documents.delete(tests.db.factory.document("Nhầm"), moment())
    (one,) = db.purging.binned(TODAY)
    assert (one.title, one.until) == ("Nhầm", TODAY + timedelta(days=5))


# A stub counts as the record did -----------------------------------------------------------------


def test_a_stub_counts_exactly_as_the_record_did() -> None:
    task, meeting = late_task(), full_meeting()
    undated = tests.db.factory.task("Chưa rõ", fields={"authority": ""})
    before = db.figures.count(span())
    blocks = db.reports.blocks(span())
    for record in (task, meeting, undated):
        with db.history.change(moment(), record, "purge"):
            db.purging.reduce(record)
    assert db.figures.count(span()) == before
    assert len(db.reports.blocks(span())) == len(blocks)
    assert before["tasks_extended"].ids == [task.id]
    assert before["tasks_six_clear"].ids == [task.id]
    assert before["conclusions_no_task"].value == 1


def test_no_word_a_person_typed_is_left_in_a_stub() -> None:
    """Each text column of each table of a kind, filled with a word, comes out without it."""
    records = [late_task(), full_meeting(), db.members.Member.get_by_id(1)]
    db.documents.attach(db.documents.Document.get_by_id(1), "a.bin", b"a", moment())
    records += [db.documents.Document.get_by_id(1)]
    fields = {"work": "Trực", "recurrence": "monthly", "start": date(2026, 7, 1)}
    db.tasks.series.start(fields, moment(), not_secret=True)
    records += [db.tasks.Series.get_by_id(1)]
    for record in records:
        facts = [(column.model, column) for column in db.purging._FACTS[record.kind]]
        tables = [(type(record), type(record).id), *facts]
        for table, _ in tables:
            words = [
                field for field in table._meta.sorted_fields if isinstance(field, db.base.Words)
            ]
            if words:
                table.update(dict.fromkeys([one.name for one in words], "zzz rieng")).execute()
        db.purging.reduce(record)
        for table, column in tables:
            left = list(table.select().where(column == record.id).tuples())
            assert "zzz" not in str(left), table
