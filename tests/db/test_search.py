from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import db.base
import db.documents
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.search
import db.tasks
import db.tasks.series
import db.tasks.steps
import db.text
import tests.db.factory
from tests.db.factory import moment

pytestmark = pytest.mark.usefixtures("book")


def titles(typed: str) -> list[str]:
    return [hit.title for hit in db.search.find(typed)]


@pytest.mark.parametrize(
    "typed",
    ["nghi quyet dang", "Nghị quyết Đảng", "NGHỊ QUYẾT", "nghị quyết ĐẢNG", "dang", "đả",
     "quyet ng", unicodedata.normalize("NFD", "Nghị quyết Đảng")],
)  # fmt: skip
def test_words_are_found_with_or_without_their_marks(typed: str) -> None:
    tests.db.factory.document(unicodedata.normalize("NFD", "Nghị quyết Đảng bộ lần thứ II"))
    assert titles(typed) == ["Nghị quyết Đảng bộ lần thứ II"]


@pytest.mark.parametrize("typed", ["", "  ", "-/-", "quyết định", "nghị_quyếtx"])
def test_what_is_not_there_is_not_found(typed: str) -> None:
    tests.db.factory.document("Nghị quyết Đảng bộ lần thứ II")
    assert titles(typed) == []


def test_exact_marks_come_before_folded_ones_and_newest_first_in_each() -> None:
    for title, day in (("Đăng ký", 1), ("Đảng ủy", 2), ("Đảng bộ", 3), ("Đằng sau", 4)):
        tests.db.factory.document(title, date=date(2026, 6, day))
    assert titles("Đảng") == ["Đảng bộ", "Đảng ủy", "Đằng sau", "Đăng ký"]
    assert titles("dang") == ["Đằng sau", "Đảng bộ", "Đảng ủy", "Đăng ký"]


def test_the_last_word_is_a_beginning_and_the_others_are_whole() -> None:
    tests.db.factory.document("Kế hoạch kiểm tra")
    assert titles("hoach kie") == ["Kế hoạch kiểm tra"]
    assert titles("hoac kiem") == []


@pytest.mark.parametrize("typed", ["09-CT/TU", "09-ct", "09 CT", "CT/TU"])
def test_a_number_is_found_as_it_is_written(typed: str) -> None:
    tests.db.factory.document("Nâng cao hiệu lực", number="09-CT/TU")
    assert titles(typed) == ["Nâng cao hiệu lực"]


@pytest.mark.parametrize(
    "typed",
    ['"', "*", "hoạch OR kiểm", "NOT kế", "kế AND", "NEAR(kế hoạch)", "folded : kế", "title:x",
     "(kế", "kế)", "^kế", "-kế", "'; DROP TABLE tasks; --", "a" * 5000, "kế + hoạch", "\x00"],
)  # fmt: skip
def test_what_means_something_to_the_index_is_plain_text(typed: str) -> None:
    tests.db.factory.document("Kế hoạch kiểm tra")
    assert isinstance(db.search.find(typed), list)


@hypothesis.settings(suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture])
@hypothesis.given(st.text(max_size=30))
def test_anything_may_be_typed(typed: str) -> None:
    assert db.search.find(typed) == []


LETTERS = st.text(
    st.sampled_from(
        "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợ09-/. "
    ),
    min_size=1,
    max_size=30,
)


