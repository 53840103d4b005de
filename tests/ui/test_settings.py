"""The settings: each section by hand, what it writes into the book, and what stays readable."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.base
import db.book
import db.book.keys
import db.history
import db.sealing
import db.seals
import db.tasks
import db.tasks.steps
import db.unit
import desktop.shots.judging
import tests.db.factory
import tests.ui.opening
import ui.choosing
import ui.page
import ui.printing
import ui.remembering
import ui.session
import ui.settings
import ui.settings.about
import ui.settings.erasing
import ui.settings.values
import ui.theme
from tests.db.factory import PASSWORD, TODAY, WHO
from tests.ui.screens import part, said

SECOND = "Sùng A Páo"
SECTIONS = [one.name for one in ui.settings.SECTIONS]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> Iterator[None]:
    """What this PC remembers begins empty and goes with the test."""
    before = QSettings.defaultFormat()
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    scope = QSettings.Scope.UserScope
    QSettings.setPath(QSettings.Format.IniFormat, scope, str(tmp_path / "settings"))
    yield
    QSettings.setDefaultFormat(before)


@pytest.fixture
def page(session: ui.session.Session, qtbot: QtBot) -> ui.settings.SettingsPage:
    made = ui.settings.SettingsPage(session)
    made.resize(1100, 640)
    qtbot.addWidget(made)
    made.show()
    return made


def press(page: QWidget, name: str) -> None:
    button = part(page, QPushButton, name)
    assert button.isVisible(), name
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(page: QWidget, name: str, text: str) -> None:
    """Type ``text`` in place of what stands there, and leave the field."""
    field = part(page, QWidget, name)
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.selectAll()
        field.insert(text)
        field.textEdited.emit(text)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)


def band(page: ui.settings.SettingsPage) -> str:
    return page.notice.text()


def every_value(page: ui.settings.SettingsPage, qtbot: QtBot, last: str) -> None:
    """Show the thresholds and wait until the last of their fields is there."""
    page.show_section("values")
    qtbot.waitUntil(lambda: page.findChild(QWidget, f"settings.value.{last}") is not None)


def fill_secrets(page: QWidget, values: dict[str, str]) -> None:
    for name, text in values.items():
        line = part(page, QLineEdit, f"settings.people.{name}")
        line.clear()
        line.insert(text)


def add_second(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    page.show_section("people")
    press(page, "settings.people.add")
    fill_secrets(page, {"add.name": SECOND, "add.first": "m2", "add.again": "m2"})
    press(page, "settings.people.add.card.do")
    qtbot.waitUntil(lambda: SECOND in band(page))


def test_the_unit_is_changed_field_by_field(page: ui.settings.SettingsPage) -> None:
    page.show_record(1)
    type_into(page, "settings.unit.place", "Bến Đò")
    type_into(page, "settings.unit.heads", "Lò Văn Pản, Hiệu trưởng\n\nQuàng Thị Mai")
    assert page.leaving() == ""
    unit = db.unit.get()
    assert unit.place == "Bến Đò"
    assert [head["name"] for head in unit.heads] == ["Lò Văn Pản", "Quàng Thị Mai"]
    assert unit.heads[0]["post"] == "Hiệu trưởng"


def test_the_code_can_be_read_and_not_changed(page: ui.settings.SettingsPage) -> None:
    code = part(page, QLineEdit, "settings.unit.code")
    assert code.isReadOnly()
    assert code.text() == "CB-31"
    assert "niêm phong" in said(page, "settings.unit.code.help")


def test_a_unit_without_a_name_is_refused_in_place(page: ui.settings.SettingsPage) -> None:
    type_into(page, "settings.unit.name", " ")
    assert "Tên chi bộ" in page.leaving()
    assert "cần được điền" in said(page, "settings.unit.name.error")
    assert db.unit.get().name == tests.db.factory.UNIT["name"]


def test_every_setting_stands_in_one_section() -> None:
    groups = [*ui.settings.values.GROUPS, ""]
    shown = [name for group in groups for name in ui.settings.values.in_group(group)]
    assert sorted(shown) == sorted(db.unit.catalogue())


def test_a_setting_the_page_does_not_know_appears_with_the_others(
    page: ui.settings.SettingsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = {"label": "Số dòng mỗi trang", "value": 30, "mark": "likely", "between": [5, 90]}
    held = {**db.unit.catalogue(), "rows_a_page": new}
    monkeypatch.setattr(db.unit, "catalogue", lambda: held)
    every_value(page, qtbot, "rows_a_page")
    assert part(page, QLineEdit, "settings.value.rows_a_page").text() == "30"
    assert said(page, "settings.value.rows_a_page.help") == "Số từ 5 đến 90."
    assert said(page, "settings.value.rows_a_page.past").startswith("Có khả năng")


def test_a_value_counts_from_the_day_asked_once(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    every_value(page, qtbot, "good_percent")
    since = part(page, QLineEdit, "settings.values.since")
    assert since.text() == "20/07/2026"
    type_into(page, "settings.values.since", "1/9/2026")
    QTest.keyClick(since, Qt.Key.Key_Return)
    type_into(page, "settings.value.report_due_day", "5")
    assert page.leaving() == ""
    assert db.unit.setting("report_due_day", date(2026, 8, 31)) == 0
    assert db.unit.setting("report_due_day", date(2026, 9, 1)) == 5
    past = said(page, "settings.value.report_due_day.past")
    assert past == "Do chi bộ đặt. Ban đầu: 0. Từ 01/09/2026: 5."


def test_the_values_shown_are_those_of_the_day(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    page.session.perform(
        "đặt", lambda moment: db.unit.set_value("quiet_days", 12, date(2026, 9, 1), moment)
    )
    every_value(page, qtbot, "good_percent")
    assert part(page, QLineEdit, "settings.value.quiet_days").text() == "30"
    type_into(page, "settings.values.since", "2/9/2026")
    QTest.keyClick(part(page, QLineEdit, "settings.values.since"), Qt.Key.Key_Return)
    assert part(page, QLineEdit, "settings.value.quiet_days").text() == "12"


def test_a_day_that_is_none_is_named_and_changes_nothing(page: ui.settings.SettingsPage) -> None:
    page.show_section("values")
    type_into(page, "settings.values.since", "32/9")
    QTest.keyClick(part(page, QLineEdit, "settings.values.since"), Qt.Key.Key_Return)
    assert said(page, "settings.values.since.error")
    type_into(page, "settings.value.late_entry_days", "8")
    page.leaving()
    assert db.unit.setting("late_entry_days", TODAY) == 8


def test_choices_are_offered_in_words_and_kept_as_keys(page: ui.settings.SettingsPage) -> None:
    page.show_section("values")
    box = part(page, QComboBox, "settings.value.report_due_day_off")
    offered = [box.itemText(place) for place in range(box.count())]
    assert offered == ["ngày làm việc trước", "ngày làm việc sau", "giữ nguyên ngày ấy"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert db.unit.setting("report_due_day_off", TODAY) == "after"
    assert "ngày làm việc sau" in said(page, "settings.value.report_due_day_off.past")


def test_every_choice_has_its_words() -> None:
    for name, one in db.unit.catalogue().items():
        assert set(one.get("words", {})) == set(one.get("choices", ())), name


def test_days_off_are_typed_as_people_say_them(page: ui.settings.SettingsPage) -> None:
    page.show_section("values")
    type_into(page, "settings.value.days_off", "2/9/2026\n1/1/2027")
    page.leaving()
    assert db.unit.setting("days_off", TODAY) == ["2026-09-02", "2027-01-01"]
    assert part(page, QPlainTextEdit, "settings.value.days_off").toPlainText() == (
        "02/09/2026\n01/01/2027"
    )


@pytest.mark.parametrize("typed", ["", "32", "năm"])
def test_a_number_outside_its_limits_stays_as_typed_with_a_sentence(
    page: ui.settings.SettingsPage, typed: str
) -> None:
    page.show_section("values")
    type_into(page, "settings.value.report_due_day", typed)
    assert "Ngày trong tháng" in page.leaving()
    assert said(page, "settings.value.report_due_day.error")
    assert db.unit.setting("report_due_day", TODAY) == 0


def test_a_setting_can_be_taken_back(page: ui.settings.SettingsPage) -> None:
    page.show_section("people")
    type_into(page, "settings.value.auto_lock_minutes", "5")
    page.leaving()
    assert db.unit.setting("auto_lock_minutes", TODAY) == 5
    page.session.undo()
    assert db.unit.setting("auto_lock_minutes", TODAY) == 15
    assert part(page, QLineEdit, "settings.value.auto_lock_minutes").text() == "15"


def test_a_person_is_added_and_no_password_stays(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    add_second(page, qtbot)
    names = [slot.name for slot in page.session.book.keys.people()]
    assert names == [WHO, SECOND]
    assert part(page, QLineEdit, "settings.people.add.first").text() == ""
    keys = db.book.keys.read(page.session.book.folder)
    _, found = db.book.keys.unlocked(keys, db.book.keys.Secret(SECOND, "m2"))
    assert found == [page.session.book.data_key]


def test_what_is_missing_or_unlike_is_said_in_its_place(page: ui.settings.SettingsPage) -> None:
    page.show_section("people")
    press(page, "settings.people.add")
    press(page, "settings.people.add.card.do")
    assert "Họ tên" in said(page, "settings.people.add.name.error")
    fill_secrets(page, {"add.name": SECOND, "add.first": "m2", "add.again": "m3"})
    press(page, "settings.people.add.card.do")
    assert "chưa giống" in said(page, "settings.people.add.again.error")
    press(page, "settings.people.add.card.leave")
    assert part(page, QLineEdit, "settings.people.add.first").text() == ""


def test_no_password_waits_behind_another_section(page: ui.settings.SettingsPage) -> None:
    page.show_section("people")
    press(page, "settings.people.add")
    fill_secrets(page, {"add.first": "m2"})
    page.show_section("about")
    assert part(page, QLineEdit, "settings.people.add.first").text() == ""


def test_a_name_that_is_there_already_is_refused(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    page.show_section("people")
    press(page, "settings.people.add")
    fill_secrets(page, {"add.name": WHO, "add.first": "m2", "add.again": "m2"})
    press(page, "settings.people.add.card.do")
    qtbot.waitUntil(lambda: "đã có" in said(page, "settings.people.add.card.error"))
    assert len(page.session.book.keys.people()) == 1


def test_a_new_password_needs_the_present_one(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    page.show_section("people")
    press(page, "settings.people.password")
    values = {"password.now": "sai", "password.new": "mới", "password.again": "mới"}
    fill_secrets(page, values)
    press(page, "settings.people.password.card.do")
    qtbot.waitUntil(lambda: bool(said(page, "settings.people.password.now.error")))
    fill_secrets(page, {"password.now": PASSWORD})
    press(page, "settings.people.password.card.do")
    qtbot.waitUntil(lambda: "Đã đổi mật khẩu" in band(page))
    keys = db.book.keys.read(page.session.book.folder)
    assert db.book.keys.unlocked(keys, db.book.keys.Secret(WHO, "mới"))
    assert all(part(page, QLineEdit, f"settings.people.{name}").text() == "" for name in values)


def test_closing_a_way_in_changes_the_key_and_the_window_works_on(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    add_second(page, qtbot)
    book, before = page.session.book, page.session.book.data_key
    press(page, f"settings.people.close.{book.keys.people()[1].id}")
    card = part(page, QWidget, "settings.people.close.card")
    words = " ".join(label.text() for label in card.findChildren(QLabel))
    assert SECOND in words
    assert "vẫn mở được" in words
    press(page, "settings.people.close.card.do")
    assert not page.isEnabled()
    qtbot.waitUntil(lambda: "Đã đóng lối vào" in band(page))
    assert page.isEnabled()
    assert book.data_key != before
    assert [slot.name for slot in book.keys.people()] == [WHO]
    page.session.perform("đổi", lambda moment: db.unit.change({"place": "Bến"}, moment))
    page.session.undo()
    assert db.unit.get().place == "Sông Hiền"


def test_a_verb_that_needs_the_whole_book_waits_for_other_work(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    page.show_section("people")
    press(page, "settings.people.code")
    job = page.session.jobs.run("Kiểm tra", lambda _tick: None, on_done=None, alone=False)
    press(page, "settings.people.code.card.do")
    assert "việc khác" in said(page, "settings.people.code.card.error")
    assert not db.base.database.is_closed()
    qtbot.waitUntil(lambda: job not in page.session.jobs.running())


def test_a_new_recovery_code_is_shown_until_two_groups_are_retyped(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    page.show_section("people")
    press(page, "settings.people.code")
    press(page, "settings.people.code.card.do")
    qtbot.waitUntil(lambda: page.findChild(QWidget, "wizard.code") is not None)
    assert "chưa được gõ lại" in page.leaving()
    labels = page.findChildren(QLabel)
    groups = {
        one.objectName().removeprefix("wizard.code.shown"): one.text()
        for one in labels
        if one.objectName().startswith("wizard.code.shown")
    }
    code = "-".join(groups[str(number)] for number in range(1, len(groups) + 1))
    for order in (1, 2):
        line = part(page, QLineEdit, f"wizard.code.group{order}")
        line.insert(groups[line.accessibleName().split()[-1]])
    press(page, "wizard.code.next")
    assert "Đã thay mã" in band(page)
    assert page.leaving() == ""
    keys = db.book.keys.read(page.session.book.folder)
    _, found = db.book.keys.unlocked(keys, db.book.keys.Secret(recovery=code))
    assert found == [page.session.book.data_key]


def test_the_seal_is_shown_and_changed(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    page.show_section("signing")
    before = said(page, "settings.seal.fingerprint")
    held = db.seals.fingerprint(db.sealing.current().certificate)
    assert before.split() == held.split()
    press(page, "settings.seal.change")
    press(page, "settings.seal.card.do")
    qtbot.waitUntil(lambda: "Đã đổi niêm phong" in band(page), timeout=20_000)
    assert said(page, "settings.seal.fingerprint") != before
    assert "Đã đổi 1 lần" in said(page, "settings.seal.made")


def test_the_certificate_of_the_seal_is_saved(
    page: ui.settings.SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "niem-phong.pem"
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [target])
    page.show_section("signing")
    press(page, "settings.seal.save")
    assert target.read_text("ascii").startswith("-----BEGIN CERTIFICATE-----")


def test_this_pc_remembers_where_a_signers_file_lies(
    page: ui.settings.SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bi-thu.p12"
    file.write_bytes(b"p12")
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [file])
    page.show_section("signing")
    press(page, "settings.signing.bi-thu.choose")
    book = page.session.book.keys.book
    assert ui.remembering.signing_file(book, "bi-thu") == file
    assert str(file) in said(page, "settings.signing.bi-thu")
    file.unlink()
    page.reload()
    assert "không thấy" in said(page, "settings.signing.bi-thu")
    press(page, "settings.signing.bi-thu.forget")
    assert ui.remembering.signing_file(book, "bi-thu") is None
    assert "chưa chọn" in said(page, "settings.signing.bi-thu")


@pytest.mark.parametrize(
    ("section", "button"),
    [("signing", "settings.seal.print"), ("backups", "settings.backups.card")],
)
def test_sheets_are_drawn_and_printed(
    page: ui.settings.SettingsPage,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    section: str,
    button: str,
) -> None:
    printed: list[bytes] = []

    def keep(pdf: bytes, *_: Any, **__: Any) -> None:
        printed.append(pdf)

    monkeypatch.setattr(ui.printing, "print_pdf", keep)
    page.show_section(section)
    press(page, button)
    qtbot.waitUntil(lambda: bool(printed))
    assert printed[0].startswith(b"%PDF")


def test_a_backup_is_made_where_the_person_says(
    page: ui.settings.SettingsPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "usb" / "so.zip"
    target.parent.mkdir()
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [target])
    tests.db.factory.task()
    page.show_section("backups")
    qtbot.waitUntil(lambda: "Chưa có bản" in said(page, "settings.backups.last"))
    press(page, "settings.backups.make")
    qtbot.waitUntil(lambda: "Đã sao lưu 1 hồ sơ" in band(page))
    assert target.is_file()


def test_the_keys_come_back_to_the_button_once_the_backup_is_made(
    page: ui.settings.SettingsPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [tmp_path / "so.zip"])
    page.show_section("backups")
    button = part(page, QPushButton, "settings.backups.make")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Đã sao lưu" in band(page))
    assert page.window().focusWidget() is button


def test_the_last_good_backup_is_named(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    tests.db.factory.task()
    db.book.rotation.after_writing(page.session.book, page.session.now().at)
    page.show_section("backups")
    qtbot.waitUntil(lambda: "20/07/2026" in said(page, "settings.backups.last"))
    assert "1 hồ sơ; đã kiểm tra" in said(page, "settings.backups.last")


def test_a_backup_that_cannot_be_written_is_a_sentence(
    page: ui.settings.SettingsPage,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    among = page.session.book.folder / "so.zip"
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [among])
    page.show_section("backups")
    press(page, "settings.backups.make")
    qtbot.waitUntil(lambda: "chọn thư mục" in band(page))
    assert part(page, QPushButton, "settings.backups.make").isEnabled()


def test_checking_says_in_plain_words_how_the_book_is(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    page.show_section("backups")
    press(page, "settings.backups.check")
    qtbot.waitUntil(lambda: "nguyên vẹn" in said(page, "settings.backups.result"))
    (page.session.book.folder / "keys.bak.json").unlink()
    press(page, "settings.backups.check")
    qtbot.waitUntil(lambda: "Thiếu tệp khóa" in said(page, "settings.backups.result"))
    assert "1 điều" in said(page, "settings.backups.result")


def test_another_book_is_asked_of_the_window(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    page.show_section("backups")
    with qtbot.waitSignal(page.open_requested) as caught:
        press(page, "settings.backups.other")
    assert caught.args == ["book", 0]


def test_the_bin_is_a_section(page: ui.settings.SettingsPage) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    page.session.perform("xóa", lambda moment: db.tasks.steps.delete(task, moment))
    page.show_section("bin")
    press(page, "recycling.restore")
    assert db.tasks.get(int(str(task.id))).deleted_on is None


def erasing(page: ui.settings.SettingsPage) -> ui.settings.erasing.Erasing:
    page.show_section("erasing")
    section = page.section()
    assert isinstance(section, ui.settings.erasing.Erasing)
    return section


def test_erasing_asks_for_a_reason_and_the_name(
    page: ui.settings.SettingsPage, qtbot: QtBot
) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    number = int(str(task.id))
    page.session.perform("sửa", lambda moment: db.unit.change({"place": "Bến"}, moment))
    section = erasing(page)
    section.search.open_requested.emit("tasks", number)
    press(page, "settings.erasing.erase")
    assert said(page, "settings.erasing.reason.error")
    assert said(page, "settings.erasing.title.error")
    box = part(page, QComboBox, "settings.erasing.reason")
    box.setCurrentIndex(box.findData("personal"))
    part(page, QLineEdit, "settings.erasing.title").insert("sua mai nha")
    press(page, "settings.erasing.erase")
    assert "Chưa khớp" in said(page, "settings.erasing.title.error")
    part(page, QLineEdit, "settings.erasing.title").insert(" XE")
    press(page, "settings.erasing.erase")
    qtbot.waitUntil(lambda: "Đã xóa hẳn" in band(page))
    assert db.tasks.get(number).work == db.history.ERASED
    assert "PHẢI HỦY BẰNG TAY" in said(page, "settings.erasing.sheet")
    assert page.session.undoing.can_undo() == ""
    assert db.history.of("tasks", number)[0]["content"] == db.history.ERASED


def test_erasing_given_up_leaves_the_record(page: ui.settings.SettingsPage) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    erasing(page).search.open_requested.emit("tasks", int(str(task.id)))
    press(page, "settings.erasing.leave")
    assert not part(page, QPushButton, "settings.erasing.erase").isVisible()
    assert db.tasks.get(int(str(task.id))).work == "Sửa mái nhà xe"


def test_a_record_in_the_bin_can_be_chosen_for_erasing(page: ui.settings.SettingsPage) -> None:
    task = tests.db.factory.task("Sửa mái nhà xe")
    page.session.perform("xóa", lambda moment: db.tasks.steps.delete(task, moment))
    erasing(page)
    box = part(page, QComboBox, "settings.erasing.binned")
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert said(page, "settings.erasing.chosen") == "Nhiệm vụ: Sửa mái nhà xe"


def test_what_is_not_erased_by_itself_says_so(page: ui.settings.SettingsPage) -> None:
    erasing(page).search.open_requested.emit("reports", 1)
    assert "Không xóa hẳn riêng được" in band(page)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Sửa mái", "Sửa mái"),
        (" Sửa \n mái ", "Sửa mái"),
        ("từ " * 40, ("từ " * 17).strip()),
        ("x" * 80, "x" * 80),
    ],
)
def test_of_a_long_name_its_first_words_are_typed(title: str, wanted: str) -> None:
    assert ui.settings.erasing.to_type(title) == wanted


def test_the_licences_are_shown_when_asked_for(page: ui.settings.SettingsPage) -> None:
    page.show_section("about")
    text = part(page, QPlainTextEdit, "settings.about.notice")
    assert not text.isVisible()
    press(page, "settings.about.licences")
    assert "LGPL-3.0" in text.toPlainText()
    press(page, "settings.about.licences")
    assert not text.isVisible()
    assert said(page, "settings.about.version") == f"Phiên bản {ui.settings.about.version()}"


def test_sections_are_reached_by_keys_alone(page: ui.settings.SettingsPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.sections.setFocus()
    QTest.keyClick(page.sections, Qt.Key.Key_Down)
    QTest.keyClick(page.sections, Qt.Key.Key_Return)
    add = part(page, QPushButton, "settings.people.add")
    qtbot.waitUntil(add.hasFocus)
    assert add.isVisible()


@pytest.mark.parametrize("name", SECTIONS)
def test_enter_in_the_list_goes_into_the_section(
    page: ui.settings.SettingsPage, qtbot: QtBot, name: str
) -> None:
    tests.db.factory.task("Sửa mái nhà xe")
    page.activateWindow()
    page.sections.setCurrentRow(SECTIONS.index(name))
    page.sections.setFocus()
    QTest.keyClick(page.sections, Qt.Key.Key_Return)
    section = page.section()
    assert section is not None
    qtbot.waitUntil(lambda: ui.page.has_focus(section))
    assert not page.sections.hasFocus()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_is_cut_or_foreign_at_any_size(
    page: ui.settings.SettingsPage, qtbot: QtBot, section: str, scale: float
) -> None:
    ui.theme.set_scale(scale)
    page.show_section(section)
    shown = functools.partial(page.findChild, QWidget, f"settings.{section}")
    qtbot.waitUntil(lambda: shown() is not None)
    QTest.qWait(60)  # a section shows itself piece by piece

    def check_nothing_is_cut() -> None:
        assert desktop.shots.judging.faults(page) == []

    qtbot.waitUntil(check_nothing_is_cut)
