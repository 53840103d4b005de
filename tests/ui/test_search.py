"""Search as one types: hits without marks, grouped, opened by keys alone; the focus stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import tests.db.factory
import tests.ui.opening
import ui.search
import ui.search.results
import ui.session


@pytest.fixture
def session(tmp_path: Path, qapp: QApplication) -> Iterator[ui.session.Session]:
    assert qapp
    with tests.ui.opening.session(tmp_path / "So") as (made, _clock):
        tests.db.factory.member("Quàng Thị Mai")
        tests.db.factory.task("Soát thiết bị phòng máy")
        tests.db.factory.task("Sơn lại cổng trường")
        yield made


@pytest.fixture
def window(session: ui.session.Session, qtbot: QtBot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    field = QLineEdit()
    field.setObjectName("field")
    column.addWidget(field)
    column.addWidget(ui.search.SearchBox(session))
    column.addStretch(1)
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def box(window: QWidget) -> ui.search.SearchBox:
    found = window.findChild(ui.search.SearchBox, "search.box")
    assert found is not None
    return found


def typed(window: QWidget, text: str) -> list[str]:
    """Type ``text`` and say what stands in the results."""
    it = box(window)
    it.begin()
    QTest.keyClicks(it, text)
    QApplication.processEvents()
    results = it.results()
    if results is None:
        return []
    lines = results.lines
    return [str(lines.index(row, 0).data()) for row in range(lines.rowCount())]


def test_hits_stand_under_the_name_of_their_kind(window: QWidget) -> None:
    assert typed(window, "mai") == [
        "Đảng viên",
        "Quàng Thị Mai",
        "Nhiệm vụ",
        "Sơn lại cổng trường",
        "Soát thiết bị phòng máy",
    ]


def test_a_member_is_found_before_the_many_records_that_name_them(window: QWidget) -> None:
    for number in range(ui.search.results.MOST + 5):
        tests.db.factory.task(f"Trực cổng tuần {number}")
    assert typed(window, "quang mai")[:3] == ["Đảng viên", "Quàng Thị Mai", "Nhiệm vụ"]


def test_hits_in_the_title_come_first_within_their_kind(window: QWidget) -> None:
    tests.db.factory.task("Đón đoàn kiểm tra", fields={"product": "phòng máy sạch"})
    assert typed(window, "may") == ["Nhiệm vụ", "Soát thiết bị phòng máy", "Đón đoàn kiểm tra"]


def test_a_title_comes_before_many_newer_records_that_only_mention_it(window: QWidget) -> None:
    tests.db.factory.task("Đóng bảo hiểm")
    for number in range(ui.search.results.MOST + 5):
        tests.db.factory.task(f"Trực cổng {number}", fields={"product": "Sổ bảo hiểm"})
    assert typed(window, "bao hiem")[1] == "Đóng bảo hiểm"


def test_one_letter_is_not_searched_for(window: QWidget) -> None:
    assert typed(window, "s") == []


def test_nothing_found_is_said(window: QWidget) -> None:
    assert typed(window, "khong co") == []
    results = box(window).results()
    assert results is not None
    assert (
        results.note.text()
        == "Không thấy hồ sơ nào có “khong co”; hãy gõ ít chữ hơn hoặc chữ khác."
    )


def test_down_and_enter_open_the_second_hit(window: QWidget) -> None:
    opened: list[tuple[str, int]] = []
    box(window).open_requested.connect(lambda kind, number: opened.append((kind, number)))
    lines = typed(window, "truong")
    assert lines == ["Nhiệm vụ", "Sơn lại cổng trường"]
    QTest.keyClick(box(window), Qt.Key.Key_Down)
    QTest.keyClick(box(window), Qt.Key.Key_Return)
    assert opened == [("tasks", 2)]
    assert box(window).results() is None


def test_enter_right_after_the_last_letter_opens_what_was_typed(window: QWidget) -> None:
    opened: list[int] = []
    box(window).open_requested.connect(lambda _kind, number: opened.append(number))
    typed(window, "phong")
    box(window).selectAll()
    QTest.keyClicks(box(window), "cong")
    QTest.keyClick(box(window), Qt.Key.Key_Return)
    assert opened == [2]


def test_escape_closes_then_empties_then_returns_the_focus(window: QWidget) -> None:
    field = window.findChild(QLineEdit, "field")
    assert field is not None
    field.setFocus()
    typed(window, "truong")
    it = box(window)
    QTest.keyClick(it, Qt.Key.Key_Escape)
    assert it.results() is None
    assert it.text() == "truong"
    QTest.keyClick(it, Qt.Key.Key_Escape)
    assert it.text() == ""
    QTest.keyClick(it, Qt.Key.Key_Escape)
    assert field.hasFocus()


def test_tab_passes_without_results_and_a_click_or_an_arrow_shows_them(window: QWidget) -> None:
    typed(window, "soat")
    it, field = box(window), window.findChild(QLineEdit, "field")
    assert isinstance(field, QLineEdit)
    for again in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        field.setFocus()
        QTest.keyClick(field, again)
        QApplication.processEvents()
        assert it.hasFocus()
        assert it.results() is None
        window.resize(window.width() + 20, 600)
        QApplication.processEvents()
        assert it.results() is None
    QTest.mouseClick(it, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert it.results() is not None
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    QTest.keyClick(it, Qt.Key.Key_Down)
    assert it.results() is not None


def test_a_click_on_a_hit_opens_it_and_takes_no_focus(window: QWidget) -> None:
    opened: list[str] = []
    box(window).open_requested.connect(lambda kind, _number: opened.append(kind))
    typed(window, "truong")
    results = box(window).results()
    assert results is not None
    place = results.list.visualRect(results.lines.index(1, 0)).center()
    QTest.mouseMove(results.list.viewport(), place)
    assert box(window).hasFocus()
    QTest.mouseClick(results.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == ["tasks"]
    assert box(window).hasFocus()


def test_what_is_being_composed_is_searched_for(window: QWidget) -> None:
    it = box(window)
    it.begin()
    QApplication.sendEvent(it, QInputMethodEvent("tru", []))
    QApplication.processEvents()
    assert it.text() == ""
    assert it.results() is not None
    committed = QInputMethodEvent("", [])
    committed.setCommitString("trường")
    QApplication.sendEvent(it, committed)
    QApplication.processEvents()
    assert it.text() == it.typed() == "trường"


def test_a_screen_reader_hears_the_marked_hit(window: QWidget) -> None:
    typed(window, "truong")
    said = box(window).accessibleDescription()
    assert said == "Nhiệm vụ: Sơn lại cổng trường, giao 01/06/2026"


def test_a_record_that_is_renamed_is_found_anew(
    window: QWidget, session: ui.session.Session
) -> None:
    assert typed(window, "hang rao") == []
    tests.db.factory.task("Sửa hàng rào")
    session.tell("tasks")
    QApplication.processEvents()
    results = box(window).results()
    assert results is not None
    assert results.lines.rowCount() == 2


@pytest.mark.parametrize(
    ("text", "asked", "bold"),
    [
        ("Hội nghị Đảng viên", "dang", ["Đảng"]),
        ("Hội nghị Đảng viên", "hoi dang vi", ["Hội", "Đảng", "vi"]),
        ("Tiến độ", "Tiến đ", ["Tiến", "đ"]),
        ("Số 05-KH/CB", "kh/cb", ["KH", "CB"]),
        ("Nghị quyết", "…", []),
    ],
)
def test_found_words_are_marked_without_marks(text: str, asked: str, bold: list[str]) -> None:
    parts = ui.search.results.found_parts(text, asked)
    assert [text[start : start + length] for start, length in parts] == bold
