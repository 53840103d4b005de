"""Unlocking: the right password opens, a wrong one costs time, trouble is a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

import db.base
import db.book
import db.book.access
import db.book.keyfile
import db.book.keys
import db.moments
import db.unit
import tests.db.factory
import ui.background
import ui.unlock
from tests.db.factory import PASSWORD, SECRET, UNIT, WHO
from tests.ui.screens import part, pressed, said, typed

SECOND = "Sùng A Páo"


def now(who: str) -> db.moments.Moment:
    """Noon of the day of all tests, acted by ``who``."""
    given = tests.db.factory.moment()
    return db.moments.Moment(given.today, given.instant, who)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A book with two who can open it, and its recovery code; never opened by a test itself."""
    folder = tmp_path_factory.mktemp("made") / "So"
    moment = tests.db.factory.moment(date(2025, 1, 2))
    code = db.book.make(folder, UNIT, SECRET, moment, db.book.keys.lowest_cost())
    return folder, code


@pytest.fixture
def folder(made: tuple[Path, str], tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "Sổ của tổ"
    shutil.copytree(made[0], copy)
    yield copy
    db.base.database.close()


def shown(qtbot: QtBot, folder: Path, *, code_to_copy: bool = False) -> ui.unlock.Unlock:
    """The screen of the book in ``folder``, in front of a person."""
    screen = ui.unlock.Unlock(folder, now, code_to_copy=code_to_copy)
    qtbot.addWidget(screen)
    screen.show()
    return screen


def opened(qtbot: QtBot, screen: ui.unlock.Unlock, password: str = PASSWORD) -> db.book.Book:
    """The book that comes out when ``password`` is typed and Enter pressed."""
    typed(screen, "unlock.password", password)
    with qtbot.waitSignal(screen.opened) as caught:
        QTest.keyClick(part(screen, QLineEdit, "unlock.password"), Qt.Key.Key_Return)
    assert caught.args is not None
    book = caught.args[0]
    assert isinstance(book, db.book.Book)
    return book


def refused(qtbot: QtBot, screen: ui.unlock.Unlock, password: str) -> str:
    """The sentence under the password after a wrong one."""
    typed(screen, "unlock.password", password)
    QTest.keyClick(part(screen, QLineEdit, "unlock.password"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said(screen, "unlock.password.error")))
    return said(screen, "unlock.password.error")


def test_the_right_password_opens_the_book_on_the_windows_own_connection(
    qtbot: QtBot, folder: Path
) -> None:
    book = opened(qtbot, shown(qtbot, folder))
    assert book.who == WHO
    assert book.lock is not None
    assert db.unit.get().name == UNIT["name"]
    book.close()


def test_the_screen_names_folder_and_person_and_the_password_has_the_focus(
    qtbot: QtBot, folder: Path
) -> None:
    screen = shown(qtbot, folder)
    assert said(screen, "unlock.book") == folder.name
    assert said(screen, "unlock.alone") == f"Người mở sổ: {WHO}"
    screen.activateWindow()
    screen.setFocus()
    qtbot.waitUntil(part(screen, QLineEdit, "unlock.password").hasFocus)


def test_of_several_persons_one_is_chosen(qtbot: QtBot, folder: Path) -> None:
    with db.book.opened(folder, SECRET, now("").at, writing=True) as book:
        db.book.access.add_person(book, SECOND, "mật khẩu thứ hai", now(WHO))
    screen = shown(qtbot, folder)
    part(screen, QComboBox, "unlock.person").setCurrentText(SECOND)
    book = opened(qtbot, screen, "mật khẩu thứ hai")
    assert book.who == SECOND
    book.close()


def test_a_password_typed_elsewhere_is_not_asked_for_again(qtbot: QtBot, folder: Path) -> None:
    with db.book.opened(folder, SECRET, now("").at, writing=True) as held:
        db.book.access.add_person(held, SECOND, "mật khẩu thứ hai", now(WHO))
    screen = shown(qtbot, folder)
    with qtbot.waitSignal(screen.opened) as caught:
        screen.enter(SECOND, "mật khẩu thứ hai")
    assert caught.args is not None
    assert caught.args[0].who == SECOND
    caught.args[0].close()


def test_five_wrong_passwords_each_say_so_and_the_pauses_grow(qtbot: QtBot, folder: Path) -> None:
    screen = shown(qtbot, folder)
    clock = part(screen, QTimer, "unlock.pause")
    pauses = []
    for attempt in range(5):
        clock.setInterval(60_000)
        assert "Mật khẩu chưa đúng" in refused(qtbot, screen, f"sai {attempt}")
        assert part(screen, QLineEdit, "unlock.password").selectedText() == f"sai {attempt}"
        pauses.append(said(screen, "unlock.words"))
        assert not part(screen, QPushButton, "unlock.open").isEnabled()
        clock.start(1)
        qtbot.waitUntil(part(screen, QPushButton, "unlock.open").isEnabled)
        assert said(screen, "unlock.words") == ""
    assert pauses == [f"Chờ {seconds} giây rồi thử lại" for seconds in (1, 2, 5, 10, 20)]
    opened(qtbot, screen).close()


def test_enter_during_a_pause_waits_for_its_end(qtbot: QtBot, folder: Path) -> None:
    screen = shown(qtbot, folder)
    clock = part(screen, QTimer, "unlock.pause")
    clock.setInterval(60_000)
    refused(qtbot, screen, "sai")
    typed(screen, "unlock.password", PASSWORD)
    QTest.keyClick(part(screen, QLineEdit, "unlock.password"), Qt.Key.Key_Return)
    assert not ui.background.Job._alive
    assert said(screen, "unlock.words") == "Sẽ thử lại sau 1 giây"
    with qtbot.waitSignal(screen.opened) as caught:
        clock.start(1)
    caught.args[0].close()


def test_no_password_is_asked_for_in_place(qtbot: QtBot, folder: Path) -> None:
    screen = shown(qtbot, folder)
    pressed(screen, "unlock.open")
    assert said(screen, "unlock.password.error") == "Hãy gõ mật khẩu."


def test_a_password_is_hidden_until_asked(qtbot: QtBot, folder: Path) -> None:
    screen = shown(qtbot, folder)
    line = part(screen, QLineEdit, "unlock.password")
    assert line.echoMode() == QLineEdit.EchoMode.Password
    pressed(screen, "unlock.password.reveal")
    assert line.echoMode() == QLineEdit.EchoMode.Normal


def test_capitals_without_shift_are_remarked_on(qtbot: QtBot, folder: Path) -> None:
    screen = shown(qtbot, folder)
    line, remark = (
        part(screen, QLineEdit, "unlock.password"),
        part(screen, QLabel, "unlock.password.capitals"),
    )
    QTest.keyClick(line, "A", Qt.KeyboardModifier.NoModifier)  # type: ignore[call-overload]  # the stub knows bytes only
    assert remark.isVisible() == line.text().isupper()
    QTest.keyClick(line, "a", Qt.KeyboardModifier.NoModifier)  # type: ignore[call-overload]  # the same
    assert not remark.isVisible()


def test_a_book_in_use_names_who_has_it_and_can_be_tried_again(qtbot: QtBot, folder: Path) -> None:
    screen = shown(qtbot, folder)
    lock = db.book.lock.take(folder, "Lò Văn Pản", now("").at)
    typed(screen, "unlock.password", PASSWORD)
    pressed(screen, "unlock.open")
    qtbot.waitUntil(lambda: "Lò Văn Pản" in said(screen, "unlock.notice.words"))
    assert "20/07/2026" in said(screen, "unlock.notice.words")
    assert part(screen, QLineEdit, "unlock.password").text() == PASSWORD
    lock.release()
    with qtbot.waitSignal(screen.opened) as caught:
        pressed(screen, "unlock.notice.action")
    assert caught.args is not None
    caught.args[0].close()


def test_a_missing_stick_is_a_sentence_and_other_ways_stay_open(
    qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    away = tmp_path / "rút ra"
    folder.rename(away)
    screen = shown(qtbot, folder)
    assert "USB" in said(screen, "unlock.notice.words")
    assert not part(screen, QLineEdit, "unlock.password").isVisible()
    for name, signal in (
        ("unlock.other", screen.other_wanted),
        ("unlock.new", screen.new_wanted),
        ("unlock.restore", screen.restore_wanted),
        ("unlock.verify", screen.verify_wanted),
    ):
        with qtbot.waitSignal(signal):
            pressed(screen, name)
    away.rename(folder)
    pressed(screen, "unlock.notice.action")
    assert part(screen, QLineEdit, "unlock.password").isVisible()
    opened(qtbot, screen).close()


def test_a_stick_pulled_out_while_typing_is_a_sentence_too(
    qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    screen = shown(qtbot, folder)
    folder.rename(tmp_path / "rút ra")
    typed(screen, "unlock.password", PASSWORD)
    pressed(screen, "unlock.open")
    qtbot.waitUntil(lambda: "Không thấy sổ" in said(screen, "unlock.notice.words"))
    assert part(screen, QLineEdit, "unlock.password").text() == PASSWORD


def test_a_book_of_a_later_version_is_a_sentence(qtbot: QtBot, folder: Path) -> None:
    with db.book.opened(folder, SECRET, now("").at, writing=True):
        db.base.database.execute_sql(
            "INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01')"
        )
    screen = shown(qtbot, folder)
    typed(screen, "unlock.password", PASSWORD)
    pressed(screen, "unlock.open")
    qtbot.waitUntil(lambda: "phiên bản mới hơn" in said(screen, "unlock.notice.words"))
    lock = db.book.lock.attempt(folder)
    assert lock is not None
    lock.release()


def test_the_recovery_code_opens_and_a_new_password_is_set(
    qtbot: QtBot, folder: Path, made: tuple[Path, str]
) -> None:
    screen = shown(qtbot, folder)
    pressed(screen, "unlock.use_code")
    typed(screen, "unlock.code", made[1].lower().replace("-", " "))
    pressed(screen, "unlock.open")
    qtbot.waitUntil(lambda: screen.findChild(QLineEdit, "renew.password") is not None)
    typed(screen, "renew.password", "mật khẩu mới")
    typed(screen, "renew.again", "mật khẩu khác")
    pressed(screen, "renew.do")
    assert "chưa giống nhau" in said(screen, "renew.again.error")
    typed(screen, "renew.again", "mật khẩu mới")
    with qtbot.waitSignal(screen.opened) as caught:
        QTest.keyClick(part(screen, QLineEdit, "renew.again"), Qt.Key.Key_Return)
    assert caught.args is not None
    assert caught.args[0].who == WHO
    assert db.unit.get().name == UNIT["name"]
    caught.args[0].close()
    opened(qtbot, shown(qtbot, folder), "mật khẩu mới").close()


def test_a_new_password_can_wait(qtbot: QtBot, folder: Path, made: tuple[Path, str]) -> None:
    screen = shown(qtbot, folder)
    pressed(screen, "unlock.use_code")
    typed(screen, "unlock.code", made[1])
    pressed(screen, "unlock.open")
    qtbot.waitUntil(lambda: screen.findChild(QPushButton, "renew.later") is not None)
    with qtbot.waitSignal(screen.opened) as caught:
        pressed(screen, "renew.later")
    assert caught.args is not None
    caught.args[0].close()


def test_a_slip_in_the_code_is_named_and_the_password_is_one_step_back(
    qtbot: QtBot, folder: Path
) -> None:
    screen = shown(qtbot, folder)
    pressed(screen, "unlock.use_code")
    pressed(screen, "unlock.open")
    assert "mã khôi phục" in said(screen, "unlock.code.error")
    typed(screen, "unlock.code", "ABCDE-FGH")
    pressed(screen, "unlock.open")
    qtbot.waitUntil(lambda: "từng nhóm năm ký tự" in said(screen, "unlock.code.error"))
    pressed(screen, "unlock.use_code")
    assert part(screen, QLineEdit, "unlock.password").isVisible()


def test_a_code_nobody_copied_is_made_anew_and_two_groups_retyped(
    qtbot: QtBot, folder: Path, made: tuple[Path, str]
) -> None:
    screen = shown(qtbot, folder, code_to_copy=True)
    typed(screen, "unlock.password", PASSWORD)
    pressed(screen, "unlock.open")
    qtbot.waitUntil(lambda: screen.findChild(QPushButton, "new_code.do") is not None)
    pressed(screen, "new_code.do")
    qtbot.waitUntil(lambda: screen.findChild(QLabel, "wizard.code.shown1") is not None)
    groups = [said(screen, f"wizard.code.shown{number}") for number in range(1, 9)]
    for field in ("wizard.code.group1", "wizard.code.group2"):
        number = int(part(screen, QLineEdit, field).accessibleName().split()[-1])
        typed(screen, field, groups[number - 1])
    with qtbot.waitSignal(screen.code_copied), qtbot.waitSignal(screen.opened) as caught:
        pressed(screen, "wizard.code.next")
    assert db.unit.get().name == UNIT["name"]
    assert caught.args is not None
    caught.args[0].close()
    keys = db.book.keyfile.read(folder)
    db.book.keys.unlocked(keys, db.book.keys.Secret(recovery="-".join(groups)))
    with pytest.raises(db.errors.WrongPassword):
        db.book.keys.unlocked(keys, db.book.keys.Secret(recovery=made[1]))


def test_a_code_nobody_copied_can_wait(qtbot: QtBot, folder: Path) -> None:
    screen = shown(qtbot, folder, code_to_copy=True)
    typed(screen, "unlock.password", PASSWORD)
    pressed(screen, "unlock.open")
    qtbot.waitUntil(lambda: screen.findChild(QPushButton, "new_code.later") is not None)
    with qtbot.assertNotEmitted(screen.code_copied), qtbot.waitSignal(screen.opened) as caught:
        pressed(screen, "new_code.later")
    assert caught.args is not None
    caught.args[0].close()


def test_closing_the_program_before_the_book_is_handed_over_frees_it(
    qtbot: QtBot, folder: Path
) -> None:
    screen = shown(qtbot, folder, code_to_copy=True)
    typed(screen, "unlock.password", PASSWORD)
    pressed(screen, "unlock.open")
    qtbot.waitUntil(lambda: screen.findChild(QPushButton, "new_code.later") is not None)
    assert db.book.lock.attempt(folder) is None
    screen.abandon()
    lock = db.book.lock.attempt(folder)
    assert lock is not None
    lock.release()
