"""What goes wrong under a person's hands: a sentence in place, and nothing typed is lost."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer

from tests.journeys import offices
from tests.journeys.test_window_tasks import WORK, type_task
from tests.journeys.window import Hands, Room

LONG = "Kế hoạch " * 11_112  # a little over 100,000 letters


def test_five_wrong_passwords_each_say_so_and_the_sixth_try_opens(room: Room) -> None:
    with room.program(room.book) as hands:
        hands.find("unlock.password")
        pause = hands.window.findChild(QTimer, "unlock.pause")
        assert pause is not None
        pause.setInterval(1)  # a second of the pause goes by in an instant
        for attempt in range(5):
            hands.type(f"sai {attempt}")
            hands.keys("Enter")
            hands.wait_said("Mật khẩu chưa đúng")
            hands.wait_until(hands.find("unlock.open").isEnabled, "the pause to be over")
            assert hands.text_of("unlock.password.error")
        hands.unlock()
    assert len(room.reopened("unit")) == 1
    room.assert_no_fault()


def test_a_stick_pulled_out_while_the_book_is_open_is_a_sentence_and_the_typing_stays(
    room: Room,
) -> None:
    away = room.folder / "rút ra"
    with room.desk(today="2026-09-01") as hands:
        hands.go("tasks")
        type_task(hands)
        room.book.rename(away)
        hands.write("tasks.form.work", "Thay cả đường điện")
        hands.keys("Tab")
        sentence = hands.text_of("tasks.form.work.error")
        assert sentence
        assert not offices.english(sentence), sentence
        assert hands.text_of("tasks.form.work") == "Thay cả đường điện"
        hands.go("meetings")
        hands.go("tasks")
        assert hands.text_of("tasks.form.work") == "Thay cả đường điện"
        hands.close()
        assert not hands.is_closed()
        assert "chưa lưu" in hands.text_of("desk.notice.words")
        away.rename(room.book)
        hands.click("tasks.form.work")
        hands.keys("Tab")
        hands.wait_until(lambda: not hands.sees("tasks.form.work.error"), "the field to be saved")
    (task,) = room.reopened("tasks")
    assert task["work"] == "Thay cả đường điện"
    room.assert_no_fault()


@pytest.fixture
def neighbour(room: Room) -> Iterator[subprocess.Popen[bytes]]:
    """Somebody else's window on the same book."""
    secret = room.folder / "mat-khau.txt"
    secret.write_text(offices.PASSWORD, "utf-8")
    words = ("--book", room.book, "--password-file", secret, "--today", "2026-10-05")
    home = offices.environment(room.folder / "nha", None)
    with subprocess.Popen(
        offices.command(*words), env={**home, "QT_QPA_PLATFORM": os.environ["QT_QPA_PLATFORM"]}
    ) as process:
        yield process
        process.kill()


def test_a_second_window_on_one_book_says_who_has_it_and_since_when(
    room: Room, neighbour: subprocess.Popen[bytes]
) -> None:
    with room.program(room.book) as hands:
        hands.find("unlock.password")
        held = room.book / "book.lock"
        hands.wait_until(
            lambda: held.exists() and offices.PERSON in held.read_text("utf-8"),
            "the other window to have the book",
        )
        hands.type(offices.PASSWORD)
        hands.keys("Enter")
        hands.wait_said(offices.PERSON)
        sentence = hands.text_of("unlock.notice.words")
        assert "05/10/2026" in sentence
        assert not offices.english(sentence), sentence
        neighbour.kill()
        neighbour.wait()
        hands.click("unlock.notice.action")  # the password still stands there
        hands.find("nav.tasks")
    assert len(room.reopened("unit")) == 1
    room.assert_no_fault()


def test_a_paste_of_100_000_letters_stays_outside_with_a_sentence(room: Room) -> None:
    with room.desk(today="2026-09-01") as hands:
        hands.go("tasks")
        type_task(hands)
        for name in ("tasks.form.work", "tasks.form.accountable", "tasks.form.product"):
            before = hands.text_of(name)
            hands.click(name)
            hands.paste(LONG)
            sentence = hands.text_of(f"{name}.error")
            assert sentence
            assert not offices.english(sentence), sentence
            assert hands.text_of(name) == before
    (task,) = room.reopened("tasks")
    assert task["work"] == WORK
    room.assert_no_fault()


def test_a_date_that_is_none_is_told_beside_its_field_and_waits(room: Room) -> None:
    with room.desk(today="2026-09-01") as hands:
        hands.go("tasks")
        hands.keys("Ctrl+N")
        hands.type(WORK)
        hands.write("tasks.draft.due", "31/9")
        hands.keys("Ctrl+Enter")
        sentence = hands.text_of("tasks.draft.due.error")
        assert "31/9" in sentence
        assert not hands.sees("tasks.form.work")
        hands.go("meetings")
        hands.close()
        assert not hands.is_closed()
        hands.go("tasks")
        assert hands.text_of("tasks.draft.due") == "31/9"
        assert hands.text_of("tasks.draft.work") == WORK
        hands.write("tasks.draft.due", "30/9")
        hands.click("tasks.draft.not_secret")
        hands.keys("Ctrl+Enter")
        hands.find("tasks.form.work")
    (task,) = room.reopened("tasks")
    assert (task["work"], task["due"]) == (WORK, "2026-09-30")
    room.assert_no_fault()


def test_a_task_without_its_tick_is_not_written_and_says_why(room: Room) -> None:
    with room.desk(today="2026-09-01") as hands:
        hands.go("tasks")
        hands.keys("Ctrl+N", "Ctrl+Enter")
        assert "cần được điền" in hands.text_of("tasks.draft.work.error")
        hands.type(WORK)
        hands.keys("Ctrl+Enter")
        assert "bí mật" in _errors(hands)
        hands.click("tasks.draft.leave")
    assert room.reopened("tasks") == []
    room.assert_no_fault()


def _errors(hands: Hands) -> str:
    names = ("tasks.draft.error", "tasks.draft.not_secret.error")
    return " ".join(hands.text_of(name) for name in names if hands.sees(name))
