"""One run of the program: unlocking, locking, closing, other books, and nothing typed is lost."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

import db.base
import db.book
import db.book.access
import db.book.backup
import db.book.keys
import db.book.lock
import db.tasks.adding
import desktop.demo
import desktop.places
import desktop.window
import ui.background
import ui.choosing
import ui.desk
import ui.filters
import ui.pages
import ui.remembering
import ui.reports
import ui.settings.deeds
import ui.theme
from tests.journeys import offices, window

pytestmark = [
    pytest.mark.usefixtures("surroundings"),
]
TODAY = "2026-07-20"
NEVER = 60.0  # seconds
Ticking = Callable[[ui.background.Tick], None]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application as the program dresses it."""
    desktop.window.prepare(qapp)
    return qapp


@pytest.fixture(scope="session")
def made_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with one open task in it, made once."""
    made = offices.make(tmp_path_factory.mktemp("made") / "so")
    moment = offices.moment(date(2026, 7, 1))
    with db.book.opened(made.folder, made.secret, moment.at, writing=True):
        on = date(2026, 7, 1)
        draft = db.tasks.adding.Draft(
            {"work": "Trồng cây"}, date(2026, 8, 31), on, [(on, "assigned")]
        )
        db.tasks.adding.take_in([draft], moment, not_secret=True)
    return made.folder


@pytest.fixture
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this computer's own is read or written."""
    monkeypatch.setattr(db.book.keys, "fitting_cost", db.book.keys.lowest_cost)
    for name in ("CONFIG", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("SOCHIBO_PASSWORD", raising=False)


@pytest.fixture
def room(
    dressed: QApplication,
    made_book: Path,
    qtbot: QtBot,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[window.Room]:
    """A computer with that book on it; how long things take is not looked at here."""
    made = window.Room(tmp_path, qtbot, capsys, limit=NEVER)
    made.take_copy(made_book)
    yield made
    db.base.database.close()
    if ui.theme.scale() != 1.0:
        ui.theme.set_scale(1.0)
    dressed.clipboard().clear()


def test_a_password_opens_the_desk_and_the_title_names_the_unit(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        assert hands.sees("page.today")
        assert hands.window.windowTitle().endswith(" – Sổ Chi bộ")
        assert len(hands.window.windowTitle()) > len(" – Sổ Chi bộ")


def test_a_wrong_password_is_said_and_the_right_one_still_opens(room: window.Room) -> None:
    with room.program(room.book, TODAY) as hands:
        hands.find("unlock.password")
        hands.type("không phải thế")
        hands.keys("Enter")
        hands.wait_said("Mật khẩu chưa đúng")
        hands.wait_until(hands.find("unlock.open").isEnabled, "the pause after a wrong password")
        hands.write("unlock.password", offices.PASSWORD)
        hands.keys("Enter")
        hands.find("nav.tasks")


def test_the_book_opened_last_is_asked_for_first(room: window.Room) -> None:
    with room.desk(TODAY):
        pass
    with room.program(None, TODAY) as hands:
        hands.unlock()
        assert hands.sees("page.today")


def test_locking_closes_the_book_and_unlocking_shows_the_same_desk_and_draft(
    room: window.Room,
) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2", "Ctrl+N")
        hands.type("Sửa đường điện")
        lock(hands)
        assert db.base.database.is_closed()
        assert hands.window.windowTitle() == "Sổ Chi bộ"
        hands.unlock()
        assert hands.text_of("tasks.draft.work") == "Sửa đường điện"
        hands.click("tasks.draft.leave")


def test_what_lies_typed_on_a_locked_desk_is_named_before_closing(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2", "Ctrl+N")
        hands.type("Sửa đường điện")
        lock(hands)
        hands.close()
        assert not hands.is_closed()
        hands.wait_said("“Sửa đường điện” chưa ghi vào sổ. Mở khóa sổ rồi ghi")
        hands.unlock()
        assert hands.text_of("tasks.draft.work") == "Sửa đường điện"
        hands.click("tasks.draft.leave")


def test_a_draft_is_named_before_closing_and_can_be_given_up(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2", "Ctrl+N")
        hands.type("Sửa đường điện")
        hands.close()
        assert not hands.is_closed()
        hands.wait_said("“Sửa đường điện” chưa ghi vào sổ")
        assert hands.text_of("tasks.draft.work") == "Sửa đường điện"
        hands.click("desk.notice.action")
        hands.wait_until(hands.is_closed, "the window to close")
    assert len(room.dump("tasks")) == 1


def test_what_spoke_against_closing_goes_once_the_draft_is_in_the_book(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2", "Ctrl+N")
        hands.type("Sửa đường điện")
        hands.close()
        hands.wait_said("“Sửa đường điện” chưa ghi vào sổ")
        hands.click("tasks.draft.not_secret")
        hands.keys("Ctrl+Return")
        hands.wait_until(lambda: not hands.sees("desk.notice"), "the sentence to go")
    assert len(room.dump("tasks")) == 2


def test_what_spoke_against_closing_goes_once_the_draft_is_given_up(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2", "Ctrl+N")
        hands.type("Sửa đường điện")
        hands.close()
        hands.wait_said("“Sửa đường điện” chưa ghi vào sổ")
        hands.keys("Tab", "Shift+Tab")
        assert hands.sees("desk.notice")
        hands.click("tasks.draft.leave")
        hands.wait_until(lambda: not hands.sees("desk.notice"), "the sentence to go")


def test_what_is_being_typed_into_a_record_is_saved_by_closing(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2")
        hands.write("tasks.form.product", "Mười cây")
    (task,) = room.dump("tasks")
    assert task["product"] == "Mười cây"


def desk_of(hands: window.Hands) -> ui.desk.Desk:
    """The desk in the window, in sight or not."""
    found = hands.window.findChild(ui.desk.Desk)
    assert found is not None
    return found


def lock(hands: window.Hands) -> None:
    """Lock the book by its keys."""
    hands.keys("Ctrl+L")
    hands.find("unlock.password")


def assert_stays_shut(hands: window.Hands, milliseconds: int) -> None:
    """Nothing opens the book again for so long."""
    clock = QElapsedTimer()
    clock.start()
    hands.wait_until(lambda: clock.elapsed() > milliseconds, "what was under way to rest")
    assert db.base.database.is_closed()


def run_job(hands: window.Hands, work: Ticking) -> None:
    """Begin work beside the window that holds the book."""
    desk_of(hands).session.jobs.run("Xuất hồ sơ báo cáo", work, on_done=None)


def until_stopped(tick: ui.background.Tick) -> None:
    while True:
        tick("Đang làm", 1, 2)


def test_closing_during_work_asks_first_and_then_stops_it(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        run_job(hands, until_stopped)
        hands.close()
        assert not hands.is_closed()
        hands.wait_said("Đang làm: Xuất hồ sơ báo cáo.")
        hands.click("desk.notice.action")
        hands.wait_until(hands.is_closed, "the window to close")
    assert len(room.dump("tasks")) == 1


def test_what_spoke_against_closing_goes_with_the_work(room: window.Room) -> None:
    stop = threading.Event()

    def until_told(tick: ui.background.Tick) -> None:
        while not stop.wait(0.01):
            tick("Đang làm", 1, 2)

    with room.desk(TODAY) as hands:
        run_job(hands, until_told)
        hands.close()
        hands.wait_said("Đang làm: Xuất hồ sơ báo cáo.")
        stop.set()
        hands.wait_until(lambda: not hands.sees("desk.notice"), "the band to go")
        assert not hands.is_closed()


def test_after_locking_by_the_sidebar_the_keys_go_to_the_page(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Ctrl+K")
        hands.type("cay")
        hands.keys("Escape")
        hands.click("nav.lock")
        hands.unlock()
        page, now = hands.find("page.today"), hands.window.focusWidget()
        assert now is not None
        assert page.isAncestorOf(now)
        assert hands.find_as(QLineEdit, "search.box").text() == ""


def test_locking_during_work_says_why_not(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        run_job(hands, until_stopped)
        hands.keys("Ctrl+L")
        hands.wait_said("sổ sẽ khóa được khi việc này xong")
        assert hands.sees("page.today")
        hands.close()
        hands.click("desk.notice.action")
        hands.wait_until(hands.is_closed, "the window to close")


def test_a_second_window_on_one_book_is_told_who_has_it(room: window.Room) -> None:
    held = db.book.lock.take(room.book, "Khúc Văn Tảo", offices.moment(date(2026, 7, 20)).at)
    with room.program(room.book, TODAY) as hands:
        hands.find("unlock.password")
        hands.type(offices.PASSWORD)
        hands.keys("Enter")
        hands.wait_said("Sổ đang được “Khúc Văn Tảo” mở từ")
        held.release()
        hands.click("unlock.notice.action")
        hands.find("nav.tasks")


def test_a_folder_that_has_vanished_is_said_and_another_book_may_be_chosen(
    room: window.Room, made_book: Path
) -> None:
    with room.program(room.folder / "mất rồi", TODAY) as hands:
        hands.wait_until(lambda: hands.sees("unlock.other"), "a way to another book")
        hands.choose_file(room.book)
        hands.click("unlock.other")
        hands.unlock()
        assert hands.sees("page.today")
    assert made_book.exists()


def test_a_book_whose_folder_vanishes_while_open_loses_nothing_typed(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2", "Ctrl+N")
        hands.type("Sửa đường điện")
        hands.click("tasks.draft.not_secret")
        shutil.move(room.book, room.folder / "rút ra")
        hands.keys("Ctrl+Enter")
        hands.settle()
        gone = hands.sees("tasks.draft.work")
        assert not gone or hands.text_of("tasks.draft.work") == "Sửa đường điện"
        shutil.move(room.folder / "rút ra", room.book)
        if gone:
            hands.click("tasks.draft.leave")
    room.assert_no_fault()


def test_another_book_takes_the_place_of_the_first(room: window.Room) -> None:
    other = room.folder / "khac"
    offices.make(other)
    with room.desk(TODAY) as hands:
        hands.choose_file(other)
        desk = desk_of(hands)
        desk.other_book_wanted.emit()
        hands.unlock()
        hands.keys("Alt+2")
        assert not [row for row in hands.rows("tasks.table") if row]


def test_a_folder_without_a_book_is_said_and_what_is_in_sight_stays(room: window.Room) -> None:
    empty = room.folder / "trống"
    empty.mkdir()
    with room.program(today=TODAY) as hands:
        hands.find("welcome.other")
        hands.choose_file(empty)
        hands.click("welcome.other")
        hands.wait_said(f"Không thấy sổ trong “{empty}”")
        assert hands.sees("welcome.demo")
    with room.desk(TODAY) as hands:
        hands.choose_file(empty)
        desk = desk_of(hands)
        desk.other_book_wanted.emit()
        hands.wait_said(f"Không thấy sổ trong “{empty}”")
        hands.go("tasks")


def test_another_book_waits_for_what_is_typed(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2", "Ctrl+N")
        hands.type("Sửa đường điện")
        hands.choose_file(room.folder)
        desk = desk_of(hands)
        desk.other_book_wanted.emit()
        hands.wait_said("hãy làm xong rồi mở sổ khác")
        hands.click("tasks.draft.leave")
        hands.keys("Ctrl+N")
        hands.type("Sửa đường nước")
        lock(hands)
        hands.click("unlock.other")
        hands.wait_said("mở sổ khác thì mất")
        hands.write("unlock.password", offices.PASSWORD)
        hands.keys("Enter")
        hands.find("nav.tasks")
        hands.click("tasks.draft.leave")


def test_a_clock_that_is_behind_is_said_on_the_desk(room: window.Room) -> None:
    with room.desk("2026-05-01") as hands:
        hands.wait_said("Đồng hồ của máy đang chậm")


def test_a_fault_of_ours_is_said_once_where_the_person_looks(room: window.Room) -> None:
    with room.program(room.book, TODAY) as hands:
        hands.find("unlock.password")
        program = hands.window.may_close.__self__  # type: ignore[attr-defined]  # the program's own
        program._tell("Có lỗi; đã ghi lại.")
        hands.wait_said("Có lỗi; đã ghi lại.")
        hands.unlock()
        program._tell("Có lỗi khác; đã ghi lại.")
        hands.wait_said("Có lỗi khác; đã ghi lại.")


def test_the_size_of_letters_and_the_place_of_the_window_are_kept(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Ctrl++")
        hands.wait_said("110%")
    ui.theme.set_scale(1.0)
    with room.program(room.book, TODAY) as hands:
        assert ui.theme.scale() == 1.1
        assert hands.sees("unlock.password")


def test_a_size_that_was_kept_is_there_from_the_first_screen_on(room: window.Room) -> None:
    desktop.places.Places(room.folder / "cua-so.ini").set_scale(2.0)
    with room.program(None, TODAY) as hands:
        titles = [
            one
            for one in hands.window.findChildren(QLabel)
            if one.isVisible() and one.property("role") == "title"
        ]
        assert {round(one.font().pointSizeF()) for one in titles} == {36}


def test_a_restored_book_is_said_to_be_restored_on_its_desk(
    room: window.Room, tmp_path: Path
) -> None:
    backup, moment = tmp_path / "bản sao.zip", offices.moment(date(2026, 7, 20))
    secret = db.book.keys.Secret(offices.PERSON, offices.PASSWORD)
    with db.book.opened(room.book, secret, moment.at, writing=True) as book:
        db.book.backup.make(book, backup, moment.at)
    with room.program(room.book, TODAY) as hands:
        hands.click("unlock.restore")
        hands.write("restore.file", str(backup))
        hands.write("restore.folder", str(tmp_path / "phục hồi"))
        hands.write("restore.password", offices.PASSWORD)
        hands.keys("Enter")
        hands.wait_said("Đã phục hồi xong sổ vào thư mục")
        assert hands.sees("page.today")
        assert str(tmp_path / "phục hồi") in hands.text_of("desk.notice.words")


def test_the_password_of_the_demo_book_is_told_before_it_is_made(room: window.Room) -> None:
    with room.program(None, TODAY) as hands:
        assert desktop.demo.PASSWORD in hands.text_of("welcome.demo_password")


def test_what_is_remembered_of_choosing_lies_beside_what_the_window_remembers(
    room: window.Room, tmp_path: Path
) -> None:
    with room.program(room.book, TODAY):
        ui.choosing.remember("verify", tmp_path)
        ui.remembering.held().sync()
        assert ui.choosing.last_folder("verify") == tmp_path
    assert [one.parent for one in desktop.places.folder().parent.rglob("*") if one.is_file()] == [
        desktop.places.folder()
    ]


def test_a_locked_book_stays_shut_whatever_was_under_way(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2", "Ctrl+N")
        hands.type("Trồng cây")
        hands.click("tasks.filter.text")
        hands.type("tr")
        lock(hands)
        assert_stays_shut(hands, 2 * ui.filters.REST)
        hands.close()
        hands.wait_said("“Trồng cây” chưa ghi vào sổ")
        assert hands.sees("unlock.password")
        assert not hands.sees("page.tasks")
        hands.unlock()
        hands.wait_until(lambda: hands.sees("tasks.draft.work"), "the draft")
        hands.click("tasks.draft.leave")
    room.assert_no_fault()


def test_words_of_a_report_saved_by_locking_leave_the_book_shut(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Alt+4")
        hands.wait_until(lambda: hands.sees("reports.export"), "the report")
        hands.wait_until(lambda: not hands.sees("reports.reading"), "the report to be read")
        hands.keys("Down")
        hands.click("reports.edit")
        desk = desk_of(hands)
        hands.wait_until(lambda: not desk.session.jobs.running(), "the paper to be drawn")
        hands.type("Nay ")
        lock(hands)
        assert_stays_shut(hands, 2 * ui.reports.REST)
        hands.unlock()
    room.assert_no_fault()


def test_a_draft_given_up_for_another_book_that_is_none_is_still_named(room: window.Room) -> None:
    empty = room.folder / "trống"
    empty.mkdir()
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2", "Ctrl+N")
        hands.type("Trồng cây")
        lock(hands)
        hands.choose_file(empty)
        hands.click("unlock.other")
        hands.click("unlock.notice.action")
        hands.wait_said("Không thấy sổ")
        hands.close()
        assert not hands.is_closed()
        hands.wait_said("“Trồng cây” chưa ghi vào sổ")
        hands.click("unlock.notice.action")
        hands.wait_until(hands.is_closed, "the window to close")


def test_while_something_has_the_book_to_itself_the_window_stays(room: window.Room) -> None:
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2", "Ctrl+N")
        hands.type("Trồng cây")
        desk = desk_of(hands)
        going, told = threading.Event(), list[object]()
        alone = ui.settings.deeds.Alone(desk.session, desk)
        alone.do("Đổi khóa của sổ", lambda: going.wait(10), told.append)
        hands.close()
        assert not hands.is_closed()
        hands.wait_said("Đang làm: Đổi khóa của sổ. Xong việc này thì đóng được.")
        going.set()
        hands.wait_until(lambda: told, "the change of keys")
        hands.close()
        hands.wait_said("“Trồng cây” chưa ghi vào sổ")
        hands.click("tasks.draft.leave")
    room.assert_no_fault()


@pytest.mark.parametrize("page", [entry.name for entry in ui.pages.IN_SIDEBAR])
def test_a_locked_desk_reads_nothing_whatever_happens_to_the_window(
    room: window.Room, page: str
) -> None:
    with room.desk(TODAY) as hands:
        hands.go(page)
        desk = desk_of(hands)
        hands.wait_until(lambda: not desk.session.jobs.running(), "the page to be read")
        lock(hands)
        hands.click("unlock.larger")
        hands.window.resize(900, 620)
        hands.settle(20)
        assert db.base.database.is_closed()
        hands.click("unlock.smaller")
        hands.window.resize(window.WIDTH, window.HEIGHT)
        hands.unlock()
        assert hands.sees(f"page.{page}")
    room.assert_no_fault()


def test_a_stick_pulled_out_while_keys_are_changed_costs_nothing_typed(room: window.Room) -> None:
    away = room.folder / "rút ra"
    with room.desk(TODAY) as hands:
        hands.keys("Alt+2", "Ctrl+N")
        hands.type("Trồng cây")
        hands.go("settings")
        hands.click_row("settings.sections", "Người mở sổ")
        hands.click("settings.people.code")
        room.book.rename(away)
        hands.click("settings.people.code.card.do")
        said = "settings.people.code.card.error"
        hands.wait_until(
            lambda: hands.sees(said) and "Không thấy sổ" in hands.text_of(said), "the sentence"
        )
        hands.close()
        assert not hands.is_closed()
        hands.wait_said("“Trồng cây” chưa ghi vào sổ")
        away.rename(room.book)
        hands.keys("Ctrl+L")
        hands.unlock()
        hands.go("tasks")
        assert hands.text_of("tasks.draft.work") == "Trồng cây"
        hands.click("tasks.draft.leave")
    room.assert_no_fault()


def test_who_locked_the_book_is_the_one_to_open_it_again(room: window.Room) -> None:
    secret = db.book.keys.Secret(offices.PERSON, offices.PASSWORD)
    moment = offices.moment(date(2026, 7, 2))
    with db.book.opened(room.book, secret, moment.at, writing=True) as book:
        db.book.access.add_person(book, "Đào Thị Hoa", "bến sông chiều 88", moment)
    with room.program(room.book, TODAY) as hands:
        hands.choose("unlock.person", "Đào Thị Hoa")
        hands.keys("Enter")
        hands.type("bến sông chiều 88")
        hands.keys("Enter")
        hands.find("nav.tasks")
        hands.look_around()
        lock(hands)
        assert hands.text_of("unlock.person") == "Đào Thị Hoa"


def test_the_pause_after_wrong_passwords_is_not_gone_by_looking_aside(room: window.Room) -> None:
    with room.program(room.book, TODAY) as hands:
        hands.find("unlock.password")
        (pause,) = hands.window.findChildren(QTimer, "unlock.pause")
        for number in range(5):
            pause.setInterval(1 if number < 4 else 1000)
            hands.type(f"sai {number}")
            hands.keys("Enter")
            hands.wait_said("Mật khẩu chưa đúng")
            if number < 4:
                hands.wait_until(hands.find("unlock.open").isEnabled, "the pause to be over")
        hands.click("unlock.verify")
        hands.click("verify.close")
        hands.find("unlock.password")
        assert not hands.find("unlock.open").isEnabled()
