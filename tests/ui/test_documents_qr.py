"""The QR code of a document: given, shown, looked at, saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import db.documents
import tests.db.factory
import ui.choosing
import ui.documents
import ui.documents.code
import ui.preview
from tests.ui import filing, screens

private = filing.private
page = filing.page


def test_a_qr_code_is_given_shown_and_saved(
    page: ui.documents.DocumentPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = filing.thematic(page)
    page.show_record(number)
    screens.pressed(page, "documents.qr")
    screens.written(page, "documents.step.link", "https://phuong.example/hd")
    screens.pressed(page, "documents.step.do")
    document = db.documents.get(number)
    assert (document.qr_on, document.link) == (tests.db.factory.TODAY, "https://phuong.example/hd")
    picture = screens.part(page, QWidget, "documents.qr.picture")
    assert picture.isVisible()
    target = tmp_path / "ma.png"
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [target])
    screens.pressed(page, "documents.qr.png")
    image, squares = QImage(str(target)), ui.documents.code.matrix("https://phuong.example/hd")
    side = image.width() // (len(squares) + 8)
    read = [
        [image.pixelColor((x + 4) * side + side // 2, (y + 4) * side + side // 2).value() < 128
         for x in range(len(squares))]
        for y in range(len(squares))
    ]  # fmt: skip
    assert read == [list(row) for row in squares]
    target = tmp_path / "ma.pdf"
    screens.pressed(page, "documents.qr.pdf")
    assert target.read_bytes().startswith(b"%PDF")


def test_a_day_after_today_is_answered_beside_it(page: ui.documents.DocumentPage) -> None:
    number = filing.shown(page)
    screens.pressed(page, "documents.qr")
    day = screens.part(page, QLineEdit, "documents.step.on")
    day.selectAll()
    screens.written(page, "documents.step.on", "mai")
    screens.pressed(page, "documents.step.do")
    assert db.documents.get(number).qr_on is None
    said = screens.part(page, QWidget, "documents.step.on.error")
    assert said.isVisible()


def test_a_link_that_is_no_address_is_said_beside_its_field(
    page: ui.documents.DocumentPage,
) -> None:
    number = filing.shown(page)
    screens.pressed(page, "documents.qr")
    screens.written(page, "documents.step.link", "mai")
    screens.pressed(page, "documents.step.do")
    said = screens.part(page, QLabel, "documents.step.link.error")
    assert "“mai” không phải địa chỉ" in said.text()
    assert db.documents.get(number).qr_on is None


def test_the_sheet_of_a_code_can_be_looked_at_before_it_is_printed(
    page: ui.documents.DocumentPage, qtbot: QtBot
) -> None:
    number = filing.entered(page)
    db.documents.issue_qr(
        db.documents.get(number), tests.db.factory.TODAY, "", tests.db.factory.moment()
    )
    page.show_record(number)
    screens.pressed(page, "documents.qr.look")
    sheet = screens.part(page, ui.preview.Preview, "documents.qr.sheet")
    qtbot.waitUntil(lambda: sheet.pages() == 1)
    assert sheet.isVisible()
    screens.pressed(page, "documents.qr.look")
    assert not sheet.isVisible()


def test_a_code_without_a_link_says_title_number_and_digest() -> None:
    assert ui.documents.code.matrix("a" * 3000) == ()
    assert len(ui.documents.code.matrix("Tài liệu")) >= 21
