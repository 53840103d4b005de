"""How a task stands, in words and a tone: never more than its dates and states say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import db.days
import db.tasks
import db.tasks.rules
import db.tasks.series
import ui.theme


def told(row: dict[str, Any]) -> tuple[str, ui.theme.Tone]:
    """The words and tone for a task as a list shows it (db.tasks.listing.rows)."""
    state, late = row["state"], row["late"]
    if state == "done":
        if row["due"] is None:
            return "Hoàn thành", "green"
        return ("Hoàn thành chậm", "red") if late else ("Hoàn thành đúng hạn", "green")
    if late:
        return f"Quá hạn {row['days_late']} ngày", "red"
    if row["risk"]:
        return _RISKS[row["risk"]](row), "amber"
    resting = state not in db.tasks.rules.OPEN
    return db.tasks.STATES[state].capitalize(), "grey" if resting else "blue"


def words(row: dict[str, Any]) -> str:
    """The words alone: what is copied and read aloud."""
    return told(row)[0]


def _left(row: dict[str, Any]) -> str:
    left = row["days_left"]
    return f"Còn {left} ngày" if left else "Hạn hôm nay"


_RISKS: dict[str, Callable[[dict[str, Any]], str]] = {
    "due_soon": _left,
    "behind": lambda _row: "Chậm tiến độ",
    "stale": lambda _row: "Chưa cập nhật",
}


def warning(row: dict[str, Any]) -> str:
    """The whole of what the chip says in short, or ""."""
    if row["risk"] == "behind":
        return f"Tiến độ {row['percent'] or 0}% khi đã qua {row['elapsed']}% thời gian."
    if row["risk"] == "stale":
        return f"Đã {row['quiet']} ngày chưa cập nhật."
    return ""


def due_words(row: dict[str, Any]) -> str:
    """The due as a list shows it: the day, the words it was given in, or how it recurs."""
    due = _day(row["due"])
    if due is not None:
        return db.days.shown(due)
    recurring = {**db.tasks.series.RECURRENCES, db.tasks.series.ONGOING: "thường xuyên"}
    return str(row["due_words"] or recurring.get(row["recurrence"], "") or "chưa có hạn")


def percent_words(row: dict[str, Any]) -> str:
    """How far it was when last told."""
    if row["state"] == "done":
        return "100%"
    return "" if row.get("percent") is None else f"{row['percent']}%"


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
