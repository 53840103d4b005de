"""A verifier sees every word that a paper lacks, adds or changes against the snapshot."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pikepdf
import pytest

import exports.paper
import exports.paper.content
import tests.exports.paper_samples

content = exports.paper.content
samples = tests.exports.paper_samples


def holds(pdf: bytes, paper: exports.paper.content.Paper) -> list[str]:
    """What ``pdf`` lacks or adds against ``paper`` and its own code."""
    return exports.paper.holds(pdf, exports.paper.as_entry(paper), exports.paper.qr_text(paper))


@pytest.mark.parametrize("layout", ["HD05-2026", "HD36-2018"])
def test_a_paper_holds_what_its_entry_says(layout: str) -> None:
    for paper in (samples.report(layout), samples.minutes(layout)):
        assert holds(samples.drawn(paper).pdf, paper) == []


CHANGES: list[dict[str, Any]] = [
    {"number": "6"},
    {"number": None},
    {"place": "Sông Hậu"},
    {"upper": "Đảng bộ phường Sông Hậu"},
    {"abstract": "kết quả thực hiện Chỉ thị số 09-CT/TU quý II năm 2026"},
    {"addressee": ""},
    {"level_line": "Mức ký: chữ ký số."},
    {"unsigned_note": "BẢN ĐIỆN TỬ CHƯA KÝ"},
    {"recipients": ("Lưu Chi bộ", "Ban Thường vụ Đảng ủy phường (để b/c)")},
    {"signers": (content.Signer("Phó Bí thư", "Vương Đình Ước", "T/M Chi bộ", "Sig_BiThu"),)},
    {"annexes": samples.report().annexes[:1]},
    {"annexes": samples.report(rows=29).annexes},
    {"blocks": samples.report().blocks[:-1]},
    {"blocks": (*samples.report().blocks[1:], samples.report().blocks[0])},
    {"blocks": (*samples.report().blocks[:2], *samples.report().blocks[3:])},
]


@pytest.mark.parametrize("change", CHANGES)
def test_any_other_word_is_seen(change: dict[str, Any]) -> None:
    paper = samples.report()
    other = exports.paper.render(dataclasses.replace(paper, **change), exports.paper.qr_text(paper))
    assert holds(other.pdf, paper) != []


def test_the_sentence_names_both_words() -> None:
    paper = samples.report()
    other = dataclasses.replace(paper, number="6")
    pdf = exports.paper.render(other, exports.paper.qr_text(paper)).pdf
    assert holds(pdf, paper) == ["Văn bản ghi “06”, số liệu gốc ghi “05”."]


def test_one_changed_cell_is_seen() -> None:
    paper = samples.report()
    annex = paper.annexes[0]
    table = annex.blocks[0]
    assert isinstance(table, content.Table)
    rows = list(table.rows)
    rows[17] = (*rows[17][:3], "15/9/2026", rows[17][4])
    changed = dataclasses.replace(table, rows=tuple(rows))
    other = dataclasses.replace(
        paper, annexes=(dataclasses.replace(annex, blocks=(changed,)), *paper.annexes[1:])
    )
    pdf = exports.paper.render(other, exports.paper.qr_text(paper)).pdf
    assert holds(pdf, paper) == ["Văn bản ghi “9”, số liệu gốc ghi “8”."]


def test_swapped_columns_are_seen() -> None:
    table = content.Table((content.Column("Đúng hạn"), content.Column("Chậm")), (("7", "7"),))
    swapped = content.Table(table.columns[::-1], table.rows)
    paper, other = (
        dataclasses.replace(samples.minutes(), blocks=(one,)) for one in (table, swapped)
    )
    pdf = exports.paper.render(other, exports.paper.qr_text(paper)).pdf
    assert holds(pdf, paper) != []


def test_another_code_is_seen() -> None:
    paper = samples.minutes()
    pdf = exports.paper.render(paper, "CHIBO1|BB|||" + "0" * 32).pdf
    assert holds(pdf, paper) != []
    assert holds(exports.paper.render(paper, None).pdf, paper) != []


def test_other_page_breaks_are_no_other_words() -> None:
    paper = samples.report(rows=120)
    wider = dataclasses.replace(
        paper, overrides=(("body.line_pitch", 22), ("table.annex_line_pitch", 16))
    )
    other = exports.paper.render(wider, exports.paper.qr_text(paper))
    assert other.pages > samples.drawn(paper).pages
    assert holds(other.pdf, paper) == []


def test_what_signatures_show_is_no_text_of_the_page() -> None:
    paper = samples.minutes()
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.drawn(paper).pdf)) as opened:
        font = opened.pages[0].Resources.Font
        shown = pikepdf.Stream(opened, b"BT /F1 9 Tf (Ky boi) Tj ET")
        shown.Type, shown.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        shown.BBox = pikepdf.Array([0, 0, 90, 40])
        shown.Resources = pikepdf.Dictionary(Font=font)
        widget = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T="Sig_ChuTri",
            F=4,
            Rect=[320, 180, 550, 240],
            AP=pikepdf.Dictionary(N=shown),
        )
        fields = pikepdf.Array([opened.make_indirect(widget)])
        opened.pages[0].Annots = fields
        opened.Root.AcroForm = pikepdf.Dictionary(Fields=fields, SigFlags=3)
        opened.save(target)
    assert holds(target.getvalue(), paper) == []


def test_papers_with_nothing_in_common_are_told_apart_quickly() -> None:
    paper = samples.report()
    other = dataclasses.replace(paper, blocks=(content.Paragraph("x1 " * 9000),), annexes=())
    pdf = exports.paper.render(other, None).pdf
    assert len(holds(pdf, paper)) == 1


def test_a_torn_or_foreign_file_is_refused() -> None:
    paper = samples.minutes()
    for data in (b"", b"PK\x03\x04", samples.drawn(paper).pdf[:200]):
        with pytest.raises(ValueError, match="not a PDF"):
            holds(data, paper)


def test_an_entry_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not the fields of a paper"):
        exports.paper.holds(samples.drawn(samples.minutes()).pdf, {"text": samples.LONG}, None)
