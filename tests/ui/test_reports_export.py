"""The way out of a report: the card that asks, the file it makes, and what stands in its way."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import db.errors
import db.reports
import exports.bundle.making
import exports.issuing
import exports.signing.p12
import ui.printing
import ui.reports
import ui.reports.making
import ui.session
from tests.ui import desks, quarters

session = quarters.session
page = quarters.page


def open_card(page: ui.reports.ReportPage) -> None:
    """Press the page's red button, which brings the card."""
    page.buttons()[-1].click()


def type_folder(page: ui.reports.ReportPage, folder: Path) -> QWidget:
    """Type a folder in place of the one on the open card; the field keeps the keys."""
    field = quarters.find(page, "reports.export.folder")
    field.setFocus()
    QTest.keySequence(field, "Ctrl+A")
    QTest.keyClicks(field, str(folder))
    return field


def sign_by_file(page: ui.reports.ReportPage) -> None:
    """Choose on the open card that a file signs."""
    box = quarters.find(page, "reports.export.signing")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)


def export(page: ui.reports.ReportPage, folder: Path) -> None:
    """Open the card, fill it and press its button; the folder is there."""
    if not folder.exists():
        folder.mkdir()
    if page.card is None or not page.card.isVisible():
        open_card(page)
    type_folder(page, folder)
    quarters.click(page, "reports.export.run")


