"""The quarter's report by hand: composed, worded, cut off, looked at, sent out and verified."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView

from tests.exports import authority
from tests.journeys import offices
from tests.journeys.window import Hands, Room

OWN = "Chi bộ đã làm xong phần lớn việc được giao."


def compose(hands: Hands) -> None:
    """Show the report of the third quarter and wait until it is composed."""
    hands.go("reports")
    hands.wait_until(lambda: not hands.sees("reports.reading"), "the report to be composed")
    assert "quý III năm 2026" in hands.text_of("header.title")
    hands.wait_until(lambda: hands.rows("reports.sections"), "the sections")


def export(hands: Hands, folder: Path) -> None:
    """Ask for the export and name where it goes."""
    hands.click("reports.export")
    hands.write("reports.export.folder", str(folder))
    hands.keys("Tab")


def give_causes(hands: Hands) -> None:
    """Both late tasks get their cause, without which nothing is exported."""
    hands.go("tasks")
    hands.click("tasks.filter.all")
    for at in (1, 3):
        hands.click_row("tasks.table", offices.QUARTER[at][0])
        for name, words in (
            ("cause", "Mưa bão kéo dài"),
            ("cause_body", "Chi ủy"),
            ("cause_person", offices.QUARTER[at][1]),
        ):
            hands.write(f"tasks.form.{name}", words)
            hands.keys("Tab")


def exported(hands: Hands, folder: Path) -> Path:
    """Export, wait for the bundle, and close the card."""
    hands.click("reports.export.run")
    hands.find("reports.export.file")
    (path,) = folder.glob("*.zip")
    assert hands.text_of("reports.export.file") == path.name
    return path


def test_a_quarter_is_composed_worded_and_sent_out_by_the_seal_alone(kept_room: Room) -> None:
    sent = kept_room.folder / "gui"
    sent.mkdir()
    with kept_room.desk() as hands:
        compose(hands)
        hands.click("reports.export")
        hands.click("reports.export.run")
        hands.wait_said("việc phải bổ sung")
        give_causes(hands)
        compose(hands)
        hands.click_row("reports.sections", "3.")
        hands.click("reports.edit")
        hands.write("reports.text", OWN)
        hands.keys("Tab")
        hands.wait_until(
            lambda: "đã sửa lời" in _section(hands, "3."),
            "the section to be marked",
        )
    with kept_room.desk() as hands:  # a record changes under a person's own words
        hands.go("tasks")
        hands.click_row("tasks.table", offices.QUARTER[3][0])
        hands.click("tasks.complete")
        hands.write("tasks.step.on", "24/9")
        hands.click("tasks.step.do")
        compose(hands)
        hands.wait_until(lambda: "số liệu đã đổi" in _section(hands, "3."), "the change to be told")
        hands.click_row("reports.sections", "3.")
        assert "→" in hands.text_of("reports.changed")
        assert hands.text_of("reports.text") == OWN
        hands.click("reports.keep")
        hands.click("reports.close")
        hands.write("reports.ask.on", "30/9")
        hands.click("reports.ask.do")
        hands.wait_until(lambda: not hands.sees("reports.ask"), "the cut-off")
        hands.find("reports.preview")
        export(hands, sent)
        assert "Niêm phong của sổ" in hands.text_of("reports.export.level")
        path = exported(hands, sent)
        hands.click("reports.export.verify")
        hands.wait_until(
            lambda: "Nguyên vẹn" in hands.text_of("reports.export.verdict"), "the verdict"
        )
        hands.click("reports.export.done")
    (report,) = kept_room.reopened("reports")
    assert report["closed_on"]
    assert OWN in str(report)
    code, out, _ = kept_room.say("verify", path)
    assert code == 0, out
    kept_room.assert_no_fault()


def test_a_quarter_is_signed_with_a_certificate_file(kept_room: Room) -> None:
    sent = kept_room.folder / "gui"
    sent.mkdir()
    certificate = authority.leaf(offices.PERSON, 2)
    signed = authority.write_p12(kept_room.folder / "bi-thu.p12", certificate, 2)
    with kept_room.desk() as hands:
        give_causes(hands)
        compose(hands)
        export(hands, sent)
        hands.choose("reports.export.signing", "Ký số bằng tệp")
        hands.keys("Tab")
        hands.choose_file(signed)
        hands.click("reports.export.bi-thu.file.choose")
        hands.write("reports.export.bi-thu.password", "sai rồi")
        hands.click("reports.export.run")
        hands.find("reports.export.bi-thu.password.error")
        assert list(sent.iterdir()) == []
        hands.write("reports.export.bi-thu.password", authority.PASSWORD)
        path = exported(hands, sent)
        assert offices.PERSON in hands.text_of("reports.export.result")
    assert len(kept_room.reopened("bundles")) == 1
    code, out, _ = kept_room.say("verify", path)
    assert code == 0, out
    assert offices.PERSON in out
    kept_room.assert_no_fault()


def test_a_figure_is_corrected_by_correcting_its_record(kept_room: Room) -> None:
    with kept_room.desk() as hands:
        compose(hands)
        hands.click_row("reports.sections", "3.")
        figure = "reports.figure.tasks_overdue"
        assert _figure(hands, figure) == "1"
        hands.click(figure)
        assert offices.QUARTER[3][0] in hands.text_of("reports.behind")
        hands.click("reports.behind.0")
        hands.find("page.tasks")
        hands.click("tasks.complete")
        hands.write("tasks.step.on", "24/9")
        hands.click("tasks.step.do")
        compose(hands)
        hands.wait_until(lambda: _figure(hands, figure) == "0", "the figure to be right")
    figures = kept_room.ask("figures", "2026-Q3")["figures"]
    assert figures["tasks_overdue"]["value"] == 0
    assert kept_room.reopened("tasks")[3]["done_on"] == "2026-09-24"
    kept_room.assert_no_fault()


def test_closing_during_an_export_asks_stops_and_leaves_nothing_behind(kept_room: Room) -> None:
    sent = kept_room.folder / "gui"
    sent.mkdir()
    with kept_room.desk() as hands:
        give_causes(hands)
        compose(hands)
        export(hands, sent)
        hands.click("reports.export.run")
        hands.close()
        assert not hands.is_closed()
        assert "Đang làm: Xuất hồ sơ báo cáo" in hands.text_of("desk.notice.words")
        hands.click("desk.notice.action")
        assert hands.is_closed()
    assert list(sent.iterdir()) == []
    assert kept_room.reopened("bundles") == []
    kept_room.assert_no_fault()


def test_an_export_that_is_waited_for_is_there_before_the_window_closes(kept_room: Room) -> None:
    sent = kept_room.folder / "gui"
    sent.mkdir()
    with kept_room.desk() as hands:
        give_causes(hands)
        compose(hands)
        export(hands, sent)
        hands.click("reports.export.run")
        hands.close()
        assert not hands.is_closed()
        hands.click("desk.notice.close")
        hands.find("reports.export.file")
    assert len(list(sent.iterdir())) == 1
    (bundle,) = kept_room.reopened("bundles")
    assert date.fromisoformat(bundle["cutoff"]) == date(2026, 9, 30)
    kept_room.assert_no_fault()


def _section(hands: Hands, number: str) -> str:
    """The line of a section in the list, with its mark, as a screen reader says it."""
    model = hands.find_as(QAbstractItemView, "reports.sections").model()
    lines = [
        str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(model.rowCount())
    ]
    return next((line for line in lines if line.startswith(number)), "")


def _figure(hands: Hands, name: str) -> str:
    """What a figure in the text says."""
    button = hands.find_as(QAbstractButton, name)
    return button.accessibleName().split(",")[0]
