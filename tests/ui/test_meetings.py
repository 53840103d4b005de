"""The meetings page: a plan, a meeting held by keyboard, its conclusions and its minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import db.errors
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.tasks
import desktop.shots.looking
import tests.db.factory
import tests.ui.typing_hands
import ui.choosing
import ui.fields
import ui.meetings
import ui.meetings.hours
import ui.meetings.said
import ui.meetings.standing
import ui.session
import ui.theme
from tests.exports import authority

TODAY = tests.db.factory.TODAY
NAMES = ("Lường Thị Ban", "Quàng Văn Chài", "Lò Thị Đoan", "Vì Văn Hặc")


class Hands:
    """A page in a window with its header's buttons, and fingers for its object names."""

    def __init__(self, page: ui.meetings.MeetingPage, window: QWidget, head: QHBoxLayout) -> None:
        self.page, self.window = page, window
        self._head = head
        page.actions_changed.connect(self._arrange)
        self._arrange()

    def _arrange(self) -> None:
        """What the header of the window does with a page's buttons."""
        for at in reversed(range(self._head.count())):
            item = self._head.takeAt(at)
            shown = item.widget() if item is not None else None
            if shown is not None:
                shown.hide()
        for button in self.page.buttons():
            self._head.addWidget(button)
            button.show()

    def find(self, name: str) -> QWidget:
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"{name} is not in sight"
        return found[0]

    def there(self, name: str) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(QWidget, name))

    def click(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QPushButton), name
        button.click()
        QTest.qWait(1)

    def write(self, name: str, text: str) -> None:
        field = self.find(name)
        field.setFocus()
        self.keys(text)

    def keys(self, text: str) -> None:
        """Letters as a Vietnamese keyboard sends them, to whatever has the focus."""
        for letter in text:
            field = self.window.focusWidget()
            assert field is not None
            tests.ui.typing_hands.press(field, Qt.Key.Key_unknown, letter)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            field = self.window.focusWidget()
            assert field is not None
            QTest.keyClick(field, key)
            QTest.qWait(1)

    def says(self, name: str) -> str:
        label = self.find(name)
        assert isinstance(label, QLabel)
        return label.text()

    def rows(self, name: str) -> list[str]:
        found = self.window.findChild(ui.meetings.said.Said, name)
        assert found is not None
        return [found.item(at).text() for at in range(found.count())]


@pytest.fixture
def hands(session: ui.session.Session, qtbot: QtBot) -> Hands:
    for name in NAMES:
        tests.db.factory.member(name)
    window = QWidget()
    made = ui.meetings.MeetingPage(session)
    column = QVBoxLayout(window)
    head = QHBoxLayout()
    column.addLayout(head)
    column.addWidget(made)
    window.resize(1150, 700)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return Hands(made, window, head)


def planned(hands: Hands, **more: Any) -> int:
    """A meeting planned for today, in the list and in the form."""
    number = int(str(tests.db.factory.meeting(**{"planned_on": TODAY, **more}).id))
    hands.page.reload()
    hands.page.show_record(number)
    return number


def started(hands: Hands, **more: Any) -> int:
    number = planned(hands, **more)
    hands.click("meetings.start")
    return number


def parts(number: int) -> dict[str, list[dict[str, Any]]]:
    return db.meetings.parts(number)


def marks(number: int) -> dict[str, tuple[str, str]]:
    return {one["name"]: (one["status"], one["reason"]) for one in parts(number)["attendance"]}


def held_before(on: date = date(2026, 6, 4), **more: Any) -> db.meetings.Meeting:
    fields = {"place": "Phòng hội đồng", "chair": "Lường Thị Ban", "starts": "16:00", **more}
    meeting = tests.db.factory.meeting(planned_on=on, **fields)
    db.meetings.steps.hold(meeting, on, {}, tests.db.factory.moment())
    return meeting


# --- The list and the plan ----------------------------------------------------------------------


def test_a_new_meeting_is_proposed_like_the_last_of_its_kind(hands: Hands) -> None:
    held_before(agenda=["Đánh giá tháng 5, nhiệm vụ tháng 6", "Kết luận"])
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


