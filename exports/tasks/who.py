"""Who leads and who answers for a task: one body, one person, from one cell or two."""

from __future__ import annotations

import re

import exports.reading.people
import exports.reading.values
import exports.reading.words
import exports.tasks.desk

_SHOWN = 60
# "…, phối hợp với Chi đoàn", "…\nPhối hợp: đ/c Mai": whoever follows does not answer for it.
_WITH = re.compile(
    r"(?<=\S)[\s,;(–-]+phối hợp(?:\s+thực hiện)?(?:\s*:|\s+(?:với|cùng)\b:?)\s*(?P<with>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


def read(desk: exports.tasks.desk.Desk) -> None:
    """Lead body and accountable person: one cell may hold both."""
    lead = _cell(desk, "lead")
    person = _cell(desk, "accountable")
    bodies = [*(lead.bodies if lead else ()), *(person.bodies if person else ())]
    bodies = list(dict.fromkeys(map(exports.reading.words.flat, bodies)))
    several = lead if lead and lead.bodies else person
    if several and len(several.bodies) > 1:
        desk.doubt("lead", f"ghi hai đơn vị chủ trì ({', '.join(several.bodies)}); chỉ được một")
    desk.task.lead = bodies[0] if bodies else desk.sheet.unit_name
    who, field = (person, "accountable") if person else (lead, "lead")
    if person and lead and not person.people and lead.people and not person.posts:
        who, field = lead, "lead"
    if who is not None and "accountable" not in desk.given:
        _accountable(desk, who, field)
    if lead and not lead.bodies and not lead.people and (lead.unknown or lead.posts):
        desk.task.lead = exports.reading.values.text(desk.values["lead"])


def _cell(desk: exports.tasks.desk.Desk, field: str) -> exports.reading.people.Who | None:
    """What a cell says about who, if there is one."""
    value = desk.values.get(field)
    if not isinstance(value, str):
        if value is not None:
            desk.doubt(field, "ô không phải là họ tên")
        return None
    together = _WITH.search(value)
    if together:
        beside = exports.reading.words.flat(together["with"]).strip(" ().;,")
        desk.task.cooperating = "; ".join(filter(None, [desk.task.cooperating, beside]))
        value = value[: together.start()]
    who = desk.sheet.people.read(value)
    if who.people and who.unknown and field not in desk.given:
        desk.say(f"không lấy phần “{', '.join(who.unknown)[:_SHOWN]}” bên tên người")
    return who


def _accountable(
    desk: exports.tasks.desk.Desk, who: exports.reading.people.Who, field: str
) -> None:
    """Exactly one person, or the reason why not."""
    if field == "lead" and not who.people:
        return
    if len(who.people) > 1:
        names = exports.reading.people.named(who.people)
        desk.task.accountable = who.people[0].name
        desk.doubt(field, f"ghi nhiều người ({names}); phải có đúng một người chịu trách nhiệm")
    elif who.people:
        _matched(desk, who.people[0], field)
    elif who.posts:
        desk.task.accountable = who.posts[0]
        desk.doubt(field, f"ghi chức vụ “{who.posts[0]}”, chưa rõ là ai")
    elif who.unknown and not who.bodies:
        shown = exports.reading.values.text(desk.values[field])
        desk.task.accountable = shown
        desk.doubt(field, f"chưa hiểu “{shown[:_SHOWN]}” là người hay đơn vị")
        desk.unknown(field, shown)
    elif who.bodies:
        desk.say(f"ghi đơn vị “{who.bodies[0]}”, chưa rõ người chịu trách nhiệm")


def _matched(
    desk: exports.tasks.desk.Desk, match: exports.reading.people.Match, field: str
) -> None:
    """One person found: a member for sure, a stranger, or a question."""
    desk.task.accountable = match.name
    if match.how == "none":
        desk.sheet.strangers[match.name] = None
    elif match.how == "folded":
        desk.say(f"“{exports.reading.values.text(desk.values[field])}” hiểu là {match.name}")
    elif match.how in {"near", "tail"}:
        desk.doubt(field, f"“{match.name}” có lẽ là {' hay '.join(match.among)}, chưa chắc")
    elif match.how == "several":
        names = " hay ".join(dict.fromkeys(match.among))
        desk.doubt(field, f"“{match.name}” có thể là {len(match.among)} đảng viên ({names})")
