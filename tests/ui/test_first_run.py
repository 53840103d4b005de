"""The first run: three screens make a book, errors stand beside their fields, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.base
import db.book
import db.book.keyfile
import db.book.keys
import db.documents
import db.errors
import db.moments
import db.unit
import exports.paper
import tests.db.factory
import ui.choosing
import ui.first_run
import ui.first_run.person
import ui.first_run.places
import ui.first_run.recovery
from tests.ui.screens import part, pressed, said, standing, typed

TYPED = {
    "name": "Chi bộ Tổ dân phố Bãi Dâu",
    "code": "CB-BAIDAU",
    "ward": "phường Sông Hiền",
    "upper": "Đảng bộ phường Sông Hiền",
    "place": "Sông Hiền",
    "term_from": "20/06/2025",
}
WHO, PASSWORD = "Vàng Thị Dợ", "ruộng bậc thang 7"


def now(who: str) -> db.moments.Moment:
    """Noon of the day of all tests, acted by ``who``."""
    given = tests.db.factory.moment()
    return db.moments.Moment(given.today, given.instant, who)


def demo(folder: Path) -> tuple[str, str]:
    """Stands for the demo book."""
    db.files.private_folder(folder)
    return "Bí thư", "mật khẩu mẫu"


@pytest.fixture(autouse=True)
def lowest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Books as quick to make as a book may be; a home that is nobody's."""
    monkeypatch.setattr(db.book.keys, "fitting_cost", db.book.keys.lowest_cost)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    yield
    db.base.database.close()


@pytest.fixture
def run(qtbot: QtBot) -> ui.first_run.FirstRun:
    made = ui.first_run.FirstRun(now, demo)
    qtbot.addWidget(made)
    made.show()
    return made


def fill_unit(run: ui.first_run.FirstRun, folder: Path) -> None:
    """Type the unit and go on."""
    pressed(run, "welcome.new")
    for name, text in TYPED.items():
        typed(run, f"wizard.unit.{name}", text)
    part(run, QComboBox, "wizard.unit.kind").setCurrentText("Tổ dân phố")
    heads = part(run, QPlainTextEdit, "wizard.unit.heads")
    heads.insertPlainText("Vàng Thị Dợ, Bí thư\n\nHạng A Chu")
    typed(run, "wizard.unit.folder", str(folder))
    pressed(run, "wizard.unit.next")


def fill_person(run: ui.first_run.FirstRun) -> None:
    """Type the person and have the book made."""
    typed(run, "wizard.person.name", WHO)
    typed(run, "wizard.person.password", PASSWORD)
    typed(run, "wizard.person.again", PASSWORD)
    QTest.keyClick(part(run, QLineEdit, "wizard.person.again"), Qt.Key.Key_Return)


def code_screen(qtbot: QtBot, run: ui.first_run.FirstRun) -> ui.first_run.recovery.CodeScreen:
    """The third screen, when it is there."""
    qtbot.waitUntil(
        lambda: isinstance(run.currentWidget(), ui.first_run.recovery.CodeScreen), timeout=20_000
    )
    screen = run.currentWidget()
    assert isinstance(screen, ui.first_run.recovery.CodeScreen)
    return screen


def groups(screen: QWidget) -> list[str]:
    """The code as the screen shows it."""
    return [said(screen, f"wizard.code.shown{number}") for number in range(1, 9)]


def test_three_screens_make_a_book_that_opens_with_password_and_code(
    qtbot: QtBot, run: ui.first_run.FirstRun, tmp_path: Path
) -> None:
    folder = tmp_path / "Sổ mới"
    fill_unit(run, folder)
    with qtbot.waitSignal(run.made, timeout=20_000) as made:
        fill_person(run)
    assert made.args == [folder]
    screen = code_screen(qtbot, run)
    code = groups(screen)
    for order, number in enumerate(screen.asked, 1):
        assert not part(screen, QPushButton, "wizard.code.next").isEnabled()
        typed(screen, f"wizard.code.group{order}", code[number - 1].lower())
    with qtbot.waitSignal(run.finished) as finished:
        pressed(screen, "wizard.code.next")
    assert finished.args == [folder, WHO, PASSWORD]
    secret = db.book.keys.Secret(recovery="-".join(code))
    db.book.keys.unlocked(db.book.keyfile.read(folder), secret)
    with db.book.opened(folder, db.book.keys.Secret(WHO, PASSWORD), now("").at, writing=False):
        unit = db.unit.Unit.printed([db.unit.get()])[0]
        assert unit["name"] == TYPED["name"]
        assert unit["kind"] == "residential"
        assert unit["term_from"] == "2025-06-20"
        assert unit["heads"] == [
            {"name": "Vàng Thị Dợ", "post": "Bí thư"},
            {"name": "Hạng A Chu", "post": ""},
        ]
        assert db.documents.Document.select().count() > 0
    assert part(run, QLineEdit, "wizard.person.password").text() == ""


