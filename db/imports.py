"""Imports: what came in with one workbook, taken back as one, and what the reader learned."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import peewee

import db.base
import db.errors
import db.history
import db.members
import db.moments
import db.search
import db.tasks
import db.text

_TABLES = {"tasks": db.tasks.Task, "members": db.members.Member, "series": db.tasks.Series}


class Import(db.base.Table):
    """One workbook that was read into the book, with the records it made."""

    id = db.base.Id()
    file = db.base.Words()
    sha256 = peewee.TextField()
    made = db.base.Words()
    at = peewee.TextField()
    who = db.base.Words()
    undone_at = peewee.TextField(null=True)

    class Meta:
        table_name = "imports"


class Learned(db.base.Table):
    """What a person told the reader once: a heading or a word, folded, and what it means."""

    id = db.base.Id()
    use = peewee.TextField()
    folded = peewee.TextField()
    meaning = db.base.Words()

    class Meta:
        table_name = "learned_words"
        indexes = ((("use", "folded"), True),)


@dataclass(frozen=True)
class Last:
    """The import that ``undo`` would take back: its file, its instant, the ids of each kind.

    ``hindrance`` is the sentence why it cannot be taken back, "" where it can.
    """

    number: int
    file: str
    at: str
    made: dict[str, list[int]]
    hindrance: str


def enter(
    file: tuple[str, str], made: Mapping[str, Sequence[int]], moment: db.moments.Moment
) -> int:
    """Enter that a workbook (name, SHA-256) made records; inside the import's transaction.

    Running an import is the tick "không thuộc bí mật nhà nước" for all its rows (design 3); the
    history row says so.
    """
    ids = {kind: list(numbers) for kind, numbers in made.items() if numbers}
    one = Import.create(
        file=file[0],
        sha256=file[1],
        made=db.base.canonical(ids),
        at=moment.at,
        who=moment.who,
    )
    after = {"file": file[0], "sha256": file[1], "made": ids, "not_secret": True}
    number = int(str(one.id))
    db.history.enter(moment, [db.history.Change("imports", number, "import", None, after)])
    return number


def last() -> Last | None:
    """The last import not yet taken back, or None."""
    found: Import | None = (
        Import.select().where(Import.undone_at.is_null()).order_by(Import.id.desc()).first()
    )
    if found is None:
        return None
    made: dict[str, list[int]] = json.loads(found.made)
    changed = _changed(made)
    hindrance = (
        f"Đã có {changed} hồ sơ của lần nhập “{found.file}” được sửa hoặc dùng sau đó "
        "nên không hoàn tác cả lần nhập được; hãy xóa từng hồ sơ."
        if changed
        else ""
    )
    return Last(int(str(found.id)), str(found.file), str(found.at), made, hindrance)


def undo(moment: db.moments.Moment, number: int | None = None) -> dict[str, list[int]]:
    """Take back the last import not yet taken back, whole; returns the ids that are gone.

    With ``number`` it must be that one: a person takes back what they have before them.

    Raises:
        db.errors.RecordError: there is none, another came since, or a record of it was changed.
    """
    found = last()
    if found is None:
        raise db.errors.RecordError("Không có lần nhập nào để hoàn tác.")
    why_not = hindrance(found.number if number is None else number, found)
    if why_not:
        raise db.errors.RecordError(why_not)
    with db.base.transaction():
        for kind in ("tasks", "series", "members"):
            _remove(kind, found.made.get(kind, []), moment)
        Import.update(undone_at=moment.at).where(Import.id == found.number).execute()
        change = db.history.Change("imports", found.number, "undo", found.made, None)
        db.history.enter(moment, [change])
    return found.made


def hindrance(number: int, found: Last | None) -> str:
    """Why the import ``number`` cannot be taken back where ``found`` is the last, or ""."""
    if found is None or found.number < number:
        return "Lần nhập này đã được hoàn tác; dữ liệu của lần nhập không còn trong sổ."
    if found.number > number:
        return f"Sau lần nhập này còn lần nhập “{found.file}”; hãy hoàn tác lần ấy trước."
    return found.hindrance


def _changed(made: dict[str, list[int]]) -> int:
    """How many records of an import have a later history, or are referred to by others."""
    found = 0
    for kind, ids in made.items():
        marks = ", ".join("?" * len(ids))
        found += db.base.rows(
            "SELECT count(*) FROM (SELECT record FROM history"  # noqa: S608 - our own words
            f" WHERE kind = ? AND record IN ({marks}) GROUP BY record HAVING count(*) > 1)",
            kind,
            *ids,
        )[0][0]
    members, tasks = made.get("members", []), made.get("tasks", [])
    for table, column, ids in (
        ("meeting_attendance", "member_id", members),
        ("meeting_contributions", "member_id", members),
        ("tasks", "accountable_member_id", members),
        ("task_series", "accountable_member_id", members),
        ("meeting_conclusion_tasks", "task_id", tasks),
    ):
        marks = ", ".join("?" * len(ids))
        found += db.base.rows(
            f"SELECT count(DISTINCT {column}) FROM {table} WHERE {column} IN ({marks})",  # noqa: S608 - our own words
            *ids,
        )[0][0]
    series, marks = made.get("series", []), ", ".join("?" * len(tasks))
    for number in series:
        found += db.base.rows(
            f"SELECT count(*) FROM tasks WHERE series_id = ? AND id NOT IN ({marks})",  # noqa: S608 - our own words
            number,
            *tasks,
        )[0][0]
    return found


def _remove(kind: str, ids: list[int], moment: db.moments.Moment) -> None:
    """Take records out of the book; their history stays and says so."""
    table = _TABLES[kind]
    records = [table.get_by_id(number) for number in ids]
    changes = [
        db.history.Change(kind, number, "undo import", table.printed([record])[0], None)
        for number, record in zip(ids, records, strict=True)
    ]
    marks = ", ".join("?" * len(ids))
    for facts, column in _FACTS[kind]:
        db.base.database.execute_sql(f"DELETE FROM {facts} WHERE {column} IN ({marks})", ids)  # noqa: S608 - our own words
    for number in ids:
        db.search.forget(kind, number)
    db.base.database.execute_sql(
        f"DELETE FROM {table._meta.table_name} WHERE id IN ({marks})",  # noqa: S608, SLF001 - peewee's own place for it
        ids,
    )
    db.history.enter(moment, changes)


_FACTS = {
    "tasks": [
        ("task_states", "task_id"),
        ("task_extensions", "task_id"),
        ("task_progress", "task_id"),
    ],
    "series": [],
    "members": [
        ("member_posts", "member_id"),
        ("member_exemptions", "member_id"),
        ("member_stays", "member_id"),
    ],
}


def learned() -> dict[str, dict[str, str]]:
    """What the reader learned: by use ("headings", "words", "people"), folded words to meaning."""
    found: dict[str, dict[str, str]] = {}
    for use, folded, meaning in db.base.rows("SELECT use, folded, meaning FROM learned_words"):
        found.setdefault(use, {})[folded] = meaning
    return found


def learn(taught: Mapping[str, Mapping[str, str]]) -> None:
    """Keep what a person said a heading or a word means, for the next workbook."""
    with db.base.transaction():
        for use, words in taught.items():
            for word, meaning in words.items():
                db.base.database.execute_sql(
                    "INSERT OR REPLACE INTO learned_words (use, folded, meaning) VALUES (?, ?, ?)",
                    (use, db.text.fold(word), db.text.nfc(meaning)),
                )
