"""What the list of meetings shows of each one."""

from __future__ import annotations

from typing import Any

import ui.meetings.standing
import ui.table
import ui.theme


def listed() -> tuple[ui.table.Column, ...]:
    """The columns; their rows are those of db.meetings.listing, with the day of "today" in each."""
    column, standing = ui.table.Column, ui.meetings.standing
    return (
        column("title", "Buổi sinh hoạt", 70, _title, order="title", need=9),
        column("date", "Ngày, loại", 20, standing.day_words, order="date", need=8, sub=_kind),
        column("present", "Có mặt", 9, standing.present_words, need=5),
        column("open", "Chưa lập nhiệm vụ", 14, standing.open_words, chip=_open_chip, need=6),
        column(
            "standing", "Tình trạng", 20, _standing_words, chip=_standing,
            order="approved_on", need=7,
        ),
    )  # fmt: skip


def _title(row: dict[str, Any]) -> str:
    return str(row["title"])


def _kind(row: dict[str, Any]) -> str:
    return ui.meetings.standing.kind_words(row["kind"])


def _standing(row: dict[str, Any]) -> tuple[str, ui.theme.Tone]:
    return ui.meetings.standing.told(row, row["today"])


def _standing_words(row: dict[str, Any]) -> str:
    return _standing(row)[0]


def _open_chip(row: dict[str, Any]) -> tuple[str, ui.theme.Tone] | None:
    words = ui.meetings.standing.open_words(row)
    return (words, "amber") if words else None
