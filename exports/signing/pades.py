"""PAdES signatures in a PDF: made here, and judged more strictly than viewers do (design 6).

All empty fields are made first; the seal signs first and certifies (DocMDP P=2), people approve
in order, the last field carries Lock ALL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import db.errors
import exports.signing.findings
import exports.signing.identities

SEAL_REASON = "Niêm phong của sổ, không phải chữ ký số"


@dataclass(frozen=True)
class FieldPlace:
    """Where an empty signature field lies.

    ``name`` a value of identities.FIELDS; ``page`` from 0; ``box`` left, bottom, right, top in
    points, None for a field that shows nothing.
    """

    name: str
    page: int
    box: tuple[float, float, float, float] | None

    @property
    def label(self) -> str:
        """What a viewer and a screen reader call the field."""
        names = exports.signing.identities.FIELDS.items()
        role = next((code for code, field in names if field == self.name), None)
        return exports.signing.identities.ROLES[role] if role else self.name


def sign(
    pdf: bytes,
    places: Sequence[FieldPlace],
    seal: exports.signing.identities.Identity,
    persons: Sequence[exports.signing.identities.Identity],
    instant: datetime,
) -> bytes:
    """The PDF with the seal's signature and, after it, those of ``persons`` in order.

    A person's field lies where ``places`` says and is invisible where it says nothing. The bytes
    depend on the arguments alone, apart from the signature values.

    Raises:
        db.errors.RecordError: one role is given to two signers.
    """
    import exports.signing.revisions

    roles = [person.role for person in persons]
    if len(set(roles)) < len(roles) or exports.signing.identities.SEAL in roles:
        raise db.errors.RecordError(
            "Một vai trò ký được giao cho hai chứng thư; hãy chọn mỗi vai trò một chứng thư."
        )
    given = {place.name: place for place in places}
    names = [exports.signing.identities.FIELDS[role] for role in roles]
    first = exports.signing.identities.FIELDS[exports.signing.identities.SEAL]
    fields = [FieldPlace(first, 0, None)]
    fields += [given.get(name, FieldPlace(name, 0, None)) for name in names]
    last = names[-1] if names else None
    pdf = exports.signing.revisions.with_fields(pdf, fields, last)
    for field, identity in zip(fields, (seal, *persons), strict=True):
        certifies = field.name == first
        signature = exports.signing.revisions.Signature(
            field.name,
            SEAL_REASON if certifies else field.label,
            certifies=certifies,
            locks=field.name == last,
            visible=field.box is not None,
        )
        pdf = exports.signing.revisions.signed(pdf, signature, identity, instant)
    return pdf


def judge(name: str, pdf: bytes, fields: Sequence[str]) -> list[exports.signing.findings.Found]:
    """Judge the signatures of ``pdf``, which must be exactly ``fields`` in order of signing.

    Returns one finding per field, "unchecked" when whole (see ``trust``); for any other bytes
    one finding "invalid" that says what is wrong. Raises nothing, whatever the bytes.
    """
    import exports.signing.inspection

    try:
        return exports.signing.inspection.inspect(name, pdf, fields)
    except exports.signing.findings.Unsound as error:
        return [exports.signing.findings.invalid(name, str(error))]
    except Exception:  # noqa: BLE001 - hostile bytes are a finding, never a crash
        why = exports.signing.findings.broken("Tệp PDF hỏng")
        return [exports.signing.findings.invalid(name, why)]
