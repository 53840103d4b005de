"""The walker finds every text, and says clipped exactly when some ink cannot be seen.

The judge is the picture itself: a widget is painted as it is and with room to spare; where the two
differ in ink, the text is clipped.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage, QRegion
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import desktop.shots.looking
import ui.fonts

MARKS = "Ễ Ậ Ỵ ỵ g"
LOST, KEPT = 0.015, 0.0005  # of the ink: between them lies the blurred edge of a letter
FACES = ("Noto Sans SCB", "DejaVu Sans")


@pytest.fixture
def frame(qtbot: QtBot) -> QWidget:
    """An empty window in our own face."""
    for face in ui.fonts.FACES:
        QFontDatabase.addApplicationFont(str(ui.fonts.path(face)))
    made = QWidget()
    made.setObjectName("frame")
    made.setFont(QFont(ui.fonts.FAMILY, 12))
    made.resize(600, 400)
    qtbot.addWidget(made)
    return made


def seen(window: QWidget) -> dict[str, desktop.shots.looking.Seen]:
    """What is seen in ``window``, by its text."""
    window.show()
    return {one.text: one for one in desktop.shots.looking.look(window)}


def the_one(window: QWidget) -> desktop.shots.looking.Seen:
    window.show()
    (one,) = desktop.shots.looking.look(window)
    return one


def ink(label: QLabel, height: int) -> float:
    """How many pixels ``label`` blackens when it is so high, a grey one in part."""
    label.resize(label.width(), height)
    image = QImage(label.width(), height, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    label.render(image, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return sum(255 - grey for grey in bytes(image.constBits())) / 255


def test_each_kind_of_widget_is_read(frame: QWidget) -> None:
    column = QVBoxLayout(frame)
    table = QTableWidget(1, 2)
    table.setHorizontalHeaderLabels(["Nội dung", "Hạn"])
    table.setItem(0, 0, QTableWidgetItem("Sửa mái"))
    table.setItem(0, 1, QTableWidgetItem("5/7"))
    box, tabs, hint = QComboBox(), QTabBar(), QLineEdit()
    box.addItems(["Chưa giao", "Đang thực hiện"])
    tabs.addTab("Theo trạng thái")
    hint.setPlaceholderText("Tìm việc")
    browser = QTextBrowser()
    browser.setHtml("<p>Đậm <b>nhạt</b></p>")
    several = (QLabel("<i>Chữ</i> nghiêng"), QPushButton("&Lưu"), QCheckBox("Mật"), table, box)
    for one in (*several, tabs, hint, QGroupBox("Nhóm"), QPlainTextEdit("Dòng một"), browser):
        column.addWidget(one)
    frame.resize(600, 900)
    wanted = {"Chữ nghiêng", "Lưu", "Mật", "Nội dung", "Hạn", "Sửa mái", "5/7", "Chưa giao"}
    wanted |= {"Theo trạng thái", "Tìm việc", "Nhóm", "Dòng một", "Đậm nhạt"}
    assert wanted <= set(seen(frame))


def test_menus_are_read_where_they_stand_over_the_window(frame: QWidget) -> None:
    menu = QMenu(frame)
    menu.addAction("Sao chép")
    frame.show()
    menu.popup(frame.mapToGlobal(QPoint(40, 50)))
    found = seen(frame)["Sao chép"]
    menu.close()
    assert found.rect[0] > 40
    assert found.rect[1] >= 50
    assert not found.clipped


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("points", [9, 10, 11, 12, 14, 18, 24])
@pytest.mark.parametrize("spare", [-12, -8, -4, -2, 0, 4, 8])
def test_marks_and_tails_are_clipped_exactly_when_ink_is_lost(
    frame: QWidget, face: str, points: int, spare: int
) -> None:
    label = QLabel(MARKS, frame)
    label.setFont(QFont(face, points))
    label.adjustSize()
    height = label.height() + spare
    label.resize((label.width() + 24) // 4 * 4, height)  # so that no line of the image is padded
    found = the_one(frame).clipped
    whole = ink(label, height + 80)
    lost = 1 - ink(label, height) / whole
    assert found or lost < LOST, f"{lost:.3f} of the ink is lost"
    assert not found or lost > KEPT, f"only {lost:.3f} of the ink is lost"


def test_a_label_too_narrow_for_its_longest_word_is_clipped(frame: QWidget) -> None:
    label = QLabel("Nghiêng ngả", frame)
    label.setWordWrap(True)
    label.resize(40, 100)
    assert "bề ngang" in the_one(frame).why


def test_lines_that_find_no_room_are_missed(frame: QWidget) -> None:
    label = QLabel("Một câu dài phải xuống dòng nhiều lần mới hết", frame)
    label.setWordWrap(True)
    label.resize(100, 30)
    assert the_one(frame).clipped
    label.resize(100, 200)
    assert not the_one(frame).clipped


def test_a_label_without_any_room_is_not_forgotten(frame: QWidget) -> None:
    QLabel("Không thấy đâu", frame).setFixedSize(100, 0)
    assert the_one(frame).why == "không hiện chữ nào"


def test_a_button_too_narrow_is_clipped(frame: QWidget) -> None:
    button = QPushButton("Xuất hồ sơ báo cáo", frame)
    button.resize(80, 40)
    assert the_one(frame).clipped
    button.adjustSize()
    assert not the_one(frame).clipped


def test_a_line_that_is_longer_than_its_field_is_clipped(frame: QWidget) -> None:
    line = QLineEdit("Chi bộ Trường Trung học cơ sở", frame)
    line.resize(120, 40)
    assert the_one(frame).clipped


def test_an_ellipsis_is_clipped_unless_the_whole_shows_on_hover(frame: QWidget) -> None:
    table = QTableWidget(1, 1, frame)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    item = QTableWidgetItem("Kế hoạch kiểm tra, giám sát năm")
    table.setItem(0, 0, item)
    table.setColumnWidth(0, 120)
    assert "ba chấm" in the_one(frame).why
    item.setToolTip("Kế hoạch kiểm tra, giám sát năm")
    assert not the_one(frame).clipped


def test_a_row_that_reaches_below_the_list_is_not_clipped(frame: QWidget) -> None:
    table = QTableWidget(40, 1, frame)
    table.resize(300, 207)
    for row in range(40):
        table.setItem(row, 0, QTableWidgetItem(f"Việc {row}"))
    found = [one for text, one in seen(frame).items() if text.startswith("Việc")]
    assert len(found) >= 4
    assert not any(one.clipped for one in found)


def test_an_ellipsis_that_was_written_is_none(frame: QWidget) -> None:
    QLabel("Đang xuất…", frame).adjustSize()
    assert not the_one(frame).clipped


def test_what_a_parent_cuts_is_clipped(frame: QWidget) -> None:
    inner = QFrame(frame)
    inner.setObjectName("inner")
    inner.setGeometry(10, 10, 200, 30)
    label = QLabel("Bị cắt", inner)
    label.adjustSize()
    label.move(10, 18)
    assert the_one(frame).why.endswith("bởi inner")


def scrolled(frame: QWidget, width: int) -> QLabel:
    """A label far down in something that scrolls."""
    area, inner = QScrollArea(frame), QWidget()
    area.setGeometry(0, 0, 300, 200)
    inner.setFixedSize(width, 900)
    label = QLabel("Ở tận dưới cùng", inner)
    area.setWidget(inner)
    label.adjustSize()
    return label


def test_what_can_be_scrolled_down_to_is_not_clipped(frame: QWidget) -> None:
    scrolled(frame, 200).move(10, 800)
    one = the_one(frame)
    assert not one.clipped
    assert not one.in_sight


def test_what_must_be_scrolled_to_sideways_is_clipped(frame: QWidget) -> None:
    scrolled(frame, 900).move(250, 10)
    assert "bề ngang" in the_one(frame).why


def test_texts_that_a_layout_squeezes_into_each_other_overlap(frame: QWidget) -> None:
    one, other = QLabel("Một dòng chữ", frame), QLabel("Dòng khác", frame)
    for label in (one, other):
        label.adjustSize()
    one.move(10, 10)
    other.move(30, 14)
    assert seen(frame)["Một dòng chữ"].why.startswith("chồng lên")


def test_a_panel_that_floats_over_a_page_hides_it_and_overlaps_nothing(frame: QWidget) -> None:
    row = QHBoxLayout(frame)
    row.addWidget(QLabel("Trang ở dưới"))
    panel = QFrame(frame)
    panel.setGeometry(0, 0, 600, 400)
    panel.setAutoFillBackground(True)
    QLabel("Bảng ở trên", panel).move(5, 190)
    found = seen(frame)
    assert not found["Trang ở dưới"].clipped
    assert not found["Trang ở dưới"].in_sight
    assert found["Bảng ở trên"].in_sight


def test_a_place_is_given_in_pixels_of_the_window(frame: QWidget) -> None:
    inner = QFrame(frame)
    inner.move(100, 50)
    label = QLabel("Ở đây", inner)
    label.setStyleSheet("padding: 0")  # whatever the sheet of the application says
    label.move(20, 30)
    label.adjustSize()
    inner.adjustSize()
    x, y, width, height = the_one(frame).rect
    assert (x, y) == (120, 80)
    assert 20 < width < 90
    assert 12 < height < 40


def test_a_widget_is_named_by_what_is_nearest(frame: QWidget) -> None:
    QLabel("Vô danh", frame).adjustSize()
    assert the_one(frame).widget == "frame/QLabel"


def test_our_own_face_keeps_its_marks_in_a_plain_label(frame: QWidget) -> None:
    assert Path(ui.fonts.path(ui.fonts.FACES[0])).exists()
    label = QLabel(MARKS, frame)
    label.adjustSize()
    assert not the_one(frame).clipped


def test_a_name_that_may_break_anywhere_is_read_as_it_is_written(frame: QWidget) -> None:
    label = QLabel("Bao-\u200bcao-\u200bquy.\u200bpdf")
    QVBoxLayout(frame).addWidget(label)
    frame.show()
    found = seen(frame)["Bao-cao-quy.pdf"]
    assert not found.clipped


def test_a_sheet_of_somebody_elses_making_may_be_scrolled_sideways(frame: QWidget) -> None:
    table = QTableWidget(1, 6, frame)
    table.setItem(0, 2, QTableWidgetItem("Nội dung nhiệm vụ"))
    table.setColumnWidth(2, 600)
    table.resize(300, 100)
    frame.show()
    assert seen(frame)["Nội dung nhiệm vụ"].clipped
    table.setProperty("wide", "true")
    assert not seen(frame)["Nội dung nhiệm vụ"].clipped
