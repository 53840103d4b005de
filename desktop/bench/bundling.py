"""Making the quarter's bundle, self-judged and on the disk. Floor: the same library calls alone."""

from __future__ import annotations

import functools
import hashlib
import io
import itertools
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import db.sealing
import desktop.bench.invented
import desktop.bench.judging
import desktop.bench.measuring
import desktop.bench.quarter
import desktop.bench.stage
import exports.bundle.making
import exports.fonts
import exports.signing.identities

_LIMIT = desktop.bench.measuring.Limit(times=1.5)
_MARGIN = 56.7  # points: 2 cm
_LANDSCAPE = (841.9, 595.3)


def pairs(stage: desktop.bench.stage.Stage) -> Iterator[desktop.bench.measuring.Pair]:
    """The one row; each round exports C1 of a fresh copy of the book to a folder of its own."""
    size, numbers = stage.size, itertools.count()
    what = (
        f"xuất hồ sơ quý: báo cáo, {size.minutes} biên bản, "
        f"bảng {size.report_tasks} nhiệm vụ, 2 người ký"
    )
    with stage.copies("quarter", desktop.bench.quarter.fill) as renew:
        renew()
        made = contents_of(export(stage.folder / "first"))
        yield desktop.bench.measuring.Pair(
            what,
            lambda: export(stage.folder / f"ours-{next(numbers)}"),
            functools.partial(floor, made, stage.folder / "floor.zip"),
            _LIMIT,
            renew,
        )


def export(folder: Path) -> Path:
    """The bundle of the quarter, signed by two people."""
    return exports.bundle.making.export(
        desktop.bench.quarter.PERIOD,
        folder,
        cutoff=None,
        persons=desktop.bench.quarter.signers(),
        supplement=False,
        replace=False,
        moment=desktop.bench.invented.MOMENT,
    ).path


@dataclass(frozen=True)
class Contents:
    """What a bundle says, ready for whoever writes it again without us."""

    entries: Mapping[str, bytes]
    report: str  # the names of its entries
    workbook: str
    paper: Mapping[str, Any]  # the report as data
    snapshot: Mapping[str, Any]
    sheets: Mapping[str, list[list[Any]]]  # the values of every sheet, row by row


def contents_of(path: Path) -> Contents:
    """What the bundle at ``path`` says."""
    import openpyxl

    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    report = next(name for name in entries if name.endswith("bao-cao.pdf"))
    workbook = next(name for name in entries if name.endswith("phu-luc.xlsx"))
    snapshot = json.loads(entries["du-lieu/so-lieu.json"])
    book = openpyxl.load_workbook(io.BytesIO(entries[workbook]))
    sheets = {sheet.title: [list(row) for row in sheet.values] for sheet in book}
    paper = snapshot["documents"][0]["content"]
    return Contents(entries, report, workbook, paper, snapshot, sheets)


