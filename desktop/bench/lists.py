"""The list of all tasks: opened, sorted, filtered. Floor: the SQL alone."""

from __future__ import annotations

from collections.abc import Iterator

import db.base
import db.tasks.adding
import db.tasks.listing
import desktop.bench.invented
import desktop.bench.measuring
import desktop.bench.stage
import ui.table.model

PAGE = ui.table.model.PAGE  # rows a window reads at a time
_LIMIT = desktop.bench.measuring.Limit(plus=100)


def fill(size: desktop.bench.stage.Size) -> None:
    """Enter the tasks."""
    drafts = list(desktop.bench.invented.drafts(size.tasks))
    db.tasks.adding.take_in(drafts, desktop.bench.invented.MOMENT, not_secret=True)


def pairs(stage: desktop.bench.stage.Stage) -> Iterator[desktop.bench.measuring.Pair]:
    """Every way to look at the list."""
    everything = db.tasks.listing.ALL
    done = db.tasks.listing.Filters(states=frozenset({"done"}))
    person = db.tasks.listing.Filters(accountable=desktop.bench.invented.people()[7])
    words = db.tasks.listing.Filters(text="nghị quy")
    listed = f"danh sách {stage.size.tasks:,} nhiệm vụ".replace(",", ".")
    with stage.book("tasks", fill):
        for what, order, filters, floor in (
            (f"mở {listed}, xếp theo hạn", "due", everything, floor_by_due),
            (f"xếp {listed} theo tên việc", "work", everything, floor_by_work),
            (f"xếp {listed} theo tên người", "accountable", everything, floor_by_person),
            (f"lọc {listed}: đã hoàn thành", "due", done, floor_done),
            (f"lọc {listed}: một người", "due", person, floor_of_a_person),
            (f"lọc {listed}: “nghị quy…”", "due", words, floor_with_words),
        ):
            yield desktop.bench.measuring.Pair(what, _ours(order, filters), floor, _LIMIT)


def _ours(order: str, filters: db.tasks.listing.Filters) -> desktop.bench.measuring.Work:
    """What a window asks for to show a list: all ids, the first page, how many in each state."""

    def ours() -> object:
        ids = db.tasks.listing.ids(order, filters)
        page = db.tasks.listing.rows(ids[:PAGE], desktop.bench.invented.TODAY)
        return ids, page, db.tasks.listing.counts(filters)

    return ours


def floor_by_due() -> object:
    """The SQL of the list by due, fetched and nothing more."""
    return fetched("1", "due")


def floor_by_work() -> object:
    """The SQL of the list by its key of Vietnamese order, fetched and nothing more."""
    return fetched("1", "work_sort")


def floor_by_person() -> object:
    """The SQL of the list by the key of the given name, fetched and nothing more."""
    return fetched("1", "accountable_sort")


def floor_done() -> object:
    """The SQL of the tasks done, fetched and nothing more."""
    return fetched("state = 'done'", "due")


def floor_of_a_person() -> object:
    """The SQL of one person's tasks, fetched and nothing more."""
    return fetched("accountable = ?", "due", desktop.bench.invented.people()[7])


def floor_with_words() -> object:
    """The SQL of the tasks that hold words, through the full-text index; fetched, nothing more."""
    match = "id IN (SELECT rowid % 1000000000 FROM search_words WHERE search_words MATCH ?)"
    return fetched(match, "due", 'folded : ("nghi" "quy"*)')


def fetched(where: str, order: str, *values: str) -> object:
    """Ids in order, the rows of the first page, the number in each state: three questions."""
    execute = db.base.database.connection().execute
    held = f"FROM tasks WHERE deleted_on IS NULL AND {where}"
    by = f"ORDER BY {order} NULLS LAST, id"
    page = f"(SELECT id {held} {by} LIMIT {PAGE})"
    return (
        execute(f"SELECT id {held} {by}", values).fetchall(),
        execute(f"SELECT * FROM tasks WHERE id IN {page}", values).fetchall(),  # noqa: S608 - as above
        execute(f"SELECT state, count(*) {held} GROUP BY state", values).fetchall(),
    )
