"""A signer's PKCS#12 file (.p12, .pfx): every way it can fail has its own sentence.

pyHanko's own loader answers None to all of them, and signs with expired certificates; here each
is looked at before anything is signed.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12

import db.errors
import db.moments
import db.seals
import exports.signing.identities

_LARGEST = 1_000_000  # bytes; a real file holds a few kilobytes
_LEAST_BITS = 2048


class WrongPassword(db.errors.RecordError):
    """The file is one of a signer's, but the password does not open it."""


def load(
    path: Path, password: str, role: str, instant: datetime
) -> exports.signing.identities.Identity:
    """The signer in ``path``, ready to sign at ``instant`` in ``role`` (a key of ROLES).

    Raises:
        db.errors.RecordError: the file is missing or no PKCS#12, the password is wrong, there is
            no key, the certificate is expired, not yet valid or not for signing, or the key is of
            a kind this program does not sign with.
        WrongPassword: of these, that the password is wrong.
    """
    bag = _open(path, _read(path), password)
    certificate = bag.cert.certificate if bag.cert is not None else None
    if bag.key is None or certificate is None:
        raise db.errors.RecordError(
            f"Tệp “{path.name}” không có khóa bí mật kèm chứng thư; "
            "hãy xuất lại chứng thư kèm khóa rồi chọn tệp mới."
        )
    key = bag.key
    # Two ECDSA signatures of one text may both be right, so a changed one could not be told.
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < _LEAST_BITS:
        raise db.errors.RecordError(
            f"Chứng thư trong “{path.name}” dùng loại khóa chưa hỗ trợ; "
            f"hãy dùng chứng thư có khóa RSA từ {_LEAST_BITS} bit."
        )
    check(certificate, path.name, instant)
    others = tuple(other.certificate for other in bag.additional_certs)
    chain = exports.signing.identities.path(certificate, others)
    return exports.signing.identities.Identity(role, certificate, chain, key)


def check(certificate: x509.Certificate, source: str, instant: datetime) -> None:
    """Refuse a certificate that may not sign at ``instant``; ``source`` names where it lies.

    Raises:
        db.errors.RecordError: expired, not yet valid, not for signing, or the seal of a book.
    """
    name = exports.signing.identities.common_name(certificate)
    if instant > certificate.not_valid_after_utc:
        raise db.errors.RecordError(
            f"Chứng thư của {name} trong “{source}” đã hết hạn ngày "
            f"{_day(certificate.not_valid_after_utc)}; hãy dùng chứng thư còn hạn."
        )
    if instant < certificate.not_valid_before_utc:
        raise db.errors.RecordError(
            f"Chứng thư của {name} trong “{source}” chưa có hiệu lực (từ ngày "
            f"{_day(certificate.not_valid_before_utc)}); hãy kiểm tra ngày giờ của máy."
        )
    if not exports.signing.identities.may_sign(certificate):
        raise db.errors.RecordError(
            f"Chứng thư của {name} trong “{source}” không phải loại dùng để ký; "
            "hãy chọn chứng thư chữ ký số."
        )
    if db.seals.is_seal(certificate):
        raise db.errors.RecordError(
            f"“{source}” là niêm phong của một sổ, không phải chữ ký số của người; "
            "hãy chọn chứng thư chữ ký số."
        )


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise db.errors.RecordError(
            f"Không tìm thấy tệp chứng thư “{path}”; hãy kiểm tra đường dẫn."
        ) from error
    except OSError as error:
        raise db.errors.RecordError(
            f"Không đọc được tệp chứng thư “{path}”; hãy kiểm tra quyền đọc hoặc thiết bị chứa tệp."
        ) from error
    if len(data) > _LARGEST:
        raise _no_p12(path)
    return data


def _open(path: Path, data: bytes, password: str) -> pkcs12.PKCS12KeyAndCertificates:
    """Try the password as typed, composed and decomposed: programs differ over "ậ"."""
    forms = (
        password,
        unicodedata.normalize("NFC", password),
        unicodedata.normalize("NFD", password),
    )
    wrong = False
    for form in dict.fromkeys(forms):
        try:
            return pkcs12.load_pkcs12(data, form.encode())
        except ValueError as error:
            wrong = wrong or "password" in str(error).lower()
        except Exception as error:  # an algorithm the library does not know
            raise _no_p12(path) from error
    if wrong:
        raise WrongPassword(f"Mật khẩu của tệp chứng thư “{path.name}” không đúng; hãy nhập lại.")
    raise _no_p12(path)


def _no_p12(path: Path) -> db.errors.RecordError:
    return db.errors.RecordError(
        f"“{path.name}” không phải tệp chứng thư .p12 hoặc .pfx đọc được; hãy chọn tệp khác."
    )


def _day(instant: datetime) -> str:
    return instant.astimezone(db.moments.HANOI).strftime("%d/%m/%Y")
