"""XAdES-BES signatures of a bundle (ASiC-E, ETSI EN 319 162-1 and 319 132-1; design 6).

One builder writes the file, both for signing and for judging: the judge picks the few values out
of a signature file, builds the file again from them and demands the same bytes. Nothing an XML
parser would overlook (ids, targets, white space, prefixes, comments) can therefore differ, and
no XML parser ever sees hostile input.

The text is written in its canonical form (Canonical XML 1.1: start and end tags, sorted
attributes), so a part's canonical bytes are the part itself with the namespaces in its first tag.
"""

from __future__ import annotations

import base64
import hashlib
import html
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

import db.moments
import db.seals
import exports.signing.findings
import exports.signing.identities

Entries = Mapping[str, tuple[str, bytes]]

_NAMESPACES = (
    ' xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"'
    ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"'
    ' xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"'
)
_C14N = "http://www.w3.org/2006/12/xml-c14n11"
_RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
_SHA256 = '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>'
_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
_LARGEST = 4_000_000  # bytes; a signature over a thousand files stays far below
_TIME = re.compile(r"<xades:SigningTime>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)</xades:SigningTime>")
_ROLE = re.compile(r"<xades:ClaimedRole>([^<>]{1,200})</xades:ClaimedRole>")
_CERTIFICATE = re.compile(r"<ds:X509Certificate>([A-Za-z0-9+/=]+)</ds:X509Certificate>")
_VALUE = re.compile(r'<ds:SignatureValue Id="[^"]*">([A-Za-z0-9+/=]+)</ds:SignatureValue>')
_REFERENCE = re.compile(
    r'<ds:Reference Id="[^"]*" URI="([^"]*)"><ds:DigestMethod [^>]*></ds:DigestMethod>'
    r"<ds:DigestValue>([^<]*)</ds:DigestValue>"
)


@dataclass(frozen=True)
class _Claims:
    """What one signature says, apart from the files it covers."""

    number: int
    time: str
    role: str
    certificates: tuple[bytes, ...]

    @property
    def properties_id(self) -> str:
        """The id of the signed properties; it binds the intermediates in KeyInfo.

        SigningCertificateV2 names the signer alone (libdigidocpp refuses more), and nothing else
        signed speaks of the certificates above it: a digest of them stands in this id.
        """
        key = f"S{self.number}-SP"
        above = b"".join(hashlib.sha256(data).digest() for data in self.certificates[1:])
        return f"{key}-{hashlib.sha256(above).hexdigest()[:32]}" if above else key


def sign(
    number: int,
    entries: Entries,
    identity: exports.signing.identities.Identity,
    instant: datetime,
) -> bytes:
    """The whole ``META-INF/signatures<number>.xml`` over ``entries`` (path: (MIME type, bytes))."""
    chain = (identity.certificate, *identity.chain)
    claims = _Claims(
        number,
        db.moments.stored(instant),
        exports.signing.identities.ROLES[identity.role],
        tuple(exports.signing.identities.der(certificate) for certificate in chain),
    )
    properties = _properties(claims, entries)
    signed_info = _signed_info(claims, entries, properties)
    value = identity.sign(_canonical(signed_info))
    return _file(claims, signed_info, properties, value)


def judge(name: str, xml: bytes, number: int, entries: Entries) -> exports.signing.findings.Found:
    """Judge signature file ``name``, which must be number ``number`` and cover ``entries``.

    Returns a finding for any bytes: "invalid" with what is wrong, else "unchecked": whole, the
    signer not yet compared with anyone the reader trusts (see ``trust``).
    """
    try:
        claims, value = _read(xml, number)
        properties = _properties(claims, entries)
        signed_info = _signed_info(claims, entries, properties)
        if _file(claims, signed_info, properties, value) != xml:
            _blame(xml, entries)
        role, certificate = _signer(claims)
        _verify(certificate, value, _canonical(signed_info))
    except exports.signing.findings.Unsound as error:
        return exports.signing.findings.invalid(name, str(error))
    except Exception:  # noqa: BLE001 - hostile bytes are a finding, never a crash
        return exports.signing.findings.invalid(
            name, exports.signing.findings.broken("Tệp chữ ký hỏng")
        )
    sealed = role == exports.signing.identities.SEAL
    return exports.signing.findings.Found(
        name,
        exports.signing.identities.common_name(certificate),
        role,
        exports.signing.findings.SEALED if sealed else exports.signing.findings.SIGNED,
        claims.time,
        exports.signing.findings.UNCHECKED,
        exports.signing.findings.INTACT,
        claims.certificates[0],
        claims.certificates[1:],
    )


