"""The strict judge of signed PDFs: nothing may have happened to them but signing (design 6)."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest

import exports.signing.findings
import exports.signing.identities
import exports.signing.pades
from tests.exports import authority, signed_papers
from tests.exports.signed_papers import CHAIR, FIELDS, SEAL, TAKER


def assert_refused(pdf: bytes, words: str = "", fields: list[str] | None = None) -> None:
    (found,) = signed_papers.judge(pdf, fields)
    assert found.verdict == "invalid"
    assert words in found.why


def incremental(change: Callable[[Any], None], pdf: bytes) -> bytes:
    """One more revision, written by pyHanko as anybody could."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def first_page(writer: Any) -> Any:
    return writer.root["/Pages"]["/Kids"][0].get_object()


def add_annotation(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    name: Any = generic.pdf_name
    new: Any = generic
    note = new.DictionaryObject()
    note[name("/Type")], note[name("/Subtype")] = name("/Annot"), name("/FreeText")
    note[name("/Rect")] = new.ArrayObject([new.NumberObject(9)] * 4)
    note[name("/Contents")] = generic.pdf_string("gia mao")
    page = first_page(writer)
    page[name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def add_content(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    page = first_page(writer)
    stream: Any = generic.StreamObject
    drawn = writer.add_object(stream(stream_data=b"BT /F1 20 Tf 100 400 Td (FAKE) Tj ET"))
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), drawn])
    writer.update_container(page)


def change_catalog(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    writer.root["/Lang"] = generic.pdf_string("en")
    writer.update_root()


def rename_title(writer: Any) -> None:
    writer.document_meta.title = "gia mao"
    writer.update_root()


@pytest.mark.parametrize("change", [add_annotation, add_content, change_catalog, rename_title])
def test_a_revision_after_the_last_signature_is_refused(change: Callable[[Any], None]) -> None:
    assert_refused(incremental(change, signed_papers.minutes()), "sau chữ ký cuối")
    assert_refused(incremental(change, signed_papers.sealed()), "sau chữ ký cuối", [SEAL])


@pytest.mark.parametrize("change", [add_annotation, add_content, change_catalog])
def test_a_change_between_two_signatures_is_refused(change: Callable[[Any], None]) -> None:
    """Signed on by the unit itself, with all keys at hand: the seal still forbids it."""
    import exports.signing.revisions

    names = [exports.signing.pades.FieldPlace(field, 0, None) for field in (SEAL, "Sig_BiThu")]
    pdf = exports.signing.revisions.with_fields(signed_papers.paper(), names, "Sig_BiThu")
    seal, person = authority.seal(), authority.secretary()
    first, last = step(SEAL, certifies=True), step("Sig_BiThu", locks=True)
    pdf = exports.signing.revisions.signed(pdf, first, seal, authority.NOW)
    whole = exports.signing.revisions.signed(pdf, last, person, authority.NOW)
    pdf = exports.signing.revisions.signed(incremental(change, pdf), last, person, authority.NOW)
    assert {one.verdict for one in signed_papers.judge(whole, [SEAL, "Sig_BiThu"])} == {"unchecked"}
    assert_refused(pdf, fields=[SEAL, "Sig_BiThu"])


def step(field: str, *, certifies: bool = False, locks: bool = False) -> Any:
    import exports.signing.revisions

    reason = exports.signing.pades.SEAL_REASON if certifies else "Bí thư"
    return exports.signing.revisions.Signature(
        field, reason, certifies=certifies, locks=locks, visible=False
    )


@pytest.mark.parametrize(
    ("certifies", "locks", "words"),
    [
        (False, True, "không ký trước và chứng nhận"),
        (True, False, "không khóa"),
    ],
)
def test_a_seal_must_certify_and_the_last_must_lock(
    certifies: bool, locks: bool, words: str
) -> None:
    import exports.signing.revisions

    names = [exports.signing.pades.FieldPlace(field, 0, None) for field in (SEAL, "Sig_BiThu")]
    pdf = exports.signing.revisions.with_fields(
        signed_papers.paper(), names, "Sig_BiThu" if locks else None
    )
    seal_step = exports.signing.revisions.Signature(
        SEAL,
        exports.signing.pades.SEAL_REASON,
        certifies=certifies,
        locks=False,
        visible=False,
    )
    pdf = exports.signing.revisions.signed(pdf, seal_step, authority.seal(), authority.NOW)
    pdf = exports.signing.revisions.signed(
        pdf, step("Sig_BiThu", locks=locks), authority.secretary(), authority.NOW
    )
    assert_refused(pdf, words, [SEAL, "Sig_BiThu"])


def test_the_fields_must_be_exactly_those_expected() -> None:
    assert_refused(signed_papers.minutes(), "ngoài danh sách", [SEAL, TAKER])
    assert_refused(signed_papers.sealed(), "Thiếu chữ ký", [SEAL, "Sig_BiThu"])
    assert_refused(
        signed_papers.minutes(),
        "Thứ tự",
        [SEAL, CHAIR, TAKER],
    )
    assert_refused(signed_papers.paper(), "chưa được ký")


def test_a_stripped_signature_is_noticed() -> None:
    ends = [match.end() for match in re.finditer(rb"%%EOF\s?", signed_papers.minutes())]
    assert_refused(signed_papers.minutes()[: ends[-2]], "còn trống")
    assert_refused(signed_papers.minutes()[: ends[0]], "chưa được ký")


def test_bytes_after_or_before_the_file_are_refused() -> None:
    assert_refused(signed_papers.minutes() + b"\n% xin chao\n", "sau chữ ký cuối")
    assert_refused(signed_papers.minutes() + b"\n", "sau chữ ký cuối")
    assert_refused(b"\n" + signed_papers.minutes(), "không phải PDF")


def test_a_file_written_again_by_another_program_is_refused() -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed_papers.minutes())) as pdf:
        pdf.save(out)
    assert_refused(out.getvalue())


