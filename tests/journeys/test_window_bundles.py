"""A bundle dropped on the window: before there is any book, and on the desk of one."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import ui.verifying.words
from tests.journeys import offices
from tests.journeys.offices import Desk
from tests.journeys.window import Hands, Room


@pytest.fixture(scope="module")
def bundle(desk: Desk) -> Path:
    """A bundle as it was sent."""
    (path,) = (desk.folder / "gui").glob("*.zip")
    return path


@pytest.fixture
def tampered(bundle: Path, tmp_path: Path) -> Path:
    """The same bundle, one of its files changed on the way."""
    path = tmp_path / bundle.name
    with zipfile.ZipFile(bundle) as sent, zipfile.ZipFile(path, "w") as changed:
        for name in sent.namelist():
            content = sent.read(name)
            changed.writestr(name, content + b" " if name.endswith(".json") else content)
    return path


def verdict(hands: Hands) -> str:
    hands.find("verify.verdict")
    hands.wait_until(lambda: not hands.sees("verify.state"), "the verdict")
    return hands.text_of("verify.verdict")


def test_a_tampered_bundle_is_told_before_there_is_any_book(
    bare_room: Room, tampered: Path, bundle: Path
) -> None:
    with bare_room.program() as hands:
        hands.click("welcome.verify")
        hands.find("verify.drop")
        assert hands.drop("verify.drop", [tampered])
        wrong = verdict(hands)
        hands.wait_said("Không hợp lệ")
        assert hands.drop("verify.drop", [bundle])
        hands.wait_said("Nguyên vẹn")
        assert verdict(hands) != wrong
        hands.click("verify.close")
        hands.find("welcome.new")
    code, said, _ = bare_room.say("verify", tampered)
    assert code == 1
    assert wrong.replace("\u200b", "")[1:] in ui.verifying.words.worded(said)
    bare_room.assert_no_fault()


def test_a_bundle_dropped_before_a_book_is_open_is_judged(
    bare_room: Room, empty_book: Path, tampered: Path
) -> None:
    with bare_room.program() as hands:
        hands.find("welcome.new")
        assert hands.drop("welcome", [tampered])
        hands.wait_said("Không hợp lệ")
        hands.click("verify.close")
        hands.click("welcome.new")
        assert not hands.drop("wizard.unit", [tampered])  # what is typed there would be lost
    bare_room.take_copy(empty_book)
    with bare_room.program(bare_room.book) as hands:
        hands.find("unlock.password")
        assert hands.drop("unlock", [tampered])
        hands.wait_said("Không hợp lệ")
        hands.click("verify.close")
        hands.find("unlock.password")
    bare_room.assert_no_fault()


def test_a_tampered_bundle_dropped_anywhere_on_the_desk_is_told(room: Room, tampered: Path) -> None:
    with room.desk() as hands:
        assert hands.drop("page.today", [tampered])
        verdict(hands)
        hands.wait_said("Không hợp lệ")
        hands.click("verify.close")
        hands.find("page.reports")
    assert room.reopened("tasks") == []
    room.assert_no_fault()


def test_a_wrong_file_dropped_on_the_desk_is_a_sentence_and_nothing_else(room: Room) -> None:
    strange = room.folder / "ảnh chụp.heic"
    strange.write_bytes(b"\x00" * 100)
    broken = room.folder / "danh sách.xlsx"
    broken.write_bytes(b"khong phai bang tinh")
    book = offices.workbook(room.folder / "viec.xlsx", offices.TASKS)
    with room.desk() as hands:
        hands.drop("page.today", [strange])
        assert "hồ sơ báo cáo (.zip)" in hands.text_of("desk.notice.words")
        hands.drop("page.today", [broken])
        hands.click("desk.notice.action")
        hands.wait_said("Không đọc được tệp danh sách.xlsx")
        hands.drop("page.intake", [book])
        hands.click("desk.notice.action")
        hands.find("intake.run")
        hands.keys("Alt+1")
        hands.find("page.today")
        hands.close()
        assert not hands.is_closed()  # a workbook is read and not taken in yet
        hands.click("desk.notice.action")
        assert hands.is_closed()
    assert room.reopened("tasks") == []
    room.assert_no_fault()
