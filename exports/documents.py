"""Attaching files to documents: what can be read is read for marks of secrecy first.

A scan cannot be judged; whoever shows the attachment says so (design 2).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import db.documents
import db.errors
import db.moments
import db.secrecy

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST_PART = 64 * 1024 * 1024  # bytes a part of a .docx may unpack to
Tick = Callable[[str, int, int], None]


def _untold(_what: str, _done: int, _total: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True)
class Judged:
    """A file without a mark of secrecy; ``readable`` is False where its words could not be read."""

    name: str
    data: bytes
    readable: bool


def attach(document: db.documents.Document, path: Path, moment: db.moments.Moment) -> bool:
    """Keep the file at ``path`` with ``document``; whether its words could be judged.

    Raises:
        db.errors.SecrecyMark: its words bear a mark; nothing of it is kept.
        db.errors.RecordError: it cannot be read, is empty, damaged or too large.
    """
    judged = read(path)
    db.documents.attach(document, judged.name, judged.data, moment)
    return judged.readable


def read(path: Path, tick: Tick = _untold) -> Judged:
    """Read the file at ``path`` and look for marks; what ``tick`` raises ends it.

    Raises:
        db.errors.SecrecyMark: its name or words bear a mark.
        db.errors.RecordError: it cannot be read, is empty or damaged.
    """
    tick("đọc tệp", 0, 0)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise db.errors.RecordError(
            f"Không đọc được tệp “{path.name}”; hãy kiểm tra đường dẫn, USB, đóng tệp đang mở rồi "
            "thêm lại."
        ) from error
    db.secrecy.refuse([path.stem])
    if not data:
        raise db.errors.RecordError(
            f"Tệp “{path.name}” là tệp trống, không có nội dung; hãy kiểm tra lại tệp rồi thêm lại."
        )
    readable = False
    for words in texts(path.name, data):
        tick("tìm dấu độ mật trong tệp", 0, 0)
        db.secrecy.refuse([words])
        readable = readable or bool(words.strip())
    return Judged(path.name, data, readable)


def texts(name: str, data: bytes) -> Iterator[str]:
    """The words of a file, as far as they can be read; nothing for pictures and unknown kinds."""
    suffix = Path(name).suffix.lower()
    if data.startswith(b"%PDF"):
        yield from _of_pdf(name, data)
    elif data.startswith(b"PK\x03\x04") and suffix in {".docx", ".docm"}:
        yield from _of_word(name, data)
    elif data.startswith(b"PK\x03\x04") and suffix in {".xlsx", ".xlsm"}:
        yield from _of_workbook(name, data)
    elif suffix in {".txt", ".md", ".csv", ".tsv"}:
        yield _of_text(data)


def _damaged(name: str) -> db.errors.RecordError:
    return db.errors.RecordError(
        f"Tệp “{name}” bị hỏng nên không kiểm tra được; hãy mở bằng phần mềm soạn ra nó, lưu lại "
        "rồi đính kèm."
    )


def _of_text(data: bytes) -> str:
    """A text file, in the encodings that offices use."""
    for encoding in (
        ("utf-8-sig", "utf-16") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig",)
    ):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1258", "replace")


def _of_pdf(name: str, data: bytes) -> Iterator[str]:
    """The text of each page; a scanned page has none."""
    import exports.pdfium

    try:
        yield from exports.pdfium.texts(data)
    except ValueError as error:
        raise _damaged(name) from error


def _of_word(name: str, data: bytes) -> Iterator[str]:
    """Each paragraph of a Word file, in its body, heads, feet, notes and text boxes."""
    import defusedxml.ElementTree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if not entry.filename.startswith("word/") or not entry.filename.endswith(".xml"):
                    continue
                if entry.file_size > _LARGEST_PART:
                    raise _damaged(name)
                tree = defusedxml.ElementTree.fromstring(archive.read(entry))
                for paragraph in tree.iter(f"{_WORD}p"):
                    yield "".join(_runs(paragraph))
    except (zipfile.BadZipFile, defusedxml.ElementTree.ParseError, ValueError) as error:
        raise _damaged(name) from error


def _runs(paragraph: object) -> Iterator[str]:
    """The words of a paragraph; breaks are new lines, so that a mark alone on its line is seen."""
    for part in paragraph.iter():  # type: ignore[attr-defined]  # defusedxml hands out plain elements
        if part.tag == f"{_WORD}t":
            yield part.text or ""
        elif part.tag in {f"{_WORD}br", f"{_WORD}cr"}:
            yield "\n"
        elif part.tag == f"{_WORD}tab":
            yield " "


def _of_workbook(name: str, data: bytes) -> Iterator[str]:
    """Each text cell of a workbook."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            yield sheet.title
            for row in sheet.iter_rows(values_only=True):
                yield from (value for value in row if isinstance(value, str))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise _damaged(name) from error
