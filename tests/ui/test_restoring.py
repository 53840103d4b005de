"""A book out of a backup: chosen, proved by its password, put into a new folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.base
import db.book
import db.book.access
import db.book.backup
import db.book.keys
import db.errors
import ui.choosing
import ui.restoring
from tests.db.factory import PASSWORD, SECRET, UNIT, WHO, moment
from tests.ui.screens import part, pressed, said, standing, type_into, typed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a small book; never touched by a test itself."""
    folder, file = tmp_path_factory.mktemp("made") / "So", tmp_path_factory.mktemp("b") / "so.zip"
    db.book.make(folder, UNIT, SECRET, moment(date(2025, 1, 2)), db.book.keys.lowest_cost())
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        db.book.backup.make(book, file, moment().at)
    return file


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "bản sao.zip"))


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path) -> Iterator[ui.restoring.Restoring]:
    made = ui.restoring.Restoring()
    qtbot.addWidget(made)
    made.show()
    typed(made, "restore.folder", str(tmp_path / "phục hồi"))
    yield made
    db.base.database.close()


def press_enter(screen: ui.restoring.Restoring) -> None:
    """Have the book restored from the last field, as one does by keys."""
    line = part(screen, QLineEdit, "restore.password")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_backup_becomes_a_book_in_a_new_folder(
    qtbot: QtBot,
    screen: ui.restoring.Restoring,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [file])
    pressed(screen, "restore.choose")
    assert said(screen, "restore.held") == "Bản sao lưu làm lúc 20/07/2026 12:00."
    typed(screen, "restore.password", PASSWORD)
    with qtbot.waitSignal(screen.finished) as finished:
        QTest.keyClick(part(screen, QLineEdit, "restore.password"), Qt.Key.Key_Return)
    assert finished.args == [tmp_path / "phục hồi", WHO, PASSWORD]
    secret = db.book.keys.Secret(WHO, PASSWORD)
    with db.book.opened(tmp_path / "phục hồi", secret, moment().at, writing=True) as book:
        assert book.who == WHO


def test_a_wrong_password_is_named_beside_it(
    qtbot: QtBot, screen: ui.restoring.Restoring, file: Path, tmp_path: Path
) -> None:
    screen.take_file(file)
    typed(screen, "restore.password", "sai")
    pressed(screen, "restore.do")
    qtbot.waitUntil(lambda: "chưa đúng" in said(screen, "restore.password.error"))
    assert not (tmp_path / "phục hồi").exists()


def test_a_wrong_password_sends_nobody_to_a_code_that_is_not_taken_here(
    qtbot: QtBot, screen: ui.restoring.Restoring, file: Path
) -> None:
    screen.take_file(file)
    typed(screen, "restore.password", "sai")
    pressed(screen, "restore.do")
    qtbot.waitUntil(lambda: bool(said(screen, "restore.password.error")))
    assert "lúc làm bản sao lưu" in said(screen, "restore.password.error")
    assert "mã khôi phục" not in said(screen, "restore.password.error")


@pytest.mark.parametrize("name", ["danh sách.xlsx", "không có.zip"])
def test_a_wrong_file_leaves_the_keys_where_another_is_typed(
    qtbot: QtBot, screen: ui.restoring.Restoring, tmp_path: Path, name: str
) -> None:
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    (tmp_path / "danh sách.xlsx").write_bytes(b"PK")
    screen.take_file(tmp_path / name)
    typed(screen, "restore.password", PASSWORD)
    press_enter(screen)
    field = part(screen, QPlainTextEdit, "restore.file")
    qtbot.waitUntil(lambda: bool(said(screen, "restore.notice.words")))
    assert field.hasFocus()
    type_into(field, "/khác.zip")
    assert standing(screen, "restore.file") == "/khác.zip"


