"""Attachments opened outside the book: private copies that are wiped, never a program started."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

import db.documents
import ui.attachments
import ui.choosing
import ui.documents
from tests.ui import filing, screens

private = filing.private
page = filing.page


def test_an_opened_file_is_a_private_read_only_copy_that_is_wiped(
    page: ui.documents.DocumentPage, tmp_path: Path, private: Path
) -> None:
    number = filing.shown(page)
    filing.attach(page, filing.plain(tmp_path))
    (one,) = db.documents.attachments(number)
    screens.pressed(page, f"documents.form.attach.open.{one['id']}")
    (copy,) = private.rglob("a.txt")
    assert copy.read_bytes() == filing.READ
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o400
        assert {stat.S_IMODE(one.stat().st_mode) for one in list(copy.parents)[:2]} == {0o700}
    assert "“a.txt”" in page.outside.text()
    screens.pressed(page, "documents.outside.action")
    assert list(private.iterdir()) == []
    assert page.outside.text() == ""


def test_what_an_earlier_run_left_is_wiped_and_an_open_window_is_not(private: Path) -> None:
    left = private / "sochibo-tep-mo-cu" / "x"
    left.mkdir(parents=True)
    (left / "a.pdf").write_bytes(filing.READ)
    (left / "a.pdf").chmod(0o400)
    beside = private / "sochibo-tep-mo-khac"
    beside.mkdir()
    lock = QLockFile(str(beside / "dang-mo.khoa"))
    assert lock.tryLock(0)
    assert ui.attachments.wipe() == []
    assert not left.parent.exists()
    assert beside.exists()
    lock.unlock()


def test_names_of_attachments_lead_out_of_no_folder(private: Path) -> None:
    path = ui.attachments.open_copy("../../ngoài.pdf", filing.READ)
    assert private in path.resolve().parents
    assert path.name == "_.._ngoài.pdf"


def test_what_may_be_a_program_is_not_started_but_saved(
    page: ui.documents.DocumentPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = filing.shown(page)
    path, target = tmp_path / "a.exe", tmp_path / "ra.exe"
    path.write_bytes(b"MZ")
    filing.attach(page, path)
    (one,) = db.documents.attachments(number)
    monkeypatch.setattr(ui.choosing, "chooser", lambda _question: [target])
    screens.pressed(page, f"documents.form.attach.open.{one['id']}")
    assert target.read_bytes() == b"MZ"
    assert ui.attachments.outside() == []
