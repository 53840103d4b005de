"""A paper survives the way into the snapshot and back, and nothing else passes for one."""

from __future__ import annotations

import copy
import dataclasses
import json
import unicodedata
from datetime import date
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import exports.paper
import exports.paper.content
import exports.qr
import tests.exports.paper_samples

texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=20).map(
    lambda text: unicodedata.normalize("NFC", text)
)
tables = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        exports.paper.content.Table,
        st.tuples(*[st.builds(exports.paper.content.Column, texts, st.floats(0, 9))] * width),
        st.lists(st.tuples(*[texts] * width), max_size=3).map(tuple),
        texts,
    )
)
blocks = st.one_of(
    st.builds(exports.paper.content.Heading, texts, st.sampled_from((1, 2, 3))),
    st.builds(exports.paper.content.Paragraph, texts, st.booleans(), st.booleans()),
    st.builds(exports.paper.content.Item, texts, texts),
    st.builds(exports.paper.content.Note, texts),
    tables,
)
papers = st.builds(
    exports.paper.content.Paper,
    type_code=st.just("BC"),
    layout_id=st.just("HD05-2026"),
    upper=texts,
    issuer=texts,
    sign=texts,
    place=texts,
    on=st.one_of(st.none(), st.dates()),
    type_name=texts,
    abstract=texts,
    blocks=st.lists(blocks, max_size=4).map(tuple),
    signers=st.lists(st.builds(exports.paper.content.Signer, texts, texts), max_size=2).map(tuple),
    number=st.one_of(st.none(), texts),
    annexes=st.lists(
        st.builds(exports.paper.content.Annex, texts, texts, st.booleans(), st.tuples(blocks)),
        max_size=1,
    ).map(tuple),
    overrides=st.sampled_from(((), (("body.line_pitch", 20), ("body.ending", "./.")))),
)


@hypothesis.given(papers)
def test_a_paper_reads_back_from_its_entry(paper: exports.paper.content.Paper) -> None:
    entry = json.loads(exports.qr.canonical(exports.paper.as_entry(paper)))
    assert exports.paper.from_entry(entry) == paper
    assert exports.paper.as_entry(exports.paper.from_entry(entry)) == entry


@hypothesis.given(papers)
@hypothesis.settings(max_examples=25, deadline=None)
def test_whatever_stands_in_a_paper_it_can_be_drawn_and_read(
    paper: exports.paper.content.Paper,
) -> None:
    entry = exports.paper.as_entry(paper)
    pdf = exports.paper.render(paper, "CHIBO1").pdf
    assert exports.paper.holds(pdf, entry, "CHIBO1") == []


def test_whole_weights_give_one_entry_however_they_are_written() -> None:
    whole, real = (
        dataclasses.replace(
            tests.exports.paper_samples.minutes(),
            blocks=(
                exports.paper.content.Table((exports.paper.content.Column("TT", weight),), ()),
            ),
        )
        for weight in (2, 2.0)
    )
    assert exports.qr.canonical(exports.paper.as_entry(whole)) == exports.qr.canonical(
        exports.paper.as_entry(real)
    )


def entry_with(path: tuple[str | int, ...], value: object) -> Any:
    """The report's entry with the value at ``path`` replaced."""
    entry: Any = copy.deepcopy(exports.paper.as_entry(tests.exports.paper_samples.report()))
    place = entry
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return entry


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("upper",), 5),
        (("upper",), None),
        (("on",), "20261005"),
        (("on",), "2026-02-30"),
        (("on",), 20261005),
        (("year",), 2026.0),
        (("year",), True),
        (("more",), ""),
        (("blocks",), {}),
        (("blocks", 0), "text"),
        (("blocks", 0, "kind"), "paper"),
        (("blocks", 0, "kind"), "signer"),
        (("blocks", 0, "level"), 4),
        (("blocks", 0, "level"), True),
        (("blocks", 1, "align"), "middle"),
        (("blocks", 1, "align"), []),
        (("signers", 0, "name"), ["x"]),
        (("signers",), [{"post": "", "name": "", "authority": "", "field": ""}] * 3),
        (("annexes", 0, "blocks", 0, "rows", 0), ["1"]),
        (("annexes", 0, "blocks", 0, "columns"), []),
        (("annexes", 0, "blocks", 0, "columns", 0, "weight"), -1),
        (("annexes", 0, "landscape"), 1),
        (("overrides",), [["body.line_pitch"]]),
        (("overrides",), [["body.line_pitch", None]]),
        (("overrides",), [["body.line_pitch", {}]]),
    ],
)
def test_an_entry_with_a_wrong_value_is_refused(path: tuple[str | int, ...], value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        exports.paper.from_entry(entry_with(path, value))


@pytest.mark.parametrize("entry", [None, [], "", {}, 7, {"kind": "paragraph"}])
def test_what_is_no_entry_is_refused(entry: object) -> None:
    with pytest.raises(ValueError, match="not the fields of a paper"):
        exports.paper.from_entry(entry)


def test_a_missing_field_is_refused() -> None:
    entry = exports.paper.as_entry(tests.exports.paper_samples.report())
    del entry["recipients"]
    with pytest.raises(ValueError, match="not the fields of a paper"):
        exports.paper.from_entry(entry)


@pytest.mark.parametrize(
    ("number", "shown"), [("5", "05-BC/CB"), ("12", "12-BC/CB"), ("5a", "5a-BC/CB"), (None, "")]
)
def test_numbers_below_ten_have_a_leading_zero(number: str | None, shown: str) -> None:
    paper = dataclasses.replace(tests.exports.paper_samples.report(), number=number)
    assert exports.paper.content.number_and_sign(paper) == shown


def test_the_qr_code_carries_number_day_and_digest_of_the_entry() -> None:
    paper = tests.exports.paper_samples.report()
    payload = exports.qr.parse(exports.paper.qr_text(paper))
    digest = exports.qr.digest32(exports.paper.as_entry(paper))
    assert payload == exports.qr.Payload("BC", "05-BC/CB", date(2026, 10, 5), digest)
