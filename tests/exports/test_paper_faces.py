"""Every Vietnamese letter is drawn by every face; what none can draw is seen, not lost."""

from __future__ import annotations

import io
import unicodedata

import fontTools.ttLib
import pikepdf
import pytest

import exports.fonts
import exports.paper
import exports.paper.content
import exports.paper.faces
import tests.exports.paper_samples

VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư" + "".join(
    map(chr, range(0x1EA0, 0x1EFA))
)
MARKS = "\u0300\u0301\u0303\u0306\u0302\u0309\u031b\u0323"
SYMBOLS = "–—“”‘’…•§°×÷≤≥≠±½¼¾№²³₫€←→−‰"


@pytest.mark.parametrize("face", exports.fonts.FACES)
def test_each_face_has_all_letters_and_printed_symbols(face: str) -> None:
    with fontTools.ttLib.TTFont(exports.fonts.path(face)) as font:
        drawn = set(map(chr, font.getBestCmap()))
    needed = VIETNAMESE + MARKS + SYMBOLS + "".join(map(chr, range(0x20, 0x7F)))
    assert len(set(VIETNAMESE)) == 134  # 146 letters with the twelve plain vowels a e i o u y
    assert set(needed) - drawn == set()


def test_a_licence_lies_beside_the_faces() -> None:
    licence = exports.fonts.path("Tinos-Regular").with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_undrawable_characters_are_reported_once_and_printed_as_question_marks() -> None:
    text = "Đạt 😀 và 漢 và 😀"
    assert exports.paper.undrawable(text) == ("😀", "漢")
    assert exports.paper.faces.printable(text) == "Đạt ? và ? và ?"
    assert exports.paper.undrawable(VIETNAMESE + SYMBOLS) == ()


def test_decomposed_text_is_drawn_composed() -> None:
    decomposed = unicodedata.normalize("NFD", VIETNAMESE)
    assert exports.paper.faces.printable(decomposed) == VIETNAMESE


def test_controls_and_direction_marks_leave_no_trace() -> None:
    text = "a\x00b\u202ec\u200bd\ufeffe\u00adf\tg\r\nh\u2028i"
    assert exports.paper.faces.printable(text) == "abcdef g\nh\ni"
    assert exports.paper.undrawable(text) == ()


def test_only_our_faces_are_in_a_paper_and_all_are_embedded() -> None:
    paper = tests.exports.paper_samples.report()
    with pikepdf.open(io.BytesIO(tests.exports.paper_samples.drawn(paper).pdf)) as opened:
        fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
        fonts = [one for one in fonts if one.get("/Type") == "/Font"]
        names = {str(one.BaseFont) for one in fonts}
        assert all("/FontFile2" in one.FontDescriptor for one in fonts)
        assert all("/ToUnicode" in one for one in fonts)
    assert {name.partition("+")[2] for name in names} <= set(exports.fonts.FACES)


def test_every_letter_comes_back_from_a_paper() -> None:
    content = exports.paper.content
    blocks = (content.Paragraph(VIETNAMESE, bold=True), content.Note(SYMBOLS))
    paper = exports.paper.content.Paper("BC", "HD05-2026", "", "", "", "", None, "", "", blocks, ())
    text = "".join("".join(exports.paper.text_of(exports.paper.render(paper, None).pdf)).split())
    assert VIETNAMESE in text
    assert SYMBOLS in text
