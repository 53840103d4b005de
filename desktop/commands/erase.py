"""``erase``: one record is erased for good, by rule; prints what is left to destroy by hand."""

from __future__ import annotations

import argparse

import db.book.erasing
import db.history
import db.purging
import desktop.output
import desktop.session


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    reasons = "; ".join(f"{name}: {words}" for name, words in db.history.ERASE_REASONS.items())
    kinds = ", ".join(db.purging.RECORDS)
    parser.add_argument("kind", metavar="KIND", help=f"loại hồ sơ: {kinds}")
    parser.add_argument("id", metavar="ID", type=int, help="số của hồ sơ, như lệnh dump in ra")
    parser.add_argument("--reason", required=True, metavar="R", help=reasons)


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Erase the record here and in the backups in reach.

    Raises:
        db.errors.RecordError: no such record or reason.
    """
    with desktop.session.opened(given, writing=True) as session:
        done = db.book.erasing.erase(
            session.book, given.kind, given.id, given.reason, session.moment
        )
        sheet = db.book.erasing.destroy_sheet(done, session.book)
    body = {
        "erased": {"kind": done.kind, "id": done.id, "reason": done.reason},
        "rows": done.rows,
        "rewritten": [str(path) for path in done.rewritten],
        "to_destroy": [str(path) for path in done.to_destroy],
        "bundles": done.bundles,
        "mentions": [{"kind": kind, "id": number} for kind, number in done.mentions],
        "sheet": sheet,
    }
    return desktop.output.Answer(body, sheet)
