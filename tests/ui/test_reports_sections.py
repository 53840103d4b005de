"""The sections of a report: their list, what each one and the whole lack, and the way there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import ui.reports
import ui.session
from tests.ui import desks, quarters

session = quarters.session
page = quarters.page


def test_sections_are_numbered_as_the_paper_and_say_what_is_the_matter(
    page: ui.reports.ReportPage,
) -> None:
    rows = [page.sections.item(row) for row in range(page.sections.count())]
    spoken = [str(one.data(Qt.ItemDataRole.AccessibleTextRole)) for one in rows]
    assert spoken[0].startswith("Trước khi xuất")
    assert "3. Kết quả thực hiện nhiệm vụ" in spoken
    assert "1. Lãnh đạo, quán triệt, tuyên truyền, 3 lưu ý" in spoken
    assert len([one for one in spoken if one[0].isdigit()]) == 14


def test_tab_goes_from_the_list_through_the_figures_to_the_paper(
    page: ui.reports.ReportPage,
) -> None:
    page.activateWindow()
    page.sections.setFocus()
    page.sections.choose("3")
    names = []
    for _ in range(40):
        page.focusNextChild()
        here = page.focusWidget()
        assert here is not None
        names.append(here.objectName())
    first = names.index("reports.figure.tasks_in_period")
    assert names[first + 1] == "reports.figure.tasks_carried_over"
    assert names.index("reports.edit") < first < names.index("reports.preview.pages")


def test_what_blocks_and_what_to_look_at_lead_to_their_records(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    quarters.change(2, cause="")
    quarters.drawn(page, qtbot)
    page.sections.choose("")
    block = quarters.find(page, "reports.block.0")
    assert "Vá lưới sân" in block.accessibleName()
    with qtbot.waitSignal(page.open_requested) as heard:
        QTest.keyClick(block, Qt.Key.Key_Return)
    assert heard.args == ["tasks", 2]
    with qtbot.waitSignal(page.open_requested) as heard:
        QTest.keyClick(quarters.find(page, "reports.note.0"), Qt.Key.Key_Return)
    assert heard.args == ["meetings", 1]
    page.sections.choose("4")
    assert "Vá lưới sân" in quarters.find(page, "reports.section.block.0").accessibleName()


def test_tab_meets_what_is_lacking_between_the_list_and_the_paper(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    quarters.change(2, cause="")
    quarters.drawn(page, qtbot)
    met = quarters.stops(page, page.sections, quarters.find(page, "reports.preview.smaller"))
    assert met[:2] == ["sections", "block.0"]
    assert met[2:] == [f"note.{at}" for at in range(len(met) - 2)]
    page.sections.choose("4")
    met = quarters.stops(page, page.sections, quarters.find(page, "reports.preview.smaller"))
    assert met[1] == "edit"
    assert met[-1] == "section.block.0"
    assert len(set(met)) == len(met)


def test_what_blocks_leads_to_the_field_that_is_to_be_filled(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    quarters.change(2, cause_body="", cause_person="")
    hands = desks.opened(qtbot, session, "reports")
    hands.wait_until(lambda: hands.sees("reports.block.0"), "what blocks")
    hands.focus_on("reports.block.0")
    hands.keys("Return")
    hands.wait_until(lambda: hands.focus() == "tasks.form.cause_body", "the field")
    assert quarters.in_sight(hands.find("tasks.form.cause_body"))
