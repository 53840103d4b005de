"""``figures``: every figure of a period, with the ids behind it."""

from __future__ import annotations

import argparse

import db.figures
import db.periods
import db.reports
import desktop.clock
import desktop.output
import desktop.session
import exports.figures


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("period", metavar="PERIOD", help="2026-Q2, 2026, 2026-03-23..2027-03-22")
    parser.add_argument("--cutoff", metavar="D", help="chốt số liệu đến ngày này")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Count the period and print it."""
    period = db.periods.read(given.period)
    cutoff = desktop.clock.read_day(given.cutoff, "--cutoff") if given.cutoff else None
    with desktop.session.opened(given, writing=False) as session:
        span = db.reports.window(period, session.moment.today, cutoff)
        figures = db.figures.count(span)
        body = db.figures.printed(span, figures)
    return desktop.output.Answer(body, _lines(span, figures))


def _lines(span: db.reports.Window, figures: dict[str, db.figures.Figure]) -> list[str]:
    """The figures as a person reads them."""
    labels = exports.figures.labels()
    lines = [f"Số liệu từ {span.opening:%d/%m/%Y} đến {span.cutoff:%d/%m/%Y}"]
    for name, figure in figures.items():
        base = exports.figures.base(figure)
        counted = f" ({base})" if base else ""
        lines.append(f"{labels[name].text}: {exports.figures.shown(figure)}{counted}")
    return lines
