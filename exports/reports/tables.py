"""The tables of a report: figures by quarter in the text, annexes A and B, every figure by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import db.figures
import exports.figures
import exports.paper.content
import exports.reports.material
import exports.reports.packs


def by_quarter(material: exports.reports.material.Material) -> exports.paper.content.Table:
    """The main figures of a longer window, quarter by quarter, and of the whole."""
    quarters = material.facts["by_quarter"]
    labels = _labels(material.pack)
    content = exports.paper.content
    columns = [content.Column("Số liệu", 30)]
    columns += [content.Column(label, 12, "center") for label, _ in quarters]
    columns.append(content.Column("Cả kỳ", 12, "center"))
    rows = [
        (
            labels[name].heading,
            *(exports.figures.shown(counted[name]) for _, counted in quarters),
            exports.figures.shown(material.facts[name]),
        )
        for name in quarters[0][1]
    ]
    return content.Table(tuple(columns), tuple(rows))


def _labels(pack: exports.reports.packs.Pack) -> Mapping[str, exports.figures.Label]:
    """The names of the figures, in the words of the pack where it has its own."""
    return {
        name: exports.figures.Label(pack.labels.get(name, label.text), label.adds)
        for name, label in exports.figures.labels().items()
    }


def annexes(
    figures: dict[str, db.figures.Figure], material: exports.reports.material.Material
) -> Iterable[exports.paper.content.Annex]:
    """Annexes A and B on pages that lie, then the table of figures."""
    content = exports.paper.content
    said = material.teller.said(material.pack.annexed)
    annexed = content.Paragraph(said, italic=True, align="center", indent=False)
    for one in material.annexes:
        body = one.table() if one.records else content.Paragraph(one.nothing, indent=False)
        lying = bool(one.records)
        yield content.Annex(f"Phụ lục {one.letter}", one.title, lying, (annexed, body))
    columns = (
        content.Column("TT", 6, "center"),
        content.Column("Nội dung", 70),
        content.Column("Giá trị", 17, "center"),
        content.Column("Cách tính", 10, "center"),
    )
    rows = [
        (
            str(number),
            label.text,
            exports.figures.shown(figures[name]),
            exports.figures.base(figures[name]),
        )
        for number, (name, label) in enumerate(_labels(material.pack).items(), start=1)
    ]
    note = content.Note(material.teller.put(material.pack.figures_note))
    table = content.Table(columns, tuple(rows))
    yield content.Annex(material.pack.figures_title, "", False, (annexed, table, note))
