"""The session: verbs with their way back, who is told, and work that must not meet other work."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

import db.errors
import db.moments
import db.tasks
import db.tasks.adding
import db.tasks.steps
import tests.db.factory
import ui.session


def add(session: ui.session.Session, work: str = "Trồng cây") -> int:
    draft = tests.db.factory.draft(work)
    return session.perform(
        "Thêm", lambda moment: db.tasks.adding.add(draft, moment, not_secret=True)
    )


def test_a_verb_tells_which_kinds_it_changed_and_says_a_quiet_word(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.changed) as changed, qtbot.waitSignal(session.said) as said:
        add(session)
    assert changed.args == [frozenset({"tasks"})]
    assert said.args == [ui.session.SAVED]


def test_a_verb_that_is_refused_changes_and_tells_nothing(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    number = add(session)
    with qtbot.assertNotEmitted(session.changed), pytest.raises(db.errors.RecordError):
        session.perform(
            "Sửa",
            lambda moment: db.tasks.steps.change(db.tasks.get(number), {"work": ""}, moment),
        )
    assert session.undoing.can_undo() == "Thêm"


def test_two_changes_in_one_verb_are_one_step_and_fail_together(
    session: ui.session.Session,
) -> None:
    number = add(session)

    def both(moment: db.moments.Moment) -> None:
        db.tasks.steps.change(db.tasks.get(number), {"product": "Cây"}, moment)
        raise db.errors.RecordError("Không được.")

    with pytest.raises(db.errors.RecordError):
        session.perform("Hai việc", both)
    assert db.tasks.read_one(number)["product"] == "Biên bản kiểm kê"


def test_undo_and_redo_say_what_they_did(session: ui.session.Session, qtbot: QtBot) -> None:
    add(session)
    with qtbot.waitSignal(session.said) as said:
        session.undo()
    assert said.args == ["Đã hoàn tác: Thêm"]
    with qtbot.waitSignal(session.said) as said:
        session.redo()
    assert said.args == ["Đã làm lại: Thêm"]
    with qtbot.waitSignal(session.said) as said:
        session.redo()
    assert said.args == [ui.session.NOTHING]


def test_what_joins_is_taken_back_as_one(session: ui.session.Session) -> None:
    number = add(session)
    for product in ("C", "Câ", "Cây"):
        session.perform(
            "Sửa",
            lambda moment, product=product: db.tasks.steps.change(  # type: ignore[misc]  # bound now
                db.tasks.get(number), {"product": product}, moment
            ),
            joins="product",
        )
    session.undo()
    assert db.tasks.read_one(number)["product"] == "Biên bản kiểm kê"
    assert session.undoing.can_undo() == "Thêm"


def test_what_cannot_be_taken_back_is_no_step(session: ui.session.Session) -> None:
    draft = tests.db.factory.draft()
    session.perform(
        "Chốt", lambda moment: db.tasks.adding.add(draft, moment, not_secret=True), undoable=False
    )
    assert session.undoing.can_undo() == ""


def test_nothing_is_written_or_taken_back_beside_work_that_holds_the_book(
    session: ui.session.Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(session)
    monkeypatch.setattr(session.jobs, "busy", lambda: "Xuất hồ sơ")
    with pytest.raises(db.errors.RecordError, match="Xuất hồ sơ"):
        add(session, "Việc hai")
    with qtbot.waitSignal(session.failed) as failed:
        session.undo()
    assert "Xuất hồ sơ" in failed.args[0]
    assert len(db.tasks.dump()) == 1


def test_an_ordinary_fault_is_not_swallowed(session: ui.session.Session) -> None:
    def broken(_moment: db.moments.Moment) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        session.perform("Hỏng", broken)
    assert add(session)


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Thêm", "Thêm"),
        ("Sửa “Trồng cây đầu xuân”", "Sửa “Trồng cây đầu xuân”"),
        (
            "Sửa “Quán triệt, triển khai Chỉ thị số 09-CT/TU (sao lục)”",
            "Sửa “Quán triệt, triển khai Chỉ thị số…”",
        ),
        (
            "Sửa “Hướng dẫn “Năm học mới” của cấp trên trực tiếp”",
            "Sửa “Hướng dẫn “Năm học mới” của cấp trên…”",
        ),
        (f"Bỏ tệp “{'x' * 60}”", f"Bỏ tệp “{'x' * 38}…”"),
        ("Xóa “Họp\n chi bộ”", "Xóa “Họp chi bộ”"),
    ],
)
def test_a_long_name_in_a_label_ends_at_a_word_with_an_ellipsis(label: str, shown: str) -> None:
    assert ui.session.shortened(label) == shown


def test_what_is_taken_back_is_named_by_whole_words(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    work = "Quán triệt, triển khai Chỉ thị số 09-CT/TU (sao lục) trong chi bộ"
    draft = tests.db.factory.draft(work)
    session.perform(
        f"Sửa “{work[:40]}”", lambda moment: db.tasks.adding.add(draft, moment, not_secret=True)
    )
    with qtbot.waitSignal(session.said) as said:
        session.undo()
    assert said.args == ["Đã hoàn tác: Sửa “Quán triệt, triển khai Chỉ thị số…”"]
