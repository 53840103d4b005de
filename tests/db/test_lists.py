"""The lists of meetings, documents and members: order, filters, counts and what a row shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import db.base
import db.documents
import db.documents.listing
import db.meetings
import db.meetings.listing
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.members.listing
import db.members.steps
import db.tasks.listing
import tests.db.factory
from tests.db.factory import TODAY, member, moment

pytestmark = pytest.mark.usefixtures("book")
DAY = date(2026, 6, 4)


def questions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every SQL question asked from now on."""
    asked: list[str] = []
    execute = db.base.database.execute_sql

    def noted(sql: str, *given: Any, **named: Any) -> Any:
        asked.append(sql)
        return execute(sql, *given, **named)

    monkeypatch.setattr(db.base.database, "execute_sql", noted)
    return asked


def meetings() -> dict[str, db.meetings.Meeting]:
    """One meeting in each situation, and one in the bin."""
    found = {
        name: tests.db.factory.meeting(title, planned_on=on, **more)
        for name, title, on, more in (
            ("planned", "Ôn lại truyền thống", date(2026, 8, 1), {"meeting_kind": "thematic"}),
            ("undated", "Ơn nghĩa", None, {}),
            ("held", "Oan sai và khắc phục", DAY, {}),
            ("approved", "Ổn định tổ chức", date(2025, 6, 4), {"meeting_kind": "committee"}),
            ("deleted", "Xóa", DAY, {}),
        )
    }
    db.meetings.steps.hold(found["held"], DAY, {}, moment())
    db.meetings.steps.hold(found["approved"], date(2025, 6, 5), {}, moment())
    db.meetings.steps.approve(found["approved"], TODAY, b"%PDF", {}, moment())
    db.meetings.steps.delete(found["deleted"], moment())
    return found


def test_meetings_stand_by_day_and_undated_ones_last_either_way() -> None:
    found = meetings()
    order = [found[name].id for name in ("planned", "held", "approved", "undated")]
    assert db.meetings.listing.ids() == order
    assert db.meetings.listing.ids(descending=False) == [*order[2::-1], order[3]]


def test_titles_of_meetings_stand_in_vietnamese_order() -> None:
    meetings()
    numbers = db.meetings.listing.ids("title", descending=False)
    titles = [row["title"].split()[0] for row in db.meetings.listing.rows(numbers)]
    assert titles == ["Oan", "Ổn", "Ôn", "Ơn"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"situation": "planned"}, {"planned", "undated"}),
        ({"situation": "held"}, {"held"}),
        ({"situation": "approved"}, {"approved"}),
        ({"year": 2025}, {"approved"}),
        ({"year": 2026}, {"planned", "held"}),
        ({"kinds": frozenset({"thematic", "committee"})}, {"planned", "approved"}),
        ({"text": "on"}, {"planned", "undated", "approved"}),
        ({"text": "on", "situation": "planned", "year": 2026}, {"planned"}),
    ],
)
def test_meetings_are_narrowed(filters: dict[str, Any], names: set[str]) -> None:
    found = meetings()
    chosen = db.meetings.listing.Filters(**filters)
    for order in db.meetings.listing.ORDERS:
        assert set(db.meetings.listing.ids(order, chosen)) == {found[name].id for name in names}


def test_each_button_of_the_meetings_counts_what_it_would_show() -> None:
    meetings()
    filters = db.meetings.listing.Filters(situation="held", text="o")
    assert db.meetings.listing.counts(filters) == {
        "all": 4, "planned": 2, "held": 1, "approved": 1,
    }  # fmt: skip
    assert db.meetings.listing.years() == [2026, 2025]


