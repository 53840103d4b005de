"""The documents page: papers that come, go out or serve a meeting, their files, their QR codes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QUrl, Slot

import db.documents
import db.documents.listing
import db.moments
import db.secrecy
import ui.attachments
import ui.documents.drops
import ui.documents.fields
import ui.documents.qr
import ui.documents.record
import ui.entering
import ui.fields
import ui.form
import ui.page
import ui.records
import ui.session
import ui.table
import ui.theme


class DocumentPage(ui.records.RecordsPage):
    """The list of documents and the form of the one chosen."""

    NAME = "documents"
    TITLE = "Văn bản"
    KINDS = frozenset({"documents", "meetings"})
    FILTERS = (
        ("all", "Tất cả"),
        ("in", "Đến"),
        ("out", "Đi"),
        ("internal", "Của chi bộ"),
        ("thematic", "Chuyên đề"),
        ("without_qr", "Chưa có mã QR"),
    )
    ADD = "Thêm văn bản"
    BACK = "Trở lại văn bản đang nhập"
    CHOOSE = (
        "Chọn một văn bản trong danh sách để xem và sửa ở đây, hoặc bấm “Thêm văn bản”. Kéo thả "
        "tệp vào một dòng để đính kèm."
    )
    EMPTY = (
        "Không có văn bản nào ở mục này. Bấm “Tất cả” và xóa chữ trong ô lọc để xem mọi văn bản."
    )
    FIRST = "Sổ chưa có văn bản nào. Bấm “Thêm văn bản” (Ctrl+N) để ghi văn bản đầu tiên."
    HELP = (
        "Trang này giữ văn bản đến, văn bản đi và tài liệu của chi bộ. Chọn một dòng để xem và "
        "sửa; sửa xong ô nào, rời ô đó là đã lưu. Tệp đính kèm: kéo thả vào dòng hoặc vào "
        "văn bản đang mở, hay bấm “Thêm tệp”; mỗi tệp nhiều nhất 50 MB. Bấm “Mở” thì xem một bản "
        "chép chỉ để đọc; muốn sửa, lưu thành tệp khác rồi đính kèm lại. “Gắn mã QR” để tài liệu "
        "sinh hoạt chuyên đề tra cứu được bằng điện thoại. Văn bản thuộc bí mật nhà nước không "
        "nhập vào sổ."
    )

    record: ui.documents.record.DocumentForm

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session, _columns())
        self.outside = ui.page.Notice("documents.outside")
        self.body.insertWidget(1, self.outside)
        self._drops = ui.documents.drops.Drops(self)
        self._drops.watch(self.table.viewport())
        self._drops.fell.connect(self._fall)
        self._beside = ui.documents.drops.Drops(self)
        self._beside.watch(self)
        self._beside.fell.connect(self._fall_beside)

    def make_record(self) -> ui.documents.record.DocumentForm:
        """One document with its files."""
        made = ui.documents.record.DocumentForm(self.session)
        made.copied_out.connect(self._tell_outside)
        return made

    def make_draft(self) -> ui.entering.Entering:
        """The form of a new document; what is dropped on its fields falls beside."""
        tick = ui.form.Field(
            ui.entering.TICK,
            "Bí mật nhà nước",
            partial(ui.fields.Tick, "Không thuộc bí mật nhà nước"),
        )
        first, *rest = ui.documents.fields.plain(self.session)
        made = ui.entering.Entering(
            self.session,
            "documents.draft",
            self.ADD,
            (first, tick, *rest),
            _enter,
            first=partial(dict, direction="in"),
            words="Ghi vào sổ xong thì thêm được tệp đính kèm và gắn mã QR.",
        )
        self._beside.watch(*ui.documents.drops.takers(made))
        return made

    def ids(self, order: str, descending: bool) -> list[int]:
        """The documents that pass the filters; by themselves the latest first."""
        return db.documents.listing.ids(
            order or "date", self._narrowed(), descending=descending if order else True
        )

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """One page of the table."""
        return db.documents.listing.rows(numbers)

    def counts(self) -> dict[str, int]:
        """How many documents each filter shows."""
        return db.documents.listing.counts(self._narrowed())

    def _narrowed(self) -> db.documents.listing.Filters:
        return db.documents.listing.Filters(situation=self.situation, text=self.text)

    @Slot(QPoint, object)
    def _fall(self, at: QPoint, urls: Sequence[QUrl]) -> None:
        """Files were dropped on a row: choose it and attach them there."""
        index = self.table.indexAt(at)
        if not index.isValid():
            self.notice.say("Hãy thả tệp vào dòng của một văn bản.", "amber")
            return
        self.table.setCurrentIndex(index)
        number = self.table.current_id()
        if number is not None:
            self.show_record(number)
            self.record.drop(urls)

    @Slot(QPoint, object)
    def _fall_beside(self, _at: QPoint, urls: Sequence[QUrl]) -> None:
        """Files were dropped elsewhere on the page: they belong to the document in sight."""
        if self.record.isVisible():
            self.record.drop(urls)
        elif self._draft_area.isVisible():
            self.notice.say("Hãy ghi văn bản vào sổ, rồi thả tệp lại vào đây.", "amber")
        else:
            self.notice.say("Hãy thả tệp vào dòng của một văn bản.", "amber")

    @Slot(int)
    def _take_in(self, number: int) -> None:
        """A new document is in the book: say so if its title may have come off a marked paper."""
        super()._take_in(number)
        if db.secrecy.doubtful(str(db.documents.get(number).title)):
            self.notice.say(ui.documents.record.DOUBTFUL, "amber")

    @Slot()
    def _tell_outside(self) -> None:
        """Say which copies lie outside the book, for as long as they do."""
        names = ui.attachments.outside()
        if not names:
            self.outside.clear()
            return
        shown = "; ".join(f"“{name}”" for name in names)
        self.outside.say(
            f"Đang nằm ngoài sổ, chỉ để đọc: {shown}. Xem xong, đóng tệp rồi bấm “Dọn bản chép”; "
            "đóng chương trình thì cũng tự dọn.",
            "amber",
            ("Dọn bản chép", self._wipe),
        )

    def _wipe(self) -> None:
        held = ui.attachments.wipe()
        if held:
            self.notice.say(
                f"Chưa dọn được vì đang mở ở chương trình khác: {'; '.join(held)}. Hãy đóng tệp; "
                "lần mở sổ sau sẽ dọn nốt.",
                "amber",
            )


def _enter(given: dict[str, Any], moment: db.moments.Moment) -> int:
    """Put a new document into the book."""
    fields = {name: value if name == "date" else (value or "") for name, value in given.items()}
    not_secret = bool(fields.pop(ui.entering.TICK))
    return int(str(db.documents.add(fields, moment, not_secret=not_secret).id))


def _columns() -> tuple[ui.table.Column, ...]:
    column = ui.table.Column
    return (
        # No more width than the others show: what a document is about gets the rest.
        column("number", "Số hiệu", 0, _number, order="number", need=7),
        column("title", "Trích yếu", 80, _title, order="title", need=9),
        column("date", "Ngày", 0, _date, order="date", need=8),
        column("issuer", "Cơ quan", 20, _issuer, order="issuer", need=3),
        column("qr", "Mã QR từ", 0, _qr, chip=_qr_chip, order="qr_on", need=5),
        column("files", "Tệp", 0, _files, need=4),
    )


def _number(row: dict[str, Any]) -> str:
    return str(row["number"])


def _title(row: dict[str, Any]) -> str:
    return str(row["title"])


def _date(row: dict[str, Any]) -> str:
    return ui.documents.qr.day(row["date"]) or str(row["date_words"])


def _issuer(row: dict[str, Any]) -> str:
    return str(row["issuer"])


def _qr(row: dict[str, Any]) -> str:
    if row["qr_on"]:
        return ui.documents.qr.day(row["qr_on"])
    return "Chưa có" if row["thematic"] else ""


def _qr_chip(row: dict[str, Any]) -> tuple[str, ui.theme.Tone] | None:
    """Only what is lacking stands out."""
    return ("Chưa có", "amber") if row["thematic"] and not row["qr_on"] else None


def _files(row: dict[str, Any]) -> str:
    return str(row["attachments"] or "")


PAGE = DocumentPage
