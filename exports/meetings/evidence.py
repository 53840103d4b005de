"""What minutes can say of a meeting: who came, what was said, voted and concluded (domain 2.4)."""

from __future__ import annotations

import functools
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import db.documents
import db.figures
import db.meetings
import db.members
import db.tasks
import db.text
import db.unit
import exports.forms
import exports.meetings.attendance
import exports.writing

Facts = dict[str, Any]

_CLOCK = re.compile(r"\s*(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{2})?\s*(?:phút|')?\s*\Z", re.IGNORECASE)
_TITLE = re.compile(r"^\s*(đồng chí|đ/c|đc)\.?\s+", re.IGNORECASE)


@functools.cache
def words() -> dict[str, Any]:
    """The words of minutes."""
    path = Path(__file__).parent / "data" / "minutes.toml"
    return tomllib.loads(path.read_text("utf-8"))


def gather(meeting: dict[str, Any], on: date, unit: db.unit.Unit) -> Facts:
    """Every fact the words of minutes may name; lists hold the facts of their items."""
    members = {one["id"]: one for one in db.members.dump()}
    names = {db.text.fold(one["name"]) for one in members.values()}
    starts, ends = meeting["starts"].strip(), meeting["ends"].strip()
    body = words()["bodies"][meeting["kind"]]
    approved = meeting["approved_on"]
    return {
        "unit": unit.name,
        "body": body.format(unit=unit.name),
        "day": exports.writing.day_in_words(on),
        "starts": _hour(starts),
        "ends": _hour(ends),
        "minutes_long": _minutes_between(starts, ends),
        "place": meeting["place"],
        "guests": meeting["guests"],
        "chair": _TITLE.sub("", meeting["chair"]).strip(),
        "minute_taker": _TITLE.sub("", meeting["minute_taker"]).strip(),
        "approved": date.fromisoformat(approved) if approved else None,
        "opening": meeting["opening"],
        "agenda": [{"item": one} for one in meeting["agenda"]],
        "votes": [_vote(one) for one in meeting["votes"]],
        "conclusions": [_conclusion(one, names) for one in meeting["conclusions"]],
        **exports.meetings.attendance.gather(meeting, members, on.isoformat()),
        **_contributions(meeting, members),
        **_documents(meeting),
    }


def _hour(typed: str) -> str:
    """``19:30`` as "19 giờ 30 phút"; anything else as it was typed."""
    found = _CLOCK.match(typed)
    if not found:
        return typed
    minutes = f" {found[2]} phút" if found[2] and found[2] != "00" else ""
    return f"{found[1].zfill(2)} giờ{minutes}"


def _minutes_between(starts: str, ends: str) -> int:
    """How long a meeting took in minutes; 0 where the hours do not tell."""
    found = [_CLOCK.match(typed) for typed in (starts, ends)]
    if not all(found):
        return 0
    first, last = (int(one[1]) * 60 + int(one[2] or 0) for one in found if one)
    return max(0, last - first)


def _contributions(meeting: dict[str, Any], members: dict[int, Facts]) -> Facts:
    """What members said."""
    said = [
        {"name": members[one["member"]]["name"], "said": one["text"]}
        for one in meeting["contributions"]
    ]
    return {
        "contributions": said,
        "contributions_count": len(said),
        "speakers": len({one["member"] for one in meeting["contributions"]}),
    }


def _documents(meeting: dict[str, Any]) -> Facts:
    """The documents used."""
    papers = {one["id"]: one for one in db.documents.dump() if one["id"] in meeting["documents"]}
    return {
        "documents": [
            {
                "document": f"{paper['number']}: {paper['title']}".removeprefix(": "),
                "qr": paper["qr_on"],
            }
            for one in meeting["documents"]
            if (paper := papers[one])["deleted_on"] is None
        ]
    }


def _vote(vote: Facts) -> Facts:
    """A vote with its per cents of those who may vote (domain 2.5)."""
    counts = {name: vote[name] for name in ("in_favour", "against", "other")}
    base = vote["base"]
    shares = {
        f"{name}_percent": exports.writing.percent(db.figures.percent(number, base))
        for name, number in counts.items()
    }
    rest = base - sum(counts.values())
    return {"topic": vote["text"], "base": base, "rest": rest, **counts, **shares}


def _conclusion(conclusion: Facts, names: set[str]) -> Facts:
    """A conclusion with the tasks that carry it out, or why it needs none.

    Whoever is accountable is a comrade where the ``names`` of members, folded, hold that name.
    """
    parts = exports.forms.parts(words()["items"]["tasks"])
    tasks = [db.tasks.get(number) for number in conclusion["tasks"]]
    said = [
        exports.forms.Teller(
            {
                "name": f"{task.code} – {task.work}" if task.code else task.work,
                "member": task.accountable if db.text.fold(task.accountable) in names else "",
                "person": task.accountable if db.text.fold(task.accountable) not in names else "",
                "lead": task.lead,
                "due": task.due,
            },
            "",
        ).said(parts)
        for task in tasks
        if task.deleted_on is None
    ]
    return {
        "decided": conclusion["text"],
        "tasks": said,
        "no_task": (conclusion["no_task"] or "") if not said else "",
    }
