"""The first tables of the book (the SQL beside this file; frozen)."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def up(_migrator: Any, database: Any) -> None:
    """Make the tables."""
    script = Path(__file__).with_suffix(".sql").read_text("utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            database.execute_sql(statement)
