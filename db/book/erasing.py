"""Erasing for good what should never have been entered ("Xóa hẳn nội dung", design 2).

Deleting and purging keep the words in the history; erasing takes them out of it too, for a reason
from the fixed list: the record becomes a stub (``db.purging``), the chain shows the gap, the
full-text index and the free pages of the file are written anew, and so is every backup in reach.
What cannot be reached from here is listed on a sheet, to be destroyed by hand.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import peewee
from sqlcipher3 import dbapi2

import db.base
import db.book
import db.book.backup
import db.book.keyfile
import db.book.migration
import db.book.rotation
import db.errors
import db.files
import db.history
import db.imports
import db.moments
import db.purging
import db.search
import db.text

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLEAN, _REWRITTEN, _OUT_OF_REACH = "clean", "rewritten", "out of reach"
_NAMED_FROM = 4  # letters: a shorter title would be "found" in every other record
_KINDS = {
    "members": "đảng viên",
    "documents": "văn bản",
    "tasks": "nhiệm vụ",
    "series": "nhiệm vụ lặp lại",
    "meetings": "buổi sinh hoạt",
    "reports": "báo cáo",
    "unit": "thông tin đơn vị",
    "bundles": "hồ sơ đã xuất",
    "imports": "lần nhập",
}


@dataclass(frozen=True)
class Erased:
    """What an erasing did, without the words it erased.

    ``rows`` are history rows, ``rewritten`` and ``to_destroy`` backups, ``bundles`` the names of
    report files that left the book with the record in them, ``mentions`` other records (kind, id)
    in which, or in whose history, the erased name or title still stands.
    """

    kind: str
    id: int
    reason: str
    at: str
    rows: list[int]
    rewritten: list[Path] = field(default_factory=list)
    to_destroy: list[Path] = field(default_factory=list)
    bundles: list[str] = field(default_factory=list)
    mentions: list[tuple[str, int]] = field(default_factory=list)


def erase(
    book: db.book.Book, kind: str, record: int, reason: str, moment: db.moments.Moment
) -> Erased:
    """Erase one record for good, here and in every backup in reach; said again it goes on.

    A record that was purged whole before is erased out of the history alone. While the backups are
    rewritten the program's database is bound to their copies: nothing else may read the book.

    Raises:
        db.errors.RecordError: no such reason, no such kind, or the book never held that record.
        db.errors.BookError: the disk is full, gone or only for reading.
    """
    title = _title(kind, record)
    first = _first_row(kind, record)
    if first is None:
        raise db.errors.RecordError(f"Sổ không có hồ sơ {kind} số {record}; hãy kiểm tra lại số.")
    rows = _erase_here(kind, record, reason, moment)
    done = Erased(
        kind, record, reason, moment.at, rows,
        bundles=_bundles(kind, record), mentions=list(_mentions(title)),
    )  # fmt: skip
    try:
        for path in _backups(book):
            outcome = _erase_there(book, path, done, first, moment)
            if outcome != _CLEAN:
                (done.rewritten if outcome == _REWRITTEN else done.to_destroy).append(path)
    finally:
        db.book.connect(book.folder, book.data_key)
        shutil.rmtree(book.folder / db.book.rotation.WORKSHOP, ignore_errors=True)
    return done


def _title(kind: str, number: int) -> str:
    """The name or title that is about to go, or ""."""
    record = db.purging.find(kind, number)
    title = record.search_entry()[0] if record is not None else ""
    return "" if title == db.history.ERASED else title


def _first_row(kind: str, record: int) -> tuple[int, str] | None:
    """Number and hash of the first row of a record's history, which tells it from any other."""
    found = db.base.rows(
        "SELECT seq, hash FROM history WHERE kind = ? AND record = ? ORDER BY seq LIMIT 1",
        kind,
        record,
    )
    return found[0] if found else None


def _erase_here(kind: str, number: int, reason: str, moment: db.moments.Moment) -> list[int]:
    """Erase one record in the database that is open; returns the history rows."""
    with db.base.transaction():
        record, stub = db.purging.find(kind, number), None
        if record is not None:
            _forget_learned(record)
            db.purging.reduce(record)
            stub = db.history.printed(record)
            db.search.refresh(type(record).get_by_id(number))
        rows = db.history.erase(moment, kind, number, reason, stub)
        # The index keeps the words of what left it until its parts are merged.
        db.base.database.execute_sql("INSERT INTO search_words(search_words) VALUES ('optimize')")
    with db.base.told():  # secure_delete blanks what is freed; this drops the freed pages too
        db.base.database.connection().execute("VACUUM")
    return rows


def _forget_learned(record: db.base.Record) -> None:
    """Take a member's name out of what the reader of workbooks learned."""
    if record.kind == "members":
        name = record.search_entry()[0]
        learned = db.imports.Learned
        known = (learned.meaning == name) | (learned.folded == db.text.fold(name))
        learned.delete().where(known).execute()