def test_the_export_names_its_level_makes_the_file_and_checks_it(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    open_card(page)
    assert "Niêm phong của sổ, không phải chữ ký số" in quarters.text(page, "reports.export.level")
    assert len(page.buttons()) == 1, "one red button at a time"
    export_folder = tmp_path / "ra"
    with qtbot.waitSignal(page.session.jobs.ended, timeout=quarters.WAIT):
        export(page, export_folder)
    qtbot.waitUntil(
        lambda: quarters.find(page, "reports.export.file").isVisible(), timeout=quarters.WAIT
    )
    assert quarters.text(page, "reports.export.file") == "CB-31_2026-Q3_C1.zip"
    assert (export_folder / "CB-31_2026-Q3_C1.zip").is_file()
    quarters.click(page, "reports.export.verify")
    qtbot.waitUntil(
        lambda: quarters.text(page, "reports.export.verdict").startswith("Nguyên vẹn"),
        timeout=quarters.WAIT,
    )
    assert db.reports.dump()[0]["state"] == "final"
    qtbot.waitUntil(lambda: not page.section.isVisible(), timeout=quarters.WAIT)


def test_the_card_says_which_days_are_counted_and_which_are_left_out(
    page: ui.reports.ReportPage, qtbot: QtBot
) -> None:
    open_card(page)
    assert quarters.text(page, "reports.export.days") == (
        "Số liệu tính từ 01/07/2026 đến hết 30/09/2026."
    )
    with qtbot.waitSignal(page.paper.ready, timeout=quarters.WAIT):
        quarters.click(page, "reports.period.this")
    open_card(page)
    said = quarters.text(page, "reports.export.days")
    assert "từ 01/10/2026 đến hết 05/10/2026" in said
    assert "đến hết 31/12/2026 mới hết" in said


def test_what_blocks_an_export_is_shown_and_nothing_is_written(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    quarters.change(2, cause="")
    with qtbot.waitSignal(page.paper.ready, timeout=quarters.WAIT):
        export(page, tmp_path / "ra")
    assert "còn 1 việc phải bổ sung" in page.notice.text()
    assert quarters.find(page, "reports.block.0").isVisible()
    assert list((tmp_path / "ra").iterdir()) == []


def test_what_blocked_the_export_is_no_longer_said_once_it_is_completed(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    quarters.change(2, cause="")
    quarters.change(3, cause="")
    with qtbot.waitSignal(page.paper.ready, timeout=quarters.WAIT):
        export(page, tmp_path / "ra")
    assert "còn 2 việc phải bổ sung" in page.notice.text()
    for number, left in ((2, "còn 1 việc"), (3, "")):
        quarters.change(number, **quarters.CAUSE)
        quarters.drawn(page, qtbot)
        assert left in page.notice.text()
    assert page.notice.text() == ""


@pytest.mark.parametrize("name", ["la-tep", "go-nham", "go-nham/sau"])
def test_a_folder_that_is_not_there_is_not_made_but_said_beside_its_field(
    page: ui.reports.ReportPage, tmp_path: Path, name: str
) -> None:
    (tmp_path / "la-tep").write_text("x")
    open_card(page)
    field = type_folder(page, tmp_path / name)
    quarters.click(page, "reports.export.run")
    assert "Không có thư mục" in quarters.text(page, "reports.export.folder.error")
    assert field.hasFocus()
    assert not page.session.jobs.running()
    assert not (tmp_path / "go-nham").exists()


def test_ctrl_enter_exports_and_escape_leaves_the_form(
    page: ui.reports.ReportPage, tmp_path: Path
) -> None:
    open_card(page)
    field = type_folder(page, tmp_path / "khong-co")
    QTest.keySequence(field, "Ctrl+Return")
    assert "Không có thư mục" in quarters.text(page, "reports.export.folder.error")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert page.sections.hasFocus()


def test_an_export_that_failed_is_said_beside_its_button_which_keeps_the_keys(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise db.errors.RecordError("Ổ đĩa đầy; hãy chọn nơi khác.")

    monkeypatch.setattr(exports.bundle.making, "export", full)
    page.resize(1130, 420)
    open_card(page)
    run = quarters.find(page, "reports.export.run")
    run.setFocus()
    with qtbot.waitSignal(page.session.jobs.ended, timeout=quarters.WAIT):
        export(page, tmp_path / "ra")
    qtbot.waitUntil(
        lambda: bool(quarters.text(page, "reports.export.error")), timeout=quarters.WAIT
    )
    QTest.qWait(1)
    assert run.isEnabled()
    assert run.hasFocus()
    for name in ("reports.export.error", "reports.export.run", "reports.export.leave"):
        assert quarters.in_sight(quarters.find(page, name)), name


def test_a_cancelled_export_leaves_nothing(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.session.jobs.started.connect(lambda job: job.cancel())
    with qtbot.waitSignal(page.session.jobs.ended, timeout=quarters.WAIT):
        export(page, tmp_path / "ra")
    qtbot.waitUntil(
        lambda: quarters.text(page, "reports.export.error").startswith("Đã dừng"),
        timeout=quarters.WAIT,
    )
    assert list((tmp_path / "ra").iterdir()) == []
    assert db.reports.dump() == []


def test_signing_by_file_asks_for_a_file(page: ui.reports.ReportPage, tmp_path: Path) -> None:
    open_card(page)
    sign_by_file(page)
    type_folder(page, tmp_path)
    quarters.click(page, "reports.export.run")
    assert "Hãy chọn tệp chữ ký số" in quarters.text(page, "reports.export.bi-thu.file.error")
    QTest.keyClicks(quarters.find(page, "reports.export.bi-thu.file"), "bi-thu.p12")
    assert "Chữ ký số (Bí thư)" in quarters.text(page, "reports.export.level")


def test_a_wrong_password_is_said_beside_its_field_where_the_keys_go(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_given: object) -> None:
        raise exports.signing.p12.WrongPassword("Mật khẩu không đúng; hãy nhập lại.")

    monkeypatch.setattr(exports.signing.p12, "load", wrong)
    page.resize(1130, 420)
    open_card(page)
    sign_by_file(page)
    QTest.keyClicks(quarters.find(page, "reports.export.bi-thu.file"), "bi-thu.p12")
    password = quarters.find(page, "reports.export.bi-thu.password")
    QTest.keyClicks(password, "sai")
    quarters.find(page, "reports.export.run").setFocus()
    with qtbot.waitSignal(page.session.jobs.ended, timeout=quarters.WAIT):
        export(page, tmp_path)
    error = "reports.export.bi-thu.password.error"
    qtbot.waitUntil(lambda: bool(quarters.text(page, error)), timeout=quarters.WAIT)
    QTest.qWait(1)
    assert password.hasFocus()
    assert quarters.in_sight(quarters.find(page, error))
    assert quarters.text(page, "reports.export.error") == ""


def test_who_signed_is_said_apart_from_the_seal() -> None:
    seal = {"role": "niem-phong", "name": "Chi bộ", "level": exports.issuing.SEALED}
    head = {"role": "bi-thu", "name": "Lò Thị Sáo", "level": exports.issuing.DIGITAL}
    assert ui.reports.making.signed_by([seal]) == (
        "Mức ký: Niêm phong của sổ, không phải chữ ký số."
    )
    signed = ui.reports.making.signed_by([seal, head])
    assert signed.startswith("Đã ký số: Bí thư Lò Thị Sáo.")
    assert "không phải" not in signed


def opened_large(qtbot: QtBot, session: ui.session.Session, folder: Path) -> desks.Hands:
    """A desk at 200 % with the card open, the folder typed there."""
    hands = desks.opened(qtbot, session, "reports", scale=2.0)
    hands.wait_until(lambda: hands.sees("reports.export"), "the page")
    hands.click("reports.export")
    hands.write("reports.export.folder", str(folder))
    return hands


def test_the_card_opens_at_its_top(session: ui.session.Session, qtbot: QtBot) -> None:
    hands = desks.opened(qtbot, session, "reports", scale=2.0)
    hands.wait_until(lambda: hands.sees("reports.export"), "the page")
    hands.click("reports.export")
    hands.settle(20)
    for name in ("reports.export.days", "reports.export.folder"):
        assert quarters.in_sight(hands.find(name))


def test_the_card_stays_though_the_figures_come_later(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    page = quarters.unshown(qtbot, session)
    page.show()
    open_card(page)
    with qtbot.waitSignal(page.paper.ready, timeout=quarters.WAIT):
        assert page.card is not None
    assert page.card.isVisible()
    assert "30/09/2026" in quarters.text(page, "reports.export.days")


def test_a_report_that_was_closed_early_says_so_on_the_card(page: ui.reports.ReportPage) -> None:
    report = db.reports.begin(quarters.Q3, page.session.now())
    db.reports.close(report, date(2026, 9, 25), page.session.now())
    open_card(page)
    assert quarters.text(page, "reports.export.days") == (
        "Số liệu tính từ 01/07/2026 đến hết 25/09/2026, đã chốt: những ngày sau đó không tính vào "
        "bản này."
    )


def test_another_period_waits_until_the_export_has_ended(
    page: ui.reports.ReportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = threading.Event()

    def wait(*_given: object) -> None:
        going.wait(10)
        raise db.errors.RecordError("Ổ đĩa đã đầy; hãy chọn nơi lưu khác.")

    monkeypatch.setattr(ui.reports.making, "export", wait)
    export(page, tmp_path / "ra")
    quarters.click(page, "reports.period.this")
    open_card(page)
    assert page.notice.text().startswith("Đang xuất hồ sơ báo cáo quý III năm 2026")
    assert page.card is not None
    with qtbot.waitSignal(page.card.ended, timeout=quarters.WAIT):
        going.set()
    assert page.card.running() is None
    open_card(page)
    assert "quý IV năm 2026" in page.card._title.text()


def test_a_refusal_is_said_in_sight_whatever_has_the_keys(
    session: ui.session.Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "Không ghi được vì ổ đĩa đã đầy; hãy chọn nơi lưu khác."

    def refuse(*_given: object) -> None:
        raise db.errors.RecordError(sentence)

    monkeypatch.setattr(ui.reports.making, "export", refuse)
    hands = opened_large(qtbot, session, tmp_path)
    hands.keys("Ctrl+Enter")
    hands.wait_said(sentence)
    hands.settle(20)
    assert hands.focus() == "reports.export.folder"
    for name in ("reports.export.error", "reports.export.run"):
        assert quarters.in_sight(hands.find(name))


def test_what_is_said_of_the_file_is_in_sight_and_the_keys_stay(
    session: ui.session.Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = opened_large(qtbot, session, tmp_path)
    hands.keys("Ctrl+Enter")
    hands.wait_until(lambda: hands.focus() == "reports.export.open", "the file")
    hands.wait_until(lambda: not session.jobs.running(), "the page to be read")
    sentence = "Máy này chưa mở được thư mục; hãy mở tệp từ thư mục đó."

    def refuse(_folder: Path) -> None:
        raise db.errors.RecordError(sentence)

    monkeypatch.setattr(ui.printing, "open_outside", refuse)
    hands.keys("Enter")
    hands.settle(20)
    verdict = hands.find("reports.export.verdict")
    assert hands.text_of("reports.export.verdict") == sentence
    assert quarters.in_sight(verdict)
    hands.focus_on("reports.export.verify")
    hands.keys("Enter", "Enter")
    hands.wait_until(
        lambda: hands.text_of("reports.export.verdict").startswith("Nguyên vẹn"), "the verdict"
    )
    hands.settle(20)
    assert quarters.in_sight(verdict)
    assert hands.focus() == "reports.export.verify"
    assert hands.text_of("reports.export.verify") == "Kiểm tra lại"
