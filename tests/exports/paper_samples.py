"""Two papers of a fictional cell, and a look at what a PDF draws where."""

from __future__ import annotations

import ctypes
import dataclasses
import io
from collections.abc import Iterator
from datetime import date

import pikepdf
import pypdfium2
import pypdfium2.raw

import exports.paper
import exports.paper.content
import exports.paper.pen

LONG = (
    "Chi bộ đã quán triệt Chỉ thị số 09-CT/TU, ngày 23/3/2026 đến toàn thể đảng viên; phân công "
    "rõ người, rõ việc, rõ thẩm quyền, rõ trách nhiệm, rõ thời gian, rõ sản phẩm, gắn với trách "
    "nhiệm nêu gương của người đứng đầu và kết quả tự soi, tự sửa hằng tháng."
)


def report(layout: str = "HD05-2026", rows: int = 30) -> exports.paper.content.Paper:
    """A quarterly report with an annex lying on its side and one standing."""
    content = exports.paper.content
    columns = (
        content.Column("TT", align="center"),
        content.Column("Nhiệm vụ"),
        content.Column("Người chịu trách nhiệm"),
        content.Column("Thời hạn", align="center"),
        content.Column("Sản phẩm"),
    )
    tasks = tuple(
        (
            str(number),
            f"Hướng dẫn người dân dùng dịch vụ công trực tuyến, đợt {number}",
            "Khúc Thị Ỷ Lan",
            "15/8/2026",
            "Báo cáo kết quả; danh sách người dự",
        )
        for number in range(1, rows + 1)
    )
    sections = [
        block
        for number, title in enumerate(("Lãnh đạo, quán triệt", "Kết quả", "Phương hướng"), start=1)
        for block in (
            content.Heading(f"{number}. {title}"),
            content.Paragraph(LONG),
            content.Item("Nhiệm vụ trong kỳ: 60; hoàn thành đúng hạn 48 (83,3%)."),
        )
    ]
    return content.Paper(
        type_code="BC",
        layout_id=layout,
        upper="Đảng bộ phường Sông Cầu",
        issuer="Chi bộ Tổ dân phố số 41",
        sign="BC/CB",
        number="5",
        place="Sông Cầu",
        on=date(2026, 10, 5) if layout == "HD05-2026" else date(2026, 2, 5),
        type_name="Báo cáo",
        abstract="kết quả thực hiện Chỉ thị số 09-CT/TU quý III năm 2026",
        addressee="Ban Thường vụ Đảng ủy phường (qua Ban Xây dựng Đảng)",
        blocks=(*sections, content.Paragraph(f"{LONG} Chi bộ trân trọng báo cáo.")),
        recipients=("Ban Thường vụ Đảng ủy phường (để b/c)", "Lưu Chi bộ"),
        signers=(content.Signer("Bí thư", "Vương Đình Ước", "T/M Chi bộ", "Sig_BiThu"),),
        annexes=(
            content.Annex("Phụ lục A", "Nhiệm vụ trong kỳ", True, (content.Table(columns, tasks),)),
            content.Annex("Phụ lục B", "", False, (content.Note("Không phát sinh."),)),
        ),
        level_line="Mức ký: niêm phong của sổ, không phải chữ ký số.",
    )


def minutes(layout: str = "HD05-2026") -> exports.paper.content.Paper:
    """Minutes without a number and a day of their own, signed by two."""
    content = exports.paper.content
    return content.Paper(
        type_code="BB",
        layout_id=layout,
        upper="Đảng bộ phường Sông Cầu",
        issuer="Chi bộ Tổ dân phố số 41",
        sign="BB/CB",
        place="",
        on=None,
        type_name="Biên bản",
        abstract="họp chi bộ thường kỳ tháng 9 năm 2026",
        blocks=(
            content.Heading("I. Thành phần"),
            content.Item("Có mặt: 20/22 đảng viên."),
            content.Heading("II. Nội dung"),
            content.Heading("1. Kiểm điểm nhiệm vụ tháng 8", 2),
            content.Paragraph(LONG),
            content.Paragraph("Cuộc họp kết thúc lúc 21 giờ 15 phút cùng ngày."),
        ),
        signers=(
            content.Signer("Người ghi biên bản", "Đỗ Văn Ẩn", field="Sig_ThuKy"),
            content.Signer("Chủ trì hội nghị", "Vương Đình Ước", field="Sig_ChuTri"),
        ),
    )


def drawn(paper: exports.paper.content.Paper) -> exports.paper.Rendered:
    """The paper as PDF with its own QR code."""
    return exports.paper.render(paper, exports.paper.qr_text(paper))


@dataclasses.dataclass(frozen=True)
class Letters:
    """A run of letters of one face and size; edges in millimetres from the page's top left."""

    text: str
    face: str
    size: float
    left: float
    right: float
    base: float


def lines_of(pdf: bytes, index: int) -> list[Letters]:
    """The lines on a page as they are drawn, with face, size and place."""
    opened = pypdfium2.PdfDocument(pdf)
    page = opened[index]
    height, reader = page.get_height(), page.get_textpage()
    lines = [
        _letters(reader, height, start, end) for start, end in _line_ends(reader.get_text_range())
    ]
    reader.close()
    page.close()
    opened.close()
    return lines


def line(pdf: bytes, index: int, words: str) -> Letters:
    """The one line on a page that begins with ``words``."""
    found = [one for one in lines_of(pdf, index) if one.text.startswith(words)]
    assert len(found) == 1, (words, [one.text for one in lines_of(pdf, index)])
    return found[0]


def _line_ends(text: str) -> Iterator[tuple[int, int]]:
    """Where each line of a page's text starts and ends."""
    start = 0
    for one in text.split("\r\n"):
        if one.strip():
            yield start, start + len(one.rstrip())
        start += len(one) + 2


def _letters(reader: pypdfium2.PdfTextPage, height: float, start: int, end: int) -> Letters:
    """One line of a page."""
    raw, mm = pypdfium2.raw, exports.paper.pen.MM
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    raw.FPDFText_GetFontInfo(reader, start, name, 80, flags)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(reader, start, x, y)
    return Letters(
        reader.get_text_range(start, end - start),
        name.value.decode().rpartition("+")[2],
        round(raw.FPDFText_GetFontSize(reader, start), 2),
        x.value / mm,
        reader.get_charbox(end - 1)[2] / mm,
        (height - y.value) / mm,
    )


def drawing(pdf: bytes, index: int, operator: str) -> list[tuple[float, ...]]:
    """The numbers given to each drawing ``operator`` (``re``, ``l``) on a page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            tuple(float(operand) for operand in step.operands)
            for step in pikepdf.parse_content_stream(opened.pages[index])
            if str(step.operator) == operator
        ]
