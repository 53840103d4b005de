"""A book in which every verb of every kind was used at least once."""

from __future__ import annotations

import hashlib
import inspect
import types
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import db.bundles
import db.documents
import db.imports
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.members.steps
import db.periods
import db.purging
import db.recycling
import db.reports
import db.sealing
import db.tasks
import db.tasks.adding
import db.tasks.series
import db.tasks.steps
import db.unit
import tests.db.factory
from tests.db.factory import TODAY, moment

JUNE = date(2026, 6, 20)
WHY = ("chờ thiết bị", "Chi ủy", "Biên bản 06")
KINDS = (
    db.unit, db.members, db.members.steps, db.documents, db.tasks, db.tasks.series,
    db.tasks.steps, db.meetings, db.meetings.steps, db.meetings.minutes, db.reports,
    db.bundles, db.imports, db.sealing, db.recycling, db.purging,
)  # fmt: skip


def verbs() -> dict[str, Callable[..., Any]]:
    """Every function of a kind that takes a moment, by its full name."""
    return {
        f"{kind.__name__}.{name}": verb
        for kind in KINDS
        for name, verb in vars(kind).items()
        if isinstance(verb, types.FunctionType)
        and verb.__module__ == kind.__name__
        and not name.startswith("_")
        and "moment" in inspect.signature(verb).parameters
        and name != "checked"
    }


def happen(folder: Path) -> None:
    """Use every verb, in the book that is open; ``folder`` takes an exported file."""
    now = moment()
    db.unit.set_value("year_theme", "Kỷ cương", TODAY, now)
    db.unit.change({"place": "Bến Hiền"}, now)
    db.sealing.make("CB-31", now)
    number = _members(now)
    _documents(now)
    _tasks(now, number)
    _meetings(now, number)
    _reports(now, folder)
    _imports(now)
    _purging(now)


def _members(now: Any) -> int:
    number = tests.db.factory.member("Quàng Thị Mai", official_on=None)
    one = db.members.Member.get_by_id(number)
    db.members.steps.make_official(one, JUNE, now)
    db.members.steps.give_post(one, "Bí thư", JUNE, now)
    db.members.steps.exempt(one, "QĐ số 5", JUNE, now)
    db.members.steps.stay(one, "temporary_out", (JUNE, None), now)
    for kind, verb, undone in (
        ("posts", db.members.steps.end_post, db.members.steps.remove_post),
        ("exempt", db.members.steps.end_exemption, db.members.steps.remove_exemption),
        ("stays", db.members.steps.end_stay, db.members.steps.remove_stay),
    ):
        row = db.members.parts(number)[kind][0]["id"]
        verb(row, TODAY, now)
        undone(row, now)
    db.members.steps.give_post(one, "Bí thư", JUNE, now)
    db.members.steps.exempt(one, "QĐ số 5", JUNE, now, TODAY)
    db.members.steps.stay(one, "temporary_out", (JUNE, None), now)
    db.members.steps.change(one, {"name": "Quàng Thị Mai Hoa", "birth_year": 1990}, now)
    db.members.steps.leave(one, TODAY, now)
    db.members.take_in([db.members.Draft("Sùng A Páo", JUNE)], now)
    other = db.members.Member.get_by_id(number + 1)
    db.members.steps.delete(other, now)
    db.members.steps.restore(other, now)
    return number


def _documents(now: Any) -> None:
    one = tests.db.factory.document()
    db.documents.attach(one, "a.pdf", b"%PDF", now)
    db.documents.attach(one, "b.pdf", b"%PDF b", now)
    db.documents.detach(db.documents.attachments(int(one.id))[1]["id"], now)
    db.documents.change(one, {"title": "Hướng dẫn hè", "link": ""}, now)
    db.documents.issue_qr(one, JUNE, "https://vi.du", now)
    db.documents.take_sources("phường Sông Hiền", now)
    db.documents.delete(one, now)
    db.documents.restore(one, now)


def _tasks(now: Any, member: int) -> None:
    task = tests.db.factory.task(fields={"accountable_member": member, "flags": ["urgent"]})
    db.tasks.steps.extend(task, date(2026, 7, 5), JUNE, WHY, now)
    db.tasks.steps.report_progress(task, JUNE, 30, "Đã gom", now)
    db.tasks.steps.close(task, "suspended", date(2026, 7, 1), now)
    db.tasks.steps.resume(task, date(2026, 7, 10), date(2026, 8, 1), "Biên bản 07", now)
    db.tasks.steps.move(task, "submitted", date(2026, 7, 12), now)
    db.tasks.steps.change(task, {"product": "Sổ kiểm kê", "cause": "Mưa"}, now)
    db.tasks.steps.close(task, "done", date(2026, 7, 15), now, "Đã kiểm kê")
    gone, back = tests.db.factory.task("Bỏ"), tests.db.factory.task("Bỏ rồi lấy lại")
    db.tasks.steps.delete(gone, now)
    db.tasks.steps.delete(back, now)
    db.tasks.steps.restore(back, now)
    fields = {"work": "Trực", "recurrence": "monthly", "start": date(2026, 7, 1)}
    series, _ = db.tasks.series.start(fields, now, not_secret=True)
    db.tasks.series.make_due(moment(date(2026, 8, 3)))
    duty = db.tasks.Series.get_by_id(series)
    db.tasks.series.change(duty, {"work": "Trực cơ quan"}, now)
    weekly = db.tasks.series.change(duty, {"recurrence": "quarterly"}, moment(date(2026, 8, 3)))
    db.tasks.series.stop(db.tasks.Series.get_by_id(weekly), date(2026, 12, 31), now)
    duty = db.tasks.Series.get_by_id(series)
    db.tasks.series.stop(duty, date(2026, 8, 31), now)
    db.tasks.series.delete(duty, now)
    db.tasks.series.restore(duty, now)


