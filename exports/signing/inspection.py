"""Reading a signed PDF with pyHanko, for the strict judge in ``pades``.

Imported only when a PDF is judged. Everything a signature does not protect by itself is asked
for here: the exact set of fields, the order, the certification, the lock, and that each revision
after the seal did nothing but sign. The last signature must cover every byte but its own value,
and that value must be exactly the object this program writes: so no byte of the file is free.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import diff_analysis
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation.status import SignatureCoverageLevel

import db.moments
import db.seals
import exports.signing.cms
import exports.signing.findings
import exports.signing.identities
import exports.signing.pades

# What pyHanko thinks of hostile files is said in our findings, not on somebody's terminal.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())

_SUBFILTER = "/ETSI.CAdES.detached"
_VALUE = re.compile(rb"<([0-9A-F]+)>")
_RANGE_LENGTH = 4


@dataclass(frozen=True)
class _Signed:
    """One filled field: where its value lies in the file, and what pyHanko knows of it."""

    field: str
    start: int
    end: int
    reach: int
    embedded: Any


def inspect(name: str, pdf: bytes, fields: Sequence[str]) -> list[exports.signing.findings.Found]:
    """The findings for a PDF that is as signing left it, in order of signing.

    Raises:
        exports.signing.findings.Unsound: it is not; other errors for bytes that are no PDF.
    """
    if not pdf.startswith(b"%PDF-"):
        raise exports.signing.findings.Unsound("Tệp không phải PDF.")
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    if reader.encrypted or reader.xrefs.hybrid_xrefs_present:
        raise exports.signing.findings.Unsound("Cấu trúc PDF lạ (mã hóa hoặc lai), không nhận.")
    signed = _signatures(pdf, reader, fields)
    if signed[-1].reach != len(pdf):
        raise exports.signing.findings.Unsound("Tệp bị thêm nội dung sau chữ ký cuối.")
    certificates = list(_contents(pdf, signed))
    _require_seal(reader, signed[0])
    if len(signed) > 1:
        _require_lock(signed[-1])
    _require_only_signing(reader, signed)
    return [
        _found(name, one, certificate)
        for one, certificate in zip(signed, certificates, strict=True)
    ]


def _signatures(pdf: bytes, reader: Any, fields: Sequence[str]) -> list[_Signed]:
    """The filled fields in order of signing: exactly ``fields``, none empty, none besides."""
    there = [(name, value) for name, value, _ in enumerate_sig_fields(reader)]
    if not any(value is not None for _, value in there):
        raise exports.signing.findings.Unsound("Tệp PDF chưa được ký.")
    empty = [name for name, value in there if value is None]
    if empty:
        raise exports.signing.findings.Unsound(f"Ô ký {', '.join(empty)} còn trống.")
    names = sorted(name for name, _ in there)
    if names != sorted(fields):
        missing = [field for field in fields if field not in names]
        extra = [field for field in names if field not in fields] or names
        raise exports.signing.findings.Unsound(
            f"Thiếu chữ ký ở ô {', '.join(missing)}."
            if missing
            else f"Có chữ ký ngoài danh sách: {', '.join(extra)}."
        )
    embedded = {one.field_name: one for one in reader.embedded_signatures}
    signed = sorted(
        (_placed(pdf, name, embedded[name]) for name in names), key=lambda one: one.reach
    )
    if [one.field for one in signed] != list(fields):
        raise exports.signing.findings.Unsound("Thứ tự ký không đúng: niêm phong phải ký trước.")
    return signed


def _placed(pdf: bytes, name: str, embedded: Any) -> _Signed:
    """Where a signature's value lies; its byte range must leave out that value and no more."""
    numbers = [int(number) for number in embedded.byte_range]
    if len(numbers) != _RANGE_LENGTH or numbers[0] != 0:
        raise exports.signing.findings.Unsound("Vùng được ký không liền từ đầu tệp.")
    _, start, end, rest = numbers
    if not 0 < start < end <= end + rest <= len(pdf) or not _VALUE.fullmatch(pdf, start, end):
        raise exports.signing.findings.Unsound("Vùng được ký bỏ ra ngoài hơn giá trị chữ ký.")
    return _Signed(name, start, end, end + rest, embedded)


