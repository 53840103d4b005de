"""Bundles: every report file that left the book, and one that may just be on its way.

An export writes a pending row, then the file aside, syncs, judges it, renames it and commits. A
row still pending when the book is opened tells where a killed export stopped: the target there and
whole means done, anything else is taken back.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Any

import peewee

import db.base
import db.errors
import db.history
import db.moments
import db.periods
import db.reports

OFFICIAL, SUPPLEMENT, REPLACEMENT = "C", "B", "T"
KINDS = {OFFICIAL: "chính thức", SUPPLEMENT: "bổ sung", REPLACEMENT: "thay thế"}


class Bundle(db.base.Table):
    """One exported bundle; ``pending`` until its file stands under its name."""

    id = db.base.Id()
    report = peewee.ForeignKeyField(db.reports.Report, index=True)
    kind = peewee.TextField()
    number = peewee.IntegerField()
    pending = peewee.BooleanField(default=True)
    target = db.base.Words()
    aside = db.base.Words()
    sha256 = peewee.TextField()
    opening = peewee.DateField()
    cutoff = peewee.DateField()
    figures = db.base.Words()
    made_at = peewee.TextField()
    who = db.base.Words()

    class Meta:
        table_name = "bundles"


def next_kind(report: db.reports.Report, *, supplement: bool, replace: bool) -> tuple[str, int]:
    """Which bundle comes next: C, B or T and its number from 1.

    Raises:
        db.errors.RecordError: an official one was submitted already, or none was made yet.
    """
    official = _count(report, OFFICIAL)
    if supplement or replace:
        if not official and report.state != "submitted":
            raise db.errors.RecordError(
                f"Kỳ {report.period} chưa có báo cáo chính thức nên chưa bổ sung, thay thế được; "
                "hãy xuất báo cáo chính thức trước."
            )
        kind = SUPPLEMENT if supplement else REPLACEMENT
        return kind, _count(report, kind) + 1
    if report.state == "submitted":
        raise db.errors.RecordError(
            f"Báo cáo kỳ {report.period} đã gửi; hãy xuất bản bổ sung (--supplement) "
            "hoặc bản thay thế (--replace)."
        )
    return OFFICIAL, official + 1


def _count(report: db.reports.Report, kind: str) -> int:
    chosen = (Bundle.report == report) & (Bundle.kind == kind) & ~Bundle.pending
    return int(Bundle.select().where(chosen).count())


def replaced(report: db.reports.Report, kind: str) -> str | None:
    """The name of the bundle that a new one of ``kind`` takes the place of."""
    if kind == SUPPLEMENT:
        return None
    last: Bundle | None = (
        Bundle.select()
        .where((Bundle.report == report) & ~Bundle.pending & (Bundle.kind != SUPPLEMENT))
        .order_by(Bundle.id.desc())
        .first()
    )
    return f"{last.kind}{last.number}" if last else None


def last_digest() -> str | None:
    """SHA-256 of the whole last bundle of this book, any period; None before the first."""
    last: Bundle | None = Bundle.select().where(~Bundle.pending).order_by(Bundle.id.desc()).first()
    return last.sha256 if last else None


def announce(report: db.reports.Report, facts: dict[str, Any], moment: db.moments.Moment) -> Bundle:
    """Write the pending row of a bundle that is about to be written to disk."""
    with db.base.transaction():
        return Bundle.create(report=report, made_at=moment.at, who=moment.who, **facts)


def confirm(bundle: Bundle) -> None:
    """Enter that the file stands under its name; an official one makes its report final."""
    moment = db.moments.Moment(
        db.moments.entered_on(bundle.made_at), db.moments.instant(bundle.made_at), bundle.who
    )
    report = bundle.report
    with db.base.transaction():
        db.reports.keep(report, moment)
        bundle.pending = False
        bundle.save()
        # Not the file's digest: it is as random as its signatures, and a history that tells the
        # same story must read the same. The next bundle's manifest names it.
        days = {"opening": bundle.opening.isoformat(), "cutoff": bundle.cutoff.isoformat()}
        after = {"kind": bundle.kind, "number": bundle.number, **days}
        change = db.history.Change("bundles", bundle.id, f"export {report.period}", None, after)
        db.history.enter(moment, [change])
        if bundle.kind != SUPPLEMENT:
            db.reports.finalise(report, bundle.cutoff, json.loads(bundle.figures), moment)


def withdraw(bundle: Bundle) -> None:
    """Take back a bundle that did not come to stand, and the report begun for it alone."""
    with contextlib.suppress(OSError):
        Path(bundle.aside).unlink()
    with db.base.transaction():
        bundle.delete_instance()
        db.reports.forget(bundle.report)


def settle() -> None:
    """Bring each pending row to its end (design 6)."""
    for bundle in list(Bundle.select().where(Bundle.pending)):
        if whole(Path(bundle.target), bundle.sha256):
            with contextlib.suppress(OSError):
                Path(bundle.aside).unlink()
            confirm(bundle)
        else:
            withdraw(bundle)


def whole(path: Path, sha256: str) -> bool:
    """Whether the file at ``path`` is there with that digest."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False


def dump() -> list[dict[str, Any]]:
    """Every bundle that was made."""
    names = ("id", "period", "kind", "number", "sha256", "opening", "cutoff", "made_at")
    found = db.base.rows(
        "SELECT b.id, r.period, b.kind, b.number, b.sha256, b.opening, b.cutoff, b.made_at"
        " FROM bundles b JOIN reports r ON r.id = b.report_id WHERE NOT b.pending ORDER BY b.id"
    )
    return [dict(zip(names, row, strict=True)) for row in found]


def name(code: str, period: db.periods.Period, kind: str, number: int) -> str:
    """The stem that the bundle and its papers share: "CB-12_2026-Q3_C1"."""
    return f"{code}_{period.file_label}_{kind}{number}"
