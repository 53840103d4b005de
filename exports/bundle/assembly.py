"""Putting a bundle together in the contract's order of making (design 6).

Workbook → attached to the report, the same bytes → signatures in the report's PDF, the seal first →
``so-lieu.json`` → ``manifest.json`` → one XAdES signature for the seal and one for each person.
Nothing is rewritten later: minutes were rendered and signed once, when they were approved.

Three steps have their place here and come with a later issue: the signature inside the workbook
stands before it is attached, tagging and PDF/A stand before the PDF signatures, the editable copy
and hand-signed scans join the files before the snapshot.
"""

from __future__ import annotations

import dataclasses
import functools
import io
import tomllib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import db.errors
import db.periods
import exports.bundle.container
import exports.bundle.manifest
import exports.bundle.snapshot
import exports.paper
import exports.paper.content
import exports.signing.findings
import exports.signing.identities
import exports.signing.pades
import exports.signing.xades

# Called as (what is being done, steps done, steps in all); it may raise to cancel.
Tick = Callable[[str, int, int], None]

READ_ME = "00-DOC-TRUOC.txt"
_ORDER = ("bi-thu", "thu-ky", "chu-tri")


@dataclasses.dataclass(frozen=True)
class Minutes:
    """Approved minutes: the stored paper, byte for byte, and its entry as frozen then."""

    path: str
    pdf: bytes
    document: exports.bundle.snapshot.Document


@dataclasses.dataclass(frozen=True)
class Material:
    """All that goes into a bundle before anybody signs.

    ``snapshot`` holds no documents yet, ``manifest`` no signers, level or files: they are filled
    in the order of making.
    """

    paper: exports.paper.content.Paper
    document: exports.bundle.snapshot.Document
    workbook: bytes
    minutes: tuple[Minutes, ...]
    snapshot: exports.bundle.snapshot.Snapshot
    manifest: exports.bundle.manifest.Manifest