def floor(made: Contents, target: Path) -> None:
    """The same bundle from texts that lie ready: what only the libraries need for it.

    Draw the report (reportlab), write the workbook (openpyxl), put it into the report (pikepdf),
    sign the report twice (pyHanko), write the snapshot (json), sign the container three times
    (lxml, cryptography), pack it (zipfile), write it to the disk, and judge it before it counts as
    made (the floor of ``verify``). No records are read or counted, no sentence is composed.
    """
    workbook = _workbook(made.sheets)
    signers = _signers()
    entries = dict(made.entries)
    entries[made.workbook] = workbook
    entries[made.report] = _signed(_attached(_drawn(made.paper), workbook), signers[:2])
    entries["du-lieu/so-lieu.json"] = json.dumps(
        made.snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()
    for number, signer in enumerate(signers):
        entries[f"META-INF/signatures{number}.xml"] = _container_signature(entries, signer)
    packed = _packed(entries)
    _written(target, packed)
    # Those just made have another form than ours; the first bundle's cost as much to judge.
    desktop.bench.judging.floor(_packed(made.entries))


def _signers() -> list[exports.signing.identities.Identity]:
    """The seal, the secretary, the minute-taker."""
    seal = exports.signing.identities.of_seal(db.sealing.current())
    return [seal, *desktop.bench.quarter.signers()]


def _drawn(paper: Mapping[str, Any]) -> bytes:
    """The report's texts and tables as plain paragraphs and grids, in the same type."""
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    _register_face()
    pieces = _pieces(paper["blocks"], 14)
    for annex in paper["annexes"]:
        pieces += [PageBreak(), *_pieces(annex["blocks"], 11)]
    target = io.BytesIO()
    SimpleDocTemplate(
        target,
        pagesize=_LANDSCAPE,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
    ).build(pieces)
    return target.getvalue()


@functools.cache
def _register_face() -> None:
    """The type reportlab draws with, loaded once as in our own program."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    file = Path(exports.fonts.__file__).parent / "Tinos-Regular.ttf"
    pdfmetrics.registerFont(TTFont("floor", str(file)))


def _pieces(blocks: list[dict[str, Any]], size: int) -> list[Any]:
    """Headings, paragraphs and items as paragraphs, tables as tables of paragraphs."""
    from xml.sax.saxutils import escape

    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph

    style = ParagraphStyle("floor", fontName="floor", fontSize=size, leading=size * 1.2)
    pieces: list[Any] = []
    for block in blocks:
        if block["kind"] != "table":
            pieces.append(Paragraph(escape(block["text"]), style))
            continue
        titles = [column["title"] for column in block["columns"]]
        weights = [column["weight"] or 1 for column in block["columns"]]
        room = (_LANDSCAPE[0] - 2 * _MARGIN) / sum(weights)
        cells = [
            [Paragraph(escape(text), style) for text in row] for row in [titles, *block["rows"]]
        ]
        table = LongTable(cells, colWidths=[room * one for one in weights], repeatRows=1)
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
        pieces.append(table)
    return pieces


def _workbook(sheets: Mapping[str, list[list[Any]]]) -> bytes:
    """The same values in the same sheets, with one style for all."""
    import openpyxl
    import openpyxl.styles

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    style = openpyxl.styles.NamedStyle("floor")
    style.alignment = openpyxl.styles.Alignment(wrap_text=True)
    book.add_named_style(style)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column, value).style = "floor"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _attached(pdf: bytes, workbook: bytes) -> bytes:
    """The PDF with the workbook inside."""
    import pikepdf

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.attachments["phu-luc.xlsx"] = workbook
        opened.save(target)
    return target.getvalue()


def _signed(pdf: bytes, signers: list[exports.signing.identities.Identity]) -> bytes:
    """The PDF signed in a certifying field and then in one for each other signer."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields
    from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf

    for number, signer in enumerate(signers):
        settings = PdfSignatureMetadata(
            field_name=f"Sig_{number}",
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=number == 0,
            docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        )
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        pdf = sign_pdf(
            writer, settings, signer=_library_signer(signer), bytes_reserved=8192
        ).getvalue()
    return pdf


def _library_signer(identity: exports.signing.identities.Identity) -> Any:
    """PyHanko's signer with a key that is loaded already: its own loads it anew each time."""
    from asn1crypto import x509 as asn1
    from pyhanko.sign.signers import ExternalSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class Kept(ExternalSigner):
        async def async_sign_raw(self, data: bytes, *_rest: Any, **_more: Any) -> bytes:
            return identity.sign(data)

    certificate = asn1.Certificate.load(exports.signing.identities.der(identity.certificate))
    store: Any = SimpleCertificateStore
    return Kept(certificate, store(), signature_value=identity.signature_size)


def _container_signature(
    entries: Mapping[str, bytes], signer: exports.signing.identities.Identity
) -> bytes:
    """A signature over the digests of all entries but META-INF, in canonical XML."""
    from lxml import etree

    signed = etree.Element("SignedInfo")
    for name, content in entries.items():
        if not name.startswith("META-INF/"):
            digest = hashlib.sha256(content).hexdigest()
            etree.SubElement(signed, "Reference", URI=name).text = digest
    value = signer.sign(etree.tostring(signed, method="c14n"))
    whole = etree.Element("Signature")
    whole.append(signed)
    etree.SubElement(whole, "SignatureValue").text = value.hex()
    return bytes(etree.tostring(whole))


def _packed(entries: Mapping[str, bytes]) -> bytes:
    """The entries as a ZIP, stored."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def _written(target: Path, data: bytes) -> None:
    """The file on the disk, synced."""
    with target.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
