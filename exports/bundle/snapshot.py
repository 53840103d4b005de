"""The frozen snapshot: what was reported, as data anybody can read (``du-lieu/so-lieu.json``).

Canonical JSON: UTF-8, sorted keys, no spaces, NFC; the digest in a paper's QR code is that of its
entry in ``documents``. Nothing random and nothing of the signers is in it, so that the same
records give the same bytes. Of people it holds what the tasks name; attendance and what members
said stay in the minutes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import db.errors
import db.figures
import db.meetings
import db.reports
import db.tasks
import exports.bundle.manifest
import exports.bundle.records
import exports.issuing
import exports.qr

PATH = "du-lieu/so-lieu.json"
SCHEMA, VERSION = "sochibo/so-lieu", 1
_LARGEST, _LARGEST_PAPER = 24 << 20, 2 << 20  # bytes; a paper of 2 MB has some 400 pages
_MEETING = ("id", "title", "kind", "held_on", "number", "approved_on")


@dataclasses.dataclass(frozen=True)
class Document:
    """One paper as data, an entry of exports.issuing: type code, number, ISO day or "", title.

    With ``content``, the entry of exports.paper, the paper can be drawn again.
    """

    type: str
    number: str
    date: str
    title: str
    content: dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Snapshot:
    """What ``so-lieu.json`` says; figures as ``figures`` prints them, tasks as ``dump`` does."""

    schema: str
    version: int
    unit: exports.bundle.manifest.Unit
    period: str
    first: str
    last: str
    opening: str
    cutoff: str
    kind: str
    number: int
    figures: dict[str, Any]
    tasks: list[Any]
    series: list[Any]
    meetings: list[Any]
    documents: tuple[Document, ...]


_KEYS = {"first": "from", "last": "to"}


def write(snapshot: Snapshot) -> bytes:
    """``so-lieu.json``."""
    body = {
        _KEYS.get(field.name, field.name): getattr(snapshot, field.name)
        for field in dataclasses.fields(snapshot)
    }
    body["unit"] = dataclasses.asdict(snapshot.unit)
    body["documents"] = [entry_of(document) for document in snapshot.documents]
    return exports.qr.canonical(body)


def read(data: bytes) -> Snapshot:
    """What ``so-lieu.json`` says; ``ValueError`` with a Vietnamese reason if it is none."""
    if len(data) > _LARGEST:
        raise ValueError("Tệp lớn bất thường.")
    renamed = exports.bundle.records.named(data, SCHEMA, VERSION, _KEYS)
    snapshot: Snapshot = exports.bundle.records.build(Snapshot, renamed)
    for name, figure in snapshot.figures.items():
        figure_of(name, figure)
    for document in snapshot.documents if len(data) > _LARGEST_PAPER else ():
        if len(exports.qr.canonical(document.content)) > _LARGEST_PAPER:
            raise ValueError("Nội dung văn bản lớn bất thường.")
    return snapshot


def entry_of(document: Document) -> dict[str, Any]:
    """The entry of a paper: what the digest in its QR code is taken of."""
    return {field.name: getattr(document, field.name) for field in dataclasses.fields(document)}


def document_of(entry: object) -> Document:
    """The paper an entry stands for; ``ValueError`` if it is none."""
    document: Document = exports.bundle.records.build(Document, entry)
    return document


def qr_text(document: Document) -> str:
    """What the QR code on a paper says (design 6); ``ValueError`` if no code can say it."""
    try:
        return exports.issuing.code_of(entry_of(document))
    except db.errors.RecordError as error:
        raise ValueError(str(error)) from error


def figure_of(name: str, printed: Any) -> db.figures.Figure:
    """A figure as it was printed; ``ValueError`` if it is none."""
    counted = {"value", "ids"}
    if not isinstance(printed, dict) or printed.keys() not in (
        counted,
        counted | {"part", "whole", "base_ids"},
    ):
        raise ValueError(f"Số liệu “{name[:40]}” không đúng mẫu.")
    kinds = {"value": (int, float, type(None)), "part": (int,), "whole": (int,)}
    for key, value in printed.items():
        expected = kinds.get(key, (list,))
        if type(value) not in expected:
            raise ValueError(f"Số liệu “{name[:40]}” không đúng mẫu.")
    return db.figures.Figure(**printed)


def tasks_of(figures: Mapping[str, db.figures.Figure]) -> list[dict[str, Any]]:
    """The tasks in the period, as ``dump`` prints them, in the order of their ids."""
    inside = set(figures["tasks_in_period"].ids)
    return [task for task in db.tasks.dump() if task["id"] in inside]


def series_of(tasks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The series that the tasks belong to."""
    wanted = {task["series"] for task in tasks}
    return [one for one in db.tasks.dump_series() if one["id"] in wanted]


def meetings_of(span: db.reports.Window) -> list[dict[str, Any]]:
    """The meetings held inside, without anybody's name: how many came, how many conclusions."""
    first, last = span.opening.isoformat(), span.cutoff.isoformat()
    return [
        {
            **{name: meeting[name] for name in _MEETING},
            "present": sum(one["status"] == "present" for one in meeting["attendance"]),
            "conclusions": [one["id"] for one in meeting["conclusions"]],
            "documents": meeting["documents"],
        }
        for meeting in db.meetings.dump()
        if meeting["held_on"] is not None
        and first <= meeting["held_on"] <= last
        and (meeting["deleted_on"] is None or meeting["deleted_on"] > last)
    ]
