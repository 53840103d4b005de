"""The layout rule sets: which one holds on a day, and what it prescribes.

The values stand in ``layouts/*.toml``, each with how sure it is; the rule is chosen by the day of
the paper, and a unit may override it value by value, because a ward may keep to the older look for
some months (design 1, domain 1.8). Lengths of the page are millimetres, of type points.
"""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

_FOLDER = Path(__file__).with_name("layouts")
_Part = TypeVar("_Part")


@dataclasses.dataclass(frozen=True)
class Page:
    """The sheet and its margins in mm; ``duplex`` mirrors left and right on even pages."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    duplex: bool
    number_from_top: float


@dataclasses.dataclass(frozen=True)
class Header:
    """The two columns above the title: whose paper (left), the Party and the day (right)."""

    left_width: float
    party: str
    star: str
    number_word: str
    rule_gap: float
    after: float


@dataclasses.dataclass(frozen=True)
class Title:
    """What follows the type's name and the abstract."""

    hyphens: str
    after: float


@dataclasses.dataclass(frozen=True)
class Body:
    """Paragraphs: exact line pitch and gap in points, first-line indent in mm, last mark.

    ``spelling`` ("ủy" or "uỷ") is for the words the composer writes itself; text that people
    typed is never respelled.
    """

    line_pitch: float
    paragraph_gap: float
    spelling: str
    indent: float
    ending: str


@dataclasses.dataclass(frozen=True)
class Recipients:
    """The list "Nơi nhận": width in mm, how its lines end."""

    label: str
    separator: str
    last: str
    width: float
    line_pitch: float


@dataclasses.dataclass(frozen=True)
class Signature:
    """The place to sign: width in mm, empty lines between post and name."""

    width: float
    blank_lines: int
    before: float


@dataclasses.dataclass(frozen=True)
class TableLook:
    """Rules, padding and line pitch of tables in the body and in annexes, in points."""

    line: float
    padding: float
    line_pitch: float
    annex_line_pitch: float


@dataclasses.dataclass(frozen=True)
class QrLook:
    """Side of one square in mm, and squares of white around the code."""

    module: float
    quiet: int


@dataclasses.dataclass(frozen=True)
class Style:
    """How one component is set."""

    size: float
    bold: bool = False
    italic: bool = False
    caps: bool = False
    underline: bool = False


@dataclasses.dataclass(frozen=True)
class Layout:
    """One rule set; ``styles`` by component name, ``valid_to`` is ``None`` while in force."""

    id: str
    title: str
    valid_from: date
    valid_to: date | None
    page: Page
    header: Header
    title_block: Title
    body: Body
    recipients: Recipients
    signature: Signature
    table: TableLook
    qr: QrLook
    styles: Mapping[str, Style]


def names() -> tuple[str, ...]:
    """The rule sets there are, oldest first."""
    return tuple(layout.id for layout in _all())


def named(name: str) -> Layout:
    """The rule set ``name``; ``ValueError`` if there is none."""
    for layout in _all():
        if layout.id == name:
            return layout
    raise ValueError(f"no layout rule set {name!r}")


def layout_for(on: date) -> Layout:
    """The rule set a paper of that day follows; papers older than the first follow the first."""
    layouts = _all()
    return next((one for one in reversed(layouts) if one.valid_from <= on), layouts[0])


def layout_with(layout: Layout, overrides: Mapping[str, object]) -> Layout:
    """``layout`` with some values changed, named by their place: ``{"body.line_pitch": 20}``.

    ``ValueError`` for a name the rule sets do not have, a value of another type, or values with
    which no page can be laid out.
    """
    raw = dataclasses.asdict(layout)
    for name, value in overrides.items():
        table, _, key = name.rpartition(".")
        place = _table(raw, table)
        if key not in place or not _same_kind(place[key], value):
            raise ValueError(f"a layout has no value {name!r} like {value!r}")
        place[key] = value
    changed = _built(raw)
    if not _can_be_laid(changed):
        raise ValueError("no page can be laid out with these values of a layout")
    return changed


def _can_be_laid(layout: Layout) -> bool:
    """Whether type can be read and each column has room: the least that drawing relies on."""
    page = layout.page
    width = page.width - page.left - page.right
    pitches = (
        layout.body.line_pitch,
        layout.recipients.line_pitch,
        layout.table.line_pitch,
        layout.table.annex_line_pitch,
    )
    columns = (layout.header.left_width, layout.signature.width, layout.recipients.width)
    gaps = (layout.header.after, layout.title_block.after, layout.signature.before)
    bounds = (
        *((size, 4, 40) for size in (*pitches, *(one.size for one in layout.styles.values()))),
        (width, 100, 1000),
        (page.height - page.top - page.bottom, width, 1000),  # pages that lie need it as well
        *((column, 30, width - 30) for column in columns),
        (layout.body.indent, 0, width / 2),
        *((gap, 0, 100) for gap in (*gaps, layout.body.paragraph_gap)),
        (layout.signature.blank_lines, 0, 10),
        *((one, 0, 5) for one in (layout.table.padding, layout.table.line)),
        (layout.qr.module, 0.2, 1),
        (layout.qr.quiet, 1, 10),
    )
    return all(least <= value <= most for value, least, most in bounds)


def _table(raw: dict[str, Any], name: str) -> dict[str, Any]:
    """The table of the rule set called ``name``; an empty one if there is none."""
    place: Any = raw if name else {}
    for part in name.split(".") if name else ():
        place = place.get(part) if isinstance(place, dict) else None
    return place if isinstance(place, dict) else {}


def _same_kind(before: object, value: object) -> bool:
    """Whether ``value`` may stand where ``before`` stands: same type, a whole number for a real.

    Sizes and lengths are kept between 0 and 1,000: NaN and infinity are none.
    """
    if isinstance(before, bool) or isinstance(value, bool) or isinstance(before, str):
        return type(before) is type(value)
    if isinstance(before, float):
        return isinstance(value, (int, float)) and 0 <= value <= 1000  # noqa: PLR2004 - said above
    return isinstance(before, int) and isinstance(value, int) and 0 <= value <= 1000  # noqa: PLR2004 - said above


@functools.cache
def _all() -> tuple[Layout, ...]:
    """Every rule set in the folder, oldest first."""
    found = [_built(_raw(path.stem)) for path in _FOLDER.glob("*.toml")]
    return tuple(sorted(found, key=lambda layout: layout.valid_from))


def _raw(name: str) -> dict[str, Any]:
    """The tables of one rule set as they stand in its file."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _built(raw: dict[str, Any]) -> Layout:
    """A layout from its tables; ``TypeError`` if a value is missing or unknown."""

    def part(kind: type[_Part], name: str) -> _Part:
        return kind(**raw[name])

    return Layout(
        id=raw["id"],
        title=raw["title"],
        valid_from=raw["valid_from"],
        valid_to=raw.get("valid_to"),
        page=part(Page, "page"),
        header=part(Header, "header"),
        title_block=part(Title, "title_block"),
        body=part(Body, "body"),
        recipients=part(Recipients, "recipients"),
        signature=part(Signature, "signature"),
        table=part(TableLook, "table"),
        qr=part(QrLook, "qr"),
        styles={name: Style(**values) for name, values in raw["styles"].items()},
    )
