"""What a report can say of its window: figures, and facts and lists made from the same records.

Requirements part 6, "Data needed". The tasks are those of annexes A and B, so that the sentences
and the annexes cannot disagree. Nothing here judges: facts are counts, days and people's own words.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import db.documents
import db.figures
import db.meetings
import db.members
import db.periods
import db.reports
import db.tasks
import db.tasks.series
import db.text
import db.unit
import exports.annexes
import exports.writing

Facts = dict[str, Any]

_PLAN = re.compile(r"^\s*(kế hoạch)?\s*(số)?\s*", re.IGNORECASE)
_DIRECTIVE = "09-ct/tu"
_BY_QUARTER = (
    "tasks_in_period",
    "tasks_new",
    "tasks_done",
    "tasks_done_on_time",
    "tasks_done_late",
    "tasks_overdue",
    "on_time_percent",
    "clear_percent",
    "updated_percent",
    "meetings_regular",
    "meetings_thematic",
    "attendance_percent",
    "qr_percent",
)


def gather(
    span: db.reports.Window,
    figures: dict[str, db.figures.Figure],
    annexes: tuple[exports.annexes.Annex, ...],
) -> Facts:
    """Every fact a pack's sentences may name; lists hold the facts of their items."""
    tasks = list(annexes[0].records)
    return {
        **figures,
        **_window(span),
        **_settings(span.cutoff),
        **_meetings(figures),
        **_documents(span, figures),
        **_tasks(span, figures, tasks),
        "late": [one for one in tasks if one["late"]],
        "late_count": sum(1 for one in tasks if one["late"]),
        "late_cancelled": sum(1 for one in tasks if one["late"] and one["place"] == "cancelled"),
        "late_pending": sum(1 for one in tasks if one["late"] and one["cause_until"]),
        "by_quarter": _quarters(span),
    }


def words_of(period: db.periods.Period) -> str:
    """How a report names a period: "quý III năm 2026"."""
    if period.kind != "span":
        return period.words
    first, last = exports.writing.day(period.first), exports.writing.day(period.last)
    return f"từ ngày {first} đến ngày {last}"


def _window(span: db.reports.Window) -> Facts:
    return {
        "period": words_of(span.period),
        "next_period": words_of(span.period.following()),
        "opening": span.opening,
        "cutoff": span.cutoff,
        "year": str(span.period.last.year),
    }


def _settings(on: date) -> Facts:
    """What the unit set: who it is, its superiors, on what the report stands."""
    unit = db.unit.get()
    plan = _PLAN.sub("", str(db.unit.setting("ward_plan", on))).strip()
    bases = [str(one) for one in db.unit.setting("legal_bases", on)]
    if plan and not any(plan in one for one in bases):
        bases.append(f"Kế hoạch số {plan}")
    heads = [
        f"đồng chí {one['name']}" + (f" ({one['post']})" if one.get("post") else "")
        for one in unit.heads
        if one["name"]
    ]
    return {
        "unit": unit.name,
        "bases": " và ".join(part for part in ("; ".join(bases[:-1]), *bases[-1:]) if part),
        "plan_number": re.split(r",|\s+ngày\b", plan)[0].strip(),
        "heads": heads,
        "addressee": str(db.unit.setting("addressee", on)),
        "standing_member": str(db.unit.setting("standing_member", on)),
        "year_theme": str(db.unit.setting("year_theme", on)),
        "late_entry_days": int(db.unit.setting("late_entry_days", on)),
    }


def _meetings(figures: dict[str, db.figures.Figure]) -> Facts:
    """The meetings counted in the window."""
    chosen = {*figures["meetings_regular"].ids, *figures["meetings_thematic"].ids}
    held = [one for one in db.meetings.dump() if one["id"] in chosen]
    held.sort(key=lambda one: (one["held_on"], one["id"]))
    chaired = sum(1 for one in held if one["chair"] and _is_secretary(one))
    thematic = [
        {"on": date.fromisoformat(one["held_on"]), "title": one["title"]}
        for one in held
        if one["kind"] in db.meetings.THEMATIC
    ]
    return {"meetings_held": len(held), "secretary_chaired": chaired, "thematic": thematic}


def _is_secretary(meeting: dict[str, Any]) -> bool:
    """Whether the chair of ``meeting`` was the secretary of its day."""
    secretary = db.members.holder(db.members.SECRETARY, date.fromisoformat(meeting["held_on"]))
    return bool(secretary) and db.text.fold(secretary) in db.text.fold(meeting["chair"])