def test_a_row_of_a_meeting_says_who_came_and_what_is_left_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, exempt = member("Một"), member("Hai", exempt=[("QĐ", date(2026, 1, 1), None)])
    member("Ba")
    held, planned = tests.db.factory.meeting(), tests.db.factory.meeting("Sắp tới")
    came = {one: ("present", ""), exempt: ("present", "")}
    db.meetings.steps.hold(held, DAY, came, moment())
    for text in ("Một", "Hai", "Ba"):
        db.meetings.minutes.conclude(held, text, moment())
    db.meetings.minutes.link_task(db.meetings.conclusion(1), tests.db.factory.task().id, moment())
    db.meetings.minutes.needs_no_task(db.meetings.conclusion(2), "đã làm", moment())
    asked = questions(monkeypatch)
    first, second, *_ = db.meetings.listing.rows([int(held.id), 99, int(planned.id)])
    few = len(asked)
    assert (first["present"], first["base"]) == (1, 2)
    assert (first["conclusions"], first["without_task"]) == (3, 1)
    assert (second["title"], second["present"], second["base"]) == ("Sắp tới", None, None)
    assert (second["conclusions"], second["without_task"]) == (0, 0)
    db.meetings.listing.rows([int(held.id)] * 3)
    assert len(asked) == 2 * few, "the number of questions does not grow with the rows"


def documents() -> dict[str, int]:
    """Papers of each kind; the thematic ones were used in a thematic meeting."""
    found = {
        name: int(tests.db.factory.document(title, **more).id)
        for name, title, more in (
            ("in", "Ổn định", {"direction": "in", "number": "9-CV/ĐU"}),
            ("out", "Ôn tập", {"direction": "out", "number": "17-BC/CB", "date": None}),
            ("paper", "Ơn nghĩa", {"number": "", "date": date(2025, 1, 2)}),
            ("coded", "Oan", {"number": "100-TL", "date": date(2026, 2, 3)}),
            ("deleted", "Xóa", {}),
        )
    }
    meeting = tests.db.factory.meeting(meeting_kind="combined")
    for name in ("paper", "coded"):
        db.meetings.steps.use_document(meeting, found[name], moment())
    coded = db.documents.get(found["coded"])
    db.documents.issue_qr(coded, TODAY, "", moment())
    db.documents.attach(coded, "a.pdf", b"%PDF", moment())
    db.documents.delete(db.documents.get(found["deleted"]), moment())
    return found


@pytest.mark.parametrize(
    ("order", "descending", "names"),
    [
        ("date", True, ["in", "coded", "paper", "out"]),
        ("number", False, ["paper", "in", "out", "coded"]),
        ("title", False, ["coded", "in", "out", "paper"]),
        ("title", True, ["paper", "out", "in", "coded"]),
    ],
)
def test_documents_stand_in_order(order: str, descending: bool, names: list[str]) -> None:
    found = documents()
    numbers = db.documents.listing.ids(order, descending=descending)
    assert numbers == [found[name] for name in names]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"situation": "in"}, {"in"}),
        ({"situation": "out"}, {"out"}),
        ({"situation": "internal"}, {"paper", "coded"}),
        ({"situation": "thematic"}, {"paper", "coded"}),
        ({"situation": "without_qr"}, {"paper"}),
        ({"year": 2026}, {"in", "coded"}),
        ({"text": "on"}, {"in", "out", "paper"}),
    ],
)
def test_documents_are_narrowed_and_counted(filters: dict[str, Any], names: set[str]) -> None:
    found = documents()
    chosen = db.documents.listing.Filters(**filters)
    for order in db.documents.listing.ORDERS:
        assert set(db.documents.listing.ids(order, chosen)) == {found[name] for name in names}
    counts = db.documents.listing.counts(chosen)
    assert counts[chosen.situation] == len(names)


def test_a_row_of_a_document_says_what_hangs_on_it() -> None:
    found = documents()
    paper, letter = db.documents.listing.rows([found["coded"], found["in"], 99])
    assert (paper["attachments"], paper["meetings"], paper["thematic"]) == (1, 1, True)
    assert (paper["qr_on"], paper["direction"]) == ("2026-07-20", "internal")
    assert (letter["attachments"], letter["meetings"], letter["thematic"]) == (0, 0, False)


