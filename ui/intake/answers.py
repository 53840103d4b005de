"""What a person has said of one workbook so far: the mapping the reader takes.

Held in memory only; what it teaches (headings, words, people) the import itself keeps.
"""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import exports.members.reading
import exports.reading.mapping
import exports.reading.sheet
import exports.tasks.reading

TAKE, SKIP = exports.reading.mapping.TAKE, exports.reading.mapping.SKIP
Row = dict[str, Any] | str


@functools.cache
def labels(kind: str) -> dict[str, str]:
    """What the columns of a list of ``kind`` are called, in the order they are offered in."""
    found: dict[str, str] = _words()[kind]
    return found


@functools.cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "columns.toml").read_text("utf-8"))


def label(kind: str, field: str) -> str:
    """What one field of a row is called."""
    return str(labels(kind).get(field) or _words()["rows"].get(field, field))


@functools.cache
def fields(kind: str) -> exports.reading.mapping.Fields:
    """What can be said of a list of ``kind``."""
    if kind == "tasks":
        return exports.tasks.reading.fields()
    return exports.members.reading.fields()


@dataclasses.dataclass
class Answers:
    """Columns by sheet and letter, rows by sheet and number, people, words, first heading rows.

    ``named`` is who was said to be meant in a row together with all rows that say the same.
    """

    columns: dict[tuple[str, str], str | None] = dataclasses.field(default_factory=dict)
    rows: dict[tuple[str, int], Row] = dataclasses.field(default_factory=dict)
    people: dict[str, str] = dataclasses.field(default_factory=dict)
    words: dict[str, str] = dataclasses.field(default_factory=dict)
    heads: dict[str, int] = dataclasses.field(default_factory=dict)
    named: dict[tuple[str, int], str] = dataclasses.field(default_factory=dict)

    def mapping(self) -> dict[str, Any]:
        """The parts of a mapping file."""
        return {
            "columns": {f"{sheet}!{letter}": to for (sheet, letter), to in self.columns.items()},
            "rows": {f"{sheet}!{number}": said for (sheet, number), said in self.rows.items()},
            "people": dict(self.people),
            "words": dict(self.words),
            "heads": dict(self.heads),
        }

    def name_column(
        self, kind: str, place: tuple[str, str], to: str | None, now: Mapping[str, str]
    ) -> None:
        """Say that the column at ``place`` is the field ``to``, or nothing to be taken.

        ``now`` leads from letters to fields as they are: another column that was this one gives
        way, unless several can be it.
        """
        sheet, letter = place
        self.columns[place] = to
        if to is None or to in fields(kind).many:
            return
        for other, field in now.items():
            if field == to and other != letter:
                self.columns[sheet, other] = None

    def name_person(self, sheet: str, rows: Iterable[int], written: str, person: str) -> None:
        """Say who ``written`` in ``rows`` of ``sheet`` is; the next workbook will know it, too."""
        self.people[written] = person
        self.named.update(dict.fromkeys(((sheet, row) for row in rows), person))

    def chosen(self, place: tuple[str, int]) -> dict[str, Any]:
        """The fields said of one row, by name; none where it was said to be taken or left as is."""
        named = {"accountable": self.named[place]} if place in self.named else {}
        said = self.rows.get(place, {})
        return {**named, **said} if isinstance(said, dict) else {}

    def settle(self, place: tuple[str, int], said: Row) -> None:
        """Say something of one row; fields are added to those said before."""
        known = self.rows.get(place)
        if isinstance(said, dict) and isinstance(known, dict):
            said = {**known, **said}
        self.rows[place] = said
