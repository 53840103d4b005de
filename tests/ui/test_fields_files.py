"""Attachments: dropped, added, opened, taken away; what cannot be taken is answered in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import tests.ui.typing_hands as hands
import ui.choosing
import ui.fields
import ui.fields.files


def drop(field: ui.fields.Attachments, *urls: QUrl) -> bool:
    """Whether something was let fall there."""
    mime = QMimeData()
    mime.setUrls(list(urls))
    held = (mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(field.place.rect().center(), Qt.DropAction.CopyAction, *held)
    QApplication.sendEvent(field.place, enter)
    fallen = QDropEvent(QPointF(field.place.rect().center()), Qt.DropAction.CopyAction, *held)
    QApplication.sendEvent(field.place, fallen)
    return enter.isAccepted() and fallen.isAccepted()


def test_files_dropped_are_handed_on(qtbot: QtBot, tmp_path: Path) -> None:
    field = ui.fields.Attachments()
    one, two = tmp_path / "Biên bản.pdf", tmp_path / "Kế hoạch.docx"
    for path in (one, two):
        path.write_bytes(b"x")
    with qtbot.waitSignal(field.dropped) as caught:
        assert drop(field, QUrl.fromLocalFile(str(one)), QUrl.fromLocalFile(str(two)))
    assert caught.args == [[one, two]]


def test_wrong_drops_are_answered_and_the_good_ones_taken(qtbot: QtBot, tmp_path: Path) -> None:
    field = ui.fields.Attachments(largest=10)
    good, big = tmp_path / "nhỏ.txt", tmp_path / "lớn.txt"
    good.write_bytes(b"x")
    big.write_bytes(b"x" * 11)
    folder = tmp_path / "Thư mục"
    folder.mkdir()
    local = [good, big, folder, tmp_path / "không có.pdf"]
    urls = [QUrl.fromLocalFile(str(path)) for path in local]
    said: list[str] = []
    field.refused.connect(said.append)
    with qtbot.waitSignal(field.dropped) as caught:
        drop(field, *urls, QUrl("https://example.org/anh.png"))
    assert caught.args == [[good]]
    assert all(name in said[-1] for name in ("lớn.txt", "Thư mục", "không có.pdf", "anh.png"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lớn.txt", "nhiều nhất là 2 KB"),
        ("Thư mục", "là thư mục"),
        ("không có.pdf", "Không thấy tệp"),
    ],
)
def test_each_wrong_drop_has_its_sentence(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "lớn.txt").write_bytes(b"x" * 2049)
    (tmp_path / "Thư mục").mkdir()
    fault = ui.fields.files.fault_of(QUrl.fromLocalFile(str(tmp_path / name)), 2048)
    assert said in fault
    assert name in fault


def test_a_picture_out_of_a_browser_is_no_file_of_this_computer() -> None:
    fault = ui.fields.files.fault_of(QUrl("https://example.org/anh.png"), 10)
    assert "không phải tệp trên máy này" in fault


def test_what_is_allowed_is_fifty_megabytes() -> None:
    assert ui.fields.files.LARGEST == 50 * 1024 * 1024
    assert ui.fields.files.size_words(ui.fields.files.LARGEST) == "50 MB"
    assert ui.fields.files.size_words(1_572_864) == "1,5 MB"
    assert ui.fields.files.size_words(700) == "dưới 1 KB"


def test_files_are_listed_opened_and_taken_away(qtbot: QtBot) -> None:
    field = ui.fields.Attachments()
    field.set_name("form.files")
    files = [ui.fields.Attachment(7, "Bien_ban_hop_thang_chin.pdf", 2048)]
    field.put(files)
    window = hands.show_in_window(qtbot, field)
    assert field.value() == files
    for deed, signal in (("open", field.open_wanted), ("remove", field.remove_wanted)):
        button = window.findChild(QPushButton, f"form.files.{deed}.7")
        assert isinstance(button, QPushButton)
        assert "Bien_ban" in button.accessibleName()
        with qtbot.waitSignal(signal) as caught:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert caught.args == [7]


def test_the_button_does_the_same_as_a_drop(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Biên bản.pdf"
    path.write_bytes(b"x")
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [path])
    field = ui.fields.Attachments()
    with qtbot.waitSignal(field.dropped) as caught:
        field.add()
    assert caught.args == [[path]]


def test_a_read_only_list_can_only_be_opened(qtbot: QtBot) -> None:
    field = ui.fields.Attachments()
    field.set_name("form.files")
    field.set_readonly(True)
    field.put([ui.fields.Attachment(7, "Biên bản.pdf", 2048)])
    window = hands.show_in_window(qtbot, field)
    assert window.findChild(QPushButton, "form.files.open.7") is not None
    assert window.findChild(QPushButton, "form.files.remove.7") is None
    assert field.place.isHidden()


def test_long_names_have_places_to_break() -> None:
    broken = ui.fields.files.breakable("a" * 40 + "_b.pdf")
    assert max(len(part) for part in broken.split("\u200b")) <= 17
    assert broken.replace("\u200b", "") == "a" * 40 + "_b.pdf"


def test_rows_made_anew_keep_the_keys_and_their_place_for_tab(qtbot: QtBot) -> None:
    field, after = ui.fields.Attachments(), QPushButton("Sau")
    field.set_name("form.files")
    window = hands.show_in_window(qtbot, field, after)
    first, second = (ui.fields.Attachment(at, f"{at}.pdf", 2048) for at in (7, 8))
    field.put([first])
    field.put([first, second])
    field.button.setFocus()
    met = []
    for _ in range(4):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
        met.append(window.focusWidget().objectName())
    assert met == [f"form.files.{deed}.{at}" for at in (8, 7) for deed in ("remove", "open")]
    field.put([first])
    assert window.focusWidget().objectName() == "form.files.open.7"
    field.put([second])
    assert field.button.hasFocus(), "its file is gone"
