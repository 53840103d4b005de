"""``restore``: a backup becomes a book again, in a missing or empty folder."""

from __future__ import annotations

import argparse
from pathlib import Path

import db.book.backup
import desktop.output
import desktop.session


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("file", metavar="FILE", help="bản sao lưu")
    parser.add_argument("--to", required=True, metavar="DIR", help="thư mục mới của sổ")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Restore; with a password the restored book is opened and counted first."""
    typed = desktop.session.secret(given)
    known = typed.password is not None or typed.recovery is not None
    folder = Path(given.to)
    held = db.book.backup.restore(Path(given.file), folder, typed if known else None)
    tried = "đã mở thử" if known else "chưa mở thử vì không có mật khẩu"
    lines = [f"Đã phục hồi sổ vào {folder} ({tried}); bản sao lưu ghi lúc {held['made_at']}."]
    return desktop.output.Answer({"book": str(folder), "opened": known, **held}, lines)
