"""The records behind a figure, each as a line that leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import db.base
import db.days
import db.figures
import db.listing
import db.tasks

NOUNS = {
    "tasks": "nhiệm vụ",
    "meetings": "buổi sinh hoạt",
    "documents": "tài liệu",
    "conclusions": "kết luận",
}


@dataclass(frozen=True)
class Line:
    """One record: the kind and id of where it is shown, its title and what else is said of it."""

    kind: str
    id: int
    title: str
    detail: str


def noun(name: str) -> str:
    """What the records behind the figure ``name`` are called."""
    return NOUNS[db.figures.kind_of(name)]


def lines(name: str, ids: Sequence[int]) -> list[Line]:
    """The records ``ids`` behind the figure ``name``; a conclusion leads to its meeting."""
    kind = db.figures.kind_of(name)
    found = {"tasks": _tasks, "meetings": _meetings, "documents": _documents}.get(
        kind, _conclusions
    )(db.listing.marks(ids), ids)
    return [found[one] for one in ids if one in found]


def _tasks(marks: str, ids: Sequence[int]) -> dict[int, Line]:
    sql = f"SELECT id, code, work, accountable, state FROM tasks WHERE id IN ({marks})"  # noqa: S608 - our own words
    return {
        number: Line(
            "tasks",
            number,
            f"{code} – {work}" if code else work,
            " · ".join(filter(None, (accountable, db.tasks.STATES[state]))),
        )
        for number, code, work, accountable, state in db.base.rows(sql, *ids)
    }


def _meetings(marks: str, ids: Sequence[int]) -> dict[int, Line]:
    sql = f"SELECT id, title, held_on FROM meetings WHERE id IN ({marks})"  # noqa: S608 - our own words
    return {
        number: Line("meetings", number, title, f"Họp ngày {_day(on)}")
        for number, title, on in db.base.rows(sql, *ids)
    }


def _documents(marks: str, ids: Sequence[int]) -> dict[int, Line]:
    sql = f"SELECT id, title, number, issuer, date, qr_on FROM documents WHERE id IN ({marks})"  # noqa: S608 - our own words
    return {
        one: Line("documents", one, title, " · ".join(filter(None, (number, issuer, _qr(qr)))))
        for one, title, number, issuer, _, qr in db.base.rows(sql, *ids)
    }


def _qr(day: str | None) -> str:
    return f"đã gắn mã QR ngày {_day(day)}" if day else "chưa gắn mã QR"


def _conclusions(marks: str, ids: Sequence[int]) -> dict[int, Line]:
    sql = (
        "SELECT c.id, c.meeting_id, c.text, m.held_on FROM meeting_conclusions c"  # noqa: S608 - our own words
        f" JOIN meetings m ON m.id = c.meeting_id WHERE c.id IN ({marks})"
    )
    return {
        number: Line("meetings", meeting, text, f"Kết luận của buổi họp ngày {_day(on)}")
        for number, meeting, text, on in db.base.rows(sql, *ids)
    }


def _day(value: str | None) -> str:
    return db.days.shown(date.fromisoformat(value)) if value else ""
