"""Reading a paper back: its text, and whether it says what the snapshot says.

A verifier draws the entry again and compares the text of both files, page by page and without
blanks. What visible signatures show lies in annotations and is not text of the page. Papers drawn
by another version of the program may break their pages elsewhere, so what depends on the page is
allowed to differ: page numbers and repeated table titles.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

import exports.paper
import exports.paper.content
import exports.paper.faces
import exports.pdfium

_SHOWN = 60  # characters of a difference that are quoted
_COMPARED = 3000  # pieces that are compared one by one


def text_of(pdf: bytes) -> list[str]:
    """The text of each page, without the page number; ``ValueError`` if it is no PDF."""
    return [_without_number(text, index) for index, text in enumerate(exports.pdfium.texts(pdf))]


def _without_number(text: str, index: int) -> str:
    """The text of a page; the number above the text of later pages is left out."""
    first, _, rest = text.partition("\n")
    return rest if index and first.strip() == str(index + 1) else text


def holds(pdf: bytes, entry: object, qr: str | None) -> list[str]:
    """What of ``entry`` (drawn with the code ``qr``) the text of ``pdf`` lacks or adds.

    Each difference is one Vietnamese sentence; an empty list means that the paper says the same
    from the first word to the last. ``ValueError`` if the entry is none or cannot be laid out,
    or if ``pdf`` is not a PDF.
    """
    paper = exports.paper.from_entry(entry)
    expected = [_bare(text) for text in text_of(exports.paper.render(paper, qr).pdf)]
    found = [_bare(text) for text in text_of(pdf)]
    if found == expected:
        return []
    headings = _table_titles(paper)
    return _differences(_stream(expected, headings), _stream(found, headings))


def _bare(text: str) -> str:
    """``text`` without any blank."""
    return "".join(text.split())


def _table_titles(paper: exports.paper.content.Paper) -> list[str]:
    """The row of titles of each table as it reads on the page, the longest first."""
    blocks: Iterable[exports.paper.content.Block] = (
        *paper.blocks,
        *(block for annex in paper.annexes for block in annex.blocks),
    )
    rows = {
        _bare(exports.paper.faces.printable("".join(column.title for column in block.columns)))
        for block in blocks
        if isinstance(block, exports.paper.content.Table)
    }
    return sorted(rows - {""}, key=len, reverse=True)


def _stream(pages: Sequence[str], headings: Sequence[str]) -> str:
    """The pages in one, repeated table titles kept only at their first place."""
    text = "".join(pages)
    for heading in headings:
        before, found, after = text.partition(heading)
        text = before + found + after.replace(heading, "")
    return text


def _differences(expected: str, found: str) -> list[str]:
    """One sentence for each stretch that is missing, added or changed.

    Papers that have little in common get one sentence for all, because comparing them piece by
    piece costs the square of their length.
    """
    left, right = _tokens(expected), _tokens(found)
    start = _alike(left, right)
    end = _alike(left[start:][::-1], right[start:][::-1])
    left, right = left[start : len(left) - end], right[start : len(right) - end]
    if max(len(left), len(right)) > _COMPARED:
        return [_difference(left, right)]
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    return [
        _difference(left[a:b], right[c:d])
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _alike(left: Sequence[str], right: Sequence[str]) -> int:
    """How many pieces both begin with."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(left), len(right)))


def _difference(left: Sequence[str], right: Sequence[str]) -> str:
    """The sentence for one stretch: ``left`` should be there, ``right`` is."""
    lacking, added = _quoted(left), _quoted(right)
    if not right:
        return f"Văn bản thiếu: {lacking}."
    if not left:
        return f"Văn bản có thêm: {added}."
    return f"Văn bản ghi {added}, số liệu gốc ghi {lacking}."


def _quoted(pieces: Sequence[str]) -> str:
    """The beginning of a stretch, in quotation marks."""
    text = "".join(pieces)
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"


def _tokens(text: str) -> list[str]:
    """``text`` in pieces small enough to show a difference, large enough to compare quickly."""
    return re.findall(r"\d+|[^\W\d_]{1,8}|.", text)
