"""What this PC remembers for who works at it: folders chosen, each signer's file; no password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

_KIND, _SCOPE = QSettings.Format.IniFormat, QSettings.Scope.UserScope
_FOLDER, _FILE = "sochibo", "lan-truoc"


def keep_in(folder: Path) -> None:
    """Keep it in the program's own ``folder``; left alone, Qt takes the roaming profile on Windows.

    That folder has one name on every system, but for capitals where they do not matter.
    """
    QSettings.setPath(_KIND, _SCOPE, str(folder.parent))


def held() -> QSettings:
    """The file it stands in; a ``QSettings`` of no name would make a folder of nobody's."""
    return QSettings(_KIND, _SCOPE, _FOLDER, _FILE)


def signing_file(book: str, role: str) -> Path | None:
    """The .p12 file last used in ``role`` with the book of that id; it may be gone by now."""
    path = held().value(_key(book, role), "")
    return Path(str(path)) if path else None


def remember_signing_file(book: str, role: str, path: Path | None) -> None:
    """Remember ``path`` for ``role``, or with None nothing any more."""
    if path is None:
        held().remove(_key(book, role))
    else:
        held().setValue(_key(book, role), str(path.absolute()))


def _key(book: str, role: str) -> str:
    return f"signing/{book}/{role}"