def _documents(span: db.reports.Window, figures: dict[str, db.figures.Figure]) -> Facts:
    """Papers that came, papers the cell issued, its own plan, and papers without a QR code."""
    opening, cutoff = span.opening.isoformat(), span.cutoff.isoformat()
    papers = [
        one
        for one in db.documents.dump()
        if one["deleted_on"] is None or one["deleted_on"] > cutoff
    ]
    inside = [one for one in papers if one["date"] and opening <= one["date"] <= cutoff]
    own = [
        one
        for one in papers
        if one["direction"] == "out"
        and one["date"]
        and one["date"] <= cutoff
        and db.text.fold(one["type"]) == "ke hoach"
        and _DIRECTIVE in one["title"].lower()
    ]
    lacking = set(figures["qr_percent"].base_ids or ()) - set(figures["qr_percent"].ids)
    return {
        "received": _cited(one for one in inside if one["direction"] == "in"),
        "issued": _cited(one for one in inside if one["direction"] == "out"),
        "without_qr": _cited(one for one in papers if one["id"] in lacking),
        "own_plan": _named(max(own, key=lambda one: str(one["date"]))) if own else "",
    }


def _cited(papers: Any) -> list[Facts]:
    """Papers in the order of their day, as a list names them."""
    ordered = sorted(papers, key=lambda one: (one["date"] or "", one["id"]))
    return [{"document": f"{_named(one)}: {one['title']}".removeprefix(": ")} for one in ordered]


def _named(paper: dict[str, Any]) -> str:
    """``Kế hoạch số 03-KH/CB, ngày 05/4/2026 của Chi bộ …`` (domain 1.6, viện dẫn)."""
    words = [paper["type"], f"số {paper['number']}" if paper["number"] else ""]
    name = " ".join(word for word in words if word)
    if paper["date"] and name:
        name += f", ngày {exports.writing.day(paper['date'])}"
    return f"{name} của {paper['issuer']}" if name and paper["issuer"] else name


def _tasks(
    span: db.reports.Window, figures: dict[str, db.figures.Figure], tasks: list[dict[str, Any]]
) -> Facts:
    """The lists of tasks that sentences name."""
    updated = figures["updated_percent"]
    silent = set(updated.base_ids or ()) - set(updated.ids)
    coming = span.period.following()
    first, last = coming.first.isoformat(), coming.last.isoformat()
    upcoming = [
        one for one in tasks if one["place"] == "in_time" and first <= str(one["due_on"]) <= last
    ]
    unclear = [one for one in tasks if one["missing"]]
    counts = {
        "Nhiệm vụ chậm": sum(1 for one in tasks if one["late"]),
        "Nhiệm vụ thiếu nội dung giao việc": len(unclear),
        "Nhiệm vụ chưa được cập nhật trong kỳ": len(silent),
    }
    led = [one for one in tasks if one["led"]]
    return {
        "unclear": unclear,
        "silent": [one for one in tasks if one["id"] in silent],
        "products": [one for one in tasks if one["place"] == "done" and one["outcome"]],
        "special": [one for one in tasks if one["flags"]],
        "led": led,
        "led_count": len(led),
        "led_done": sum(1 for one in led if one["place"] == "done"),
        "upcoming": sorted(upcoming, key=lambda one: str(one["due_on"])),
        "shortcomings": [
            {"label": label, "number": number} for label, number in counts.items() if number
        ],
        "recurring": _recurring(coming),
    }


def _recurring(coming: db.periods.Period) -> list[Facts]:
    """The series that go on in the next period."""
    return [
        {**one, "recurrence": db.tasks.series.RECURRENCES[one["recurrence"]]}
        for one in db.tasks.dump_series()
        if one["deleted_on"] is None
        and one["start"] <= coming.last.isoformat()
        and (one["end"] is None or one["end"] >= coming.first.isoformat())
    ]


def _quarters(span: db.reports.Window) -> list[tuple[str, dict[str, db.figures.Figure]]]:
    """The figures of each quarter of a longer window; the ends may be parts of quarters."""
    found = []
    first = span.opening
    while span.period.kind != "quarter" and first <= span.cutoff:
        quarter = db.periods.quarter(first.year, db.periods.quarter_of(first))
        part = db.reports.Window(quarter, first, min(quarter.last, span.cutoff))
        counted = db.figures.count(part)
        label = quarter.words.replace("quý ", "Q").replace(" năm ", "/")
        found.append((label, {name: counted[name] for name in _BY_QUARTER}))
        first = quarter.following().first
    return found if len(found) > 1 else []
