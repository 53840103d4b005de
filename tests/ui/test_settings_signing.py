"""Signing in the settings: the seal shown, changed and saved, and where signers' files lie."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import db.sealing
import db.seals
import ui.choosing
import ui.remembering
import ui.settings
from tests.ui import screens, sections

own_settings = sections.own_settings
page = sections.page


def test_the_seal_is_shown_and_changed(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    page.show_section("signing")
    before = screens.said(page, "settings.seal.fingerprint")
    held = db.seals.fingerprint(db.sealing.current().certificate)
    assert before.split() == held.split()
    sections.press(page, "settings.seal.change")
    sections.press(page, "settings.seal.card.do")
    qtbot.waitUntil(lambda: "Đã đổi niêm phong" in sections.band(page), timeout=20_000)
    assert screens.said(page, "settings.seal.fingerprint") != before
    assert "Đã đổi 1 lần" in screens.said(page, "settings.seal.made")


def test_the_certificate_of_the_seal_is_saved(
    page: ui.settings.SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "niem-phong.pem"
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [target])
    page.show_section("signing")
    sections.press(page, "settings.seal.save")
    assert target.read_text("ascii").startswith("-----BEGIN CERTIFICATE-----")


def test_this_pc_remembers_where_a_signers_file_lies(
    page: ui.settings.SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bi-thu.p12"
    file.write_bytes(b"p12")
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [file])
    page.show_section("signing")
    sections.press(page, "settings.signing.bi-thu.choose")
    book = page.session.book.keys.book
    assert ui.remembering.signing_file(book, "bi-thu") == file
    assert str(file) in screens.said(page, "settings.signing.bi-thu")
    file.unlink()
    page.reload()
    assert "không thấy" in screens.said(page, "settings.signing.bi-thu")
    sections.press(page, "settings.signing.bi-thu.forget")
    assert ui.remembering.signing_file(book, "bi-thu") is None
    assert "chưa chọn" in screens.said(page, "settings.signing.bi-thu")
