"""The paper beside a report: drawn while it is in sight, at the section chosen, and printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import ui.printing
import ui.reports
import ui.session
from tests.ui import quarters

session = quarters.session
page = quarters.page


def test_out_of_sight_no_paper_is_drawn_until_the_page_is_shown_again(
    page: ui.reports.ReportPage, session: ui.session.Session, qtbot: QtBot
) -> None:
    page.hide()
    with qtbot.waitSignal(page.figures_ready, timeout=quarters.WAIT):
        page.reload()
    assert not session.jobs.running()
    with qtbot.waitSignal(page.paper.ready, timeout=quarters.WAIT):
        page.show()


def test_the_first_drawing_shows_the_section_chosen_meanwhile(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    made = quarters.unshown(qtbot, session)
    with qtbot.waitSignal(made.paper.ready, timeout=quarters.WAIT):
        with qtbot.waitSignal(made.figures_ready, timeout=quarters.WAIT):
            made.show()
        made.take_focus()
        QTest.keyClick(made.sections, Qt.Key.Key_End)
    assert made.paper.preview.page() > 1


def test_printing_draws_the_paper_with_a_free_place_for_the_signature(
    page: ui.reports.ReportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import exports.paper

    printed: list[bytes] = []

    def take(pdf: bytes, *_given: object, **_more: object) -> None:
        printed.append(pdf)

    monkeypatch.setattr(ui.printing, "print_pdf", take)
    page.buttons()[0].click()
    qtbot.waitUntil(lambda: bool(printed), timeout=quarters.WAIT)
    said = " ".join(exports.paper.text_of(printed[0]))
    assert "CHƯA KÝ" not in said
    assert "Ký tay" in said
