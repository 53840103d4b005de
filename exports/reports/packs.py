"""Form packs: the sections of a report, their titles and sentences, as data beside this module.

A pack is chosen by the day its period ends; one may take over the sections of another and replace
or leave out some.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import exports.forms

_FOLDER = Path(__file__).with_name("packs")


@dataclass(frozen=True)
class Form:
    """One section of a pack; ``kind`` limits it to one kind of unit."""

    id: str
    title: str
    sentences: tuple[exports.forms.Part, ...]
    kind: str = ""
    level: int = 1


@dataclass(frozen=True)
class Pack:
    """A form pack with everything it took over from its base."""

    id: str
    version: int
    title: str
    ends_from: date
    directive: bool
    type_code: str
    type_name: str
    closing: str
    figures_title: str
    figures_note: str
    abstract: tuple[exports.forms.Part, ...]
    annexed: tuple[exports.forms.Part, ...]
    versions: Mapping[str, str]
    labels: Mapping[str, str]
    items: Mapping[str, tuple[exports.forms.Part, ...]]
    sections: tuple[Form, ...]

    def of_kind(self, kind: str) -> tuple[Form, ...]:
        """The sections for a unit of that kind."""
        return tuple(one for one in self.sections if one.kind in ("", kind))


def pack_for(last: date) -> Pack:
    """The pack of a period that ends on ``last``."""
    packs = _all()
    return next((one for one in reversed(packs) if one.ends_from <= last), packs[0])


@functools.cache
def _all() -> tuple[Pack, ...]:
    """Every pack in the folder, oldest first."""
    found = [_built(_raw(path.stem)) for path in _FOLDER.glob("*.toml")]
    return tuple(sorted(found, key=lambda pack: pack.ends_from))


def _raw(name: str) -> dict[str, Any]:
    """A pack's tables, those of its base beneath them."""
    own = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    if "base" not in own:
        return own
    base = _raw(own["base"])
    replaced = {(one["id"], one.get("kind", "")): one for one in own.get("sections", ())}
    sections = [
        replaced.get((one["id"], one.get("kind", "")), one)
        for one in base["sections"]
        if one["id"] not in own.get("without", ())
    ]
    return base | own | {"sections": sections}


def _built(raw: dict[str, Any]) -> Pack:
    """A pack from its tables; ``KeyError`` if one is missing."""
    plain = (
        "id",
        "version",
        "title",
        "ends_from",
        "directive",
        "type_code",
        "type_name",
        "closing",
    )
    return Pack(
        **{name: raw[name] for name in (*plain, "figures_title", "figures_note", "versions")},
        abstract=exports.forms.parts(raw["abstract"]),
        annexed=exports.forms.parts(raw["annexed"]),
        labels=raw.get("labels", {}),
        items={name: exports.forms.parts(parts) for name, parts in raw["items"].items()},
        sections=tuple(
            Form(
                one["id"],
                one["title"],
                exports.forms.parts(one["sentences"]),
                one.get("kind", ""),
                one.get("level", 1),
            )
            for one in raw["sections"]
        ),
    )
