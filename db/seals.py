"""The seal of a book: a key and a certificate that prove nothing changed since (design 6, level 1).

Pure: nothing is stored here; the book keeps what :func:`make` returns. The seal is never a
chữ ký số, and its certificate says so in its own name.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

import db.errors

PREFIX = "NIEM PHONG SO - KHONG PHAI CHU KY SO - "
_KEY_BITS = 3072
_YEARS = 20
_NAME_LIMIT = 64  # X.520 ub-common-name


@dataclass(frozen=True)
class Seal:
    """A private key (PKCS#8 PEM, unencrypted: it lives inside the encrypted book) and its DER."""

    key_pem: bytes
    certificate: bytes


def make(code: str, instant: datetime, previous: Seal | None = None) -> Seal:
    """A new seal for the unit ``code``, valid for 20 years from ``instant``.

    ``previous`` is the seal it takes over from ("Đổi niêm phong"): the old key signs the new
    certificate, so that who registered the old one can follow. Without it the seal is self-signed.

    Raises:
        db.errors.RecordError: ``code`` does not fit a certificate's name.
    """
    common_name = PREFIX + code
    if not code or len(common_name) > _NAME_LIMIT:
        raise db.errors.RecordError(
            f"Mã đơn vị “{code}” không đặt được vào niêm phong của sổ; "
            f"hãy dùng mã từ 1 đến {_NAME_LIMIT - len(PREFIX)} ký tự."
        )
    key = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
    subject = _subject(common_name, key.public_key())
    issuer, issuer_key = subject, key
    if previous is not None:
        issuer = x509.load_der_x509_certificate(previous.certificate).subject
        issuer_key = _private_key(previous)
    certificate = _builder(subject, issuer, key.public_key(), issuer_key.public_key(), instant)
    return Seal(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        certificate.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.DER),
    )


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a DER certificate as people compare it: sixteen groups of four capitals."""
    digest = hashlib.sha256(certificate).hexdigest().upper()
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def is_seal(certificate: x509.Certificate) -> bool:
    """Whether a certificate calls itself the seal of a book, whoever made it."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return len(names) == 1 and str(names[0].value).startswith(PREFIX)


def _private_key(seal: Seal) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(seal.key_pem, password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("a seal has an RSA key")
    return key


def _subject(common_name: str, key: rsa.RSAPublicKey) -> x509.Name:
    """The name, told apart from other seals of the same unit by a short digest of its key."""
    public = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return x509.Name(
        [
            x509.NameAttribute(NameOID.SERIAL_NUMBER, hashlib.sha256(public).hexdigest()[:16]),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPublicKey,
    issuer_key: rsa.RSAPublicKey,
    instant: datetime,
) -> x509.CertificateBuilder:
    start = instant.replace(microsecond=0)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,  # libdigidocpp refuses a signer without nonRepudiation
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        # A day of grace: a clock that ran ahead when the book was made may be put right later.
        .not_valid_before(start - timedelta(days=1))
        .not_valid_after(_years_later(start))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False
        )
    )


def _years_later(start: datetime) -> datetime:
    try:
        return start.replace(year=start.year + _YEARS)
    except ValueError:  # 29 February
        return start.replace(year=start.year + _YEARS, day=28)
