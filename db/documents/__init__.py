"""Documents: papers that come, go out or serve a meeting, with their attachments and QR codes."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import urllib.parse
from pathlib import Path
from typing import Any, ClassVar, Self

import peewee

import db.base
import db.errors
import db.history
import db.moments
import db.recycling
import db.secrecy
import db.text

DIRECTIONS = {"in": "văn bản đến", "out": "văn bản đi", "internal": "tài liệu của chi bộ"}
LARGEST = 50 * 1024 * 1024  # bytes of one attachment (design 2)


class Document(db.base.Record):
    """One document. Its number is no key: number, date and issuer together are (requirements 4)."""

    kind: ClassVar[str] = "documents"

    title = db.base.Words(verbose_name="Trích yếu")
    number = db.base.Words(default="", verbose_name="Số, ký hiệu")
    date = peewee.DateField(null=True, verbose_name="Ngày ban hành")
    date_words = db.base.Words(default="", verbose_name="Ngày ghi trên văn bản")
    type = db.base.Words(default="", verbose_name="Loại văn bản")
    issuer = db.base.Words(default="", verbose_name="Cơ quan ban hành")
    direction = peewee.TextField(default="internal", verbose_name="Đến, đi")
    status = db.base.Words(default="", verbose_name="Hiệu lực")
    link = db.base.Words(default="", verbose_name="Đường dẫn trong mã QR")
    qr_on = peewee.DateField(null=True, verbose_name="Ngày gắn mã QR")

    class Meta:
        table_name = "documents"

    @classmethod
    def printed(cls, records: list[Self]) -> list[dict[str, Any]]:
        """Documents with the meetings they serve and their attachments."""
        # One record reads its own facts, many read them all: a verb must not cost the whole book.
        chosen = f"WHERE document_id = {int(records[0].id)}" if len(records) == 1 else ""
        meetings: dict[int, list[int]] = {}
        thematic: set[int] = set()
        for document, meeting, kind in db.base.rows(
            "SELECT d.document_id, d.meeting_id, m.meeting_kind FROM meeting_documents d"  # noqa: S608 - our own words
            f" JOIN meetings m ON m.id = d.meeting_id {chosen} ORDER BY d.id"
        ):
            meetings.setdefault(document, []).append(meeting)
            if kind in {"thematic", "combined"}:
                thematic.add(document)
        files = _files(chosen)
        names = ("title", "number", "date", "date_words", "type", "issuer", "direction", "status")
        return [
            {
                **record.plain(*names, "link", "qr_on"),
                "meetings": meetings.get(record.id, []),
                "thematic": record.id in thematic,
                "attachments": files.get(record.id, []),
            }
            for record in records
        ]

    def search_entry(self) -> tuple[str, dt.date | None, str]:
        """A document is found by number, type, issuer and title."""
        return self.title, self.date, f"{self.number} {self.type} {self.issuer} {self.date_words}"


class File(db.base.Table):
    """The bytes of an attachment, kept once for each content."""

    sha256 = peewee.TextField(primary_key=True)
    size = peewee.IntegerField()
    data = peewee.BlobField()

    class Meta:
        table_name = "files"


class Attachment(db.base.Table):
    """A file that belongs to a document."""

    id = db.base.Id()
    document = peewee.ForeignKeyField(Document, index=True)
    name = db.base.Words()
    file = peewee.ForeignKeyField(File, column_name="sha256")

    class Meta:
        table_name = "attachments"


def _files(chosen: str) -> dict[int, list[dict[str, Any]]]:
    """Name, digest and size of each attachment that ``chosen`` (our own SQL) lets in."""
    found: dict[int, list[dict[str, Any]]] = {}
    for document, name, digest, size in db.base.rows(
        "SELECT a.document_id, a.name, f.sha256, f.size FROM attachments a"  # noqa: S608 - our own words
        f" JOIN files f ON f.sha256 = a.sha256 {chosen} ORDER BY a.id"
    ):
        one = {"name": name, "sha256": digest, "size": size}
        found.setdefault(document, []).append(one)
    return found


def add(
    fields: dict[str, Any], moment: db.moments.Moment, *, not_secret: bool, verb: str = "add"
) -> Document:
    """Enter a document.

    Raises:
        db.errors.RecordError: it has no title, or it is not said to hold no state secret.
        db.errors.SecrecyMark: its words bear a mark of secrecy.
    """
    if not not_secret:
        raise db.errors.RecordError(
            "Hãy đánh dấu “không thuộc bí mật nhà nước” trước khi nhập văn bản.", "not_secret"
        )
    if not str(fields.get("title", "")).strip():
        raise db.errors.RecordError("Văn bản chưa có trích yếu; hãy nhập trích yếu.", "title")
    _refuse_unknown(fields)
    db.secrecy.refuse(value for value in fields.values() if isinstance(value, str))
    document = Document(entered_at=moment.at, **fields)
    with db.history.change(moment, document, verb):
        document.save(force_insert=True)
    return document


def _refuse_no_address(link: str) -> None:
    """Refuse what is neither empty nor the whole address of a page."""
    try:
        parts = urllib.parse.urlsplit(link)
        whole = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        whole = False
    if link and (not whole or any(letter.isspace() for letter in link)):
        raise db.errors.RecordError(
            f"“{link[:60]}” không phải địa chỉ trang; hãy chép nguyên địa chỉ, bắt đầu bằng "
            "https://, hoặc để trống.",
            "link",
        )


def _refuse_unknown(fields: dict[str, Any]) -> None:
    """Refuse a direction that is none."""
    if fields.get("direction", "internal") not in DIRECTIONS:
        raise db.errors.RecordError(
            "Hãy chọn: " + ", ".join(DIRECTIONS.values()) + ".", "direction"
        )


_CHANGEABLE = frozenset(
    {"title", "number", "date", "date_words", "type", "issuer", "direction", "status", "link"}
)


def change(document: Document, fields: dict[str, Any], moment: db.moments.Moment) -> None:
    """Change what a document says of itself; attachments and the QR code have their own verbs.

    Raises:
        db.errors.RecordError: the title is blank, there is no such direction, a field has a verb
            of its own, or the link of a code that was already given would change.
        db.errors.SecrecyMark: its words bear a mark of secrecy.
    """
    title = str(fields.get("title", document.title)).strip()
    if set(fields) - _CHANGEABLE or not title:
        raise db.errors.RecordError("Trích yếu không được để trống; tệp kèm và mã QR có nút riêng.")
    held = get(document.id)
    if held.qr_on is not None and fields.get("link", held.link) != held.link:
        raise db.errors.RecordError(
            f"Văn bản đã gắn mã QR ngày {held.qr_on:%d/%m/%Y} với đường dẫn cũ; muốn đổi đường dẫn "
            "hãy gắn mã QR mới."
        )
    _refuse_unknown(fields)
    _refuse_no_address(str(fields.get("link", "")))
    db.secrecy.refuse(value for value in fields.values() if isinstance(value, str))
    with db.history.change(moment, document, "change"):
        for name, value in fields.items():
            setattr(document, name, value)
        document.save()


def attach(document: Document, name: str, data: bytes, moment: db.moments.Moment) -> None:
    """Keep a file with ``document``; whoever reads its text checks it for marks first.

    Raises:
        db.errors.RecordError: the file is larger than 50 MB.
    """
    if len(data) > LARGEST:
        raise db.errors.RecordError(
            f"Tệp “{name}” lớn hơn 50 MB; hãy nén hoặc tách tệp rồi đính kèm lại."
        )
    db.secrecy.refuse([name])
    digest = hashlib.sha256(data).hexdigest()
    with db.history.change(moment, document, "attach"):
        if not File.select().where(File.sha256 == digest).exists():
            File.create(sha256=digest, size=len(data), data=data)
        Attachment.create(document=document, name=name, file=digest)


def detach(number: int, moment: db.moments.Moment) -> None:
    """Take away the attachment ``number``; its bytes go where nothing else in the book holds them.

    Raises:
        db.errors.RecordError: there is no such attachment, or its document lies in the bin.
    """
    row = _attachment(number)
    digest = str(row.sha256)
    with db.history.change(moment, row.document, "detach"):
        row.delete_instance()
        db.base.database.execute_sql(
            "DELETE FROM files WHERE sha256 = ?"
            " AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = files.sha256)"
            " AND NOT EXISTS (SELECT 1 FROM meetings WHERE minutes_sha256 = files.sha256)",
            (digest,),
        )


def _attachment(number: int) -> Any:
    """The row of an attachment."""
    row = Attachment.get_or_none(Attachment.id == number)
    if row is None:
        raise db.errors.RecordError(
            "Tệp này không còn trong sổ; hãy bấm “Thôi” rồi xem lại văn bản này."
        )
    return row


def attachments(document: int) -> list[dict[str, Any]]:
    """The attachments of a document: {id, name, size in bytes, sha256}, in order of entry."""
    found = db.base.rows(
        "SELECT a.id, a.name, f.size, f.sha256 FROM attachments a"
        " JOIN files f ON f.sha256 = a.sha256 WHERE a.document_id = ? ORDER BY a.id",
        document,
    )
    return [dict(zip(("id", "name", "size", "sha256"), row, strict=True)) for row in found]


def content(number: int) -> bytes:
    """The bytes of the attachment ``number``.

    Raises:
        db.errors.RecordError: there is no such attachment.
    """
    return bytes(_attachment(number).file.data)


def get(number: int) -> Document:
    """The document with that id.

    Raises:
        db.errors.RecordError: there is none.
    """
    document: Document | None = Document.get_or_none(Document.id == number)
    if document is None:
        raise db.errors.RecordError(f"Không có văn bản số {number} trong sổ; hãy kiểm tra lại số.")
    return document


def issue_qr(document: Document, on: dt.date, link: str, moment: db.moments.Moment) -> None:
    """Enter that ``document`` carries a QR code from ``on``, with the unit's own link if any.

    Raises:
        db.errors.RecordError: the day lies after today.
    """
    if on > moment.today:
        raise db.errors.RecordError("Ngày gắn mã QR sau ngày hôm nay; hãy kiểm tra lại ngày.", "on")
    _refuse_no_address(link)
    db.secrecy.refuse([link])
    with db.history.change(moment, document, "issue_qr"):
        document.qr_on, document.link = on, link
        document.save()


def delete(document: Document, moment: db.moments.Moment) -> None:
    """Move ``document`` to the recycle bin."""
    db.recycling.delete(document, moment)


def restore(document: Document, moment: db.moments.Moment) -> None:
    """Take ``document`` out of the recycle bin."""
    db.recycling.restore(document, moment)


def take_sources(ward: str, moment: db.moments.Moment) -> None:
    """Enter the directives and decisions that every unit refers to, and those of its own ward."""
    path = Path(__file__).parents[1] / "data" / "documents.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not _is_for(row["issuer"], ward):
                continue
            try:
                issued: dt.date | None = dt.date.fromisoformat(row["date"])
                words = ""
            except ValueError:
                issued, words = None, row["date"]
            fields = {
                "title": row["title_vi"],
                "number": row["number"],
                "date": issued,
                "date_words": words,
                "type": row["type"],
                "issuer": row["issuer"],
                "direction": "in",
                "status": row["status"],
            }
            add(fields, moment, not_secret=True, verb="take_source")


def _is_for(issuer: str, ward: str) -> bool:
    """Whether a paper of ``issuer`` concerns a unit of ``ward``: another ward's papers do not."""
    folded = db.text.fold(issuer)
    return "phuong" not in folded or db.text.fold(ward) in folded


def dump() -> list[dict[str, Any]]:
    """Every document, the recycle bin included."""
    return Document.printed(list(Document.select().order_by(Document.id)))
