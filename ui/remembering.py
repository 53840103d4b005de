"""What this PC remembers for who works at it: where each signer's file lies, no password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings


def signing_file(book: str, role: str) -> Path | None:
    """The .p12 file last used in ``role`` with the book of that id; it may be gone by now."""
    held = QSettings().value(_key(book, role), "")
    return Path(str(held)) if held else None


def remember_signing_file(book: str, role: str, path: Path | None) -> None:
    """Remember ``path`` for ``role``, or with None nothing any more."""
    if path is None:
        QSettings().remove(_key(book, role))
    else:
        QSettings().setValue(_key(book, role), str(path.absolute()))


def _key(book: str, role: str) -> str:
    return f"signing/{book}/{role}"
