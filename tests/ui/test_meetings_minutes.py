"""The minutes of a meeting: the real paper, approved and signed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import db.errors
import db.meetings
import ui.choosing
import ui.meetings.minutes
import ui.session
import ui.theme
from tests.exports import authority
from tests.ui import quarters, sittings


@pytest.fixture
def hands(session: ui.session.Session, qtbot: QtBot) -> sittings.Hands:
    return sittings.opened(qtbot, session)


def wait(hands: sittings.Hands, qtbot: QtBot, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: not hands.page.session.jobs.running() and true(), timeout=20_000)


def finished(hands: sittings.Hands, qtbot: QtBot) -> int:
    number = sittings.started(hands, starts="16:00")
    hands.click("meetings.attendance.all")
    hands.click("meetings.finish")
    hands.write("meetings.finishing.ends", "17:35")
    hands.click("meetings.finishing.do")
    shown = hands.page.minutes
    assert shown is not None
    wait(hands, qtbot, lambda: shown._pdf.startswith(b"%PDF"))
    return number


def test_the_end_leads_to_the_real_minutes(hands: sittings.Hands, qtbot: QtBot) -> None:
    number = finished(hands, qtbot)
    assert db.meetings.get(number).ends == "17:35"
    import exports.paper

    assert hands.page.minutes is not None
    text = " ".join(" ".join(exports.paper.text_of(hands.page.minutes._pdf)).split())
    assert "Có mặt: 4/4 đồng chí, đạt 100%" in text
    assert hands.sees("meetings.approve")


def test_the_minutes_take_the_keys_that_ended_the_meeting(
    hands: sittings.Hands, qtbot: QtBot
) -> None:
    sittings.started(hands, starts="16:00")
    hands.click("meetings.finish")
    hands.write("meetings.finishing.ends", "17:35")
    hands.keys("Ctrl+Enter")
    wait(hands, qtbot, lambda: hands.focus() == "meetings.preview.pages")
    hands.keys("F6")
    assert hands.focus() == "meetings.print"
    hands.keys("F6")
    assert hands.focus() == "nav.meetings"


def test_an_end_before_the_beginning_is_refused_beside_the_field(hands: sittings.Hands) -> None:
    number = sittings.started(hands, starts="19:30")
    hands.click("meetings.finish")
    hands.write("meetings.finishing.ends", "12:00")
    hands.keys("Ctrl+Enter")
    assert "12:00 trước giờ bắt đầu 19:30" in hands.error("meetings.finishing.ends")
    assert hands.text_of("meetings.finishing.ends") == "12:00"
    assert db.meetings.get(number).ends == ""


def test_escape_takes_the_question_for_approval_away(hands: sittings.Hands, qtbot: QtBot) -> None:
    finished(hands, qtbot)
    hands.focus_on("meetings.approve")
    hands.keys("Space")
    assert hands.focus() == "meetings.approve.on"
    hands.keys("Escape")
    assert not hands.sees("meetings.approve.do")
    assert hands.focus() == "meetings.approve"


def test_approved_minutes_are_read_only_and_get_a_correction(
    hands: sittings.Hands, qtbot: QtBot
) -> None:
    number = finished(hands, qtbot)
    hands.click("meetings.approve")
    assert "không phải chữ ký số" in hands.text_of("meetings.approve.level")
    hands.click("meetings.approve.do")
    wait(hands, qtbot, lambda: db.meetings.get(number).approved_on is not None)
    qtbot.waitUntil(lambda: hands.sees("meetings.list"))
    hands.click("meetings.list")
    assert hands.find("meetings.form.title").property("readOnly")
    hands.click("meetings.view")
    hands.keys("K")
    assert {status for status, _ in sittings.marks(number).values()} == {"present"}
    assert not hands.sees("meetings.contribution.text")
    hands.click("meetings.list")
    hands.click("meetings.correct")
    hands.write("meetings.step.text", "Giờ kết thúc là 17:40")
    hands.click("meetings.step.do")
    assert sittings.parts(number)["corrections"][0]["text"] == "Giờ kết thúc là 17:40"
    assert "Giờ kết thúc là 17:40" in hands.text_of("meetings.facts")


def test_a_wrong_certificate_file_changes_nothing(
    hands: sittings.Hands, qtbot: QtBot, tmp_path: Path
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
    wait(hands, qtbot, lambda: hands.sees("meetings.approve.error"))
    assert "thu-ky.p12" in hands.text_of("meetings.approve.error")
    assert shown._signers.typed("recorder_password") == "mật khẩu"
    assert db.meetings.get(number).approved_on is None


def test_both_signers_sign_with_their_files(
    hands: sittings.Hands, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
    assert "chữ ký số của thư ký và chủ trì" in hands.text_of("meetings.approve.level")
    hands.click("meetings.approve.do")
    wait(hands, qtbot, lambda: db.meetings.get(number).approved_on is not None)
    paper = db.meetings.get(number).minutes
    assert paper is not None
    assert bytes(paper.data).count(b"/ByteRange") == 3  # the seal and two persons
    assert hands.page.minutes is not None
    assert hands.page.minutes._signers.typed("chair_password") == ""


def chosen(file: Path, _question: ui.choosing.Question) -> list[Path]:
    return [file]


def test_an_hour_that_is_none_is_answered_in_place(hands: sittings.Hands) -> None:
    number = sittings.started(hands)
    hands.click("meetings.finish")
    hands.write("meetings.finishing.ends", "chiều")
    hands.click("meetings.finishing.do")
    assert "không phải giờ" in hands.text_of("meetings.finishing.ends.error")
    assert db.meetings.get(number).ends == ""


def test_what_is_said_of_the_minutes_is_in_sight_in_large_letters(
    hands: sittings.Hands, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(hands, qtbot)
    ui.theme.set_scale(2.0)
    hands.settle(20)
    target = tmp_path / "bien-ban.pdf"
    monkeypatch.setattr(ui.choosing, "save", lambda *_given, **_named: target)
    hands.focus_on("meetings.print")
    hands.keys("Enter")
    hands.wait_said("bien-ban.pdf")
    hands.settle(20)
    assert quarters.in_sight(hands.find("meetings.minutes.notice"))


def test_a_refused_approval_is_said_in_sight_and_its_button_keeps_the_keys(
    hands: sittings.Hands, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "Tệp chứng thư không đọc được; hãy chọn tệp khác."

    def refuse(*_given: object) -> None:
        raise db.errors.RecordError(sentence)

    monkeypatch.setattr(ui.meetings.minutes, "approved", refuse)
    finished(hands, qtbot)
    ui.theme.set_scale(2.0)
    hands.click("meetings.approve")
    hands.focus_on("meetings.approve.do")
    hands.keys("Enter", "Enter")
    wait(hands, qtbot, lambda: hands.sees("meetings.approve.error"))
    hands.settle(20)
    assert hands.text_of("meetings.approve.error") == sentence
    assert hands.focus() == "meetings.approve.do"
    for name in ("meetings.approve.error", "meetings.approve.do"):
        assert quarters.in_sight(hands.find(name))
