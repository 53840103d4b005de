"""Plain sheets to print and keep: the seal's registration, what is to be destroyed, how to restore.

They are no Party papers and follow none of their layouts: a title, paragraphs, and codes that are
to be compared letter by letter.
"""

from __future__ import annotations

import functools
import io
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import exports.paper.faces

Role = Literal["title", "head", "text", "code", "foot"]
Part = tuple[Role, str]

_MM = 72 / 25.4  # points in a millimetre
_LEFT = _RIGHT = 25 * _MM
_ABOVE = _BELOW = 22 * _MM
_SIZES: dict[Role, tuple[int, bool, bool, int]] = {  # points, bold, centred, room above in points
    "title": (17, True, True, 0),
    "head": (14, True, False, 12),
    "text": (13, False, False, 5),
    "code": (15, True, True, 10),
    "foot": (13, False, False, 14),
}


def seal(unit: tuple[str, str], fingerprint: str, made_on: str, today: date) -> bytes:
    """The sheet by which the ward registers the seal of ``unit`` (code, name) once."""
    code, name = unit
    parts: list[Part] = [("title", "ĐĂNG KÝ NIÊM PHONG CỦA SỔ"), ("head", f"{name} – mã {code}")]
    parts += [("text", one) for one in _words()["seal"]]
    parts.append(("head", "Dấu vân tay của niêm phong (SHA-256)"))
    groups = fingerprint.split()
    parts += [("code", "   ".join(groups[at : at + 4])) for at in range(0, len(groups), 4)]
    parts += [
        ("text", f"Niêm phong lập lúc {made_on}. In ngày {today:%d/%m/%Y}."),
        ("foot", f"Bí thư chi bộ (ký, ghi rõ họ tên): {'.' * 60}"),
        ("foot", f"Người nhận đăng ký ở phường, ngày nhận: {'.' * 52}"),
    ]
    return drawn(parts)


def lines(title_and_lines: Sequence[str]) -> bytes:
    """A sheet whose first line is its title; lines in capitals stand out."""
    title, *rest = title_and_lines
    parts: list[Part] = [("title", title)]
    for one in rest:
        above, _, _ = one.partition("(")
        parts.append(("head" if above.isupper() else "text", one))
    parts.append(("foot", f"Người hủy, ngày hủy (ký, ghi rõ họ tên): {'.' * 52}"))
    return drawn(parts)


def restoring() -> list[str]:
    """How a book is restored, step by step."""
    return _words()["restoring"]


@functools.cache
def _words() -> dict[str, list[str]]:
    held: dict[str, list[str]] = tomllib.loads(
        (Path(__file__).parent / "data" / "sheets.toml").read_text("utf-8")
    )
    return held


def restoring_card(unit: str, folder: str, today: date) -> bytes:
    """The card that says how the book of ``unit`` in ``folder`` is restored."""
    parts: list[Part] = [
        ("title", "CÁCH PHỤC HỒI SỔ TỪ BẢN SAO LƯU"),
        ("head", unit),
        ("text", f"Sổ đặt tại: {folder}. In ngày {today:%d/%m/%Y}."),
    ]
    parts += [("text", one) for one in restoring()]
    parts.append(("foot", f"Nơi cất USB có bản sao lưu: {'.' * 58}"))
    return drawn(parts)


def drawn(parts: Sequence[Part]) -> bytes:
    """``parts`` on A4 pages, as PDF; the same parts give the same bytes."""
    from xml.sax.saxutils import escape

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

    exports.paper.faces.register()
    pieces: list[Flowable] = []
    for role, text in parts:
        size, bold, centred, above = _SIZES[role]
        style = ParagraphStyle(
            role,
            fontName=exports.paper.faces.face(bold=bold),
            fontSize=size,
            leading=size * 1.35,
            spaceBefore=above,
            alignment=1 if centred else 0,
            splitLongWords=1,
        )
        pieces.append(Paragraph(escape(exports.paper.faces.printable(text)), style))
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_LEFT,
        rightMargin=_RIGHT,
        topMargin=_ABOVE,
        bottomMargin=_BELOW,
        title=parts[0][1],
        creator="Sổ Chi bộ",
        lang="vi-VN",
        invariant=1,
    )
    document.build(pieces)
    return out.getvalue()
