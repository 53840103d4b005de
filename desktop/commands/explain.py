"""``explain``: why a task is late and who answers for it, which a report cannot leave without."""

from __future__ import annotations

import argparse

import db.tasks
import db.tasks.series
import db.tasks.steps
import desktop.clock
import desktop.output
import desktop.session


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("task", metavar="ID", type=int, help="số của nhiệm vụ trong sổ")
    parser.add_argument("--cause", required=True, metavar="TEXT", help="nguyên nhân chậm")
    parser.add_argument("--body", required=True, metavar="TEXT", help="tổ chức chịu trách nhiệm")
    parser.add_argument("--answers", dest="answers", required=True, metavar="NAME", help="cá nhân")
    parser.add_argument("--until", metavar="D", help="đang làm rõ, báo cáo bổ sung trước ngày này")
    parser.add_argument("--handling", metavar="TEXT", help="hướng xử lý")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Enter cause, body and person; an occurrence that has begun is made first."""
    until = desktop.clock.read_day(given.until, "--until") if given.until else None
    fields = {
        "cause": given.cause,
        "cause_body": given.body,
        "cause_person": given.answers,
        "cause_until": until,
        "handling": given.handling or "",
    }
    with desktop.session.opened(given, writing=True) as session:
        db.tasks.series.make_due(session.moment)
        task = db.tasks.get(given.task)
        db.tasks.steps.change(task, fields, session.moment)
        record = db.tasks.read_one(given.task)
    return desktop.output.Answer({"task": record}, [f"Đã ghi nguyên nhân của “{record['work']}”."])
