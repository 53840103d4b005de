"""The hands do what a person's hands do, and the watchdog barks at the right time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import desktop.shots.hands
from tests.hands import Hands, Watchdog

# What the offscreen platform says of each window.
_Kind = TypeVar("_Kind", bound=QWidget)
BUSY = 0.15  # seconds


class Target(QFrame):
    """Takes files that are dropped on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("target")
        self.setAcceptDrops(True)
        self.setMinimumSize(80, 40)
        self.taken: list[str] = []

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().urls()[0].toLocalFile().endswith(".zip"):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self.taken += [url.toLocalFile() for url in event.mimeData().urls()]
        event.acceptProposedAction()


class Room(QWidget):
    """A window with one of everything."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.column = QVBoxLayout(self)
        self.add("line", QLineEdit())
        self.add("long", QPlainTextEdit())
        box = self.add("box", QComboBox())
        box.addItems(["Chưa giao", "Đang thực hiện", "Hoàn thành"])
        rows = self.add("rows", QListWidget())
        rows.addItems([f"Việc thứ {number}" for number in range(200)])
        self.add("off", QPushButton("Không bấm được")).setEnabled(False)
        button = self.add("button", QPushButton("Lưu"))
        button.clicked.connect(self.press)
        QShortcut(QKeySequence("Ctrl+K"), self, self.search)
        self.target = self.add("target", Target())
        self.resize(500, 700)

    def add(self, name: str, widget: _Kind) -> _Kind:
        widget.setObjectName(name)
        self.column.addWidget(widget)
        return widget

    def press(self) -> None:
        self.said.append("pressed")

    def search(self) -> None:
        self.said.append("search")


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def hands(qtbot: QtBot, room: Room) -> Iterator[Hands]:
    with Watchdog() as watchdog:
        made = Hands(qtbot, room, watchdog)
        made.activate()
        yield made


def test_a_click_presses_what_it_names(room: Room, hands: Hands) -> None:
    hands.click("button")
    assert room.said == ["pressed"]


def test_what_is_not_there_is_missed_and_what_is_there_is_named(room: Room) -> None:
    room.show()
    with pytest.raises(
        desktop.shots.hands.NotThereError, match=r"nowhere; visible: .*button.*line"
    ):
        desktop.shots.hands.Hands(room, patience=50).click("nowhere")


def test_a_disabled_button_cannot_be_clicked(room: Room) -> None:
    room.show()
    with pytest.raises(desktop.shots.hands.NotThereError, match="off to be enabled"):
        desktop.shots.hands.Hands(room, patience=50).click("off")


def test_what_lies_under_something_else_cannot_be_clicked(room: Room, hands: Hands) -> None:
    over = QFrame(room)
    over.setObjectName("curtain")
    over.setGeometry(room.rect())
    over.show()
    with pytest.raises(desktop.shots.hands.NotThereError, match="curtain is there"):
        hands.click("button")


def test_what_is_scrolled_off_is_brought_into_sight(qtbot: QtBot) -> None:
    inner, area = QWidget(), QScrollArea()
    column, pressed = QVBoxLayout(inner), []
    for number in range(60):
        button = QPushButton(f"Nút {number}")
        button.setObjectName(f"button.{number}")
        button.clicked.connect(lambda _on, number=number: pressed.append(number))
        column.addWidget(button)
    area.setWidget(inner)
    area.resize(200, 200)
    qtbot.addWidget(area)
    hands = Hands(qtbot, area)
    hands.activate()
    hands.click("button.55")
    assert pressed == [55]


def test_vietnamese_letters_are_typed_as_they_are(hands: Hands) -> None:
    hands.click("line")
    hands.type("Đỗ Thị Ễ – 5/7")
    assert hands.text_of("line") == "Đỗ Thị Ễ – 5/7"
    assert (hands.letters, hands.keystrokes) == (14, 0)


def test_writing_takes_out_what_was_there(hands: Hands) -> None:
    hands.write("long", "dòng một")
    hands.write("long", "dòng hai\ndòng ba")
    assert hands.text_of("long") == "dòng hai\ndòng ba"


def test_keys_go_where_the_focus_is_and_are_counted(room: Room, hands: Hands) -> None:
    hands.click("line")
    hands.keys("Ctrl+K", "Tab")
    assert room.said == ["search"]
    assert room.focusWidget() is not None
    assert room.focusWidget().objectName() == "long"
    assert hands.keystrokes == 2


def test_a_key_that_does_not_exist_is_a_mistake_of_the_test(hands: Hands) -> None:
    with pytest.raises(desktop.shots.hands.NotThereError, match="no such key"):
        hands.keys("Ctrl+Nichts")


def test_enter_and_space_press_a_button(room: Room, hands: Hands) -> None:
    hands.find_as(QPushButton, "button").setAutoDefault(True)
    hands.find("button").setFocus()
    hands.keys("Space")
    assert room.said == ["pressed"]


def test_the_clipboard_is_pasted(hands: Hands) -> None:
    hands.click("line")
    hands.paste("Nghị quyết số 09-NQ/ĐU")
    assert hands.text_of("line") == "Nghị quyết số 09-NQ/ĐU"


def test_an_input_method_composes_and_commits(hands: Hands) -> None:
    hands.click("line")
    hands.compose(["n", "ng", "nga", "ngà", "ngày"], "ngày ")
    assert hands.text_of("line") == "ngày "


def test_files_are_dropped_only_where_they_are_taken(
    room: Room, hands: Hands, tmp_path: Path
) -> None:
    assert hands.drop("target", [tmp_path / "ho-so.zip"])
    assert not hands.drop("target", [tmp_path / "anh.jpg"])
    assert room.target.taken == [str(tmp_path / "ho-so.zip")]


def test_a_row_far_down_is_clicked(hands: Hands) -> None:
    hands.click_row("rows", "Việc thứ 177")
    assert hands.find_as(QListWidget, "rows").currentRow() == 177


def test_an_entry_is_chosen_by_keys(hands: Hands) -> None:
    hands.choose("box", "Hoàn thành")
    assert hands.text_of("box") == "Hoàn thành"


def test_an_entry_of_a_menu_is_clicked(room: Room, hands: Hands) -> None:
    menu = QMenu(room)
    menu.addAction("&Sao chép", room.press)
    menu.popup(room.mapToGlobal(room.rect().center()))
    hands.click_menu("Sao chép")
    assert room.said == ["pressed"]


def test_words_are_waited_for(room: Room, hands: Hands) -> None:
    label = room.add("word", QLabel())
    room.startTimer(1, Qt.TimerType.PreciseTimer)
    room.timerEvent = lambda _event: label.setText("Đã lưu")  # type: ignore[method-assign]  # the test's own clock
    hands.wait_said("Đã lưu")
    assert "Đã lưu" in hands.text_of("word")


def work() -> None:
    """Hold the processor."""
    end = time.thread_time() + BUSY
    while time.thread_time() < end:
        pass


def wait() -> None:
    """Stand still without using the processor."""
    QThread.msleep(int(BUSY * 1000))


def test_work_on_the_ui_thread_is_caught_and_located(qtbot: QtBot, room: Room) -> None:
    watchdog = Watchdog()
    hands = Hands(qtbot, room, watchdog)
    hands.activate()
    hands.find_as(QPushButton, "button").clicked.connect(work)
    with pytest.raises(pytest.fail.Exception, match=r"(?s)worked 1\d\d ms.*work"), watchdog:
        hands.click("button")


def test_what_holds_nobody_up_is_not_counted(qtbot: QtBot, room: Room) -> None:
    with Watchdog() as watchdog:
        hands = Hands(qtbot, room, watchdog)
        hands.activate()
        with hands.moving():
            work()
            watchdog.begin()
    assert watchdog.blocks == []


def test_standing_still_has_a_limit_of_its_own(qtbot: QtBot, room: Room) -> None:
    """A busy machine makes a thread wait; only the wide limit tells it from a real standstill."""
    hands = []
    watchdogs = [Watchdog(), Watchdog(wait_limit=BUSY / 2)]
    room.show()
    hands = [Hands(qtbot, room, watchdog) for watchdog in watchdogs]
    hands[0].find_as(QPushButton, "button").clicked.connect(wait)
    hands[0].click("button")
    hands[1].click("button")
    assert watchdogs[0].blocks == []
    assert [block.split()[0] for block in watchdogs[1].blocks] == ["waited"]


def test_the_tests_own_work_is_not_counted(qtbot: QtBot, room: Room) -> None:
    with Watchdog() as watchdog:
        hands = Hands(qtbot, room, watchdog)
        hands.activate()
        work()
        hands.click("button")
    assert watchdog.blocks == []