def test_a_binned_meeting_makes_no_document_thematic() -> None:
    found = documents()
    db.meetings.steps.delete(db.meetings.get(1), moment())
    (row,) = db.documents.listing.rows([found["paper"]])
    assert (row["meetings"], row["thematic"]) == (0, False)
    assert db.documents.listing.counts()["thematic"] == 0


def people() -> dict[str, int]:
    """Members in each situation on TODAY."""
    return {
        "here": member("Nông Thị Ổn", birth_year=1980, exempt=[("QĐ", date(2026, 7, 1), TODAY)]),
        "left": member("Nông Văn Ôn", left=TODAY, stays=[("temporary_out", TODAY, None)]),
        "leaving": member(
            "Nông Văn Ơn",
            left=TODAY + timedelta(days=1),
            exempt=[("QĐ", date(2026, 1, 1), TODAY - timedelta(days=1))],
        ),
        "new": member(
            "Nông Thị Oanh",
            official_on=None,
            joined=date(2026, 1, 2),
            stays=[("temporary_in", TODAY, None)],
        ),
    }


def test_members_stand_by_their_given_names_and_without_a_day_last() -> None:
    found = people()
    names = ["new", "left", "here", "leaving"]
    assert db.members.listing.ids() == [found[name] for name in names]
    assert db.members.listing.ids("birth_year")[0] == found["here"]
    assert db.members.listing.ids("official_on", descending=True)[-1] == found["new"]


@pytest.mark.parametrize(
    ("situation", "names"),
    [
        ("all", {"here", "left", "leaving", "new"}),
        ("here", {"here", "leaving", "new"}),
        ("left", {"left"}),
        ("probationary", {"new"}),
        ("away", {"here", "new"}),
    ],
)
def test_members_are_narrowed_and_counted_on_a_day(situation: str, names: set[str]) -> None:
    found = people()
    filters = db.members.listing.Filters(situation, TODAY)
    assert set(db.members.listing.ids("name", filters)) == {found[name] for name in names}
    assert db.members.listing.counts(TODAY, filters)[situation] == len(names)
    named = db.members.listing.Filters(text="oanh")
    assert db.members.listing.counts(TODAY, named)["here"] == 1
    with pytest.raises(ValueError, match="day"):
        db.members.listing.ids("name", db.members.listing.Filters("left"))


def test_a_row_of_a_member_shows_what_holds_that_day() -> None:
    number = member(
        posts=[
            ("Bí thư", date(2026, 1, 1), None),
            ("Chi ủy viên", date(2025, 1, 1), None),
            ("Phó Bí thư", date(2025, 1, 1), date(2025, 12, 31)),
        ],
        exempt=[("QĐ", date(2026, 7, 1), date(2026, 7, 31))],
        stays=[("temporary_out", date(2026, 7, 15), None)],
    )
    other = member("Giàng A Sử")
    row, plain = db.members.listing.rows([number, other], TODAY)
    assert row["posts"] == "Bí thư, Chi ủy viên"
    assert row["away"] == "miễn công tác, sinh hoạt đến 31/07/2026; sinh hoạt tạm thời đi"
    assert (plain["posts"], plain["away"]) == ("", "")
    assert db.members.listing.rows([number], date(2025, 6, 1))[0]["posts"] == (
        "Chi ủy viên, Phó Bí thư"
    )


def test_what_was_written_before_is_offered_the_most_used_first() -> None:
    for issuer in ("Đảng ủy phường", "Quận ủy", "Đảng ủy phường", ""):
        tests.db.factory.document(issuer=issuer)
    db.documents.delete(tests.db.factory.document(issuer="Cơ quan khác"), moment())
    for lead in ("Chi ủy", "Ban công tác Mặt trận", "Ban công tác Mặt trận"):
        tests.db.factory.task(fields={"lead": lead})
    assert db.documents.listing.used("issuer") == ["Đảng ủy phường", "Quận ủy"]
    assert db.tasks.listing.used("lead")[:2] == ["Ban công tác Mặt trận", "Chi ủy"]
    for used in (db.documents.listing.used, db.tasks.listing.used):
        with pytest.raises(ValueError, match="title"):
            used("title")
