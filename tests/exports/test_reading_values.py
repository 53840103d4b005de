"""Per cents, ticks, blanks (design 3, ``import``)."""

from __future__ import annotations

import hypothesis
import hypothesis.strategies as st
import pytest

import exports.reading.values


@pytest.mark.parametrize(
    ("value", "percent"),
    [
        (70, 70),
        ("70%", 70),
        ("70 %", 70),
        ("70", 70),
        ("0,7", 70),
        ("0.7", 70),
        (0.7, 70),
        (0, 0),
        ("0%", 0),
        (100, 100),
        ("66,7%", 67),
        (1, 1),
        ("0,5%", 1),
    ],
)
def test_a_per_cent_as_number_or_text(value: object, percent: int) -> None:
    assert exports.reading.values.share(value).percent == percent


def test_the_number_format_or_the_column_makes_one_a_whole() -> None:
    assert exports.reading.values.share(1, shown_as_percent=True).percent == 100
    assert exports.reading.values.share(0.355, shown_as_percent=True).percent == 36
    assert exports.reading.values.share(1, fractions=True).percent == 100
    assert exports.reading.values.share("0,5", fractions=True).percent == 50


@pytest.mark.parametrize("value", [">50%", 120, "120%", -5, "nửa", float("nan"), 1.2, True])
def test_what_is_no_per_cent_is_in_trouble(value: object) -> None:
    found = exports.reading.values.share(value, shown_as_percent=value == 1.2)
    assert found.percent is None or value == 1.2
    assert found.trouble or found.said


def test_rounding_is_said() -> None:
    assert "làm tròn" in exports.reading.values.share("33,3%").said


def test_blanks_ticks_and_faults() -> None:
    assert all(map(exports.reading.values.blank, (None, "", "-", "…", "n/a", "--")))
    assert not exports.reading.values.blank("Có")
    assert not exports.reading.values.blank(0)
    assert [exports.reading.values.ticked(v) for v in ("x", "✓", "V", 1, True)] == [True] * 5
    assert [exports.reading.values.ticked(v) for v in (None, "", "chưa", "☐")] == [False] * 4
    assert exports.reading.values.ticked("Đang làm") is None
    assert exports.reading.values.fault("#REF!")
    assert not exports.reading.values.fault("# việc")


@hypothesis.given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates()))
def test_no_value_makes_a_per_cent_fail(value: object) -> None:
    found = exports.reading.values.share(value)
    assert found.percent is None or 0 <= found.percent <= 100
