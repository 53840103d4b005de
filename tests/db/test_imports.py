from __future__ import annotations

import unicodedata
from datetime import date

import pytest

import db.base
import db.errors
import db.history
import db.imports
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.search
import db.tasks
import db.tasks.adding
import db.tasks.series
import db.tasks.steps
import tests.db.factory
from tests.db.factory import moment

pytestmark = pytest.mark.usefixtures("book")
FILE = ("sổ việc.xlsx", "0" * 64)
SERIES = {"work": "Trực", "recurrence": "monthly", "start": date(2026, 7, 1)}


def import_all() -> dict[str, list[int]]:
    """An import of two members, two tasks and a series, in one transaction as the reader does."""
    with db.base.transaction():
        members = [db.members.Draft(f"Đảng viên {one}", date(2020, 1, 1)) for one in range(2)]
        tasks = [tests.db.factory.draft(f"Việc {one}") for one in range(2)]
        made = {
            "members": db.members.take_in(members, moment()),
            "tasks": db.tasks.adding.take_in(tasks, moment(), not_secret=True),
        }
        number, occurrences = db.tasks.series.start(SERIES, moment(), not_secret=True)
        made |= {"series": [number], "tasks": made["tasks"] + occurrences}
        db.imports.enter(FILE, made, moment())
    return made


def test_an_import_is_taken_back_whole() -> None:
    keep = tests.db.factory.task("Có từ trước")
    made = import_all()
    assert db.imports.undo(moment()) == made
    assert [task["id"] for task in db.tasks.dump()] == [keep.id]
    assert (db.members.dump(), db.tasks.dump_series()) == ([], [])
    assert [hit.id for hit in db.search.find("viec")] == []
    assert db.history.faults() == []
    assert db.base.rows("PRAGMA foreign_key_check") == []


def test_the_history_of_what_was_taken_back_says_so() -> None:
    made = import_all()
    db.imports.undo(moment())
    states = db.history.last_states()
    assert all(states["tasks", number] is None for number in made["tasks"])
    assert [one["verb"] for one in db.history.of("members", made["members"][0])] == [
        "import", "undo import",
    ]  # fmt: skip


def test_the_history_says_that_the_import_was_the_tick() -> None:
    import_all()
    row = db.history.dump()[-1]
    after = db.history.of("imports", row["record"])[0]["content"]["after"]
    assert (after["file"], after["not_secret"]) == ("sổ việc.xlsx", True)


def test_imports_are_taken_back_one_by_one_the_last_first() -> None:
    first, second = import_all(), import_all()
    assert db.imports.undo(moment()) == second
    assert db.imports.undo(moment()) == first
    with pytest.raises(db.errors.RecordError, match="Không có lần nhập"):
        db.imports.undo(moment())


def test_only_the_import_that_was_named_is_taken_back() -> None:
    assert db.imports.last() is None
    first = import_all()
    one = db.imports.last()
    assert one is not None
    assert (one.file, one.made, one.hindrance) == ("sổ việc.xlsx", first, "")
    second = import_all()
    with pytest.raises(db.errors.RecordError, match="hoàn tác lần ấy trước"):
        db.imports.undo(moment(), one.number)
    assert db.imports.undo(moment(), one.number + 1) == second
    with pytest.raises(db.errors.RecordError, match="đã được hoàn tác"):
        db.imports.undo(moment(), one.number + 1)
    change_task(first)
    two = db.imports.last()
    assert two is not None
    assert "được sửa hoặc dùng" in two.hindrance


def test_numbers_of_what_was_taken_back_are_not_given_again() -> None:
    made = import_all()
    db.imports.undo(moment())
    assert tests.db.factory.task().id > max(made["tasks"])
    assert tests.db.factory.member() > max(made["members"])


def change_task(made: dict[str, list[int]]) -> None:
    db.tasks.steps.change(db.tasks.get(made["tasks"][0]), {"product": "Sổ"}, moment())


def attend(made: dict[str, list[int]]) -> None:
    meeting = tests.db.factory.meeting()
    present = {made["members"][1]: ("present", "")}
    db.meetings.steps.hold(meeting, date(2026, 6, 4), present, moment())


def speak(made: dict[str, list[int]]) -> None:
    db.meetings.minutes.contribute(
        tests.db.factory.meeting(), made["members"][0], "Nhất trí", moment()
    )


def answer_for(made: dict[str, list[int]]) -> None:
    tests.db.factory.task(fields={"accountable_member": made["members"][0]})


def answer_for_a_series(made: dict[str, list[int]]) -> None:
    fields = {**SERIES, "start": date(2027, 1, 1), "accountable_member": made["members"][0]}
    db.tasks.series.start(fields, moment(), not_secret=True)


def go_on(_made: dict[str, list[int]]) -> None:
    db.tasks.series.make_due(moment(date(2026, 8, 2)))


@pytest.mark.parametrize(
    "later", [change_task, attend, speak, answer_for, answer_for_a_series, go_on]
)
def test_an_import_that_was_used_since_is_not_taken_back(later: object) -> None:
    made = import_all()
    assert callable(later)
    later(made)
    before = (db.tasks.dump(), db.members.dump())
    with pytest.raises(db.errors.RecordError, match="“sổ việc"):
        db.imports.undo(moment())
    assert (db.tasks.dump(), db.members.dump()) == before


def test_what_the_reader_learned_is_kept_by_use_and_the_last_lesson_wins() -> None:
    db.imports.learn({"headings": {"Việc Phải Làm": "work"}, "people": {"A. Mai": "Mai"}})
    db.imports.learn({"people": {"a. mai": unicodedata.normalize("NFD", "Quàng Thị Mỹ")}})
    assert db.imports.learned() == {
        "headings": {"viec phai lam": "work"}, "people": {"a. mai": "Quàng Thị Mỹ"},
    }  # fmt: skip