def test_a_new_title_follows_the_day_until_somebody_types_one(hands: Hands) -> None:
    hands.click("meetings.new")
    hands.write("meetings.draft.planned_on", "5/10/2026")
    form = hands.page.draft._form
    assert form.typed("title") == "Sinh hoạt thường kỳ tháng 10/2026"
    hands.write("meetings.draft.title", " mở rộng")
    hands.find("meetings.draft.planned_on").setProperty("text", "5/11/2026")
    hands.write("meetings.draft.planned_on", " ")
    assert "mở rộng" in form.typed("title")
    assert hands.page.leaving().startswith("Lập buổi sinh hoạt: “")


def test_a_field_of_the_plan_is_saved_on_leaving_it(hands: Hands) -> None:
    number = planned(hands)
    hands.write("meetings.form.place", "Nhà văn hóa")
    hands.press(Qt.Key.Key_Tab)
    assert db.meetings.get(number).place == "Nhà văn hóa"


def test_filters_count_meetings_as_they_stand(hands: Hands) -> None:
    held_before()
    planned(hands)
    hands.page.reload()
    assert "Sắp tới 1" in hands.find("meetings.filter.planned").property("text")
    hands.click("meetings.filter.held")
    assert hands.page.ids("", False) == [1]


def test_an_empty_list_says_what_to_do(hands: Hands) -> None:
    assert "Lập buổi sinh hoạt" in hands.page.table._empty
    assert hands.page.table.count() == 0


def test_a_meeting_goes_to_the_recycle_bin_and_comes_back(hands: Hands) -> None:
    number = planned(hands)
    hands.click("meetings.delete")
    hands.click("meetings.step.do")
    assert db.meetings.get(number).deleted_on == TODAY
    hands.page.session.undo()
    assert db.meetings.get(number).deleted_on is None


# --- The roll -----------------------------------------------------------------------------------


def test_the_roll_is_called_by_one_key_each(hands: Hands) -> None:
    number = started(hands)
    assert hands.page.title() == "Sinh hoạt chi bộ tháng 6"
    hands.press(Qt.Key.Key_C, Qt.Key.Key_L)
    hands.keys("trực trường")
    hands.press(Qt.Key.Key_Return, Qt.Key.Key_K)
    assert marks(number) == {
        NAMES[0]: ("present", ""),
        NAMES[1]: ("excused", "trực trường"),
        NAMES[2]: ("unexcused", ""),
    }
    assert hands.says("meetings.attendance.count") == "1/4 có mặt"
    assert hands.says("meetings.attendance.rest") == (
        "25% · 1 vắng có lý do · 1 vắng không lý do · 1 chưa điểm danh"
    )


def test_the_space_bar_marks_as_present(hands: Hands) -> None:
    number = started(hands)
    hands.press(Qt.Key.Key_Space)
    assert marks(number) == {NAMES[0]: ("present", "")}


def test_everybody_is_present_and_then_the_exceptions(hands: Hands) -> None:
    number = started(hands)
    hands.click("meetings.attendance.all")
    hands.press(Qt.Key.Key_Down, Qt.Key.Key_K)
    assert [one for one, _ in marks(number).values()].count("present") == 3
    hands.page.session.undo()
    hands.page.session.undo()
    assert marks(number) == {}


def test_a_reason_may_be_given_up(hands: Hands) -> None:
    number = started(hands)
    hands.press(Qt.Key.Key_L)
    hands.keys("ốm")
    hands.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert not hands.there("meetings.reason.reason")
    assert marks(number) == {}


def test_taking_back_the_start_leaves_the_meeting_planned(hands: Hands) -> None:
    number = started(hands)
    assert db.meetings.get(number).held_on == TODAY
    hands.page.session.undo()
    assert db.meetings.get(number).held_on is None
    assert hands.page.title() == "Sinh hoạt"


