"""One member: name and days, posts, exemptions, temporary stays, and what is entered about them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

import db.days
import db.members
import db.members.listing
import db.members.steps
import db.tasks.listing
import db.text
import ui.fields
import ui.form
import ui.links
import ui.members.questions
import ui.members.spans
import ui.page
import ui.session
import ui.shown
import ui.theme

KEPT = (
    "Sổ chỉ giữ những gì cần để lập danh sách và đếm: không giữ số thẻ đảng, số định danh, địa "
    "chỉ, điện thoại, sức khỏe hay nhận xét về cá nhân."
)
PARTS = (
    ("posts", "Chức vụ", "Thêm chức vụ…", "Chưa ghi chức vụ nào."),
    ("exempt", "Miễn công tác và sinh hoạt đảng", "Thêm lần miễn…", "Không có."),
    ("stays", "Sinh hoạt tạm thời", "Thêm lần tạm thời…", "Không có."),
)
_TASKS = 10  # shown at once; the tasks page has them all
_WORDS = {"posts": "post", "exempt": "basis", "stays": "stay"}


def fields(session: ui.session.Session) -> tuple[ui.form.Field, ...]:
    """The fields of a member that stand both in a new one and in one of the book."""
    member, field = db.members.Member, ui.form.Field.of

    def today() -> date:
        return session.today

    long_past = partial(ui.fields.Day, today, ahead=False, years_ago=True)
    return (
        field(member.name, required=True),
        field(member.birth_year, partial(ui.fields.Whole, 1900, 2100), wide=False),
        field(member.joined, long_past, wide=False),
        field(member.official_on, long_past, help="Để trống khi còn dự bị.", wide=False),
    )


class MemberForm(ui.shown.RecordForm):
    """The form of the member chosen in the list."""

    NAME, TITLE, FIRST = "members", "Đảng viên", "name"
    ABOUT = "Đồng chí {}."

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session, fields(session))
        self._parts = {
            part: ui.members.spans.Spans(f"members.{part}", title, add, nothing)
            for part, title, add, nothing in PARTS
        }
        self._tasks_title = ui.page.heading("")
        self._tasks = ui.links.Links("members.tasks")
        self._leave = ui.theme.button("Ra khỏi chi bộ…", "members.leave")
        self._bin = ui.theme.button("Xóa…", "members.delete")
        adding = [
            self._make_deed(part, add, partial(self._ask_to_add, part)) for part, _, add, _ in PARTS
        ]
        self._leaving = self._make_deed("leave", "Ra khỏi chi bộ…", self._ask_to_leave)
        self.deeds = [
            *adding,
            self._leaving,
            self._make_deed("delete", "Xóa…", self._ask_to_delete),
        ]
        parts = (*self._parts.values(), self._tasks_title, self._tasks)
        self._build(parts, (self._leave, self._bin), KEPT)
        self._connect()

    def reload(self) -> bool:
        """Read the member again; what is being typed stays."""
        member: db.members.Member | None = db.members.Member.get_or_none(
            db.members.Member.id == self._number, db.members.Member.deleted_on.is_null()
        )
        if member is None:
            return False
        self._tell(member)
        return True

    def _connect(self) -> None:
        for part, shown in self._parts.items():
            shown.add_wanted.connect(partial(self._ask_to_add, part))
            shown.end_wanted.connect(partial(self._ask_to_end, part))
            shown.remove_wanted.connect(partial(self._ask_to_remove, part))
        self._tasks.opened.connect(self.open_requested)
        self._leave.clicked.connect(self._ask_to_leave)
        self._bin.clicked.connect(self._ask_to_delete)

    def _tell(self, member: db.members.Member) -> None:
        """Show the member as the book holds it."""
        (row,) = db.members.listing.rows([member.id], self._today())
        for chip, (words, tone) in zip(self._chips, standing(row, self._today()), strict=True):
            ui.theme.set_chip(chip, words, tone)
            chip.setVisible(bool(words))
        names = self._form.names()
        self._form.show_values(self._number, {name: getattr(member, name) for name in names})
        for part, found in db.members.parts(member.id).items():
            self._parts[part].show_spans([_span(part, one) for one in found])
        self._show_tasks(member)
        words = "Sửa ngày ra khỏi chi bộ…" if member.left else "Ra khỏi chi bộ…"
        self._leave.setText(words)
        self._leaving.setText(words)
        self._history.show_record("members", int(member.id))

    def _show_tasks(self, member: db.members.Member) -> None:
        """The open tasks that name this member as accountable, what is due first on top."""
        filters = db.tasks.listing.Filters(
            accountable=str(member.name), situation="open", today=self._today()
        )
        numbers = db.tasks.listing.ids("due", filters)
        first = f" (dưới đây là {_TASKS} việc đến hạn trước)" if len(numbers) > _TASKS else ""
        self._tasks_title.setText(f"Nhiệm vụ đang chịu trách nhiệm: {len(numbers)}{first}")
        found = db.tasks.listing.rows(numbers[:_TASKS], self._today())
        lines = [
            ui.links.Link(
                f"members.tasks.{row['id']}",
                ("tasks", row["id"]),
                str(row["work"]),
                f"hạn {_shown(row['due'])}" if row["due"] else str(row["due_words"]),
                "blue",
            )
            for row in found
        ]
        self._tasks.show_lines(lines, "Không có nhiệm vụ nào đang thực hiện.")

    def _today(self) -> date:
        return self._session.today

    def _held(self) -> db.members.Member:
        return db.members.get(int(self._number or 0))

    def _save(self, name: str, value: Any) -> None:
        """Save one field; the first official day is a step of its own in the history."""
        held = self._held()
        first = name == "official_on" and value is not None and held.official_on is None
        label = f"Sửa “{held.name}”"
        if first:
            self._session.perform(
                label,
                lambda moment: db.members.steps.make_official(self._held(), value, moment),
                quiet=True,
            )
            return
        self._session.perform(
            label,
            lambda moment: db.members.steps.change(self._held(), {name: value}, moment),
            quiet=True,
        )

    def _ask(self, question: ui.members.questions.Question) -> None:
        self._asking.put(question, self._held, self._session)

    def _ask_to_add(self, part: str, *_checked: bool) -> None:
        self._ask(ui.members.questions.adding(part, self._today))

    def _ask_to_end(self, part: str, span: ui.members.spans.Span) -> None:
        self._ask(ui.members.questions.ending(part, span, self._today))

    def _ask_to_remove(self, part: str, span: ui.members.spans.Span) -> None:
        self._ask(ui.members.questions.removing(part, span))

    @Slot()
    def _ask_to_leave(self) -> None:
        self._ask(ui.members.questions.leaving(self._held().left, self._today))

    @Slot()
    def _ask_to_delete(self) -> None:
        self._ask(ui.members.questions.deleting())


def standing(row: dict[str, Any], today: date) -> list[tuple[str, ui.theme.Tone]]:
    """How a member stands on the day: a fact of the list, never a judgement; "" says nothing."""
    left, official = row["left"], row["official_on"]
    if left and left <= today.isoformat():
        return [(f"Ra khỏi chi bộ từ {_shown(left)}", "grey"), ("", "grey")]
    probationary = official is None or official > today.isoformat()
    away = str(row["away"])
    return [
        ("Dự bị" if probationary else "Chính thức", "blue"),
        (db.text.begun(away), "grey"),
    ]


def _span(part: str, one: dict[str, Any]) -> ui.members.spans.Span:
    """A fact as ``db.members.parts`` gives it."""
    words = str(one[_WORDS[part]])
    if part == "stays":
        words = db.members.STAYS[words].capitalize()
    last = date.fromisoformat(one["to"]) if one["to"] else None
    first = date.fromisoformat(one["from"])
    return ui.members.spans.Span(one["id"], words or "Chưa ghi căn cứ", first, last)


def _shown(day: str) -> str:
    return db.days.shown(date.fromisoformat(day))
