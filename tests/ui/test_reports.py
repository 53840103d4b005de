"""The report page: sections with figures that lead on, words that are kept, the way out."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.errors
import db.meetings.minutes
import db.meetings.steps
import db.periods
import db.reports
import db.tasks
import db.tasks.steps
import exports.bundle.making
import exports.issuing
import exports.signing.p12
import tests.db.factory
import tests.ui.opening
import ui.background
import ui.choosing
import ui.page
import ui.printing
import ui.reports
import ui.reports.making
import ui.session
import ui.theme
from tests.ui import desks

TODAY = date(2026, 10, 5)
Q3 = db.periods.quarter(2026, 3)
WAIT = 20_000
CAUSE = {"cause": "Mưa kéo dài", "cause_body": "Chi ủy", "cause_person": "Quàng Thị Mai"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ui.session.Session]:
    """A book with three tasks and one meeting of the third quarter, in October."""
    with tests.ui.opening.session(tmp_path / "So", TODAY) as (made, _):
        now = tests.db.factory.moment(TODAY)
        july, due = date(2026, 7, 6), date(2026, 9, 10)
        for work, done in (("Soát quạt trần", date(2026, 9, 1)), ("Vá lưới sân", None)):
            one = tests.db.factory.task(work, assigned_on=july, first_due=due, fields=CAUSE)
            if done is not None:
                db.tasks.steps.close(one, "done", done, now, "Đã xong")
        tests.db.factory.task("Trồng hàng rào", assigned_on=july, first_due=due, fields=CAUSE)
        meeting = tests.db.factory.meeting("Sinh hoạt tháng 8", planned_on=date(2026, 8, 4))
        db.meetings.steps.hold(meeting, date(2026, 8, 4), {}, now)
        db.meetings.minutes.conclude(meeting, "Giao rà soát lớp học", now)
        yield made


@pytest.fixture
def page(session: ui.session.Session, qtbot: QtBot) -> ui.reports.ReportPage:
    """The page, its figures read and its paper drawn."""
    made = ui.reports.ReportPage(session)
    qtbot.addWidget(made)
    made.resize(1130, 690)
    with qtbot.waitSignal(made.paper.ready, timeout=WAIT):
        made.show()
    return made


def find(page: QWidget, name: str) -> QWidget:
    """The one widget of that name."""
    found = page.findChildren(QWidget, name)
    assert len(found) == 1, name
    return found[0]


def click(page: QWidget, name: str) -> None:
    """Press the button of that name."""
    button = find(page, name)
    assert isinstance(button, QPushButton)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def text(page: QWidget, name: str) -> str:
    """The words of the label of that name."""
    label = find(page, name)
    assert isinstance(label, QLabel)
    return label.text()


def in_sight(widget: QWidget) -> bool:
    """Whether all of a widget lies in what its scrolled place shows of it."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def sheet(page: QWidget) -> QPlainTextEdit:
    """The field with a person's own words."""
    field = find(page, "reports.text")
    assert isinstance(field, QPlainTextEdit)
    return field


