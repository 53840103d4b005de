"""A throw-away certification authority for tests: fictional people, keys made once per run."""

from __future__ import annotations

import functools
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

import db.seals
import exports.signing.identities

NOW = datetime(2026, 10, 5, 1, 30, tzinfo=UTC)
PASSWORD = "mật khẩu 123"
SECRETARY, MINUTE_TAKER, CHAIR = "Đoàn Khắc Vĩnh", "Phùng Ngọc Diễm", "Quách Thành Lộc"


@functools.cache
def key(number: int) -> rsa.RSAPrivateKey:
    """The key of one person or authority; 0 is the root, 1 the issuing authority."""
    assert number >= 0
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@functools.cache
def root() -> x509.Certificate:
    return _certificate("CA gốc thử nghiệm", 0, authority=True)


@functools.cache
def issuing() -> x509.Certificate:
    return _certificate("CA cấp phát thử nghiệm", 1, issuer=root(), issuer_key=0, authority=True)


@functools.cache
def stranger() -> x509.Certificate:
    """A root nobody here was certified by."""
    return _certificate("CA khác", 9, authority=True)


@functools.cache
def leaf(  # noqa: PLR0913 - each word is one way a certificate can be wrong
    name: str,
    number: int,
    *,
    start: int = -30,
    days: int = 1000,
    signing: bool = True,
    web: bool = False,
) -> x509.Certificate:
    """A person's certificate from the issuing authority, valid from NOW + start for some days."""
    return _certificate(
        name,
        number,
        issuer=issuing(),
        issuer_key=1,
        start=start,
        days=days,
        signing=signing,
        web=web,
    )


def person(role: str, name: str, number: int) -> exports.signing.identities.Identity:
    """Somebody who can sign, with the issuing authority as the one intermediate."""
    return exports.signing.identities.Identity(role, leaf(name, number), (issuing(),), key(number))


def secretary() -> exports.signing.identities.Identity:
    return person("bi-thu", SECRETARY, 2)


def minute_taker() -> exports.signing.identities.Identity:
    return person("thu-ky", MINUTE_TAKER, 3)


def chair() -> exports.signing.identities.Identity:
    return person("chu-tri", CHAIR, 4)


@functools.cache
def stored_seal() -> db.seals.Seal:
    return db.seals.make("THCS-LINHTRUNG", NOW - timedelta(days=100))


@functools.cache
def renewed_seal() -> db.seals.Seal:
    return db.seals.make("THCS-LINHTRUNG", NOW - timedelta(days=1), stored_seal())


@functools.cache
def foreign_seal() -> db.seals.Seal:
    return db.seals.make("THCS-LINHTRUNG", NOW - timedelta(days=100))


def seal() -> exports.signing.identities.Identity:
    return exports.signing.identities.of_seal(stored_seal())


def write_p12(
    path: Path, certificate: x509.Certificate, number: int, *, legacy: bool = False
) -> Path:
    """A .p12 with the whole chain, in today's or the old (3DES, SHA-1) protection."""
    protection: serialization.KeySerializationEncryption = serialization.BestAvailableEncryption(
        PASSWORD.encode()
    )
    if legacy:
        protection = (
            serialization.PrivateFormat.PKCS12.encryption_builder()
            .kdf_rounds(2048)
            .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
            .hmac_hash(hashes.SHA1())  # noqa: S303 - what old authorities hand out
            .build(PASSWORD.encode())
        )
    data = pkcs12.serialize_key_and_certificates(
        "khóa ký".encode(), key(number), certificate, [root(), issuing()], protection
    )
    path.write_bytes(data)
    return path


def write_elliptic_p12(path: Path) -> Path:
    """A .p12 whose key is not RSA."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = _name("Tăng Mỹ Hằng")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(77)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=9))
        .sign(private, hashes.SHA256())
    )
    protection = serialization.BestAvailableEncryption(PASSWORD.encode())
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(None, private, certificate, None, protection)
    )
    return path


def write_keyless_p12(path: Path) -> Path:
    """A .p12 that holds certificates alone."""
    protection = serialization.BestAvailableEncryption(PASSWORD.encode())
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(None, None, leaf(CHAIR, 4), [root()], protection)
    )
    return path


def pem(path: Path, *certificates: x509.Certificate) -> Path:
    path.write_bytes(b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates))
    return path


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _certificate(  # noqa: PLR0913 - the same
    name: str,
    number: int,
    *,
    issuer: x509.Certificate | None = None,
    issuer_key: int | None = None,
    authority: bool = False,
    start: int = -400,
    days: int = 4000,
    signing: bool = True,
    web: bool = False,
) -> x509.Certificate:
    private = key(number)
    signer = key(number if issuer_key is None else issuer_key)
    usage = x509.KeyUsage(
        digital_signature=signing and not authority,
        content_commitment=signing and not authority,
        key_encipherment=not signing,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer.subject if issuer is not None else _name(name))
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=start))
        .not_valid_after(NOW + timedelta(days=start + days))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False
        )
    )
    if web:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
    return builder.sign(signer, hashes.SHA256())
