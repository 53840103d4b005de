"""Checks of who signed the container: every required signer, no other, and the level named."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

import exports.bundle.checks.case
import exports.bundle.container
import exports.bundle.manifest
import exports.issuing
import exports.signing.findings
import exports.signing.identities

Fault = exports.bundle.container.Fault
Case = exports.bundle.checks.case.Case

_REFERENCE = 400  # bytes from a reference's path to the end of its digest, with room to spare
_ROLES = (exports.signing.identities.SEAL, "bi-thu", "thu-ky", "chu-tri")  # in order of signing


def signatures_hold(case: Case) -> Iterator[Fault]:
    """Each signature file is whole and covers every entry but ``mimetype`` and META-INF."""
    for found in case.container_signatures:
        if found.verdict == exports.signing.findings.INVALID:
            yield from _changed(case, found.file)
            yield Fault(found.file, found.why)


def _changed(case: Case, signature: str) -> Iterator[Fault]:
    """The files whose digest a signature does not hold; none if it knows none of them at all."""
    if case.manifest is None:
        return
    covered = exports.bundle.manifest.covered(case.manifest, case.contents)
    xml = case.contents[signature]
    unknown = []
    for path, (_, data) in covered.items():
        place = xml.find(f'URI="{path}"'.encode())
        digest = base64.b64encode(hashlib.sha256(data).digest())
        if place < 0 or digest not in xml[place : place + _REFERENCE]:
            unknown.append(path)
    if len(unknown) < len(covered):
        yield from (Fault(path, f"Đã bị sửa sau khi ký ({signature}).") for path in unknown)


def signers_are_the_required(case: Case) -> Iterator[Fault]:
    """The manifest's signers, in order of signing, are those who signed: role and certificate."""
    if case.manifest is None:
        return
    required = case.manifest.signers
    roles = [signer.role for signer in required]
    expected = [role for role in _ROLES if role in roles]
    if roles != expected or roles[:1] != [exports.signing.identities.SEAL]:
        yield Fault(exports.bundle.manifest.PATH, "Danh sách người ký bắt buộc không hợp lệ.")
    signed = {found.file: found for found in case.container_signatures}
    for number, signer in enumerate(required):
        path = exports.bundle.manifest.signature_path(number)
        found = signed.get(path)
        if found is None or found.certificate is None:
            continue
        digest = hashlib.sha256(found.certificate).hexdigest()
        if (found.role, digest) != (signer.role, signer.certificate):
            yield Fault(path, "Không phải chữ ký của người ký ghi trong danh mục của hồ sơ.")


def level_is_that_of_the_signers(case: Case) -> Iterator[Fault]:
    """The level the manifest and the report name is that of those who signed."""
    if case.manifest is None:
        return
    level = exports.bundle.manifest.level_of(signer.role for signer in case.manifest.signers)
    if case.manifest.level != level:
        yield Fault(exports.bundle.manifest.PATH, "Mức ký không đúng với những người đã ký.")
    paper, report = case.report_paper, case.report
    words = exports.issuing.signing(
        exports.bundle.manifest.level_words(level),
        signed=level == exports.signing.findings.SIGNED,
    )
    if paper is None or report is None:
        return
    if words != (paper.unsigned_note, paper.level_line):
        yield Fault(report.path, "Báo cáo ghi mức ký không đúng với những người đã ký.")
