"""Offices that these journeys made up: their units, books, lists and how they call the program."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import db.book
import db.book.keys
import db.moments

ROOT = Path(__file__).parent.parent.parent
PERSON, PASSWORD = "Lục Thị Hằng Nga", "Con đò & bến cũ 1987"
UNIT = """
code = "TDP7-HOAMOC"
name = "Chi bộ Tổ dân phố số 7"
kind = "residential"
ward = "phường Hoa Mộc"
upper = "Đảng bộ phường Hoa Mộc"
place = "Hoa Mộc"
term_from = 2025-05-20
heads = [{ name = "Lục Thị Hằng Nga", post = "Bí thư Chi bộ" }]
"""


def moment(on: date) -> db.moments.Moment:
    """Midday of a day, in Việt Nam."""
    return db.moments.Moment(on, datetime(on.year, on.month, on.day, 5, tzinfo=UTC), PERSON)


@dataclass
class Made:
    """A book made in process, cheap to open."""

    folder: Path
    secret: db.book.keys.Secret
    code: str


def make(folder: Path, on: date = date(2026, 1, 2)) -> Made:
    """An empty book of the office, its key files at the lowest cost."""
    import tomllib

    secret = db.book.keys.Secret(PERSON, PASSWORD)
    unit = tomllib.loads(UNIT)
    code = db.book.make(folder, unit, secret, moment(on), db.book.keys.lowest_cost())
    return Made(folder, secret, code)