def drawn(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    """Wait until the page was read and drawn once more."""
    with qtbot.waitSignal(page.paper.ready, timeout=WAIT):
        page.reload()


def finish(page: ui.reports.ReportPage) -> None:
    """A late task is done after all, through the session like any verb."""
    one = db.tasks.get(2)
    page.session.perform(
        "Hoàn thành",
        lambda moment: db.tasks.steps.close(one, "done", date(2026, 9, 20), moment, "Đã vá"),
    )


def kept() -> list[dict[str, str]]:
    """The sentences in the book."""
    found: list[dict[str, str]] = db.reports.dump()[0]["sentences"] if db.reports.dump() else []
    return found


# The sections -------------------------------------------------------------------------------------


def test_the_page_opens_at_the_quarter_to_report(page: ui.reports.ReportPage) -> None:
    assert page.title() == "Báo cáo quý III năm 2026"
    assert page.paper.preview.pages() >= 1
    assert text(page, "reports.days").startswith("Số liệu tính từ 01/07/2026 đến hết 30/09/2026")


def test_sections_are_numbered_as_the_paper_and_say_what_is_the_matter(
    page: ui.reports.ReportPage,
) -> None:
    rows = [page.sections.item(row) for row in range(page.sections.count())]
    spoken = [str(one.data(Qt.ItemDataRole.AccessibleTextRole)) for one in rows]
    assert spoken[0].startswith("Trước khi xuất")
    assert "3. Kết quả thực hiện nhiệm vụ" in spoken
    assert "1. Lãnh đạo, quán triệt, tuyên truyền, 3 lưu ý" in spoken
    assert len([one for one in spoken if one[0].isdigit()]) == 14


def test_a_figure_lists_the_records_behind_it_and_each_leads_on(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    page.sections.choose("3")
    click(page, "reports.figure.tasks_in_period")
    assert text(page, "reports.behind.title") == "Danh sách 3 nhiệm vụ đã tính"
    line = find(page, "reports.behind.1")
    with qtbot.waitSignal(page.open_requested) as heard:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert heard.args == ["tasks", 2]


def test_a_figure_is_pressed_by_key_and_a_conclusion_leads_to_its_meeting(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    page.sections.choose("1")
    figure = find(page, "reports.figure.conclusions")
    figure.setFocus()
    QTest.keyClick(figure, Qt.Key.Key_Return)
    assert text(page, "reports.behind.title") == "Danh sách 1 kết luận đã tính"
    with qtbot.waitSignal(page.open_requested) as heard:
        QTest.mouseClick(find(page, "reports.behind.0"), Qt.MouseButton.LeftButton)
    assert heard.args == ["meetings", 1]


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


def test_the_button_of_a_figure_lies_over_its_number(page: ui.reports.ReportPage) -> None:
    page.sections.choose("3")
    figure = find(page, "reports.figure.tasks_carried_over")
    around = page.section.findChild(QWidget, "reports.composed")
    assert around is not None
    assert around.rect().contains(figure.geometry())
    assert figure.width() < 40
    assert "nhiệm vụ" in figure.accessibleName().lower()


# A person's own words -----------------------------------------------------------------------------


def test_edited_words_are_saved_on_leaving_and_kept_with_what_was_composed(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    page.sections.choose("7")
    click(page, "reports.edit")
    before = sheet(page).toPlainText()
    sheet(page).selectAll()
    QTest.keyClicks(sheet(page), "Da kiem tra hai to.")
    assert page.leaving() == ""
    assert kept() == [{"section": "7", "text": "Da kiem tra hai to.", "composed": before}]
    drawn(page, qtbot)
    page.session.undo()
    assert kept() == []


def test_words_are_saved_while_they_are_typed(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    page.sections.choose("7")
    click(page, "reports.edit")
    QTest.keyClicks(sheet(page), "Nay ")
    qtbot.waitUntil(lambda: bool(kept()), timeout=WAIT)
    assert kept()[0]["text"].startswith("Nay ")
    assert sheet(page).hasFocus()


def test_the_composed_text_is_brought_back(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    page.sections.choose("7")
    click(page, "reports.edit")
    QTest.keyClicks(sheet(page), "Nay ")
    page.leaving()
    drawn(page, qtbot)
    click(page, "reports.recompose")
    assert kept() == []
    assert not sheet(page).isVisible()


def edit_the_third(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    """Put a word of one's own before section 3, then let a task be done."""
    page.sections.choose("3")
    click(page, "reports.edit")
    QTest.keyClicks(sheet(page), "Nay ")
    page.leaving()
    finish(page)
    drawn(page, qtbot)


def test_figures_that_changed_after_editing_are_named_with_old_and_new(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    edit_the_third(page, qtbot)
    assert find(page, "reports.changed").isVisible()
    assert "Nhiệm vụ đã hoàn thành: 1 → 2" in text(page, "reports.changed.words")
    assert "Lúc sửa: “" in text(page, "reports.changed.lines")
    assert "Nay: “" in text(page, "reports.changed.lines")
    assert sheet(page).toPlainText().startswith("Nay Trong kỳ")


def test_updating_puts_the_new_figures_into_the_persons_words(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    edit_the_third(page, qtbot)
    click(page, "reports.update")
    assert "Đã hoàn thành 2 nhiệm vụ" in kept()[0]["text"]
    assert kept()[0]["text"].startswith("Nay Trong kỳ")
    assert sheet(page).toPlainText() == kept()[0]["text"]
    drawn(page, qtbot)
    assert not find(page, "reports.changed").isVisible()


def test_keeping_ones_words_settles_the_matter(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    edit_the_third(page, qtbot)
    click(page, "reports.keep")
    drawn(page, qtbot)
    assert not find(page, "reports.changed").isVisible()
    assert "Đã hoàn thành 1 nhiệm vụ" in kept()[0]["text"]
    assert "Đã hoàn thành 2 nhiệm vụ" in kept()[0]["composed"]


def test_typing_stays_while_an_export_holds_the_book(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    page.sections.choose("7")
    click(page, "reports.edit")
    with qtbot.waitSignal(page.session.jobs.ended, timeout=WAIT):
        page.session.jobs.run("Xuất hồ sơ", lambda _tick: None, on_done=None)
        QTest.keyClicks(sheet(page), "Nay ")
        assert "chưa lưu được" in page.leaving()
        assert sheet(page).toPlainText().startswith("Nay ")
        assert "Đang làm việc khác" in text(page, "reports.text.error")
    assert page.leaving() == ""
    assert kept()[0]["text"].startswith("Nay ")


# Before the export ----------------------------------------------------------------------------


def test_what_blocks_and_what_to_look_at_lead_to_their_records(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    now = tests.db.factory.moment(TODAY, second=9)
    db.tasks.steps.change(db.tasks.get(2), {"cause": ""}, now)
    drawn(page, qtbot)
    page.sections.choose("")
    block = find(page, "reports.block.0")
    assert "Vá lưới sân" in block.accessibleName()
    with qtbot.waitSignal(page.open_requested) as heard:
        QTest.keyClick(block, Qt.Key.Key_Return)
    assert heard.args == ["tasks", 2]
    with qtbot.waitSignal(page.open_requested) as heard:
        QTest.keyClick(find(page, "reports.note.0"), Qt.Key.Key_Return)
    assert heard.args == ["meetings", 1]
    page.sections.choose("4")
    assert "Vá lưới sân" in find(page, "reports.section.block.0").accessibleName()


def test_closing_the_figures_asks_the_day_in_place(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    click(page, "reports.close")
    day = find(page, "reports.ask.on")
    day.setFocus()
    QTest.keySequence(day, "Ctrl+A")
    QTest.keyClicks(day, "25/9/2026")
    with qtbot.waitSignal(page.paper.ready, timeout=WAIT):
        click(page, "reports.ask.do")
    page.sections.choose("")
    assert "đến hết 25/09/2026, đã chốt" in text(page, "reports.days")


def test_number_and_day_may_stay_blank(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    click(page, "reports.number")
    QTest.keyClicks(find(page, "reports.ask.number"), "7")
    with qtbot.waitSignal(page.paper.ready, timeout=WAIT):
        click(page, "reports.ask.do")
    assert (db.reports.dump()[0]["number"], db.reports.dump()[0]["dated"]) == (7, None)


def test_another_period_is_typed_or_picked_from_those_begun(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    db.reports.begin(db.periods.quarter(2026, 2), tests.db.factory.moment(TODAY))
    click(page, "reports.period.other")
    assert find(page, "reports.period.begun.2026-Q2").isVisible()
    QTest.keyClicks(find(page, "reports.period.typed"), "quy 1/2026")
    with qtbot.waitSignal(page.figures_ready, timeout=WAIT):
        click(page, "reports.period.go")
    assert page.title() == "Báo cáo quý I năm 2026"
    with qtbot.waitSignal(page.figures_ready, timeout=WAIT):
        page.show_record(1)
    assert page.title() == "Báo cáo quý II năm 2026"


def test_a_period_that_has_not_begun_says_so(page: ui.reports.ReportPage, qtbot: QtBot) -> None:
    page.periods.chosen.emit(db.periods.year(2028))
    qtbot.waitUntil(lambda: "chưa có ngày nào" in text(page, "reports.reading"), timeout=WAIT)
    assert page.sections.count() == 0


# By keyboard ----------------------------------------------------------------------------------


def stops(page: QWidget, first: QWidget, last: QWidget) -> list[str]:
    """The names of what Tab meets from ``first`` to ``last``."""
    met: list[str] = []
    one: QWidget | None = first
    while one is not None and one is not last:
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            met.append(one.objectName().removeprefix("reports."))
        one = one.nextInFocusChain()
        assert one is not page, "the last stands after the first"
    return met


def test_tab_meets_what_is_lacking_between_the_list_and_the_paper(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    now = tests.db.factory.moment(TODAY, second=9)
    db.tasks.steps.change(db.tasks.get(2), {"cause": ""}, now)
    drawn(page, qtbot)
    met = stops(page, page.sections, find(page, "reports.preview.smaller"))
    assert met[:2] == ["sections", "block.0"]
    assert met[2:] == [f"note.{at}" for at in range(len(met) - 2)]
    page.sections.choose("4")
    met = stops(page, page.sections, find(page, "reports.preview.smaller"))
    assert met[1] == "edit"
    assert met[-1] == "section.block.0"
    assert len(set(met)) == len(met)


def test_tab_meets_a_question_and_the_reports_begun_where_they_stand(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    db.reports.begin(Q3, tests.db.factory.moment(TODAY, second=9))
    drawn(page, qtbot)
    smaller = find(page, "reports.preview.smaller")
    for _ in range(2):
        click(page, "reports.close")
        QTest.qWait(1)  # the fields of the question before go for good
        assert stops(page, page.sections, smaller) == ["sections", "ask.on", "ask.do", "ask.leave"]
        QTest.keyClick(find(page, "reports.ask.on"), Qt.Key.Key_Escape)
        assert find(page, "reports.close").hasFocus()
    click(page, "reports.period.other")
    assert stops(page, page.sections, smaller) == [
        "sections", "period.typed", "period.go", "period.close", "period.begun.2026-Q3",
    ]  # fmt: skip
    QTest.keyClick(find(page, "reports.period.typed"), Qt.Key.Key_Escape)
    assert find(page, "reports.period.other").hasFocus()


@pytest.mark.parametrize("from_the_list", [False, True])
def test_escape_closes_the_list_of_a_figure_and_leads_back_to_it(
    page: ui.reports.ReportPage, from_the_list: bool
) -> None:
    page.sections.choose("2")
    figure = find(page, "reports.figure.tasks_in_period")
    figure.setFocus()
    QTest.keyClick(figure, Qt.Key.Key_Return)
    at = find(page, "reports.behind.1") if from_the_list else figure
    at.setFocus()
    QTest.keyClick(at, Qt.Key.Key_Escape)
    assert not find(page, "reports.behind").isVisible()
    assert figure.hasFocus()


def test_where_there_is_no_room_the_keys_go_with_what_is_shown(
    page: ui.reports.ReportPage,
) -> None:
    page.resize(1130, 400)
    QTest.qWait(1)
    page.sections.choose("2")
    figure = find(page, "reports.figure.tasks_in_period")
    figure.setFocus()
    QTest.keyClick(figure, Qt.Key.Key_Return)
    assert not figure.isVisible()
    now = QApplication.focusWidget()
    assert now is not None
    assert now.objectName() == "reports.behind.close"
    QTest.keyClick(now, Qt.Key.Key_Return)
    assert figure.hasFocus()


def test_a_text_being_edited_stays_beside_a_figures_list_while_help_takes_room(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    page.sections.choose("2")
    click(page, "reports.edit")
    click(page, "reports.figure.tasks_in_period")
    page.resize(1130, 400)
    QTest.qWait(1)
    drawn(page, qtbot)
    assert sheet(page).isVisible()
    assert find(page, "reports.behind").isVisible()


def test_a_text_that_made_room_comes_back_where_there_is_room(
    page: ui.reports.ReportPage,
) -> None:
    page.resize(1130, 400)
    QTest.qWait(1)
    page.sections.choose("2")
    click(page, "reports.figure.tasks_in_period")
    page.resize(1130, 690)
    QTest.qWait(1)
    assert find(page, "reports.figure.tasks_in_period").isVisible()
    assert find(page, "reports.behind").isVisible()


def test_f6_leads_through_list_text_paper_and_bar(page: ui.reports.ReportPage) -> None:
    page.sections.choose("2")
    assert page.areas() == [page.sections, page._middle, page.paper, page.periods]
    for one in page.areas():
        ui.page.put_focus(one)
        assert ui.page.has_focus(one), one


def test_a_day_outside_the_period_closes_no_figures(page: ui.reports.ReportPage) -> None:
    click(page, "reports.close")
    day = find(page, "reports.ask.on")
    for typed in ("20/10/2026", "30/06/2026"):
        QTest.keySequence(day, "Ctrl+A")
        QTest.keyClicks(day, typed)
        click(page, "reports.ask.do")
        assert f"Ngày {typed} không thuộc kỳ" in text(page, "reports.ask.on.error")
    assert db.reports.dump() == [] or db.reports.dump()[0]["closed_on"] is None


def test_only_what_has_the_keys_has_their_frame() -> None:
    rules = (Path(ui.theme.__file__).parent / "data" / "look.qss").read_text("utf-8").split("}")
    framed = [one for one in rules if 'figure="true"' in one and "$BLUE" in one]
    assert len(framed) == 1
    assert ":checked" not in framed[0]


def test_what_blocks_leads_to_the_field_that_is_to_be_filled(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    now = tests.db.factory.moment(TODAY, second=9)
    db.tasks.steps.change(db.tasks.get(2), {"cause_body": "", "cause_person": ""}, now)
    hands = desks.opened(qtbot, session, "reports")
    hands.wait_until(lambda: hands.sees("reports.block.0"), "what blocks")
    hands.focus_on("reports.block.0")
    hands.keys("Return")
    hands.wait_until(lambda: hands.focus() == "tasks.form.cause_body", "the field")
    assert in_sight(hands.find("tasks.form.cause_body"))


# The way out --------------------------------------------------------------------------------------


def export(page: ui.reports.ReportPage, folder: Path) -> None:
    """Open the card, fill it and press its button; the folder is there."""
    if not folder.exists():
        folder.mkdir()
    if page.card is None or not page.card.isVisible():
        page.buttons()[-1].click()
    field = find(page, "reports.export.folder")
    field.setFocus()
    QTest.keySequence(field, "Ctrl+A")
    QTest.keyClicks(field, str(folder))
    click(page, "reports.export.run")


def test_the_export_names_its_level_makes_the_file_and_checks_it(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.buttons()[-1].click()
    assert "Niêm phong của sổ, không phải chữ ký số" in text(page, "reports.export.level")
    assert len(page.buttons()) == 1, "one red button at a time"
    export_folder = tmp_path / "ra"
    with qtbot.waitSignal(page.session.jobs.ended, timeout=WAIT):
        export(page, export_folder)
    qtbot.waitUntil(lambda: find(page, "reports.export.file").isVisible(), timeout=WAIT)
    assert text(page, "reports.export.file") == "CB-31_2026-Q3_C1.zip"
    assert (export_folder / "CB-31_2026-Q3_C1.zip").is_file()
    click(page, "reports.export.verify")
    qtbot.waitUntil(
        lambda: text(page, "reports.export.verdict").startswith("Nguyên vẹn"), timeout=WAIT
    )
    assert db.reports.dump()[0]["state"] == "final"
    qtbot.waitUntil(lambda: not page.section.isVisible(), timeout=WAIT)


def test_what_blocks_an_export_is_shown_and_nothing_is_written(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    now = tests.db.factory.moment(TODAY, second=9)
    db.tasks.steps.change(db.tasks.get(2), {"cause": ""}, now)
    with qtbot.waitSignal(page.paper.ready, timeout=WAIT):
        export(page, tmp_path / "ra")
    assert "còn 1 việc phải bổ sung" in page.notice.text()
    assert find(page, "reports.block.0").isVisible()
    assert list((tmp_path / "ra").iterdir()) == []


def test_what_blocked_the_export_is_no_longer_said_once_it_is_completed(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    now = tests.db.factory.moment(TODAY, second=9)
    db.tasks.steps.change(db.tasks.get(2), {"cause": ""}, now)
    db.tasks.steps.change(db.tasks.get(3), {"cause": ""}, now)
    with qtbot.waitSignal(page.paper.ready, timeout=WAIT):
        export(page, tmp_path / "ra")
    assert "còn 2 việc phải bổ sung" in page.notice.text()
    for number, left in ((2, "còn 1 việc"), (3, "")):
        db.tasks.steps.change(db.tasks.get(number), CAUSE, now)
        drawn(page, qtbot)
        assert left in page.notice.text()
    assert page.notice.text() == ""


@pytest.mark.parametrize("name", ["la-tep", "go-nham", "go-nham/sau"])
def test_a_folder_that_is_not_there_is_not_made_but_said_beside_its_field(
    page: ui.reports.ReportPage, tmp_path: Path, name: str
) -> None:
    (tmp_path / "la-tep").write_text("x")
    page.buttons()[-1].click()
    field = find(page, "reports.export.folder")
    field.setFocus()
    QTest.keySequence(field, "Ctrl+A")
    QTest.keyClicks(field, str(tmp_path / name))
    click(page, "reports.export.run")
    assert "Không có thư mục" in text(page, "reports.export.folder.error")
    assert field.hasFocus()
    assert not page.session.jobs.running()
    assert not (tmp_path / "go-nham").exists()


def test_an_export_that_failed_is_said_beside_its_button_which_keeps_the_keys(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise db.errors.RecordError("Ổ đĩa đầy; hãy chọn nơi khác.")

    monkeypatch.setattr(exports.bundle.making, "export", full)
    page.resize(1130, 420)
    page.buttons()[-1].click()
    run = find(page, "reports.export.run")
    run.setFocus()
    with qtbot.waitSignal(page.session.jobs.ended, timeout=WAIT):
        export(page, tmp_path / "ra")
    qtbot.waitUntil(lambda: bool(text(page, "reports.export.error")), timeout=WAIT)
    QTest.qWait(1)
    assert run.isEnabled()
    assert run.hasFocus()
    for name in ("reports.export.error", "reports.export.run", "reports.export.leave"):
        assert in_sight(find(page, name)), name


def test_a_wrong_password_is_said_beside_its_field_where_the_keys_go(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_given: object) -> None:
        raise exports.signing.p12.WrongPassword("Mật khẩu không đúng; hãy nhập lại.")

    monkeypatch.setattr(exports.signing.p12, "load", wrong)
    page.resize(1130, 420)
    page.buttons()[-1].click()
    box = find(page, "reports.export.signing")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClicks(find(page, "reports.export.bi-thu.file"), "bi-thu.p12")
    password = find(page, "reports.export.bi-thu.password")
    QTest.keyClicks(password, "sai")
    find(page, "reports.export.run").setFocus()
    with qtbot.waitSignal(page.session.jobs.ended, timeout=WAIT):
        export(page, tmp_path)
    error = "reports.export.bi-thu.password.error"
    qtbot.waitUntil(lambda: bool(text(page, error)), timeout=WAIT)
    QTest.qWait(1)
    assert password.hasFocus()
    assert in_sight(find(page, error))
    assert text(page, "reports.export.error") == ""


def test_ctrl_enter_exports_and_escape_leaves_the_form(
    page: ui.reports.ReportPage, tmp_path: Path
) -> None:
    page.buttons()[-1].click()
    field = find(page, "reports.export.folder")
    field.setFocus()
    QTest.keySequence(field, "Ctrl+A")
    QTest.keyClicks(field, str(tmp_path / "khong-co"))
    QTest.keySequence(field, "Ctrl+Return")
    assert "Không có thư mục" in text(page, "reports.export.folder.error")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert page.sections.hasFocus()


def test_who_signed_is_said_apart_from_the_seal() -> None:
    seal = {"role": "niem-phong", "name": "Chi bộ", "level": exports.issuing.SEALED}
    head = {"role": "bi-thu", "name": "Lò Thị Sáo", "level": exports.issuing.DIGITAL}
    assert ui.reports.making.signed_by([seal]) == (
        "Mức ký: Niêm phong của sổ, không phải chữ ký số."
    )
    signed = ui.reports.making.signed_by([seal, head])
    assert signed.startswith("Đã ký số: Bí thư Lò Thị Sáo.")
    assert "không phải" not in signed


def test_a_cancelled_export_leaves_nothing(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.session.jobs.started.connect(lambda job: job.cancel())
    with qtbot.waitSignal(page.session.jobs.ended, timeout=WAIT):
        export(page, tmp_path / "ra")
    qtbot.waitUntil(lambda: text(page, "reports.export.error").startswith("Đã dừng"), timeout=WAIT)
    assert list((tmp_path / "ra").iterdir()) == []
    assert db.reports.dump() == []


def test_signing_by_file_asks_for_a_file(page: ui.reports.ReportPage, tmp_path: Path) -> None:
    page.buttons()[-1].click()
    card = page.card
    assert card is not None
    box = find(page, "reports.export.signing")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    folder = find(page, "reports.export.folder")
    QTest.keySequence(folder, "Ctrl+A")
    QTest.keyClicks(folder, str(tmp_path))
    click(page, "reports.export.run")
    assert "Hãy chọn tệp chữ ký số" in text(page, "reports.export.bi-thu.file.error")
    QTest.keyClicks(find(page, "reports.export.bi-thu.file"), "bi-thu.p12")
    assert "Chữ ký số (Bí thư)" in text(page, "reports.export.level")


def test_after_sending_nothing_is_edited_and_figures_of_then_stand_first(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    now = tests.db.factory.moment(TODAY, second=9)
    report = db.reports.begin(Q3, now)
    span = db.reports.window(Q3, TODAY)
    assert page._read is not None
    told = {name: one.printed() for name, one in page._read.figures.items()}
    db.reports.finalise(report, span.cutoff, told, now)
    finish(page)
    drawn(page, qtbot)
    page.sections.choose("")
    said = " ".join(one.text() for one in find(page, "reports.moved").findChildren(QLabel))
    assert "Nhiệm vụ đã hoàn thành: đã báo cáo 1; hôm nay 2" in said
    page.sections.choose("3")
    assert not find(page, "reports.edit").isVisible()
    assert not find(page, "reports.close").isVisible()
    click(page, "reports.submit")
    with qtbot.waitSignal(page.paper.ready, timeout=WAIT):
        click(page, "reports.ask.do")
    assert db.reports.dump()[0]["state"] == "submitted"


def test_asked_for_by_its_key_for_the_first_time_the_keys_go_to_the_list(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    hands = desks.opened(qtbot, session, "today", scale=2.0)
    hands.keys("Alt+4")
    hands.wait_until(lambda: not hands.sees("reports.reading"), "the report to be read")
    assert ui.page.has_focus(hands.find("reports.sections"))


def test_a_part_that_goes_out_of_sight_hands_the_keys_to_the_one_in_its_place(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    page.take_focus()
    assert ui.page.has_focus(page.sections)
    page.resize(540, 690)
    qtbot.waitUntil(lambda: not page.sections.isVisible())
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not page.periods.isAncestorOf(focused)


def test_out_of_sight_no_paper_is_drawn_until_the_page_is_shown_again(
    page: ui.reports.ReportPage, session: ui.session.Session, qtbot: QtBot
) -> None:
    page.hide()
    with qtbot.waitSignal(page.figures_ready, timeout=WAIT):
        page.reload()
    assert not session.jobs.running()
    with qtbot.waitSignal(page.paper.ready, timeout=WAIT):
        page.show()


def test_the_first_drawing_shows_the_section_chosen_meanwhile(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    made = ui.reports.ReportPage(session)
    qtbot.addWidget(made)
    made.resize(1130, 690)
    with qtbot.waitSignal(made.paper.ready, timeout=WAIT):
        with qtbot.waitSignal(made.figures_ready, timeout=WAIT):
            made.show()
        made.take_focus()
        QTest.keyClick(made.sections, Qt.Key.Key_End)
    assert made.paper.preview.page() > 1


def test_beside_other_work_the_period_is_not_read_again_before_that_is_over(
    page: ui.reports.ReportPage, session: ui.session.Session, qtbot: QtBot
) -> None:
    may_end = threading.Event()

    def work(_tick: ui.background.Tick) -> None:
        may_end.wait(WAIT / 1000)

    other = session.jobs.run("Sao lưu", work, on_done=None)
    with qtbot.assertNotEmitted(session.jobs.started, wait=2 * ui.reports.REST):
        page.reload()
    with qtbot.waitSignal(page.paper.ready, timeout=WAIT):
        may_end.set()
    assert other not in session.jobs.running()


def test_printing_draws_the_paper_with_a_free_place_for_the_signature(
    page: ui.reports.ReportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import exports.paper

    printed: list[bytes] = []

    def take(pdf: bytes, *_given: object, **_more: object) -> None:
        printed.append(pdf)

    monkeypatch.setattr(ui.printing, "print_pdf", take)
    page.buttons()[0].click()
    qtbot.waitUntil(lambda: bool(printed), timeout=WAIT)
    said = " ".join(exports.paper.text_of(printed[0]))
    assert "CHƯA KÝ" not in said
    assert "Ký tay" in said


# Room ---------------------------------------------------------------------------------------------


def test_where_there_is_no_room_the_parts_take_turns(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    assert page.paper.isVisible()
    assert not find(page, "reports.step.paper").isVisible()
    page.resize(700, 690)
    qtbot.waitUntil(lambda: not page.paper.isVisible())
    click(page, "reports.step.paper")
    assert page.paper.isVisible()
    assert not page.sections.isVisible()
    click(page, "reports.step.text")
    assert page.sections.isVisible()
    page.resize(480, 690)
    qtbot.waitUntil(lambda: not page.sections.isVisible())
    click(page, "reports.step.list")
    assert page.sections.isVisible()


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_figures_stay_under_their_buttons_at_every_scale(
    page: ui.reports.ReportPage, qtbot: QtBot, scale: float
) -> None:
    page.sections.choose("3")
    figure = find(page, "reports.figure.tasks_in_period")
    before = figure.height()
    ui.theme.set_scale(scale)
    qtbot.waitUntil(lambda: figure.height() > before, timeout=WAIT)
    around = find(page, "reports.composed")
    assert around.rect().contains(figure.geometry())


def test_no_verb_is_done_by_looking(page: ui.reports.ReportPage) -> None:
    page.sections.choose("3")
    assert db.reports.dump() == []
    with pytest.raises(db.errors.RecordError):
        page.session.undoing.undo(tests.db.factory.moment(TODAY))
