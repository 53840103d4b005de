from __future__ import annotations

from pathlib import Path

import pytest

import db.base
import db.history
import db.kinds
import db.purging
import db.reports
import tests.db.everything

pytestmark = pytest.mark.usefixtures("book")
KINDS: dict[str, type[db.base.Record]] = {**db.purging.RECORDS, "reports": db.reports.Report}


def test_a_record_printed_alone_is_as_it_is_among_all(tmp_path: Path) -> None:
    tests.db.everything.happen(tmp_path)
    for kind, table in KINDS.items():
        alone = [db.history.printed(record) for record in table.select().order_by(table.id)]
        assert alone == db.kinds.dump(kind)
        assert len(alone) > 1 or kind == "series"


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_printed_alone_reads_no_whole_table(kind: str, tmp_path: Path) -> None:
    tests.db.everything.happen(tmp_path)
    record = KINDS[kind].select().order_by(KINDS[kind].id.desc()).get()
    asked: list[str] = []
    connection = db.base.database.connection()
    connection.set_trace_callback(asked.append)
    try:
        db.history.printed(record)
    finally:
        connection.set_trace_callback(None)
    plans = [db.base.rows(f"EXPLAIN QUERY PLAN {sql}") for sql in asked if "SELECT" in sql]
    assert plans
    steps = [str(step[3]) for plan in plans for step in plan]
    scanned = [step for step in steps if step.startswith("SCAN")]
    assert [step for step in scanned if "json_each" not in step] == []  # a list that was given
