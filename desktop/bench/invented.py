"""Invented records in any number, the same each time: nobody and nothing in them is real."""

from __future__ import annotations

import functools
import random
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import db.members
import db.moments
import db.tasks.adding

TODAY = date(2026, 9, 30)
MOMENT = db.moments.Moment(TODAY, datetime(2026, 9, 30, 5, tzinfo=UTC), "Người đo")
UNIT: dict[str, Any] = {
    "code": "CB-DO",
    "name": "Chi bộ Khu dân cư số 4",
    "kind": "residential",
    "ward": "phường Bến Lau",
    "upper": "Đảng bộ phường Bến Lau",
    "place": "Bến Lau",
    "term_from": "2025-01-01",
    "heads": ["Nông Văn Khiêm"],
}
_FIRST = date(2016, 1, 1)
_DAYS = (date(2026, 8, 1) - _FIRST).days
_LEAST = timedelta(days=20)


@functools.cache
def words() -> dict[str, list[str]]:
    """The words records are made of."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def dice(seed: str) -> random.Random:
    """The same throws each time."""
    return random.Random(seed)  # noqa: S311 - invented records, no secret


@functools.cache
def people() -> list[str]:
    """Enough names for any unit."""
    held = words()
    return [
        f"{family} {middle} {given}"
        for given in held["givens"]
        for middle in held["middles"]
        for family in held["families"]
    ]


def sentence(throws: random.Random) -> str:
    """What a piece of work is called."""
    return " ".join(throws.choice(words()[name]) for name in ("verbs", "objects", "places"))


def text(throws: random.Random, sentences: int) -> str:
    """A paragraph of so many sentences of about 14 words."""
    return ". ".join(sentence(throws) for _ in range(sentences)) + "."


def drafts(count: int, first: date = _FIRST, days: int = _DAYS) -> Iterator[db.tasks.adding.Draft]:
    """Tasks in every state, assigned on some day of the ``days`` after ``first``."""
    throws, held = dice("tasks"), words()
    for number in range(1, count + 1):
        on = first + timedelta(days=throws.randrange(days))
        state = throws.choice(("assigned", "in_progress", "done", "done", "suspended"))
        states = [(on, "assigned")]
        if state != "assigned":
            states.append((on + timedelta(days=throws.randrange(1, _LEAST.days)), state))
        yield db.tasks.adding.Draft(
            {
                "code": f"NV-{number:05d}",
                "work": sentence(throws),
                "lead": throws.choice(held["bodies"]),
                "accountable": throws.choice(people()),
                "authority": throws.choice(held["authorities"]),
                "responsibility": throws.choice(held["duties"]),
                "product": throws.choice(held["products"]),
                "basis": f"Nghị quyết số {throws.randrange(1, 40)}-NQ/CB",
            },
            first_due=on + _LEAST + timedelta(days=throws.randrange(60)),
            assigned_on=on,
            states=states,
            progress=[(on + timedelta(days=1), throws.randrange(5, 95), sentence(throws))],
        )


def entries(count: int) -> list[tuple[str, int, str, date, str]]:
    """Documents and meetings as search takes them: a title of 14 words and 60 more."""
    throws = dice("entries")
    return [
        (
            "documents" if number % 3 else "meetings",
            number,
            sentence(throws),
            _FIRST + timedelta(days=throws.randrange(_DAYS)),
            f"{number}-KH/CB {text(throws, 4)}",
        )
        for number in range(1, count + 1)
    ]


def members(count: int) -> list[db.members.Draft]:
    """Members who joined before everything else happened."""
    return [db.members.Draft(name, _FIRST, official_on=_FIRST) for name in people()[:count]]
