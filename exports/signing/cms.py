"""The CMS object of one PDF signature (PAdES B-B: ETSI EN 319 142-1, EN 319 122-1, RFC 5652).

As with XAdES, one builder serves signing and judging: what the judge reads is built again from
its few values and must come out byte for byte, so that no part of the object is free to change.
The signing-certificate-v2 attribute names the whole chain, which binds the intermediates too.
"""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

import exports.signing.findings
import exports.signing.identities

# Written out because asn1crypto takes 25 ms to build what takes 20 µs to join.
_SEQUENCE, _SET, _OCTETS = 0x30, 0x31, 0x04
_CONTENT, _CERTIFICATES, _ATTRIBUTES = 0xA0, 0xA0, 0xA0  # [0] in three places
_SHORT = 0x80  # lengths below are one byte
_VERSION_1 = bytes.fromhex("020101")
_DATA = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_SIGNING_CERTIFICATE_V2 = bytes.fromhex("060b2a864886f70d010910022f")
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_RSA_SHA256 = bytes.fromhex("300d06092a864886f70d01010b0500")


@dataclass(frozen=True)
class Content:
    """What a CMS object says: digest of the document, certificates (signer first), signature."""

    digest: bytes
    certificates: tuple[bytes, ...]
    signature: bytes


def sign(digest: bytes, identity: exports.signing.identities.Identity) -> bytes:
    """The CMS object over a document whose SHA-256 is ``digest``."""
    certificates = _certificates(identity)
    signature = identity.sign(_attributes(digest, certificates))
    return build(Content(digest, certificates, signature))


def size(identity: exports.signing.identities.Identity) -> int:
    """How many bytes :func:`sign` returns for ``identity``; known before there is a digest."""
    unsigned = bytes(identity.signature_size)
    return len(build(Content(bytes(32), _certificates(identity), unsigned)))


def build(content: Content) -> bytes:
    """The DER bytes of the object that says ``content``."""
    from asn1crypto import x509 as asn1

    issued = asn1.Certificate.load(content.certificates[0], strict=True)["tbs_certificate"]
    info = _der(
        _SEQUENCE,
        _VERSION_1,
        _der(_SEQUENCE, issued["issuer"].dump(), issued["serial_number"].dump()),
        _SHA256,
        _der(_ATTRIBUTES, *_attribute_list(content.digest, content.certificates)),
        _RSA_SHA256,
        _der(_OCTETS, content.signature),
    )
    signed = _der(
        _SEQUENCE,
        _VERSION_1,
        _der(_SET, _SHA256),
        _der(_SEQUENCE, _DATA),
        _der(_CERTIFICATES, *sorted(content.certificates)),
        _der(_SET, info),
    )
    return _der(_SEQUENCE, _SIGNED_DATA, _der(_CONTENT, signed))


def read(data: bytes) -> Content:
    """The values in ``data``, once it is exactly the object :func:`build` makes of them.

    Raises:
        exports.signing.findings.Unsound: it is another or a changed object.
    """
    try:
        content = _parse(data)
        same = build(content) == data
    except Exception as error:
        raise exports.signing.findings.Unsound(
            exports.signing.findings.broken("Khối chữ ký hỏng")
        ) from error
    if not same:
        raise exports.signing.findings.Unsound(
            "Khối chữ ký đã bị sửa hoặc do chương trình khác tạo."
        )
    return content


def verify(content: Content, digest: bytes) -> x509.Certificate:
    """The signer's certificate, once the signature holds over ``digest`` of the document.

    Raises:
        exports.signing.findings.Unsound: the document or the signature was changed.
    """
    if content.digest != digest:
        raise exports.signing.findings.Unsound("Nội dung văn bản đã bị sửa sau khi ký.")
    chain = [x509.load_der_x509_certificate(data) for data in content.certificates]
    key = exports.signing.identities.public_key(chain[0])
    try:
        key.verify(
            content.signature,
            _attributes(content.digest, content.certificates),
            padding.PKCS1v15(),
            hashes.SHA256(),
        )
    except InvalidSignature as error:
        raise exports.signing.findings.Unsound(
            "Giá trị chữ ký không khớp với chứng thư kèm theo."
        ) from error
    for below, above in itertools.pairwise(chain):
        if not exports.signing.identities.issued_by(below, above):
            raise exports.signing.findings.Unsound("Các chứng thư trong chữ ký không nối nhau.")
    return chain[0]


def _certificates(identity: exports.signing.identities.Identity) -> tuple[bytes, ...]:
    chain = (identity.certificate, *identity.chain)
    return tuple(exports.signing.identities.der(certificate) for certificate in chain)


def _attributes(digest: bytes, certificates: tuple[bytes, ...]) -> bytes:
    """The signed attributes as the SET that is signed."""
    return _der(_SET, *_attribute_list(digest, certificates))


def _attribute_list(digest: bytes, certificates: tuple[bytes, ...]) -> list[bytes]:
    """The attributes in DER order (no signing time: PAdES keeps it in the PDF)."""
    chain = [_der(_SEQUENCE, _der(_OCTETS, hashlib.sha256(data).digest())) for data in certificates]
    return sorted(
        [
            _der(_SEQUENCE, _CONTENT_TYPE, _der(_SET, _DATA)),
            _der(_SEQUENCE, _MESSAGE_DIGEST, _der(_SET, _der(_OCTETS, digest))),
            _der(
                _SEQUENCE,
                _SIGNING_CERTIFICATE_V2,
                _der(_SET, _der(_SEQUENCE, _der(_SEQUENCE, *chain))),
            ),
        ]
    )


def _der(tag: int, *parts: bytes) -> bytes:
    """One DER element: tag, shortest length, contents."""
    body = b"".join(parts)
    size = len(body)
    if size < _SHORT:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, _SHORT | len(length)]) + length + body


def _parse(data: bytes) -> Content:
    from asn1crypto import cms

    signed = cms.ContentInfo.load(data, strict=True)["content"]
    (info,) = signed["signer_infos"]
    values = {item["type"].native: item["values"][0] for item in info["signed_attrs"]}
    by_digest = {
        hashlib.sha256(choice.chosen.dump()).digest(): choice.chosen.dump()
        for choice in signed["certificates"]
    }
    named = values["signing_certificate_v2"]["certs"]
    return Content(
        values["message_digest"].native,
        tuple(by_digest[item["cert_hash"].native] for item in named),
        info["signature"].native,
    )