def _read(xml: bytes, number: int) -> tuple[_Claims, bytes]:
    """Pick the values out; whether they are all there is to the file is asked by building."""
    if len(xml) > _LARGEST:
        raise exports.signing.findings.Unsound("Tệp chữ ký lớn bất thường.")
    text = xml.decode("utf-8")
    time, role, value = _TIME.search(text), _ROLE.search(text), _VALUE.search(text)
    certificates = _CERTIFICATE.findall(text)
    if not (time and role and value and certificates):
        raise exports.signing.findings.Unsound(
            "Tệp chữ ký không đúng mẫu: thiếu giờ ký, vai trò, chứng thư hoặc giá trị chữ ký."
        )
    datetime.strptime(time[1], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    claims = _Claims(
        number,
        time[1],
        html.unescape(role[1]),
        tuple(base64.b64decode(text, validate=True) for text in certificates),
    )
    return claims, base64.b64decode(value[1], validate=True)


def _signer(claims: _Claims) -> tuple[str, x509.Certificate]:
    """The role code and the certificate, once they may stand together."""
    role = next(
        (code for code, words in exports.signing.identities.ROLES.items() if words == claims.role),
        None,
    )
    if role is None:
        raise exports.signing.findings.Unsound(f"Vai trò “{claims.role}” không có trong danh mục.")
    chain = tuple(x509.load_der_x509_certificate(data) for data in claims.certificates)
    for below, above in itertools.pairwise(chain):
        if not exports.signing.identities.issued_by(below, above):
            raise exports.signing.findings.Unsound("Các chứng thư trong chữ ký không nối nhau.")
    sealed = role == exports.signing.identities.SEAL
    if sealed != (claims.number == 0) or sealed != db.seals.is_seal(chain[0]):
        raise exports.signing.findings.Unsound(
            "Vai trò và chứng thư không hợp nhau: niêm phong của sổ và chữ ký số bị tráo."
        )
    return role, chain[0]


def _verify(certificate: x509.Certificate, value: bytes, data: bytes) -> None:
    key = exports.signing.identities.public_key(certificate)
    try:
        key.verify(value, data, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise exports.signing.findings.Unsound(
            "Giá trị chữ ký không khớp với chứng thư kèm theo."
        ) from error


def _blame(xml: bytes, entries: Entries) -> None:
    """Say which file differs, or that the signature file itself does."""
    signed = dict(_REFERENCE.findall(xml.decode("utf-8")))
    for path, (_, data) in entries.items():
        digest = signed.pop(_attribute(quote(path)), None)
        if digest is None:
            raise exports.signing.findings.Unsound(f"Tệp “{path}” không nằm trong phần được ký.")
        if digest != _digest(data):
            raise exports.signing.findings.Unsound(f"Tệp “{path}” đã bị sửa sau khi ký.")
    if signed:
        raise exports.signing.findings.Unsound(f"Thiếu tệp đã được ký: “{next(iter(signed))}”.")
    raise exports.signing.findings.Unsound("Tệp chữ ký đã bị sửa sau khi ký.")


def _file(claims: _Claims, signed_info: str, properties: str, value: bytes) -> bytes:
    key = f"S{claims.number}"
    certificates = "".join(
        f"<ds:X509Certificate>{_base64(data)}</ds:X509Certificate>" for data in claims.certificates
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<asic:XAdESSignatures{_NAMESPACES}><ds:Signature Id="{key}">{signed_info}'
        f'<ds:SignatureValue Id="{key}-SIG">{_base64(value)}</ds:SignatureValue>'
        f"<ds:KeyInfo><ds:X509Data>{certificates}</ds:X509Data></ds:KeyInfo>"
        f'<ds:Object><xades:QualifyingProperties Target="#{key}">{properties}'
        "</xades:QualifyingProperties></ds:Object></ds:Signature></asic:XAdESSignatures>"
    ).encode()


def _signed_info(claims: _Claims, entries: Entries, properties: str) -> str:
    key = f"S{claims.number}"
    references = [
        f'<ds:Reference Id="{key}-R{place}" URI="{_attribute(quote(path))}">'
        f"{_SHA256}<ds:DigestValue>{_digest(data)}</ds:DigestValue></ds:Reference>"
        for place, (path, (_, data)) in enumerate(entries.items())
    ]
    references.append(
        f'<ds:Reference Id="{key}-RP" Type="{_PROPERTIES}" URI="#{claims.properties_id}">'
        f'<ds:Transforms><ds:Transform Algorithm="{_C14N}"></ds:Transform></ds:Transforms>{_SHA256}'
        f"<ds:DigestValue>{_digest(_canonical(properties))}</ds:DigestValue></ds:Reference>"
    )
    return (
        "<ds:SignedInfo>"
        f'<ds:CanonicalizationMethod Algorithm="{_C14N}"></ds:CanonicalizationMethod>'
        f'<ds:SignatureMethod Algorithm="{_RSA}"></ds:SignatureMethod>'
        f"{''.join(references)}</ds:SignedInfo>"
    )


def _properties(claims: _Claims, entries: Entries) -> str:
    key = f"S{claims.number}"
    formats = "".join(
        f'<xades:DataObjectFormat ObjectReference="#{key}-R{place}">'
        f"<xades:MimeType>{_text(mime)}</xades:MimeType></xades:DataObjectFormat>"
        for place, (mime, _) in enumerate(entries.values())
    )
    return (
        f'<xades:SignedProperties Id="{claims.properties_id}"><xades:SignedSignatureProperties>'
        f"<xades:SigningTime>{claims.time}</xades:SigningTime>"
        f"<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>{_SHA256}"
        f"<ds:DigestValue>{_digest(claims.certificates[0])}</ds:DigestValue>"
        "</xades:CertDigest></xades:Cert></xades:SigningCertificateV2>"
        "<xades:SignerRoleV2><xades:ClaimedRoles>"
        f"<xades:ClaimedRole>{_text(claims.role)}</xades:ClaimedRole>"
        "</xades:ClaimedRoles></xades:SignerRoleV2></xades:SignedSignatureProperties>"
        f"<xades:SignedDataObjectProperties>{formats}</xades:SignedDataObjectProperties>"
        "</xades:SignedProperties>"
    )


def _canonical(part: str) -> bytes:
    """Canonical XML 1.1 of a part of the file: the namespaces in scope enter its first tag."""
    name = re.match(r"<[A-Za-z0-9:]+", part)
    if name is None:
        raise ValueError("not an element")
    return (name[0] + _NAMESPACES + part[name.end() :]).encode()


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _digest(data: bytes) -> str:
    return _base64(hashlib.sha256(data).digest())