def test_each_blank_field_says_so_beside_itself(run: ui.first_run.FirstRun) -> None:
    pressed(run, "welcome.new")
    pressed(run, "wizard.unit.next")
    for name in (*TYPED, "heads"):
        assert said(run, f"wizard.unit.{name}.error").startswith("Hãy điền mục “"), name
    assert run.currentWidget() is run.unit
    typed(run, "wizard.unit.name", "Chi bộ")
    assert said(run, "wizard.unit.name.error") == ""


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("code", "Mã có dấu", "không dấu"),
        ("code", "A" * 21, "20 ký tự"),
        ("term_from", "hôm nào đó", "ngày"),
        ("folder", "thư mục nào đó", "đường dẫn đầy đủ"),
        ("folder", "", "nơi đặt sổ"),
        ("folder", "//may-chu/chung/so", "trên mạng"),
    ],
)
def test_what_the_book_would_not_take_is_named_beside_its_field(
    run: ui.first_run.FirstRun, tmp_path: Path, name: str, text: str, word: str
) -> None:
    fill_unit(run, tmp_path / "Sổ mới")
    pressed(run, "wizard.person.back")
    typed(run, f"wizard.unit.{name}", text)
    pressed(run, "wizard.unit.next")
    assert word in said(run, f"wizard.unit.{name}.error")
    assert run.currentWidget() is run.unit


def test_a_syncing_or_used_folder_is_refused_and_another_offered(
    run: ui.first_run.FirstRun, tmp_path: Path
) -> None:
    fill_unit(run, tmp_path / "OneDrive" / "So")
    assert "tự đồng bộ" in said(run, "wizard.unit.folder.error")
    pressed(run, "wizard.unit.folder.other")
    offered = Path(standing(run, "wizard.unit.folder"))
    assert offered.parent in {tmp_path, tmp_path / "Documents"}
    assert said(run, "wizard.unit.folder.error") == ""
    used = tmp_path / "đã dùng"
    used.mkdir()
    (used / "tệp").write_bytes(b"")
    typed(run, "wizard.unit.folder", str(used))
    pressed(run, "wizard.unit.next")
    assert "không trống" in said(run, "wizard.unit.folder.error")


def test_a_chosen_folder_in_use_takes_the_book_in_a_new_one_inside(
    run: ui.first_run.FirstRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "việc").write_bytes(b"")
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [tmp_path])
    pressed(run, "welcome.new")
    pressed(run, "wizard.unit.folder.choose")
    assert standing(run, "wizard.unit.folder") == str(tmp_path / "So-Chi-bo")


def test_going_back_keeps_what_was_typed(run: ui.first_run.FirstRun, tmp_path: Path) -> None:
    fill_unit(run, tmp_path / "Sổ mới")
    assert standing(run, "wizard.person.name") == "Vàng Thị Dợ"
    typed(run, "wizard.person.password", PASSWORD)
    pressed(run, "wizard.person.back")
    pressed(run, "wizard.unit.back")
    assert run.currentWidget() is run.welcome
    pressed(run, "welcome.new")
    for name, text in TYPED.items():
        assert standing(run, f"wizard.unit.{name}") == text
    assert run.typed()
    pressed(run, "wizard.unit.next")
    assert part(run, QLineEdit, "wizard.person.password").text() == PASSWORD


