"""A PDF or a workbook given by itself, judged with nothing but it."""

from __future__ import annotations

import exports.bundle.assembly
import exports.bundle.checks.limits
import exports.bundle.checks.sheets
import exports.signing.findings
import exports.signing.identities
import exports.signing.pades


def pdf(name: str, data: bytes) -> list[exports.signing.findings.Found]:
    """The signatures of a paper: those it carries, the seal first."""
    why = exports.bundle.checks.limits.too_large(data)
    if why:
        return [exports.signing.findings.invalid(name, why)]
    try:
        roles = exports.bundle.assembly.roles_of(data)
    except ValueError as error:
        return [exports.signing.findings.invalid(name, str(error))]
    fields = exports.signing.identities.FIELDS
    return exports.signing.pades.judge(name, data, [fields.get(role, role) for role in roles])


def workbook(name: str, data: bytes) -> list[exports.signing.findings.Found]:
    """A workbook by itself proves nothing yet: its own signature comes with a later issue."""
    why = exports.bundle.checks.sheets.fault_of(data) or (
        "Tệp Excel này không có chữ ký bên trong; hãy kiểm tra cả tệp hồ sơ .zip."
    )
    return [exports.signing.findings.invalid(name, why)]