def _mentions(title: str) -> Iterator[tuple[str, int]]:
    """The records that hold ``title`` whole, now or (their history says so) at some time before."""
    if len(title) >= _NAMED_FROM:
        written = json.dumps(title, ensure_ascii=False)[1:-1]  # as the history has it
        yield from db.base.rows(
            "SELECT DISTINCT h.kind, h.record FROM history h"
            " JOIN history_contents c ON c.seq = h.seq"
            " WHERE instr(c.body, ?) > 0 ORDER BY h.kind, h.record",
            written,
        )


def _bundles(kind: str, number: int) -> list[str]:
    """The report files of the periods that name the record, as they were called."""
    periods = set(db.purging.named_in(kind, number))
    found = db.base.rows(
        "SELECT r.period, b.target FROM bundles b JOIN reports r ON r.id = b.report_id"
        " WHERE NOT b.pending ORDER BY b.id"
    )
    return [Path(target).name for period, target in found if period in periods]


def _backups(book: db.book.Book) -> list[Path]:
    """Every file among the backups of ``book``."""
    with contextlib.suppress(OSError):
        folder = book.folder / db.book.rotation.FOLDER
        return sorted(
            path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")
        )
    return []


def _erase_there(
    book: db.book.Book,
    path: Path,
    done: Erased,
    first: tuple[int, str],
    moment: db.moments.Moment,
) -> str:
    """Erase the record in the backup at ``path``, which is replaced whole or not at all.

    Out of reach is one that does not open with the present data key, that cannot be rewritten, or
    in which the number stands for another record (the book went on from an older copy once).
    """
    workshop = book.folder / db.book.rotation.WORKSHOP
    try:
        shutil.rmtree(workshop, ignore_errors=True)
        db.files.private_folder(workshop)
        held = db.book.backup.unpack(path, workshop)
        db.book.backup.count(workshop / db.book.FILE, book.data_key)
        db.book.connect(workshop, book.data_key)
        there = _first_row(done.kind, done.id)
        if there is None:
            return _CLEAN  # older than the record
        if there != first or held.get("book") != book.keys.book:
            return _OUT_OF_REACH
        if db.book.migration.applied() != db.book.migration.known():
            db.book.migration.up()  # the record can only be found in the tables of this version
        _erase_here(done.kind, done.id, done.reason, moment)
        db.base.database.close()
        held |= db.book.backup.count(workshop / db.book.FILE, book.data_key)
        keys = (workshop / db.book.keyfile.NAMES[0]).read_bytes()
        db.book.backup.pack(workshop / path.name, workshop / db.book.FILE, keys, held)
        db.files.replace(workshop / path.name, path)
    except (db.errors.RecordError, OSError, dbapi2.DatabaseError, peewee.DatabaseError):
        return _OUT_OF_REACH
    finally:
        db.base.database.close()
    return _REWRITTEN


def destroy_sheet(done: Erased, book: db.book.Book) -> list[str]:
    """The sheet that goes with an erasing: what was done, and what is left to do by hand."""
    what = f"{_KINDS[done.kind]} số {done.id}"
    lines = [
        "PHIẾU XÓA HẲN NỘI DUNG",
        f"Hồ sơ: {what}. Lý do: {db.history.ERASE_REASONS[done.reason]}.",
        f"Lúc: {db.moments.shown(done.at)}. Người thực hiện: {book.who}.",
        f"Đã xóa trong sổ: nội dung hồ sơ và {len(done.rows)} dòng nhật ký.",
        f"Đã xóa trong {len(done.rewritten)} bản sao lưu của sổ: {_listed(done.rewritten)}",
        "PHẢI HỦY BẰNG TAY (đánh dấu từng dòng khi đã hủy):",
        *(f"[ ] Bản sao lưu không mở được từ sổ này: {path}" for path in done.to_destroy),
        *(f"[ ] Hồ sơ báo cáo đã xuất có ghi hồ sơ này: {name}" for name in done.bundles),
        *(
            f"[ ] Tên của hồ sơ này còn ở {_KINDS[kind]} số "
            f"{', '.join(str(number) for _, number in found)} hoặc nhật ký: xem, xóa hẳn nếu cần"
            for kind, found in itertools.groupby(done.mentions, lambda one: one[0])
        ),
        "[ ] Bản sao trên USB, máy khác, thư điện tử, tin nhắn; bản sao lưu ngoài thư mục của sổ",
        "[ ] Bản giấy đã in, tệp Excel, Word, PDF gốc đã nhập hoặc đính kèm, thùng rác của máy",
        "Hồ sơ báo cáo đã xuất, đã gửi không thu hồi được từ chương trình; hãy báo nơi đã nhận.",
    ]
    if done.reason == "secret":
        lines.append(
            "Nội dung bí mật nhà nước: dừng nhập, không xuất, không gửi; báo cáo ngay Bí thư và "
            "Văn phòng Đảng ủy."
        )
    return lines


def _listed(paths: list[Path]) -> str:
    return "; ".join(path.name for path in paths) + "." if paths else "không có."
