"""The history of one record told in plain words: who changed what, when, from what to what.

History keeps records as ``dump`` prints them. Here keys become the labels the tables carry, values
the words people use, and facts that belong to a record one line each; the vocabulary is data.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import peewee

import db.base
import db.documents
import db.history
import db.kinds
import db.meetings
import db.members
import db.moments
import db.periods
import db.reports
import db.tasks
import db.tasks.series
import db.unit

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_PART = re.compile(r"\[([^\]]*)\]")
_RECURRENCES = {**db.tasks.series.RECURRENCES, db.tasks.series.ONGOING: "thường xuyên"}
# What a stored word means, by the part of a record it stands in.
_WORDS: dict[tuple[str, str], Mapping[str, str]] = {
    ("tasks", "state"): db.tasks.STATES,
    ("tasks", "flags"): db.tasks.FLAGS,
    ("tasks", "recurrence"): _RECURRENCES,
    ("series", "recurrence"): _RECURRENCES,
    ("meetings", "kind"): db.meetings.KINDS,
    ("meetings", "status"): db.meetings.STATUSES,
    ("documents", "direction"): db.documents.DIRECTIONS,
    ("members", "stay"): db.members.STAYS,
    ("reports", "state"): db.reports.STATES,
    ("unit", "kind"): db.unit.KINDS,
}
# Parts that name another record by its number.
_NAMED: dict[str, type[db.base.Record]] = {
    "member": db.members.Member,
    "documents": db.documents.Document,
}


@dataclass(frozen=True)
class Difference:
    """One part of a record: what it said before and after ("" where it said nothing)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One change: the instant as stored and as shown, who, what was done, what changed.

    ``erased``: what stood there was erased by rule. ``behind``: the PC's clock stood behind.
    """

    seq: int
    at: str
    shown: str
    who: str
    did: str
    differences: tuple[Difference, ...]
    erased: bool = False
    behind: bool = False


@functools.cache
def _book_of_words() -> dict[str, Any]:
    """The vocabulary in ``data/verbs.toml``."""
    return tomllib.loads((Path(__file__).parent / "data" / "verbs.toml").read_text("utf-8"))


def kind_words(kind: str) -> str:
    """What a person calls a record of ``kind``: "Nhiệm vụ"."""
    return str(_book_of_words()["kinds"].get(kind, "Hồ sơ"))


def verb_words(kind: str, verb: str) -> str:
    """What was done, as history names it: "gia hạn"; an unknown verb only changed something."""
    verbs = _book_of_words()["verbs"]
    plain = verb.removesuffix(db.history.CLOCK_BACK)
    own = verbs.get(kind, {})
    for name in (plain, plain.partition(" ")[0]):
        found = own.get(name, verbs.get(name))
        if isinstance(found, str):
            return found
    return str(verbs["other"])


def label(kind: str, name: str) -> str:
    """What a part of a record is called; "" for one that says nothing to a person."""
    own = _book_of_words()["labels"].get(kind, {})
    return str(own.get(name) or _labels(kind).get(name, ""))


@functools.cache
def _labels(kind: str) -> dict[str, str]:
    """The labels of the columns of ``kind``, as its table carries them."""
    tables = [table for table in db.kinds.TABLES if getattr(table, "kind", None) == kind]
    fields: list[peewee.Field] = [
        field
        for table in tables
        for field in table._meta.sorted_fields  # noqa: SLF001 - peewee's own place for it
    ]
    return {field.name: field.verbose_name for field in fields if field.verbose_name}


def told(kind: str, number: int) -> list[Told]:
    """What happened to the record ``number`` of ``kind``, the newest change first."""
    changes = [_told(kind, row) for row in db.history.of(kind, number)]
    return changes[::-1]


def _told(kind: str, row: Mapping[str, Any]) -> Told:
    """One row of history in words."""
    content, verb = row["content"], str(row["verb"])
    differences: tuple[Difference, ...] = ()
    erased = content == db.history.ERASED
    if not erased and verb.startswith("erase"):
        reason = db.history.ERASE_REASONS.get((content["after"] or {}).get("reason", ""), "")
        differences = (Difference("Lý do", "", reason),)
    elif not erased and content["after"] is not None:
        differences = tuple(_differences(kind, content["before"] or {}, content["after"]))
    return Told(
        row["seq"],
        row["at"],
        db.moments.shown(row["at"]),
        row["who"],
        verb_words(kind, verb),
        differences,
        erased=erased,
        behind=verb.endswith(db.history.CLOCK_BACK),
    )


def _differences(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Difference]:
    """What differs between two states of a record, in the order of its parts."""
    repeats = _book_of_words()["repeats"]
    skipped = {*repeats["all"], *repeats.get(kind, ())}
    found = []
    for name in dict.fromkeys([*after, *before]):
        words = label(kind, name)
        old, new = before.get(name), after.get(name)
        if not words or name in skipped or old == new:
            continue
        one = (
            _of_lists(kind, name, old, new) if _is_list(old, new) else _plain(kind, name, old, new)
        )
        if one.before != one.after:
            found.append(one)
    return found


def _is_list(*values: Any) -> bool:
    return any(isinstance(value, list) for value in values)


def _plain(kind: str, name: str, old: Any, new: Any) -> Difference:
    """A part that holds one value."""
    return Difference(label(kind, name), _words(kind, name, old), _words(kind, name, new))


def _of_lists(kind: str, name: str, old: Any, new: Any) -> Difference:
    """A part that holds several facts: those that are gone, and those that are new."""
    were, are = list(old or []), list(new or [])
    gone = [one for one in were if one not in are]
    come = [one for one in are if one not in were]
    return Difference(
        label(kind, name),
        "; ".join(_fact(kind, name, one) for one in gone),
        "; ".join(_fact(kind, name, one) for one in come),
    )


def _fact(kind: str, name: str, fact: Any) -> str:
    """One fact of a list in words."""
    if not isinstance(fact, dict):
        return _words(kind, name, fact)
    form = _book_of_words()["facts"].get(name, "{text}")
    words = {key: _words(kind, key, value) for key, value in fact.items()}
    if "tasks" in fact:
        words["tasks"] = str(len(fact["tasks"]) or "")
    for key in ("against", "other"):
        words[key] = "" if fact.get(key) == 0 else words.get(key, "")
    whole = _PART.sub(functools.partial(_part, words), form)
    return whole.format_map(_Missing(words)).strip()


class _Missing(dict[str, str]):
    """Facts of an older version that lack a name now used say nothing there."""

    def __missing__(self, name: str) -> str:
        return ""


def _part(words: Mapping[str, str], found: re.Match[str]) -> str:
    """A part in brackets, or nothing where a fact in it is missing."""
    names = re.findall(r"\{(\w+)\}", found.group(1))
    return found.group(1) if all(words.get(name) for name in names) else ""


def _words(kind: str, name: str, value: Any) -> str:
    """One stored value as a person reads it."""
    if value is None or value == "":
        return ""
    known = _WORDS.get((kind, name), {})
    if isinstance(value, str) and value in known:
        return known[value]
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(_words(kind, name, one) for one in value)
    if name in _NAMED and isinstance(value, int):
        return _name(_NAMED[name], value)
    return _text(kind, name, str(value))


def _text(kind: str, name: str, value: str) -> str:
    """A day, an instant, a period, the name of a setting, or the text as it is."""
    if _DAY.fullmatch(value):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if _INSTANT.fullmatch(value):
        return db.moments.shown(value)
    if (kind, name) == ("reports", "period"):
        return db.periods.read(value).words
    if (kind, name) == ("unit", "name") and value in db.unit.catalogue():
        return str(db.unit.catalogue()[value]["label"])
    if (kind, name) == ("unit", "value"):
        return _choices().get(value, value)
    return value


@functools.cache
def _choices() -> dict[str, str]:
    """What the choices of settings are called."""
    words = [one.get("words", {}) for one in db.unit.catalogue().values()]
    return {key: called for one in words for key, called in one.items()}


def _name(table: type[db.base.Record], number: int) -> str:
    """The title of another record that is named by its number."""
    record = table.get_or_none(table.id == number)
    return record.search_entry()[0] if record is not None else db.history.ERASED
