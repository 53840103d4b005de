"""The preview: the PDF's own pages, drawn as they come in sight, in the pixels of the screen."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

import ui.background
import ui.preview
import ui.preview.drawing
import ui.preview.sheets

A4 = (595.0, 842.0)
LYING = (842.0, 595.0)
COLOURS = ("#ff0000", "#00ff00", "#0000ff")


def paper(*sizes: tuple[float, float]) -> bytes:
    """A PDF whose pages have these sizes and are filled red, green, blue, red …"""
    file = io.BytesIO()
    canvas = Canvas(file)
    for number, size in enumerate(sizes):
        canvas.setPageSize(size)
        canvas.setFillColor(COLOURS[number % 3])
        canvas.rect(0, 0, *size, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def preview(qtbot: QtBot) -> Iterator[ui.preview.Preview]:
    made = ui.preview.Preview()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not ui.background.Job._alive)


def shown(qtbot: QtBot, preview: ui.preview.Preview, *sizes: tuple[float, float]) -> None:
    """Show a PDF with pages of these sizes and wait for them."""
    with qtbot.waitSignal(preview.opened):
        preview.show_pdf(paper(*sizes))
    settled(qtbot, preview)


def settled(qtbot: QtBot, preview: ui.preview.Preview) -> None:
    """Wait until nothing is left to draw."""
    sheets = preview._sheets
    qtbot.waitUntil(lambda: sheets._job is None and not sheets._settled.isActive())


def button(preview: ui.preview.Preview, name: str) -> QPushButton:
    found = preview.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def words(preview: ui.preview.Preview) -> list[str]:
    return [preview._place.text(), preview._words.text()]


def colour_in_the_middle(preview: ui.preview.Preview) -> str:
    picture = preview._sheets.viewport().grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() // 2).name()


def test_a_page_is_drawn_with_exactly_the_pixels_asked_for() -> None:
    for width in (1, 333, 800, 1601):
        image = ui.preview.drawing.drawn(paper(A4), 0, width)
        assert image.width() == width
        assert abs(image.height() - width * 842 / 595) <= 1
        assert image.pixelColor(width // 2, image.height() // 2) == QColor("#ff0000")


def test_the_sizes_of_pages_are_those_of_the_paper() -> None:
    assert ui.preview.drawing.sizes(paper(A4, LYING)) == [A4, LYING]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\x03\x04 no paper", paper(A4)[:200]])
def test_what_is_no_pdf_is_a_sentence(
    qtbot: QtBot, preview: ui.preview.Preview, data: bytes
) -> None:
    with qtbot.waitSignal(preview.refused) as refused:
        preview.show_pdf(data)
    assert refused.args == [ui.preview.UNREADABLE]
    assert words(preview) == ["", ui.preview.UNREADABLE]
    assert preview.pages() == 0
    assert not button(preview, "preview.larger").isEnabled()


def test_the_place_is_said_and_keys_move_it(qtbot: QtBot, preview: ui.preview.Preview) -> None:
    shown(qtbot, preview, *[A4] * 14)
    sheets = preview._sheets
    assert words(preview)[0] == "Trang 1/14"
    preview.go_to(2)
    assert words(preview)[0] == "Trang 2/14"
    assert sheets.accessibleName() == "Bản xem trước, trang 2 trên 14"
    before = sheets.verticalScrollBar().value()
    QTest.keyClick(sheets, Qt.Key.Key_PageDown)
    assert sheets.verticalScrollBar().value() > before
    QTest.keyClick(sheets, Qt.Key.Key_PageUp)
    assert sheets.verticalScrollBar().value() == before
    QTest.keyClick(sheets, Qt.Key.Key_End)
    assert words(preview)[0] == "Trang 14/14"
    QTest.keyClick(sheets, Qt.Key.Key_Home)
    assert words(preview)[0] == "Trang 1/14"


def test_only_pages_in_sight_and_the_next_are_drawn(
    qtbot: QtBot, preview: ui.preview.Preview
) -> None:
    shown(qtbot, preview, *[A4] * 40)
    assert set(preview._sheets._images) == {0, 1}
    preview.go_to(20)
    settled(qtbot, preview)
    assert set(preview._sheets._images) == {0, 1, *preview._sheets._in_sight(), 20}
    assert colour_in_the_middle(preview) == COLOURS[19 % 3]


def test_pages_seen_long_ago_are_let_go(
    qtbot: QtBot, preview: ui.preview.Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.preview.sheets, "_KEPT", 2_500_000)
    shown(qtbot, preview, *[A4] * 12)
    for page in range(1, 13):
        preview.go_to(page)
        settled(qtbot, preview)
    kept = preview._sheets._images
    assert sum(image.sizeInBytes() for image in kept.values()) <= 2_500_000
    assert set(preview._sheets._in_sight()) <= set(kept)


def test_every_page_fits_the_width_lying_ones_too(
    qtbot: QtBot, preview: ui.preview.Preview
) -> None:
    shown(qtbot, preview, A4, LYING)
    upright, lying = preview._sheets._places
    assert upright.width() == lying.width() < preview._sheets.viewport().width()
    assert preview._sheets.horizontalScrollBar().maximum() == 0
    preview.resize(700, 400)
    settled(qtbot, preview)
    assert preview._sheets._places[0].width() > upright.width()
    assert preview._sheets._images[0].width() == preview._sheets._places[0].width()
    assert preview._sheets.horizontalScrollBar().maximum() == 0


def test_resizing_and_zooming_keep_the_place(qtbot: QtBot, preview: ui.preview.Preview) -> None:
    shown(qtbot, preview, *[A4] * 9)
    preview.go_to(6)
    changes: list[Callable[[], object]] = [
        lambda: preview.resize(820, 400),
        preview.zoom_in,
        preview.zoom_in,
        preview.zoom_out,
        preview.fit_width,
        lambda: preview.resize(500, 400),
    ]
    for change in changes:
        change()
        settled(qtbot, preview)
        assert preview.page() == 6


def test_many_changes_of_size_are_drawn_once(
    qtbot: QtBot, preview: ui.preview.Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(qtbot, preview, A4)
    asked: list[int] = []
    real = ui.preview.drawing.drawn

    def counted(pdf: bytes, page: int, width: int) -> QImage:
        asked.append(width)
        return real(pdf, page, width)

    monkeypatch.setattr(ui.preview.drawing, "drawn", counted)
    for width in range(510, 610, 10):
        preview.resize(width, 400)
        QApplication.processEvents()
    assert asked == []
    settled(qtbot, preview)
    assert asked == [preview._sheets._places[0].width()]


def test_the_zoom_has_its_buttons_keys_and_wheel_and_ends(
    qtbot: QtBot, preview: ui.preview.Preview
) -> None:
    shown(qtbot, preview, A4)
    smaller, larger, fit = (
        button(preview, f"preview.{name}") for name in ("smaller", "larger", "fit")
    )
    assert not fit.isEnabled()
    larger.click()
    assert preview.zoom() == 1.25
    QTest.keyClick(preview._sheets, Qt.Key.Key_Plus)
    assert preview.zoom() == 1.5
    QTest.keyClick(preview._sheets, Qt.Key.Key_Minus)
    turn_wheel(preview, 120)
    assert preview.zoom() == 1.5
    for _ in ui.preview.ZOOMS:
        larger.click()
    assert preview.zoom() == ui.preview.ZOOMS[-1]
    assert not larger.isEnabled()
    fit.click()
    assert preview.zoom() == 1.0
    for _ in ui.preview.ZOOMS:
        smaller.click()
    assert not smaller.isEnabled()
    QTest.keyClick(preview._sheets, Qt.Key.Key_0)
    assert preview.zoom() == 1.0
    settled(qtbot, preview)


def turn_wheel(preview: ui.preview.Preview, by: int) -> None:
    """Turn the wheel with Ctrl held down."""
    event = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(preview._sheets.viewport(), event)


def test_another_edition_of_the_same_pages_keeps_the_place(
    qtbot: QtBot, preview: ui.preview.Preview
) -> None:
    shown(qtbot, preview, *[A4] * 5)
    preview.go_to(4)
    settled(qtbot, preview)
    assert colour_in_the_middle(preview) == COLOURS[0]
    other = paper(*[A4] * 5) + b"\n"
    with qtbot.waitSignal(preview.opened):
        preview.show_pdf(other)
    assert preview.page() == 4
    with qtbot.waitSignal(preview.opened):
        preview.show_pdf(paper(A4, A4))
    assert preview.page() == 1
    settled(qtbot, preview)


def test_the_last_paper_asked_for_is_the_one_shown(
    qtbot: QtBot, preview: ui.preview.Preview
) -> None:
    opened: list[int] = []
    preview.opened.connect(lambda: opened.append(preview.pages()))
    for count in (2, 3, 4):
        preview.show_pdf(paper(*[A4] * count))
    qtbot.waitUntil(lambda: not ui.background.Job._alive)
    assert opened == [4]


def test_a_sharp_screen_gets_its_own_pixels(
    qtbot: QtBot, preview: ui.preview.Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview._sheets, "devicePixelRatioF", lambda: 2.0)
    shown(qtbot, preview, A4)
    place = preview._sheets._places[0]
    image = preview._sheets._images[0]
    assert image.width() == 2 * place.width()
    target = preview._sheets._target(place, image)
    assert (target.width(), target.height()) == (image.width() / 2, image.height() / 2)


def test_a_page_that_cannot_be_drawn_says_so_and_the_others_are_shown(
    qtbot: QtBot, preview: ui.preview.Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., Any] = ui.preview.drawing.drawn

    def broken(pdf: bytes, page: int, width: int) -> QImage:
        return QImage() if page == 0 else real(pdf, page, width)

    monkeypatch.setattr(ui.preview.drawing, "drawn", broken)
    shown(qtbot, preview, LYING, LYING)
    assert preview._sheets._images[0].isNull()
    assert not preview._sheets._images[1].isNull()
    preview._sheets.viewport().grab()


def test_closing_while_pages_are_drawn_is_no_matter(qtbot: QtBot) -> None:
    made = ui.preview.Preview()
    made.show_pdf(paper(*[A4] * 3))
    made.deleteLater()
    del made
    qtbot.waitUntil(lambda: not ui.background.Job._alive)
    assert not ui.background.Job._alive


def test_a_paper_on_its_way_is_told_of_unless_one_stands_there(
    qtbot: QtBot, preview: ui.preview.Preview
) -> None:
    preview.expect()
    assert words(preview) == ["", "Đang soạn bản xem trước…"]
    shown(qtbot, preview, A4)
    preview.expect()
    assert preview._stack.currentWidget() is preview._sheets
    assert preview.pages() == 1
