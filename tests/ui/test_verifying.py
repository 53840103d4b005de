"""Judging bundles in the window: the command line's own words, in place, nothing trusted."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.errors
import exports.bundle.checks.verdict
import exports.bundle.verify
import exports.signing.findings
import tests.ui.typing_hands
import ui.background
import ui.choosing
import ui.dropping
import ui.verifying
import ui.verifying.answer
import ui.verifying.words
from tests.ui import screens

TAB = Qt.FocusPolicy.TabFocus
INTACT = exports.signing.findings.INTACT


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[ui.background.Jobs]:
    assert qapp
    made = ui.background.Jobs()
    yield made
    assert made.wait_all(5000)


@pytest.fixture
def page(jobs: ui.background.Jobs, qtbot: QtBot) -> ui.verifying.VerifyPage:
    made = ui.verifying.VerifyPage(jobs)
    screens.expose(qtbot, made, 900, 600)
    return made


@pytest.fixture
def parcel(tmp_path: Path) -> Path:
    """A ZIP that is no bundle."""
    path = tmp_path / "CB-77_2026-Q1_C1.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bao-cao.pdf", b"%PDF-1.7 khong phai")
    return path


def text(page: ui.verifying.VerifyPage, name: str) -> str:
    label = page.findChild(QLabel, name)
    assert label is not None
    return label.text().replace("\u200b", "") if label.isVisible() else ""


def everything(page: ui.verifying.VerifyPage) -> list[str]:
    labels = page.findChildren(QLabel)
    return [one.text().replace("\u200b", "") for one in labels if one.isVisible()]


def made(
    verdict: str, files: list[tuple[str, str, str]], first: str
) -> exports.bundle.checks.verdict.Verdict:
    kinds = exports.bundle.checks.verdict
    return kinds.Verdict(verdict, tuple(kinds.FileVerdict(*one) for one in files), (), first)


def drop(page: ui.verifying.VerifyPage, *paths: Path) -> None:
    area = page.findChild(ui.dropping.DropArea, "verify.drop")
    assert area is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPoint(5, 5), action, data, button, Qt.KeyboardModifier.NoModifier)
    area.dropEvent(event)


def test_a_drop_is_judged_in_the_words_of_the_command_line(
    page: ui.verifying.VerifyPage, jobs: ui.background.Jobs, parcel: Path
) -> None:
    expected = exports.bundle.verify.judge([parcel])
    drop(page, parcel)
    assert jobs.wait_all(5000)
    assert text(page, "verify.verdict") == ui.verifying.words.beside_chip(expected)
    assert not text(page, "verify.verdict").startswith("Không hợp lệ")
    shown = "\n".join(everything(page))
    assert "Không hợp lệ" in shown
    for one in expected.entries():
        assert ui.verifying.words.worded(one.what)[1:] in shown
        assert ui.verifying.words.worded(one.why) in shown


@pytest.mark.parametrize("verdict", ["valid", "unchecked", "invalid"])
def test_the_answer_names_the_file_that_was_judged_and_then_the_next(
    page: ui.verifying.VerifyPage,
    jobs: ui.background.Jobs,
    parcel: Path,
    monkeypatch: pytest.MonkeyPatch,
    verdict: str,
) -> None:
    answer = made(verdict, [("bao-cao.pdf", verdict, INTACT)], "Câu đầu.")
    monkeypatch.setattr(ui.verifying, "judge", lambda *_given: answer)
    other = parcel.with_name("CB-77_2026-Q2_C1.zip")
    for path in (parcel, other):
        drop(page, path)
        assert jobs.wait_all(5000)
        assert text(page, "verify.judged") == f"Đã kiểm tra: {path.name}"
    screens.pressed(page, "verify.copy")
    copied = QApplication.clipboard().text().splitlines()
    assert copied[:2] == [f"Đã kiểm tra: {other.name}", "Câu đầu."]
    drop(page, parcel, other)
    assert jobs.wait_all(5000)
    assert text(page, "verify.judged") == "Đã kiểm tra: 2 tệp"


def test_parts_that_only_computers_know_are_named_in_plain_words_first() -> None:
    assert ui.verifying.words.worded("manifest.json") == "danh mục của hồ sơ (manifest.json)"
    assert ui.verifying.words.worded("META-INF/signatures0.xml").startswith("tệp niêm phong (")
    assert ui.verifying.words.worded("C1.zip/META-INF/signatures2.xml").startswith(
        "C1.zip/tệp chữ ký thứ 2 ("
    )
    for name in ("bao-cao.pdf", "mymimetype", "manifest.jsonl"):
        assert ui.verifying.words.worded(name) == name


@pytest.mark.parametrize("verdict", ["unchecked", "invalid"])
def test_a_verdict_has_one_word_for_the_whole_and_for_each_file(
    page: ui.verifying.VerifyPage, verdict: str
) -> None:
    page._show(0, made(verdict, [("bao-cao.pdf", verdict, INTACT)], "Câu đầu."))
    assert everything(page).count(ui.verifying.answer._TONES[verdict][0]) == 2


def test_alone_it_begins_at_the_first_thing_to_do_and_escape_leaves(
    jobs: ui.background.Jobs, qtbot: QtBot
) -> None:
    made_page = ui.verifying.VerifyPage(jobs, alone=True)
    tests.ui.typing_hands.show_in_window(qtbot, made_page)
    made_page.take_focus()
    choose = made_page.findChild(QPushButton, "verify.choose")
    assert choose is not None
    assert choose.hasFocus()
    with qtbot.waitSignal(made_page.closed):
        QTest.keyClick(choose, Qt.Key.Key_Escape)


def test_every_stop_of_tab_can_be_seen_and_a_long_verdict_is_scrolled_by_keys(
    page: ui.verifying.VerifyPage,
) -> None:
    files = [(f"tep-{number}.pdf", "invalid", "Sai.") for number in range(150)]
    page._show(0, made("invalid", files, "Không hợp lệ: nhiều tệp."))
    stops = [one for one in page.findChildren(QWidget) if one.focusPolicy() & TAB]
    assert all(isinstance(one, QPushButton) for one in stops if one.isVisible())
    QTest.qWait(1)
    bar = page._scroll.verticalScrollBar()
    copy = page.findChild(QPushButton, "verify.copy")
    assert copy is not None
    QTest.keySequence(copy, "Ctrl+End")
    assert bar.value() == bar.maximum() > 0
    QTest.keyClick(copy, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()


def test_several_chosen_files_are_judged_together(
    page: ui.verifying.VerifyPage,
    jobs: ui.background.Jobs,
    parcel: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = parcel.with_name("CB-77_2026-Q2_C1.zip")
    other.write_bytes(parcel.read_bytes())
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [parcel, other])
    button = page.findChild(QPushButton, "verify.choose")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert jobs.wait_all(5000)
    shown = "\n".join(everything(page))
    assert parcel.name in shown
    assert other.name in shown


@pytest.mark.parametrize(
    ("verdict", "word"),
    [("valid", "Hợp lệ"), ("unchecked", "Nguyên vẹn"), ("invalid", "Không hợp lệ")],
)
def test_the_tone_always_comes_with_its_word(
    page: ui.verifying.VerifyPage, verdict: str, word: str
) -> None:
    page._show(0, made(verdict, [("bao-cao.pdf", verdict, INTACT)], "Câu đầu."))
    assert word in everything(page)
    assert text(page, "verify.verdict") == "Câu đầu."


def test_a_wrong_file_gets_a_sentence_in_place(
    page: ui.verifying.VerifyPage, jobs: ui.background.Jobs, tmp_path: Path
) -> None:
    drop(page, tmp_path / "ảnh chụp.png")
    assert "không phải hồ sơ báo cáo" in page.notice.text().replace("\u200b", "")
    assert jobs.running() == []


def test_a_file_that_is_gone_gets_a_sentence(
    page: ui.verifying.VerifyPage, jobs: ui.background.Jobs, tmp_path: Path
) -> None:
    drop(page, tmp_path / "mất rồi.zip")
    assert jobs.wait_all(5000)
    assert page.notice.text().startswith("Không đọc được tệp")
    assert text(page, "verify.state") == ""


def test_a_file_that_is_no_certificate_is_refused(
    page: ui.verifying.VerifyPage, jobs: ui.background.Jobs, parcel: Path
) -> None:
    wrong = parcel.with_name("ai-do.cer")
    wrong.write_bytes(b"khong phai chung thu")
    drop(page, wrong, parcel)
    assert jobs.wait_all(5000)
    assert "không phải tệp chứng thư" in page.notice.text().replace("\u200b", "")
    button = page.findChild(QPushButton, "verify.trust.clear")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert jobs.wait_all(5000)
    assert "Không hợp lệ" in everything(page)


def test_hostile_names_are_harmless_words(page: ui.verifying.VerifyPage) -> None:
    name = "bao\u202ecao<b>" + "x" * 900
    page._show(0, made("invalid", [(name, "invalid", "Sai.")], f"Không hợp lệ: {name}: Sai."))
    shown = "\n".join(everything(page))
    assert "\u202e" not in shown
    assert "bao·cao<b>" in shown
    assert page.width() == 900
    labels = page.findChildren(QLabel)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels if label.text())


def test_thousands_of_files_do_not_stop_the_window(page: ui.verifying.VerifyPage) -> None:
    files = [(f"tep-{number}.pdf", "invalid", "Sai.") for number in range(5000)]
    page._show(0, made("invalid", files, "Không hợp lệ: nhiều tệp."))
    assert f"Còn {5000 - ui.verifying.answer.SHOWN} mục khác" in "\n".join(everything(page))


def test_an_older_run_never_overwrites_a_newer_one(
    page: ui.verifying.VerifyPage, jobs: ui.background.Jobs, parcel: Path
) -> None:
    drop(page, parcel)
    page._show(0, made("valid", [], "Kết quả cũ."))
    assert jobs.wait_all(5000)
    assert "Không hợp lệ" in everything(page)


def test_stopping_is_heard_between_two_files(parcel: Path) -> None:
    def stop(_what: str, _done: int, _total: int) -> None:
        raise db.errors.RecordError("dừng")

    with pytest.raises(db.errors.RecordError, match="dừng"):
        exports.bundle.verify.judge([parcel], None, stop)
