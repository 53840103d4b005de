"""Signed papers for tests: minutes under the seal and two people, a report under the seal."""

from __future__ import annotations

import functools
import io
import re

import exports.signing.findings
import exports.signing.identities
import exports.signing.pades
from tests.exports import authority

SEAL, TAKER, CHAIR = "Sig_NiemPhong", "Sig_ThuKy", "Sig_ChuTri"
FIELDS = [SEAL, TAKER, CHAIR]
PLACES = (
    exports.signing.pades.FieldPlace(TAKER, 1, (70, 180, 300, 240)),
    exports.signing.pades.FieldPlace(CHAIR, 1, (310, 180, 550, 240)),
)


@functools.cache
def paper(pages: int = 2) -> bytes:
    """A small PDF as the program's papers leave their last step."""
    import pikepdf
    from reportlab.pdfgen.canvas import Canvas

    drawn, saved = io.BytesIO(), io.BytesIO()
    canvas = Canvas(drawn, invariant=1)
    for page in range(pages):
        for line in range(40):
            canvas.drawString(60, 780 - 15 * line, f"Trang {page} dong {line} " + "chu " * 15)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(drawn) as pdf:
        pdf.save(saved, deterministic_id=True)
    return saved.getvalue()


def sign(*persons: exports.signing.identities.Identity) -> bytes:
    return exports.signing.pades.sign(paper(), PLACES, authority.seal(), persons, authority.NOW)


@functools.cache
def minutes() -> bytes:
    """Minutes under the seal and two people."""
    return sign(authority.minute_taker(), authority.chair())


@functools.cache
def sealed() -> bytes:
    return sign()


def judge(pdf: bytes, fields: list[str] | None = None) -> list[exports.signing.findings.Found]:
    return exports.signing.pades.judge("a.pdf", pdf, FIELDS if fields is None else fields)


def last_value(pdf: bytes) -> tuple[int, int]:
    """Where the hex digits of the last signature lie."""
    *_, last = re.finditer(rb"/Contents <([0-9A-F]+)>", pdf)
    return last.span(1)
