"""A paper as an entry of the snapshot, and back.

The form follows the classes of ``content``: one key per field, blocks with their ``kind`` beside
it, days as ISO texts, every text NFC. Reading back is strict, because a verifier reads entries
that strangers wrote: a missing, unknown or wrongly typed value is a ``ValueError``.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
import unicodedata
from datetime import date
from typing import Any

import exports.paper.content


@functools.cache
def _kinds() -> dict[str, type]:
    """The blocks by the name their entry gives them: that of their class in lower case."""
    return {kind.__name__.lower(): kind for kind in typing.get_args(exports.paper.content.Block)}


def as_entry(paper: exports.paper.content.Paper) -> dict[str, Any]:
    """``paper`` as plain JSON values; equal papers give equal entries."""
    entry = _written(paper)
    if not isinstance(entry, dict):  # a Paper is a dataclass and so always a dict
        raise TypeError("not a paper")
    return entry


def from_entry(entry: object) -> exports.paper.content.Paper:
    """The paper an entry stands for; ``ValueError`` if it is not exactly one."""
    try:
        paper = _read(exports.paper.content.Paper, entry)
    except RecursionError as error:
        raise ValueError("not an entry of a paper: nested too deep") from error
    if not isinstance(paper, exports.paper.content.Paper):
        raise ValueError("not an entry of a paper")  # noqa: TRY004 - the entry is what is wrong
    return paper


def _written(value: object) -> object:
    """One value as JSON: whole reals as integers, so that 2 and 2.0 are one entry."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, tuple):
        return [_written(part) for part in value]
    if dataclasses.is_dataclass(value):
        name = type(value).__name__.lower()
        kind = {"kind": name} if name in _kinds() else {}
        fields = dataclasses.fields(value)
        return kind | {field.name: _written(getattr(value, field.name)) for field in fields}
    return value


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    """The types of a class's fields."""
    return typing.get_type_hints(kind)


def _read(hint: Any, value: object) -> object:
    """``value`` as the type ``hint`` says; ``ValueError`` if it is another."""
    origin, options = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint):
        return _read_part(typing.cast("type", hint), value)
    if hint == exports.paper.content.Block:
        return _read_block(value)
    if origin is tuple and isinstance(value, list):
        kinds = [options[0]] * len(value) if options[-1] is Ellipsis else list(options)
        return tuple(_read(kind, part) for kind, part in zip(kinds, value, strict=True))
    if origin is typing.Literal and value in options:
        return value
    if origin is types.UnionType:
        plain = next((kind for kind in options if type(value) is kind), None)
        return _read(date if plain is None and date in options else plain, value)
    return _read_plain(hint, value)


def _read_plain(hint: Any, value: object) -> object:
    """A text, a number, a truth value, a day or nothing."""
    if hint is date and isinstance(value, str) and len(value) == len("2026-10-05"):
        return date.fromisoformat(value)
    if hint is float and type(value) in (int, float):
        return float(typing.cast("float", value))
    if hint in (str, int, float, bool, types.NoneType) and type(value) is hint:
        return value
    raise ValueError(f"not a value a paper has there: {str(value)[:80]!r}")


def _read_part(kind: type, value: object) -> object:
    """A dataclass from a mapping with exactly its fields."""
    hints = _hints(kind)
    if not isinstance(value, dict) or value.keys() != hints.keys():
        raise ValueError(f"not the fields of a {kind.__name__.lower()}: {str(value)[:80]!r}")
    made: object = kind(**{name: _read(hint, value[name]) for name, hint in hints.items()})
    return made


def _read_block(value: object) -> object:
    """A block: a mapping whose ``kind`` says which."""
    kind = _kinds().get(value["kind"]) if isinstance(value, dict) and "kind" in value else None
    if kind is None or not isinstance(value, dict):
        raise ValueError(f"not a block of a paper: {str(value)[:80]!r}")
    return _read_part(kind, {name: part for name, part in value.items() if name != "kind"})
