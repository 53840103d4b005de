"""``seal``: what the ward registers once is what bundles are judged by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import db.seals
import desktop.app
import exports.signing.trust
from tests.journeys import offices


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty book."""
    monkeypatch.setenv("SOCHIBO_PASSWORD", offices.PASSWORD)
    return offices.make(tmp_path / "so").folder


def ask(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    given = [*arguments, "--book", str(folder), "--today", "2026-10-05", "--json"]
    assert desktop.app.main(given) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_the_written_certificate_is_the_one_bundles_are_sealed_with(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ask(folder, capsys, "seal", "--to", str(tmp_path / "seal.pem"))
    assert (tmp_path / "seal.pem").read_text("ascii") == said["certificate"]
    (anchor,) = exports.signing.trust.anchors([tmp_path / "seal.pem"])
    assert db.seals.is_seal(anchor)
    exported = ask(folder, capsys, "export", "2026-Q3", "--to", str(tmp_path / "gui"))
    trusted = ["verify", exported["bundle"], "--trust", str(tmp_path / "seal.pem"), "--json"]
    assert desktop.app.main(trusted) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "valid"


def test_a_new_seal_has_another_fingerprint_and_the_book_stays_whole(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ask(folder, capsys, "seal")["fingerprint"]
    assert ask(folder, capsys, "seal", "--renew")["fingerprint"] != before
    assert ask(folder, capsys, "check")["problems"] == []
