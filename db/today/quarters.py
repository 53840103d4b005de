"""How the quarters stand: the figures the first page shows large, and five quarters beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import db.figures
import db.meetings
import db.periods
import db.reports
import db.tasks.adding
import db.today
import db.unit

QUARTERS = 5  # as many as the picture of on time and late shows


@dataclass(frozen=True)
class Quarter:
    """How many tasks were done on time and late in a quarter, with their ids."""

    period: db.periods.Period
    label: str  # "QIII/26"
    on_time: list[int]
    late: list[int]


@dataclass(frozen=True)
class Headline:
    """One figure of the current quarter, large; ``ids`` (of ``kind``) stand behind it."""

    name: str  # of db.figures
    value: str
    title: str
    detail: str
    tone: db.today.Tone
    kind: str
    ids: list[int]


def periods(today: date) -> list[db.periods.Period]:
    """The last QUARTERS quarters, the current one last."""
    found = [quarter(today)]
    while len(found) < QUARTERS:
        found.insert(0, quarter(found[0].first - timedelta(days=1)))
    return found


def quarter(day: date) -> db.periods.Period:
    """The quarter that holds ``day``."""
    return db.periods.quarter(day.year, db.periods.quarter_of(day))


def counted(
    today: date, tasks: db.today.Tasks, begun: list[db.tasks.adding.Draft] | None = None
) -> list[Quarter]:
    """How many tasks were done on time and late in the last quarters, the current one last.

    ``tasks`` are those ``db.today.living`` gives, ``begun`` what ``db.tasks.series.missing`` does.
    """
    found = []
    for period in periods(today):
        figures = db.figures.tasks(db.reports.window(period, today), tasks, begun)
        roman = period.words.split()[1]
        on_time, late = (figures[f"tasks_done_{how}"].ids for how in ("on_time", "late"))
        found.append(Quarter(period, f"Q{roman}/{period.first:%y}", on_time, late))
    return found


def headlines(
    today: date, tasks: db.today.Tasks, begun: list[db.tasks.adding.Draft] | None = None
) -> list[Headline]:
    """The figures of the current quarter that the first page shows large, of the same ``tasks``."""
    span = db.reports.window(quarter(today), today)
    inside = db.meetings.Meeting.select().where(
        db.meetings.Meeting.held_on.between(span.opening, span.cutoff)
    )
    held = db.meetings.Meeting.printed(list(inside))
    figures = db.figures.tasks(span, tasks, begun) | db.figures.meetings(span, held)
    good = int(db.unit.setting("good_percent", today))
    named = quarter(today).words.replace(" năm ", "/")
    return [_headline(name, figures, good, named) for name in _HEADLINES]


# Figure, its title, and what stands under it: counts by name. The quarter is named: the report
# beside them may still be that of the last one.
_HEADLINES = {
    "tasks_in_period": ("nhiệm vụ {quarter}", "{tasks_carried_over} chuyển từ quý trước"),
    "clear_percent": ("đủ 6 rõ {quarter}", "{part}/{whole} nhiệm vụ"),
    "on_time_percent": ("đúng hạn {quarter}", "{part}/{whole} việc đã xong"),
    "tasks_overdue": ("quá hạn", "tính đến hôm nay"),
    "qr_percent": ("có mã QR {quarter}", "{part}/{whole} tài liệu chuyên đề"),
}


def _headline(name: str, counted: dict[str, db.figures.Figure], good: int, named: str) -> Headline:
    """One figure of the quarter ``named`` in words; a per cent from ``good`` on is good."""
    figure = counted[name]
    title, detail = _HEADLINES[name]
    title = title.format(quarter=named)
    given = {other: one.value for other, one in counted.items()}
    words = detail.format(**given, part=figure.part, whole=figure.whole)
    tone: db.today.Tone = "grey"
    if name == "tasks_overdue":
        tone = "red" if figure.value else "green"
    elif name != "tasks_in_period" and figure.value is not None:
        tone = "green" if figure.value >= good else "amber"
    value = str(figure.value) if figure.base_ids is None else _said(figure.value)
    return Headline(name, value, title, words, tone, db.figures.kind_of(name), figure.ids)


def _said(percent: float | None) -> str:
    """Per cent as it is written: "83,3%"; "–" without a base."""
    if percent is None:
        return "–"
    return f"{percent:.1f}".removesuffix(".0").replace(".", ",") + "%"
