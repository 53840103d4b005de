"""The documents page on a new book, documents to enter, and files that fall on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import db.documents
import db.meetings.steps
import tests.db.factory
import ui.attachments
import ui.documents
import ui.printing
import ui.session
from tests.ui import screens

READ = b"Noi dung tra cuu cua chi bo"


@pytest.fixture(autouse=True)
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A runtime folder of the test's own, and nothing that opens files."""
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setattr(ui.printing, "open_outside", _nothing)
    yield runtime
    ui.attachments.wipe()


def _nothing(_path: Path) -> None:
    """Nobody opens anything."""


@pytest.fixture
def page(session: ui.session.Session, qtbot: QtBot) -> ui.documents.DocumentPage:
    """The page of a book without documents."""
    made = ui.documents.DocumentPage(session)
    screens.expose(qtbot, made, 1150, 700)
    return made


def entered(page: ui.documents.DocumentPage, title: str = "Hướng dẫn hè", **more: object) -> int:
    """A document that is in the book and in the list."""
    number = int(str(tests.db.factory.document(title, **more).id))
    page.reload()
    return number


def shown(page: ui.documents.DocumentPage) -> int:
    """A document that is also in the form."""
    number = entered(page)
    page.show_record(number)
    return number


def thematic(page: ui.documents.DocumentPage) -> int:
    """A document that serves a thematic meeting."""
    meeting = tests.db.factory.meeting("Chuyên đề chuyển đổi số", meeting_kind="thematic")
    document = entered(page, "Tài liệu chuyển đổi số")
    db.meetings.steps.use_document(meeting, document, tests.db.factory.moment())
    page.reload()
    return document


def title(page: ui.documents.DocumentPage, form: str = "form") -> QPlainTextEdit:
    """The title of the document in the form, or of the new one in the "draft"."""
    return screens.part(page, QPlainTextEdit, f"documents.{form}.title")


def tick(page: ui.documents.DocumentPage) -> None:
    """Say of the new document that it is not secret."""
    QTest.keyClick(screens.part(page, QWidget, "documents.draft.not_secret"), Qt.Key.Key_Space)


def plain(folder: Path, name: str = "a.txt") -> Path:
    """A file anybody may read."""
    path = folder / name
    path.write_bytes(READ)
    return path


def drop(widget: QWidget, at: QPoint, *paths: Path) -> None:
    """Let files fall on a widget, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, *held)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, *held))


def attach(page: ui.documents.DocumentPage, *paths: Path) -> None:
    """Drop files on the form and wait until they are read."""
    drop(title(page).viewport(), QPoint(3, 3), *paths)
    settle(page)


def settle(page: ui.documents.DocumentPage) -> None:
    """Wait until every file is read: each begins when the one before has ended."""
    while page.session.jobs.running():
        page.session.jobs.wait_all(5000)


def files(number: int) -> list[str]:
    """The names of a document's files, as the book has them."""
    return [one["name"] for one in db.documents.attachments(number)]


def error(page: ui.documents.DocumentPage, field: str) -> str:
    """The sentence under a field of the form, or ""."""
    return page.record._form.error(field)
