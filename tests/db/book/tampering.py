"""Key files changed by hand, as a stranger or a bad stick might."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import db.base
import db.book.keyfile


def key_file(folder: Path) -> dict[str, Any]:
    """What the key file of the book in ``folder`` holds, as plain JSON."""
    body: dict[str, Any] = json.loads((folder / "keys.json").read_bytes())
    return body


def put(folder: Path, body: dict[str, Any]) -> None:
    """Write a changed key file whose own digest is right: anyone can compute it."""
    body = {name: value for name, value in body.items() if name != "digest"}
    body["digest"] = hashlib.sha256(db.base.canonical(body).encode()).hexdigest()
    for name in db.book.keyfile.NAMES:
        (folder / name).write_text(json.dumps(body, ensure_ascii=False), "utf-8")


def slot_with(**changes: Any) -> Any:
    """A change of the first slot, to be made in what ``key_file`` gave."""

    def change(body: dict[str, Any]) -> None:
        body["slots"][0].update(changes)

    return change


def kdf_with(**changes: Any) -> Any:
    """A change of what the first slot says of its derivation."""

    def change(body: dict[str, Any]) -> None:
        body["slots"][0]["kdf"].update(changes)

    return change


def text(data: bytes) -> str:
    """``data`` as a key file holds it."""
    return base64.b64encode(data).decode()
