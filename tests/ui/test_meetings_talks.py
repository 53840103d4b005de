"""Meeting mode: words, votes, documents, the agenda, and conclusions that become tasks."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import db.meetings
import db.meetings.minutes
import db.tasks
import tests.db.factory
import ui.meetings.standing
import ui.scrolling
import ui.session
from tests.ui import sittings


@pytest.fixture
def hands(session: ui.session.Session, qtbot: QtBot) -> sittings.Hands:
    return sittings.opened(qtbot, session)


def test_a_contribution_is_added_by_part_of_a_name(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    hands.write("meetings.contribution.person", "chai")
    hands.keys("Enter")
    hands.type("đề nghị mua thêm sách")
    hands.keys("Enter")
    assert hands.rows("meetings.contribution.list") == [
        "Đồng chí Quàng Văn Chài: đề nghị mua thêm sách"
    ]
    assert hands.focus() == "meetings.contribution.person"
    assert sittings.parts(number)["contributions"][0]["name"] == "Quàng Văn Chài"


def test_a_contribution_is_changed_and_removed_where_it_was_typed(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    db.meetings.minutes.contribute(db.meetings.get(number), 1, "nhất trí", hands.page.session.now())
    hands.page.reload()
    found = hands.page.sitting
    assert found is not None
    found.contributions.list.picked.emit(1)
    hands.type("!")
    hands.keys("Enter")
    assert "!" in sittings.parts(number)["contributions"][0]["text"]
    found.contributions.list.picked.emit(1)
    hands.click("meetings.contribution.remove")
    assert sittings.parts(number)["contributions"] == []
    hands.page.session.undo()
    assert len(sittings.parts(number)["contributions"]) == 1


def test_words_without_a_speaker_stay_with_a_sentence(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    hands.write("meetings.contribution.text", "chưa biết của ai")
    hands.click("meetings.contribution.add")
    assert "chọn đảng viên" in hands.text_of("meetings.contribution.error")
    hands.click("meetings.pause")
    assert hands.page.title() != "Sinh hoạt"
    assert "chưa biết của ai" in hands.page.leaving()
    hands.page.show_record(number)
    other = sittings.held_before(date(2026, 6, 10))
    hands.page.hold(int(str(other.id)))
    assert hands.text_of("meetings.contribution.text") == ""
    hands.page.hold(number)
    assert hands.text_of("meetings.contribution.text") == "chưa biết của ai"


def test_a_refusal_comes_in_sight_and_the_keys_go_to_the_field_to_blame(
    hands: sittings.Hands,
) -> None:
    sittings.started(hands)
    hands.window.resize(1150, 420)
    hands.settle()
    hands.write("meetings.vote.text", "Thông qua")
    hands.write("meetings.vote.in_favour", "9")
    hands.click("meetings.vote.add")
    assert hands.text_of("meetings.vote.error")
    assert hands.focus() == "meetings.vote.in_favour"
    hands.settle(20)
    error = hands.find("meetings.vote.error")
    assert error.visibleRegion().boundingRect().size() == error.size()


def test_a_number_of_a_vote_comes_in_sight_with_its_label(hands: sittings.Hands) -> None:
    sittings.started(hands)
    hands.window.resize(1150, 420)
    hands.settle()
    hands.focus_on("meetings.vote.other")
    (label,) = (one for one in hands.window.findChildren(QLabel) if one.text() == "Không tán thành")
    area = next(ui.scrolling._around(label))
    bar = area.verticalScrollBar()
    bar.setValue(bar.value() + label.mapTo(area.viewport(), label.rect().bottomLeft()).y())
    assert label.visibleRegion().boundingRect() != label.rect()
    hands.keys("Shift+Tab")
    assert hands.focus() == "meetings.vote.against"
    hands.settle(20)
    assert label.visibleRegion().boundingRect() == label.rect()


def test_two_members_of_one_name_are_both_offered(hands: sittings.Hands) -> None:
    twin = tests.db.factory.member(sittings.NAMES[0])
    number = sittings.started(hands)
    hands.write("meetings.contribution.person", f"{sittings.NAMES[0]} (2)")
    hands.keys("Enter")
    hands.write("meetings.contribution.text", "đồng ý")
    hands.keys("Enter")
    assert sittings.parts(number)["contributions"][0]["member"] == twin


def test_a_vote_says_what_it_came_to(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    hands.write("meetings.vote.text", "Thông qua nghị quyết tháng 7")
    hands.write("meetings.vote.in_favour", "3")
    words = "3/4 đảng viên chính thức được triệu tập = 75%: đạt quá nửa"
    assert hands.text_of("meetings.vote.result") == words
    hands.click("meetings.vote.add")
    (vote,) = sittings.parts(number)["votes"]
    assert (vote["base"], vote["in_favour"], vote["against"]) == (4, 3, 0)
    assert hands.rows("meetings.vote.list")[0].endswith(words)


def test_more_votes_than_people_are_refused_and_kept(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    hands.write("meetings.vote.text", "Thông qua")
    hands.write("meetings.vote.in_favour", "9")
    hands.click("meetings.vote.add")
    assert hands.text_of("meetings.vote.error")
    assert hands.text_of("meetings.vote.in_favour") == "9"
    assert sittings.parts(number)["votes"] == []


@pytest.mark.parametrize(
    ("in_favour", "base", "words"),
    [
        (17, 19, "17/19 đảng viên chính thức được triệu tập = 89,5%: đạt quá nửa"),
        (2, 4, "2/4 đảng viên chính thức được triệu tập = 50%: chưa quá nửa"),
        (0, 0, "Chưa có số đảng viên chính thức được triệu tập."),
        (20, 6, "Số tán thành (20) nhiều hơn số đảng viên chính thức được biểu quyết (6)."),
    ],
)
def test_half_is_not_more_than_half(in_favour: int, base: int, words: str) -> None:
    assert ui.meetings.standing.vote_words(in_favour, base) == words


def test_a_document_is_linked_by_part_of_its_title(hands: sittings.Hands) -> None:
    tests.db.factory.document("Chuyên đề sách số")
    number = sittings.started(hands)
    hands.write("meetings.document.document", "sach so")
    hands.keys("Enter")
    assert [one["title"] for one in sittings.parts(number)["documents"]] == ["Chuyên đề sách số"]
    assert hands.page.sitting is not None
    hands.page.sitting.documents.list.picked.emit(sittings.parts(number)["documents"][0]["id"])
    hands.click("meetings.document.remove")
    assert sittings.parts(number)["documents"] == []


def test_opening_words_are_saved_while_leaving(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    hands.write("meetings.sitting.opening", "Tháng 6 đạt kế hoạch")
    hands.click("meetings.pause")
    assert db.meetings.get(number).opening == "Tháng 6 đạt kế hoạch"
    assert hands.page.title() == "Sinh hoạt"


def test_the_agenda_steps_on(hands: sittings.Hands) -> None:
    sittings.started(hands, agenda=["Điểm danh", "Thảo luận"])
    assert hands.text_of("meetings.agenda.item") == "1. Điểm danh"
    hands.click("meetings.agenda.next")
    assert hands.text_of("meetings.agenda.item") == "2. Thảo luận"
    assert not hands.sees("meetings.agenda.next")


def test_a_conclusion_becomes_a_task_in_its_own_words(hands: sittings.Hands, qtbot: QtBot) -> None:
    number = sittings.started(hands)
    sittings.conclude(hands, "Hoàn thành kho học liệu")
    hands.click("meetings.conclusion.0.task")
    hands.click("meetings.task.not_secret")
    hands.click("meetings.task.save")
    (conclusion,) = sittings.parts(number)["conclusions"]
    (task,) = conclusion["tasks"]
    assert task["work"] == "Hoàn thành kho học liệu"
    assert db.tasks.get(task["id"]).source_id == number
    assert "NV-" in hands.text_of("meetings.conclusion.0.link")
    with qtbot.waitSignal(hands.page.open_requested) as told:
        hands.click("meetings.conclusion.0.link")
    assert told.args == ["tasks", task["id"]]


def test_a_conclusion_without_a_task_says_why(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    sittings.conclude(hands, "Nhất trí báo cáo")
    hands.click("meetings.conclusion.0.none")
    hands.click("meetings.conclusion.why.do")
    assert sittings.parts(number)["conclusions"][0]["no_task"] is None
    hands.write("meetings.conclusion.why.why", "chỉ để biết")
    hands.click("meetings.conclusion.why.do")
    assert sittings.parts(number)["conclusions"][0]["no_task"] == "chỉ để biết"
    hands.click("meetings.conclusion.0.again")
    assert sittings.parts(number)["conclusions"][0]["no_task"] is None


def test_a_conclusion_with_a_task_is_not_removed(hands: sittings.Hands) -> None:
    sittings.started(hands)
    sittings.conclude(hands, "Việc một")
    hands.click("meetings.conclusion.0.task")
    hands.click("meetings.task.not_secret")
    hands.click("meetings.task.save")
    hands.click("meetings.conclusion.0.edit")
    hands.click("meetings.conclusion.remove")
    assert "đã lập nhiệm vụ" in hands.text_of("meetings.conclusion.error")


def test_what_is_typed_is_added_when_the_meeting_pauses(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    hands.write("meetings.conclusion.text", "Giữ lời này")
    hands.click("meetings.pause")
    assert sittings.parts(number)["conclusions"][0]["text"] == "Giữ lời này"


def test_escape_leaves_the_task_of_a_conclusion_and_keeps_what_was_typed(
    hands: sittings.Hands,
) -> None:
    sittings.started(hands)
    sittings.conclude(hands, "Kiểm kê phòng máy")
    hands.click("meetings.conclusion.0.task")
    hands.keys("Escape")
    assert not hands.sees("meetings.task.work")
    hands.click("meetings.conclusion.0.task")
    hands.write("meetings.task.lead", "Tổ Tin học")
    hands.keys("Escape")
    hands.click("meetings.conclusion.0.task")
    assert hands.text_of("meetings.task.lead") == "Tổ Tin học"


def test_a_task_of_a_conclusion_that_was_given_up_can_be_taken_back(hands: sittings.Hands) -> None:
    sittings.started(hands)
    sittings.conclude(hands, "Kiểm kê phòng máy")
    hands.click("meetings.conclusion.0.task")
    hands.write("meetings.task.lead", "Tổ Tin học")
    hands.click("meetings.task.leave")
    hands.click("meetings.conclusion.0.task")
    assert hands.text_of("meetings.task.lead") == ""
    hands.click("meetings.task.dropped.action")
    assert hands.text_of("meetings.task.lead") == "Tổ Tin học"


def test_what_a_vote_came_to_goes_with_the_counts_once_it_is_added(hands: sittings.Hands) -> None:
    sittings.started(hands)
    hands.write("meetings.vote.text", "Thông qua kế hoạch")
    hands.write("meetings.vote.in_favour", "4")
    hands.find("meetings.vote.result")
    hands.click("meetings.vote.add")
    assert len(hands.rows("meetings.vote.list")) == 1
    assert not hands.sees("meetings.vote.result")
