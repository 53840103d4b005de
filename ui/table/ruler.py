"""How much room words take, and how they break into lines, in the font of a list.

What was measured is remembered: a list repaints the same words many times. A ruler belongs to one
font; when the scale changes a new one is made.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

REMEMBERED = 4096
MOST_LETTERS = 600  # of a long text no more is laid out than two very wide lines can hold
WORDS_TRIED = 8  # up to so many words the best place for a line break is looked for


class Lines(NamedTuple):
    """A text broken into lines, and whether some of it had to be left out."""

    lines: tuple[str, ...]
    cut: bool


class Ruler:
    """Measures and breaks text in a font and in its bold."""

    def __init__(self, font: QFont) -> None:
        self.plain, self.bold = QFont(font), QFont(font)
        self.bold.setBold(True)
        self._metrics = (QFontMetrics(self.plain), QFontMetrics(self.bold))
        self.line = max(metrics.lineSpacing() for metrics in self._metrics)
        self.ascent = max(metrics.ascent() for metrics in self._metrics)
        self.width = functools.lru_cache(REMEMBERED)(self._width)
        self.two = functools.lru_cache(REMEMBERED)(self._two)
        self.broken = functools.lru_cache(REMEMBERED)(self._broken)

    def _width(self, text: str, bold: bool = False) -> int:
        """Pixels ``text`` takes on one line."""
        return self._metrics[bold].horizontalAdvance(text[:MOST_LETTERS]) + 1

    def _two(self, text: str, bold: bool = False) -> int:
        """Pixels within which ``text`` stands on two lines, no word broken."""
        words = text[:MOST_LETTERS].split()
        longest = max((self.width(word, bold) for word in words), default=0)
        if len(words) > WORDS_TRIED:
            return max(longest, self.width(text, bold) * 6 // 10)
        parts = (
            max(self.width(" ".join(words[:at]), bold), self.width(" ".join(words[at:]), bold))
            for at in range(1, len(words))
        )
        return max(longest, min(parts, default=longest))

    def _broken(self, text: str, room: int, most: int, bold: bool = False) -> Lines:
        """``text`` in at most ``most`` lines of ``room`` pixels, the last with an ellipsis."""
        if len(text) <= MOST_LETTERS and self.width(text, bold) <= room:
            return Lines((text,) if text else (), cut=False)
        shown = text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + "…"
        layout = QTextLayout(shown, self.bold if bold else self.plain)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        # Qt counts in UTF-16; a letter outside the first plane counts twice there.
        units, lines = shown.encode("utf-16-le"), []
        layout.beginLayout()
        for _ in range(most - 1):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(1, room))
            start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
            lines.append(units[start:end].decode("utf-16-le", "replace").strip())
        layout.endLayout()
        done = sum(layout.lineAt(number).textLength() for number in range(layout.lineCount()))
        rest = units[2 * done :].decode("utf-16-le", "replace").strip()
        if rest:
            last = self._metrics[bold].elidedText(rest, Qt.TextElideMode.ElideRight, room)
            lines.append(last if last == rest else _whole_words(last, rest))
        return Lines(tuple(lines), cut=len(shown) != len(text) or (bool(rest) and last != rest))


def _whole_words(cut: str, whole: str) -> str:
    """``cut``, an ellipsis at its end, without the beginning of a word it broke in the middle."""
    kept = cut.removesuffix("…")
    broken = whole[len(kept) : len(kept) + 1].strip()
    before, _, _ = kept.rpartition(" ")
    return f"{before.rstrip()}…" if broken and before else cut
