"""How a meeting stands, in words and a tone; its counts as sentences that never judge."""

from __future__ import annotations

from datetime import date
from typing import Any

import db.days
import db.figures
import db.meetings
import db.meetings.roll
import db.text
import exports.writing
import ui.theme

NOT_MARKED = "Chưa điểm danh"
_MARKS: dict[str, tuple[str, ui.theme.Tone]] = {
    "present": ("Có mặt", "green"),
    "excused": ("Vắng có lý do", "amber"),
    "unexcused": ("Vắng không lý do", "amber"),
    "exempt": ("Miễn sinh hoạt", "grey"),
}
_STANDINGS = {"exempt": "Được miễn", "away": "Sinh hoạt nơi khác"}


def told(row: dict[str, Any], today: date) -> tuple[str, ui.theme.Tone]:
    """The words and tone for a meeting as the list shows it (db.meetings.listing.rows)."""
    if row["approved_on"]:
        return "Đã thông qua", "green"
    if row["held_on"]:
        return "Chưa thông qua biên bản", "amber"
    if row["planned_on"] and row["planned_on"] < today.isoformat():
        return "Qua ngày dự kiến", "amber"
    return "Sắp tới", "blue"


def day_words(row: dict[str, Any]) -> str:
    """The day it was held, or the one it is planned for."""
    day = row["held_on"] or row["planned_on"]
    return _shown(day) if day else "chưa có ngày"


def present_words(row: dict[str, Any]) -> str:
    """Who came, of those who had to."""
    return "" if row["present"] is None else f"{row['present']}/{row['base']}"


def open_words(row: dict[str, Any]) -> str:
    """How many conclusions have neither a task nor a reason for none."""
    return f"{row['without_task']} kết luận" if row["without_task"] else ""


def mark(row: dict[str, Any]) -> tuple[str, ui.theme.Tone]:
    """Whether one member came (a row of db.meetings.roll)."""
    if row["status"]:
        return _MARKS[row["status"]]
    return _STANDINGS.get(row["standing"], NOT_MARKED), "grey"


def note(row: dict[str, Any]) -> str:
    """Why a member was absent, how often one spoke."""
    spoke = f"phát biểu {row['spoke']} lần" if row["spoke"] else ""
    return "; ".join(filter(None, (row["reason"], spoke)))


def roll_words(roll: db.meetings.roll.Roll) -> tuple[str, str]:
    """The count: "18/21 có mặt", "85,7% · 2 vắng có lý do · 1 chưa điểm danh"."""
    share = exports.writing.percent(db.figures.percent(roll.present, roll.base))
    parts = [share if roll.base else ""]
    for status, words in (
        ("excused", "vắng có lý do"),
        ("unexcused", "vắng không lý do"),
        ("exempt", "miễn sinh hoạt"),
    ):
        count = roll.count(status)
        parts.append(f"{count} {words}" if count else "")
    parts.append(f"{len(roll.unmarked)} chưa điểm danh" if roll.unmarked else "")
    return f"{roll.present}/{roll.base} có mặt", " · ".join(filter(None, parts))


def vote_words(in_favour: int, base: int, *, committee: bool = False) -> str:
    """What a vote came to, of the base (domain notes 2.5), without saying what follows from it."""
    who = "chi ủy viên" if committee else "đảng viên chính thức"
    if not base:
        return f"Chưa có số {who} được triệu tập."
    if in_favour > base:
        return f"Số tán thành ({in_favour}) nhiều hơn số {who} được biểu quyết ({base})."
    share = exports.writing.percent(db.figures.percent(in_favour, base))
    half = "đạt quá nửa" if 2 * in_favour > base else "chưa quá nửa"
    return f"{in_favour}/{base} {who} được triệu tập = {share}: {half}"


def kind_words(kind: str) -> str:
    """The kind of a meeting with a capital."""
    words = db.meetings.KINDS[kind]
    return db.text.begun(words)


def _shown(day: str) -> str:
    return db.days.shown(date.fromisoformat(day))
