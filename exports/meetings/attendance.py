"""Who had to come to a meeting and who came, counted as the figures count (design 4)."""

from __future__ import annotations

from typing import Any

import db.figures
import db.members
import exports.writing

Facts = dict[str, Any]


def gather(meeting: dict[str, Any], members: dict[int, Facts], day: str) -> Facts:
    """Counts and names for the minutes of ``meeting``; ``members`` by id, ``day`` ISO.

    A meeting of the committee has no list of its own: those entered are those who were called.
    """
    entered = {one["member"]: one for one in meeting["attendance"]}
    listed = {number for number, one in members.items() if _on_list(one, day)}
    official = {
        number for number in listed if (members[number]["official_on"] or "9999-12-31") <= day
    }
    away = {number for number in listed if _away(members[number], day)}
    committee = meeting["kind"] == "committee"
    base = db.members.base_on(list(members.values()), day)
    if committee:
        base = {number for number, one in entered.items() if one["status"] != "exempt"}
        away = set()
    came = {number for number, one in entered.items() if one["status"] == "present"}
    share = db.figures.percent(len(came & base), len(base))
    groups = {
        status: [
            members[number]["name"] + (f" ({one['reason']})" if one["reason"] else "")
            for number, one in entered.items()
            if one["status"] == status
        ]
        for status in ("excused", "unexcused", "exempt")
    }
    return {
        "committee": committee,
        "members": len(listed),
        "official": len(official),
        "candidates": len(listed - official),
        "base": len(base),
        "present": len(came & base),
        "present_percent": exports.writing.percent(share),
        "exempt_present": _names(members, came - base - away),
        "away": _names(members, away),
        "unrecorded": _names(members, base - set(entered)),
        **groups,
        **{f"{status}_count": len(found) for status, found in groups.items()},
    }


def _on_list(member: Facts, day: str) -> bool:
    """Whether a member belonged to the cell on ``day``, exempt or away or not."""
    return (
        member["joined"] <= day
        and (member["left"] is None or day < member["left"])
        and (member["deleted_on"] is None or day < member["deleted_on"])
    )


def _away(member: Facts, day: str) -> bool:
    """Whether a member took part elsewhere on ``day``."""
    return any(
        stay["stay"] == "temporary_out"
        and stay["from"] <= day
        and (stay["to"] is None or day <= stay["to"])
        for stay in member["stays"]
    )


def _names(members: dict[int, Facts], chosen: set[int]) -> list[str]:
    """The names of the members ``chosen``, in order of entry."""
    return [one["name"] for number, one in members.items() if number in chosen]
