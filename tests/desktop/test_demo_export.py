"""``demo --export``: two runs tell the same story, whatever their keys and signatures."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

import db.book
import db.book.keys
import db.kinds
import desktop.app
import desktop.demo

AT = "2026-10-06T05:00:00Z"


def story(folder: Path) -> dict[str, Any]:
    """Every record but the files' own digests, and the frozen snapshots, of a demo made here."""
    assert desktop.app.main(["demo", str(folder), "--export", "--json"]) == 0
    secret = db.book.keys.Secret(None, desktop.demo.PASSWORD)
    with db.book.opened(folder, secret, AT, writing=False):
        told: dict[str, Any] = {kind: db.kinds.dump(kind) for kind in db.kinds.DUMPS}
    for bundle in told["bundles"]:
        del bundle["sha256"]
    for path in sorted((folder / "ho-so").iterdir()):
        with zipfile.ZipFile(path) as archive:
            told[path.name] = archive.read("du-lieu/so-lieu.json")
    return told


def test_two_runs_give_equal_dumps_and_snapshots(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = story(tmp_path / "a"), story(tmp_path / "b")
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert [name for name in first if name.endswith(".zip")] == [
        "CB-THCS-MAU_2026-Q2_C1.zip",
        "CB-THCS-MAU_2026-Q3_C1.zip",
    ]
    for part in first:
        assert first[part] == second[part], part
