"""Figures in their places, and a composed text then and now beside a person's own words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db.figures
import exports.figures
import exports.forms
import exports.reports
import exports.reports.comparing
import tests.exports.full_quarter

quarter = tests.exports.full_quarter
THEN = "Có 14 nhiệm vụ, 9 đúng hạn (64,3%).\nChưa có gì khác."


def section(text: str, places: Sequence[tuple[str, str]]) -> exports.reports.Section:
    """A section of one sentence; ``places`` name a figure and the words it shows there."""
    spans, start = [], 0
    for name, shown in places:
        start = text.index(shown, start)
        spans.append(exports.forms.Span(name, start, start + len(shown)))
        start += len(shown)
    return exports.reports.Section(
        "3", "Kết quả", (exports.reports.Sentence(text, (), tuple(spans)),)
    )


# Where the figures stand ------------------------------------------------------------------------


def test_a_text_tells_where_its_figures_stand() -> None:
    share = db.figures.share([1, 2], [1, 2, 3])
    teller = exports.forms.Teller({"n": db.figures.Figure(1234, []), "p": share, "x": 5}, "ủy")
    text, spans = teller.told("Có {n} việc, {p} ({p_part}/{p_whole}), {x}; {{n}}.")
    assert text == "Có 1.234 việc, 66,7% (2/3), 5; {n}."
    shown = [(one.name, one.whole, text[one.start : one.end]) for one in spans]
    assert shown == [
        ("n", False, "1.234"), ("p", False, "66,7%"), ("p", False, "2"), ("p", True, "3"),
    ]  # fmt: skip
    assert teller.put("Có {n} việc, {p} ({p_part}/{p_whole}), {x}; {{n}}.") == text


@pytest.mark.usefixtures("scratch_book")
def test_every_span_of_every_section_shows_its_figure() -> None:
    quarter.fill()
    span = quarter.window("2026-Q3")
    figures = db.figures.count(span)
    found = 0
    for one in exports.reports.sections(span, figures):
        for place in one.spans:
            figure = figures[place.name]
            shown = one.composed[place.start : place.end]
            parts = {str(figure.part), str(figure.whole)}
            assert shown == exports.figures.shown(figure) or shown in parts
            found += 1
    assert found > 20


@pytest.mark.usefixtures("scratch_book")
def test_sections_are_numbered_as_the_paper_numbers_them() -> None:
    span = quarter.window("2026-Q3")
    found = exports.reports.sections(span, db.figures.count(span))
    headings = {one.id: one.heading for one in found}
    assert headings["0"] == ""
    assert headings["3"] == "3. Kết quả thực hiện nhiệm vụ"
    assert not headings["5b"][0].isdigit()


# Then and now -----------------------------------------------------------------------------------


def test_figures_that_changed_are_named_with_their_old_and_new_value() -> None:
    now = section(
        "Có 15 nhiệm vụ, 9 đúng hạn (60%).\nChưa có gì khác.",
        [("tasks_in_period", "15"), ("tasks_done_on_time", "9"), ("on_time_percent", "60%")],
    )
    found = exports.reports.comparing.changes(THEN, now)
    assert [(one.name, one.before, one.after) for one in found] == [
        ("tasks_in_period", "14", "15"),
        ("on_time_percent", "64,3%", "60%"),
    ]
    assert found[0].label == "Nhiệm vụ trong kỳ"


def test_a_text_that_did_not_change_names_nothing() -> None:
    now = section(THEN, [("tasks_in_period", "14")])
    assert exports.reports.comparing.changes(THEN, now) == []
    assert exports.reports.comparing.differences(THEN, THEN) == []


def test_lines_that_changed_came_or_went_are_told_as_they_were_and_are() -> None:
    found = exports.reports.comparing.differences("Một\nHai\nBa", "Một\nHai việc\nBa\nBốn")
    assert found == [("Hai", "Hai việc"), ("", "Bốn")]
    assert exports.reports.comparing.differences("Một\nHai", "Một") == [("Hai", "")]


# A person's words -------------------------------------------------------------------------------


def test_new_figures_go_into_words_that_still_say_the_same() -> None:
    mine = "Chi bộ nhận 14 nhiệm vụ, 9 đúng hạn (64,3%), đều do đảng viên làm."
    now = "Có 15 nhiệm vụ, 9 đúng hạn (60%).\nChưa có gì khác."
    made = exports.reports.comparing.merged(THEN, mine, now)
    assert made.text == "Chi bộ nhận 15 nhiệm vụ, 9 đúng hạn (60%), đều do đảng viên làm."
    assert made.left == ()


def test_what_found_no_place_is_named_and_the_persons_words_stay() -> None:
    mine = "Mười bốn nhiệm vụ đã giao."
    made = exports.reports.comparing.merged(THEN, mine, THEN.replace("64,3%", "70%"))
    assert made.text == mine
    assert made.left == ("70%",)


def test_a_new_line_comes_after_the_one_before_it() -> None:
    made = exports.reports.comparing.merged("Một.\nBa.", "Một.\nBa xong.", "Một.\nHai.\nBa.")
    assert made.text == "Một.\nHai.\nBa xong."


WORDS = st.lists(st.sampled_from(["Có", "14", "15", "việc", "xong", ",", ".", "\n"]), max_size=12)


@given(WORDS, WORDS)
def test_without_own_words_the_new_text_is_taken_whole(then: list[str], now: list[str]) -> None:
    made = exports.reports.comparing.merged(" ".join(then), " ".join(then), " ".join(now))
    assert made.text == " ".join(now)


@given(WORDS, WORDS)
def test_without_a_change_a_persons_words_stay_as_they_are(then: list[str], own: list[str]) -> None:
    made = exports.reports.comparing.merged(" ".join(then), " ".join(own), " ".join(then))
    assert made == exports.reports.comparing.Merged(" ".join(own), ())


@given(WORDS, WORDS, WORDS)
def test_no_word_a_person_added_is_ever_lost(
    then: list[str], own: list[str], now: list[str]
) -> None:
    mine = [*own, "RIÊNG"]
    made = exports.reports.comparing.merged(" ".join(then), " ".join(mine), " ".join(now))
    assert "RIÊNG" in made.text


def test_a_very_long_text_is_compared_by_lines_in_no_time() -> None:
    then = "\n".join(f"- Việc {number} đã xong trong kỳ này." for number in range(3000))
    now = then.replace("Việc 7 đã", "Việc 7 chưa")
    made = exports.reports.comparing.merged(then, then + "\nHết.", now)
    assert "Việc 7 chưa xong" in made.text
    assert made.text.endswith("Hết.")
