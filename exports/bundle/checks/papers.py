"""Checks of the papers: signed as the manifest says, and saying what the snapshot says."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence

import exports.bundle.checks.case
import exports.bundle.checks.reading
import exports.bundle.container
import exports.bundle.manifest
import exports.bundle.snapshot
import exports.paper
import exports.qr
import exports.signing.findings
import exports.signing.identities

Fault = exports.bundle.container.Fault
Case = exports.bundle.checks.case.Case

_CODE = re.compile(
    rf"{exports.qr.SCHEME}\|[A-Za-zĐđ]{{1,8}}\|[0-9A-Za-zĐđ./\-]{{0,40}}\|"
    r"(?:\d{4}-\d\d-\d\d)?\|[0-9a-f]{32}"
)
_BOXES = re.compile(rb"(?:(?:-?[\d.]+\s+){4}re\s+){2,}")  # rectangles drawn one after another
_MINUTES = ("thu-ky", "chu-tri")
_QUOTED = 2  # differences that are quoted
_FORMAT_ROW, _MASK_COLUMNS, _MASK_OF_FORMAT = 8, (2, 3, 4), 0b101
_SQUARES = 100  # a drawing of fewer rectangles is no code


def papers_are_signed_as_listed(case: Case) -> Iterator[Fault]:
    """Each PDF carries just the signatures the manifest names, and nothing changed since."""
    for path, signatures in case.paper_signatures.items():
        for found in signatures:
            if found.verdict == exports.signing.findings.INVALID:
                yield Fault(path, found.why)


def papers_carry_the_right_signers(case: Case) -> Iterator[Fault]:
    """The report has the seal and its one signer, by the same certificates as the container.

    Minutes were signed when they were approved, by the seal and the two people of that day.
    """
    if case.manifest is None:
        return
    certificates = {signer.role: signer.certificate for signer in case.manifest.signers}
    for file in case.files:
        if not _right_roles(case, file):
            yield Fault(file.path, "Các ô ký ghi trong danh mục của hồ sơ không đúng loại văn bản.")
        for found in case.paper_signatures.get(file.path, ()) if file is case.report else ():
            digest = hashlib.sha256(found.certificate or b"").hexdigest()
            valid = found.verdict != exports.signing.findings.INVALID
            if valid and certificates.get(found.role) != digest:
                yield Fault(file.path, "Người ký báo cáo không phải người ký của hồ sơ.")


def _right_roles(case: Case, file: exports.bundle.manifest.File) -> bool:
    """Whether a file's signers are those of its kind."""
    if file is case.report and case.manifest is not None:
        roles = [signer.role for signer in case.manifest.signers]
        return file.signers == exports.bundle.manifest.report_signers(roles)
    if file.path.endswith(".pdf"):
        seal = exports.signing.identities.SEAL
        rest = tuple(role for role in _MINUTES if role in file.signers)
        return file.signers == (seal, *rest)
    return not file.signers


def papers_say_what_the_snapshot_says(case: Case) -> Iterator[Fault]:
    """The text of each paper is that of its entry, from the first word to the last."""
    for file, document in case.papers:
        if _broken(case, file.path):
            continue
        try:
            why = _differences(case, file.path, document)
        except ValueError:
            why = ["Văn bản không lập lại được từ số liệu gốc."]
        if why:
            yield Fault(file.path, " ".join(why[:_QUOTED]))


def _differences(case: Case, path: str, document: exports.bundle.snapshot.Document) -> list[str]:
    """How a paper differs from its entry, apart from its code."""
    texts = case.texts(path)
    code = next(iter(_codes(texts)), "")
    paper = case.paper_of(document)
    if code and exports.bundle.checks.reading.reads_like(texts, paper, code):
        return []
    return exports.paper.holds(case.contents[path], document.content, code or None)


