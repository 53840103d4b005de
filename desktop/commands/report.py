"""``report``: what a person enters of a period's report: words, number, closing, sending."""

from __future__ import annotations

import argparse

import db.base
import db.periods
import db.reports
import desktop.clock
import desktop.output
import desktop.session


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("period", metavar="PERIOD", help="2026-Q2, 2026, 2026-03-23..2027-03-22")
    parser.add_argument("--close", metavar="D", help="chốt số liệu đến ngày này")
    parser.add_argument("--number", type=int, metavar="N", help="số của báo cáo")
    parser.add_argument("--dated", metavar="D", help="ngày của báo cáo")
    parser.add_argument("--section", metavar="ID", help="mục được viết lại (1, 2, … 5b … 14)")
    parser.add_argument("--text", metavar="TEXT", help="lời của mục đó")
    parser.add_argument("--submitted", metavar="D", help="ngày đã gửi phường")
    parser.add_argument("--how", default=None, metavar="TEXT", help="gửi bằng cách nào")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Enter what is given, all of it or nothing, and print the report's record."""
    period = db.periods.read(given.period)
    days = {
        name: desktop.clock.read_day(getattr(given, name), f"--{name}")
        for name in ("close", "dated", "submitted")
        if getattr(given, name) is not None
    }
    with desktop.session.opened(given, writing=True) as session, db.base.transaction():
        report = db.reports.begin(period, session.moment)
        if "close" in days:
            db.reports.close(report, days["close"], session.moment)
        if given.number is not None or "dated" in days:
            number = given.number if given.number is not None else report.number
            dated = days.get("dated", report.dated)
            db.reports.sign_as(report, number, dated, session.moment)
        if given.section is not None:
            db.reports.write(report, given.section, given.text or "", session.moment)
        if "submitted" in days:
            db.reports.submit(report, days["submitted"], given.how or "", session.moment)
        record = db.reports.Report.printed([report])[0]
    state = db.reports.STATES[str(record["state"])]
    return desktop.output.Answer({"report": record}, [f"Báo cáo {period.words}: {state}."])
