"""How much a hostile file may take: a PDF of 300 kB can unpack to gigabytes (signing.md 7)."""

from __future__ import annotations

import base64
import re
import zlib

LARGEST_PDF = 60 << 20  # bytes
UNPACKED = 300 << 20  # bytes, all streams of one PDF together
_CHUNK = 1 << 20

_AT_MOST = 826  # bytes that one letter of ASCII85 can unpack to: 4/5 of 1032
_ZLIB = b"\x78"  # how a packed stream begins
_STREAM = re.compile(rb"stream\r?\n")
_FILTERS = re.compile(rb"/Filter\s*\[([^\]]{0,400})\]")
_HIDDEN_NAME = re.compile(rb"/(?:F#|#46)[^\s/]{0,40}")  # "/Filter" spelt with hex escapes


def too_large(pdf: bytes) -> str | None:
    """Why ``pdf`` must not be unpacked, or None.

    Streams are unpacked piece by piece and thrown away, until they are too many. Streams packed
    twice, whose size cannot be told so, are refused.
    """
    if len(pdf) > LARGEST_PDF:
        return f"Tệp PDF lớn hơn {LARGEST_PDF >> 20} MB."
    twice = any(
        found[1].count(b"Decode") - found[1].count(b"ASCII") > 1 for found in _FILTERS.finditer(pdf)
    )
    if twice or _HIDDEN_NAME.search(pdf) or b"/LZW" in pdf:
        return "Tệp PDF nén nhiều lớp, không nhận."
    left = UNPACKED
    for found in _STREAM.finditer(pdf):
        left -= _unpacked(pdf, found.end(), left)
        if left <= 0:
            return f"Tệp PDF bung ra quá lớn (hơn {UNPACKED >> 20} MB)."
    return None


def _unpacked(pdf: bytes, start: int, most: int) -> int:
    """How many bytes the stream at ``start`` gives, counted up to ``most``."""
    stream, count = zlib.decompressobj(), 0
    place = memoryview(pdf)[start:]
    if pdf[start : start + 1] != _ZLIB:  # no zlib stream: as letters, or not packed at all
        letters = max(pdf.find(b"~>", start) - start, 0)
        if letters * _AT_MOST < most // 8:  # so little that it need not be unpacked to be known
            return letters * _AT_MOST
        place = memoryview(_from_letters(pdf[start : start + letters]))
    try:
        for first in range(0, len(place), _CHUNK):
            data: bytes | memoryview = place[first : first + _CHUNK]
            while data and count < most and not stream.eof:
                count += len(stream.decompress(data, _CHUNK))
                data = stream.unconsumed_tail
            if stream.eof or count >= most:
                break
    except zlib.error:
        pass  # not packed this way, or broken: whoever reads it stops there too
    return count


def _from_letters(letters: bytes) -> bytes:
    """The bytes of a stream that is written in letters (ASCII85); none if it is not."""
    try:
        return base64.a85decode(letters)
    except ValueError:
        return b""
