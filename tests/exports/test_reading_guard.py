"""What is no workbook, or too large, is refused with its own sentence before anything is built."""

from __future__ import annotations

import contextlib
import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

import db.errors
import exports.reading.guard
import exports.reading.sheet
import tests.exports.offices

SHEET = "xl/worksheets/sheet1.xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parts(path: Path) -> dict[str, bytes]:
    """The entries of a small good workbook, written to ``path`` first."""
    tests.exports.offices.write(path, [["Nhiệm vụ", "Hạn"], ["Một việc", "30/6"]])
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def pack(path: Path, entries: dict[str, bytes]) -> Path:
    """A ZIP of ``entries``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(db.errors.RecordError) as refused:
        exports.reading.sheet.load(path)
    sentence = str(refused.value)
    assert path.name in sentence
    assert str(path.parent) not in sentence
    return sentence


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "rỗng"),
        (b"%PDF-1.7\n%", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "đời cũ"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "mật khẩu",
        ),
        (b"<html><table><tr><td>1</td></tr></table></html>", "trang web"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b"\xef\xbb\xbfSTT;Nhi\xe1\xbb\x87m v\xe1\xbb\xa5;H\xe1\xba\xa1n\n", "CSV"),
        (b"{\\rtf1 a}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "không phải là tệp Excel"),
        (b"PK\x03\x04 torn", "hỏng"),
    ],
)
def test_each_foreign_kind_of_file_has_its_own_sentence(
    tmp_path: Path, content: bytes, part: str
) -> None:
    path = tmp_path / "so-viec.xlsx"
    path.write_bytes(content)
    assert part in refusal(path)


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("xl/workbook.bin", "xlsb"),
        ("content.xml", "OpenDocument"),
        ("anh.png", "ZIP"),
        ("xl/styles.xml", "thiếu phần chính"),
    ],
)
def test_other_archives_are_told_from_workbooks(tmp_path: Path, entry: str, part: str) -> None:
    assert part in refusal(pack(tmp_path / "so-viec.xlsx", {entry: b"<a/>"}))


def test_a_missing_file_and_a_folder_are_said_so(tmp_path: Path) -> None:
    assert "không có tệp này" in refusal(tmp_path / "khong-co.xlsx")
    folder = tmp_path / "thu-muc"
    folder.mkdir()
    assert "thư mục" in refusal(folder)


def test_a_torn_workbook_is_refused_at_every_length(tmp_path: Path) -> None:
    whole = pack(tmp_path / "a.xlsx", parts(tmp_path / "a.xlsx")).read_bytes()
    torn = tmp_path / "torn.xlsx"
    for length in range(4, len(whole), 97):
        torn.write_bytes(whole[:length])
        assert "hỏng" in refusal(torn)


def test_flipped_bytes_never_show_more_than_a_sentence(tmp_path: Path) -> None:
    whole = pack(tmp_path / "a.xlsx", parts(tmp_path / "a.xlsx")).read_bytes()
    bent = tmp_path / "bent.xlsx"
    outcomes = set()
    for place in range(0, len(whole), 61):
        bent.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        with contextlib.suppress(db.errors.RecordError):
            outcomes.add(len(exports.reading.sheet.load(bent).sheets))
    assert outcomes <= {1}


def big(rows: int) -> bytes:
    """A sheet of so many rows."""
    row = b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>1</v></c></row>'
    body = b"".join(row % (n, n, n) for n in range(1, rows + 1))
    return b'<worksheet xmlns="' + MAIN + b'"><sheetData>' + body + b"</sheetData></worksheet>"


def test_a_sheet_of_300000_rows_is_refused_at_once_and_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "lon.xlsx"
    pack(path, {**parts(path), SHEET: big(300_000)})
    begun = time.perf_counter()
    assert "20.000 dòng" in refusal(path)
    assert time.perf_counter() - begun < 1
    tracemalloc.start()
    refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_rows_hidden_under_another_part_name_are_counted_too(tmp_path: Path) -> None:
    path = tmp_path / "lon.xlsx"
    entries = parts(path)
    entries["xl/_rels/workbook.xml.rels"] = entries["xl/_rels/workbook.xml.rels"].replace(
        b"worksheets/sheet1.xml", b"khac/trang.xml"
    )
    del entries[SHEET]
    pack(path, {**entries, "xl/khac/trang.xml": big(30_000)})
    assert "20.000 dòng" in refusal(path)


def test_a_tightly_packed_part_is_refused_by_its_declared_size(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    pack(path, {**parts(path), "xl/sharedStrings.xml": b" " * (80 << 20)})
    assert "bung ra quá lớn" in refusal(path)
    pack(path, {**parts(path), "xl/media/x.xml": b" " * (20 << 20)})
    assert "nén quá chặt" in refusal(path)


def test_too_many_entries_and_doubled_names_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "nhieu.xlsx"
    pack(path, {**parts(path), **{f"xl/media/{n}.txt": b"" for n in range(2100)}})
    assert "2000 phần" in refusal(path)
    entries = parts(path)
    pack(path, {**entries, "XL/workbook.xml": b"<a/>"})
    assert "trùng tên" in refusal(path)


@pytest.mark.parametrize(
    "declared",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;">]>',
    ],
)
@pytest.mark.parametrize("part", [SHEET, "[Content_Types].xml", "xl/workbook.xml"])
def test_entities_are_refused_in_every_part(tmp_path: Path, declared: bytes, part: str) -> None:
    path = tmp_path / "thuc-the.xlsx"
    entries = parts(path)
    body = (
        entries[part].split(b"?>", 1)[-1] if entries[part].startswith(b"<?xml") else entries[part]
    )
    pack(path, {**entries, part: declared + body})
    assert "khai báo lạ" in refusal(path)


def test_a_part_in_utf_16_cannot_hide_entities(tmp_path: Path) -> None:
    path = tmp_path / "utf16.xlsx"
    entries = parts(path)
    hidden = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY l "l">]><a/>'
    pack(path, {**entries, SHEET: hidden.encode("utf-16")})
    assert "khai báo lạ" in refusal(path)


@pytest.mark.parametrize(
    "spread",
    [
        b'<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
    ],
)
def test_ranges_over_the_whole_sheet_are_refused_before_they_are_spread(
    tmp_path: Path, spread: bytes
) -> None:
    path = tmp_path / "gop.xlsx"
    entries = parts(path)
    entries[SHEET] = entries[SHEET].replace(b"</sheetData>", b"</sheetData>" + spread)
    begun = time.perf_counter()
    assert "gộp" in refusal(pack(path, entries))
    assert time.perf_counter() - begun < 1


def test_a_far_away_cell_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "xa.xlsx"
    entries = parts(path)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    entries[SHEET] = entries[SHEET].replace(b"</sheetData>", far)
    begun = time.perf_counter()
    book = exports.reading.sheet.load(pack(path, entries))
    assert time.perf_counter() - begun < 1
    assert book.sheets[0].rows[1048576] == {16384: 1}


def test_a_macro_workbook_is_read_like_others(tmp_path: Path) -> None:
    path = tmp_path / "so-viec.xlsm"
    entries = parts(path)
    entries["[Content_Types].xml"] = entries["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    entries["xl/vbaProject.bin"] = b"macro"
    book = exports.reading.sheet.load(pack(path, entries))
    assert book.sheets[0].rows[1] == {1: "Nhiệm vụ", 2: "Hạn"}


def test_the_guard_knows_formula_cells(tmp_path: Path) -> None:
    path = tests.exports.offices.write(tmp_path / "a.xlsx", [["Tổng", "=1+1"], [None, "=A1"]])
    found = exports.reading.guard.inspect(path)
    assert found.formulas == {SHEET: frozenset({"B1", "B2"})}
    assert io.BytesIO(found.data).read(2) == b"PK"
