"""Indexes for counts over long lists: tasks that lack words, changes of state by day (frozen)."""

from __future__ import annotations

from typing import Any

_UNCLEAR = (
    "work = '' OR lead = '' OR accountable = '' OR authority = '' OR responsibility = ''"
    " OR product = '' OR (due IS NULL AND recurrence = '')"
)
_LACKING = "cause = '' OR cause_body = '' OR cause_person = ''"
_STEPS = (
    f'CREATE INDEX "tasks_unclear" ON "tasks" ("deleted_on", "state", "due") WHERE {_UNCLEAR}',
    f'CREATE INDEX "tasks_lacking" ON "tasks" ("deleted_on", "due", "state") WHERE {_LACKING}',
    'CREATE INDEX "task_states_task_id_on" ON "task_states" ("task_id", "on")',
    'CREATE INDEX "task_states_on_task_id" ON "task_states" ("on", "task_id")',
)


def up(_migrator: Any, database: Any) -> None:
    """Make them; nothing that is stored changes."""
    for step in _STEPS:
        database.execute_sql(step)
