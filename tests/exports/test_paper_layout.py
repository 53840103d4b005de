"""The rule set of a paper follows its day, and a unit may change single values."""

from __future__ import annotations

import dataclasses
from datetime import date

import hypothesis
import hypothesis.strategies as st
import pytest

import exports.paper
import exports.paper.layout
import tests.exports.paper_samples


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2018, 4, 3), "HD36-2018"),
        (date(2026, 5, 26), "HD36-2018"),
        (date(2026, 5, 27), "HD05-2026"),
        (date(2030, 1, 1), "HD05-2026"),
        (date(2010, 1, 1), "HD36-2018"),
    ],
)
def test_the_day_of_the_paper_chooses_the_rule_set(on: date, name: str) -> None:
    assert exports.paper.layout_for(on).id == name


@hypothesis.given(st.dates(min_value=date(2018, 4, 3)))
def test_each_day_has_the_rule_set_that_is_in_force_on_it(on: date) -> None:
    layout = exports.paper.layout_for(on)
    assert layout.valid_from <= on
    assert layout.valid_to is None or on <= layout.valid_to


def test_both_rule_sets_agree_on_all_but_the_reported_differences() -> None:
    old, new = (exports.paper.layout.named(name) for name in exports.paper.layout.names())
    assert (old.id, new.id) == ("HD36-2018", "HD05-2026")
    assert old.page == new.page
    assert old.styles == new.styles
    assert (old.recipients.separator, new.recipients.separator) == (",", ";")
    assert (old.body.line_pitch, new.body.line_pitch) == (18, 19)
    assert (old.body.spelling, new.body.spelling) == ("uỷ", "ủy")


# Component table of the rules' annex: size, bold, italic, capitals, underlined.
COMPONENTS = {
    "party": (15, True, False, True, False),
    "upper": (14, False, False, True, False),
    "issuer": (14, True, False, True, False),
    "number": (14, False, False, False, False),
    "place": (14, False, True, False, False),
    "type_name": (16, True, False, True, False),
    "abstract": (14, True, False, False, False),
    "body": (14, False, False, False, False),
    "authority": (14, True, False, True, False),
    "post": (14, False, False, True, False),
    "signer": (14, True, False, False, False),
    "recipients_label": (14, False, False, False, True),
    "recipient": (12, False, False, False, False),
    "page_number": (14, False, False, False, False),
}


@pytest.mark.parametrize("name", ["HD36-2018", "HD05-2026"])
@pytest.mark.parametrize("component", COMPONENTS)
def test_components_are_set_as_the_annex_prescribes(name: str, component: str) -> None:
    style = exports.paper.layout.named(name).styles[component]
    set_as = (style.size, style.bold, style.italic, style.caps, style.underline)
    assert set_as == COMPONENTS[component]


def test_a_unit_may_change_single_values() -> None:
    layout = exports.paper.layout_for(date(2026, 10, 5))
    changed = exports.paper.layout_with(
        layout, {"body.line_pitch": 20, "body.ending": "./.", "styles.post.bold": True}
    )
    changed = exports.paper.layout_with(changed, {"page.duplex": True})
    assert changed.body.line_pitch == 20
    assert changed.body.ending == "./."
    assert changed.styles["post"].bold
    assert changed.page.duplex
    assert changed.header == layout.header
    assert layout.body.line_pitch == 19


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("body.pitch", 20),
        ("nothing.here", 1),
        ("id", "HD99"),
        ("", 1),
        ("body", 1),
        ("styles.post", 1),
        ("body.line_pitch", "20"),
        ("body.line_pitch", True),
        ("body.line_pitch", -1),
        ("body.line_pitch", float("nan")),
        ("signature.blank_lines", 4.5),
        ("page.duplex", 1),
        ("body.ending", 1),
    ],
)
def test_a_value_no_layout_has_is_refused(name: str, value: object) -> None:
    layout = exports.paper.layout_for(date(2026, 10, 5))
    with pytest.raises(ValueError, match="a layout has no value"):
        exports.paper.layout_with(layout, {name: value})


def test_an_unknown_rule_set_is_refused() -> None:
    with pytest.raises(ValueError, match="no layout rule set"):
        exports.paper.layout.named("../HD05-2026")


@pytest.mark.parametrize(
    "overrides",
    [
        {"body.line_pitch": 0},
        {"styles.body.size": 0},
        {"page.left": 200},
        {"page.height": 100},
        {"header.left_width": 165},
        {"signature.width": 0},
        {"qr.module": 0},
        {"table.padding": 40},
        {"body.paragraph_gap": 900},
        {"body.indent": 165},
    ],
)
def test_values_that_leave_no_room_are_refused(overrides: dict[str, object]) -> None:
    layout = exports.paper.layout_for(date(2026, 10, 5))
    with pytest.raises(ValueError, match="no page can be laid out"):
        exports.paper.layout_with(layout, overrides)


NUMBERS = [
    f"{part}.{name}"
    for part, values in dataclasses.asdict(exports.paper.layout.named("HD05-2026")).items()
    if isinstance(values, dict) and part != "styles"
    for name, value in values.items()
    if isinstance(value, (int, float)) and not isinstance(value, bool)
] + ["styles.body.size", "styles.party.size", "styles.annex_cell.size"]


@hypothesis.given(
    st.dictionaries(st.sampled_from(NUMBERS), st.integers(0, 200), min_size=1, max_size=3)
)
@hypothesis.settings(max_examples=60, deadline=None)
def test_whatever_values_are_accepted_can_be_drawn(overrides: dict[str, int]) -> None:
    paper = tests.exports.paper_samples.report(rows=3)
    try:
        exports.paper.layout_with(exports.paper.layout.named("HD05-2026"), overrides)
    except ValueError:
        return
    changed = dataclasses.replace(paper, overrides=tuple(overrides.items()))
    assert tests.exports.paper_samples.drawn(changed).pages > 1
