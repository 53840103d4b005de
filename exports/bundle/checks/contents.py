"""Checks of the snapshot: in its one form, of this report, complete and at one with itself."""

from __future__ import annotations

from collections.abc import Iterator

import db.figures
import exports.bundle.checks.case
import exports.bundle.container
import exports.bundle.manifest
import exports.bundle.snapshot
import exports.figures
import exports.issuing
import exports.paper.content

Fault = exports.bundle.container.Fault
Case = exports.bundle.checks.case.Case

_SNAPSHOT = exports.bundle.snapshot.PATH
_CLASSES = (
    "tasks_done",
    "tasks_cancelled",
    "tasks_overdue",
    "tasks_suspended",
    "tasks_open_in_time",
    "tasks_without_date",
)
# Each sum and its parts, as design 4 defines them.
_SUMS = {
    "tasks_in_period": (_CLASSES, ("tasks_carried_over", "tasks_new")),
    "tasks_done": (("tasks_done_on_time", "tasks_done_late", "tasks_done_without_date"),),
}


def snapshot_is_in_its_one_form(case: Case) -> Iterator[Fault]:
    """``so-lieu.json`` is the canonical JSON of what it says."""
    snapshot = case.snapshot
    if snapshot and exports.bundle.snapshot.write(snapshot) != case.contents[_SNAPSHOT]:
        yield Fault(_SNAPSHOT, "Không giống hệt như chương trình đã ghi.")


def snapshot_is_of_this_report(case: Case) -> Iterator[Fault]:
    """Unit, period, days, kind and number are those of the manifest."""
    manifest, snapshot = case.manifest, case.snapshot
    if manifest is None or snapshot is None:
        return
    for name in ("unit", "period", "first", "last", "opening", "cutoff", "kind", "number"):
        if getattr(manifest, name) != getattr(snapshot, name):
            yield Fault(_SNAPSHOT, "Không cùng đơn vị, kỳ hoặc số bản với danh mục của hồ sơ.")
            return


def every_document_has_its_paper(case: Case) -> Iterator[Fault]:
    """Each entry belongs to one PDF, the report's is the first, and names what its content says."""
    if case.snapshot is None or case.manifest is None:
        return
    documents = case.snapshot.documents
    listed = sorted(file.entry for file in case.manifest.files if file.entry is not None)
    if listed != list(range(len(documents))) or case.report is None or case.report.entry != 0:
        yield Fault(_SNAPSHOT, "Danh sách văn bản không khớp các tệp PDF của hồ sơ.")
    for file, document in case.papers:
        if not _names_itself(case, document):
            yield Fault(file.path, "Số, ngày hoặc loại văn bản không khớp nội dung số liệu gốc.")


def _names_itself(case: Case, document: exports.bundle.snapshot.Document) -> bool:
    """Whether type, number, day and title of an entry are those of the paper in it."""
    try:
        paper = case.paper_of(document)
    except ValueError:
        return False
    return exports.issuing.entry_of(paper) == exports.bundle.snapshot.entry_of(document)


def records_are_those_counted(case: Case) -> Iterator[Fault]:
    """The tasks are just those counted in the period, and each counted meeting is there."""
    if case.snapshot is None or "tasks_in_period" not in case.figures:
        return
    tasks = [_id(task) for task in case.snapshot.tasks]
    if tasks != case.figures["tasks_in_period"].ids:
        yield Fault(_SNAPSHOT, "Danh sách nhiệm vụ không khớp số nhiệm vụ trong kỳ.")
    meetings = {_id(meeting) for meeting in case.snapshot.meetings}
    for name in ("meetings_regular", "meetings_thematic"):
        if name in case.figures and not set(case.figures[name].ids) <= meetings:
            yield Fault(_SNAPSHOT, "Danh sách buổi sinh hoạt không khớp số buổi trong kỳ.")


def _id(record: object) -> object:
    return record.get("id") if isinstance(record, dict) else None


def figures_add_up(case: Case) -> Iterator[Fault]:
    """Every figure there is, no other; sums are sums, and percentages those of their parts."""
    if case.snapshot is None:
        return
    figures = case.figures
    if figures.keys() != exports.figures.labels(case.snapshot.version).keys():
        yield Fault(_SNAPSHOT, "Thiếu hoặc thừa số liệu.")
        return
    for name, figure in figures.items():
        if figure.base_ids is not None:
            if figure.value != db.figures.percent(figure.part or 0, figure.whole or 0):
                yield Fault(_SNAPSHOT, f"Tỷ lệ “{name}” không khớp tử số, mẫu số.")
        elif len(figure.ids) > (figure.value or 0):
            yield Fault(_SNAPSHOT, f"Số liệu “{name}” nhỏ hơn số bản ghi của nó.")
    for name, ways in _SUMS.items():
        for parts in ways:
            if figures[name].value != sum(figures[part].value or 0 for part in parts):
                yield Fault(_SNAPSHOT, f"Số liệu “{name}” không bằng tổng các phần của nó.")


def report_prints_the_figures(case: Case) -> Iterator[Fault]:
    """The report's table of figures, in the order of the contract, prints what the snapshot has."""
    paper = case.report_paper
    if paper is None or case.report is None:
        return
    last = paper.annexes[-1].blocks if paper.annexes else ()
    tables = [block for block in last if isinstance(block, exports.paper.content.Table)]
    rows = tables[0].rows if len(tables) == 1 else ()
    labels = exports.figures.labels(case.snapshot.version if case.snapshot else 0)
    if len(rows) != len(labels):
        yield Fault(case.report.path, "Báo cáo thiếu bảng số liệu.")
        return
    for row, name in zip(rows, labels, strict=True):
        figure = case.figures.get(name)
        if figure is None or row[-2:] != (
            exports.figures.shown(figure),
            exports.figures.base(figure),
        ):
            yield Fault(case.report.path, f"Bảng số liệu của báo cáo không ghi đúng “{name}”.")
