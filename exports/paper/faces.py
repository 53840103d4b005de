"""The faces registered with reportlab, and which characters they can draw.

reportlab prints an empty box for a character the face lacks and says nothing. So every text goes
through ``printable`` before it is drawn: composed (NFC), invisible controls taken out, and what no
face can draw shown as a question mark. ``undrawable`` lets the composer ask first.
"""

from __future__ import annotations

import functools
import re
import unicodedata

import exports.fonts

MISSING = "?"


def face(bold: bool = False, italic: bool = False) -> str:
    """The name under which one of the four faces is registered."""
    return exports.fonts.FACES[bold + 2 * italic]


@functools.cache
def register() -> None:
    """Make the four faces known to reportlab, once per process (about 20 ms)."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    for name in exports.fonts.FACES:
        pdfmetrics.registerFont(ttfonts.TTFont(name, str(exports.fonts.path(name))))


@functools.cache
def coverage() -> frozenset[str]:
    """The characters that all four faces can draw."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    register()
    drawn: list[set[int]] = []
    for name in exports.fonts.FACES:
        font = pdfmetrics.getFont(name)
        if not isinstance(font, ttfonts.TTFont):
            raise TypeError(f"another face is registered as {name}")
        drawn.append(set(font.face.charToGlyph))
    return frozenset(chr(point) for point in set.intersection(*drawn) if point >= ord(" "))


def undrawable(text: str) -> tuple[str, ...]:
    """The characters of ``text`` that would be printed as a question mark, in order, each once."""
    return tuple(dict.fromkeys(_strange().findall(_visible(text))))


def printable(text: str) -> str:
    """``text`` as it can be drawn: NFC, no controls, "?" for what no face has.

    Line breaks stay, tabs become blanks.
    """
    return _strange().sub(MISSING, _visible(text))


def _visible(text: str) -> str:
    """``text`` composed, line breaks as line feeds, and without what nobody can see."""
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").translate(_TIDY)
    return unicodedata.normalize("NFC", lines)


def _tidy() -> dict[int, str | None]:
    """What becomes of characters that are no letters: breaks, blanks, and the invisible ones.

    Taken out: controls, soft hyphen, zero-width marks, text direction, variation selectors.
    """
    table: dict[int, str | None] = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))
    table |= dict.fromkeys((0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)))
    table |= dict.fromkeys((*range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF))
    table |= dict.fromkeys((0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")
    return table | dict.fromkeys((0x09, 0x1680, 0x205F, 0x3000, *range(0x2000, 0x200B)), " ")


_TIDY = _tidy()


@functools.cache
def _strange() -> re.Pattern[str]:
    """One character that no face draws and that is not a line break."""
    return re.compile(f"[^\n{re.escape(''.join(sorted(coverage())))}]")
