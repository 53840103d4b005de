"""The meetings page: its list, the plan of a meeting, and the hours in it."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

import db.errors
import db.meetings
import ui.fields
import ui.meetings.hours
import ui.session
from tests.ui import sittings


@pytest.fixture
def hands(session: ui.session.Session, qtbot: QtBot) -> sittings.Hands:
    return sittings.opened(qtbot, session)


def test_a_new_meeting_is_proposed_like_the_last_of_its_kind(hands: sittings.Hands) -> None:
    sittings.held_before(agenda=["Đánh giá tháng 5, nhiệm vụ tháng 6", "Kết luận"])
    hands.click("meetings.new")
    hands.click("meetings.draft.save")
    meeting = db.meetings.get(2)
    assert meeting.title == "Sinh hoạt thường kỳ tháng 7/2026"
    assert meeting.planned_on == date(2026, 7, 4)
    assert (meeting.place, meeting.chair, meeting.starts) == (
        "Phòng hội đồng",
        "Lường Thị Ban",
        "16:00",
    )
    assert meeting.agenda == ["Đánh giá tháng 6, nhiệm vụ tháng 7", "Kết luận"]
    assert hands.page.table.current_id() == 2


def test_a_new_title_follows_the_day_until_somebody_types_one(hands: sittings.Hands) -> None:
    hands.click("meetings.new")
    hands.write("meetings.draft.planned_on", "5/10/2026")
    assert hands.text_of("meetings.draft.title") == "Sinh hoạt thường kỳ tháng 10/2026"
    hands.write("meetings.draft.title", "Sinh hoạt mở rộng")
    hands.write("meetings.draft.planned_on", "5/11/2026")
    assert hands.text_of("meetings.draft.title") == "Sinh hoạt mở rộng"
    assert hands.page.leaving().startswith("Lập buổi sinh hoạt: “")


def test_a_field_of_the_plan_is_saved_on_leaving_it(hands: sittings.Hands) -> None:
    number = sittings.planned(hands)
    hands.write("meetings.form.place", "Nhà văn hóa")
    hands.keys("Tab")
    assert db.meetings.get(number).place == "Nhà văn hóa"


def test_filters_count_meetings_as_they_stand(hands: sittings.Hands) -> None:
    sittings.held_before()
    sittings.planned(hands)
    hands.page.reload()
    assert "Sắp tới 1" in hands.text_of("meetings.filter.planned")
    hands.click("meetings.filter.held")
    assert len(hands.rows("meetings.table")) == 1


def test_the_list_begins_with_the_first_filter_that_shows_something_and_its_first_meeting(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    sittings.held_before()
    hands = sittings.opened(qtbot, session)
    assert hands.page.filters.key() == "held"
    assert len(hands.rows("meetings.table")) == 1
    assert hands.text_of("meetings.form.title") == "Sinh hoạt chi bộ tháng 6"


def test_f6_leads_from_the_list_to_the_form_and_past_an_empty_place(hands: sittings.Hands) -> None:
    hands.keys("Alt+3", "F6")
    assert hands.focus() == "nav.meetings"
    sittings.planned(hands)
    hands.keys("Alt+3", "F6")
    assert hands.focus() == "meetings.form.title"


def test_escape_in_the_filters_takes_back_the_words_and_leads_to_the_list(
    hands: sittings.Hands,
) -> None:
    sittings.planned(hands)
    hands.write("meetings.filter.text", "không có buổi nào như vậy")
    hands.keys("Enter")
    assert hands.rows("meetings.table") == []
    hands.keys("Escape")
    assert len(hands.rows("meetings.table")) == 1
    assert hands.text_of("meetings.filter.text") == ""
    hands.keys("Escape")
    assert hands.focus() == "meetings.table"


def test_a_chair_who_is_no_member_is_refused_beside_the_field(hands: sittings.Hands) -> None:
    hands.click("meetings.new")
    hands.write("meetings.draft.chair", "Trần Văn Không")
    hands.click("meetings.draft.save")
    assert "“Trần Văn Không” không có trong danh sách" in hands.error("meetings.draft.chair")
    assert hands.text_of("meetings.draft.chair") == "Trần Văn Không"
    assert db.meetings.dump() == []
    hands.write("meetings.draft.chair", "Lường Thị Ban")
    hands.click("meetings.draft.save")
    (meeting,) = db.meetings.dump()
    assert meeting["chair"] == "Lường Thị Ban"
    hands.write("meetings.form.minute_taker", "Trần Văn Không")
    hands.keys("Tab")
    assert "không có trong danh sách" in hands.error("meetings.form.minute_taker")
    assert db.meetings.get(meeting["id"]).minute_taker == ""


def test_words_narrow_the_list_and_the_form_follows(hands: sittings.Hands) -> None:
    sittings.planned(hands, title="Sinh hoạt chuyên đề sách số")
    sittings.planned(hands, title="Họp chi ủy")
    hands.write("meetings.filter.text", "sach so")
    hands.keys("Enter")
    assert len(hands.rows("meetings.table")) == 1
    assert hands.text_of("meetings.form.title") == "Sinh hoạt chuyên đề sách số"


def test_an_empty_list_says_what_to_do(hands: sittings.Hands) -> None:
    assert "Lập buổi sinh hoạt" in hands.page.table._empty
    assert hands.page.table.count() == 0


def test_a_meeting_goes_to_the_recycle_bin_and_comes_back(hands: sittings.Hands) -> None:
    number = sittings.planned(hands)
    hands.click("meetings.delete")
    hands.click("meetings.step.do")
    assert db.meetings.get(number).deleted_on == sittings.TODAY
    assert not hands.sees("meetings.form.title")
    hands.keys("Ctrl+Z")
    assert db.meetings.get(number).deleted_on is None


def test_a_meeting_deleted_gives_its_place_to_its_neighbour(hands: sittings.Hands) -> None:
    sittings.planned(hands, title="Sinh hoạt tháng 8", planned_on=date(2026, 8, 3))
    sittings.planned(hands)
    hands.click("meetings.delete")
    hands.click("meetings.step.do")
    assert hands.text_of("meetings.form.title") == "Sinh hoạt tháng 8"


def test_meetings_shown_alone_are_in_sight_also_while_one_is_held(hands: sittings.Hands) -> None:
    other = sittings.planned(hands, planned_on=date(2026, 8, 3))
    sittings.started(hands)
    hands.desk.show_list("meetings", [other], "buổi sắp tới")
    assert len(hands.rows("meetings.table")) == 1
    hands.wait_said("Đang xem riêng: buổi sắp tới.")


def test_a_question_begun_and_not_answered_is_named(hands: sittings.Hands) -> None:
    sittings.planned(hands, planned_on=date(2026, 8, 3))
    hands.click("meetings.start")
    hands.write("meetings.step.on", "1/7")
    assert hands.desk.leaving() == ["Phần “Bắt đầu họp” đang nhập, chưa ghi vào sổ."]


def test_the_menu_key_offers_what_the_buttons_do(hands: sittings.Hands) -> None:
    number = sittings.planned(hands)
    hands.page.table.menu_wanted.emit(number, hands.page.mapToGlobal(hands.page.pos()))
    hands.click_menu("Xóa…")
    assert hands.sees("meetings.step.do")


def test_a_meeting_that_is_gone_is_answered_in_the_band(hands: sittings.Hands) -> None:
    hands.desk.open("meetings", 4711)
    hands.wait_said("không còn trong danh sách")


def test_an_hour_is_shown_as_the_book_keeps_it(qtbot: QtBot) -> None:
    field = ui.meetings.hours.Hour()
    qtbot.addWidget(field)
    field.put_typed("19 giờ 30")
    assert field.value() == "19:30"
    field.tidy()
    assert field.typed() == "19:30"


@pytest.mark.parametrize("words", ["25h", "19:75", "1975", "20/11"])
def test_what_no_clock_shows_is_refused_as_an_hour(qtbot: QtBot, words: str) -> None:
    field = ui.meetings.hours.Hour()
    qtbot.addWidget(field)
    field.put_typed(words)
    with pytest.raises(ui.fields.Unreadable, match="19:30"):
        field.value()