def _contents(pdf: bytes, signed: Sequence[_Signed]) -> Iterator[exports.signing.cms.Content]:
    """Each signature's object, once it holds over its part of the file."""
    for one in signed:
        value = bytes.fromhex(pdf[one.start + 1 : one.end - 1].decode("ascii"))
        kind = one.embedded.sig_object
        if (
            value != one.embedded.pkcs7_content
            or _entry(kind, "/SubFilter") != _SUBFILTER
            or _entry(kind, "/Filter") != "/Adobe.PPKLite"
        ):
            raise exports.signing.findings.Unsound(
                f"Chữ ký ở ô {one.field} không thuộc loại PAdES (ETSI.CAdES.detached)."
            )
        view = memoryview(pdf)
        digest = hashlib.sha256(view[: one.start])
        digest.update(view[one.end : one.reach])
        content = exports.signing.cms.read(value)
        signer = exports.signing.cms.verify(content, digest.digest())
        if (one is signed[0]) != db.seals.is_seal(signer):
            raise exports.signing.findings.Unsound(
                "Niêm phong của sổ và chữ ký số bị tráo chỗ cho nhau."
            )
        yield content


def _require_seal(reader: Any, first: _Signed) -> None:
    """The first signature certifies: filling fields is allowed afterwards, nothing else."""
    sealed = exports.signing.identities.FIELDS[exports.signing.identities.SEAL]
    try:
        certified = reader.root["/Perms"].get_value_as_reference("/DocMDP")
    except KeyError:
        certified = None
    right = (
        first.field == sealed
        and certified == first.embedded.sig_object.container_ref
        and first.embedded.docmdp_level == MDPPerm.FILL_FORMS
        and _entry(first.embedded.sig_object, "/Reason") == exports.signing.pades.SEAL_REASON
    )
    if not right:
        raise exports.signing.findings.Unsound("Niêm phong của sổ không ký trước và chứng nhận.")


def _require_lock(last: _Signed) -> None:
    """The last signature locks all fields and allows no change (Lock ALL, P=1)."""
    lock = _entry(last.embedded.sig_field, "/Lock")
    locked = last.embedded.fieldmdp
    right = (
        isinstance(lock, generic.DictionaryObject)
        and _entry(lock, "/Action") == "/All"
        and _entry(lock, "/P") == MDPPerm.NO_CHANGES.value
        and locked is not None
        and locked.action.value == "/All"
    )
    if not right:
        raise exports.signing.findings.Unsound("Chữ ký cuối không khóa văn bản.")


def _require_only_signing(reader: Any, signed: Sequence[_Signed]) -> None:
    """One revision per signature, and none of them did more than fill its field."""
    revisions = [one.embedded.signed_revision for one in signed]
    last = reader.xrefs.total_revisions - 1
    if revisions != list(range(last - len(signed) + 1, last + 1)):
        raise exports.signing.findings.Unsound("Tệp bị thêm phiên bản ngoài các lần ký.")
    for one in signed:
        one.embedded.compute_integrity_info()
        status = one.embedded.summarise_integrity_info()
        result = status["diff_result"]
        whole = (
            SignatureCoverageLevel.ENTIRE_FILE
            if one is signed[-1]
            else SignatureCoverageLevel.ENTIRE_REVISION
        )
        if (
            status["coverage"] != whole
            or not status["docmdp_ok"]
            or not isinstance(result, diff_analysis.DiffResult)
            or result.modification_level > diff_analysis.ModificationLevel.FORM_FILLING
        ):
            raise exports.signing.findings.Unsound(
                f"Văn bản bị thay đổi sau chữ ký ở ô {one.field}."
            )


def _entry(dictionary: Any, key: str) -> Any:
    """The value under ``key``, references followed; None where there is none."""
    return dictionary[key] if key in dictionary else None  # noqa: SIM401 - get() follows none


def _found(
    name: str, one: _Signed, content: exports.signing.cms.Content
) -> exports.signing.findings.Found:
    from cryptography import x509

    role = next(
        (code for code, field in exports.signing.identities.FIELDS.items() if field == one.field),
        "",
    )
    sealed = role == exports.signing.identities.SEAL
    when = one.embedded.self_reported_timestamp
    signer = x509.load_der_x509_certificate(content.certificates[0])
    return exports.signing.findings.Found(
        name,
        exports.signing.identities.common_name(signer),
        role,
        exports.signing.findings.SEALED if sealed else exports.signing.findings.SIGNED,
        db.moments.stored(when.astimezone(UTC)) if when is not None else None,
        exports.signing.findings.UNCHECKED,
        exports.signing.findings.INTACT,
        content.certificates[0],
        content.certificates[1:],
    )