def _meetings(now: Any, member: int) -> None:
    meeting = tests.db.factory.meeting(agenda=["Một", "Hai"])
    db.meetings.steps.change(meeting, {"place": "Phòng họp"}, now)
    db.meetings.steps.attend(meeting, member, "excused", "ốm", now)
    db.meetings.steps.hold(meeting, JUNE, {member: ("present", "")}, now)
    db.meetings.minutes.contribute(meeting, member, "Nhất trí", now)
    db.meetings.minutes.vote(meeting, "Thông qua", (1, 1, 0, 0), now)
    db.meetings.steps.close(meeting, "21:10", now)
    db.meetings.steps.use_document(meeting, 1, now)
    db.meetings.steps.unlink_document(meeting, 1, now)
    db.meetings.steps.use_document(meeting, 1, now)
    _said(meeting, member, now)
    one = db.meetings.minutes.conclude(meeting, "Giao kiểm kê", now)
    db.meetings.minutes.needs_no_task(
        db.meetings.minutes.conclude(meeting, "Biểu dương", now), "Đã làm", now
    )
    db.meetings.steps.approve(meeting, TODAY, b"%PDF bien ban", {"so": 1}, now)
    db.meetings.minutes.make_task(one, tests.db.factory.draft("Từ kết luận"), now, not_secret=True)
    db.meetings.steps.correct(meeting, TODAY, "Sửa tên", now)
    other = tests.db.factory.meeting("Họp chi ủy", meeting_kind="committee")
    db.meetings.steps.delete(other, now)
    db.meetings.steps.restore(other, now)


def _said(meeting: db.meetings.Meeting, member: int, now: Any) -> None:
    minutes = db.meetings.minutes
    spoken = minutes.contribute(meeting, member, "Chưa rõ", now)
    minutes.change_contribution(spoken, member, "Đã rõ", now)
    minutes.remove_contribution(spoken, now)
    voted = minutes.vote(meeting, "Biểu quyết", (1, 1, 0, 0), now)
    minutes.change_vote(voted, "Biểu quyết lại", (1, 0, 1, 0), now)
    minutes.remove_vote(voted, now)
    one = minutes.conclude(meeting, "Kết luận", now)
    minutes.change_conclusion(one.id, "Kết luận khác", now)
    minutes.needs_no_task(one, "đã làm", now)
    minutes.needs_task(one, now)
    minutes.link_task(one, 1, now)
    minutes.unlink_task(one, 1, now)
    minutes.remove_conclusion(one.id, now)


def _reports(now: Any, folder: Path) -> None:
    period = db.periods.quarter(2026, 2)
    report = db.reports.begin(period, now)
    db.reports.close(report, date(2026, 6, 25), now)
    db.reports.write(report, "3", "Chi bộ đã…", now)
    db.reports.sign_as(report, 12, TODAY, now)
    target = folder / "a.zip"
    facts = {
        "kind": "C", "number": 1, "target": str(target), "aside": str(folder / ".a.zip"),
        "sha256": hashlib.sha256(b"zip").hexdigest(), "opening": period.first,
        "cutoff": date(2026, 6, 25), "figures": "{}",
    }  # fmt: skip
    bundle = db.bundles.announce(report, facts, now)
    target.write_bytes(b"zip")
    db.bundles.confirm(bundle)
    db.reports.submit(db.reports.begin(period, now), TODAY, "cổng", now)
    other = db.reports.begin(db.periods.year(2025), now)
    db.reports.finalise(other, date(2025, 12, 31), {}, now)


def _imports(now: Any) -> None:
    for _ in range(2):
        drafts = [tests.db.factory.draft("Việc nhập vào")]
        made = {"tasks": db.tasks.adding.take_in(drafts, now, not_secret=True)}
        db.imports.enter(("a.xlsx", "0" * 64), made, now)
    db.imports.undo(now)
    db.tasks.adding.add(tests.db.factory.draft("Việc thêm"), now, not_secret=True)


def _purging(now: Any) -> None:
    for title in ("Nhập nhầm", "Nhập nhầm nữa"):
        db.documents.delete(tests.db.factory.document(title), now)
    assert not db.purging.purge(db.documents.Document.get(title="Nhập nhầm"), now)
    used = tests.db.factory.document("Dùng rồi mới thấy nhầm")
    db.meetings.steps.use_document(db.meetings.get(2), used.id, now)
    db.documents.delete(used, now)
    assert db.purging.purge(used, now), "a meeting names it"
    assert len(db.purging.purge_expired(moment(date(2026, 12, 1)))) > 0
