from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import db.errors
import db.members
import db.members.steps
import db.search
from tests.db.factory import TODAY, member, moment

pytestmark = pytest.mark.usefixtures("book")


def record(number: int) -> dict[str, Any]:
    return next(one for one in db.members.dump() if one["id"] == number)


def get(number: int) -> db.members.Member:
    found: db.members.Member = db.members.Member.get_by_id(number)
    return found


def test_a_draft_is_shown_as_it_will_be_dumped() -> None:
    draft = db.members.Draft(
        unicodedata.normalize("NFD", "Giàng Thị Mỷ"),
        date(2019, 5, 19),
        1990,
        date(2020, 5, 19),
        None,
        [("Chi ủy viên", date(2025, 3, 10), None)],
        [("QĐ số 4", date(2026, 1, 1), date(2026, 3, 1))],
        [("temporary_out", date(2026, 4, 1), None)],
    )
    number = db.members.take_in([draft], moment())[0]
    shown = db.members.as_record(draft)
    held = {**record(number), "id": None}
    assert {name: held[name] for name in shown} == shown


def test_a_member_is_dumped_with_the_contract_names() -> None:
    names = {"id", "name", "joined", "left", "official_on", "posts", "exempt", "deleted_on"}
    assert names <= set(record(member()))


@pytest.mark.parametrize(
    "wrong",
    [{"name": "  "}, {"official_on": date(2019, 1, 1)}, {"left": date(2019, 1, 1)}],
)
def test_a_member_whose_name_or_days_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    given = {"name": "Giàng Thị Mỷ", "joined": date(2020, 1, 1), **wrong}
    with pytest.raises(db.errors.RecordError):
        db.members.add(db.members.Draft(**given), moment())
    assert db.members.dump() == []


def test_what_happens_to_a_member_is_dated() -> None:
    number = member(official_on=None)
    db.members.steps.make_official(get(number), date(2026, 6, 1), moment())
    db.members.steps.give_post(get(number), "Bí thư", date(2026, 6, 2), moment())
    db.members.steps.exempt(get(number), "QĐ số 5", date(2026, 6, 3), moment())
    db.members.steps.stay(get(number), "temporary_out", (date(2026, 6, 4), None), moment())
    db.members.steps.leave(get(number), date(2026, 6, 5), moment())
    held = record(number)
    assert held["posts"] == [{"post": "Bí thư", "from": "2026-06-02", "to": None}]
    assert held["exempt"] == [{"basis": "QĐ số 5", "from": "2026-06-03", "to": None}]
    assert held["stays"] == [{"stay": "temporary_out", "from": "2026-06-04", "to": None}]
    assert (held["official_on"], held["left"]) == ("2026-06-01", "2026-06-05")
    assert db.search.find("bi thu")[0].id == number


@pytest.mark.parametrize("day", [date(2026, 7, 21), date(2019, 1, 1)])
def test_a_member_leaves_between_joining_and_today(day: date) -> None:
    one = get(member())
    with pytest.raises(db.errors.RecordError):
        db.members.steps.leave(one, day, moment(TODAY))
    assert record(one.id)["left"] is None


@pytest.mark.parametrize(
    ("more", "day", "counts"),
    [
        ({}, "2020-01-01", True),
        ({}, "2019-12-31", False),
        ({"left": date(2026, 7, 1)}, "2026-06-30", True),
        ({"left": date(2026, 7, 1)}, "2026-07-01", False),
        ({"exempt": [("QĐ", date(2026, 6, 1), date(2026, 6, 30))]}, "2026-05-31", True),
        ({"exempt": [("QĐ", date(2026, 6, 1), date(2026, 6, 30))]}, "2026-06-01", False),
        ({"exempt": [("QĐ", date(2026, 6, 1), date(2026, 6, 30))]}, "2026-06-30", False),
        ({"exempt": [("QĐ", date(2026, 6, 1), date(2026, 6, 30))]}, "2026-07-01", True),
        ({"stays": [("temporary_out", date(2026, 6, 1), None)]}, "2026-06-01", False),
        ({"stays": [("temporary_out", date(2026, 6, 1), None)]}, "2026-05-31", True),
        ({"stays": [("temporary_in", date(2026, 6, 1), date(2026, 7, 1))]}, "2026-06-15", True),
    ],
)
def test_who_counts_in_an_attendance(more: dict[str, Any], day: str, counts: bool) -> None:
    number = member(**more)
    assert (number in db.members.base_on(db.members.dump(), day)) is counts


def test_the_holder_of_a_post_is_the_last_who_took_it() -> None:
    one = member("Bàn A Sính", posts=[("Bí thư", date(2024, 1, 1), date(2026, 3, 1))])
    two = member("Tạ Thị Hạnh", posts=[("Bí thư", date(2026, 3, 2), None)])
    assert one != two
    assert db.members.holder("Bí thư", date(2026, 3, 1)) == "Bàn A Sính"
    assert db.members.holder("Bí thư", date(2026, 3, 2)) == "Tạ Thị Hạnh"
    assert db.members.holder("Bí thư", date(2023, 1, 1)) == ""
    assert db.members.holder("Phó Bí thư", TODAY) == ""


