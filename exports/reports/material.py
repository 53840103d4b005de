"""Everything a report is made of, gathered once: pack, head, annexes, facts and their teller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import db.figures
import db.reports
import exports.annexes
import exports.forms
import exports.issuing
import exports.paper.content
import exports.reports.evidence
import exports.reports.packs
import exports.workbook


@dataclass(frozen=True)
class Material:
    """All that a report is made of."""

    pack: exports.reports.packs.Pack
    head: exports.issuing.Head
    report: db.reports.Report | None
    on: date
    annexes: tuple[exports.annexes.Annex, ...]
    facts: dict[str, Any]
    teller: exports.forms.Teller

    @classmethod
    def of(cls, span: db.reports.Window, figures: dict[str, db.figures.Figure]) -> Material:
        """The material of a window; the layout is that of the paper's day, or of the cut-off."""
        report = db.reports.find(span.period)
        on = (report.dated if report else None) or span.cutoff
        head = exports.issuing.head(on)
        annexes = exports.workbook.annexes(span, figures)
        facts = exports.reports.evidence.gather(span, figures, annexes)
        number = report.number if report else None
        pack = exports.reports.packs.pack_for(span.period.last)
        padded = "" if number is None else exports.paper.content.padded(str(number))
        facts["number"] = f"{padded}-{head.sign(pack.type_code)}" if padded else ""
        facts["directive"] = pack.directive
        facts["dated"] = report.dated if report else None
        teller = exports.forms.Teller(facts, head.layout.body.spelling)
        return cls(pack, head, report, on, annexes, facts, teller)

    @property
    def number(self) -> str | None:
        """The number as text, None while it has none."""
        if self.report is None or self.report.number is None:
            return None
        return str(self.report.number)
