"""Tasks: who must do what, by when, with which product, and how it went ("6 rõ, 1 xuyên suốt").

One lead body and one accountable person (Chỉ thị 09-CT/TU, mục 3). What happens to a task is kept
as dated facts (state changes, extensions, progress); state, due and day done beside them are their
outcome today, kept so that long lists can be sorted. Late, overdue and on time are never stored.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, ClassVar, Self

import peewee

import db.base
import db.errors
import db.members
import db.tasks.rules
import db.tasks.rules as task_rules  # for the tables: ``db.tasks`` is no part of ``db`` yet
import db.text

STATES = {
    "proposed": "đề xuất",
    "assigned": "đã giao",
    "in_progress": "đang thực hiện",
    "submitted": "đã trình, chờ duyệt",
    "done": "hoàn thành",
    "suspended": "tạm dừng",
    "cancelled": "đã hủy",
}
FLAGS = {
    "urgent": "cấp bách",
    "key": "trọng tâm",
    "hard": "khó, phức tạp",
    "new": "mới",
    "sensitive": "nhạy cảm",
    "led_by_head": "người đứng đầu trực tiếp chỉ đạo",
}


class Series(db.base.Record):
    """A recurring duty; it is no task itself, its occurrences are."""

    kind: ClassVar[str] = "series"

    code = db.base.Words(default="", verbose_name="Mã")
    work = db.base.Words(verbose_name="Việc")
    lead = db.base.Words(default="", verbose_name="Đầu mối chủ trì")
    accountable = db.base.Words(default="", verbose_name="Người chịu trách nhiệm")
    accountable_member = peewee.ForeignKeyField(db.members.Member, null=True)
    cooperating = db.base.Words(default="", verbose_name="Phối hợp")
    authority = db.base.Words(default="", verbose_name="Thẩm quyền")
    responsibility = db.base.Words(default="", verbose_name="Trách nhiệm")
    product = db.base.Words(default="", verbose_name="Sản phẩm")
    basis = db.base.Words(default="", verbose_name="Căn cứ")
    recurrence = peewee.TextField(verbose_name="Lặp lại")
    due_day = peewee.IntegerField(null=True, verbose_name="Hạn vào ngày")
    start = peewee.DateField(verbose_name="Từ ngày")
    end = peewee.DateField(null=True, verbose_name="Đến ngày")

    class Meta:
        table_name = "task_series"

    @classmethod
    def printed(cls, records: list[Self]) -> list[dict[str, Any]]:
        """Series as ``dump series`` prints them."""
        names = (*SHARED, "recurrence", "due_day", "start", "end")
        return [
            {**one.plain(*names), "accountable_member": one.__data__.get("accountable_member")}
            for one in records
        ]

    def search_entry(self) -> tuple[str, date | None, str]:
        """A series is found by what is to be done and by whom."""
        return self.work, self.start, f"{self.code} {self.accountable} {self.lead} {self.product}"


SHARED = (
    "code",
    "work",
    "lead",
    "accountable",
    "cooperating",
    "authority",
    "responsibility",
    "product",
    "basis",
)


class Task(db.base.Record):
    """One piece of work given to one body and one person."""

    kind: ClassVar[str] = "tasks"

    code = db.base.Words(default="", verbose_name="Mã")
    work = db.base.Words(verbose_name="Việc (rõ việc)")
    lead = db.base.Words(default="", verbose_name="Đầu mối chủ trì")
    accountable = db.base.Words(default="", verbose_name="Người chịu trách nhiệm (rõ người)")
    accountable_member = peewee.ForeignKeyField(db.members.Member, null=True)
    cooperating = db.base.Words(default="", verbose_name="Phối hợp")
    authority = db.base.Words(default="", verbose_name="Rõ thẩm quyền")
    responsibility = db.base.Words(default="", verbose_name="Rõ trách nhiệm")
    product = db.base.Words(default="", verbose_name="Rõ sản phẩm")
    basis = db.base.Words(default="", verbose_name="Căn cứ")
    grouping = db.base.Words(default="", verbose_name="Nhóm")
    first_due = peewee.DateField(null=True, verbose_name="Hạn đầu tiên")
    first_due_on = peewee.DateField(null=True)
    due_words = db.base.Words(default="", verbose_name="Hạn ghi bằng lời")
    due = peewee.DateField(null=True, verbose_name="Hạn (rõ thời gian)")
    series = peewee.ForeignKeyField(Series, null=True)
    recurrence = peewee.TextField(default="", verbose_name="Lặp lại")
    review_on = peewee.DateField(null=True, verbose_name="Ngày rà soát")
    assigned_on = peewee.DateField(null=True, verbose_name="Ngày giao")
    done_on = peewee.DateField(null=True, verbose_name="Ngày hoàn thành")
    state = peewee.TextField(verbose_name="Trạng thái")
    outcome = db.base.Words(default="", verbose_name="Kết quả, sản phẩm đã có")
    cause = db.base.Words(default="", verbose_name="Nguyên nhân chậm")
    cause_body = db.base.Words(default="", verbose_name="Tổ chức chịu trách nhiệm")
    cause_person = db.base.Words(default="", verbose_name="Cá nhân chịu trách nhiệm")
    cause_until = peewee.DateField(null=True, verbose_name="Báo cáo bổ sung trước ngày")
    handling = db.base.Words(default="", verbose_name="Hướng xử lý")
    flags = db.base.ListField(default=[])
    source_kind = peewee.TextField(null=True)
    source_id = peewee.IntegerField(null=True)
    # Vietnamese order for lists: sorted by SQL, kept beside the words they are made of.
    work_sort = peewee.TextField(default="")
    accountable_sort = peewee.TextField(default="")

    class Meta:
        table_name = "tasks"
        # What a list asks for stands in one index per order (db.tasks.listing), and the words that
        # are missing in two of their own.
        indexes = (
            *(
                (("deleted_on", first, "state", "accountable"), False)
                for first in ("due", "work_sort", "accountable_sort", "assigned_on")
            ),
            peewee.SQL(
                'CREATE INDEX "tasks_unclear" ON "tasks" ("deleted_on", "state", "due")'
                f" WHERE {task_rules.UNCLEAR_SQL}"
            ),
            peewee.SQL(
                'CREATE INDEX "tasks_lacking" ON "tasks" ("deleted_on", "due", "state")'
                f" WHERE {task_rules.LACKING_SQL}"
            ),
        )

    @classmethod
    def printed(cls, records: list[Self]) -> list[dict[str, Any]]:
        """Tasks with their facts."""
        return [read(f"WHERE id = {int(record.id)}")[0] for record in records]

    def search_entry(self) -> tuple[str, date | None, str]:
        """A task is found by code, work, people, product and basis."""
        return self.work, self.assigned_on, search_words(self.__data__)


class StateChange(db.base.Table):
    """A change of state, with the day it happened."""

    id = db.base.Id()
    task = peewee.ForeignKeyField(Task, index=True)
    on = peewee.DateField()
    state = peewee.TextField()
    at = peewee.TextField()

    class Meta:
        table_name = "task_states"
        # Both ways: whether a task changed after a day, and which tasks did.
        indexes = ((("task", "on"), False), (("on", "task"), False))


class Extension(db.base.Table):
    """A new due, with the day it was decided and by whom; kept even where it came too late."""

    id = db.base.Id()
    task = peewee.ForeignKeyField(Task, index=True)
    made_on = peewee.DateField()
    old = peewee.DateField()
    new = peewee.DateField()
    reason = db.base.Words(default="")
    allowed_by = db.base.Words(default="")
    basis = db.base.Words(default="")
    at = peewee.TextField()

    class Meta:
        table_name = "task_extensions"


class Progress(db.base.Table):
    """How far a task was on a day."""

    id = db.base.Id()
    task = peewee.ForeignKeyField(Task, index=True)
    on = peewee.DateField()
    percent = peewee.IntegerField(null=True)
    text = db.base.Words(default="")
    at = peewee.TextField()

    class Meta:
        table_name = "task_progress"


def search_words(fields: dict[str, Any]) -> str:
    """The words a task is found by besides its work."""
    names = ("code", "accountable", "lead", "product", "basis", "cooperating", "outcome")
    return " ".join(str(fields.get(name) or "") for name in names)


COLUMNS = (
    "id",
    *SHARED,
    "grouping",
    "due",
    "first_due",
    "first_due_on",
    "due_words",
    "series_id",
    "recurrence",
    "review_on",
    "assigned_on",
    "done_on",
    "state",
    "outcome",
    "cause",
    "cause_body",
    "cause_person",
    "cause_until",
    "handling",
    "flags",
    "accountable_member_id",
    "source_kind",
    "source_id",
    "entered_at",
    "deleted_on",
)
FACTS = {  # the columns of the tables task_states, task_extensions and task_progress
    "states": ("on", "state", "at"),
    "extensions": ("made_on", "old", "new", "reason", "allowed_by", "basis", "at"),
    "progress": ("on", "percent", "text", "at"),
}


def read(where: str = "") -> list[dict[str, Any]]:
    """Tasks as ``dump`` prints them, chosen by ``where`` (our own SQL, never a person's words)."""
    rows = db.base.rows(f"SELECT {', '.join(COLUMNS)} FROM tasks {where} ORDER BY id")  # noqa: S608 - our own words
    ids = [row[0] for row in rows] if where else None
    states = _facts("states", ids)
    extensions = _facts("extensions", ids)
    progress = _facts("progress", ids)
    found = []
    for row in rows:
        record = dict(zip(COLUMNS, row, strict=True))
        record["flags"] = json.loads(record["flags"])
        record["series"] = record.pop("series_id")
        record["accountable_member"] = record.pop("accountable_member_id")
        kind, number = record.pop("source_kind"), record.pop("source_id")
        record["source"] = {"kind": kind, "id": number} if kind else None
        record["states"] = states.get(record["id"], [])
        record["extensions"] = extensions.get(record["id"], [])
        record["progress"] = progress.get(record["id"], [])
        found.append(record)
    return found


def _facts(facts: str, ids: list[int] | None) -> dict[int, list[dict[str, Any]]]:
    """The dated ``facts`` (see FACTS) by task, in order of entry; ``ids`` None means all tasks."""
    names = FACTS[facts]
    columns = ", ".join(f'"{name}"' for name in names)
    where, values = "", []
    if ids is not None:  # as one value: SQL takes no more than so many
        where, values = "WHERE task_id IN (SELECT value FROM json_each(?))", [json.dumps(ids)]
    found: dict[int, list[dict[str, Any]]] = {}
    sql = f"SELECT task_id, {columns} FROM task_{facts} {where} ORDER BY id"  # noqa: S608 - our own words
    for row in db.base.rows(sql, *values):
        found.setdefault(row[0], []).append(dict(zip(names, row[1:], strict=True)))
    return found


def dump() -> list[dict[str, Any]]:
    """Every task and occurrence, the recycle bin included."""
    return read()


def dump_series() -> list[dict[str, Any]]:
    """Every series, the recycle bin included."""
    return Series.printed(list(Series.select().order_by(Series.id)))


DEFAULTS: dict[str, Any] = {
    **dict.fromkeys((*SHARED, "grouping", "due_words", "recurrence", "outcome"), ""),
    **dict.fromkeys(("cause", "cause_body", "cause_person", "handling"), ""),
    **dict.fromkeys(("series", "review_on", "cause_until", "accountable_member")),
    **dict.fromkeys(("source_kind", "source_id")),
    "flags": [],
}


def derived(record: dict[str, Any]) -> dict[str, Any]:
    """Where the facts of a task lead: state, first assignment, due in force, day done."""
    changes = db.tasks.rules.ordered(record["states"])
    last = changes[-1]["on"] if changes else ""
    run = db.tasks.rules.run_on(changes, last)
    state, since = run or ("proposed", "")
    due, _ = db.tasks.rules.due_on(record, changes, "9999-12-31")
    return {
        "state": state,
        "assigned_on": db.tasks.rules.assigned_on(changes),
        "due": due,
        "done_on": since if state == "done" else None,
    }


def sort_keys(work: str, accountable: str) -> dict[str, str]:
    """The columns that put tasks in Vietnamese order by work and by given name."""
    return {
        "work_sort": db.text.sort_key(work[:_SORTED_LETTERS]),
        "accountable_sort": db.text.person_key(accountable[:_SORTED_LETTERS]),
    }


_SORTED_LETTERS = 40  # enough to tell works apart in a list; keys are three times as long


def get(number: int) -> Task:
    """The task with that id.

    Raises:
        db.errors.RecordError: there is none.
    """
    task: Task | None = Task.get_or_none(Task.id == number)
    if task is None:
        raise db.errors.RecordError(f"Không có nhiệm vụ số {number} trong sổ; hãy kiểm tra lại số.")
    return task


def read_one(number: Any) -> dict[str, Any]:
    """One task with its facts, as ``dump`` prints it."""
    return read(f"WHERE id = {int(number)}")[0]
