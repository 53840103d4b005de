"""The moment of a verb: which day it is, which instant, and who acts.

Nobody below ``desktop`` asks the clock; a verb is told. Instants are stored as UTC with Z and
shown at +07:00, a fixed offset (Việt Nam has no summer time); dates are plain calendar dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import db.errors

HANOI = timezone(timedelta(hours=7))
_STORED = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z")


@dataclass(frozen=True)
class Moment:
    """When and by whom something is entered."""

    today: date
    instant: datetime
    who: str

    @property
    def at(self) -> str:
        """The instant as it is stored: "2026-11-22T05:00:00Z"."""
        return stored(self.instant)


def stored(instant: datetime) -> str:
    """An aware ``instant`` as stored text, to the second."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(at: str) -> datetime:
    """The instant that ``at`` (stored text) names.

    Raises:
        ValueError: it is no stored instant.
    """
    if not _STORED.fullmatch(at):
        raise ValueError(at)
    return datetime.fromisoformat(at)  # ten times as fast as strptime: lists ask it of each row


def entered_on(at: str) -> date:
    """The calendar day, in Việt Nam, on which something was entered."""
    return instant(at).astimezone(HANOI).date()


def shown(at: str) -> str:
    """A stored instant as a person reads it: "22/11/2026 12:00"."""
    return instant(at).astimezone(HANOI).strftime("%d/%m/%Y %H:%M")


def not_later(on: date, moment: Moment, field: str = "on") -> None:
    """Refuse a fact dated after today (design 4); ``field`` is where its day stands.

    Raises:
        db.errors.RecordError: ``on`` lies after the moment's day.
    """
    if on > moment.today:
        raise db.errors.RecordError(
            f"Ngày {on:%d/%m/%Y} sau ngày hôm nay; hãy nhập ngày việc đã xảy ra.", field
        )
