"""Whether the signer is who the reader expects: pins, authorities, and nothing from inside."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

import db.errors
import db.seals
import exports.signing.findings
import exports.signing.identities
import exports.signing.trust
import exports.signing.xades
from tests.exports import authority

ENTRIES = {"manifest.json": ("application/json", b"{}")}


def found(
    identity: exports.signing.identities.Identity, days: int = 0
) -> exports.signing.findings.Found:
    """An intact finding of a signature made ``days`` after NOW."""
    number = 0 if identity.role == "niem-phong" else 1
    instant = authority.NOW + timedelta(days=days)
    xml = exports.signing.xades.sign(number, ENTRIES, identity, instant)
    return exports.signing.xades.judge("a", xml, number, ENTRIES)


def verdict(
    identity: exports.signing.identities.Identity, *trusted: x509.Certificate, days: int = 0
) -> str:
    return exports.signing.trust.judge(found(identity, days), trusted).verdict


def test_without_trust_integrity_is_judged_and_identity_is_not() -> None:
    judged = exports.signing.trust.judge(found(authority.secretary()), ())
    assert judged.verdict == "unchecked"
    assert judged.why == "Nguyên vẹn; chưa kiểm được người ký"


def test_a_leaf_given_is_a_pin() -> None:
    assert verdict(authority.secretary(), authority.leaf(authority.SECRETARY, 2)) == "valid"
    assert verdict(authority.secretary(), authority.leaf(authority.CHAIR, 4)) == "invalid"
    assert verdict(authority.seal(), authority.seal().certificate) == "valid"


def test_a_certificate_of_the_same_name_is_no_pin() -> None:
    again = authority.leaf(authority.SECRETARY, 2, start=-29)
    foreign = x509.load_der_x509_certificate(authority.foreign_seal().certificate)
    assert verdict(authority.secretary(), again) == "invalid"
    assert verdict(authority.seal(), foreign) == "invalid"


def test_an_authority_proves_the_name_and_the_role_stays_claimed() -> None:
    judged = exports.signing.trust.judge(found(authority.secretary()), (authority.root(),))
    assert judged.verdict == "valid"
    assert "tự khai" in judged.why
    assert verdict(authority.secretary(), authority.issuing()) == "valid"


def test_another_authority_proves_nothing() -> None:
    assert verdict(authority.secretary(), authority.stranger()) == "invalid"
    assert verdict(authority.seal(), authority.root()) == "invalid"


def test_one_match_among_several_is_enough() -> None:
    assert verdict(authority.secretary(), authority.stranger(), authority.root()) == "valid"


def test_an_intermediate_the_signature_does_not_carry_must_be_given() -> None:
    bare = replace(authority.secretary(), chain=())
    assert verdict(bare, authority.root()) == "invalid"
    assert verdict(bare, authority.root(), authority.issuing()) == "valid"


def test_certificates_are_judged_at_the_claimed_time() -> None:
    pin = authority.leaf(authority.SECRETARY, 2)
    assert verdict(authority.secretary(), authority.root(), days=900) == "valid"
    assert verdict(authority.secretary(), authority.root(), days=980) == "invalid"
    assert verdict(authority.secretary(), pin, days=980) == "invalid"
    assert verdict(authority.secretary(), pin, days=-40) == "invalid"


def test_a_certificate_not_for_signing_is_refused_though_its_authority_is_trusted() -> None:
    server = replace(authority.secretary(), certificate=authority.leaf("may-chu.vn", 2, web=True))
    assert verdict(server, authority.root()) == "invalid"


def test_a_person_cannot_issue_certificates() -> None:
    """Signed by a leaf that a trusted authority certified: CA:FALSE ends the path."""
    leaf = authority.leaf(authority.CHAIR, 4)
    forged = issue("Kẻ Mạo Danh", authority.key(4), leaf)
    mallory = exports.signing.identities.Identity(
        "bi-thu", forged, (leaf, authority.issuing()), authority.key(5)
    )
    assert verdict(mallory, authority.root()) == "invalid"
    assert verdict(mallory, leaf) == "invalid"


def test_a_root_carried_inside_is_not_trusted() -> None:
    forged = issue("Kẻ Mạo Danh", authority.key(9), authority.stranger())
    mallory = exports.signing.identities.Identity(
        "bi-thu", forged, (authority.stranger(),), authority.key(5)
    )
    assert found(mallory).verdict == "unchecked"
    assert verdict(mallory, authority.root()) == "invalid"


def issue(name: str, key: rsa.RSAPrivateKey, issuer: x509.Certificate) -> x509.Certificate:
    """A certificate for key 5, signed by whoever holds ``key``."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject)
        .public_key(authority.key(5).public_key())
        .serial_number(5)
        .not_valid_before(authority.NOW - timedelta(days=9))
        .not_valid_after(authority.NOW + timedelta(days=9))
    )
    return builder.sign(key, hashes.SHA256())


def test_a_renewed_seal_follows_from_the_registered_one_by_one_step() -> None:
    new = exports.signing.identities.of_seal(authority.renewed_seal())
    old = authority.seal().certificate
    judged = exports.signing.trust.judge(found(new), (old,))
    assert judged.verdict == "valid"
    assert "niêm phong mới" in judged.why
    assert verdict(authority.seal(), new.certificate) == "invalid"
    third = exports.signing.identities.of_seal(
        db.seals.make("THCS-LINHTRUNG", authority.NOW, authority.renewed_seal())
    )
    assert verdict(third, old) == "invalid"


def test_what_is_invalid_stays_so() -> None:
    broken = exports.signing.findings.invalid("a", "hỏng")
    assert exports.signing.trust.judge(broken, (authority.root(),)) == broken


@pytest.mark.parametrize("field", ["certificate", "chain", "time"])
def test_an_unreadable_certificate_proves_nothing(field: str) -> None:
    spoilt = {"certificate": b"\0", "chain": (b"\0",), "time": None}[field]
    whole = found(authority.secretary())
    odd = exports.signing.findings.Found(**{**vars(whole), field: spoilt})
    judged = exports.signing.trust.judge(odd, (authority.root(),))
    assert judged.verdict == "invalid"


def test_anchors_are_read_from_pem_and_der(tmp_path: Path) -> None:
    both = authority.pem(tmp_path / "hai.pem", authority.root(), authority.issuing())
    der = tmp_path / "niem-phong.cer"
    der.write_bytes(authority.stored_seal().certificate)
    read = exports.signing.trust.anchors([both, der])
    assert read == (authority.root(), authority.issuing(), authority.seal().certificate)


def test_what_is_no_certificate_is_said(tmp_path: Path) -> None:
    garbage, damaged = tmp_path / "a.cer", tmp_path / "b.pem"
    garbage.write_bytes(b"khong phai")
    damaged.write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    for path in (garbage, damaged):
        with pytest.raises(db.errors.RecordError, match="không phải tệp chứng thư"):
            exports.signing.trust.anchors([path])
    with pytest.raises(db.errors.RecordError, match="Không đọc được"):
        exports.signing.trust.anchors([tmp_path / "khong-co.pem"])
