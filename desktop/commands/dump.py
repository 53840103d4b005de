"""``dump``: the records of one kind, all fields; the unit can always leave with its data."""

from __future__ import annotations

import argparse

import db.base
import db.kinds
import desktop.output
import desktop.session


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("kind", metavar="KIND", help=", ".join(db.kinds.DUMPS))


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Print every record of the kind, the recycle bin included."""
    with desktop.session.opened(given, writing=False):
        records = db.kinds.dump(given.kind)
    lines = [db.base.canonical(record) for record in records]
    return desktop.output.Answer({"kind": given.kind, "records": records}, lines)
