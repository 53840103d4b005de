"""What a paper must read like, written down from its entry without drawing it.

Drawing a paper again takes ten times as long as reading it. So its letters, whatever their case,
are first compared with what the entry says in the order in which it is drawn; only a paper that
reads differently is drawn again, and the difference is told word for word (``exports.paper``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import exports.paper.content
import exports.paper.faces
import exports.paper.layout
import exports.qr


def reads_like(texts: Sequence[str], paper: exports.paper.content.Paper, code: str) -> bool:
    """Whether the pages ``texts`` hold just the letters of ``paper`` with the QR text ``code``.

    ``ValueError`` for a layout or an override that does not exist.
    """
    layout = exports.paper.layout.layout_with(
        exports.paper.layout.named(paper.layout_id), dict(paper.overrides)
    )
    expected = _letters("".join(_paper(paper, layout, code)))
    headings = {"".join(_letters(c.title) for c in table.columns) for table in _tables(paper)}
    found = "".join(map(_bare, texts))
    for heading in sorted(headings - {""}, key=len, reverse=True):
        expected, found = _once(expected, heading), _once(found, heading)
    return found == expected


def _letters(text: str) -> str:
    """A text as the page shows it, without blanks and capitals."""
    return _bare(exports.paper.faces.printable(text))


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _once(text: str, heading: str) -> str:
    """``text`` with the titles of a table at their first place only: pages repeat them."""
    before, found, after = text.partition(heading)
    return before + found + after.replace(heading, "")


def _tables(paper: exports.paper.content.Paper) -> list[exports.paper.content.Table]:
    blocks = [*paper.blocks, *(block for annex in paper.annexes for block in annex.blocks)]
    return [block for block in blocks if isinstance(block, exports.paper.content.Table)]


def _paper(
    paper: exports.paper.content.Paper, layout: exports.paper.layout.Layout, code: str
) -> Iterator[str]:
    """Every text in the order in which the paper is drawn."""
    import exports.paper.header

    header, title = layout.header, layout.title_block
    yield from (paper.upper, paper.issuer, header.star)
    yield exports.paper.header.number_line(paper, header.number_word)
    yield from (header.party, exports.paper.header.day_line(paper))
    yield from (paper.type_name, paper.abstract, title.hyphens, paper.addressee)
    yield from _blocks(_ended(paper.blocks, layout.body.ending))
    signers = [
        text
        for one in paper.signers
        for text in (one.authority, one.post, paper.unsigned_note, one.name)
    ]
    recipients = list(_recipients(paper, layout))
    yield from recipients + signers if len(paper.signers) == 1 else signers + recipients
    yield from (exports.qr.LABEL, code, paper.level_line)
    for annex in paper.annexes:
        yield from (annex.title, annex.subtitle)
        yield from _blocks(annex.blocks)


def _ended(
    blocks: Sequence[exports.paper.content.Block], ending: str
) -> list[exports.paper.content.Block]:
    """The blocks with the mark that ends the paper."""
    last = blocks[-1] if blocks else None
    if (
        isinstance(last, exports.paper.content.Paragraph | exports.paper.content.Item)
        and last.text.endswith(".")
        and not last.text.endswith(("./.", ".."))
    ):
        return [*blocks[:-1], dataclasses.replace(last, text=last.text[:-1] + ending)]
    return list(blocks)


def _blocks(blocks: Sequence[exports.paper.content.Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, exports.paper.content.Table):
            yield block.caption
            yield from (column.title for column in block.columns)
            for row in block.rows:
                yield from row
        elif isinstance(block, exports.paper.content.Item):
            yield from (block.marker, block.text)
        else:
            yield block.text


def _recipients(
    paper: exports.paper.content.Paper, layout: exports.paper.layout.Layout
) -> Iterator[str]:
    """The list of recipients, each with the mark the layout asks for."""
    look = layout.recipients
    if paper.recipients:
        yield look.label
    for place, text in enumerate(paper.recipients, start=1):
        mark = look.last if place == len(paper.recipients) else look.separator
        yield f"-{text.strip().removeprefix('-').strip().rstrip(';,.')}{mark}"