def test_a_third_person_cannot_sign_on() -> None:
    import exports.signing.revisions

    extra = [exports.signing.pades.FieldPlace("Sig_BiThu", 0, None)]
    pdf = exports.signing.revisions.with_fields(signed_papers.minutes(), extra, None)
    pdf = exports.signing.revisions.signed(
        pdf, step("Sig_BiThu"), authority.secretary(), authority.NOW
    )
    assert_refused(pdf, "ngoài danh sách")
    assert_refused(pdf, fields=[*FIELDS, "Sig_BiThu"])


def test_the_value_of_the_last_signature_cannot_be_changed_anywhere() -> None:
    pdf, passed = signed_papers.minutes(), []
    start, end = signed_papers.last_value(pdf)
    for place in [*range(start, end, 61), *range(start, start + 30), *range(end - 20, end)]:
        changed = bytearray(pdf)
        changed[place] = ord("0") if changed[place] != ord("0") else ord("1")
        if any(one.verdict != "invalid" for one in signed_papers.judge(bytes(changed))):
            passed.append(place)
    assert passed == []


def test_the_value_in_small_letters_is_another_file() -> None:
    pdf = signed_papers.minutes()
    start, end = signed_papers.last_value(pdf)
    assert_refused(pdf[:start] + pdf[start:end].lower() + pdf[end:], "Vùng được ký")


def test_a_swapped_certificate_does_not_pass() -> None:
    """A certificate of the same person and key, issued anew: the signature names the first."""
    pdf = signed_papers.minutes()
    start, end = signed_papers.last_value(pdf)
    ours = authority.chair().certificate
    again = authority.leaf(authority.CHAIR, 4, start=-31)
    old, new = (exports.signing.identities.der(one).hex().upper() for one in (ours, again))
    value = pdf[start:end].decode()
    assert old in value
    swapped = value.replace(old, new).encode()
    assert len(swapped) == end - start, "both certificates have the same length"
    assert_refused(pdf[:start] + swapped + pdf[end:])


def test_a_person_cannot_sign_with_a_seal() -> None:
    seal = authority.seal()
    posing = exports.signing.identities.Identity("bi-thu", seal.certificate, (), seal.key)
    assert_refused(signed_papers.sign(posing), "tráo", [SEAL, "Sig_BiThu"])


def test_content_hidden_by_a_second_table_of_objects_is_refused() -> None:
    """A hybrid file shows other objects to other readers."""
    pdf = signed_papers.sealed()
    trailer = pdf.rindex(b"startxref")
    tail = (
        b"xref\\n0 0\\ntrailer\\n<< /Size 40 /Root 1 0 R /XRefStm 12 /Prev %d >>\\n"
        b"startxref\\n%d\\n%%%%EOF\\n"
    )
    previous = int(pdf[trailer:].split()[1])
    assert_refused(pdf + tail % (previous, len(pdf)), fields=[SEAL])


def test_random_flips_anywhere_are_found() -> None:
    pdf, rng = signed_papers.minutes(), random.Random(6)
    passed = []
    for place in rng.sample(range(len(pdf)), 60):
        changed = bytearray(pdf)
        changed[place] ^= 1 << rng.randrange(8)
        if any(one.verdict != "invalid" for one in signed_papers.judge(bytes(changed))):
            passed.append(place)
    assert passed == []


@hypothesis.given(st.binary(max_size=300).map(lambda data: b"%PDF-1.7\n" + data))
@hypothesis.settings(max_examples=60)
def test_no_bytes_make_the_judge_stumble(data: bytes) -> None:
    assert_refused(data)
    assert_refused(data[9:])


@hypothesis.given(st.data())
@hypothesis.settings(max_examples=60)
def test_no_cut_or_patch_makes_the_judge_stumble(data: st.DataObject) -> None:
    pdf = signed_papers.minutes()
    place = data.draw(st.integers(0, len(pdf)))
    length = data.draw(st.integers(0, 400))
    patch = data.draw(st.sampled_from([b"", b"<<", b"0 0 R", b"/Prev 0", b"stream", b"9" * 30]))
    changed = pdf[:place] + patch + pdf[place + length :]
    hypothesis.assume(changed != pdf)
    assert_refused(changed)
