"""The clock: the one place that asks what day and instant it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import db.errors
import db.moments

_NOON = time(12, 0, tzinfo=db.moments.HANOI)


def moment(today: str | None, who: str) -> db.moments.Moment:
    """Now, or noon of the day that ``--today`` names, acted by ``who``.

    Raises:
        db.errors.RecordError: ``today`` is no date.
    """
    if today is None:
        now = datetime.now(UTC)
        return db.moments.Moment(now.astimezone(db.moments.HANOI).date(), now, who)
    day = read_day(today, "--today")
    return db.moments.Moment(day, datetime.combine(day, _NOON).astimezone(UTC), who)


def read_day(text: str, option: str) -> date:
    """The day that ``option`` names.

    Raises:
        db.errors.RecordError: ``text`` is no date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise db.errors.RecordError(
            f"Ngày “{text}” của {option} không đúng; hãy ghi dạng 2026-09-30."
        ) from error
