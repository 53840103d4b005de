"""Files that are not what their names say, and bundles that somebody meddled with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

_BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def packed(entries: dict[str, bytes]) -> bytes:
    """A ZIP of these entries."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return held.getvalue()


def sheet_of(cells: bytes) -> bytes:
    """A workbook whose one sheet holds just these rows."""
    sheet = _SHEET.encode() + cells + b"</sheetData></worksheet>"
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": _BOOK.encode()}
    return packed({**parts, "xl/worksheets/sheet1.xml": sheet})


def many_rows() -> bytes:
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>Việc {1}</t></is></c></row>'
    rows = (row.format(number, number * 7919) for number in range(1, 300_001))
    return sheet_of("".join(rows).encode())


def bomb() -> bytes:
    return sheet_of(b" " * 90_000_000)


def wordy(path: Path, sentinel: str, mark: str) -> Path:
    """A task list in which one cell bears a mark of secrecy."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        (mark, "", ""),
        ("Nội dung công việc", "Người phụ trách", "Thời hạn"),
        (f"Việc {sentinel} phải làm", "Khúc Văn Tảo", "31/12/2026"),
    ):
        sheet.append(row)
    book.save(path)
    return path


NOT_WORKBOOKS: dict[str, tuple[bytes, str]] = {
    "chu.xlsx": (b"Viec can lam: quet don ngo 12", "không phải là tệp Excel"),
    "bang.xlsx": ("STT,Việc,Hạn\n1,Họp,5/7".encode(), "tệp chữ (CSV)"),
    "cu.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "đời cũ (.xls"),
    "giay.xlsx": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
    "word.xlsx": (
        packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
        "tệp Word",
    ),
    "nen.xlsx": (packed({"anh.jpg": b"\xff\xd8"}), "tệp nén ZIP"),
    "cut.xlsx": (sheet_of(b"<row/>")[:-30], "hỏng"),
    "rong.xlsx": (b"", "tệp rỗng"),
    "dong.xlsx": (many_rows(), "hơn 20.000 dòng"),
    "bom.xlsx": (bomb(), "bung ra quá lớn"),
}


# ---- Bundles -------------------------------------------------------------------------------------

Meddle = Callable[[list[tuple[zipfile.ZipInfo, bytes]]], list[tuple[zipfile.ZipInfo, bytes]]]


def meddled(bundle: Path, target: Path, change: Meddle) -> Path:
    """A copy of ``bundle`` with its entries changed."""
    import warnings

    with zipfile.ZipFile(bundle) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w") as archive:
        warnings.simplefilter("ignore")  # zipfile warns of the very thing that is tried here
        for info, data in change(entries):
            archive.writestr(info, data, info.compress_type)
    return target


def _info(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (2026, 10, 5, 12, 0, 0))


def _is_report(info: zipfile.ZipInfo) -> bool:
    return info.filename.endswith("bao-cao.pdf")


MEDDLED: dict[str, tuple[Meddle, str]] = {
    "an extra entry": (lambda all_: [*all_, (_info("them.txt"), b"x")], "them.txt"),
    "a missing entry": (
        lambda all_: [one for one in all_ if not _is_report(one[0])],
        "bao-cao.pdf",
    ),
    "a doubled entry": (
        lambda all_: [*all_, *(one for one in all_ if _is_report(one[0]))],
        "bao-cao.pdf",
    ),
    "an entry that climbs": (lambda all_: [*all_, (_info("../leo.txt"), b"x")], "../leo.txt"),
    "an absolute entry": (lambda all_: [*all_, (_info("/etc/leo"), b"x")], "/etc/leo"),
}
