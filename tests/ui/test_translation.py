"""Qt's own words are Vietnamese wherever a person may meet them."""

from __future__ import annotations

import csv
import functools
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLibraryInfo, QLocale, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QUndoStack
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QDialogButtonBox,
    QDockWidget,
    QErrorMessage,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QScrollBar,
    QSpinBox,
    QTabBar,
    QTextBrowser,
    QTreeView,
    QWidget,
    QWizard,
    QWizardPage,
)
from pytestqt.qtbot import QtBot

import ui.translation

CATALOGUE = ui.translation.catalogue()
# Contexts of which only the words a person can meet here are translated: no media keys, no text
# about Qt itself, no folders of other systems; kinds of files come from the system, not from Qt.
IN_PART = {"QShortcut", "QMessageBox", "QStandardPaths", "QMimeType", "QGuiApplication"}

NATIVE = QKeySequence.SequenceFormat.NativeText
_TRANSLATION, _SOURCE, _CONTEXT = 3, 6, 7  # tags in a compiled catalogue


class Recorder(ui.translation.Vietnamese):
    """Answers as the program's own and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        self.asked.add((context, sourceText))
        return super().translate(context, sourceText, disambiguation, n)

    def assert_answered(self) -> None:
        """Every word it was asked for has ours; names of keys are asked for to read them, too."""
        there = {one for one in self.asked if one[0] not in {"QMimeType", "QShortcut"}}
        assert there
        assert there - CATALOGUE.keys() == set()


@pytest.fixture
def recorder(qapp: QApplication) -> Iterator[Recorder]:
    ui.translation.install(qapp)
    made = Recorder()
    qapp.installTranslator(made)
    yield made
    qapp.removeTranslator(made)


# What a person may meet of Qt's own, each ready to be shown.


def message() -> QWidget:
    buttons = QMessageBox.StandardButton
    box = QMessageBox()
    for one in (buttons.Ok, buttons.Save, buttons.Cancel, buttons.Discard, buttons.Help):
        box.addButton(one)
    box.setText("Đồng chí muốn lưu?")
    box.setDetailedText("Chi tiết")
    return box


def buttons() -> QWidget:
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox()
    for one in kinds:
        if one is not kinds.NoButton:
            box.addButton(one)
    return box


def files(mode: QFileDialog.FileMode, accept: QFileDialog.AcceptMode) -> Callable[[], QWidget]:
    def make() -> QWidget:
        dialog = QFileDialog()
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(mode)
        dialog.setAcceptMode(accept)
        dialog.setViewMode(QFileDialog.ViewMode.Detail)
        return dialog

    return make


@functools.cache
def printer() -> QPrinter:
    """A printer that outlives the dialogs about it."""
    return QPrinter()


def printing() -> QWidget:
    dialog = QPrintDialog(printer())
    for button in dialog.findChildren(QAbstractButton):
        if button.text() == CATALOGUE["QPrintDialog", "&Options >>"]:
            button.click()
    return dialog


def previewing() -> QWidget:
    return QPrintPreviewDialog(printer())


def wizard() -> QWidget:
    made = QWizard()
    made.addPage(QWizardPage())
    made.addPage(QWizardPage())
    made.setOption(QWizard.WizardOption.HaveHelpButton)
    return made


def docked() -> QWidget:
    window = QMainWindow()
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, QDockWidget("Ô bên"))
    return window


def number() -> QWidget:
    dialog = QInputDialog()
    dialog.setInputMode(QInputDialog.InputMode.IntInput)
    return dialog


def editing(make: type[QLineEdit | QPlainTextEdit | QTextBrowser]) -> Callable[[], QWidget]:
    def with_its_menu() -> QWidget:
        editor = make()
        editor.createStandardContextMenu().setParent(editor)
        return editor

    return with_its_menu


def undoing() -> QWidget:
    menu, stack = QMenu(), QUndoStack()
    stack.setParent(menu)
    menu.addAction(stack.createUndoAction(menu))
    menu.addAction(stack.createRedoAction(menu))
    return menu


def shortcuts() -> QWidget:
    menu = QMenu()
    for keys in ("Ctrl+K", "Ctrl+Shift+Z", "Alt+Left", "F1", "Del", "PgDown", "Space", "Esc"):
        menu.addAction("Việc").setShortcut(QKeySequence(keys))
    return menu


FILE, ACCEPT = QFileDialog.FileMode, QFileDialog.AcceptMode
MET: dict[str, Callable[[], QWidget]] = {
    "message": message,
    "buttons": buttons,
    "open": files(FILE.ExistingFiles, ACCEPT.AcceptOpen),
    "save": files(FILE.AnyFile, ACCEPT.AcceptSave),
    "folder": files(FILE.Directory, ACCEPT.AcceptOpen),
    "print": printing,
    "print preview": previewing,
    "wizard": wizard,
    "dock": docked,
    "number": number,
    "text": QInputDialog,
    "error": QErrorMessage,
    "progress": QProgressDialog,
    "calendar": QCalendarWidget,
    "spin box": QSpinBox,
    "tabs": QTabBar,
    "line menu": editing(QLineEdit),
    "text menu": editing(QPlainTextEdit),
    "browser menu": editing(QTextBrowser),
    "undo": undoing,
    "shortcuts": shortcuts,
}


def texts(shown: QWidget) -> Iterator[str]:
    """Everything that ``shown`` and what is in it says, to the eye or to a screen reader."""
    for one in (shown, *shown.findChildren(QWidget)):
        yield from (one.windowTitle(), one.toolTip(), one.statusTip(), one.whatsThis())
        yield one.accessibleName()
        for name in ("text", "title", "placeholderText", "prefix", "suffix", "format"):
            yield str(one.property(name) or "")
        if isinstance(one, QComboBox):
            yield from (one.itemText(index) for index in range(one.count()))
        elif isinstance(one, QTabBar):
            yield from (one.tabText(index) for index in range(one.count()))
        elif isinstance(one, QTreeView):
            columns = range(one.model().columnCount())
            yield from (str(one.model().headerData(n, Qt.Orientation.Horizontal)) for n in columns)
    for action in shown.findChildren(QAction):
        yield from (action.text(), action.toolTip(), action.shortcut().toString(NATIVE))


def bare(text: str) -> str:
    return re.sub(r"<[^>]*>|&(?!&)", "", text)


def words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-zÀ-ỹ']{2,}", bare(text).lower()))


OURS = {word for text in CATALOGUE.values() for word in words(text)}
THEIRS = {word for _, text in CATALOGUE for word in words(text)} - OURS


def assert_vietnamese(shown: QWidget) -> None:
    """Nothing that ``shown`` says has a word of Qt's that none of ours uses; paths are paths."""
    said = (text for text in texts(shown) if not Path(text).is_absolute())
    english = {text for text in said if words(text) & THEIRS}
    assert english == set()


