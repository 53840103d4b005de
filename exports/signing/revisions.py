"""Writing signed revisions of a PDF with pyHanko: empty fields, then one signature each.

Imported only when something is signed (pyHanko takes a third of a second to load). pyHanko's
signer object is not used: it asks the clock, renews the metadata and leaves room in the
signature; its lower floor (fields, locks, byte ranges) does all that is needed.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields
from pyhanko.sign.signers import cms_embedder, constants, pdf_byterange

import db.moments
import exports.signing.cms
import exports.signing.identities
import exports.signing.stamps
import exports.signing.tagging

if TYPE_CHECKING:
    import exports.signing.pades

_DIGEST = "sha256"


class _Revision(IncrementalPdfFileWriter):
    """An incremental update that depends on nothing but what it is given.

    Signing leaves the document's metadata alone, and the second half of the file identifier is
    drawn from the bytes before and ``step`` instead of from chance.
    """

    def __init__(self, pdf: bytes, step: str) -> None:
        super().__init__(io.BytesIO(pdf), strict=True)
        seed = hashlib.sha256(pdf + step.encode()).digest()
        first = self._document_id[0] if "/ID" in self.prev.trailer else seed[16:]
        self._document_id = generic.ArrayObject(
            [generic.ByteStringObject(first), generic.ByteStringObject(seed[:16])]
        )

    def _update_meta(self) -> None:
        """Leave title, dates and XMP as they were."""

    def finished(self) -> bytes:
        """The whole file with this revision at its end."""
        out, writer = io.BytesIO(), cast("Any", self)
        writer.write(out)
        return out.getvalue()


@dataclass(frozen=True)
class Signature:
    """One signature to be set: its empty field, the words in it, and how it binds the rest."""

    field: str
    reason: str
    certifies: bool
    locks: bool
    visible: bool


def with_fields(
    pdf: bytes, places: list[exports.signing.pades.FieldPlace], locking: str | None
) -> bytes:
    """Add an empty field for each place in one revision; ``locking`` names the one that locks."""
    revision = _Revision(pdf, "fields")
    cast("Any", revision).ensure_output_version(version=(1, 7))
    revision.register_extension(constants.ESIC_EXTENSION_1)
    for place in places:
        box: Any = place.box  # whole numbers by pyHanko's hint, any by its code
        lock = fields.FieldMDPSpec(fields.FieldMDPAction.ALL) if place.name == locking else None
        fields.append_signature_field(
            revision,
            fields.SigFieldSpec(
                place.name,
                on_page=place.page,
                box=box,
                readable_field_name=place.label,
                field_mdp_spec=lock,
                doc_mdp_update_value=fields.MDPPerm.NO_CHANGES if lock else None,
                # outside the page: PDF/UA wants no untagged field on it, PDF/A none hidden
                invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
            ),
        )
        if box is not None:
            _tag(revision, place)
    return revision.finished()


def _tag(revision: Any, place: exports.signing.pades.FieldPlace) -> None:
    """Give a visible field its place in the structure of a tagged paper."""
    found = fields.enumerate_sig_fields(revision)
    field = next(reference for name, _, reference in found if name == place.name)
    page, _ = revision.find_page_for_modification(place.page)
    exports.signing.tagging.tag(revision, field, page)


def signed(
    pdf: bytes,
    signature: Signature,
    identity: exports.signing.identities.Identity,
    instant: datetime,
) -> bytes:
    """Fill one empty field with the signature of ``identity``, as one more revision."""
    revision = _Revision(pdf, signature.field)
    steps = cms_embedder.PdfCMSEmbedder().write_cms(
        signature.field, revision, existing_fields_only=True
    )
    field = next(steps).get_object()
    if signature.visible:
        _show(revision, field, identity, instant)
    placeholder = pdf_byterange.SignatureObject(
        bytes_reserved=2 * exports.signing.cms.size(identity),
        subfilter=fields.SigSeedSubFilter.PADES,
        timestamp=instant.astimezone(db.moments.HANOI).replace(microsecond=0),
        reason=signature.reason,
    )
    steps.send(cms_embedder.SigObjSetup(placeholder, mdp_setup=_binding(signature)))
    prepared, out = steps.send(cms_embedder.SigIOSetup(md_algorithm=_DIGEST))
    steps.send(exports.signing.cms.sign(prepared.document_digest, identity))
    whole: bytes = out.getvalue()
    return whole


def _binding(signature: Signature) -> Any:
    """What may still change afterwards: the seal allows filling fields, the last one nothing."""
    if signature.certifies:
        return cms_embedder.SigMDPSetup(
            _DIGEST, certify=True, docmdp_perms=fields.MDPPerm.FILL_FORMS
        )
    if signature.locks:
        return cms_embedder.SigMDPSetup(
            _DIGEST,
            field_lock=fields.FieldMDPSpec(fields.FieldMDPAction.ALL),
            docmdp_perms=fields.MDPPerm.NO_CHANGES,
        )
    return cms_embedder.SigMDPSetup(_DIGEST)


def _show(
    revision: _Revision,
    field: Any,
    identity: exports.signing.identities.Identity,
    instant: datetime,
) -> None:
    """Give the field its appearance: a page drawn for its box."""
    left, bottom, right, top = (float(number) for number in field["/Rect"])
    page = exports.signing.stamps.draw(
        exports.signing.identities.ROLES[identity.role],
        identity.common_name,
        instant,
        right - left,
        top - bottom,
    )
    drawn = revision.import_page_as_xobject(PdfFileReader(io.BytesIO(page)))
    appearance: Any = generic.DictionaryObject
    field["/AP"] = appearance({generic.pdf_name("/N"): drawn})
    revision.update_container(field)
