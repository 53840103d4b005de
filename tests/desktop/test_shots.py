"""The pictures: faults that are there are found, and what is well is left alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import db.errors
import desktop.commands
import desktop.commands.shots
import desktop.shots.hands
import desktop.shots.judging
import desktop.shots.language
import desktop.shots.scenes
import desktop.shots.stage
import desktop.shots.taking
import desktop.window
import ui.theme


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    """An empty window of the program's look."""
    desktop.window.prepare(qapp)
    made = QWidget()
    made.setObjectName("frame")
    made.resize(500, 300)
    QVBoxLayout(made)
    ui.theme.dress(made)
    qtbot.addWidget(made)
    return made


def put(window: QWidget, *widgets: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    window.show()


def kinds(window: QWidget) -> list[str]:
    return [fault.kind for fault in desktop.shots.judging.faults(window)]


def button(words: str, height: int = 40) -> QPushButton:
    made = QPushButton(words)
    made.setObjectName("frame.button")
    made.setStyleSheet("QPushButton { min-height: 0; padding: 2px }")
    made.setFixedHeight(height)
    return made


VIETNAMESE = [
    "Nhiệm vụ chưa giao trong quý",
    "In",
    "Nghiêng",
    "Khuya, ngoeo, xoong, quanh, gian, quynh",
    "Tệp PDF (*.pdf), Excel và USB",
    "Ctrl+K tìm · F1 trợ giúp",
    "Số 42-HD/BTCTW, 1234-KH/ĐU, QII/2026, CT09-CT/TU",
    "D:\\SoChiBo\\HoSo, ./ho-so/Backup, thu@example.vn",
    "K7QP-3MXT-RRWD",
    "chung-thu.p12",
    "Chứng thư (.cer, .pem): chưa có",
    "BC_2026-Q3.zip",
    "83,3%",
    "BTV, BTCTW",
    "Báo cáo quý III năm 2026, Điều XII",
]
ENGLISH = ["Save", "Cancel", "&Không Open", "Don't Save", "Nothing", "Select All", "No", "The"]


@pytest.mark.parametrize("text", VIETNAMESE)
def test_vietnamese_is_not_foreign(text: str) -> None:
    assert desktop.shots.language.foreign(text) == []


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_foreign(text: str) -> None:
    assert desktop.shots.language.foreign(text) != []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Lưu gói nộp ra USB", "gói nộp"),
        ("Tạo Backup", "backup"),
        ("Việc xong đúng hạn", "xong đúng hạn"),
        ("Nhắc nhở đồng chí", "nhắc nhở"),
        ("Đã lưu!", "!"),
    ],
)
def test_words_the_program_does_not_use_are_found(text: str, wrong: str) -> None:
    assert wrong in desktop.shots.language.unwanted(text)


def test_a_word_inside_another_is_another() -> None:
    assert desktop.shots.language.unwanted("Băng đang làmm, hashtag") == {}


def test_a_window_in_order_has_no_faults(window: QWidget) -> None:
    line = QLineEdit()
    line.setObjectName("frame.line")
    line.setAccessibleName("Nội dung")
    put(window, QLabel("Nội dung"), line, button("Ghi vào sổ"))
    assert desktop.shots.judging.faults(window) == []


def low(window: QWidget) -> None:
    put(window, button("Ghi", 28))


def cut(window: QWidget) -> None:
    made = button("Ghi vào sổ ngay bây giờ")
    made.setFixedWidth(60)
    put(window, made)


def english(window: QWidget) -> None:
    put(window, button("Save"))


def loud(window: QWidget) -> None:
    put(window, QLabel("Đã ghi vào sổ!"))


def pale(window: QWidget) -> None:
    made = QLabel("Chữ mờ")
    made.setStyleSheet("color: #B0B0B0; background: white")
    put(window, made)


def sheer(window: QWidget) -> None:
    made = QLabel("Chữ trong")
    made.setStyleSheet("color: rgba(0, 0, 0, 40%); background: white")
    put(window, made)


def without_name(window: QWidget) -> None:
    made = button("Ghi")
    made.setObjectName("")
    put(window, made)


def without_words(window: QWidget) -> None:
    made, pixmap = button(""), QPixmap(16, 16)
    pixmap.fill(QColor("black"))
    made.setIcon(QIcon(pixmap))
    put(window, made)


