"""``demo``: the demo book, to play with."""

from __future__ import annotations

import argparse
from pathlib import Path

import db.book
import db.book.keys
import db.errors
import db.periods
import desktop.clock
import desktop.demo
import desktop.output

EXPORTED = ("2026-Q2", "2026-Q3")
EXPORTED_ON = "2026-10-05"  # after its fifteen months, whatever the clock of this PC says
LONGEST = 40  # years of old records


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("folder", metavar="DIR", help="thư mục mới của sổ mẫu")
    parser.add_argument("--export", action="store_true", help="xuất luôn hồ sơ báo cáo 2 quý cuối")
    parser.add_argument("--years", type=int, default=0, metavar="N", help="sổ mẫu dài N năm")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Make the demo book, and its bundles where asked.

    Raises:
        db.errors.RecordError: so many years cannot be made, or see ``desktop.demo.make``.
    """
    folder, person, password = Path(given.folder), desktop.demo.PERSON, desktop.demo.PASSWORD
    if not 0 <= given.years <= LONGEST:
        raise db.errors.RecordError(f"Số năm của sổ mẫu phải từ 0 đến {LONGEST}; hãy ghi lại.")
    desktop.demo.make(folder, years=given.years)
    bundles = _export(folder, given.today or EXPORTED_ON) if given.export else []
    lines = [f"Đã lập sổ mẫu tại {folder}; người mở “{person}”, mật khẩu {password}."]
    lines += [f"Hồ sơ báo cáo: {bundle}" for bundle in bundles]
    body = {"book": str(folder), "person": person, "password": password, "bundles": bundles}
    return desktop.output.Answer(body, lines)


def _export(folder: Path, today: str) -> list[str]:
    """The bundles of the last two quarters, in ``ho-so`` inside the book's folder."""
    import exports.bundle.making

    moment = desktop.clock.moment(today, "")
    made = []
    secret = db.book.keys.Secret(None, desktop.demo.PASSWORD)
    with (
        desktop.demo.equal_salts("export"),
        db.book.opened(folder, secret, moment.at, writing=True) as book,
    ):
        for label in EXPORTED:
            exported = exports.bundle.making.export(
                db.periods.read(label),
                folder / "ho-so",
                cutoff=None,
                persons=(),
                supplement=False,
                replace=False,
                moment=desktop.clock.moment(today, book.who),
            )
            made.append(str(exported.path))
    return made
