"""Papers look as the rules' annex prescribes, whatever is written in them."""

from __future__ import annotations

import dataclasses
import io
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import exports.paper
import exports.paper.content
import exports.paper.header
import exports.paper.pen
import exports.qr
import tests.exports.paper_samples

GOLDEN = Path(__file__).with_name("golden") / "paper"
MM = exports.paper.pen.MM
content = exports.paper.content
samples = tests.exports.paper_samples


@pytest.mark.parametrize("layout", ["HD05-2026", "HD36-2018"])
@pytest.mark.parametrize("kind", ["report", "minutes"])
def test_the_text_of_a_paper_is_the_one_that_was_looked_at(kind: str, layout: str) -> None:
    paper = {"report": samples.report, "minutes": samples.minutes}[kind](layout)
    pages = exports.paper.text_of(samples.drawn(paper).pdf)
    text = "\n=====\n".join(page.rstrip() for page in pages) + "\n"
    assert text == (GOLDEN / f"{kind}-{layout}.txt").read_text(encoding="utf-8")


def test_the_same_paper_gives_the_same_bytes_in_any_process() -> None:
    program = (
        "import sys, tests.exports.paper_samples as s; s.drawn(s.minutes());"
        "sys.stdout.buffer.write(s.drawn(s.report()).pdf)"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert other.stdout == samples.drawn(samples.report()).pdf


def test_the_head_of_the_page_follows_the_component_table() -> None:
    pdf = samples.drawn(samples.report()).pdf
    faces = {
        "ĐẢNG BỘ PHƯỜNG SÔNG CẦU": ("Tinos-Regular", 14),
        "CHI BỘ TỔ DÂN PHỐ SỐ 41": ("Tinos-Bold", 14),
        "*": ("Tinos-Regular", 14),
        "Số 05-BC/CB": ("Tinos-Regular", 14),
        "ĐẢNG CỘNG SẢN VIỆT NAM": ("Tinos-Bold", 15),
        "Sông Cầu, ngày 05 tháng 10 năm 2026": ("Tinos-Italic", 14),
        "BÁO CÁO": ("Tinos-Bold", 16),
        "kết quả thực hiện": ("Tinos-Bold", 14),
        "-----": ("Tinos-Regular", 14),
        "Ban Thường vụ Đảng ủy": ("Tinos-Regular", 14),
    }
    for words, look in faces.items():
        found = samples.line(pdf, 0, words)
        assert (found.face, found.size) == look, words


def test_the_rule_is_exactly_as_long_as_the_title_above_it() -> None:
    pdf = samples.drawn(samples.report()).pdf
    title = samples.line(pdf, 0, "ĐẢNG CỘNG SẢN VIỆT NAM")
    ends = samples.drawing(pdf, 0, "l")[0]
    starts = samples.drawing(pdf, 0, "m")[0]
    assert (ends[0] - starts[0]) / MM == pytest.approx(72.9, abs=0.05)
    assert (ends[0] - starts[0]) / MM == pytest.approx(title.right - title.left, abs=0.6)


def test_margins_and_pitch_are_those_of_the_rule() -> None:
    pdf = samples.drawn(samples.report()).pdf
    body = [one for one in samples.lines_of(pdf, 0) if one.left == pytest.approx(30, abs=0.1)]
    running = [one for one in body if one.size == 14 and one.right > 190]
    assert len(running) > 5
    assert max(one.right for one in samples.lines_of(pdf, 0)) == pytest.approx(195, abs=0.4)
    assert (running[1].base - running[0].base) * MM == pytest.approx(19, abs=0.05)
    first = next(
        one for one in samples.lines_of(pdf, 0) if one.text.startswith("Chi bộ đã quán triệt")
    )
    assert first.left == pytest.approx(40, abs=0.4)


def test_page_numbers_stand_centred_ten_millimetres_down_from_the_second_page() -> None:
    rendered = samples.drawn(samples.report())
    assert not samples.lines_of(rendered.pdf, 0)[0].text.strip().isdigit()
    for index in range(1, rendered.pages):
        number = samples.lines_of(rendered.pdf, index)[0]
        middle = 156 if _lies(rendered.pdf, index) else 112.5
        assert number.text == str(index + 1)
        assert (number.face, number.size) == ("Tinos-Regular", 14)
        assert number.base == pytest.approx(10, abs=0.05)
        assert (number.left + number.right) / 2 == pytest.approx(middle, abs=0.5)


def test_duplex_mirrors_the_margins_of_even_pages_only() -> None:
    paper = dataclasses.replace(
        samples.report(),
        blocks=(content.Paragraph(samples.LONG),) * 30,
        overrides=(("page.duplex", True),),
    )
    pdf = samples.drawn(paper).pdf
    lefts = [min(one.left for one in samples.lines_of(pdf, index)) for index in range(3)]
    assert lefts == pytest.approx([30, 15, 30], abs=0.2)


def test_the_closing_follows_the_component_table() -> None:
    rendered = samples.drawn(samples.report())
    field = rendered.fields[0]
    page = field.page_index
    faces = {
        "Nơi nhận:": ("Tinos-Regular", 14),
        "- Ban Thường vụ Đảng ủy phường (để b/c);": ("Tinos-Regular", 12),
        "- Lưu Chi bộ.": ("Tinos-Regular", 12),
        "T/M CHI BỘ": ("Tinos-Bold", 14),
        "BÍ THƯ": ("Tinos-Regular", 14),
        "Vương Đình Ước": ("Tinos-Bold", 14),
    }
    for words, look in faces.items():
        found = samples.line(rendered.pdf, page, words)
        assert (found.face, found.size) == look, words
    post, name = (
        samples.line(rendered.pdf, page, "BÍ THƯ"),
        samples.line(rendered.pdf, page, "Vương Đình Ước"),
    )
    assert (name.base - post.base) * MM == pytest.approx(5 * 19, abs=0.1)  # four empty lines
    label, authority = (
        samples.line(rendered.pdf, page, words) for words in ("Nơi nhận:", "T/M CHI BỘ")
    )
    assert label.base == pytest.approx(authority.base, abs=0.05)
    assert authority.left > 107


def test_signature_fields_lie_between_post_and_name() -> None:
    for paper, names in (
        (samples.report(), ["Sig_BiThu"]),
        (samples.minutes(), ["Sig_ThuKy", "Sig_ChuTri"]),
    ):
        rendered = samples.drawn(paper)
        assert [field.name for field in rendered.fields] == names
        for field, signer in zip(rendered.fields, paper.signers, strict=True):
            left, bottom, right, top = (edge / MM for edge in field.box)
            post = samples.line(rendered.pdf, field.page_index, signer.post.upper())
            name = samples.line(rendered.pdf, field.page_index, signer.name)
            assert left < post.left < post.right < right
            assert left < name.left < name.right < right
            assert post.base < 297 - top < 297 - bottom < name.base


def test_the_unsigned_note_stands_in_each_place_to_sign() -> None:
    paper = dataclasses.replace(samples.minutes(), unsigned_note="BẢN ĐIỆN TỬ CHƯA KÝ")
    text = exports.paper.text_of(samples.drawn(paper).pdf)[0]
    assert text.count("BẢN ĐIỆN TỬ CHƯA KÝ") == 2


def test_blank_number_and_day_leave_room_to_write() -> None:
    paper = dataclasses.replace(samples.report(), number=None, on=None, year=2026)
    assert exports.paper.header.number_line(paper, "Số").split() == ["Số", "-BC/CB"]
    assert exports.paper.header.day_line(paper).split()[2:] == ["ngày", "tháng", "năm", "2026"]
    nowhere = dataclasses.replace(paper, place="", sign="")
    assert exports.paper.header.day_line(nowhere) == ""
    assert exports.paper.header.number_line(nowhere, "Số") == ""


@pytest.mark.parametrize(
    ("on", "shown"),
    [("2026-02-05", "ngày 05 tháng 02 năm 2026"), ("2026-03-12", "ngày 12 tháng 3 năm 2026")],
)
def test_days_below_ten_and_the_first_two_months_have_a_leading_zero(on: str, shown: str) -> None:
    paper = dataclasses.replace(samples.report(), on=date.fromisoformat(on))
    assert exports.paper.header.day_line(paper) == f"Sông Cầu, {shown}"


def test_the_last_full_stop_is_the_one_the_layout_asks_for() -> None:
    paper = dataclasses.replace(samples.report(), overrides=(("body.ending", "./."),))
    text = "".join(exports.paper.text_of(samples.drawn(paper).pdf))
    assert "trân trọng báo cáo./." in text
    assert text.count("./.") == 1


def test_the_signature_never_stands_on_a_page_without_two_lines_of_text() -> None:
    for count in range(20, 34):
        paragraphs = tuple(content.Paragraph(f"Dòng {number}.") for number in range(count))
        paper = dataclasses.replace(
            samples.report(),
            blocks=(*paragraphs, content.Paragraph(f"{samples.LONG} {samples.LONG}")),
            annexes=(),
        )
        rendered = samples.drawn(paper)
        lines = samples.lines_of(rendered.pdf, rendered.fields[0].page_index)
        first = next(place for place, one in enumerate(lines) if one.text.startswith("Nơi nhận"))
        assert len([one for one in lines[:first] if not one.text.isdigit()]) >= 2


def test_a_heading_never_ends_a_page() -> None:
    for count in range(20, 34):
        blocks = [content.Paragraph(f"Dòng {number}.") for number in range(count)]
        paper = dataclasses.replace(
            samples.report(),
            annexes=(),
            blocks=(
                *blocks,
                content.Heading("Mục lớn"),
                content.Heading("Mục nhỏ", 2),
                content.Paragraph(f"{samples.LONG} {samples.LONG}"),
            ),
        )
        for page in exports.paper.text_of(samples.drawn(paper).pdf):
            assert not page.rstrip().endswith(("Mục lớn", "Mục nhỏ"))


def test_annexes_begin_on_pages_of_their_own_and_may_lie() -> None:
    rendered = samples.drawn(samples.report())
    texts = exports.paper.text_of(rendered.pdf)
    starts = [place for place, text in enumerate(texts) if text.startswith("PHỤ LỤC")]
    assert len(starts) == 2
    lying = [_lies(rendered.pdf, index) for index in range(rendered.pages)]
    assert lying == [starts[0] <= index < starts[1] for index in range(rendered.pages)]


def test_column_titles_are_repeated_on_every_page_of_a_table() -> None:
    texts = exports.paper.text_of(samples.drawn(samples.report(rows=120)).pdf)
    pages = [text for text in texts if "dịch vụ công" in text]
    assert len(pages) > 3
    assert all(text.count("Người chịu trách nhiệm") == 1 for text in pages)


def test_columns_share_the_width_and_hold_their_longest_word() -> None:
    pdf = samples.drawn(samples.report()).pdf
    page = next(index for index in range(9) if _lies(pdf, index))
    edges = sorted({round(numbers[0], 1) for numbers in samples.drawing(pdf, page, "l")})
    assert len(edges) == 6
    assert (edges[-1] - edges[0]) / MM == pytest.approx(297 - 30 - 15, abs=0.1)
    assert "Khúc Thị Ỷ Lan" in exports.paper.text_of(pdf)[page].replace("\n", " ")


def test_a_row_higher_than_a_page_goes_on_on_the_next() -> None:
    cells = ("1", f"{samples.LONG} " * 60, "xong")
    columns = tuple(content.Column(title) for title in ("TT", "Việc", "Kết quả"))
    table = content.Table(columns, (cells, ("2", "ngắn", "xong")))
    paper = dataclasses.replace(samples.report(), annexes=(content.Annex("A", "", True, (table,)),))
    text = "".join("".join(exports.paper.text_of(samples.drawn(paper).pdf)).split())
    assert text.count("tựsoi,tựsửahằngtháng.") == 60 + 3


@pytest.mark.parametrize(
    "change",
    [
        {"upper": "Đảng bộ " * 400, "issuer": "X" * 3000, "place": "Y" * 500},
        {"abstract": samples.LONG * 20, "type_name": "Báo cáo " * 40},
        {"recipients": tuple(f"{number} {samples.LONG}" for number in range(80))},
        {
            "signers": (
                content.Signer(samples.LONG * 9, samples.LONG * 9, samples.LONG * 9, "Sig_BiThu"),
            )
        },
        {"blocks": (content.Heading(samples.LONG * 40), content.Paragraph(samples.LONG * 80))},
        {"blocks": tuple(content.Heading(samples.LONG, 1 + n % 3) for n in range(30))},
        {"blocks": (content.Table((content.Column(samples.LONG * 30),), (("x",),) * 3),)},
        {"blocks": (), "signers": (), "recipients": (), "annexes": (), "level_line": ""},
        {"annexes": (content.Annex("", "", True), content.Annex("B"))},
        {"blocks": (content.Table((content.Column(""),), (("",), ("\n" * 90,)), samples.LONG),)},
    ],
)
def test_no_length_of_text_stops_a_paper(change: dict[str, object]) -> None:
    paper = dataclasses.replace(samples.report(rows=2), **change)  # type: ignore[arg-type]  # by name
    rendered = samples.drawn(paper)
    assert rendered.pages >= 1
    assert [field.name for field in rendered.fields] == [one.field for one in paper.signers]


def test_markup_and_formulas_are_printed_as_they_are() -> None:
    odd = "<b>&amp;</para> <font size=90>x</font> =1+1 @SUM {{x}} \\n %s"
    block = content.Table((content.Column(odd),), ((odd,),))
    paper = dataclasses.replace(
        samples.minutes(),
        blocks=(content.Heading(odd), content.Paragraph(odd), block, content.Item(odd)),
    )
    text = "".join(exports.paper.text_of(samples.drawn(paper).pdf)[0].split())
    assert text.count("".join(odd.split())) == 5


def test_the_code_is_drawn_square_by_square() -> None:
    paper = samples.minutes()
    payload = exports.paper.qr_text(paper)
    matrix, module = exports.qr.matrix(payload), 0.5 * MM
    dark = {
        (round(bottom / module), round(left / module) + step)
        for left, bottom, width, height in samples.drawing(samples.drawn(paper).pdf, 0, "re")
        if height == pytest.approx(module, abs=0.01)
        for step in range(round(width / module))
    }
    top, start = max(row for row, _ in dark), min(column for _, column in dark)
    found = {(top - row, column - start) for row, column in dark}
    squares = {
        (row, column) for row, cells in enumerate(matrix) for column, one in enumerate(cells) if one
    }
    assert found == squares


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="needs a QR reader that is not ours")
def test_a_foreign_reader_reads_the_code_from_a_150_dpi_picture(tmp_path: Path) -> None:
    paper = samples.report()
    rendered = samples.drawn(paper)
    opened = pypdfium2.PdfDocument(rendered.pdf)
    picture = opened[rendered.fields[0].page_index].render(scale=150 / 72, grayscale=True)
    file = tmp_path / "page.pgm"
    head = f"P5 {picture.width} {picture.height} 255\n".encode()
    rows = bytes(picture.buffer)
    lines = range(0, picture.height * picture.stride, picture.stride)
    file.write_bytes(head + b"".join(rows[start : start + picture.width] for start in lines))
    opened.close()
    read = subprocess.run(["zbarimg", "-q", "--raw", file], capture_output=True, check=False)
    assert read.stdout.decode().strip() == exports.paper.qr_text(paper)


