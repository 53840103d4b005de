"""Who may sign: the seal, and every way a .p12 can fail told apart."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509

import db.errors
import db.seals
import exports.signing.identities
import exports.signing.p12
from tests.exports import authority


def load(path: Path, password: str = authority.PASSWORD) -> exports.signing.identities.Identity:
    return exports.signing.p12.load(path, password, "bi-thu", authority.NOW)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    leaf = authority.leaf(authority.SECRETARY, 2)
    return authority.write_p12(tmp_path / "bi-thu.p12", leaf, 2)


def test_a_signer_brings_the_intermediates_but_no_root(good: Path) -> None:
    identity = load(good)
    assert identity.common_name == authority.SECRETARY
    assert identity.chain == (authority.issuing(),)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_password_is_tried_composed_and_decomposed(tmp_path: Path, form: str) -> None:
    leaf = authority.leaf(authority.SECRETARY, 2)
    path = authority.write_p12(tmp_path / "a.p12", leaf, 2)
    typed = unicodedata.normalize("NFD" if form == "NFC" else "NFC", authority.PASSWORD)
    assert load(path, typed).role == "bi-thu"


def test_an_old_file_with_triple_des_still_opens(tmp_path: Path) -> None:
    leaf = authority.leaf(authority.SECRETARY, 2)
    assert load(authority.write_p12(tmp_path / "cu.pfx", leaf, 2, legacy=True)).chain


def test_each_failure_has_its_own_sentence(tmp_path: Path, good: Path) -> None:
    garbage = tmp_path / "thu.p12"
    garbage.write_bytes(b"khong phai chung thu")
    made = authority.leaf
    cases = {
        "Không tìm thấy": (tmp_path / "khong-co.p12", authority.PASSWORD),
        "Không đọc được tệp chứng thư": (tmp_path, authority.PASSWORD),
        "không phải tệp chứng thư": (garbage, authority.PASSWORD),
        "Mật khẩu": (good, "sai"),
        "không có khóa bí mật": (
            authority.write_keyless_p12(tmp_path / "k.p12"),
            authority.PASSWORD,
        ),
        "RSA": (authority.write_elliptic_p12(tmp_path / "ec.p12"), authority.PASSWORD),
        "đã hết hạn": (
            authority.write_p12(tmp_path / "x.p12", made("Lò Văn Hạn", 5, start=-90, days=80), 5),
            authority.PASSWORD,
        ),
        "chưa có hiệu lực": (
            authority.write_p12(tmp_path / "y.p12", made("Lò Văn Mai", 5, start=9), 5),
            authority.PASSWORD,
        ),
        "không phải loại dùng để ký": (
            authority.write_p12(tmp_path / "z.p12", made("Lò Văn Mã", 5, signing=False), 5),
            authority.PASSWORD,
        ),
    }
    said = []
    for words, (path, password) in cases.items():
        with pytest.raises(db.errors.RecordError, match=words) as error:
            load(path, password)
        said.append(str(error.value))
    assert len(set(said)) == len(cases)
    assert all(sentence.count("\n") == 0 and sentence.endswith(".") for sentence in said)


def test_a_certificate_for_web_servers_signs_no_document(tmp_path: Path) -> None:
    path = authority.write_p12(tmp_path / "w.p12", authority.leaf("may-chu.vn", 5, web=True), 5)
    with pytest.raises(db.errors.RecordError, match="không phải loại dùng để ký"):
        load(path)


def test_a_file_of_any_size_is_not_swallowed(tmp_path: Path) -> None:
    path = tmp_path / "to.p12"
    path.write_bytes(b"0" * 2_000_000)
    with pytest.raises(db.errors.RecordError, match="không phải tệp chứng thư"):
        load(path)


def test_the_seal_says_in_its_name_that_it_is_no_signature() -> None:
    seal = authority.seal()
    assert seal.common_name == "NIEM PHONG SO - KHONG PHAI CHU KY SO - THCS-LINHTRUNG"
    assert seal.role == "niem-phong"
    assert db.seals.is_seal(seal.certificate)
    assert not db.seals.is_seal(authority.leaf(authority.SECRETARY, 2))


def test_the_seal_is_no_authority_and_lasts_twenty_years() -> None:
    certificate = authority.seal().certificate
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert not constraints.ca
    assert usage.digital_signature
    assert usage.content_commitment
    assert exports.signing.identities.public_key(certificate).key_size == 3072
    made = authority.NOW - timedelta(days=100)
    assert certificate.not_valid_after_utc == made.replace(year=made.year + 20)


def test_a_seal_of_the_leap_day_ends_on_the_28th() -> None:
    leap = authority.NOW.replace(year=2028, month=2, day=29)
    seal = exports.signing.identities.of_seal(db.seals.make("CB-1", leap))
    assert seal.certificate.not_valid_after_utc.month == 2


def test_a_new_seal_is_signed_by_the_old_one() -> None:
    old = x509.load_der_x509_certificate(authority.stored_seal().certificate)
    new = x509.load_der_x509_certificate(authority.renewed_seal().certificate)
    assert exports.signing.identities.issued_by(new, old)
    assert not exports.signing.identities.issued_by(new, new)
    assert old.subject != new.subject


def test_a_code_too_long_for_a_certificate_is_refused_in_words() -> None:
    with pytest.raises(db.errors.RecordError, match="1 đến 25 ký tự"):
        db.seals.make("X" * 26, authority.NOW)


def test_the_fingerprint_is_read_in_groups_of_four() -> None:
    words = db.seals.fingerprint(authority.stored_seal().certificate).split(" ")
    assert len(words) == 16
    assert {len(word) for word in words} == {4}
    assert "".join(words) == authority.seal().sha256.upper()