def wide(window: QWidget) -> None:
    from PySide6.QtWidgets import QScrollArea

    area, inner = QScrollArea(), QWidget()
    inner.setFixedSize(900, 50)
    area.setWidget(inner)
    put(window, area)


@pytest.mark.parametrize(
    ("fault", "build"),
    [
        ("small", low),
        ("clipped", cut),
        ("foreign", english),
        ("word", loud),
        ("faint", pale),
        ("faint", sheer),
        ("nameless", without_name),
        ("unspoken", without_words),
        ("sideways", wide),
    ],
)
def test_a_planted_fault_is_found_and_no_other(
    window: QWidget, fault: str, build: Callable[[QWidget], None]
) -> None:
    build(window)
    assert kinds(window) == [fault]


def test_a_disabled_button_may_be_low_and_pale(window: QWidget) -> None:
    made = button("Ghi", 28)
    made.setEnabled(False)
    put(window, made)
    assert kinds(window) == []


def test_contrast_is_that_of_the_web_rules() -> None:
    apart = desktop.shots.judging.contrast
    assert apart(QColor("black"), QColor("white")) == pytest.approx(21)
    assert apart(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)


def fixed(hands: desktop.shots.hands.Hands) -> None:
    hands.find("welcome.new")


def lost(hands: desktop.shots.hands.Hands) -> None:
    desktop.shots.hands.Hands(hands.window, patience=1).find("no.such.thing")


def broken(_hands: desktop.shots.hands.Hands) -> None:
    raise ZeroDivisionError


def stray(_hands: desktop.shots.hands.Hands) -> None:
    lonely = QLabel("Chưa có chỗ")
    lonely.show()
    lonely.close()


def test_a_part_shown_before_it_has_its_place_is_a_stray_window(
    qapp: QApplication, tmp_path: Path
) -> None:
    desktop.window.prepare(qapp)
    scene = desktop.shots.scenes.Scene("stray", desktop.shots.stage.NOTHING, stray)
    (shot,) = desktop.shots.taking.take(tmp_path, [100], [scene], list[str]().append)
    assert [fault.why for fault in shot.faults] == ["một cửa sổ lạc hiện ra: QLabel “Chưa có chỗ”"]


def test_pictures_and_their_list_are_written(qapp: QApplication, tmp_path: Path) -> None:
    desktop.window.prepare(qapp)
    nothing, said = desktop.shots.stage.NOTHING, list[str]()
    scenes = [
        desktop.shots.scenes.Scene(drive.__name__, nothing, drive)
        for drive in (fixed, lost, broken)
    ]
    shots = desktop.shots.taking.take(tmp_path / "anh", [100, 200], scenes, said.append)
    assert [(shot.scene, shot.scale) for shot in shots] == [
        (scene.name, scale) for scale in (100, 200) for scene in scenes
    ]
    assert len(said) == len(shots)
    assert QImage(str(tmp_path / "anh" / "fixed-200.png")).size().toTuple() == (1366, 768)
    assert [fault.kind for fault in shots[1].faults][:1] == ["unreached"]
    assert [fault.kind for fault in shots[2].faults] == ["broken"]
    held = json.loads((tmp_path / "anh" / "shots.json").read_text("utf-8"))
    assert {"widget", "text", "rect", "clipped", "why"} <= set(held[0]["texts"][0])
    assert [one["picture"] for one in held][:3] == ["fixed-100.png", "lost-100.png", ""]


def test_every_scene_has_a_name_of_its_own() -> None:
    names = [scene.name for scene in desktop.shots.scenes.SCENES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("which", [desktop.shots.stage.EMPTY, desktop.shots.stage.LONGEST])
def test_the_books_of_the_pictures_can_be_made(which: str, tmp_path: Path) -> None:
    desktop.shots.stage.make(which, tmp_path / "So")
    assert (tmp_path / "So" / "book.db").exists()


@pytest.mark.parametrize("scale", ["50", "100,abc", "201", ""])
def test_a_size_that_letters_cannot_have_is_refused(scale: str, tmp_path: Path) -> None:
    with pytest.raises(db.errors.RecordError):
        desktop.commands.run(
            desktop.commands.read(["shots", "--to", str(tmp_path), "--scale", scale])
        )


def test_a_picture_nobody_knows_is_refused(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    given = desktop.commands.read(["shots", "--to", str(tmp_path), "--only", "khong-co"])
    with pytest.raises(db.errors.RecordError, match="welcome"):
        desktop.commands.run(given)
