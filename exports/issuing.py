"""What every paper the cell issues bears: its head, its entry in the snapshot, its code.

The report and the minutes are siblings that do not know each other; what they share stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import db.errors
import db.unit
import exports.paper
import exports.paper.content
import exports.paper.layout
import exports.qr

UNSIGNED = "BẢN ĐIỆN TỬ CHƯA KÝ"
SEALED = "Niêm phong của sổ, không phải chữ ký số"
DIGITAL = "Chữ ký số"


@dataclass(frozen=True)
class Head:
    """Who issues a paper, and by which rule set it is laid out."""

    unit: db.unit.Unit
    layout: exports.paper.layout.Layout
    symbol: str
    overrides: tuple[tuple[str, str | int | float | bool], ...]

    def sign(self, type_code: str) -> str:
        """The sign after the number: "BC/CB"."""
        return f"{type_code}/{self.symbol}"


def head(on: date) -> Head:
    """The head of a paper of that day, from the unit's settings."""
    layout = exports.paper.layout_for(on)
    ending = str(db.unit.setting("closing_mark", on))
    overrides = () if ending == layout.body.ending else (("body.ending", ending),)
    return Head(db.unit.get(), layout, str(db.unit.setting("unit_symbol", on)), overrides)


def signing(level: str, *, signed: bool) -> tuple[str, str]:
    """The note in an unsigned paper's signature place, and the line that names the level."""
    return ("" if signed else UNSIGNED), f"Mức ký: {level}."


def entry_of(paper: exports.paper.content.Paper) -> dict[str, Any]:
    """``paper`` as it stands in ``documents[]`` of the snapshot (design 6)."""
    return {
        "type": paper.type_code,
        "number": exports.paper.content.number_and_sign(paper),
        "date": paper.on.isoformat() if paper.on else "",
        "title": " ".join(paper.abstract.split()),
        "content": exports.paper.as_entry(paper),
    }


def code_of(entry: dict[str, Any]) -> str:
    """The text of a paper's QR code: type, number, day and the digest of its whole entry.

    Raises:
        db.errors.RecordError: its number has characters that a code cannot carry.
    """
    on = date.fromisoformat(entry["date"]) if entry["date"] else None
    payload = exports.qr.Payload(entry["type"], entry["number"], on, exports.qr.digest32(entry))
    try:
        return exports.qr.build(payload)
    except ValueError as error:
        raise db.errors.RecordError(
            f"Số, ký hiệu “{entry['number']}” không đặt được vào mã QR; "
            "hãy chỉ dùng chữ, số và các dấu chấm, gạch ngang, gạch chéo."
        ) from error
