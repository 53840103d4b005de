"""Choosing files: the questions asked, the answers made whole, the folders remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QSplitter

import ui.choosing
import ui.remembering
import ui.theme


class Answers:
    """A chooser that gives its answers one by one and keeps the questions."""

    def __init__(self, *answers: list[Path]) -> None:
        self.answers = list(answers)
        self.asked: list[ui.choosing.Question] = []

    def __call__(self, question: ui.choosing.Question) -> list[Path]:
        self.asked.append(question)
        return self.answers.pop(0)


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, qapp: QApplication) -> Path:
    """A folder of the test's own for what is remembered."""
    assert qapp
    folder = tmp_path / "settings" / "sochibo"
    ui.remembering.keep_in(folder)
    return folder


def answering(monkeypatch: pytest.MonkeyPatch, *answers: list[Path]) -> Answers:
    made = Answers(*answers)
    monkeypatch.setattr(ui.choosing, "chooser", made)
    return made


def test_the_question_carries_title_filters_and_place(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = answering(monkeypatch, [])
    filters = [ui.choosing.WORKBOOK, ui.choosing.ANY]
    assert ui.choosing.file(None, "Chọn bảng tính", filters) is None
    (asked,) = answers.asked
    assert asked.title == "Chọn bảng tính"
    assert asked.filters == "Bảng tính Excel (*.xlsx);;Tất cả các tệp (*)"
    assert asked.start.is_absolute()


def test_each_purpose_remembers_its_last_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = answering(
        monkeypatch, [tmp_path / "nhiem-vu.xlsx"], [], [], [tmp_path], [tmp_path / "x.pdf"]
    )
    first = ui.choosing.file(None, "Chọn", [ui.choosing.WORKBOOK], purpose="import")
    ui.choosing.files(None, "Chọn", [ui.choosing.WORKBOOK], purpose="import")
    ui.choosing.file(None, "Chọn", [ui.choosing.BUNDLE], purpose="verify")
    ui.choosing.folder(None, "Chọn", purpose="bundle")
    ui.choosing.save(None, "Lưu", [ui.choosing.PDF], "bao-cao.pdf", purpose="bundle")
    assert first == tmp_path / "nhiem-vu.xlsx"
    starts = [asked.start for asked in answers.asked]
    assert starts[1] == tmp_path
    assert starts[2] != tmp_path
    assert starts[4] == tmp_path / "bao-cao.pdf"


def test_what_is_remembered_lies_in_the_folder_of_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Path
) -> None:
    answering(monkeypatch, [tmp_path / "nhiem-vu.xlsx"])
    ui.choosing.file(None, "Chọn", [ui.choosing.WORKBOOK], purpose="import")
    ui.remembering.remember_signing_file("sổ", "bi-thu", tmp_path / "bí thư.p12")
    ui.remembering.held().sync()
    (kept,) = (one for one in settings.parent.rglob("*") if one.is_file())
    assert kept.parent == settings
    assert ui.choosing.last_folder("import") == tmp_path
    assert ui.remembering.signing_file("sổ", "bi-thu") == tmp_path / "bí thư.p12"


def test_a_folder_that_is_gone_is_not_offered_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    answers = answering(monkeypatch, [stick / "a.zip"], [])
    ui.choosing.file(None, "Chọn", [ui.choosing.BUNDLE])
    stick.rmdir()
    ui.choosing.file(None, "Chọn", [ui.choosing.BUNDLE])
    assert answers.asked[1].start != stick


@pytest.mark.parametrize(
    ("typed", "saved"),
    [("bao-cao", "bao-cao.pdf"), ("bao-cao.PDF", "bao-cao.PDF"), ("quý 3.2026", "quý 3.2026.pdf")],
)
def test_a_name_without_its_ending_gets_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, saved: str
) -> None:
    answering(monkeypatch, [tmp_path / typed])
    assert ui.choosing.save(None, "Lưu", [ui.choosing.PDF]) == tmp_path / saved


@pytest.mark.parametrize("mode", ["file", "files", "folder", "save"])
def test_the_systems_dialog_opens_where_it_should_and_may_be_given_up(
    tmp_path: Path, mode: str
) -> None:
    seen: list[tuple[str, str]] = []

    def give_up() -> None:
        (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog))
        seen.append((dialog.windowTitle(), dialog.directory().absolutePath()))
        dialog.reject()

    QTimer.singleShot(0, give_up)
    question = ui.choosing.Question(mode, None, "Chọn tệp", ui.choosing.PDF, tmp_path)  # type: ignore[arg-type]  # a parameter
    assert ui.choosing.ask_system(question) == []
    assert seen == [("Chọn tệp", str(tmp_path))]


def test_what_is_typed_without_an_ending_is_asked_about_with_it(tmp_path: Path) -> None:
    """A file that is there must not be replaced because its ending was not typed."""
    (tmp_path / "bao-cao.pdf").write_bytes(b"")
    asked: list[str] = []

    def type_name() -> None:
        (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog))
        dialog.selectFile("bao-cao")
        QTimer.singleShot(0, answer)
        dialog.accept()
        dialog.reject()

    def answer() -> None:
        (box,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox))
        asked.append(box.text())
        box.reject()

    QTimer.singleShot(0, type_name)
    start = tmp_path / "moi.pdf"
    question = ui.choosing.Question("save", None, "Lưu", ui.choosing.PDF, start)
    assert ui.choosing.ask_system(question) == []
    assert asked == ["Đã có “bao-cao.pdf”.\nĐồng chí muốn thay tệp đó?"]


@pytest.mark.parametrize("mode", ["file", "folder", "save"])
def test_at_any_size_of_letters_the_dialog_stands_inside_the_screen(
    tmp_path: Path, mode: str
) -> None:
    ui.theme.set_scale(2.0)
    inside: list[bool] = []
    places: list[list[int]] = []

    def look() -> None:
        (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog))
        screen = dialog.screen().availableGeometry()
        inside.append(screen.contains(dialog.frameGeometry()))
        places.extend(one.sizes() for one in dialog.findChildren(QSplitter))
        dialog.reject()

    QTimer.singleShot(0, look)
    question = ui.choosing.Question(mode, None, "Chọn tệp", ui.choosing.PDF, tmp_path)  # type: ignore[arg-type]  # a parameter
    ui.choosing.ask_system(question)
    assert inside == [True]
    assert [beside < files for beside, files in places] == [True]
