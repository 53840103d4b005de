"""Choosing files and folders, the one thing done in a dialog of its own: the system's.

Each purpose ("import", "bundle", …) remembers the folder of its last choice. ``chooser`` answers
the questions; tests put their own answer in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QFileInfo, QStandardPaths, QStorageInfo, QUrl
from PySide6.QtWidgets import QFileDialog, QHeaderView, QSplitter, QTreeView, QWidget

import ui.remembering
import ui.theme

ANY = "Tất cả các tệp (*)"
PDF = "Tệp PDF (*.pdf)"
WORKBOOK = "Bảng tính Excel (*.xlsx)"
BUNDLE = "Hồ sơ báo cáo (*.zip)"

_WIDE, _HIGH, _PLACES_WIDE = 900, 560, 180  # pixels at 100 % of a dialog, and of its places
_FRAME = 48  # pixels that the system's frame around a dialog may take, whatever the size of letters
_PLACES = (
    QStandardPaths.StandardLocation.HomeLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DownloadLocation,
)


@dataclass(frozen=True)
class Question:
    """What a person is asked to choose, and where the choosing starts."""

    mode: Literal["file", "files", "folder", "save"]
    parent: QWidget | None
    title: str
    filters: str
    start: Path


_MODES = {
    "file": QFileDialog.FileMode.ExistingFile,
    "files": QFileDialog.FileMode.ExistingFiles,
    "folder": QFileDialog.FileMode.Directory,
    "save": QFileDialog.FileMode.AnyFile,
}


def ask_system(question: Question) -> list[Path]:
    """Ask in the system's own dialog; an empty list if nothing was chosen."""
    dialog = QFileDialog(question.parent, question.title)
    dialog.setFileMode(_MODES[question.mode])
    if question.mode == "folder":
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    else:
        dialog.setNameFilters(question.filters.split(";;"))
    if question.mode == "save":
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_ending(question.filters).lstrip("."))
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    if question.start.is_dir():
        dialog.setDirectory(str(question.start))
    else:
        dialog.setDirectory(str(question.start.parent))
        dialog.selectFile(question.start.name)
    _make_readable(dialog)
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    chosen = [Path(one) for one in dialog.selectedFiles()] if accepted else []
    dialog.deleteLater()
    return chosen


def _make_readable(dialog: QFileDialog) -> None:
    """Where Qt draws the dialog itself: room for names, and the sticks that are plugged in."""
    screen = (dialog.parentWidget() or dialog).screen().availableGeometry()
    width = min(ui.theme.px(_WIDE), screen.width() - _FRAME)
    dialog.resize(width, min(ui.theme.px(_HIGH), screen.height() - _FRAME))
    sticks = [
        QUrl.fromLocalFile(volume.rootPath())
        for volume in QStorageInfo.mountedVolumes()
        if volume.rootPath().startswith(("/media/", "/run/media/", "/mnt/"))
    ]
    known = [QStandardPaths.writableLocation(place) for place in _PLACES]
    places = [QUrl.fromLocalFile(place) for place in known if QFileInfo.exists(place)]
    dialog.setSidebarUrls([*places, *sticks])
    for beside in dialog.findChildren(QWidget, "sidebar"):
        beside.setObjectName("choosing.places")  # the window's sidebar has a look of its own
        ui.theme.restyle(beside, "places", "true")
    for splitter in dialog.findChildren(QSplitter):
        places_wide = min(ui.theme.px(_PLACES_WIDE), width // 3)
        splitter.setSizes([places_wide, width - places_wide])
    for tree in dialog.findChildren(QTreeView):
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def _ending(filters: str) -> str:
    """The ending that the first of ``filters`` names, ".pdf", or ""."""
    found = re.match(r"[^;]*?\*(\.\w+)", filters)
    return found[1] if found else ""


chooser: Callable[[Question], list[Path]] = ask_system


def file(
    parent: QWidget | None, title: str, filters: Sequence[str], *, purpose: str = ""
) -> Path | None:
    """One file that exists, or None."""
    start = last_folder(purpose)
    return _one(_ask(Question("file", parent, title, _joined(filters), start), purpose))


def files(
    parent: QWidget | None, title: str, filters: Sequence[str], *, purpose: str = ""
) -> list[Path]:
    """Some files that exist."""
    start = last_folder(purpose)
    return _ask(Question("files", parent, title, _joined(filters), start), purpose)


def folder(parent: QWidget | None, title: str, *, purpose: str = "") -> Path | None:
    """A folder that exists, or None."""
    return _one(_ask(Question("folder", parent, title, "", last_folder(purpose)), purpose))


def save(
    parent: QWidget | None,
    title: str,
    filters: Sequence[str],
    name: str = "",
    *,
    purpose: str = "",
) -> Path | None:
    """Where to write a file, suggested to be called ``name``, or None.

    A name typed without an ending gets that of the first filter.
    """
    start = last_folder(purpose) / name
    chosen = _one(_ask(Question("save", parent, title, _joined(filters), start), purpose))
    ending = _ending(_joined(filters))
    if chosen is None or not ending or chosen.suffix.lower() == ending:
        return chosen
    return chosen.with_name(chosen.name + ending)


def _joined(filters: Sequence[str]) -> str:
    """``filters`` as Qt takes them."""
    return ";;".join(filters)


def _one(chosen: Sequence[Path]) -> Path | None:
    """The one choice, if any."""
    return chosen[0] if chosen else None


def _ask(question: Question, purpose: str) -> list[Path]:
    """Put one question to the chooser and remember the folder of the answer."""
    chosen = chooser(question)
    if chosen:
        remember(purpose, chosen[0] if question.mode == "folder" else chosen[0].parent)
    return chosen


def remember(purpose: str, folder: Path) -> None:
    """Let the next choice for ``purpose`` start in ``folder``."""
    ui.remembering.held().setValue(_key(purpose), str(folder))


def last_folder(purpose: str) -> Path:
    """Where the purpose was served last, if that still exists; else the person's documents.

    Where a person has no such folder it is their home: what is proposed is always there.
    """
    remembered = ui.remembering.held().value(_key(purpose), "")
    try:
        if remembered and Path(str(remembered)).is_dir():
            return Path(str(remembered))
    except OSError:  # a stick that is no longer there
        pass
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    found = Path(QStandardPaths.writableLocation(documents))
    return found if found.is_absolute() and found.is_dir() else Path.home()


def _key(purpose: str) -> str:
    """The name under which a purpose's folder is remembered."""
    return f"folders/{purpose or 'any'}"