def test_a_meeting_of_last_week_asks_for_its_day(hands: Hands) -> None:
    number = planned(hands, planned_on=date(2026, 7, 14))
    hands.click("meetings.start")
    hands.click("meetings.step.do")
    assert db.meetings.get(number).held_on == date(2026, 7, 14)
    hands.click("meetings.move")
    hands.find("meetings.finishing.on").setFocus()
    QTest.keyClick(hands.window.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.keys("15/7")
    hands.click("meetings.finishing.do")
    assert db.meetings.get(number).held_on == date(2026, 7, 15)


def test_a_day_ahead_is_answered_in_place(hands: Hands) -> None:
    number = planned(hands, planned_on=date(2026, 8, 3))
    hands.click("meetings.start")
    field = hands.find("meetings.step.on")
    field.setProperty("text", "")
    hands.write("meetings.step.on", "3/8/2026")
    hands.click("meetings.step.do")
    assert "sau ngày hôm nay" in hands.says("meetings.step.error")
    assert db.meetings.get(number).held_on is None


# --- Words, votes, documents --------------------------------------------------------------------


def test_a_contribution_is_added_by_part_of_a_name(hands: Hands) -> None:
    number = started(hands)
    hands.write("meetings.contribution.person", "chai")
    hands.press(Qt.Key.Key_Return)
    hands.keys("đề nghị mua thêm sách")
    hands.press(Qt.Key.Key_Return)
    assert hands.rows("meetings.contribution.list") == [
        "Đồng chí Quàng Văn Chài: đề nghị mua thêm sách"
    ]
    assert hands.window.focusWidget() is hands.find("meetings.contribution.person")
    assert parts(number)["contributions"][0]["name"] == "Quàng Văn Chài"


def test_a_contribution_is_changed_and_removed_where_it_was_typed(hands: Hands) -> None:
    number = started(hands)
    db.meetings.minutes.contribute(db.meetings.get(number), 1, "nhất trí", hands.page.session.now())
    hands.page.reload()
    found = hands.page.sitting
    assert found is not None
    found.contributions.list.picked.emit(1)
    hands.keys("!")
    hands.press(Qt.Key.Key_Return)
    assert "!" in parts(number)["contributions"][0]["text"]
    found.contributions.list.picked.emit(1)
    hands.click("meetings.contribution.remove")
    assert parts(number)["contributions"] == []
    hands.page.session.undo()
    assert len(parts(number)["contributions"]) == 1


def test_words_without_a_speaker_stay_with_a_sentence(hands: Hands) -> None:
    number = started(hands)
    hands.write("meetings.contribution.text", "chưa biết của ai")
    hands.click("meetings.contribution.add")
    assert "chọn đảng viên" in hands.says("meetings.contribution.error")
    hands.click("meetings.pause")
    assert hands.page.title() != "Sinh hoạt"
    assert "chưa biết của ai" in hands.page.leaving()
    hands.page.show_record(number)
    other = held_before(date(2026, 6, 10))
    hands.page.hold(int(str(other.id)))
    assert hands.find("meetings.contribution.text").property("plainText") == ""
    hands.page.hold(number)
    assert hands.find("meetings.contribution.text").property("plainText") == "chưa biết của ai"


def test_a_refusal_comes_in_sight_and_the_keys_go_to_the_field_to_blame(hands: Hands) -> None:
    started(hands)
    hands.window.resize(1150, 420)
    QTest.qWait(1)
    hands.write("meetings.vote.text", "Thông qua")
    hands.write("meetings.vote.in_favour", "9")
    hands.click("meetings.vote.add")
    assert hands.says("meetings.vote.error")
    assert hands.window.focusWidget() is hands.find("meetings.vote.in_favour")
    QTest.qWait(20)
    error = hands.find("meetings.vote.error")
    assert error.visibleRegion().boundingRect().size() == error.size()


def test_two_members_of_one_name_are_both_offered(hands: Hands) -> None:
    twin = tests.db.factory.member(NAMES[0])
    number = started(hands)
    hands.write("meetings.contribution.person", f"{NAMES[0]} (2)")
    hands.press(Qt.Key.Key_Return)
    hands.write("meetings.contribution.text", "đồng ý")
    hands.press(Qt.Key.Key_Return)
    assert parts(number)["contributions"][0]["member"] == twin


def test_a_vote_says_what_it_came_to(hands: Hands) -> None:
    number = started(hands)
    hands.write("meetings.vote.text", "Thông qua nghị quyết tháng 7")
    hands.write("meetings.vote.in_favour", "3")
    words = "3/4 đảng viên chính thức được triệu tập = 75%: đạt quá nửa"
    assert hands.says("meetings.vote.result") == words
    hands.click("meetings.vote.add")
    (vote,) = parts(number)["votes"]
    assert (vote["base"], vote["in_favour"], vote["against"]) == (4, 3, 0)
    assert hands.rows("meetings.vote.list")[0].endswith(words)


def test_more_votes_than_people_are_refused_and_kept(hands: Hands) -> None:
    number = started(hands)
    hands.write("meetings.vote.text", "Thông qua")
    hands.write("meetings.vote.in_favour", "9")
    hands.click("meetings.vote.add")
    assert hands.says("meetings.vote.error")
    assert hands.find("meetings.vote.in_favour").property("text") == "9"
    assert parts(number)["votes"] == []


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


def test_a_document_is_linked_by_part_of_its_title(hands: Hands) -> None:
    tests.db.factory.document("Chuyên đề sách số")
    number = started(hands)
    hands.write("meetings.document.document", "sach so")
    hands.press(Qt.Key.Key_Return)
    assert [one["title"] for one in parts(number)["documents"]] == ["Chuyên đề sách số"]
    assert hands.page.sitting is not None
    hands.page.sitting.documents.list.picked.emit(parts(number)["documents"][0]["id"])
    hands.click("meetings.document.remove")
    assert parts(number)["documents"] == []


def test_opening_words_are_saved_while_leaving(hands: Hands) -> None:
    number = started(hands)
    hands.write("meetings.sitting.opening", "Tháng 6 đạt kế hoạch")
    hands.click("meetings.pause")
    assert db.meetings.get(number).opening == "Tháng 6 đạt kế hoạch"
    assert hands.page.title() == "Sinh hoạt"


def test_the_agenda_steps_on(hands: Hands) -> None:
    started(hands, agenda=["Điểm danh", "Thảo luận"])
    assert hands.says("meetings.agenda.item") == "1. Điểm danh"
    hands.click("meetings.agenda.next")
    assert hands.says("meetings.agenda.item") == "2. Thảo luận"
    assert not hands.there("meetings.agenda.next")


# --- Conclusions --------------------------------------------------------------------------------


def conclude(hands: Hands, text: str) -> None:
    hands.write("meetings.conclusion.text", text)
    hands.press(Qt.Key.Key_Return)


def test_a_conclusion_becomes_a_task_in_its_own_words(hands: Hands, qtbot: QtBot) -> None:
    number = started(hands)
    conclude(hands, "Hoàn thành kho học liệu")
    hands.click("meetings.conclusion.0.task")
    hands.find("meetings.task.not_secret").setProperty("checked", True)
    hands.click("meetings.task.save")
    (conclusion,) = parts(number)["conclusions"]
    (task,) = conclusion["tasks"]
    assert task["work"] == "Hoàn thành kho học liệu"
    assert db.tasks.get(task["id"]).source_id == number
    assert "NV-" in hands.find("meetings.conclusion.0.link").property("text")
    with qtbot.waitSignal(hands.page.open_requested) as told:
        hands.click("meetings.conclusion.0.link")
    assert told.args == ["tasks", task["id"]]


def test_a_conclusion_without_a_task_says_why(hands: Hands) -> None:
    number = started(hands)
    conclude(hands, "Nhất trí báo cáo")
    hands.click("meetings.conclusion.0.none")
    hands.click("meetings.conclusion.why.do")
    assert parts(number)["conclusions"][0]["no_task"] is None
    hands.write("meetings.conclusion.why.why", "chỉ để biết")
    hands.click("meetings.conclusion.why.do")
    assert parts(number)["conclusions"][0]["no_task"] == "chỉ để biết"
    hands.click("meetings.conclusion.0.again")
    assert parts(number)["conclusions"][0]["no_task"] is None


def test_a_conclusion_with_a_task_is_not_removed(hands: Hands) -> None:
    started(hands)
    conclude(hands, "Việc một")
    hands.click("meetings.conclusion.0.task")
    hands.find("meetings.task.not_secret").setProperty("checked", True)
    hands.click("meetings.task.save")
    hands.click("meetings.conclusion.0.edit")
    hands.click("meetings.conclusion.remove")
    assert "đã lập nhiệm vụ" in hands.says("meetings.conclusion.error")


def test_what_is_typed_is_added_when_the_meeting_pauses(hands: Hands) -> None:
    number = started(hands)
    hands.write("meetings.conclusion.text", "Giữ lời này")
    hands.click("meetings.pause")
    assert parts(number)["conclusions"][0]["text"] == "Giữ lời này"


# --- The minutes --------------------------------------------------------------------------------


def wait(hands: Hands, qtbot: QtBot, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: not hands.page.session.jobs.running() and true(), timeout=20_000)


def finished(hands: Hands, qtbot: QtBot) -> int:
    number = started(hands, starts="16:00")
    hands.click("meetings.attendance.all")
    hands.click("meetings.finish")
    field = hands.find("meetings.finishing.ends")
    field.setProperty("text", "")
    hands.write("meetings.finishing.ends", "17:35")
    hands.click("meetings.finishing.do")
    shown = hands.page.minutes
    assert shown is not None
    wait(hands, qtbot, lambda: shown._pdf.startswith(b"%PDF"))
    return number


def test_the_end_leads_to_the_real_minutes(hands: Hands, qtbot: QtBot) -> None:
    number = finished(hands, qtbot)
    assert db.meetings.get(number).ends == "17:35"
    import exports.paper

    assert hands.page.minutes is not None
    text = " ".join(" ".join(exports.paper.text_of(hands.page.minutes._pdf)).split())
    assert "Có mặt: 4/4 đồng chí, đạt 100%" in text
    assert hands.there("meetings.approve")


def test_approved_minutes_are_read_only_and_get_a_correction(hands: Hands, qtbot: QtBot) -> None:
    number = finished(hands, qtbot)
    hands.click("meetings.approve")
    assert "không phải chữ ký số" in hands.says("meetings.approve.level")
    hands.click("meetings.approve.do")
    wait(hands, qtbot, lambda: db.meetings.get(number).approved_on is not None)
    qtbot.waitUntil(lambda: hands.there("meetings.list"))
    hands.click("meetings.list")
    assert hands.find("meetings.form.title").property("readOnly")
    hands.click("meetings.view")
    hands.press(Qt.Key.Key_K)
    assert {status for status, _ in marks(number).values()} == {"present"}
    assert not hands.there("meetings.contribution.text")
    hands.click("meetings.list")
    hands.click("meetings.correct")
    hands.write("meetings.step.text", "Giờ kết thúc là 17:40")
    hands.click("meetings.step.do")
    assert parts(number)["corrections"][0]["text"] == "Giờ kết thúc là 17:40"
    assert "Giờ kết thúc là 17:40" in hands.says("meetings.facts")


def test_a_wrong_certificate_file_changes_nothing(
    hands: Hands, qtbot: QtBot, tmp_path: Path
) -> None:
    number = finished(hands, qtbot)
    file = tmp_path / "thu-ky.p12"
    file.write_bytes(b"khong phai chung thu")
    hands.click("meetings.approve")
    hands.click("meetings.approve.sign")
    shown = hands.page.minutes
    assert shown is not None
    shown._signers.editor("recorder").put_typed(str(file))
    hands.write("meetings.approve.recorder_password", "mật khẩu")
    hands.click("meetings.approve.do")
    wait(hands, qtbot, lambda: hands.there("meetings.approve.error"))
    assert "thu-ky.p12" in hands.says("meetings.approve.error")
    assert shown._signers.typed("recorder_password") == "mật khẩu"
    assert db.meetings.get(number).approved_on is None


def test_both_signers_sign_with_their_files(
    hands: Hands, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = finished(hands, qtbot)
    hands.click("meetings.approve")
    hands.click("meetings.approve.sign")
    for role, name, key in (
        ("recorder", authority.MINUTE_TAKER, 3),
        ("chair", authority.CHAIR, 4),
    ):
        file = authority.write_p12(
            tmp_path / f"{role}.p12", authority.leaf(name, key, start=-200), key
        )
        monkeypatch.setattr(ui.choosing, "chooser", partial(chosen, file))
        hands.click(f"meetings.approve.{role}")
        hands.write(f"meetings.approve.{role}_password", authority.PASSWORD)
    assert "chữ ký số của thư ký và chủ trì" in hands.says("meetings.approve.level")
    hands.click("meetings.approve.do")
    wait(hands, qtbot, lambda: db.meetings.get(number).approved_on is not None)
    paper = db.meetings.get(number).minutes
    assert paper is not None
    assert bytes(paper.data).count(b"/ByteRange") == 3  # the seal and two persons
    assert hands.page.minutes is not None
    assert hands.page.minutes._signers.typed("chair_password") == ""


def chosen(file: Path, _question: ui.choosing.Question) -> list[Path]:
    return [file]


def test_an_hour_that_is_none_is_answered_in_place(hands: Hands) -> None:
    number = started(hands)
    hands.click("meetings.finish")
    field = hands.find("meetings.finishing.ends")
    field.setProperty("text", "")
    hands.write("meetings.finishing.ends", "chiều")
    hands.click("meetings.finishing.do")
    assert "không phải giờ" in hands.says("meetings.finishing.error")
    assert db.meetings.get(number).ends == ""


# --- Room and pace ------------------------------------------------------------------------------


def crowded() -> int:
    """Forty members, sixty contributions."""
    members = [tests.db.factory.member(f"Lò Văn Số {number}") for number in range(36)]
    meeting = held_before()
    moment = tests.db.factory.moment()
    for number in range(60):
        words = f"ý kiến thứ {number} về kế hoạch của chi bộ trong quý tới, " * 3
        db.meetings.minutes.contribute(meeting, members[number % 36], words, moment)
    for number in range(6):
        db.meetings.minutes.conclude(meeting, f"Kết luận {number}", moment)
    return int(str(meeting.id))


def test_a_crowded_meeting_opens_within_a_tenth_of_a_second(hands: Hands) -> None:
    number = crowded()
    other = held_before(date(2026, 6, 10))
    hands.page.hold(int(str(other.id)))
    QTest.qWait(20)
    before = time.thread_time()
    hands.page.hold(number)
    QTest.qWait(1)
    assert time.thread_time() - before < 0.1


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_while_a_meeting_is_held(hands: Hands, scale: float) -> None:
    number = crowded()
    conclusion = parts(number)["conclusions"][0]["id"]
    moment = tests.db.factory.moment()
    db.meetings.minutes.needs_no_task(db.meetings.conclusion(conclusion), "đã có", moment)
    ui.theme.set_scale(scale)
    hands.window.resize(1322, 660)
    hands.page.hold(number)
    QTest.qWait(50)
    for name in ("meetings.contribution.text", "meetings.vote.base", "meetings.conclusion.text"):
        hands.find(name).setFocus()
        QTest.qWait(10)
        seen = desktop.shots.looking.look(hands.window)
        assert [one for one in seen if one.clipped] == []


def test_tab_goes_from_the_roll_to_the_rest_in_reading_order(hands: Hands) -> None:
    started(hands, agenda=["Một", "Hai"])
    conclude(hands, "Việc một")
    hands.find("meetings.attendance").setFocus()
    seen = []
    for _ in range(30):
        hands.press(Qt.Key.Key_Tab)
        focused = hands.window.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
    names = [
        "meetings.attendance.all",
        "meetings.agenda.next",
        "meetings.sitting.opening",
        "meetings.contribution.person",
        "meetings.contribution.text",
        "meetings.vote.text",
        "meetings.conclusion.0.task",
        "meetings.conclusion.text",
        "meetings.document.document",
    ]
    assert [one for one in seen if one in names][: len(names)] == names


def test_a_meeting_that_is_gone_is_answered_in_the_band(hands: Hands) -> None:
    hands.page.show_record(4711)
    assert "4711" in hands.page.notice.text()
    with pytest.raises(db.errors.RecordError):
        db.meetings.get(4711)


@pytest.mark.parametrize("words", ["19:30", "19h30", "19 giờ 30", "7h", "", "sau buổi chào cờ"])
def test_an_hour_is_taken_as_people_write_it(qtbot: QtBot, words: str) -> None:
    field = ui.meetings.hours.Hour()
    qtbot.addWidget(field)
    field.put_typed(words)
    assert field.value() == words


@pytest.mark.parametrize("words", ["25h", "19:75", "1930", "20/11"])
def test_what_no_clock_shows_is_refused_as_an_hour(qtbot: QtBot, words: str) -> None:
    field = ui.meetings.hours.Hour()
    qtbot.addWidget(field)
    field.put_typed(words)
    with pytest.raises(ui.fields.Unreadable, match="19:30"):
        field.value()