@hypothesis.settings(
    max_examples=60, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@hypothesis.given(LETTERS.filter(str.strip), st.data())
def test_any_word_of_any_title_finds_its_record(title: str, data: st.DataObject) -> None:
    document = tests.db.factory.document(title)
    for word in db.text.words(title):
        typed = data.draw(st.sampled_from([word, word.upper(), db.text.fold(word)]))
        found = db.search.find(typed, limit=1000)
        assert document.id in [hit.id for hit in found if hit.kind == "documents"]
    db.search.forget("documents", document.id)


def test_every_kind_is_found_with_its_date() -> None:
    tests.db.factory.member("Lò Thị Xuân")
    tests.db.factory.document("Văn bản mùa xuân")
    tests.db.factory.task("Trồng cây xuân")
    tests.db.factory.meeting("Họp đầu xuân")
    fields = {"work": "Trực xuân", "recurrence": "yearly", "start": date(2026, 12, 1)}
    db.tasks.series.start(fields, moment(), not_secret=True)
    printed = db.search.printed(db.search.find("xuan"))
    assert [(one["kind"], one["date"]) for one in printed] == [
        ("series", "2026-12-01"), ("meetings", "2026-06-03"), ("tasks", "2026-06-01"),
        ("documents", "2026-05-04"), ("members", "2020-01-01"),
    ]  # fmt: skip
    assert all(set(one) == {"kind", "id", "title", "date"} for one in printed)


def test_a_record_is_found_by_what_belongs_to_it() -> None:
    meeting = tests.db.factory.meeting()
    number = tests.db.factory.member()
    db.meetings.steps.hold(meeting, date(2026, 6, 4), {}, moment())
    db.meetings.minutes.contribute(meeting, number, "Đề nghị sửa mái hiên", moment())
    db.meetings.minutes.conclude(meeting, "Giao tổ bảo trì khảo sát", moment())
    assert titles("mái hiên") == titles("khao sat") == ["Sinh hoạt chi bộ tháng 6"]


def test_a_change_leaves_no_old_words_behind() -> None:
    task = tests.db.factory.task("Sửa cổng")
    db.tasks.steps.change(task, {"work": "Sơn tường"}, moment())
    assert titles("cổng") == []
    assert titles("tường") == ["Sơn tường"]
    assert db.base.rows("SELECT count(*) FROM search_entries WHERE kind = 'tasks'") == [(1,)]


def test_a_change_of_date_moves_the_record_among_the_hits() -> None:
    first = tests.db.factory.meeting("Họp một", planned_on=date(2026, 6, 1))
    tests.db.factory.meeting("Họp hai", planned_on=date(2026, 6, 2))
    assert titles("họp") == ["Họp hai", "Họp một"]
    db.meetings.steps.hold(first, date(2026, 6, 5), {}, moment())
    assert titles("họp") == ["Họp một", "Họp hai"]


def test_the_limit_holds_over_both_parts() -> None:
    for one in range(6):
        tests.db.factory.document(f"Đảng {one}")
        tests.db.factory.document(f"Đăng {one}")
    found: list[Any] = db.search.find("Đảng", limit=8)
    assert [hit.title[:4] for hit in found] == ["Đảng"] * 6 + ["Đăng"] * 2


def test_a_record_without_a_date_stands_on_its_day_of_entry() -> None:
    tests.db.factory.document("Không ngày", date=None)
    assert db.search.find("không ngày")[0].date == tests.db.factory.TODAY


def test_the_day_said_of_a_record_is_its_own_and_named() -> None:
    tests.db.factory.document("Sen không ngày", date=None)
    dated = tests.db.factory.document("Sen có ngày", date=date(2026, 5, 4))
    task = tests.db.factory.task("Trồng sen")
    member = tests.db.factory.member("Lò Thị Sen", joined=date(2019, 2, 3))
    held = tests.db.factory.meeting("Họp bàn trồng sen")
    db.meetings.steps.hold(held, date(2026, 6, 5), {}, moment())
    planned = tests.db.factory.meeting("Họp xem đầm sen", planned_on=date(2026, 7, 9))
    fields = {"work": "Trực đầm sen", "recurrence": "monthly", "start": date(2026, 8, 1)}
    series, _ = db.tasks.series.start(fields, moment(), not_secret=True)
    hits = [hit for hit in db.search.find("sen") if hit.kind != "tasks" or hit.id == task.id]
    assert len(hits) == 7
    assert db.search.own_days(hits) == {
        ("documents", dated.id): "ban hành 04/05/2026",
        ("tasks", task.id): "giao 01/06/2026",
        ("members", member): "từ 03/02/2019",
        ("series", series): "từ 01/08/2026",
        ("meetings", held.id): "họp 05/06/2026",
        ("meetings", planned.id): "dự kiến 09/07/2026",
    }
    assert db.search.own_days([]) == {}


def test_the_unit_is_in_no_index() -> None:
    assert titles("Đồi Thông") == []


def test_titles_lead_where_that_is_asked_for_and_each_part_is_newest_first() -> None:
    tests.db.factory.document("Bảo hiểm y tế", date=date(2026, 1, 1))
    tests.db.factory.document("Bảo hiểm xe", date=date(2026, 2, 1))
    for day in range(1, 4):
        tests.db.factory.task(f"Việc {day}", fields={"product": "Danh sách bảo hiểm"})
    assert titles("bao hiem")[0] == "Việc 3"
    led = [hit.title for hit in db.search.leading("bao hiem", 4, 100)]
    assert led == ["Bảo hiểm xe", "Bảo hiểm y tế", "Việc 3", "Việc 2"]
    assert [hit.title for hit in db.search.leading("bao hiem", 4, 2)] == ["Việc 3", "Việc 2"]
    assert db.search.leading(" ", 4, 100) == []


def test_titles_of_one_kind_are_found_however_many_newer_records_name_them() -> None:
    tests.db.factory.member("Quàng Thị Mai")
    tests.db.factory.task("Soát sổ của Quàng Thị Mai")
    assert [hit.title for hit in db.search.titled("members", "quang ma")] == ["Quàng Thị Mai"]
    assert db.search.titled("members", "mai quan") != []
    assert db.search.titled("members", "lan") == db.search.titled("members", " ") == []


def test_of_a_text_pasted_by_mistake_its_beginning_is_asked_for() -> None:
    word = "họp "
    kind, values = db.search.within("tasks", word * 50_000)
    assert (kind, values) == db.search.within("tasks", word * 75)
    assert titles(word * 50_000) == titles(word * 75)
