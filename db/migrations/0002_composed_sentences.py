"""What the composed text said when a person put their own words in its place (frozen)."""

from __future__ import annotations

from typing import Any


def up(_migrator: Any, database: Any) -> None:
    """Add the column; of sentences edited before nobody knows it."""
    database.execute_sql('ALTER TABLE "report_sentences" ADD COLUMN "composed" TEXT')
