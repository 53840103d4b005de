"""The filter buttons: words with counts, one pressed, reached and pressed by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

import ui.filters
import ui.theme

SITUATIONS = (("late", "Quá hạn"), ("soon", "Sắp đến hạn"), ("", "Tất cả"))


@pytest.fixture
def bar(qtbot: QtBot) -> ui.filters.FilterBar:
    made = ui.filters.FilterBar("tasks.filter", SITUATIONS, box=True)
    qtbot.addWidget(made)
    made.resize(900, 60)
    with qtbot.waitExposed(made):
        made.show()
    return made


def button(bar: ui.filters.FilterBar, name: str) -> QPushButton:
    found = bar.findChild(QPushButton, f"tasks.filter.{name}")
    assert isinstance(found, QPushButton)
    return found


def box(bar: ui.filters.FilterBar) -> QLineEdit:
    found = bar.findChild(QLineEdit, "tasks.filter.text")
    assert isinstance(found, QLineEdit)
    return found


def test_counts_stand_on_the_buttons_and_are_read_aloud(bar: ui.filters.FilterBar) -> None:
    bar.set_counts({"late": 1, "": 1234})
    assert button(bar, "late").text() == "Quá hạn 1"
    assert button(bar, "soon").text() == "Sắp đến hạn 0"
    assert button(bar, "all").text() == "Tất cả 1.234"
    assert button(bar, "late").accessibleName() == "Lọc: Quá hạn, 1"


def test_the_first_filter_is_pressed_at_first(bar: ui.filters.FilterBar) -> None:
    assert bar.key() == "late"


def test_a_click_tells_the_key_once(bar: ui.filters.FilterBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.chosen) as told:
        QTest.mouseClick(button(bar, "all"), Qt.MouseButton.LeftButton)
    assert told.args == [""]
    assert [key for key in ("late", "soon", "all") if button(bar, key).isChecked()] == ["all"]


def test_arrows_go_from_button_to_button(bar: ui.filters.FilterBar) -> None:
    told: list[str] = []
    bar.chosen.connect(told.append)
    button(bar, "late").setFocus()
    QTest.keyClick(button(bar, "late"), Qt.Key.Key_Right)
    assert button(bar, "soon").hasFocus()
    QTest.keyClick(button(bar, "soon"), Qt.Key.Key_Right)
    QTest.keyClick(button(bar, "all"), Qt.Key.Key_Left)
    assert told == ["soon", "", "soon"]
    assert bar.key() == "soon"


def test_choosing_by_program_tells_nobody(bar: ui.filters.FilterBar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bar.chosen):
        bar.choose("soon")
    assert bar.key() == "soon"


def test_words_are_told_once_when_typing_rests(bar: ui.filters.FilterBar, qtbot: QtBot) -> None:
    told: list[str] = []
    bar.text_changed.connect(told.append)
    with qtbot.waitSignal(bar.text_changed):
        QTest.keyClicks(box(bar), "ke hoach")
    assert told == ["ke hoach"]


def test_enter_does_not_wait(bar: ui.filters.FilterBar) -> None:
    told: list[str] = []
    bar.text_changed.connect(told.append)
    QTest.keyClicks(box(bar), "bao cao")
    QTest.keyClick(box(bar), Qt.Key.Key_Return)
    assert told == ["bao cao"]


def test_composed_letters_narrow_only_when_committed(
    bar: ui.filters.FilterBar, qtbot: QtBot
) -> None:
    composing = QInputMethodEvent("đả", [])
    QApplication.sendEvent(box(bar), composing)
    assert bar.text() == ""
    committing = QInputMethodEvent("", [])
    committing.setCommitString("đảng")
    with qtbot.waitSignal(bar.text_changed) as told:
        QApplication.sendEvent(box(bar), committing)
    assert told.args == ["đảng"]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_pressed_buttons_bold_words_fit(bar: ui.filters.FilterBar, scale: float) -> None:
    ui.theme.set_scale(scale)
    bar.set_counts({"soon": 1234})
    bar.choose("soon")
    one = button(bar, "soon")
    bold = QFont(one.font())
    bold.setBold(True)
    # 12 px at each side and a border of two.
    inner = one.width() - 2 * ui.theme.px(12) - 4
    assert QFontMetrics(bold).horizontalAdvance(one.text()) <= inner


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_buttons_wrap_and_stay_good_targets(bar: ui.filters.FilterBar, scale: float) -> None:
    ui.theme.set_scale(scale)
    bar.resize(420, bar.heightForWidth(420))
    every = [button(bar, key) for key in ("late", "soon", "all")]
    assert all(one.geometry().right() < 420 and one.height() >= 32 for one in every)
    assert box(bar).y() > every[0].y()
    assert box(bar).geometry().bottom() < bar.height()


def test_without_a_box_there_is_none(qtbot: QtBot) -> None:
    plain = ui.filters.FilterBar("x", SITUATIONS)
    qtbot.addWidget(plain)
    assert plain.findChild(QLineEdit) is None
    assert plain.text() == ""
