"""``figures``: every figure of a period, with the ids behind it."""

from __future__ import annotations

import argparse
from typing import Any

import db.figures
import db.periods
import db.reports
import desktop.clock
import desktop.output
import desktop.session


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("period", metavar="PERIOD", help="2026-Q2, 2026, 2026-03-23..2027-03-22")
    parser.add_argument("--cutoff", metavar="D", help="chốt số liệu đến ngày này")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Count the period and print it."""
    period = db.periods.read(given.period)
    cutoff = desktop.clock.read_day(given.cutoff, "--cutoff") if given.cutoff else None
    with desktop.session.opened(given, writing=False) as session:
        body = db.figures.printed(db.reports.window(period, session.moment.today, cutoff))
    return desktop.output.Answer(body, _lines(body))


def _lines(body: dict[str, Any]) -> list[str]:
    """The figures as a person reads them."""
    import exports.reports

    labels = exports.reports.labels()
    lines = [f"Số liệu từ {body['opening']} đến {body['cutoff']}"]
    for name, figure in body["figures"].items():
        lines.append(f"{labels[name]}: {exports.reports.shown(name, figure['value'])}")
    return lines
