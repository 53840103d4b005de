"""The door: what kind of file it is and how much it holds, before anything is built from it.

Refuses whatever is no workbook, and whatever would take the memory or the time of an office PC
(signing.md 7: a 2 MB file can unpack to gigabytes; 300,000 rows take the library nine seconds).
Every refusal is a :class:`db.errors.RecordError` with one sentence that says what to do.
"""

from __future__ import annotations

import dataclasses
import html
import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

import db.errors
import exports.reading.words

_CHUNK = 1 << 18
_WORDY = re.compile(r"xl/(?:comments|threadedcomments/|drawings/)[^_]*\.(?:xml|vml)", re.IGNORECASE)
_REF = re.compile(rb"""\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_SPREADING = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*>")
_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Z]{1,3}\d{1,7})["'][^>]*>\s*<(?:\w+:)?f\b"""
)
_AGAIN = "hãy mở tệp bằng Excel, chọn Lưu thành, loại “Excel Workbook (*.xlsx)”, rồi nhập lại."
_APART = "hãy chép riêng bảng cần nhập sang một tệp mới."


@dataclasses.dataclass
class Parts:
    """What the door saw: the bytes, which cells are formulas, texts outside cells.

    ``formulas`` maps a sheet's part name to the addresses of its formula cells; ``loose`` are
    the texts of comments, text boxes and word art (a stamp is often drawn, not typed).
    """

    data: bytes
    formulas: dict[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    loose: list[str] = dataclasses.field(default_factory=list)


def _limits() -> Any:
    """The limits, as data."""
    return exports.reading.words.table("limits")


def _refused(name: str, why: str) -> db.errors.RecordError:
    """The one sentence of a refusal."""
    return db.errors.RecordError(f"Không đọc được tệp {name}: {why}")


def inspect(path: Path) -> Parts:
    """Read ``path`` and judge it; nothing of it is built before it passes.

    Raises:
        db.errors.RecordError: it is no workbook, is damaged, locked or too large.
    """
    limits = _limits()
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise _refused(path.name, "đây là một thư mục; hãy chỉ đúng tệp Excel (.xlsx).")
        if size > limits["file_bytes"]:
            mb = limits["file_bytes"] >> 20
            raise _refused(path.name, f"tệp nặng quá {mb} MB; hãy tách thành nhiều tệp nhỏ hơn.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise _refused(path.name, "không có tệp này; hãy kiểm tra lại đường dẫn.") from None
    except OSError:
        raise _refused(
            path.name, "máy không cho đọc; hãy đóng Excel, kiểm tra quyền của tệp rồi thử lại."
        ) from None
    return _judged(path.name, data)


def _judged(name: str, data: bytes) -> Parts:
    """The archive behind ``data``, checked entry by entry."""
    _check_kind(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(name, archive)
            _check_office(name, archive)
            return _checked_parts(name, archive, data)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ValueError,
        OSError,
    ):
        raise _refused(name, f"tệp hỏng hoặc tải về chưa xong; {_AGAIN}") from None


def _check_kind(name: str, data: bytes) -> None:
    """Tell what is no .xlsx by its first bytes, whatever its name says."""
    if data[:4] == b"PK\x03\x04":
        return
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        why = "tệp rỗng; hãy xin lại tệp từ nơi gửi."
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        locked = "EncryptedPackage".encode("utf-16-le") in data
        why = (
            "tệp có đặt mật khẩu; hãy mở bằng Excel, bỏ mật khẩu, lưu rồi nhập lại."
            if locked
            else f"tệp kiểu Office đời cũ (.xls, .doc); {_AGAIN}"
        )
    elif head.startswith(b"%pdf"):
        why = "đây là tệp PDF; hãy xin bản Excel (.xlsx) của danh sách."
    elif head.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml", b"<head")):
        why = f"đây là trang web hoặc XML đặt tên thành Excel; {_AGAIN}"
    elif head.startswith(b"{\\rtf"):
        why = "đây là tệp văn bản RTF; hãy xin bản Excel (.xlsx) của danh sách."
    elif b"\x00" not in data[:4096] and re.search(rb"[,;\t]", data[:4096]):
        why = f"đây là tệp chữ (CSV); {_AGAIN}"
    else:
        why = f"đây không phải là tệp Excel (.xlsx); {_AGAIN}"
    raise _refused(name, why)


def _check_entries(name: str, archive: zipfile.ZipFile) -> None:
    """Counts and sizes as the archive declares them; unpacking never gives more than declared."""
    limits, entries = _limits(), archive.infolist()
    if len(entries) > limits["entries"]:
        raise _refused(
            name,
            f"tệp nén chứa hơn {limits['entries']} phần, không phải bảng bình thường; {_AGAIN}",
        )
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) != len(names):
        raise _refused(name, f"trong tệp có hai phần trùng tên; {_AGAIN}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refused(name, "tệp có đặt mật khẩu; hãy bỏ mật khẩu rồi nhập lại.")
    total = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > limits["ratio_from"]
        and entry.file_size > limits["ratio"] * max(1, entry.compress_size)
        for entry in entries
    )
    if total > limits["unpacked_bytes"] or swollen:
        mb = limits["unpacked_bytes"] >> 20
        raise _refused(name, f"tệp bung ra quá lớn (hơn {mb} MB hoặc nén quá chặt); {_APART}")


def _check_office(name: str, archive: zipfile.ZipFile) -> None:
    """Tell other office papers from a workbook."""
    names = {entry.filename for entry in archive.infolist()}
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        return
    if any(entry.startswith("word/") for entry in names):
        why = "đây là tệp Word; hãy chép bảng sang Excel, lưu thành .xlsx rồi nhập lại."
    elif any(entry.startswith("ppt/") for entry in names):
        why = "đây là tệp PowerPoint; hãy xin bản Excel (.xlsx) của danh sách."
    elif "xl/workbook.bin" in names:
        why = f"đây là tệp Excel nhị phân (.xlsb); {_AGAIN}"
    elif "content.xml" in names:
        why = f"đây là tệp OpenDocument (.ods, .odt); {_AGAIN}"
    elif not any(entry.startswith("xl/") for entry in names):
        why = "đây là tệp nén ZIP, không phải Excel; hãy giải nén rồi chọn tệp .xlsx bên trong."
    else:
        why = f"tệp Excel thiếu phần chính; {_AGAIN}"
    raise _refused(name, why)


def _checked_parts(name: str, archive: zipfile.ZipFile, data: bytes) -> Parts:
    """Every XML part looked through: declarations, rows and cells, formulas, loose texts."""
    parts, sheets = Parts(data), 0
    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        content = _counted(name, archive, entry)
        if b"\x00" in content[:256] or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            # They fetch files and unfold without end; UTF-16 could hide them.
            raise _refused(name, f"trong tệp có khai báo lạ mà Excel không bao giờ viết; {_AGAIN}")
        if b"sheetData" in content:
            sheets += 1
            _check_spread(name, content)
            found = _FORMULA.findall(content) if b"<f" in content or b":f" in content else ()
            parts.formulas[entry.filename] = frozenset(map(bytes.decode, found))
        elif _WORDY.fullmatch(entry.filename):
            parts.loose += _paragraphs(content)
    if sheets > _limits()["sheets"]:
        raise _refused(name, f"tệp có hơn {_limits()['sheets']} trang; {_APART}")
    return parts


def _counted(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One part unpacked, its rows and cells counted on the way: it stops at the limit."""
    limits, rows, cells = _limits(), 0, 0
    kept: list[bytes] = []
    tail = b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            kept.append(chunk)
            window = tail + chunk
            cut = max(window.rfind(b"<"), 0)  # a tag is never counted in two halves
            tail, window = window[cut:], window[:cut]
            rows += window.count(b"<row") + window.count(b":row")
            cells += window.count(b"<c ") + window.count(b"<c>") + window.count(b":c ")
            for count, limit, what in (
                (rows, limits["rows"], "dòng"),
                (cells, limits["cells"], "ô"),
            ):
                if count > limit:
                    shown = f"{limit:,}".replace(",", ".")
                    raise _refused(name, f"một trang có hơn {shown} {what}; {_APART}")
    return b"".join(kept)


def _check_spread(name: str, content: bytes) -> None:
    """Merged and linked ranges are built cell by cell by the library: their sum is bounded."""
    spread = 0
    for tag in _SPREADING.finditer(content, max(content.rfind(b"sheetData"), 0)):
        for left, top, right, bottom in _REF.findall(tag.group()):
            width = _column(right) - _column(left) + 1
            spread += max(width, 1) * max(int(bottom) - int(top) + 1, 1)
    if spread > _limits()["spread"]:
        raise _refused(
            name, "có ô gộp phủ kín cả trang; hãy bỏ gộp các ô thừa, lưu lại rồi nhập lại."
        )


def _column(letters: bytes) -> int:
    """Column letters as a number: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


_END = re.compile(rb"</(?:\w+:)?(?:p|text|si|threadedComment|div)>")
_TEXT = re.compile(rb"<(?:\w+:)?(?:t|text|font|div)\b[^>/]*>([^<]*)(?=<)")


def _paragraphs(content: bytes) -> list[str]:
    """The texts of a drawing or of comments, run by run joined to paragraphs."""
    paragraphs = []
    for piece in _END.split(content):
        runs = b"".join(_TEXT.findall(piece)).decode("utf-8", "replace")
        if runs.strip():
            paragraphs.append(html.unescape(runs))
    return paragraphs
