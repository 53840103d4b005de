"""``backup``: a whole copy of the book in one file, opened and counted before it is one."""

from __future__ import annotations

import argparse
from pathlib import Path

import db.book.backup
import db.errors
import desktop.output
import desktop.session


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("--to", required=True, metavar="FILE", help="tệp bản sao lưu sẽ ghi")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Write the backup.

    Raises:
        db.errors.RecordError: the target is a folder.
    """
    target = Path(given.to)
    if target.name in {"", ".."} or target.is_dir():
        raise db.errors.RecordError(
            f"“{given.to}” là thư mục; hãy ghi cả tên tệp sao lưu, ví dụ so-luu.zip."
        )
    with desktop.session.opened(given, writing=False) as session:
        held = db.book.backup.make(session.book, target, session.moment.at)
    records = sum(held["counts"].values())
    lines = [
        f"Đã sao lưu vào {target} và đã mở thử: {records} dòng.",
        "Bản sao lưu mở bằng mật khẩu đang dùng hôm nay, kể cả khi sau này đổi mật khẩu.",
    ]
    return desktop.output.Answer({"backup": str(target), **held}, lines)
