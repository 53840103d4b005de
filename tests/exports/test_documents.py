"""Attachments: what can be read is judged for marks of secrecy before it is kept."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import db.book
import db.documents
import db.errors
import db.kinds
import exports.documents
import tests.exports.conftest

ON = date(2026, 3, 2)
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "{}</w:body></w:document>"
)


def word(*paragraphs: str, part: str = "word/document.xml") -> bytes:
    """A Word file with these paragraphs; runs are cut inside words, as Word does."""
    cut = "".join(
        f"<w:p><w:r><w:t>{text[:1]}</w:t></w:r><w:r><w:t>{text[1:]}</w:t></w:r></w:p>"
        for text in paragraphs
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(part, BODY.format(cut))
    return data.getvalue()


def workbook(text: str) -> bytes:
    """A workbook with one text cell."""
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0]["C7"] = text
    book.save(data)
    return data.getvalue()


def paper() -> db.documents.Document:
    """A document to attach to."""
    moment = tests.exports.conftest.moment(ON)
    return db.documents.add({"title": "Tài liệu chuyên đề"}, moment, not_secret=True)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "Kính gửi\nMẬT\nnội dung".encode()),
        ("a.txt", "Độ mật: tối mật".encode("utf-16")),
        ("a.docx", word("Công văn", "TUYỆT MẬT")),
        ("a.docx", word("(MẬT)", part="word/header1.xml")),
        ("a.xlsx", workbook("TỐI MẬT")),
    ],
)
def test_a_file_with_a_mark_is_refused_and_nothing_of_it_is_kept(
    book: db.book.Book, tmp_path: Path, name: str, data: bytes
) -> None:
    document = paper()
    (tmp_path / name).write_bytes(data)
    before = [db.kinds.dump(kind) for kind in ("documents", "history")]
    with pytest.raises(db.errors.SecrecyMark, match="dừng nhập"):
        exports.documents.attach(document, tmp_path / name, tests.exports.conftest.moment(ON))
    assert [db.kinds.dump(kind) for kind in ("documents", "history")] == before
    assert db.documents.File.select().count() == 0
    assert book.lock is not None


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("name", "data", "judged"),
    [
        ("a.txt", "Luật Bảo vệ bí mật nhà nước; ông Mật ký".encode(), True),
        ("a.docx", word("BẢO VỆ BÍ MẬT NHÀ NƯỚC"), True),
        ("a.xlsx", workbook("Mật"), True),
        ("anh.jpg", b"\xff\xd8\xff\xe0 scan", False),
    ],
)
def test_other_files_are_kept_and_it_is_said_whether_they_could_be_judged(
    tmp_path: Path, name: str, data: bytes, judged: bool
) -> None:
    document = paper()
    (tmp_path / name).write_bytes(data)
    moment = tests.exports.conftest.moment(ON)
    assert exports.documents.attach(document, tmp_path / name, moment) is judged
    assert [one["name"] for one in db.documents.dump()[-1]["attachments"]] == [name]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf"])
def test_a_damaged_file_is_named(tmp_path: Path, name: str) -> None:
    start = b"%PDF-1.7 hong" if name.endswith("pdf") else b"PK\x03\x04 hong"
    (tmp_path / name).write_bytes(start)
    with pytest.raises(db.errors.RecordError, match=f"“{name}” bị hỏng"):
        exports.documents.attach(paper(), tmp_path / name, tests.exports.conftest.moment(ON))


@pytest.mark.usefixtures("book")
def test_an_empty_file_is_said_to_be_empty_and_not_kept(tmp_path: Path) -> None:
    (tmp_path / "trong.pdf").write_bytes(b"")
    document = paper()
    with pytest.raises(db.errors.RecordError, match=r"“trong\.pdf” là tệp trống"):
        exports.documents.attach(
            document, tmp_path / "trong.pdf", tests.exports.conftest.moment(ON)
        )
    assert db.documents.attachments(int(str(document.id))) == []


@pytest.mark.usefixtures("book")
def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("một", "utf-8")
    moment = tests.exports.conftest.moment(ON)
    for _ in range(2):
        exports.documents.attach(paper(), tmp_path / "a.txt", moment)
    assert (db.documents.File.select().count(), db.documents.Attachment.select().count()) == (1, 2)
