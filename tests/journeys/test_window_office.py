"""Papers, members, settings and backups by hand; and an office that began at the command line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage

from tests.journeys import offices
from tests.journeys.test_window_tasks import WORK, type_task
from tests.journeys.window import Room

SECOND, OTHER_PASSWORD = "Mạc Thị Bưởi", "hoa mộc lan mùa hạ"


def test_a_book_of_new_opens_in_the_window_and_keeps_a_task(bare_room: Room) -> None:
    unit, secret = bare_room.folder / "don-vi.toml", bare_room.folder / "mat-khau.txt"
    unit.write_text(offices.UNIT, "utf-8")
    secret.write_text(offices.PASSWORD, "utf-8")
    code, _, err = bare_room.say(
        *("new", bare_room.book, "--unit", unit, "--person", offices.PERSON),
        *("--password-file", secret, "--today", "2026-06-01"),
    )
    assert (code, err) == (0, "")
    bare_room.ask("import", _members(bare_room.folder), "--as", "members")
    with bare_room.desk(today="2026-09-01") as hands:
        assert "Chi bộ Tổ dân phố số 7" in hands.window.windowTitle()
        hands.keys("Alt+2")
        hands.find("page.tasks")
        type_task(hands)
        hands.keys("Ctrl+K")
        hands.type("au duong kinh")
        hands.wait_until(lambda: "Âu Dương Kính" in hands.text_of("search.list"), "the member")
        hands.keys("Down", "Enter")
        hands.find("page.members")
    (task,) = bare_room.reopened("tasks")
    assert task["work"] == WORK
    assert len(bare_room.dump("members")) == 5
    bare_room.assert_no_fault()


def test_a_paper_is_entered_with_its_file_dropped_and_its_code_drawn(kept_room: Room) -> None:
    scan = kept_room.folder / "ban-quet.png"
    image = QImage(60, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert image.save(str(scan))
    with kept_room.desk() as hands:
        hands.go("documents")
        hands.keys("Ctrl+N")
        hands.find("documents.draft.title")
        hands.type("Kế hoạch bảo vệ môi trường tổ dân phố")
        hands.write("documents.draft.number", "12-KH/CB")
        hands.click("documents.draft.not_secret")
        hands.keys("Ctrl+Enter")
        hands.find("documents.form.title")
        assert hands.drop("documents.form.attach.drop", [scan])
        hands.wait_said("ban-quet.png")
        hands.click("documents.qr")
        hands.write("documents.step.link", "https://hoamoc.example/12-kh-cb")
        hands.click("documents.step.do")
        hands.find("documents.qr.picture")
    paper = kept_room.reopened("documents")[-1]
    assert (paper["title"], paper["number"]) == (
        "Kế hoạch bảo vệ môi trường tổ dân phố",
        "12-KH/CB",
    )
    kept_room.assert_no_fault()


def test_a_member_is_entered_and_leaves_by_hand(kept_room: Room) -> None:
    with kept_room.desk() as hands:
        hands.go("members")
        hands.keys("Ctrl+N")
        hands.find("members.draft.name")
        hands.type("Tạ Thị Lựu")
        hands.write("members.draft.joined", "2/9/2019")
        hands.keys("Ctrl+Enter")
        hands.find("members.form.name")
        hands.write("members.form.name", "Tạ Thị Thạch Lựu")
        hands.keys("Tab")
        assert any("Thạch Lựu" in row for row in hands.rows("members.table"))
        hands.click("members.leave")
        hands.write("members.step.on", "1/10")
        hands.click("members.step.do")
    member = kept_room.reopened("members")[-1]
    assert (member["name"], member["joined"]) == ("Tạ Thị Thạch Lựu", "2019-09-02")
    assert member["left"] == "2026-10-01"
    kept_room.assert_no_fault()


def test_another_report_day_changes_what_the_first_page_says(kept_room: Room) -> None:
    with kept_room.desk() as hands:
        assert "20/10" not in hands.text_of("page.today")
        hands.go("settings")
        hands.click_row("settings.sections", "Ngưỡng, báo cáo")
        hands.write("settings.values.since", "1/9")  # so that it counts for the quarter just over
        hands.keys("Enter")
        hands.write("settings.value.report_due_day", "20")
        hands.keys("Enter")
        hands.go("today")
        hands.wait_until(lambda: "20/10" in hands.text_of("page.today"), "the day of the report")
    assert kept_room.reopened("unit")
    kept_room.assert_no_fault()


def test_a_second_person_is_let_in_and_opens_the_book(kept_room: Room) -> None:
    with kept_room.desk() as hands:
        hands.go("settings")
        hands.click_row("settings.sections", "Người mở sổ")
        hands.click("settings.people.add")
        hands.write("settings.people.add.name", SECOND)
        hands.write("settings.people.add.first", OTHER_PASSWORD)
        hands.write("settings.people.add.again", OTHER_PASSWORD)
        hands.click("settings.people.add.card.do")
        assert SECOND in hands.text_of("settings.people.name.2")
    with kept_room.program(kept_room.book) as hands:
        hands.choose("unlock.person", SECOND)
        hands.write("unlock.password", OTHER_PASSWORD)
        hands.keys("Enter")
        hands.find("page.today")
    people = ("--person", SECOND)
    assert kept_room.ask("dump", "unit", *people, password=OTHER_PASSWORD)["records"]
    kept_room.assert_no_fault()


def test_a_backup_made_by_hand_is_restored_in_the_window(kept_room: Room) -> None:
    backup = kept_room.folder / "luu.zip"
    with kept_room.desk() as hands:
        hands.go("settings")
        hands.click_row("settings.sections", "Sao lưu")
        hands.choose_file(backup)
        hands.click("settings.backups.make")
        hands.wait_said("Đã sao lưu")
    lost = kept_room.folder / "mất"
    kept_room.book.rename(lost)
    with kept_room.program() as hands:
        hands.click("welcome.restore")
        hands.choose_file(backup)
        hands.click("restore.choose")
        hands.write("restore.folder", str(kept_room.book))
        hands.write("restore.password", offices.PASSWORD)
        hands.click("restore.do")
        hands.find("page.today")
    assert len(kept_room.reopened("tasks")) == len(offices.QUARTER)
    kept_room.assert_no_fault()


def _members(folder: Path) -> Path:
    return offices.workbook(folder / "dang-vien.xlsx", offices.MEMBERS, at="B2")
