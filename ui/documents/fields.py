"""The fields of a document that stand both in a new one and in one of the book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import db.documents
import db.documents.listing
import ui.fields
import ui.form
import ui.session


def today(session: ui.session.Session) -> date:
    """The day it is, for fields that ask when they are read."""
    return session.today


def plain(session: ui.session.Session) -> tuple[ui.form.Field, ...]:
    """What a document says of itself, the title first."""
    document, field = db.documents.Document, ui.form.Field.of
    directions = {key: words.capitalize() for key, words in db.documents.DIRECTIONS.items()}
    day = partial(today, session)
    return (
        field(document.title),
        field(document.direction, partial(ui.fields.Choice, directions)),
        field(document.number, wide=False, help="Ví dụ: 17-HD/ĐU"),
        field(document.date, partial(ui.fields.Day, day, ahead=False), wide=False),
        field(document.issuer, partial(ui.fields.People, _used("issuer"), free=True), wide=False),
        field(
            document.type,
            partial(ui.fields.People, _used("type"), free=True),
            wide=False,
            help="Ví dụ: Nghị quyết, Kế hoạch, Tài liệu",
        ),
        field(document.status, wide=False, help="Ví dụ: còn hiệu lực, thay bằng 20-HD/ĐU"),
        field(
            document.date_words,
            wide=False,
            help="Chỉ ghi khi văn bản không có ngày đủ, ví dụ: tháng 5/2026",
        ),
    )


def _used(column: str) -> Callable[[], list[str]]:
    """Where a field takes what was written in ``column`` of documents before."""
    return partial(db.documents.listing.used, column)
