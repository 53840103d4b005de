"""Days, numbers, tone marks and the words of form packs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import db.figures
import exports.figures
import exports.forms
import exports.reports.packs
import exports.writing

PACKS = (date(2026, 3, 31), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        (date(2026, 2, 5), "05/02/2026"),
        (date(2026, 3, 23), "23/3/2026"),
        (date(2026, 11, 1), "01/11/2026"),
        ("2026-01-31", "31/01/2026"),
        (None, ""),
        ("", ""),
    ],
)
def test_days_are_padded_below_ten_and_months_one_and_two(
    on: date | str | None, shown: str
) -> None:
    assert exports.writing.day(on) == shown


def test_a_day_in_words_follows_the_same_rule() -> None:
    assert exports.writing.day_in_words(date(2026, 9, 4)) == "ngày 04 tháng 9 năm 2026"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(83.3, "83,3%"), (100.0, "100%"), (0.0, "0%"), (66.7, "66,7%"), (None, "không phát sinh")],
)
def test_per_cents_have_a_comma_no_space_and_no_base_says_so(
    value: float | None, shown: str
) -> None:
    assert exports.writing.percent(value) == shown


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_printed_per_cent_reads_back_as_the_figure(part: int, whole: int) -> None:
    value = db.figures.percent(part, whole)
    shown = exports.writing.percent(value)
    assert float(shown.removesuffix("%").replace(",", ".")) == value


def test_thousands_are_parted_by_dots() -> None:
    assert exports.writing.count(1234567) == "1.234.567"


def test_the_older_rule_set_puts_the_mark_on_the_second_letter() -> None:
    words = "Chi ủy số hóa, hòa giải, thủy lợi, ỦY VIÊN, hoàn thành, quý III, khỏe"
    older = "Chi uỷ số hoá, hoà giải, thuỷ lợi, UỶ VIÊN, hoàn thành, quý III, khoẻ"
    assert exports.writing.respelled(words, "uỷ") == older
    assert exports.writing.respelled(words, "ủy") == words


def test_every_figure_of_the_contract_has_a_label_in_its_order() -> None:
    names = list(exports.figures.labels())
    assert tuple(names[: len(db.figures.TASK_NAMES)]) == db.figures.TASK_NAMES
    texts = [label.text for label in exports.figures.labels().values()]
    assert len(set(texts)) == len(texts)


def test_a_percentage_says_that_it_does_not_add_up() -> None:
    for name, label in exports.figures.labels().items():
        if name.endswith("_percent"):
            assert label.heading.endswith("(không cộng dồn)")


def test_a_sentence_is_said_only_when_its_facts_hold() -> None:
    parts = exports.forms.parts(
        [
            {"text": "{n} việc"},
            {"when": ["late"], "text": "; {late} chậm"},
            {"when": ["!names"], "text": "; không ai"},
        ]
    )
    teller = exports.forms.Teller({"n": 3, "late": 0, "names": []}, "ủy")
    assert teller.said(parts) == "3 việc; không ai"
    teller = exports.forms.Teller({"n": 3, "late": 1, "names": ["A", "B"]}, "ủy")
    assert teller.said(parts) == "3 việc; 1 chậm"


def test_what_people_wrote_is_neither_respelled_nor_read_as_a_template() -> None:
    teller = exports.forms.Teller({"cause": "chờ {cấp ủy} họp.\nngày mai"}, "uỷ")
    assert teller.put("Chi ủy: {cause}.") == "Chi uỷ: chờ {cấp ủy} họp. ngày mai."


@pytest.mark.parametrize(
    ("last", "pack"),
    [
        (date(2025, 9, 30), "BCCT-2025"),
        (date(2026, 3, 22), "BCCT-2025"),
        (date(2026, 3, 31), "BCCT-2025"),
        (date(2026, 6, 30), "BC09-2026"),
        (date(2027, 3, 22), "BC09-2026"),
    ],
)
def test_the_pack_is_chosen_by_the_end_of_the_period(last: date, pack: str) -> None:
    assert exports.reports.packs.pack_for(last).id == pack


@pytest.mark.parametrize("kind", ["school", "residential", "agency"])
def test_a_unit_sees_sections_0_to_14_and_its_own_part(kind: str) -> None:
    sections = exports.reports.packs.pack_for(date(2026, 9, 30)).of_kind(kind)
    numbers = [*map(str, range(6)), "5b", *map(str, range(6, 15))]
    assert [one.id for one in sections] == numbers


@pytest.mark.parametrize("last", PACKS)
def test_no_pack_blames_or_speaks_the_language_of_computers(last: date) -> None:
    pack = exports.reports.packs.pack_for(last)
    said = " ".join(part.text for form in pack.sections for part in form.sentences).lower()
    for word in ("nhắc nhở", "yếu kém", "vi phạm", "cơ sở dữ liệu", "trình duyệt", "!"):
        assert word not in said


def test_the_plain_work_report_does_not_name_the_directive() -> None:
    pack = exports.reports.packs.pack_for(date(2026, 3, 31))
    said = [
        part.text
        for form in pack.sections
        for part in form.sentences
        if "directive" not in part.when
    ]
    assert not any("09-CT/TU" in one or "6 rõ" in one for one in said)
    assert "09-CT/TU" not in pack.abstract[0].text
