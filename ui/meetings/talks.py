"""What was said, used and voted in a meeting: a list of each, and fields to add to it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot

import db.base
import db.documents
import db.errors
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.moments
import ui.asking
import ui.fields
import ui.meetings.said
import ui.meetings.slip
import ui.meetings.standing
import ui.page
import ui.session
import ui.theme

Rows = list[dict[str, Any]]
_MOST_VOTES = 100_000


class Talk(ui.theme.Card):
    """A card with a list and the slip that adds to it; a row picked is changed in the slip."""

    NAME = ""
    TITLE = ""
    ADD, PUT = "Thêm", "Ghi lại"

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self.session = session
        self.meeting = 0
        self._rows: dict[int, dict[str, Any]] = {}
        self._readonly = False
        self.list = ui.meetings.said.Said(f"{self.NAME}.list", self.TITLE)
        self.slip = ui.meetings.slip.Slip(self.NAME, self.parts(), self.ADD, self.PUT)
        self._empty = ui.theme.label("Không có.", "soft")
        self.column.addWidget(ui.page.heading(self.TITLE))
        for one in (self.list, self._empty, self.slip):
            self.column.addWidget(one)
        self.list.picked.connect(self._pick)
        self.slip.given.connect(self._give)
        self.slip.dropped.connect(self._drop)

    def parts(self) -> list[ui.meetings.slip.Part]:
        """The fields of the slip."""
        raise NotImplementedError

    def words(self, row: dict[str, Any]) -> str:
        """A row as the list shows it."""
        raise NotImplementedError

    def enter(self, values: dict[str, Any]) -> None:
        """Put the values of the slip into the book.

        Raises:
            db.errors.RecordError: they cannot be.
        """
        raise NotImplementedError

    def remove(self, number: int) -> None:
        """Take a row away.

        Raises:
            db.errors.RecordError: it cannot be.
        """
        raise NotImplementedError

    def unsaved(self) -> str:
        """A sentence naming what is typed here and not in the book, or ""."""
        raise NotImplementedError

    def show_rows(self, meeting: int, rows: Rows, *, readonly: bool) -> None:
        """Show what stands in the book."""
        self.meeting, self._readonly = meeting, readonly
        self._rows = {row["id"]: row for row in rows}
        self.list.show_rows([(row["id"], self.words(row)) for row in rows])
        self.slip.show_for(meeting, self.defaults())
        self.slip.set_readonly(readonly)
        self._empty.setVisible(readonly and not rows)

    def defaults(self) -> dict[str, Any]:
        """What stands in a slip in which nothing was typed."""
        return {}

    def settle(self) -> bool:
        """Add what is typed; False if it cannot be."""
        if self.slip.unsaved():
            self._give()
        return not self.slip.unsaved()

    @Slot()
    def _give(self) -> None:
        if ui.meetings.slip.attempt(self.slip, self.enter):
            self.slip.focus()

    @Slot()
    def _drop(self) -> None:
        ui.meetings.slip.attempt(self.slip, self._remove)

    def _remove(self, _values: dict[str, Any]) -> None:
        self.remove(int(self.slip.number or 0))

    @Slot(int)
    def _pick(self, number: int) -> None:
        """Change a row; what is being typed is added before."""
        if not self._readonly and (self.slip.number == number or self.settle()):
            self.slip.change(number, self._rows[number])


class Contributions(Talk):
    """Who said what."""

    NAME, TITLE = "meetings.contribution", "Ý kiến phát biểu"
    ADD, PUT = "Thêm ý kiến", "Ghi lại ý kiến"

    def parts(self) -> list[ui.meetings.slip.Part]:
        """The member, and what was said."""
        part, self._people = ui.meetings.slip.Part, dict[str, int]()
        return [
            part("person", "Đảng viên", ui.fields.People(self._names), 2),
            part("text", "Nội dung phát biểu", ui.fields.Paragraph(), 3),
        ]

    def know(self, roll: Rows) -> None:
        """Let those on the roll be offered; of two who share a name the second says so."""
        self._people = {}
        for row in roll:
            name, others = row["name"], 1
            while name in self._people:
                others += 1
                name = f"{row['name']} ({others})"
            self._people[name] = row["id"]

    def words(self, row: dict[str, Any]) -> str:
        """Who said it, and what."""
        return f"Đồng chí {row['name']}: {row['text']}"

    def enter(self, values: dict[str, Any]) -> None:
        """Enter a contribution, or other words for it."""
        if not values["person"]:
            raise db.errors.RecordError("Hãy chọn đảng viên phát biểu: gõ một phần tên.", "person")
        member, text, number = self._people[values["person"]], values["text"], self.slip.number
        if number is None:
            work = partial(_contribute, self.meeting, member, text)
            self.session.perform("Thêm ý kiến", work)
        else:
            again = partial(db.meetings.minutes.change_contribution, number, member, text)
            self.session.perform("Sửa ý kiến", again)

    def remove(self, number: int) -> None:
        """Take a contribution away."""
        work = partial(db.meetings.minutes.remove_contribution, number)
        self.session.perform("Xóa ý kiến", work)

    def unsaved(self) -> str:
        """The contribution that is not added."""
        if not self.slip.unsaved():
            return ""
        return f"Ý kiến “{self.slip.named()}” chưa thêm vào biên bản."

    @Slot(int)
    def _pick(self, number: int) -> None:
        row = self._rows[number]
        if row["member"] in self._people.values():
            called = next(name for name, one in self._people.items() if one == row["member"])
            self._rows[number] = {**row, "person": called}
        super()._pick(number)

    def _names(self) -> list[str]:
        return list(self._people)


class Votes(Talk):
    """What was put to the vote; the base stands there as a proposal."""

    NAME, TITLE = "meetings.vote", "Biểu quyết"
    ADD, PUT = "Thêm biểu quyết", "Ghi lại biểu quyết"

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__(session)
        self._base, self._committee = 0, False
        self._result = ui.theme.label("", "soft")
        self._result.setObjectName("meetings.vote.result")
        self.column.insertWidget(self.column.indexOf(self.slip), self._result)
        self._result.hide()
        self.slip.edited.connect(self._tell)

    def parts(self) -> list[ui.meetings.slip.Part]:
        """What it was about, and the counts."""
        part, whole = ui.meetings.slip.Part, partial(ui.fields.Whole, 0, _MOST_VOTES)
        return [
            part("text", "Nội dung biểu quyết", ui.fields.Paragraph()),
            part("in_favour", "Tán thành", whole(), row=1),
            part("against", "Không tán thành", whole(), row=1),
            part("other", "Ý kiến khác", whole(), row=1),
            part("base", "Được biểu quyết", whole(), row=1),
        ]

    def propose(self, base: int, *, committee: bool) -> None:
        """How many may vote, until somebody says otherwise."""
        self._base, self._committee = base, committee

    def show_rows(self, meeting: int, rows: Rows, *, readonly: bool) -> None:
        """Show what stands in the book."""
        super().show_rows(meeting, rows, readonly=readonly)
        self._tell()

    def defaults(self) -> dict[str, Any]:
        """The base, as proposed."""
        return {"base": self._base}

    def words(self, row: dict[str, Any]) -> str:
        """What a vote came to."""
        result = ui.meetings.standing.vote_words(
            row["in_favour"], row["base"], committee=self._committee
        )
        counts = f"tán thành {row['in_favour']}, không tán thành {row['against']}"
        return f"{row['text']} – {counts}, ý kiến khác {row['other']}; {result}"

    def enter(self, values: dict[str, Any]) -> None:
        """Enter a vote, or other counts for it."""
        for name in ("in_favour", "base"):
            if values[name] is None:
                words = "Hãy ghi số tán thành và số được biểu quyết."
                raise db.errors.RecordError(words, name)
        counts = (
            values["base"], values["in_favour"], values["against"] or 0, values["other"] or 0,
        )  # fmt: skip
        text = values["text"]
        if self.slip.number is None:
            work = partial(_vote, self.meeting, text, counts)
            self.session.perform("Thêm biểu quyết", work)
        else:
            again = partial(db.meetings.minutes.change_vote, self.slip.number, text, counts)
            self.session.perform("Sửa biểu quyết", again)

    def remove(self, number: int) -> None:
        """Take a vote away."""
        self.session.perform("Xóa biểu quyết", partial(db.meetings.minutes.remove_vote, number))

    def unsaved(self) -> str:
        """The vote that is not added."""
        if not self.slip.unsaved():
            return ""
        return f"Biểu quyết “{self.slip.named()}” chưa thêm vào biên bản."

    @Slot()
    def _tell(self) -> None:
        """Say what the counts typed so far come to."""
        typed = [self.slip.typed(name).strip() for name in ("in_favour", "base")]
        said = all(one.isdecimal() for one in typed) and not self._readonly
        self._result.setVisible(said)
        if said:
            words = ui.meetings.standing.vote_words(
                int(typed[0]), int(typed[1]), committee=self._committee
            )
            self._result.setText(words)


class Documents(Talk):
    """The documents that were used."""

    NAME, TITLE = "meetings.document", "Tài liệu, văn bản sử dụng"
    ADD, PUT = "Gắn văn bản", "Gắn văn bản khác"

    open_requested = Signal(str, int)

    def parts(self) -> list[ui.meetings.slip.Part]:
        """The document, by any part of its number and title."""
        self._known = dict[str, int]()
        editor = ui.fields.People(self._titles)
        words = "Gõ một phần số hoặc tên văn bản"
        return [ui.meetings.slip.Part("document", words, editor)]

    def words(self, row: dict[str, Any]) -> str:
        """A document, and whether it has its code."""
        return _titled(row["number"], row["title"]) + (" (có mã QR)" if row["qr_on"] else "")

    def enter(self, values: dict[str, Any]) -> None:
        """Enter that a document was used, in place of the one picked if any."""
        if values["document"] not in self._known:
            raise db.errors.RecordError("Hãy chọn văn bản trong danh sách: gõ một phần tên.")
        work = partial(_use, self.meeting, self._known[values["document"]], self.slip.number)
        self.session.perform("Gắn văn bản", work)

    def remove(self, number: int) -> None:
        """Take back that a document was used."""
        self.session.perform("Bỏ văn bản khỏi buổi", partial(_unlink, self.meeting, number))

    def unsaved(self) -> str:
        """A few letters of a title are nobody's loss."""
        return ""

    @Slot(int)
    def _pick(self, number: int) -> None:
        """A document is looked at where it lies once the minutes are approved."""
        if self._readonly:
            self.open_requested.emit("documents", number)
            return
        row = self._rows[number]
        name = _titled(row["number"], row["title"])
        self._rows[number] = {**row, "document": name}
        super()._pick(number)

    def _titles(self) -> list[str]:
        """Every document, the latest first."""
        found = db.base.rows(
            "SELECT id, number, title FROM documents WHERE deleted_on IS NULL"
            " ORDER BY date DESC NULLS LAST, id DESC"
        )
        self._known = {}
        for number, sign, title in found:
            self._known.setdefault(_titled(sign, title), number)
        return list(self._known)


def _titled(number: str, title: str) -> str:
    return f"{number}: {title}".removeprefix(": ")


def _contribute(meeting: int, member: int, text: str, moment: db.moments.Moment) -> None:
    db.meetings.minutes.contribute(db.meetings.get(meeting), member, text, moment)


def _vote(
    meeting: int, text: str, counts: db.meetings.minutes.Counts, moment: db.moments.Moment
) -> None:
    db.meetings.minutes.vote(db.meetings.get(meeting), text, counts, moment)


def _use(meeting: int, document: int, instead: int | None, moment: db.moments.Moment) -> None:
    record = db.meetings.get(meeting)
    if instead is not None and instead != document:
        db.meetings.steps.unlink_document(record, instead, moment)
    db.meetings.steps.use_document(record, document, moment)


def _unlink(meeting: int, document: int, moment: db.moments.Moment) -> None:
    db.meetings.steps.unlink_document(db.meetings.get(meeting), document, moment)