def test_a_password_is_asked_for_twice_alike_and_a_weak_one_only_advised_against(
    qtbot: QtBot, run: ui.first_run.FirstRun, tmp_path: Path
) -> None:
    fill_unit(run, tmp_path / "Sổ mới")
    part(run, QPlainTextEdit, "wizard.person.name").clear()
    pressed(run, "wizard.person.next")
    assert "họ tên" in said(run, "wizard.person.name.error")
    typed(run, "wizard.person.name", WHO)
    pressed(run, "wizard.person.next")
    assert said(run, "wizard.person.password.error") == "Hãy gõ mật khẩu."
    typed(run, "wizard.person.password", "1")
    assert "yếu" in said(run, "wizard.person.advice")
    pressed(run, "wizard.person.next")
    assert "chưa giống nhau" in said(run, "wizard.person.again.error")
    typed(run, "wizard.person.again", "1")
    with qtbot.waitSignal(run.made, timeout=20_000):
        pressed(run, "wizard.person.next")
    code_screen(qtbot, run)


@pytest.mark.parametrize(
    ("password", "word"),
    [("", "Nên"), ("ngan", "yếu"), ("aaaaaaaaaaaa", "yếu"), ("khá dài", "yếu"),
     ("chín ký tự", "khá"), ("bốn từ ghép lại nhau", "mạnh")],
)  # fmt: skip
def test_the_word_on_a_password(password: str, word: str) -> None:
    assert word in ui.first_run.person.advice(password)


def test_a_place_that_takes_nothing_is_a_sentence_and_all_stays_typed(
    qtbot: QtBot, run: ui.first_run.FirstRun, tmp_path: Path
) -> None:
    run.resize(1366, 728)
    run.activateWindow()
    fill_unit(run, tmp_path / "tệp" / "So")
    assert run.currentWidget() is run.person
    (tmp_path / "tệp").write_bytes(b"")  # a file is no folder
    fill_person(run)
    qtbot.waitUntil(lambda: bool(said(run, "wizard.person.notice.words")), timeout=20_000)
    assert part(run, QLineEdit, "wizard.person.password").text() == PASSWORD
    why = said(run, "wizard.person.notice.words")
    action = part(run, QPushButton, "wizard.person.notice.action")
    assert action.hasFocus()
    QTest.keyClick(action, Qt.Key.Key_Space)
    assert run.currentWidget() is run.unit
    folder = part(run, QPlainTextEdit, "wizard.unit.folder")
    assert folder.hasFocus()
    assert said(run, "wizard.unit.folder.error") == why
    qtbot.waitUntil(lambda: folder.visibleRegion().boundingRect() == folder.rect())


@pytest.mark.parametrize("parts", [("tệp", "So"), ("tệp", "sâu", "hơn", "So"), ("đọc", "So")])
def test_a_place_that_takes_nothing_is_named_before_the_next_screen(
    run: ui.first_run.FirstRun,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    parts: tuple[str, ...],
) -> None:
    (tmp_path / "tệp").write_bytes(b"")
    (tmp_path / "đọc").mkdir()
    make = Path.mkdir

    def refuse(folder: Path, *given: object, **more: object) -> None:
        if folder.parent == tmp_path / "đọc":
            raise PermissionError(13, "Permission denied", str(folder))
        make(folder, *given, **more)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(Path, "mkdir", refuse)
    run.activateWindow()
    fill_unit(run, tmp_path.joinpath(*parts))
    assert run.currentWidget() is run.unit
    assert "hãy chọn nơi đặt sổ khác" in said(run, "wizard.unit.folder.error")
    assert part(run, QPlainTextEdit, "wizard.unit.folder").hasFocus()


