"""What a form is made from: the description of one field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import peewee

import db.base
import ui.fields.base as bases
import ui.fields.choice as choices
import ui.fields.lines as line_fields
import ui.fields.long as long_texts
import ui.fields.text as texts


@dataclass(frozen=True)
class Field:
    """One field of a form; ``wide`` False lets it share a line with another where there is room."""

    name: str
    label: str
    editor: Callable[[], bases.Editor] = texts.Line
    required: bool = False
    help: str = ""
    wide: bool = True

    @classmethod
    def of(
        cls,
        column: peewee.Field,
        editor: Callable[[], bases.Editor] | None = None,
        **more: Any,
    ) -> Self:
        """The field of a table's column: its label, its kind, and whether it may be empty.

        Raises:
            ValueError: the column has no label, or an editor must be named (a day asks for today).
        """
        label = more.pop("label", None) or column.verbose_name
        if not label:
            raise ValueError(f"{column.name} has no verbose_name")
        more.setdefault("required", not column.null and column.default is None)
        return cls(str(column.name), str(label), editor or _editor_of(column), **more)


def _editor_of(column: peewee.Field) -> Callable[[], bases.Editor]:
    """The editor for a column of its type."""
    kinds: tuple[tuple[type[peewee.Field], Callable[[], bases.Editor]], ...] = (
        (db.base.ListField, line_fields.Lines),
        (peewee.BooleanField, partial(choices.Tick, str(column.verbose_name))),
        (peewee.IntegerField, texts.Whole),
        (db.base.Words, long_texts.Paragraph),
        (peewee.TextField, texts.Line),
    )
    for kind, editor in kinds:
        if isinstance(column, kind) and not isinstance(column, peewee.ForeignKeyField):
            return editor
    raise ValueError(f"name an editor for {column.name}")
