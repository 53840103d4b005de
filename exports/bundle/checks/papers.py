"""Checks of the papers: signed as the manifest says, and saying what the snapshot says."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence

import exports.bundle.checks.case
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
_MINUTES = ("thu-ky", "chu-tri")
_QUOTED = 2  # differences that are quoted
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
            yield Fault(file.path, "Các ô ký ghi trong manifest.json không đúng loại văn bản.")
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
        if case.as_drawn(file.path) or _broken(case, file.path):
            continue
        try:
            texts = exports.paper.text_of(case.contents[file.path])
            code = next(iter(_codes(texts)), None)
            why = exports.paper.holds(case.contents[file.path], document.content, code)
        except ValueError:
            why = ["Văn bản không lập lại được từ số liệu gốc."]
        if why:
            yield Fault(file.path, " ".join(why[:_QUOTED]))


def codes_name_their_entry(case: Case) -> Iterator[Fault]:
    """The code on each paper, printed and drawn, holds the digest of its entry."""
    for file, document in case.papers:
        if case.as_drawn(file.path) or _broken(case, file.path):
            continue
        pdf = case.contents[file.path]
        try:
            expected = exports.bundle.snapshot.qr_text(document)
            right = _codes(exports.paper.text_of(pdf)) == {expected}
            right = right and _drawn_codes(pdf) == {_dark(exports.qr.matrix(expected))}
        except ValueError:
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


def _drawn_codes(pdf: bytes) -> set[frozenset[tuple[int, int]]]:
    """Each drawing of many rectangles of one height, as places of dark squares."""
    import pikepdf

    found = set()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            for page in opened.pages:
                boxes: list[list[float]] = []
                for step in pikepdf.parse_content_stream(page):
                    if str(step.operator) == "re":
                        boxes.append([float(operand) for operand in step.operands])
                    elif boxes:
                        found |= _squares(boxes)
                        boxes = []
    except (pikepdf.PdfError, TypeError, RuntimeError) as error:
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
        if not file.path.endswith(".pdf") or case.as_drawn(file.path) or _broken(case, file.path):
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