def test_a_folder_that_turns_out_not_to_take_a_book_is_blamed_itself(
    qtbot: QtBot,
    screen: ui.restoring.Restoring,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fill_disk(*_given: object) -> None:
        raise db.errors.RecordError("Ổ đĩa đã đầy.")

    monkeypatch.setattr(db.book.backup, "restore", fill_disk)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.take_file(file)
    typed(screen, "restore.password", PASSWORD)
    press_enter(screen)
    qtbot.waitUntil(lambda: said(screen, "restore.folder.error") == "Ổ đĩa đã đầy.")
    assert part(screen, QPlainTextEdit, "restore.folder").hasFocus()


def test_a_fault_of_ours_leaves_the_keys_with_trying_again(
    qtbot: QtBot,
    screen: ui.restoring.Restoring,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_given: object) -> None:
        raise ValueError

    monkeypatch.setattr(db.book.backup, "restore", fail)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.take_file(file)
    typed(screen, "restore.password", PASSWORD)
    with qtbot.captureExceptions() as caught:
        press_enter(screen)
        qtbot.waitUntil(lambda: bool(said(screen, "restore.notice.words")))
    assert len(caught) == 1
    assert part(screen, QPushButton, "restore.do").hasFocus()


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 no zip"])
def test_what_is_no_backup_is_a_sentence(
    qtbot: QtBot, screen: ui.restoring.Restoring, tmp_path: Path, content: bytes | None
) -> None:
    wrong = tmp_path / "tệp khác.zip"
    if content is not None:
        wrong.write_bytes(content)
    screen.take_file(wrong)
    typed(screen, "restore.password", PASSWORD)
    pressed(screen, "restore.do")
    qtbot.waitUntil(lambda: "ản sao lưu" in said(screen, "restore.notice.words"))
    assert not (tmp_path / "phục hồi").exists()
    assert part(screen, QLineEdit, "restore.password").text() == PASSWORD


def test_nothing_begins_before_everything_is_there(
    screen: ui.restoring.Restoring, file: Path
) -> None:
    pressed(screen, "restore.do")
    assert said(screen, "restore.file.error") == "Hãy chọn tệp của bản sao lưu."
    screen.take_file(file)
    pressed(screen, "restore.do")
    assert said(screen, "restore.password.error") == "Hãy gõ mật khẩu."
    typed(screen, "restore.folder", str(file.parent))
    pressed(screen, "restore.do")
    assert "không trống" in said(screen, "restore.folder.error")


def test_of_a_backup_with_several_persons_one_is_chosen(
    screen: ui.restoring.Restoring, file: Path, tmp_path: Path
) -> None:
    screen.take_file(file)
    assert not part(screen, QComboBox, "restore.person").isVisible()
    folder = tmp_path / "So"
    db.book.backup.restore(file, folder, None)
    with db.book.opened(folder, SECRET, moment().at, writing=True) as book:
        db.book.access.add_person(book, "Sùng A Páo", "mật khẩu thứ hai", moment())
        db.book.backup.make(book, tmp_path / "hai.zip", moment().at)
    screen.take_file(tmp_path / "hai.zip")
    people = part(screen, QComboBox, "restore.person")
    assert people.isVisible()
    assert [people.itemText(at) for at in range(people.count())] == [WHO, "Sùng A Páo"]


def test_going_back_gives_up(qtbot: QtBot, screen: ui.restoring.Restoring) -> None:
    with qtbot.waitSignal(screen.given_up) as caught:
        pressed(screen, "restore.back")
    assert caught.signal_triggered


@pytest.mark.parametrize("name", ["restore.file", "restore.folder", "restore.password"])
def test_escape_goes_back_where_nothing_is_typed(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path))
    screen = ui.restoring.Restoring()
    qtbot.addWidget(screen)
    screen.show()
    field = part(screen, QWidget, name)
    gone: list[str] = []
    screen.given_up.connect(lambda: gone.append(name))
    screen.show_help()
    QTest.keyClick(field, Qt.Key.Key_Escape)  # help is nearer
    assert (gone, screen.help.isVisible()) == ([], False)
    kept = standing(screen, name) if isinstance(field, QPlainTextEdit) else ""
    typed(screen, name, "đã gõ")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert gone == []
    typed(screen, name, kept)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert gone == [name]