def codes_name_their_entry(case: Case) -> Iterator[Fault]:
    """The code on each paper, printed and drawn, holds the digest of its entry."""
    for file, document in case.papers:
        if _broken(case, file.path):
            continue
        try:
            expected = exports.bundle.snapshot.qr_text(document)
            texts = case.texts(file.path)
            pages = [number for number, text in enumerate(texts) if exports.qr.SCHEME in text]
            right = _codes(texts) == {expected}
            drawn = _drawn_codes(case.contents[file.path], pages)
            right = right and drawn == {_dark(exports.qr.matrix(expected, mask_of(*drawn)))}
        except (TypeError, ValueError):  # several codes are drawn, or none, or not this paper's
            right = False
        if not right:
            yield Fault(file.path, "Mã QR trên văn bản không phải của nội dung này.")


def _broken(case: Case, path: str) -> bool:
    """Whether a PDF is damaged or too large to be unpacked: that is said already."""
    found = case.paper_signatures.get(path, [])
    return any(one.verdict == exports.signing.findings.INVALID for one in found)


def _codes(texts: Sequence[str]) -> set[str]:
    """The texts of QR codes printed on the pages."""
    return set(_CODE.findall("".join("".join(texts).split())))


def _dark(matrix: Sequence[Sequence[bool]]) -> frozenset[tuple[int, int]]:
    """The places of the dark squares, column and row counted from the lower left."""
    height = len(matrix)
    return frozenset(
        (column, height - 1 - row)
        for row, line in enumerate(matrix)
        for column, dark in enumerate(line)
        if dark
    )


def mask_of(dark: frozenset[tuple[int, int]]) -> int:
    """Which of the eight masks a drawn code names beside its upper left corner (ISO 18004)."""
    row = max(row for _, row in dark) - _FORMAT_ROW
    bits = [(column, row) in dark for column in _MASK_COLUMNS]
    return int("".join(str(int(bit)) for bit in bits), 2) ^ _MASK_OF_FORMAT


def _drawn_codes(pdf: bytes, pages: Sequence[int]) -> set[frozenset[tuple[int, int]]]:
    """Each drawing of many rectangles of one height on ``pages``, as places of dark squares."""
    import pikepdf

    found = set()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            for number in pages:
                page = opened.pages[number]
                page.contents_coalesce()
                for drawing in _BOXES.findall(page.Contents.read_bytes()):
                    boxes = [[float(n) for n in box.split()[:4]] for box in drawing.split(b"re")]
                    found |= _squares([box for box in boxes if box])
    except (pikepdf.PdfError, AttributeError, IndexError, TypeError, RuntimeError) as error:
        raise ValueError("not a PDF that can be read") from error
    return found


def _squares(boxes: Sequence[Sequence[float]]) -> set[frozenset[tuple[int, int]]]:
    """The dark squares that rectangles (left, bottom, width, height) in a row cover."""
    side = boxes[0][3]
    if len(boxes) < _SQUARES or side <= 0 or any(abs(box[3] - side) > side / 9 for box in boxes):
        return set()
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return {
        frozenset(
            (round((box[0] - left) / side) + step, round((box[1] - bottom) / side))
            for box in boxes
            for step in range(min(round(box[2] / side), _SQUARES * 2))
        )
    }


def only_the_report_carries_the_workbook(case: Case) -> Iterator[Fault]:
    """What is attached to the report is the workbook, the same bytes; to minutes, nothing."""
    for file in case.files:
        if not file.path.endswith(".pdf") or _broken(case, file.path):
            continue
        workbook = case.workbook if file is case.report else None
        expected = {workbook.path: case.contents[workbook.path]} if workbook else {}
        if _attached(case.contents[file.path]) != expected:
            yield Fault(file.path, "Tệp đính kèm trong PDF không phải tệp Excel của hồ sơ.")


def _attached(pdf: bytes) -> dict[str, bytes] | None:
    """The files inside a PDF by name; None if it cannot be read."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return {
                name: bytes(spec.get_file().read_bytes())
                for name, spec in opened.attachments.items()
            }
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        return None
