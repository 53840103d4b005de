"""Who signs: a certificate, the key to it, and the role claimed with it (design 6, "Who signs")."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

import db.seals

SEAL = "niem-phong"
ROLES = {
    SEAL: "Niêm phong của sổ",
    "bi-thu": "Bí thư",
    "thu-ky": "Người ghi biên bản",
    "chu-tri": "Chủ trì",
}
FIELDS = {
    SEAL: "Sig_NiemPhong",
    "bi-thu": "Sig_BiThu",
    "thu-ky": "Sig_ThuKy",
    "chu-tri": "Sig_ChuTri",
}


class Key(Protocol):
    """What signs: an RSA private key in memory, or one that a token keeps to itself."""

    def sign(self, data: bytes, padding: padding.PKCS1v15, algorithm: hashes.SHA256, /) -> bytes:
        """The signature of ``data``."""


@dataclass(frozen=True)
class Identity:
    """A signer: role code (a key of ROLES), certificate, intermediates nearest first, key."""

    role: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    key: Key

    @property
    def common_name(self) -> str:
        """The name in the certificate."""
        return common_name(self.certificate)

    @property
    def sha256(self) -> str:
        """SHA-256 of the certificate, lower hex, as the manifest lists it."""
        return hashlib.sha256(der(self.certificate)).hexdigest()

    @property
    def signature_size(self) -> int:
        """How many bytes :meth:`sign` returns."""
        return public_key(self.certificate).key_size // 8

    def sign(self, data: bytes) -> bytes:
        """RSA PKCS#1 v1.5 over SHA-256 of ``data``, the one algorithm every verifier knows."""
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def of_seal(seal: db.seals.Seal) -> Identity:
    """The book's seal as a signer."""
    # Checking the primes again costs 0.2 s each time; the key was made by this program and comes
    # out of the encrypted book.
    key = serialization.load_pem_private_key(
        seal.key_pem, password=None, unsafe_skip_rsa_key_validation=True
    )
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("a seal has an RSA key")
    return Identity(SEAL, x509.load_der_x509_certificate(seal.certificate), (), key)


def der(certificate: x509.Certificate) -> bytes:
    """A certificate as the bytes that digests are taken of."""
    return certificate.public_bytes(serialization.Encoding.DER)


def common_name(certificate: x509.Certificate) -> str:
    """The common name, or the whole subject where there is none."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def public_key(certificate: x509.Certificate) -> rsa.RSAPublicKey:
    """The RSA key of a certificate.

    Raises:
        TypeError: it holds another kind of key.
    """
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise TypeError("not an RSA certificate")
    return key


def may_sign(certificate: x509.Certificate) -> bool:
    """Whether the certificate's own words allow it to sign documents.

    Key usage must name digitalSignature or nonRepudiation; where extended usages are named, one
    of them must be more than serving web pages, stamping time or signing programs.
    """
    extensions = certificate.extensions
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        pass
    else:
        if not (usage.digital_signature or usage.content_commitment):
            return False
    try:
        extended = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    foreign = {
        ExtendedKeyUsageOID.SERVER_AUTH,
        ExtendedKeyUsageOID.TIME_STAMPING,
        ExtendedKeyUsageOID.OCSP_SIGNING,
        ExtendedKeyUsageOID.CODE_SIGNING,
    }
    return bool(set(extended) - foreign)


def path(
    certificate: x509.Certificate, others: tuple[x509.Certificate, ...]
) -> tuple[x509.Certificate, ...]:
    """The intermediates among ``others`` that lead up from ``certificate``, nearest first.

    Self-signed roots stay out: nobody trusts a root because a signature carries it.
    """
    found: list[x509.Certificate] = []
    below = certificate
    while True:
        above = next(
            (
                other
                for other in others
                if other not in found and other != certificate and issued_by(below, other)
            ),
            None,
        )
        if above is None or above.subject == above.issuer:
            return tuple(found)
        found.append(above)
        below = above


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether ``issuer`` signed ``certificate`` (names and signature; never SHA-1 or MD5)."""
    if isinstance(certificate.signature_hash_algorithm, hashes.SHA1 | hashes.MD5):
        return False
    try:
        certificate.verify_directly_issued_by(issuer)
    except Exception:  # noqa: BLE001 - wrong key, name or algorithm: the answer is no
        return False
    return True