@pytest.mark.parametrize("name", MET)
def test_nothing_of_qts_own_is_english(qtbot: QtBot, recorder: Recorder, name: str) -> None:
    shown = MET[name]()
    qtbot.addWidget(shown)
    shown.show()
    QApplication.processEvents()
    assert_vietnamese(shown)
    recorder.assert_answered()


@pytest.mark.parametrize("make", [QScrollBar, QSpinBox, QPlainTextEdit])
def test_menus_that_open_at_the_pointer_are_vietnamese(
    qtbot: QtBot, recorder: Recorder, make: type[QWidget]
) -> None:
    seen: list[QWidget] = []

    def judge() -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        seen.append(menu)
        menu.close()
        assert_vietnamese(menu)

    shown = make()
    qtbot.addWidget(shown)
    shown.show()
    QTimer.singleShot(50, judge)
    at = QPoint(5, 5)
    reason = QContextMenuEvent.Reason.Mouse
    target = shown.viewport() if isinstance(shown, QPlainTextEdit) else shown
    QApplication.sendEvent(target, QContextMenuEvent(reason, at, shown.mapToGlobal(at)))
    qtbot.waitUntil(lambda: bool(seen))
    recorder.assert_answered()


def test_the_judge_of_these_tests_knows_english() -> None:
    box = QDialogButtonBox()
    box.addButton("&Cancel", QDialogButtonBox.ButtonRole.RejectRole)
    with pytest.raises(AssertionError):
        assert_vietnamese(box)


