"""Reports: one a period, with its cut-off, its edited sentences, what blocks it and its fate."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Self

import peewee

import db.base
import db.errors
import db.history
import db.moments
import db.periods
import db.search
import db.secrecy
import db.tasks
import db.tasks.rules

STATES = {
    "draft": "đang soạn",
    "final": "đã hoàn tất",
    "submitted": "đã gửi",
}


class Report(db.base.Record):
    """The report of one period."""

    kind: ClassVar[str] = "reports"

    period = peewee.TextField(unique=True, verbose_name="Kỳ")
    period_kind = peewee.TextField()
    first = peewee.DateField()
    last = peewee.DateField()
    title = db.base.Words(default="", verbose_name="Trích yếu")
    state = peewee.TextField(default="draft", verbose_name="Trạng thái")
    closed_on = peewee.DateField(null=True, verbose_name="Chốt số liệu đến ngày")
    number = peewee.IntegerField(null=True, verbose_name="Số")
    dated = peewee.DateField(null=True, verbose_name="Ngày báo cáo")
    cutoff = peewee.DateField(null=True)
    reported = db.base.Words(null=True)
    submitted_on = peewee.DateField(null=True, verbose_name="Ngày gửi")
    submitted_how = db.base.Words(default="", verbose_name="Cách gửi")

    class Meta:
        table_name = "reports"

    @classmethod
    def printed(cls, records: list[Self]) -> list[dict[str, Any]]:
        """Reports with their edited sentences and, once final, what was reported."""
        chosen = f"WHERE report_id = {int(records[0].id)}" if len(records) == 1 else ""
        sentences: dict[int, list[dict[str, Any]]] = {}
        for report, section, text, composed in db.base.rows(
            f"SELECT report_id, section, text, composed FROM report_sentences {chosen} ORDER BY id"  # noqa: S608 - our own words
        ):
            # A book from before the column still reads as its history tells.
            told = {} if composed is None else {"composed": composed}
            one = {"section": section, "text": text, **told}
            sentences.setdefault(report, []).append(one)
        names = ("period", "first", "last", "title", "state", "closed_on", "number", "dated")
        return [
            {
                **record.plain(*names, "cutoff", "submitted_on", "submitted_how"),
                "sentences": sentences.get(record.id, []),
                "reported": json.loads(record.reported) if record.reported else None,
            }
            for record in records
        ]

    def search_entry(self) -> tuple[str, date | None, str]:
        """A report is found by its period and its own sentences."""
        period = db.periods.read(self.period)
        texts = [one["text"] for one in Report.printed([self])[0]["sentences"]]
        return f"Báo cáo {period.words}", self.dated or self.last, " ".join(texts)


class Sentence(db.base.Table):
    """What a person wrote in place of a composed section.

    ``composed`` is what the composed text said when they last looked at it beside theirs, None
    where nobody knows.
    """

    id = db.base.Id()
    report = peewee.ForeignKeyField(Report, index=True)
    section = peewee.TextField()
    text = db.base.Words()
    composed = db.base.Words(null=True)

    class Meta:
        table_name = "report_sentences"
        indexes = ((("report", "section"), True),)


@dataclass(frozen=True)
class Window:
    """The days a report counts: from the opening to the cut-off, both included."""

    period: db.periods.Period
    opening: date
    cutoff: date


def find(period: db.periods.Period) -> Report | None:
    """The report of ``period``, if it was begun."""
    report: Report | None = Report.get_or_none(Report.period == period.label)
    return report


def begin(period: db.periods.Period, moment: db.moments.Moment, *, for_now: bool = False) -> Report:
    """The report of ``period``; begun if there is none.

    With ``for_now`` it has no history yet: ``keep`` enters it once the export that needs it has
    come to stand, ``forget`` takes it back without a trace.
    """
    report = find(period)
    if report is None:
        report = Report(
            period=period.label,
            period_kind=period.kind,
            first=period.first,
            last=period.last,
            entered_at=moment.at,
        )
        with db.base.transaction():
            report.save(force_insert=True)
            if not for_now:
                keep(report, moment)
    return report


def keep(report: Report, moment: db.moments.Moment) -> None:
    """Enter that ``report`` was begun, if that was not done."""
    if not _has_history(report):
        after = Report.printed([report])[0]
        db.history.enter(moment, [db.history.Change("reports", report.id, "begin", None, after)])
        db.search.refresh(report)


def forget(report: Report) -> None:
    """Take back a report that was begun for now; any other stays."""
    if not _has_history(report):
        report.delete_instance()


def _has_history(report: Report) -> bool:
    sql = "SELECT 1 FROM history WHERE kind = 'reports' AND record = ? LIMIT 1"
    return bool(db.base.rows(sql, report.id))


def window(period: db.periods.Period, today: date, cutoff: date | None = None) -> Window:
    """The days that the report of ``period`` counts (design 4).

    Opening: the first day, or the day after the cut-off of the last official report of the same
    kind if that closed early. Cut-off: the earliest of the last day, the day the figures were
    closed, today, and ``cutoff`` where given.

    Raises:
        db.errors.RecordError: the period has not begun by the cut-off.
    """
    ends = [period.last, today]
    closed = db.base.rows("SELECT closed_on FROM reports WHERE period = ?", period.label)
    ends += [date.fromisoformat(day) for (day,) in closed if day is not None]
    if cutoff is not None:
        ends.append(cutoff)
    opening, end = _opening(period), min(ends)
    if end < opening:
        raise db.errors.RecordError(
            f"Kỳ {period.words} chưa có ngày nào để tính đến {end:%d/%m/%Y}; "
            "hãy chọn kỳ khác hoặc ngày chốt số liệu muộn hơn."
        )
    return Window(period, opening, end)


def _opening(period: db.periods.Period) -> date:
    """The first day that no earlier official report of the same kind counted."""
    earlier = db.base.rows(
        "SELECT cutoff, last FROM reports WHERE period_kind = ? AND last < ?"
        " AND state IN ('final', 'submitted') AND deleted_on IS NULL ORDER BY last DESC LIMIT 1",
        period.kind,
        period.first.isoformat(),
    )
    for cutoff, last in earlier:
        if cutoff is not None and cutoff < last:
            return date.fromisoformat(cutoff) + timedelta(days=1)
    return period.first


def close(report: Report, on: date, moment: db.moments.Moment) -> None:
    """Close the figures of ``report`` on the day ``on``.

    Raises:
        db.errors.RecordError: it is final, or the day lies before its period.
    """
    _open(report)
    if on < report.first:
        raise db.errors.RecordError(
            f"Ngày chốt số liệu trước ngày đầu kỳ {report.period}; hãy chọn ngày trong kỳ.",
            "on",
        )
    with db.history.change(moment, report, "close"):
        report.closed_on = on
        report.save()


def write(
    report: Report,
    section: str,
    text: str,
    moment: db.moments.Moment,
    *,
    composed: str | None = None,
) -> None:
    """Keep a person's own words for a section; an empty text brings the composed ones back.

    ``composed`` is the composed text they had before them; without it the one kept before stays,
    so that a change of the records is still told after further editing.

    Raises:
        db.errors.RecordError: the report is final.
    """
    _open(report)
    db.secrecy.refuse([text])
    there = (Sentence.report == report) & (Sentence.section == section)
    with db.history.change(moment, report, "write"):
        before: Sentence | None = Sentence.get_or_none(there)
        if composed is None and before is not None:
            composed = before.composed
        Sentence.delete().where(there).execute()
        if text.strip():
            Sentence.create(report=report, section=section, text=text, composed=composed)


def sign_as(
    report: Report, number: int | None, dated: date | None, moment: db.moments.Moment
) -> None:
    """Enter the number and day the paper bears; both may stay blank, to be filled by hand.

    Raises:
        db.errors.RecordError: it is final, or the day lies before its period.
    """
    _open(report)
    if dated is not None and dated < report.first:
        raise db.errors.RecordError(
            f"Ngày của báo cáo {dated:%d/%m/%Y} trước ngày đầu kỳ {report.first:%d/%m/%Y}; hãy "
            "kiểm tra lại ngày.",
            "dated",
        )
    with db.history.change(moment, report, "sign_as"):
        report.number, report.dated = number, dated
        report.save()


def _open(report: Report) -> None:
    """Refuse to change a report that is final."""
    state = Report.get_by_id(report.id).state
    if state != "draft":
        raise db.errors.RecordError(
            f"Báo cáo kỳ {report.period} {STATES[state]} nên không sửa được; "
            "hãy xuất bản bổ sung hoặc thay thế."
        )


def finalise(
    report: Report, cutoff: date, figures: dict[str, Any], moment: db.moments.Moment
) -> None:
    """Freeze what was reported: the cut-off and the figures."""
    with db.history.change(moment, report, "finalise"):
        report.cutoff = cutoff
        report.reported = db.base.canonical({"cutoff": cutoff.isoformat(), "figures": figures})
        if report.state == "draft":
            report.state = "final"
        report.save()


def submit(report: Report, on: date, how: str, moment: db.moments.Moment) -> None:
    """Enter when and how ``report`` was sent.

    Raises:
        db.errors.RecordError: the day lies after today, before the period, before the last day the
            figures count, or before the day the paper bears.
    """
    if on > moment.today:
        raise db.errors.RecordError("Ngày gửi sau ngày hôm nay; hãy nhập ngày đã gửi.", "on")
    for words, day in (
        ("ngày của báo cáo", report.dated),
        ("ngày chốt số liệu", report.cutoff),
        ("ngày đầu kỳ", report.first),
    ):
        if day is not None and on < day:
            raise db.errors.RecordError(
                f"Ngày gửi {on:%d/%m/%Y} trước {words} {day:%d/%m/%Y}; hãy nhập ngày đã gửi.", "on"
            )
    with db.history.change(moment, report, "submit"):
        report.state, report.submitted_on, report.submitted_how = "submitted", on, how
        # A report sent without a bundle counted up to the earliest of these (design 4).
        report.cutoff = report.cutoff or min(report.last, report.closed_on or report.last, on)
        report.save()


_CAUSE = ("cause", "cause_body", "cause_person")  # what db.tasks.rules.lacks_cause looks at


@dataclass(frozen=True)
class Block:
    """What must be completed before a report can be exported; ``field`` is to be filled first."""

    kind: str
    id: int
    sentence: str
    field: str


def named(task: dict[str, Any]) -> str:
    """How a task is named where a report speaks of it."""
    return f"{task['code']} – {task['work']}" if task["code"] else str(task["work"])


def blocks(span: Window, records: Iterable[dict[str, Any]] | None = None) -> list[Block]:
    """Each late task whose cause, responsible body or person is missing (002, III.7).

    ``records`` saves reading the tasks (all that could be in the window, as dumped).
    """
    found = []
    opening, cutoff = span.opening.isoformat(), span.cutoff.isoformat()
    before = (span.opening - timedelta(days=1)).isoformat()
    for task in db.tasks.dump() if records is None else records:
        changes = db.tasks.rules.ordered(task["states"])
        standing = db.tasks.rules.standing(task, changes, cutoff)
        if standing is None or not standing.late or db.tasks.rules.deleted_by(task, cutoff):
            continue
        lacks = db.tasks.rules.lacks_cause(task)
        if lacks and db.tasks.rules.in_period(changes, before, opening, cutoff):
            sentence = f"Nhiệm vụ chậm “{named(task)}” còn thiếu {', '.join(lacks)}."
            first = next(name for name in _CAUSE if not task[name])
            found.append(Block("tasks", task["id"], sentence, first))
    return found


def dump() -> list[dict[str, Any]]:
    """Every report."""
    return Report.printed(list(Report.select().order_by(Report.id)))
