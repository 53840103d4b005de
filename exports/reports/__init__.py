"""The periodic report: sections composed from the records, a person's own words where they wrote.

Requirements part 6: sections 0 to 14 by a form pack, annexes A and B, and a table of every figure
by its contract name, so that paper, workbook and snapshot can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import db.bundles
import db.figures
import db.members
import db.reports
import db.text
import db.unit
import exports.figures
import exports.forms
import exports.issuing
import exports.paper.content
import exports.reports.material
import exports.reports.tables

_SIGNATURE = "Sig_BiThu"


@dataclass(frozen=True)
class Stamp:
    """What a report is issued as.

    ``kind`` a key of ``db.bundles.KINDS`` and ``number`` from 1; ``level`` names how it is signed;
    ``signed`` is False when the seal alone signs, and the signature place says so.
    """

    kind: str
    number: int
    level: str
    signed: bool

    def __post_init__(self) -> None:
        if self.kind not in db.bundles.KINDS or self.number < 1:
            raise ValueError(f"not a kind and number of a bundle: {self.kind}{self.number}")


@dataclass(frozen=True)
class Sentence:
    """One composed sentence, the items under it, and the figures it shows, each in its place."""

    text: str
    items: tuple[str, ...] = ()
    spans: tuple[exports.forms.Span, ...] = ()
    table: exports.paper.content.Table | None = None

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of the figures it shows, in order."""
        return tuple(dict.fromkeys(one.name for one in self.spans))


@dataclass(frozen=True)
class Section:
    """One section: what the records say, and what a person wrote in its place ("" if nothing)."""

    id: str
    title: str
    sentences: tuple[Sentence, ...]
    edited: str = ""
    level: int = 1
    number: int | None = None

    @property
    def heading(self) -> str:
        """The title as the paper prints it: those of the first level are numbered."""
        return self.title if self.number is None else f"{self.number}. {self.title}"

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures its composed sentences show, each once."""
        return tuple(dict.fromkeys(name for one in self.sentences for name in one.figures))

    @property
    def composed(self) -> str:
        """The composed text as an editor shows it: a paragraph a line, items led by a hyphen."""
        lines = [[one.text, *(f"- {item}" for item in one.items)] for one in self.sentences]
        return "\n".join(line for some in lines for line in some)

    @property
    def spans(self) -> tuple[exports.forms.Span, ...]:
        """Where the figures stand in ``composed``."""
        found: list[exports.forms.Span] = []
        start = 0
        for one in self.sentences:
            found += [span.moved(start) for span in one.spans]
            start += len(one.text) + 1 + sum(len(f"- {item}\n") for item in one.items)
        return tuple(found)


def sections(span: db.reports.Window, figures: dict[str, db.figures.Figure]) -> list[Section]:
    """The sections of the report of a window, in order; section 0 is the opening."""
    return _sections(exports.reports.material.Material.of(span, figures))


def compose(
    span: db.reports.Window, figures: dict[str, db.figures.Figure], *, stamp: Stamp
) -> exports.paper.content.Paper:
    """The report of a window as a paper: sections, annexes A and B, the table of figures.

    ``figures`` are those of ``db.figures.count(span)``.
    """
    material = exports.reports.material.Material.of(span, figures)
    pack, head, teller = material.pack, material.head, material.teller
    report = material.report
    abstract = (report.title if report else "") or teller.said(pack.abstract)
    if stamp.kind in pack.versions:
        again = pack.versions[stamp.kind].format(times=stamp.number)
        abstract += f"\n{again}"
    note, level = exports.issuing.signing(stamp.level, signed=stamp.signed)
    blocks = [block for one in _sections(material) for block in _blocks(one)]
    return exports.paper.content.Paper(
        type_code=pack.type_code,
        layout_id=head.layout.id,
        overrides=head.overrides,
        upper=head.unit.upper,
        issuer=head.unit.name,
        sign=head.sign(pack.type_code),
        number=material.number,
        place=head.unit.place,
        on=report.dated if report else None,
        year=material.on.year,
        type_name=pack.type_name,
        abstract=abstract,
        blocks=(*blocks, exports.paper.content.Paragraph(teller.put(pack.closing))),
        recipients=tuple(str(one) for one in db.unit.setting("recipients", material.on)),
        signers=(_signer(head.unit, material.on),),
        annexes=tuple(exports.reports.tables.annexes(figures, material)),
        unsigned_note=note,
        level_line=level,
    )


def entry_of(paper: exports.paper.content.Paper) -> dict[str, Any]:
    """The report as it stands in ``documents[]`` of the snapshot."""
    return exports.issuing.entry_of(paper)


def _sections(material: exports.reports.material.Material) -> list[Section]:
    """Each section of the pack that is for this kind of unit."""
    report = material.report
    edited: dict[str, str] = {}
    if report is not None:
        kept = db.reports.Report.printed([report])[0]["sentences"]
        edited = {one["section"]: one["text"] for one in kept}
    found: list[Section] = []
    number = 0
    for form in material.pack.of_kind(material.head.unit.unit_kind):
        title = material.teller.put(form.title)
        numbered = bool(title) and form.level == 1
        number += numbered
        said = [part for part in form.sentences if material.teller.holds(part)]
        found.append(
            Section(
                form.id,
                title,
                tuple(_sentence(part, material) for part in said),
                edited.get(form.id, ""),
                form.level,
                number if numbered else None,
            )
        )
    return found


def _sentence(part: exports.forms.Part, material: exports.reports.material.Material) -> Sentence:
    """One sentence with its items or its table."""
    items: list[str] = []
    if part.items:
        words = material.pack.items[part.items]
        for facts in material.facts[part.items]:
            said = exports.forms.Teller(facts, material.teller.spelling).said(words)
            items.append(said if said.endswith(".") else f"{said}.")
    text, spans = material.teller.told(part.text)
    known = exports.figures.labels()
    table = exports.reports.tables.by_quarter(material) if part.table else None
    return Sentence(text, tuple(items), tuple(one for one in spans if one.name in known), table)


def _blocks(section: Section) -> Iterable[exports.paper.content.Block]:
    """A section as the paper prints it; a person's own words stand for the composed ones."""
    content = exports.paper.content
    if section.title:
        yield content.Heading(section.heading, section.level)
    if section.edited:
        for line in section.edited.splitlines():
            text = line.strip()
            if text.startswith(("- ", "+ ")):
                yield content.Item(text[2:].strip(), text[0])
            elif text:
                yield content.Paragraph(text)
        return
    for one in section.sentences:
        yield content.Paragraph(one.text)
        yield from (content.Item(item) for item in one.items)
        if one.table is not None:
            yield one.table


def _signer(unit: db.unit.Unit, on: date) -> exports.paper.content.Signer:
    """Who signs: the name the unit set, else who holds the post that day, else its first head."""
    post = str(db.unit.setting("signer_post", on))
    names = (db.members.SECRETARY, db.members.DEPUTY)
    held = next((name for name in names if db.text.fold(name) == db.text.fold(post)), None)
    name = str(db.unit.setting("signer_name", on))
    name = name or (db.members.holder(held, on) if held else "")
    if not name and unit.heads:
        name = unit.heads[0]["name"]
    authority = str(db.unit.setting("signer_authority", on))
    return exports.paper.content.Signer(post, name, authority, _SIGNATURE)
