"""Checks of the workbook: nothing active or hidden in it, and the same figures and rows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import db.unit
import exports.bundle.checks.case
import exports.bundle.container
import exports.bundle.manifest
import exports.figures
import exports.paper.content
import exports.signing.findings
import exports.workbook

Fault = exports.bundle.container.Fault
Case = exports.bundle.checks.case.Case

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/workbook\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/styles\.xml|xl/theme/theme1\.xml|xl/sharedStrings\.xml"
    r"|xl/worksheets/sheet[1-9]\d?\.xml"
)
# What a sheet of sums has no use for: formulas, links, drawings, programs, foreign files.
_ACTIVE = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<(?:\w+:)?(?:f|hyperlink|drawing|legacyDrawing|oleObject|control|picture"
    rb"|extLst|externalReference|dataConsolidate|webPublishItem|mergeCell)[\s>/]"
    rb'|TargetMode="External"|macroEnabled|vbaProject|\bstate="(?:veryH|h)idden"'
    rb'|<(?:\w+:)?(?:row|col)\b[^>]*\bhidden="(?:1|true)"'
)
_BROKEN = exports.signing.findings.broken("Tệp Excel bị cụt hoặc hỏng")
_REWRITTEN = "Tệp Excel không như chương trình ghi: bị sửa hoặc được chương trình khác ghi lại."
_LEAD, _LAST = 3, 1  # columns of an annex's sheet that the paper has not: unit and period; the id
_MOST_ROWS = 20_000


def workbook_is_plain(case: Case) -> Iterator[Fault]:
    """Only the parts our own workbooks have, nothing active, hidden, linked or left over."""
    if case.workbook is not None:
        why = fault_of(case.contents[case.workbook.path])
        if why:
            yield Fault(case.workbook.path, why)


def fault_of(data: bytes) -> str | None:
    """What a workbook of ours may not have, or None."""
    archive = exports.bundle.container.read(data, exports.bundle.container.WORKBOOK)
    if archive.faults:  # in words of the packing, which nobody sees in a workbook
        return _BROKEN if not archive.entries else _REWRITTEN
    if len(set(archive.names)) < len(archive.names) or "xl/workbook.xml" not in archive.names:
        return "Tệp Excel hỏng hoặc có hai phần trùng tên."
    for name, part in archive.entries:
        if not _PARTS.fullmatch(name):
            return f"Tệp Excel có phần lạ: {name[:60]}."
        if _ACTIVE.search(part):
            return f"Tệp Excel có nội dung ẩn, công thức hoặc liên kết ở phần {name}."
        if part.count(b"<row") > _MOST_ROWS:
            return "Tệp Excel có quá nhiều dòng."
    return None


def totals_are_the_figures(case: Case) -> Iterator[Fault]:
    """The one row of TONG-HOP: unit, period, kind, number, day, level, and every figure."""
    manifest, snapshot, workbook = case.manifest, case.snapshot, case.workbook
    if manifest is None or snapshot is None or workbook is None or not snapshot.documents:
        return
    report = snapshot.documents[0]
    expected: dict[str, object] = {
        "ma_don_vi": manifest.unit.code,
        "ten_don_vi": manifest.unit.name,
        "loai_hinh": db.unit.KINDS.get(manifest.unit.kind, ""),
        "ky": manifest.period,
        "ban": manifest.name,
        "so_bao_cao": report.number,
        "ngay": report.date,
        "muc_ky": exports.bundle.manifest.level_words(manifest.level),
    }
    expected |= {name: figure.value for name, figure in case.figures.items()}
    try:
        totals = exports.workbook.read_totals(case.contents[workbook.path])
    except ValueError:
        yield Fault(workbook.path, "Trang TONG-HOP không đúng mẫu.")
        return
    labels = exports.figures.labels(case.snapshot.version if case.snapshot else 0)
    for name in {**expected, **totals}:
        if totals.get(name) != expected.get(name):
            words = labels[name].text if name in labels else exports.workbook.HEAD.get(name, name)
            yield Fault(workbook.path, f"Trang TONG-HOP ghi “{words}” khác với số liệu gốc.")
            return


def annexes_are_those_of_the_report(case: Case) -> Iterator[Fault]:
    """Each further sheet holds the rows of an annex of the report, led by unit and period."""
    manifest, workbook, paper = case.manifest, case.workbook, case.report_paper
    if manifest is None or workbook is None or paper is None:
        return
    tables = [
        [list(row) for row in block.rows]
        for annex in paper.annexes
        for block in annex.blocks
        if isinstance(block, exports.paper.content.Table)
    ]
    lead = [manifest.unit.code, manifest.unit.name, manifest.period]
    for title, rows in _sheets(case.contents[workbook.path]):
        body = [row[_LEAD : len(row) - _LAST] for row in rows]
        if any(row[:_LEAD] != lead for row in rows) or (body and body not in tables):
            yield Fault(workbook.path, f"Trang {title} không khớp phụ lục của báo cáo.")


def _sheets(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """Title and rows, as texts and without headings, of each sheet after the first."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    for sheet in book.worksheets[1:]:
        rows = [["" if v is None else str(v) for v in row] for row in sheet.values]
        yield sheet.title, rows[1:]