def test_the_code_is_labelled_and_can_be_read_without_a_camera() -> None:
    paper = samples.report()
    text = "".join(exports.paper.text_of(samples.drawn(paper).pdf))
    assert "Tra cứu" in text
    assert exports.paper.qr_text(paper) in text
    assert "xác thực" not in text.lower()


def test_title_language_and_outline_are_those_of_the_paper() -> None:
    paper = samples.minutes()
    with pikepdf.open(io.BytesIO(samples.drawn(paper).pdf)) as opened:
        assert str(opened.Root.Lang) == "vi-VN"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert str(opened.docinfo.Title) == "Biên bản họp chi bộ thường kỳ tháng 9 năm 2026"
        assert all("/Trans" not in page for page in opened.pages)
        with opened.open_outline() as outline:
            tree = [(one.title, [two.title for two in one.children]) for one in outline.root]
    assert tree == [
        ("I. Thành phần", []),
        ("II. Nội dung", ["1. Kiểm điểm nhiệm vụ tháng 8"]),
    ]


def test_an_attached_workbook_belongs_to_the_paper_and_changes_no_word() -> None:
    paper = samples.report()
    pdf, book = samples.drawn(paper).pdf, b"PK\x03\x04 workbook"
    attached = exports.paper.attach(pdf, "phu-luc.xlsx", book, "Phụ lục số liệu")
    assert attached == exports.paper.attach(pdf, "phu-luc.xlsx", book, "Phụ lục số liệu")
    assert exports.paper.text_of(attached) == exports.paper.text_of(pdf)
    with pikepdf.open(io.BytesIO(attached)) as opened:
        spec = opened.attachments["phu-luc.xlsx"]
        assert spec.get_file().read_bytes() == book
        assert spec.obj.AFRelationship == "/Data"
        assert [one.objgen for one in opened.Root.AF] == [spec.obj.objgen]


def test_an_unknown_layout_or_override_is_refused() -> None:
    for change in ({"layout_id": "HD99"}, {"overrides": (("body.pitch", 1),)}):
        with pytest.raises(ValueError, match="layout"):
            exports.paper.render(dataclasses.replace(samples.report(), **change), None)


def _lies(pdf: bytes, index: int) -> bool:
    """Whether a page is wider than high."""
    opened = pypdfium2.PdfDocument(pdf)
    width, height = opened.get_page_size(index)
    opened.close()
    return bool(width > height)


def test_a_long_name_leaves_no_word_alone_on_a_line() -> None:
    paper = dataclasses.replace(samples.report(), issuer="Chi bộ Trường Tiểu học An Bình Đông Tây")
    lines = [one.text for one in samples.lines_of(samples.drawn(paper).pdf, 0)]
    assert lines[1:3] == ["CHI BỘ TRƯỜNG TIỂU", "HỌC AN BÌNH ĐÔNG TÂY"]
