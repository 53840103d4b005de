"""What a start reads: the libraries and screens that the first page needs, and no others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import db.book
import db.book.keys
import desktop.bench.invented

ROOT = Path(__file__).parents[2]
PASSWORD = "mở để xem trang đầu"  # of a book made for this test
# Each costs a start some milliseconds or megabytes; what it is for comes later, or never.
LATER = (
    "reportlab", "openpyxl", "pyhanko", "pikepdf", "lxml", "pypdfium2", "segno", "docx",
    "cryptography.x509", "PySide6.QtPrintSupport", "PySide6.QtTest", "playhouse.migrations",
    "statistics", "email", "http",
    "db.seals", "db.book.backup", "db.purging", "exports",
    "ui.unlock", "ui.first_run", "ui.restoring", "ui.verifying", "ui.printing", "ui.preview",
    "ui.fields", "ui.form", "ui.table", "ui.filters", "ui.highlighting", "ui.search.results",
    "ui.tasks", "ui.meetings", "ui.reports", "ui.documents", "ui.members", "ui.settings",
    "ui.intake", "ui.bundles", "desktop.shots", "desktop.bench", "desktop.demo",
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book with nothing in it."""
    moment = desktop.bench.invented.MOMENT
    owner = db.book.keys.Secret(moment.who, PASSWORD)
    cost = db.book.keys.lowest_cost()
    db.book.make(tmp_path / "So", desktop.bench.invented.UNIT, owner, moment, cost)
    return tmp_path / "So"


def started(book: Path) -> list[str]:
    """The modules read until the first page is painted, in order."""
    kept = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")
    settings = dict.fromkeys(kept, str(book.parent))
    opened = ("--book", str(book), "--today", "2026-10-02", "--until-painted")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "desktop", *opened],
        cwd=ROOT,
        env={**os.environ, **settings, "SOCHIBO_PASSWORD": PASSWORD},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,  # into one stream: what is read after the paint does not count
        text=True,
        encoding="utf-8",
        check=True,
    )
    before, painted, _ = done.stdout.partition("\npainted\n")
    assert painted, done.stdout[-2000:]
    lines = (line for line in before.splitlines() if line.startswith("import time:"))
    return [line.rpartition("|")[2].strip() for line in lines]


def test_the_first_page_waits_for_nothing_it_does_not_show(book: Path) -> None:
    read = started(book)
    assert "ui.today" in read
    assert [name for name in read if any(f"{name}.".startswith(f"{one}.") for one in LATER)] == []


def test_the_key_is_being_derived_before_the_window_is_read(book: Path) -> None:
    read = started(book)
    assert read.index("db.book.unlocking") < read.index("PySide6.QtCore")
