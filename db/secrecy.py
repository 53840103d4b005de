"""Marks of state secrecy: what bears one never enters the book (Luật 117/2025/QH15, điều 5).

A mark is MẬT, TỐI MẬT or TUYỆT MẬT in capitals, alone on its line or cell or in brackets, or
in any case after "Độ mật:"; spaced-out letters count (design 2). The same words in running text
("BẢO VỆ BÍ MẬT NHÀ NƯỚC", a person named Mật) are no mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import db.errors

SENTENCE = (
    "Có dấu độ mật nhà nước nên sổ không nhận: dừng nhập, không xuất, không gửi; "
    "báo cáo ngay Bí thư và Văn phòng Đảng ủy."
)

_EDGE = r"[\s.,;:*_\-–—=~/|]*"


def _spaced(word: str) -> str:
    """A pattern for ``word`` whose letters may stand apart."""
    return r"\s*".join(word)


_MARK = "(?:" + "|".join(_spaced(word) for word in ("TUYỆTMẬT", "TỐIMẬT", "MẬT")) + ")"
_ALONE = re.compile(rf"^{_EDGE}{_MARK}{_EDGE}$", re.MULTILINE)
_BRACKETED = re.compile(rf"[(\[{{<«]{_EDGE}{_MARK}{_EDGE}[)\]}}>»]")
_LABELLED = re.compile(
    rf"{_spaced('ĐỘ')}\s*{_spaced('MẬT')}\s*[:：\-–—=]\s*{_MARK}(?![^\W\d_])", re.IGNORECASE
)
_LABEL = re.compile(
    rf"^{_EDGE}(?:MỨC\s+)?{_spaced('ĐỘ')}\s*{_spaced('MẬT')}{_EDGE}$", re.IGNORECASE
)
_VALUE = re.compile(rf"^{_EDGE}{_MARK}{_EDGE}$", re.IGNORECASE)


def _plain(text: str) -> str:
    """``text`` composed, without invisible characters that could hide a mark."""
    composed = unicodedata.normalize("NFKC", text)
    if "ậ" not in composed.lower():
        return ""
    visible = (part for part in composed if unicodedata.category(part) != "Cf")
    return unicodedata.normalize("NFC", "".join(visible))


def marked(text: str) -> bool:
    """Whether ``text`` (a cell, a line or a whole document) bears a mark of secrecy."""
    plain = _plain(text)
    return bool(
        plain and (_ALONE.search(plain) or _BRACKETED.search(plain) or _LABELLED.search(plain))
    )


def marked_after(label: str, value: str) -> bool:
    """Whether a cell "Độ mật" with ``value`` in the cell beside it makes a mark."""
    plain = _plain(label)
    return bool(plain and _LABEL.match(plain) and _VALUE.match(_plain(value)))


def refuse(texts: Iterable[str]) -> None:
    """Raise SecrecyMark if any text bears a mark; the sentence never repeats the text."""
    for text in texts:
        if text and marked(text):
            raise db.errors.SecrecyMark(SENTENCE)
