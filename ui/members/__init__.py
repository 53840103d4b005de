"""The members page: who belongs to the cell, with posts, exemptions and temporary stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

import db.days
import db.members
import db.members.listing
import db.moments
import db.text
import ui.entering
import ui.members.record
import ui.records
import ui.session
import ui.table
import ui.theme


class MemberPage(ui.records.RecordsPage):
    """The list of members and the form of the one chosen."""

    NAME = "members"
    TITLE = "Đảng viên"
    KINDS = frozenset({"members", "tasks"})
    FILTERS = (
        ("here", "Đang sinh hoạt"),
        ("probationary", "Dự bị"),
        ("away", "Miễn, tạm thời"),
        ("left", "Đã chuyển đi"),
        ("all", "Tất cả"),
    )
    ADD = "Thêm đảng viên"
    BACK = "Trở lại phần đang nhập"
    CHOOSE = (
        "Chọn một đồng chí trong danh sách để xem và sửa ở đây, hoặc bấm “Thêm đảng viên”. Có sẵn "
        "danh sách trong Excel thì bấm “Nhập từ Excel”."
    )
    EMPTY = (
        "Không có đồng chí nào ở mục này. Bấm “Tất cả” và xóa chữ trong ô lọc để xem mọi đồng chí."
    )
    FIRST = (
        "Sổ chưa có đảng viên nào. Bấm “Thêm đảng viên” (Ctrl+N) để ghi đồng chí đầu tiên, hoặc "
        "“Nhập từ Excel” nếu đã có danh sách."
    )
    HELP = (
        "Trang này giữ danh sách đảng viên của chi bộ, để tính số đảng viên và điểm danh theo từng "
        "ngày. Chọn một dòng để xem và sửa; sửa xong ô nào, rời ô đó là đã lưu. Chức "
        "vụ, miễn sinh hoạt và sinh hoạt tạm thời ghi theo ngày, thôi thì bấm “Kết thúc”. Đồng chí "
        "chuyển đi: bấm “Ra khỏi chi bộ”, không xóa. Sổ không giữ số thẻ đảng, số định danh, "
        "địa chỉ, sức khỏe của đảng viên."
    )

    record: ui.members.record.MemberForm

    def __init__(self, session: ui.session.Session) -> None:
        self._take = ui.theme.button("Nhập từ Excel", "members.import")
        super().__init__(session, _columns())
        self._take.clicked.connect(self._import)

    def make_record(self) -> ui.members.record.MemberForm:
        """What the book keeps of a member."""
        return ui.members.record.MemberForm(self.session)

    def make_draft(self) -> ui.entering.Entering:
        """The form of a new member."""
        return ui.entering.Entering(
            self.session,
            "members.draft",
            self.ADD,
            ui.members.record.fields(self.session),
            _enter,
            first=dict,
            words=f"Ghi vào sổ xong thì thêm được chức vụ. {ui.members.record.KEPT}",
        )

    def buttons(self) -> list[QPushButton]:
        """Import and the main one: a new member."""
        return [self._take, *super().buttons()]

    def ids(self, order: str, descending: bool) -> list[int]:
        """The members that pass the filters; by themselves in order of given names."""
        return db.members.listing.ids(
            order or "name", self._narrowed(self.situation), descending=descending
        )

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """One page of the table."""
        today = self.session.today
        return [{**row, "today": today} for row in db.members.listing.rows(numbers, today)]

    def counts(self) -> dict[str, int]:
        """How many members each filter shows."""
        return db.members.listing.counts(self.session.today, self._narrowed("all"))

    def _narrowed(self, situation: str) -> db.members.listing.Filters:
        return db.members.listing.Filters(
            situation=situation, on=self.session.today, text=self.text
        )

    @Slot(int)
    def _take_in(self, number: int) -> None:
        """A member was entered; one of that name is there already: say so, for it may be twice."""
        super()._take_in(number)
        entered = db.members.Member.get_by_id(number)
        folded = db.text.fold(entered.name)
        twice = [one for one, name in db.members.names() if db.text.fold(name) == folded]
        if len(twice) > 1:
            self.notice.say(
                f"Sổ đã có đồng chí {entered.name}; nếu là một người thì bấm Hoàn tác (Ctrl+Z), "
                "nếu trùng tên thì để nguyên.",
                "amber",
            )

    @Slot()
    def _import(self) -> None:
        self.open_requested.emit("intake.members", 0)


def _enter(given: dict[str, Any], moment: db.moments.Moment) -> int:
    """Put a new member into the book."""
    draft = db.members.Draft(
        str(given["name"]), given["joined"], given["birth_year"], given["official_on"]
    )
    for name in ("joined", "official_on"):
        if given[name] is not None:
            db.moments.not_later(given[name], moment, name)
    return int(str(db.members.add(draft, moment).id))


def _columns() -> tuple[ui.table.Column, ...]:
    column = ui.table.Column
    return (
        # The longest names take all of two lines; days no more than they show.
        column("name", "Họ và tên", 50, _name, order="name", need=9),
        column("posts", "Chức vụ", 20, _posts, need=6),
        column("joined", "Ngày vào", 0, _joined, order="joined", need=7),
        column("official_on", "Chính thức", 0, _official, order="official_on", need=5),
        column("note", "Ghi chú", 20, _note, need=4),
    )


def _name(row: dict[str, Any]) -> str:
    return str(row["name"])


def _posts(row: dict[str, Any]) -> str:
    return str(row["posts"])


def _joined(row: dict[str, Any]) -> str:
    return _day(row["joined"])


def _official(row: dict[str, Any]) -> str:
    return _day(row["official_on"]) or "Dự bị"


def _note(row: dict[str, Any]) -> str:
    if row["left"] and row["left"] <= row["today"].isoformat():
        return f"Ra khỏi chi bộ từ {_day(row['left'])}"
    away = str(row["away"])
    return db.text.begun(away)


def _day(value: str | None) -> str:
    return db.days.shown(date.fromisoformat(value)) if value else ""


PAGE = MemberPage
