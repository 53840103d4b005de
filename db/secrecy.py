"""Marks of state secrecy: what bears one never enters the book (Luật 117/2025/QH15, điều 5).

A mark is MẬT, TỐI MẬT or TUYỆT MẬT in capitals, alone on its line or cell or in brackets, or
in any case after "Độ mật:"; spaced-out letters count (design 2). The same words in running text
("BẢO VỆ BÍ MẬT NHÀ NƯỚC", a person named Mật) are no mark.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping

import db.errors

SENTENCE = (
    "Có dấu độ mật nhà nước nên sổ không nhận: dừng nhập, không xuất, không gửi; "
    "báo cáo ngay Bí thư và Văn phòng Đảng ủy."
)

# Blanks never reach over the end of a line: on a long empty stretch that would take for ever.
_EDGE = r"(?:[^\S\n]|[.,;:*_\-–—=~/|“”\"'‘’])*"
_GAP = r"[^\S\n]*[.·_\-–—]?[^\S\n]*"


def _spaced(word: str) -> str:
    """A pattern for ``word`` whose letters may stand apart."""
    return _GAP.join(word)


class _Visible(dict[int, int | None]):
    """Each letter as itself, one nobody sees as nothing: worked out once for each."""

    def __missing__(self, letter: int) -> int | None:
        hidden = unicodedata.category(chr(letter)) == "Cf" or letter in _JOINERS
        found = self[letter] = None if hidden else letter
        return found


# Marks without a shape of their own: the grapheme joiner and the variation selectors.
_JOINERS = frozenset({0x34F, *range(0xFE00, 0xFE10)})
_VISIBLE = _Visible()
# Nothing else, however it is composed, makes the letter that every mark has; most texts end here.
_HINT = re.compile("[ậẬ\u0302\u0323]")
_MARK = "(?:" + "|".join(_spaced(word) for word in ("TUYỆTMẬT", "TỐIMẬT", "MẬT")) + ")"
_PATTERNS = {
    "some": (_spaced("MẬT"), re.IGNORECASE),
    "alone": (rf"^{_EDGE}{_MARK}{_EDGE}$", re.MULTILINE),
    "bracketed": (rf"[(\[{{<«]{_EDGE}{_MARK}{_EDGE}[)\]}}>»]", re.NOFLAG),
    "labelled": (
        rf"{_spaced('ĐỘ')}\s*{_spaced('MẬT')}\s*[:：\-–—=]\s*{_MARK}(?![^\W\d_])",
        re.IGNORECASE,
    ),
    "label": (
        rf"^{_EDGE}(?:MỨC\s+)?{_spaced('ĐỘ')}\s*{_spaced('MẬT')}{_EDGE}$",
        re.IGNORECASE,
    ),
    "value": (rf"^{_EDGE}{_MARK}{_EDGE}$", re.IGNORECASE),
    "first": (rf"{_EDGE}{_MARK}(?![^\W\d_])", re.NOFLAG),
}


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    """One of _PATTERNS, compiled when first needed: all of them would cost each start 9 ms."""
    return re.compile(*_PATTERNS[name])


def _plain(text: str) -> str:
    """``text`` in lines and composed, without invisible characters that could hide a mark.

    Empty where it cannot hold one.
    """
    if not _HINT.search(text):
        return ""
    visible = "\n".join(text.splitlines()).translate(_VISIBLE)
    composed = unicodedata.normalize("NFKC", visible)
    return composed if _pattern("some").search(composed) else ""


def marked(text: str) -> bool:
    """Whether ``text`` (a cell, a line or a whole document) bears a mark of secrecy."""
    plain = _plain(text)
    shapes = ("alone", "bracketed", "labelled")
    return bool(plain) and any(_pattern(shape).search(plain) for shape in shapes)


def marked_after(label: str, value: str) -> bool:
    """Whether a cell "Độ mật" with ``value`` in the cell beside it makes a mark."""
    plain = _plain(label)
    return bool(plain and _pattern("label").match(plain) and _pattern("value").match(_plain(value)))


def doubtful(text: str) -> bool:
    """Whether ``text`` begins with the words of a mark and goes on.

    That is none by the rule, but it may have been copied off a marked paper together with its
    title, so a person has to look.
    """
    plain = _plain(text)
    return bool(plain and _pattern("first").match(plain)) and not marked(text)


def to_blame(error: db.errors.RecordError, typed: Mapping[str, str]) -> list[str]:
    """Which fields of a form ``error`` blames: the one it names, or all that bear a mark.

    Args:
        error: why what was typed was refused.
        typed: the text in each field, by its name.
    """
    if isinstance(error, db.errors.SecrecyMark):
        return [name for name, text in typed.items() if marked(text)]
    return [error.field] if error.field in typed else []


def refuse(texts: Iterable[str]) -> None:
    """Raise SecrecyMark if any text bears a mark; the sentence never repeats the text."""
    for text in texts:
        if text and marked(text):
            raise db.errors.SecrecyMark(SENTENCE)