def test_names_are_those_still_in_the_book() -> None:
    numbers = [member("Một"), member("Hai")]
    assert db.members.names() == list(zip(numbers, ["Một", "Hai"], strict=True))


def test_a_list_of_members_may_be_empty() -> None:
    assert db.members.dump() == []
    assert db.members.take_in([], moment()) == []


def test_what_a_list_says_of_a_member_is_corrected() -> None:
    number = member("Vàng Thị Pà")
    fields = {"name": "  Vàng  Thị Ảnh ", "birth_year": 1985, "joined": date(2019, 2, 3)}
    db.members.steps.change(get(number), fields, moment())
    held = record(number)
    assert (held["name"], held["birth_year"]) == ("Vàng Thị Ảnh", 1985)
    assert held["joined"] == "2019-02-03"
    member("Vàng Thị Bé")
    assert [name for _, name in db.members.active(TODAY)] == ["Vàng Thị Ảnh", "Vàng Thị Bé"]
    assert db.search.find("vang thi anh")[0].id == number


@pytest.mark.parametrize(
    "fields",
    [{"name": " "}, {"name": "Độ mật: Mật"}, {"joined": None}, {"official_on": date(2019, 1, 1)},
     {"left": date(2019, 1, 1)}, {"left": date(2026, 7, 21)}, {"birth_year": 85},
     {"birth_year": 2020}, {"sort": "a"}, {"posts": []}],
)  # fmt: skip
def test_a_correction_that_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    number = member()
    before = record(number)
    with pytest.raises(db.errors.RecordError):
        db.members.steps.change(get(number), fields, moment())
    assert record(number) == before


def test_a_post_an_exemption_and_a_stay_end_and_are_taken_away_by_their_rows() -> None:
    number, first, last = member(), date(2026, 6, 1), date(2026, 6, 30)
    steps = db.members.steps
    steps.give_post(get(number), "Chi ủy viên", first, moment())
    steps.exempt(get(number), "QĐ số 5", first, moment(), date(2026, 12, 31))
    steps.stay(get(number), "temporary_out", (first, None), moment())
    ways = (
        ("posts", steps.end_post, steps.remove_post),
        ("exempt", steps.end_exemption, steps.remove_exemption),
        ("stays", steps.end_stay, steps.remove_stay),
    )
    for part, end, remove in ways:
        (row,) = db.members.parts(number)[part]
        with pytest.raises(db.errors.RecordError, match="trước ngày đầu"):
            end(row["id"], date(2026, 5, 31), moment())
        end(row["id"], last, moment())
        assert record(number)[part][0]["to"] == "2026-06-30"
        end(row["id"], None, moment())
        assert db.members.parts(number)[part][0]["to"] is None
        remove(row["id"], moment())
        assert record(number)[part] == []
        with pytest.raises(db.errors.RecordError, match="không còn"):
            remove(row["id"], moment())


def test_spans_that_end_before_they_begin_and_unknown_stays_are_refused() -> None:
    one = get(member())
    days = (date(2026, 6, 2), date(2026, 6, 1))
    verbs: tuple[Callable[[], None], ...] = (
        lambda: db.members.steps.stay(one, "temporary_in", days, moment()),
        lambda: db.members.steps.stay(one, "abroad", (days[0], None), moment()),
        lambda: db.members.steps.exempt(one, "QĐ", days[0], moment(), days[1]),
        lambda: db.members.steps.give_post(one, " ", TODAY, moment()),
        lambda: db.members.steps.exempt(one, "(MẬT)", TODAY, moment()),
        lambda: db.members.steps.make_official(one, date(2019, 1, 1), moment()),
    )
    for verb in verbs:
        with pytest.raises(db.errors.RecordError):
            verb()
    assert {name: rows for name, rows in db.members.parts(one.id).items() if rows} == {}


def test_people_to_choose_from_are_those_on_the_list_that_day() -> None:
    member("Ở lại")
    member("Đã đi", left=date(2026, 7, 1))
    member("Chưa đến", joined=date(2026, 7, 2))
    away = member("Miễn họp", exempt=[("QĐ", date(2026, 1, 1), None)])
    assert [name for _, name in db.members.active(date(2026, 7, 1))] == ["Miễn họp", "Ở lại"]
    db.members.steps.delete(get(away), moment())
    assert [name for _, name in db.members.active(date(2026, 6, 30))] == ["Đã đi", "Ở lại"]
    with pytest.raises(db.errors.RecordError, match="số 99"):
        db.members.get(99)