def test_trying_a_place_leaves_nothing_there(run: ui.first_run.FirstRun, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    fill_unit(run, tmp_path / "Sổ" / "mới")
    assert run.currentWidget() is run.person
    assert sorted(tmp_path.rglob("*")) == before


@pytest.fixture
def codes(qtbot: QtBot, tmp_path: Path) -> ui.first_run.recovery.CodeScreen:
    screen = ui.first_run.recovery.CodeScreen(
        TYPED["name"], now("").today, db.book.keys.recovery_code(), tmp_path
    )
    qtbot.addWidget(screen)
    screen.show()
    return screen


def test_a_wrong_group_is_named_and_keeps_the_book_shut(
    codes: ui.first_run.recovery.CodeScreen,
) -> None:
    typed(codes, "wizard.code.group1", "OOOOO")
    assert f"nhóm {codes.asked[0]}" in said(codes, "wizard.code.group1.error")
    typed(codes, "wizard.code.group2", groups(codes)[codes.asked[1] - 1])
    assert said(codes, "wizard.code.group2.error") == ""
    assert not part(codes, QPushButton, "wizard.code.next").isEnabled()
    typed(codes, "wizard.code.group1", "OO")
    QTest.keyClick(part(codes, QLineEdit, "wizard.code.group1"), Qt.Key.Key_Return)
    assert "Chưa khớp" in said(codes, "wizard.code.group1.error")


def test_the_groups_asked_for_are_two_different_ones(
    codes: ui.first_run.recovery.CodeScreen,
) -> None:
    first, second = codes.asked
    assert 1 <= first < second <= 8


def test_the_code_is_saved_as_a_sheet(
    codes: ui.first_run.recovery.CodeScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mã.pdf"
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [target])
    pressed(codes, "wizard.code.save")
    (text,) = exports.paper.text_of(target.read_bytes())
    assert all(group in text for group in groups(codes))
    assert any("in xong hãy xóa tệp này" in one.text() for one in codes.findChildren(QLabel))
    assert "in xong hãy xóa" in said(codes, "wizard.code.notice.words")
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [target / "không thể.pdf"])
    pressed(codes, "wizard.code.save")
    assert "Không ghi được" in said(codes, "wizard.code.notice.words")


