"""What the page shows of one period, read and drawn beside the window; nothing here knows Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import db.bundles
import db.days
import db.errors
import db.figures
import db.meetings
import db.periods
import db.reports
import db.reports.notes
import db.tasks
import exports.figures
import exports.issuing
import exports.paper
import exports.paper.content
import exports.reports
import exports.reports.comparing
import ui.background

HAND = "Ký tay trên bản in"


@dataclass(frozen=True)
class Kept:
    """What became of an edited section since: figures and lines that changed, a way to follow."""

    then: str | None
    changes: tuple[exports.reports.comparing.Change, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the composed text says something else now."""
        return bool(self.lines)


@dataclass(frozen=True)
class Moved:
    """A figure of a finalised report that counts otherwise today, as a paper shows both."""

    label: str
    reported: str
    today: str


@dataclass(frozen=True)
class Read:
    """Everything about one period; ``report`` as printed, None while nobody has begun it."""

    span: db.reports.Window
    figures: dict[str, db.figures.Figure]
    sections: tuple[exports.reports.Section, ...]
    blocks: tuple[db.reports.Block, ...]
    notes: tuple[db.reports.notes.Note, ...]
    report: dict[str, Any] | None
    kept: dict[str, Kept]
    bundles: tuple[dict[str, Any], ...]
    moved: tuple[Moved, ...]

    @property
    def state(self) -> str:
        """A key of db.reports.STATES, "" while the report was not begun."""
        return str(self.report["state"]) if self.report else ""

    @property
    def editable(self) -> bool:
        """Whether its words may still be changed."""
        return self.state in ("", "draft")


@dataclass(frozen=True)
class Drawn:
    """A drawn report: the PDF, and the page on which each section begins, from 1."""

    pdf: bytes
    pages: dict[str, int]


def counted(span: db.reports.Window) -> str:
    """Words for the days a report counts, without a full stop."""
    return f"Số liệu tính từ {db.days.shown(span.opening)} đến hết {db.days.shown(span.cutoff)}"


def read(period: db.periods.Period, today: date, tick: ui.background.Tick) -> Read:
    """Read what the page shows of ``period``.

    Raises:
        db.errors.RecordError: the period has not begun.
    """
    tick("đọc những gì đã ghi", 0, 3)
    found = db.reports.find(period)
    final = found is not None and found.state != "draft"
    # What left the book is compared over the days it counted.
    span = db.reports.window(period, today, found.cutoff if final and found is not None else None)
    tasks, meetings = db.tasks.dump(), db.meetings.dump()
    tick("tính số liệu", 1, 3)
    figures = {
        **db.figures.tasks(span, tasks),
        **db.figures.meetings(span, meetings),
    }
    tick("soạn các mục", 2, 3)
    sections = tuple(exports.reports.sections(span, figures))
    report = db.reports.Report.printed([found])[0] if found is not None else None
    return Read(
        span,
        figures,
        sections,
        tuple(db.reports.blocks(span, tasks)),
        tuple(db.reports.notes.of(span, tasks, meetings)),
        report,
        _kept(report, sections),
        tuple(one for one in db.bundles.dump() if one["period"] == period.label),
        tuple(_moved(report, figures)),
    )


def _kept(
    report: dict[str, Any] | None, sections: tuple[exports.reports.Section, ...]
) -> dict[str, Kept]:
    """For each edited section what the composed text said then, and how it differs now."""
    then = {one["section"]: one.get("composed") for one in (report or {}).get("sentences", ())}
    found: dict[str, Kept] = {}
    for section in sections:
        if section.id in then:
            before = then[section.id]
            found[section.id] = Kept(before)
            if before is not None and before != section.composed:
                found[section.id] = Kept(
                    before,
                    tuple(exports.reports.comparing.changes(before, section)),
                    tuple(exports.reports.comparing.differences(before, section.composed)),
                )
    return found


def _moved(report: dict[str, Any] | None, figures: dict[str, db.figures.Figure]) -> list[Moved]:
    """The figures of a finalised report that count otherwise today."""
    reported = (report or {}).get("reported")
    if not reported:
        return []
    found = []
    for name, label in exports.figures.labels().items():
        told = reported["figures"].get(name)
        if told is None or name not in figures:
            continue
        before = db.figures.Figure(
            told["value"], told["ids"], told.get("part"), told.get("whole"), told.get("base_ids")
        )
        found.append(Moved(label.text, _shown(before), _shown(figures[name])))
    return [one for one in found if one.reported != one.today]


def _shown(figure: db.figures.Figure) -> str:
    base = exports.figures.base(figure)
    shown = exports.figures.shown(figure)
    return f"{shown} ({base})" if base else shown


def draw(read: Read, by_hand: bool, tick: ui.background.Tick) -> Drawn:
    """The report of ``read`` as it would leave the book now.

    ``by_hand`` leaves the signature place free, for a paper that is printed and signed.

    Raises:
        db.errors.RecordError: its number does not go into a code.
    """
    tick("lập bản PDF", 0, 2)
    level = HAND if by_hand else exports.issuing.SEALED
    kind, number = _next(read.span.period)
    stamp = exports.reports.Stamp(kind, number, level, signed=by_hand)
    paper = exports.reports.compose(read.span, read.figures, stamp=stamp)
    code = exports.issuing.code_of(exports.reports.entry_of(paper))
    tick("vẽ các trang", 1, 2)
    pdf = exports.paper.render(paper, code).pdf
    return Drawn(pdf, _pages(pdf, read.sections))


def _next(period: db.periods.Period) -> tuple[str, int]:
    """The bundle that would come next; for a report that was sent, a replacement."""
    report = db.reports.find(period) or db.reports.Report(period=period.label, state="draft")
    return db.bundles.next_kind(report, supplement=False, replace=report.state == "submitted")


def _pages(pdf: bytes, sections: tuple[exports.reports.Section, ...]) -> dict[str, int]:
    """On which page the title of each section stands."""
    texts = [" ".join(text.split()) for text in exports.paper.text_of(pdf)]
    found: dict[str, int] = {}
    last = 0
    for section in sections:
        title = " ".join(section.heading.split())
        page = next((n for n in range(last, len(texts)) if title and title in texts[n]), last)
        last = page
        found[section.id] = page + 1
    return found
