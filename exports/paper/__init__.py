"""Party papers as PDF: laid out by the rule sets, same bytes each time, and read back.

The front door; the rooms behind it that need reportlab, pikepdf or pypdfium2 are opened only when
they are used. What a paper says is put together from ``exports.paper.content``; how it looks comes
from ``exports.paper.layout``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

import exports.paper.content
import exports.paper.entries
import exports.paper.faces
import exports.paper.layout
import exports.qr


@dataclasses.dataclass(frozen=True)
class Rendered:
    """A drawn paper: the file, its pages, and where the visible signature fields are to lie."""

    pdf: bytes
    pages: int
    fields: tuple[exports.paper.content.FieldPlace, ...]


def layout_for(on: date) -> exports.paper.layout.Layout:
    """The rule set for a paper of that day."""
    return exports.paper.layout.layout_for(on)


def layout_with(
    layout: exports.paper.layout.Layout, overrides: Mapping[str, object]
) -> exports.paper.layout.Layout:
    """A rule set with the unit's own values, ``{"body.line_pitch": 20}``."""
    return exports.paper.layout.layout_with(layout, overrides)


def undrawable(text: str) -> tuple[str, ...]:
    """The characters of ``text`` that would be printed as a question mark."""
    return exports.paper.faces.undrawable(text)


def as_entry(paper: exports.paper.content.Paper) -> dict[str, Any]:
    """``paper`` as the JSON value that stands in the snapshot."""
    return exports.paper.entries.as_entry(paper)


def from_entry(entry: object) -> exports.paper.content.Paper:
    """The paper an entry stands for; ``ValueError`` if it is not one."""
    return exports.paper.entries.from_entry(entry)


def qr_text(paper: exports.paper.content.Paper) -> str:
    """The text of the QR code on ``paper`` (design 6), with the digest of its entry."""
    return exports.qr.build(
        exports.qr.Payload(
            paper.type_code,
            exports.paper.content.number_and_sign(paper),
            paper.on,
            exports.qr.digest32(as_entry(paper)),
        )
    )


def render(paper: exports.paper.content.Paper, qr: str | None) -> Rendered:
    """``paper`` as PDF, with the code ``qr`` at the end of its body.

    ``ValueError`` for a layout or an override that does not exist, and for what no page can hold.
    """
    import exports.paper.document
    import exports.paper.pen
    import exports.paper.story

    layout = exports.paper.layout.named(paper.layout_id)
    pen = exports.paper.pen.Pen(exports.paper.layout.layout_with(layout, dict(paper.overrides)))
    story = exports.paper.story.Story(pen, paper)
    pdf, pages = exports.paper.document.written(pen, paper, story.pieces(qr))
    return Rendered(pdf, pages, tuple(story.fields))


def attach(pdf: bytes, name: str, data: bytes, description: str) -> bytes:
    """``pdf`` with the workbook ``data`` inside it, as data belonging to the paper."""
    import exports.paper.attaching

    return exports.paper.attaching.attach(pdf, name, data, description)


def text_of(pdf: bytes) -> list[str]:
    """The text of each page without its page number; ``ValueError`` if it is no PDF."""
    import exports.paper.reading

    return exports.paper.reading.text_of(pdf)


def holds(pdf: bytes, entry: object, qr: str | None) -> list[str]:
    """How the text of ``pdf`` differs from what ``entry`` says; nothing if it says just that."""
    import exports.paper.reading

    return exports.paper.reading.holds(pdf, entry, qr)
