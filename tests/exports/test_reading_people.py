"""People and bodies in one cell, matched to members (design 3, ``import``)."""

from __future__ import annotations

import hypothesis
import hypothesis.strategies as st
import pytest

import exports.reading.people
import tests.exports.offices

MEMBERS = (*tests.exports.offices.MEMBERS, "Lê Gia An", "Lê Gia An")


def register() -> exports.reading.people.Register:
    """The members, with one post a person has explained."""
    return exports.reading.people.Register(MEMBERS, {"Hiệu trưởng": "Tô Văn Hoà"})


def one(cell: str) -> tuple[str, str]:
    """The only person in a cell, and how the name was matched."""
    who = register().read(cell)
    assert len(who.people) == 1, who
    return who.people[0].name, who.people[0].how


@pytest.mark.parametrize(
    "cell",
    [
        "Lương Văn Bách",
        "Đ/c Lương Văn Bách ",
        "đồng chí LƯƠNG VĂN BÁCH",
        "đc: Lương Văn Bách",
        "Đ.c Lương Văn Bách",
        "1. Lương Văn Bách",
        "Ông/Bà Lương Văn Bách",
        "Cô (Thầy) Lương Văn Bách",
        "Thầy Lương Văn Bách",
        "Ths. Lương Văn Bách",
        "Bí thư Lương Văn Bách",
        "Lương Văn Bách - Bí thư chi bộ",
        "Lương Văn Bách (Bí thư)",
    ],
)
def test_honorifics_titles_and_capitals_are_taken_off(cell: str) -> None:
    assert one(cell) == ("Lương Văn Bách", "exact")


def test_both_places_of_a_tone_mark_are_one_spelling() -> None:
    assert one("Tô Văn Hòa") == ("Tô Văn Hoà", "exact")


def test_a_name_without_marks_matches_when_only_one_member_fits() -> None:
    assert one("Truong Thi Lan") == ("Trương Thị Lan", "folded")
    assert one("bui gia anh") == ("bui gia anh", "several")


def test_a_name_with_other_marks_is_only_near() -> None:
    assert one("Trường Thị Lan")[1] == "near"


def test_namesakes_are_never_chosen_between() -> None:
    assert one("Lê Gia An") == ("Lê Gia An", "several")


def test_a_given_name_alone_is_a_question() -> None:
    match = register().read("Đ/c Bách").people[0]
    assert (match.name, match.how, match.among) == ("Bách", "tail", ("Lương Văn Bách",))


def test_a_stranger_keeps_the_name() -> None:
    assert one("Nguyễn Xuân Lộc") == ("Nguyễn Xuân Lộc", "none")
    assert one("Giàng A Pháo") == ("Giàng A Pháo", "none")
    assert one("nguyễn xuân lộc")[1] == "none"


def test_a_post_is_nobody_until_somebody_says_who() -> None:
    assert register().read("Bí thư").posts == ["Bí thư"]
    assert register().read("Đ/c Bí thư chi bộ").posts == ["Bí thư chi bộ"]
    assert one("Hiệu trưởng") == ("Tô Văn Hoà", "exact")


@pytest.mark.parametrize(
    ("cell", "body"),
    [
        ("Tổ Toán - đ/c Lương Văn Bách", "Tổ Toán"),
        ("Đ/c Lương Văn Bách (Chi ủy)", "Chi ủy"),
        ("Chi ủy; đ/c Lương Văn Bách", "Chi ủy"),
        ("Công đoàn/ Lương Văn Bách", "Công đoàn"),
        ("Lương Văn Bách- Tổ Toán", "Tổ Toán"),
        ("Tổ Toán\nLương Văn Bách", "Tổ Toán"),
        ("Văn phòng Lương Văn Bách", "Văn phòng"),
    ],
)
def test_a_team_and_a_person_in_one_cell_are_told_apart(cell: str, body: str) -> None:
    who = register().read(cell)
    assert (who.bodies, [match.name for match in who.people]) == ([body], ["Lương Văn Bách"])


@pytest.mark.parametrize(
    "cell",
    [
        "Lương Văn Bách, Trương Thị Lan",
        "Lương Văn Bách và Trương Thị Lan",
        "Đ/c Lương Văn Bách, đ/c Trương Thị Lan",
        "Lương Văn Bách\nTrương Thị Lan",
        "Lương Văn Bách - Trương Thị Lan",
        "đ/c Lương Văn Bách + đ/c Trương Thị Lan",
    ],
)
def test_two_people_in_one_cell_are_two(cell: str) -> None:
    assert [match.name for match in register().read(cell).people] == [
        "Lương Văn Bách",
        "Trương Thị Lan",
    ]


@pytest.mark.parametrize("cell", ["Toàn thể đảng viên", "các tổ chuyên môn", "Chi uy", "Đoàn"])
def test_bodies_are_told_by_their_first_words_with_accents(cell: str) -> None:
    assert register().read(cell).bodies == [cell]


def test_family_names_that_look_like_bodies_stay_people() -> None:
    assert one("Đoàn Thị Mơ") == ("Đoàn Thị Mơ", "exact")
    assert one("Trương Văn Sáu") == ("Trương Văn Sáu", "none")
    assert one("Tô Thị Bưởi") == ("Tô Thị Bưởi", "none")


def test_a_name_to_store_has_no_honorific_and_no_capitals() -> None:
    assert exports.reading.people.bare("Đ/c ĐẶNG VĂN ƯỚC (Bí thư)") == "Đặng Văn Ước"
    assert exports.reading.people.bare("Ông Cao Thắng") == "Cao Thắng"


PIECES = st.sampled_from([*MEMBERS, "Đ/c ", "Chi ủy", " - ", "(", ")", "/", "\n", "Bí thư", " và "])


@hypothesis.given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    who = register().read(text)
    assert all(match.name for match in who.people)
