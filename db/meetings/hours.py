"""The hours of a meeting: read as people write them ("19h30", "19 giờ 30", "1930"), compared."""

from __future__ import annotations

import re

import db.errors

_CLOCK = re.compile(
    r"(\d{1,2})\s*(?::|\.|h|g|giờ)\s*(\d{1,2})?\s*(?:phút|p|')?|(\d{1,2})(\d{2})", re.IGNORECASE
)


def read(typed: str) -> str:
    """An hour as the book keeps it ("19:30"); words without figures as they are.

    Raises:
        db.errors.RecordError: it has figures and is no hour of a day.
    """
    words = typed.strip()
    minutes = clock(words)
    if minutes is not None:
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if any(sign.isdigit() for sign in words):
        raise db.errors.RecordError(f"“{words}” không phải giờ trong ngày; hãy ghi như 19:30.")
    return words


def clock(words: str) -> int | None:
    """The minutes since midnight that ``words`` say, None where they are no hour of a day."""
    found = _CLOCK.fullmatch(words.strip())
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None  # noqa: PLR2004 - the clock


def refuse_backwards(starts: str, ends: str) -> None:
    """Refuse a meeting that ends before it begins; hours that are only words are not compared.

    Raises:
        db.errors.RecordError: it does.
    """
    first, last = clock(starts), clock(ends)
    if first is not None and last is not None and last < first:
        raise db.errors.RecordError(
            f"Giờ kết thúc {ends.strip()} trước giờ bắt đầu {starts.strip()}; hãy sửa một trong "
            "hai giờ (giờ bắt đầu nằm trong kế hoạch của buổi).",
            "ends",
        )
