"""What is remembered outside the book comes back safely, and garbage counts as nothing."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import desktop.places

SMALL, LARGE = QRect(0, 0, 1366, 728), QRect(1366, 0, 2560, 1400)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cấu hình" / "cua-so.ini"


def test_the_latest_book_stands_first_and_once(file: Path, tmp_path: Path) -> None:
    places = desktop.places.Places(file)
    for name in ("Sổ một", "Sổ hai", "Sổ một"):
        places.remember(tmp_path / name)
    again = desktop.places.Places(file)
    assert again.books() == [tmp_path / "Sổ một", tmp_path / "Sổ hai"]
    again.forget(tmp_path / "Sổ một")
    assert again.books() == [tmp_path / "Sổ hai"]


def test_only_so_many_books_are_remembered(file: Path, tmp_path: Path) -> None:
    places = desktop.places.Places(file)
    for number in range(20):
        places.remember(tmp_path / str(number))
    assert places.books()[0] == tmp_path / "19"
    assert len(places.books()) == desktop.places.BOOKS


def test_a_code_not_yet_copied_is_remembered_until_it_is(file: Path, tmp_path: Path) -> None:
    desktop.places.Places(file).set_code_to_copy(tmp_path, True)
    assert desktop.places.Places(file).code_to_copy(tmp_path)
    assert not desktop.places.Places(file).code_to_copy(tmp_path / "khác")
    desktop.places.Places(file).set_code_to_copy(tmp_path, False)
    assert not desktop.places.Places(file).code_to_copy(tmp_path)


def test_the_scale_comes_back_and_is_100_per_cent_before(file: Path) -> None:
    places = desktop.places.Places(file)
    assert places.scale() == 1.0
    places.set_scale(1.5)
    assert desktop.places.Places(file).scale() == 1.5


@pytest.mark.parametrize("held", ["9", "0", "-1", "NaN", "Infinity", "true!", "[1]"])
def test_a_scale_nobody_can_have_set_counts_as_none(file: Path, held: str) -> None:
    file.parent.mkdir()
    file.write_text(f"[General]\nscale={held}\n", "utf-8")
    assert desktop.places.Places(file).scale() == 1.0


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\x00\xff\xfe\x01" * 400,
        b"[General]\nbooks=@Invalid()\nwindow=@Rect(1 2 3)\nscale=@Point(1)\n",
        b'[General]\nbooks="{\\"a\\": 1}"\nwindow="[1, 2]"\ncodes_to_copy=7\n',
        b'[General]\nbooks="[1, null, \\"\\"]"\nwindow="[1, 2, 3, 4, \\"5\\"]"\n',
        b'[General]\nwindow="[1, 2, 3, 99999999999999, 0]"\n',
        b"[General\nbooks",
    ],
)
def test_a_broken_file_counts_as_none_and_takes_new_values(
    file: Path, garbage: bytes, tmp_path: Path
) -> None:
    file.parent.mkdir()
    file.write_bytes(garbage)
    places = desktop.places.Places(file)
    assert (places.books(), places.geometry(), places.scale()) == ([], (None, False), 1.0)
    assert not places.code_to_copy(tmp_path)
    places.remember(tmp_path)
    assert desktop.places.Places(file).books() == [tmp_path]


def test_where_nothing_can_be_written_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_bytes(b"")
    places = desktop.places.Places(tmp_path / "tệp" / "cua-so.ini")  # a file is no folder
    places.remember(tmp_path)
    places.set_scale(1.5)
    assert (tmp_path / "tệp").read_bytes() == b""


def test_the_lock_of_a_program_killed_while_writing_holds_nobody_up(
    file: Path, tmp_path: Path
) -> None:
    places = desktop.places.Places(file)
    places.remember(tmp_path / "Sổ một")
    left = file.with_name(file.name + ".lock")
    left.touch()
    begun = time.perf_counter()
    places.remember(tmp_path / "Sổ hai")
    assert time.perf_counter() - begun < 10  # Qt alone waits for half a minute
    assert desktop.places.Places(file).books()[0] == tmp_path / "Sổ hai"
    assert not left.exists()


def test_the_file_names_books_and_nobody(file: Path, tmp_path: Path) -> None:
    places = desktop.places.Places(file)
    places.remember(tmp_path / "So")
    places.set_geometry(QRect(1, 2, 800, 600), filling=False)
    places.set_scale(1.1)
    keys = {line.partition("=")[0] for line in file.read_text("utf-8").splitlines() if "=" in line}
    assert keys == {"books", "window", "scale"}


def test_a_window_comes_back_where_it_was() -> None:
    saved = QRect(100, 90, 900, 600)
    assert desktop.places.visible_geometry(saved, [SMALL]) == saved
    on_the_second = QRect(1500, 200, 2000, 1000)
    assert desktop.places.visible_geometry(on_the_second, [SMALL, LARGE]) == on_the_second


def test_a_window_of_a_vanished_monitor_comes_to_the_main_one() -> None:
    found = desktop.places.visible_geometry(QRect(1500, 200, 2000, 1000), [SMALL])
    assert SMALL.contains(found)
    assert found.top() >= desktop.places.TITLE_BAR


def test_a_window_larger_than_its_screen_shrinks_to_it() -> None:
    found = desktop.places.visible_geometry(QRect(0, 0, 2560, 1400), [SMALL])
    assert found == QRect(0, 40, 1366, 688)


def test_without_a_screen_or_a_place_there_is_a_usual_one() -> None:
    assert desktop.places.visible_geometry(None, []).size() == desktop.places.USUAL
    assert LARGE.contains(desktop.places.visible_geometry(None, [LARGE]))
    assert SMALL.contains(desktop.places.visible_geometry(QRect(), [SMALL]))


NUMBER = st.integers(-6000, 6000)
SIDE = st.integers(300, 4000)


@given(
    saved=st.builds(QRect, NUMBER, NUMBER, NUMBER, NUMBER),
    screens=st.lists(st.builds(QRect, NUMBER, NUMBER, SIDE, SIDE), min_size=1, max_size=3),
)
def test_every_window_lies_whole_on_one_screen_title_bar_and_all(
    saved: QRect, screens: list[QRect]
) -> None:
    found = desktop.places.visible_geometry(saved, screens)
    homes = [one for one in screens if one.contains(found)]
    assert homes
    assert any(found.top() - one.top() >= min(40, one.height() // 4) for one in homes)


def test_a_real_window_is_put_back(file: Path, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(30, 60, 640, 500)
    places = desktop.places.Places(file)
    places.keep(window)
    assert places.geometry() == (QRect(30, 60, 640, 500), False)
    places.place(window)
    assert window.width() <= window.screen().availableGeometry().width()
    places.set_geometry(QRect(30, 60, 640, 500), filling=True)
    places.place(window)
    assert window.isMaximized()