@functools.cache
def words() -> dict[str, Any]:
    """The texts of the bundle, and the program's own name."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def in_order(
    persons: Sequence[exports.signing.identities.Identity],
) -> list[exports.signing.identities.Identity]:
    """The persons in the order in which they sign the container.

    Raises:
        db.errors.RecordError: two have the same role, or one has none that may sign.
    """
    roles = [person.role for person in persons]
    if len(set(roles)) < len(roles) or not set(roles) <= set(_ORDER):
        raise db.errors.RecordError(
            "Mỗi vai trò ký (bi-thu, thu-ky, chu-tri) chỉ dùng một chứng thư; hãy chọn lại."
        )
    return sorted(persons, key=lambda person: _ORDER.index(person.role))


def assemble(
    material: Material,
    seal: exports.signing.identities.Identity,
    persons: Sequence[exports.signing.identities.Identity],
    instant: datetime,
    tick: Tick,
) -> tuple[exports.bundle.manifest.Manifest, list[tuple[str, bytes]]]:
    """The manifest and every entry of the container, in order."""
    steps = 3 + len(persons)  # report, snapshot, the seal and each person
    roles = [person.role for person in persons]
    stem = material.manifest.stem
    tick("Lập và ký báo cáo", 0, steps)
    workbook_path, report_path = f"{stem}phu-luc.xlsx", f"{stem}bao-cao.pdf"
    report = signed_report(material, workbook_path, seal, persons, instant)
    tick("Chốt số liệu", 1, steps)
    documents = (material.document, *(one.document for one in material.minutes))
    frozen = dataclasses.replace(material.snapshot, documents=documents)
    report_roles = exports.bundle.manifest.report_signers(roles)
    listed = exports.bundle.manifest.file_of
    contents = {
        READ_ME: read_me(material.manifest, roles),
        report_path: report,
        workbook_path: material.workbook,
        **{one.path: one.pdf for one in material.minutes},
        exports.bundle.snapshot.PATH: exports.bundle.snapshot.write(frozen),
    }
    papers = {report_path: (report_roles, 0)} | {
        one.path: (roles_of(one.pdf), place) for place, one in enumerate(material.minutes, start=1)
    }
    manifest = dataclasses.replace(
        material.manifest,
        level=exports.bundle.manifest.level_of(roles),
        signers=tuple(
            exports.bundle.manifest.Signer(one.role, one.sha256) for one in (seal, *persons)
        ),
        files=tuple(listed(path, data, *papers.get(path, ())) for path, data in contents.items()),
    )
    contents[exports.bundle.manifest.PATH] = exports.bundle.manifest.write(manifest)
    return manifest, [
        (exports.bundle.container.MIMETYPE, exports.bundle.container.ASIC_E),
        *contents.items(),
        (exports.bundle.manifest.ASIC_PATH, exports.bundle.manifest.asic(manifest)),
        *signatures(manifest, contents, (seal, *persons), instant, tick),
    ]


def signed_report(
    material: Material,
    workbook_path: str,
    seal: exports.signing.identities.Identity,
    persons: Sequence[exports.signing.identities.Identity],
    instant: datetime,
) -> bytes:
    """The report as PDF with the workbook inside it, sealed, and approved by its one signer."""
    qr = exports.bundle.snapshot.qr_text(material.document)
    drawn = exports.paper.render(material.paper, qr)
    pdf = with_workbook(drawn.pdf, workbook_path, material.workbook)
    places = [
        exports.signing.pades.FieldPlace(place.name, place.page_index, place.box)
        for place in drawn.fields
    ]
    wanted = exports.bundle.manifest.report_signers(person.role for person in persons)
    signers = [person for person in persons if person.role in wanted]
    return exports.signing.pades.sign(pdf, places, seal, signers, instant)


def with_workbook(pdf: bytes, path: str, workbook: bytes) -> bytes:
    """``pdf`` with the workbook inside it under its own name."""
    return exports.paper.attach(pdf, path, workbook, words()["attachment"])


def signatures(
    manifest: exports.bundle.manifest.Manifest,
    contents: dict[str, bytes],
    signers: Sequence[exports.signing.identities.Identity],
    instant: datetime,
    tick: Tick,
) -> list[tuple[str, bytes]]:
    """The container's signature files: 0 is the seal's, then one for each person."""
    covered = exports.bundle.manifest.covered(manifest, contents)
    made = []
    for number, signer in enumerate(signers):
        role = exports.signing.identities.ROLES[signer.role]
        tick(f"Ký hồ sơ: {role}", 2 + number, 2 + len(signers))
        xml = exports.signing.xades.sign(number, covered, signer, instant)
        made.append((exports.bundle.manifest.signature_path(number), xml))
    return made


def roles_of(pdf: bytes) -> tuple[str, ...]:
    """The roles whose signature fields a PDF carries filled, in order of signing.

    A field that no role has goes by its own name, so that no judge expects it. ``ValueError`` if
    it is no PDF.
    """
    import pikepdf

    roles = {field: role for role, field in exports.signing.identities.FIELDS.items()}
    found: list[tuple[int, str]] = []
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            form = opened.Root.get("/AcroForm")
            for field in form.Fields if form is not None else ():
                if field.get("/FT") == pikepdf.Name.Sig and "/V" in field:
                    reach = sum(int(number) for number in list(field.V.ByteRange)[2:])
                    name = str(field.T)
                    found.append((reach, roles.get(name, name)))
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(exports.signing.findings.broken("Tệp PDF hỏng")) from error
    return tuple(role for _, role in sorted(found))


def read_me(manifest: exports.bundle.manifest.Manifest, roles: Sequence[str]) -> bytes:
    """The six lines for whoever opens the ZIP; Windows line ends, for its Notepad."""
    signed = exports.bundle.manifest.level_of(roles) == exports.signing.findings.SIGNED
    given = {
        "unit": manifest.unit.name,
        "period": db.periods.read(manifest.period).words,
        "kind": words()["kinds"][manifest.kind],
        "number": manifest.number,
        "stem": manifest.stem,
        "signed": words()["signed" if signed else "sealed"],
    }
    lines = [line.format(**given) for line in words()["read_me"]]
    return "\ufeff{}\r\n".format("\r\n".join(lines)).encode()
