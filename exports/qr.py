"""The QR code on each paper: what it says, and the squares it is drawn with.

Payload (design 6): ``CHIBO1|TYPE|NUMBER|DATE|HEX32``. A code proves nothing by itself: it says
which entry of which bundle to compare the paper with, hence the label "Tra cứu" and never
"xác thực".
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date

SCHEME = "CHIBO1"
LABEL = "Tra cứu"

_HEX32 = re.compile(r"[0-9a-f]{32}")
_TYPE = re.compile(r"[A-Za-zĐđ]{1,8}")
# What may stand in a number such as "05-BC/CB" or "127a-QĐ/ĐU": no separator, no blank.
_NUMBER = re.compile(r"[0-9A-Za-zĐđ./\-]{0,40}")


@dataclasses.dataclass(frozen=True)
class Payload:
    """What a paper's code says: type, number and day may be looked up, the digest compared.

    ``number`` is empty while the paper has none, ``on`` is ``None`` while it has no day.
    """

    type_code: str
    number: str
    on: date | None
    digest: str


def build(payload: Payload) -> str:
    """The text of the code; ``ValueError`` for a part that would not read back."""
    day = payload.on.isoformat() if payload.on else ""
    text = f"{SCHEME}|{payload.type_code}|{payload.number}|{day}|{payload.digest}"
    if parse(text) != payload:
        raise ValueError(f"not a payload that reads back: {text!r}")
    return text


def parse(text: str) -> Payload:
    """The payload a code's text stands for; ``ValueError`` if it is not exactly one."""
    parts = text.split("|")
    if len(parts) != 5 or parts[0] != SCHEME:  # noqa: PLR2004 - the five parts of the scheme
        raise ValueError(f"not a {SCHEME} payload: {text[:80]!r}")
    _, type_code, number, day, digest = parts
    for rule, part in ((_TYPE, type_code), (_NUMBER, number), (_HEX32, digest)):
        if not rule.fullmatch(part):
            raise ValueError(f"not a part of a {SCHEME} payload: {part!r}")
    on = date.fromisoformat(day) if day else None
    if on is not None and on.isoformat() != day:  # fromisoformat also takes 20261005
        raise ValueError(f"not a day: {day!r}")
    return Payload(type_code, number, on, digest)


def canonical(entry: object) -> bytes:
    """``entry`` as canonical JSON: UTF-8, sorted keys, no spaces, every text NFC.

    ``ValueError`` for what has no single form: NaN, infinities, keys that become equal in NFC.
    """
    return json.dumps(
        _composed(entry), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest32(entry: object) -> str:
    """HEX32 of an entry of the snapshot: the first 32 hex digits of SHA-256 over its JSON."""
    return hashlib.sha256(canonical(entry)).hexdigest()[:32]


def matrix(text: str, mask: int | None = None) -> tuple[tuple[bool, ...], ...]:
    """The squares of the code for ``text``, ``True`` is dark, without the quiet zone.

    Error level M, never raised and never a Micro QR, so that the same text always gives the same
    size. ``mask`` 0 to 7 spares the search for the best one to whoever knows which was drawn.
    ``ValueError`` if the text is too long for any code (over 2,331 bytes).
    """
    import segno

    try:
        code = segno.make(text, error="M", micro=False, boost_error=False, mask=mask)
    except segno.DataOverflowError as error:
        raise ValueError("too long for a QR code") from error
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)


def _composed(value: object) -> object:
    """``value`` with every text in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        composed = {unicodedata.normalize("NFC", str(k)): _composed(v) for k, v in value.items()}
        if len(composed) != len(value):
            raise ValueError("two keys of an entry are equal in NFC")
        return composed
    if isinstance(value, (list, tuple)):
        return [_composed(part) for part in value]
    return value
