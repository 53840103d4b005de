"""Before a report leaves: what must be completed, what to look at, what was sent already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

import db.bundles
import db.days
import db.moments
import ui.links
import ui.page
import ui.reports.reading
import ui.theme

_SHOWN = 20  # lines of each card; a long list is worked off from its top


class Checks(QWidget):
    """The blocks and the cautions, all of them or those of one section."""

    opened = Signal(str, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._cards: dict[str, ui.theme.Card] = {}
        self._lines: dict[str, ui.links.Links] = {}
        self._rest: dict[str, Any] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for key, title in (
            ("blocks", "Phải bổ sung trước khi xuất"),
            ("notes", "Lưu ý, vẫn xuất được"),
        ):
            card = ui.theme.card()
            card.setObjectName(f"{name}.{key}")
            card.column.addWidget(ui.page.heading(title))
            self._lines[key] = ui.links.Links(f"{name}.{key}.lines")
            self._rest[key] = ui.theme.label("", "soft")
            card.column.addWidget(self._lines[key])
            card.column.addWidget(self._rest[key])
            self._lines[key].opened.connect(self.opened)
            self._cards[key] = card
            column.addWidget(card)

    def show_checks(
        self,
        blocks: Sequence[db.reports.Block],
        notes: Sequence[db.reports.notes.Note],
        *,
        whole: bool,
    ) -> None:
        """Show them; with ``whole`` also that there is nothing."""
        empty = "Không còn gì phải bổ sung." if whole else ""
        self._fill(
            "blocks",
            [
                ui.links.Link(
                    f"{self._name}.block.{place}",
                    (one.kind, one.id),
                    one.sentence,
                    "Mở để bổ sung",
                    "red",
                )
                for place, one in enumerate(blocks[:_SHOWN])
            ],
            empty,
            len(blocks),
        )
        self._fill(
            "notes",
            [
                ui.links.Link(
                    f"{self._name}.note.{place}",
                    (one.kind, one.id),
                    one.title,
                    one.sentence,
                    "amber",
                )
                for place, one in enumerate(notes[:_SHOWN])
            ],
            "Không có gì cần lưu ý." if whole else "",
            len(notes),
        )
        self._cards["blocks"].setVisible(whole or bool(blocks))
        self._cards["notes"].setVisible(whole or bool(notes))

    def _fill(self, key: str, lines: list[ui.links.Link], empty: str, count: int) -> None:
        self._lines[key].show_lines(lines, empty)
        self._rest[key].setText(f"Và {count - _SHOWN} việc khác.")
        self._rest[key].setVisible(count > _SHOWN)


class Overview(QWidget):
    """What stands before and after the export of one period's report."""

    opened = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.checks = Checks("reports")
        self._days = ui.theme.label("")
        self._days.setObjectName("reports.days")
        self._fate = ui.theme.label("", "soft")
        self._fate.setObjectName("reports.fate")
        self._moved_card = ui.theme.card()
        self._moved_card.setObjectName("reports.moved")
        self._moved = ui.theme.label("")
        standing = ui.theme.card()
        standing.column.addWidget(ui.page.heading("Báo cáo này"))
        standing.column.addWidget(self._days)
        standing.column.addWidget(self._fate)
        self._moved_card.column.addWidget(
            ui.page.heading("Số liệu đã báo cáo, và số liệu tính lại hôm nay")
        )
        self._moved_card.column.addWidget(self._moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for one in (standing, self._moved_card, self.checks):
            column.addWidget(one)
        self.checks.opened.connect(self.opened)

    def show_read(self, read: ui.reports.reading.Read) -> None:
        """Show ``read``."""
        self._days.setText(_days(read))
        fate = _fate(read)
        self._fate.setText("\n".join(fate))
        self._fate.setVisible(bool(fate))
        self._moved_card.setVisible(bool(read.moved))
        self._moved.setText(
            "\n".join(
                f"{one.label}: đã báo cáo {one.reported}; hôm nay {one.today}" for one in read.moved
            )
        )
        self.checks.show_checks(read.blocks, read.notes, whole=True)


def _days(read: ui.reports.reading.Read) -> str:
    """The days counted, and number and day of the paper."""
    span, report = read.span, read.report or {}
    words = ui.reports.reading.counted(span) + (", đã chốt." if report.get("closed_on") else ".")
    number, dated = report.get("number"), _day(report.get("dated"))
    paper = f"Số: {number}" if number is not None else "Số: để trống, ghi tay khi ký"
    paper += f"; ngày: {dated}." if dated else "; ngày: để trống, ghi tay khi ký."
    return f"{words}\n{paper}"


def _fate(read: ui.reports.reading.Read) -> list[str]:
    """Which bundles were made, and when it was sent."""
    said = [
        f"Đã xuất {one['kind']}{one['number']} ({db.bundles.KINDS[one['kind']]}) ngày "
        f"{db.days.shown(db.moments.entered_on(one['made_at']))}, số liệu đến "
        f"{_day(one['cutoff'])}."
        for one in read.bundles
    ]
    report = read.report or {}
    if report.get("submitted_on"):
        how = f", {report['submitted_how']}" if report["submitted_how"] else ""
        said.append(f"Đã gửi ngày {_day(report['submitted_on'])}{how}.")
    return said


def _day(value: Any) -> str:
    """A day as printed in a record, "" for none."""
    if not value:
        return ""
    return db.days.shown(date.fromisoformat(value) if isinstance(value, str) else value)
