"""Whether the signer is who the reader expects (design 6, "Verify": ``--trust``).

Trust comes from the reader, never from inside a bundle. A leaf given is a pin; a CA given proves
the name in the certificate, while the role stays the signer's own claim. Certificates are judged
at the claimed time, which is the clock of the signer's machine; nothing is fetched, so a revoked
certificate is not noticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cryptography import x509

import db.errors
import db.moments
import db.seals
import exports.signing.findings
import exports.signing.identities

_LARGEST = 1_000_000  # bytes
_PEM = b"-----BEGIN CERTIFICATE-----"
_LONGEST_PATH = 8
_KNOWN_CRITICAL = {
    x509.BasicConstraints.oid,
    x509.KeyUsage.oid,
    x509.ExtendedKeyUsage.oid,
    x509.CertificatePolicies.oid,
    x509.SubjectAlternativeName.oid,
}


def anchors(paths: Iterable[Path]) -> tuple[x509.Certificate, ...]:
    """The certificates in ``paths``, PEM (one or several) or DER.

    Raises:
        db.errors.RecordError: a file cannot be read or holds no certificate.
    """
    found: list[x509.Certificate] = []
    for path in paths:
        try:
            with path.open("rb") as file:
                data = file.read(_LARGEST)
        except OSError as error:
            raise db.errors.RecordError(
                f"Không đọc được tệp chứng thư tin cậy “{path}”; hãy kiểm tra đường dẫn."
            ) from error
        try:
            if _PEM in data:
                found += x509.load_pem_x509_certificates(data)
            else:
                found.append(x509.load_der_x509_certificate(data))
        except ValueError as error:
            raise db.errors.RecordError(
                f"“{path.name}” không phải tệp chứng thư (PEM hoặc DER); hãy chọn tệp khác."
            ) from error
    return tuple(found)


def judge(
    found: exports.signing.findings.Found, trusted: Sequence[x509.Certificate]
) -> exports.signing.findings.Found:
    """Turn an intact finding into "valid" or "invalid" by the reader's own certificates.

    Without any it stays "unchecked"; a finding that is already invalid stays so.
    """
    if found.verdict == exports.signing.findings.INVALID or not trusted:
        return found
    try:
        why = _proof(found, trusted)
    except exports.signing.findings.Unsound as error:
        return replace(found, verdict=exports.signing.findings.INVALID, why=str(error))
    except Exception:  # noqa: BLE001 - a certificate that cannot be read proves nothing
        why = None
    if why is None:
        return replace(
            found,
            verdict=exports.signing.findings.INVALID,
            why="Người ký không khớp với chứng thư nào đã tin cậy.",
        )
    return replace(found, verdict=exports.signing.findings.VALID, why=why)


def _proof(
    found: exports.signing.findings.Found, trusted: Sequence[x509.Certificate]
) -> str | None:
    """Why the signer is believed, or None; Unsound where a certificate forbids it."""
    if found.certificate is None or found.time is None:
        return None
    signer = x509.load_der_x509_certificate(found.certificate)
    instant = db.moments.instant(found.time)
    if signer in trusted:
        _current(signer, instant)
        return "Nguyên vẹn; đúng chứng thư đã tin cậy (theo giờ máy lúc ký)."
    if db.seals.is_seal(signer):
        return _succession(signer, trusted, instant)
    chain = [x509.load_der_x509_certificate(data) for data in found.chain]
    authorities = [other for other in (*trusted, *chain) if _is_authority(other)]
    if not _leads(signer, 0, authorities, trusted, instant):
        return None
    _current(signer, instant)
    if not exports.signing.identities.may_sign(signer) or _unknown_critical(signer):
        raise exports.signing.findings.Unsound(
            "Chứng thư của người ký không phải loại dùng để ký văn bản."
        )
    return (
        "Nguyên vẹn; tên người ký do tổ chức đã tin cậy chứng nhận (theo giờ máy lúc ký); "
        "vai trò là tự khai."
    )


def _succession(
    seal: x509.Certificate, trusted: Sequence[x509.Certificate], instant: datetime
) -> str | None:
    """A seal taken over from a registered one ("Đổi niêm phong"), one step."""
    name = exports.signing.identities.common_name(seal)
    for old in trusted:
        same = (
            db.seals.is_seal(old)
            and exports.signing.identities.common_name(old) == name
            and exports.signing.identities.issued_by(seal, old)
        )
        if same:
            _current(seal, instant)
            return "Nguyên vẹn; niêm phong mới do niêm phong đã tin cậy của chính sổ này ký."
    return None


def _leads(
    below: x509.Certificate,
    depth: int,
    authorities: Sequence[x509.Certificate],
    trusted: Sequence[x509.Certificate],
    instant: datetime,
) -> bool:
    """Whether a path of authorities good at ``instant`` leads from ``below`` to a trusted one."""
    if depth >= _LONGEST_PATH:
        return False
    return any(
        exports.signing.identities.issued_by(below, above)
        and _within(above, instant)
        and _allows(above, depth)
        and (above in trusted or _leads(above, depth + 1, authorities, trusted, instant))
        for above in authorities
        if above != below
    )


def _is_authority(certificate: x509.Certificate) -> bool:
    """CA:TRUE, allowed to sign certificates, and nothing critical that we cannot read."""
    extensions = certificate.extensions
    try:
        if not extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            return False
    except x509.ExtensionNotFound:
        return False
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        pass
    else:
        if not usage.key_cert_sign:
            return False
    return not _unknown_critical(certificate)


def _allows(authority: x509.Certificate, below: int) -> bool:
    """Whether the path length of ``authority`` allows ``below`` authorities under it."""
    limit = authority.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length
    return limit is None or below <= limit


def _unknown_critical(certificate: x509.Certificate) -> bool:
    return any(
        extension.critical and extension.oid not in _KNOWN_CRITICAL
        for extension in certificate.extensions
    )


def _within(certificate: x509.Certificate, instant: datetime) -> bool:
    return certificate.not_valid_before_utc <= instant <= certificate.not_valid_after_utc


def _current(certificate: x509.Certificate, instant: datetime) -> None:
    if not _within(certificate, instant):
        raise exports.signing.findings.Unsound(
            "Chứng thư của người ký không có hiệu lực vào giờ ký (giờ máy)."
        )