def test_the_code_goes_to_the_printer(
    codes: ui.first_run.recovery.CodeScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = []

    def take(pdf: bytes, *_more: object, said: ui.printing.Said, **_rest: object) -> None:
        sent.append(pdf)
        said("Đã gửi tới máy in.")

    monkeypatch.setattr(ui.printing, "print_pdf", take)
    pressed(codes, "wizard.code.print")
    assert sent == [codes.pdf()]
    assert "máy in" in said(codes, "wizard.code.notice.words")


def test_the_demo_book_is_made_where_it_is_wanted(
    qtbot: QtBot, run: ui.first_run.FirstRun, tmp_path: Path
) -> None:
    typed(run, "welcome.demo_folder", str(tmp_path / "mẫu"))
    with qtbot.waitSignal(run.finished) as finished:
        pressed(run, "welcome.demo")
    assert finished.args == [tmp_path / "mẫu", "Bí thư", "mật khẩu mẫu"]
    pressed(run, "welcome.demo")
    assert (tmp_path / "mẫu").is_dir()


def test_a_demo_book_that_cannot_be_made_leaves_the_keys_where_its_folder_is_typed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    def refuse(_folder: Path) -> tuple[str, str]:
        raise db.errors.RecordError("Ổ đĩa đã đầy; hãy chọn nơi khác.")

    run = ui.first_run.FirstRun(now, refuse)
    qtbot.addWidget(run)
    run.show()
    run.activateWindow()
    qtbot.waitUntil(run.isActiveWindow)
    typed(run, "welcome.demo_folder", str(tmp_path / "mẫu"))
    pressed(run, "welcome.demo")
    field = part(run, QPlainTextEdit, "welcome.demo_folder")
    qtbot.waitUntil(field.hasFocus)
    assert "Ổ đĩa đã đầy" in said(run, "welcome.notice.words")


def test_the_other_ways_are_asked_for(qtbot: QtBot, run: ui.first_run.FirstRun) -> None:
    for name, signal in (
        ("welcome.other", run.other_wanted),
        ("welcome.restore", run.restore_wanted),
        ("welcome.verify", run.verify_wanted),
    ):
        with qtbot.waitSignal(signal) as caught:
            pressed(run, name)
        assert caught.signal_triggered


def test_without_a_welcome_going_back_gives_up(qtbot: QtBot) -> None:
    run = ui.first_run.FirstRun(now, demo, welcome=False)
    qtbot.addWidget(run)
    run.show()
    with qtbot.waitSignal(run.given_up) as caught:
        pressed(run, "wizard.unit.back")
    assert caught.signal_triggered


def test_the_welcome_tells_the_password_of_the_demo_book(qtbot: QtBot) -> None:
    run = ui.first_run.FirstRun(now, demo, demo_password="mật khẩu mẫu")
    qtbot.addWidget(run)
    assert said(run, "welcome.demo_password").endswith(": mật khẩu mẫu")


def test_escape_goes_back_screen_by_screen_and_keeps_what_was_typed(
    run: ui.first_run.FirstRun, tmp_path: Path
) -> None:
    fill_unit(run, tmp_path / "Sổ mới")
    typed(run, "wizard.person.password", PASSWORD)
    run.person.set_busy("Đang lập sổ…")
    QTest.keyClick(run.person, Qt.Key.Key_Escape)
    assert run.currentWidget() is run.person
    run.person.set_busy("")
    QTest.keyClick(part(run, QLineEdit, "wizard.person.password"), Qt.Key.Key_Escape)
    assert run.currentWidget() is run.unit
    QTest.keyClick(part(run, QPlainTextEdit, "wizard.unit.name"), Qt.Key.Key_Escape)
    assert run.currentWidget() is run.welcome
    assert standing(run, "wizard.unit.name") == TYPED["name"]
    assert part(run, QLineEdit, "wizard.person.password").text() == PASSWORD
    QTest.keyClick(part(run, QPushButton, "welcome.new"), Qt.Key.Key_Escape)
    assert run.currentWidget() is run.welcome


@pytest.mark.parametrize("name", ["code", "folder", "kind"])
def test_without_a_welcome_escape_goes_back_only_where_nothing_is_typed(
    qtbot: QtBot, name: str
) -> None:
    run = ui.first_run.FirstRun(now, demo, welcome=False)
    qtbot.addWidget(run)
    run.show()
    gone: list[str] = []
    run.given_up.connect(lambda: gone.append(name))
    field = part(run, QWidget, f"wizard.unit.{name}")
    if isinstance(field, QComboBox):
        field.setCurrentIndex(1)
    else:
        typed(run, f"wizard.unit.{name}", "CB-BAIDAU")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert gone == []
    fresh = ui.first_run.FirstRun(now, demo, welcome=False)
    qtbot.addWidget(fresh)
    fresh.show()
    with qtbot.waitSignal(fresh.given_up) as caught:
        QTest.keyClick(part(fresh, QWidget, f"wizard.unit.{name}"), Qt.Key.Key_Escape)
    assert caught.signal_triggered


def test_enter_leads_from_field_to_field(qtbot: QtBot, run: ui.first_run.FirstRun) -> None:
    pressed(run, "welcome.new")
    run.activateWindow()
    first = part(run, QPlainTextEdit, "wizard.unit.name")
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert part(run, QPlainTextEdit, "wizard.unit.code").hasFocus()


def test_enter_at_the_kind_of_unit_moves_on_too(qtbot: QtBot, run: ui.first_run.FirstRun) -> None:
    pressed(run, "welcome.new")
    run.activateWindow()
    kind = part(run, QComboBox, "wizard.unit.kind")
    kind.setFocus()
    qtbot.waitUntil(kind.hasFocus)
    before = kind.currentIndex()
    QTest.keyClick(kind, Qt.Key.Key_Return)
    assert part(run, QPlainTextEdit, "wizard.unit.ward").hasFocus()
    assert kind.currentIndex() == before


def test_the_name_offered_is_replaced_by_typing_it_again(
    qtbot: QtBot, run: ui.first_run.FirstRun, tmp_path: Path
) -> None:
    fill_unit(run, tmp_path / "Sổ mới")
    run.activateWindow()
    name = part(run, QPlainTextEdit, "wizard.person.name")
    qtbot.waitUntil(name.hasFocus)
    QTest.keyClicks(name, "Mai")
    assert standing(run, "wizard.person.name") == "Mai"


def test_tab_leads_from_the_password_to_typing_it_again(
    run: ui.first_run.FirstRun, tmp_path: Path
) -> None:
    fill_unit(run, tmp_path / "Sổ mới")
    run.activateWindow()
    order = []
    now: QWidget = part(run, QLineEdit, "wizard.person.password")
    now.setFocus()
    for _ in range(4):
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = run.window().focusWidget()
        order.append(now.objectName())
    assert order == [
        "wizard.person.again",
        "wizard.person.password.reveal",
        "wizard.person.again.reveal",
        "wizard.person.back",
    ]
