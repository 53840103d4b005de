"""The minutes of a meeting as a paper, and their approval: rendered, sealed and signed once.

Domain notes 2.4 say what minutes hold, HD42-HD/BTCTW 2.2 in which order; no official form exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import db.errors
import db.meetings
import db.meetings.steps
import db.moments
import db.sealing
import exports.forms
import exports.issuing
import exports.meetings.evidence
import exports.paper
import exports.paper.content
import exports.signing.identities
import exports.signing.pades

_ROLES = ("thu-ky", "chu-tri")  # who signs minutes, in this order (design 6)


def paper_of(meeting: dict[str, Any], *, level: str, signed: bool) -> exports.paper.content.Paper:
    """The minutes of ``meeting`` (as ``db.meetings`` dumps it), whatever it holds so far.

    ``level`` names how the paper is signed; ``signed`` is False when the seal alone signs.

    Raises:
        db.errors.RecordError: the meeting has no day yet.
    """
    on = _day_of(meeting)
    words = exports.meetings.evidence.words()
    head = exports.issuing.head(on)
    teller = exports.forms.Teller(
        exports.meetings.evidence.gather(meeting, on, head.unit), head.layout.body.spelling
    )
    note, line = exports.issuing.signing(level, signed=signed)
    fields = exports.signing.identities.FIELDS
    left, right = (fields[role] for role in _ROLES)
    number = _number(meeting["number"], head.sign(words["type_code"]))
    return exports.paper.content.Paper(
        type_code=words["type_code"],
        layout_id=head.layout.id,
        overrides=head.overrides,
        upper=head.unit.upper,
        issuer=head.unit.name,
        sign=head.sign(words["type_code"]) if number else "",
        number=number,
        place="",  # place and day stand in the text (domain 1.6)
        on=on,
        type_name=words["type_name"],
        abstract=_abstract(meeting["title"], words["lower_first"]),
        blocks=tuple(_blocks(words, teller)),
        signers=(
            exports.paper.content.Signer(words["recorder"], teller.facts["minute_taker"], "", left),
            exports.paper.content.Signer(words["chair"], teller.facts["chair"], "", right),
        ),
        unsigned_note=note,
        level_line=line,
    )


def approve(
    meeting: db.meetings.Meeting,
    on: date,
    moment: db.moments.Moment,
    persons: Sequence[exports.signing.identities.Identity] = (),
) -> None:
    """Approve the minutes of ``meeting`` on the day ``on``: render, seal, sign, keep.

    ``persons`` are none, or both who sign minutes; the same bytes go into every bundle.

    Raises:
        db.errors.RecordError: not held yet, approved before, a wrong day, one signer missing, or a
            number that no QR code can carry.
    """
    ordered = _in_order(persons)
    record = db.meetings.Meeting.printed([meeting])[0] | {"approved_on": on.isoformat()}
    level = exports.issuing.DIGITAL if ordered else exports.issuing.SEALED
    paper = paper_of(record, level=level, signed=bool(ordered))
    entry = exports.issuing.entry_of(paper)
    drawn = exports.paper.render(paper, exports.issuing.code_of(entry))
    places = [
        exports.signing.pades.FieldPlace(one.name, one.page_index, one.box) for one in drawn.fields
    ]
    seal = exports.signing.identities.of_seal(db.sealing.current())
    pdf = exports.signing.pades.sign(drawn.pdf, places, seal, ordered, moment.instant)
    db.meetings.steps.approve(meeting, on, pdf, entry, moment)


def _day_of(meeting: dict[str, Any]) -> date:
    """The day of the meeting; the planned one for a preview before it."""
    on = meeting["held_on"] or meeting["planned_on"]
    if not on:
        raise db.errors.RecordError(
            f"Buổi “{meeting['title']}” chưa có ngày họp; hãy nhập ngày họp rồi lập biên bản."
        )
    return date.fromisoformat(on)


def _in_order(
    persons: Sequence[exports.signing.identities.Identity],
) -> list[exports.signing.identities.Identity]:
    """The two signers in the order in which they sign, or nobody."""
    given = {person.role: person for person in persons}
    if persons and (set(given) != set(_ROLES) or len(given) != len(persons)):
        raise db.errors.RecordError(
            "Biên bản cần đủ hai chữ ký số: người ghi biên bản và chủ trì; "
            "hãy chọn đủ hai chứng thư hoặc không chọn chứng thư nào."
        )
    return [given[role] for role in _ROLES if role in given]


def _number(typed: str, sign: str) -> str | None:
    """The number without its sign, which people may have typed with it; None if there is none."""
    bare = re.sub(rf"^\s*số\s*:?\s*|\s*-\s*{re.escape(sign)}\s*$", "", typed, flags=re.IGNORECASE)
    return bare.strip() or None


def _abstract(title: str, lowered: Sequence[str]) -> str:
    """The title as a trích yếu, which begins with a small letter unless it begins with a name."""
    words = title.strip()
    if words.split(" ")[0] in lowered:
        return words[:1].lower() + words[1:]
    return words


def _blocks(
    words: dict[str, Any], teller: exports.forms.Teller
) -> Iterable[exports.paper.content.Block]:
    """The sections that have something to say, numbered as they come."""
    content = exports.paper.content
    number = 0
    for section in words["sections"]:
        prose = teller.facts[section["prose"]].splitlines() if "prose" in section else []
        body: list[exports.paper.content.Block] = [
            content.Paragraph(line.strip()) for line in prose if line.strip()
        ]
        for part in exports.forms.parts(section["sentences"]):
            if teller.holds(part):
                body.append(content.Paragraph(teller.put(part.text)))
                body += _items(words, teller, part)
        if body and section["title"]:
            number += 1
            yield content.Heading(f"{number}. {teller.put(section['title'])}")
        yield from body


def _items(
    words: dict[str, Any], teller: exports.forms.Teller, part: exports.forms.Part
) -> Iterable[exports.paper.content.Item]:
    """The items under a sentence."""
    if not part.items:
        return
    parts = exports.forms.parts(words["items"][part.items])
    for facts in teller.facts[part.items]:
        said = exports.forms.Teller(facts, teller.spelling).said(parts)
        yield exports.paper.content.Item(said if said.endswith(".") else f"{said}.")