def sources(catalogue: Path) -> set[tuple[str, str]]:
    """Context and words of each message of a compiled catalogue of Qt's."""
    data, sections, start = catalogue.read_bytes(), dict[int, bytes](), 16
    while start < len(data):
        tag, length = struct.unpack_from(">BI", data, start)
        sections[tag] = data[start + 5 : start + 5 + length]
        start += 5 + length
    offsets = [offset for _, offset in struct.iter_unpack(">II", sections[0x42])]
    parts = [message_at(sections[0x69], offset) for offset in offsets]
    return {(part[_CONTEXT], part[_SOURCE]) for part in parts}


def message_at(messages: bytes, start: int) -> dict[int, str]:
    """The parts of the message that begins there, by their tag; not its translation."""
    parts: dict[int, str] = {}
    while (tag := messages[start]) != 1:
        (length,) = struct.unpack_from(">I", messages, start + 1)
        if tag != _TRANSLATION:
            parts[tag] = messages[start + 5 : start + 5 + length].rstrip(b"\0").decode()
        start += 5 + length
    return parts


def test_each_context_is_whole_as_qts_own_german_catalogue_has_it() -> None:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    theirs = sources(folder / "qtbase_de.qm")
    contexts = {context for context, _ in CATALOGUE} - IN_PART
    assert {one for one in theirs if one[0] in contexts} - CATALOGUE.keys() == set()
    assert {one for one in CATALOGUE if one[0] != "QMimeType"} - theirs == set()


def test_rows_are_sorted_different_and_keep_what_qt_fills_in() -> None:
    path = Path(ui.translation.__file__).parent / "data" / "qt_vi.csv"
    with path.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    assert rows == sorted(rows)
    assert len(rows) == len(CATALOGUE)
    for _, english, ours in rows:
        assert ours
        assert set(re.findall(r"%\d|%p", english)) == set(re.findall(r"%\d|%p", ours))
        assert english.count("\n") == ours.count("\n")
        assert "!" not in ours


def test_accelerators_are_letters_every_keyboard_has_and_one_for_each_button() -> None:
    for (_, english), ours in CATALOGUE.items():
        assert (ours.count("&") == 1) == (english.count("&") == 1)
        for letter in re.findall(r"&(.)", ours):
            assert letter.isascii()
            assert letter.isalpha()
    for context in ("QLineEdit", "QWidgetTextControl", "QPrintWidget", "QWizard"):
        letters = [
            (english, re.findall(r"&(.)", ours.lower()))
            for (one, english), ours in CATALOGUE.items()
            if one == context and ">" not in english and "<" not in english
        ]
        taken = [letter[0] for _, letter in letters if letter]
        assert len(taken) == len(set(taken)), context


def test_words_of_nobody_are_left_as_they_are() -> None:
    translator = ui.translation.Vietnamese()
    assert translator.translate("QDialogButtonBox", "OK") == "Đồng ý"
    assert translator.translate("QPageSize", "A4") == "A4"
    assert translator.translate("ui.tasks", "OK") is None
    assert translator.translate("QLineEdit", "") is None


def test_dates_and_numbers_are_those_of_viet_nam(recorder: Recorder) -> None:
    assert recorder is not None
    assert QLocale().toString(1234567.5, "f", 1) == "1.234.567,5"
    assert QLocale().toString(QDate(2026, 11, 2), "dddd") == "Thứ Hai"
    assert QLocale().name() == "vi_VN"


def test_installing_twice_changes_nothing(qapp: QApplication) -> None:
    for _ in range(2):
        ui.translation.install(qapp)
    assert len(qapp.findChildren(ui.translation.Vietnamese)) == 1
