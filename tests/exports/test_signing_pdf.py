"""PAdES in a PDF: made as design 6 says, judged strictly, and right in the eyes of others."""

from __future__ import annotations

import functools
import hashlib
import io
import random
import re
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import hypothesis
import hypothesis.strategies as st
import pytest

import db.errors
import exports.signing.findings
import exports.signing.identities
import exports.signing.pades
from tests.exports import authority

SEAL, TAKER, CHAIR = "Sig_NiemPhong", "Sig_ThuKy", "Sig_ChuTri"
FIELDS = [SEAL, TAKER, CHAIR]
PLACES = (
    exports.signing.pades.FieldPlace(TAKER, 1, (70, 180, 300, 240)),
    exports.signing.pades.FieldPlace(CHAIR, 1, (310, 180, 550, 240)),
)


@functools.cache
def paper(pages: int = 2) -> bytes:
    """A small PDF as the program's papers leave their last step."""
    import pikepdf
    from reportlab.pdfgen.canvas import Canvas

    drawn, saved = io.BytesIO(), io.BytesIO()
    canvas = Canvas(drawn, invariant=1)
    for page in range(pages):
        for line in range(40):
            canvas.drawString(60, 780 - 15 * line, f"Trang {page} dong {line} " + "chu " * 15)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(drawn) as pdf:
        pdf.save(saved, deterministic_id=True)
    return saved.getvalue()


def sign(*persons: exports.signing.identities.Identity) -> bytes:
    return exports.signing.pades.sign(paper(), PLACES, authority.seal(), persons, authority.NOW)


@functools.cache
def minutes() -> bytes:
    """Minutes under the seal and two people."""
    return sign(authority.minute_taker(), authority.chair())


@functools.cache
def sealed() -> bytes:
    return sign()


def judge(pdf: bytes, fields: list[str] | None = None) -> list[exports.signing.findings.Found]:
    return exports.signing.pades.judge("a.pdf", pdf, FIELDS if fields is None else fields)


def assert_refused(pdf: bytes, words: str = "", fields: list[str] | None = None) -> None:
    (found,) = judge(pdf, fields)
    assert found.verdict == "invalid"
    assert words in found.why


def test_the_seal_signs_first_then_people_in_order() -> None:
    found = judge(minutes())
    assert [one.role for one in found] == ["niem-phong", "thu-ky", "chu-tri"]
    assert [one.level for one in found] == ["niem-phong", "chu-ky-so", "chu-ky-so"]
    assert [one.signer for one in found][1:] == [authority.MINUTE_TAKER, authority.CHAIR]
    assert {one.verdict for one in found} == {"unchecked"}
    assert {one.time for one in found} == {"2026-10-05T01:30:00Z"}
    assert [len(one.chain) for one in found] == [0, 1, 1]


def test_the_seal_alone_covers_the_whole_file() -> None:
    (found,) = judge(sealed(), [SEAL])
    assert (found.verdict, found.role) == ("unchecked", "niem-phong")


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert sign(authority.minute_taker(), authority.chair()) == minutes()


def test_the_document_before_the_signatures_is_untouched() -> None:
    assert minutes().startswith(paper())


def test_a_visible_field_says_role_signer_and_machine_time() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(minutes()) as pdf:
        pdf.init_forms()
        images = [pdf[1].render(may_draw_forms=drawn).to_pil() for drawn in (False, True)]
        assert images[0].tobytes() != images[1].tobytes()
    import pikepdf

    with pikepdf.open(io.BytesIO(minutes())) as opened:
        boxes = [note for note in opened.pages[1].Annots if str(note.T) in {TAKER, CHAIR}]
        words = [shown_words(box) for box in boxes]
    assert "NGƯỜI GHI BIÊN BẢN" in words[0]
    assert f"Ký số bởi: {authority.CHAIR}" in words[1]
    assert "Thời gian (giờ máy): 05/10/2026 08:30:00 +07:00" in words[1]


def shown_words(box: Any) -> str:
    """The text of a field's appearance, read back as a page of its own."""
    import pikepdf
    import pypdfium2

    with pikepdf.new() as alone:
        form = alone.copy_foreign(box.AP.N)
        page = alone.add_blank_page(page_size=(float(form.BBox[2]), float(form.BBox[3])))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        page.Contents = alone.make_stream(b"/X Do")
        out = io.BytesIO()
        alone.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as pdf:
        text: str = pdf[0].get_textpage().get_text_range()
    return text


def test_one_role_signs_once() -> None:
    with pytest.raises(db.errors.RecordError, match="hai chứng thư"):
        sign(authority.chair(), authority.chair())
    with pytest.raises(db.errors.RecordError, match="hai chứng thư"):
        sign(authority.seal())


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
    assert_refused(incremental(change, minutes()), "sau chữ ký cuối")
    assert_refused(incremental(change, sealed()), "sau chữ ký cuối", [SEAL])


@pytest.mark.parametrize("change", [add_annotation, add_content, change_catalog])
def test_a_change_between_two_signatures_is_refused(change: Callable[[Any], None]) -> None:
    """Signed on by the unit itself, with all keys at hand: the seal still forbids it."""
    import exports.signing.revisions

    names = [exports.signing.pades.FieldPlace(field, 0, None) for field in (SEAL, "Sig_BiThu")]
    pdf = exports.signing.revisions.with_fields(paper(), names, "Sig_BiThu")
    seal, person = authority.seal(), authority.secretary()
    first, last = step(SEAL, certifies=True), step("Sig_BiThu", locks=True)
    pdf = exports.signing.revisions.signed(pdf, first, seal, authority.NOW)
    whole = exports.signing.revisions.signed(pdf, last, person, authority.NOW)
    pdf = exports.signing.revisions.signed(incremental(change, pdf), last, person, authority.NOW)
    assert {one.verdict for one in judge(whole, [SEAL, "Sig_BiThu"])} == {"unchecked"}
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
    pdf = exports.signing.revisions.with_fields(paper(), names, "Sig_BiThu" if locks else None)
    seal_step = exports.signing.revisions.Signature(
        SEAL, exports.signing.pades.SEAL_REASON, certifies=certifies, locks=False, visible=False
    )
    pdf = exports.signing.revisions.signed(pdf, seal_step, authority.seal(), authority.NOW)
    pdf = exports.signing.revisions.signed(
        pdf, step("Sig_BiThu", locks=locks), authority.secretary(), authority.NOW
    )
    assert_refused(pdf, words, [SEAL, "Sig_BiThu"])


def test_the_fields_must_be_exactly_those_expected() -> None:
    assert_refused(minutes(), "ngoài danh sách", [SEAL, TAKER])
    assert_refused(sealed(), "Thiếu chữ ký", [SEAL, "Sig_BiThu"])
    assert_refused(minutes(), "Thứ tự", [SEAL, CHAIR, TAKER])
    assert_refused(paper(), "chưa được ký")


def test_a_stripped_signature_is_noticed() -> None:
    ends = [match.end() for match in re.finditer(rb"%%EOF\s?", minutes())]
    assert_refused(minutes()[: ends[-2]], "còn trống")
    assert_refused(minutes()[: ends[0]], "chưa được ký")


def test_bytes_after_or_before_the_file_are_refused() -> None:
    assert_refused(minutes() + b"\n% xin chao\n", "sau chữ ký cuối")
    assert_refused(minutes() + b"\n", "sau chữ ký cuối")
    assert_refused(b"\n" + minutes(), "không phải PDF")


def test_a_file_written_again_by_another_program_is_refused() -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(minutes())) as pdf:
        pdf.save(out)
    assert_refused(out.getvalue())


def test_a_third_person_cannot_sign_on() -> None:
    import exports.signing.revisions

    extra = [exports.signing.pades.FieldPlace("Sig_BiThu", 0, None)]
    pdf = exports.signing.revisions.with_fields(minutes(), extra, None)
    pdf = exports.signing.revisions.signed(
        pdf, step("Sig_BiThu"), authority.secretary(), authority.NOW
    )
    assert_refused(pdf, "ngoài danh sách")
    assert_refused(pdf, fields=[*FIELDS, "Sig_BiThu"])


def last_value(pdf: bytes) -> tuple[int, int]:
    """Where the hex digits of the last signature lie."""
    *_, last = re.finditer(rb"/Contents <([0-9A-F]+)>", pdf)
    return last.span(1)


def test_the_value_of_the_last_signature_cannot_be_changed_anywhere() -> None:
    pdf, passed = minutes(), []
    start, end = last_value(pdf)
    for place in [*range(start, end, 61), *range(start, start + 30), *range(end - 20, end)]:
        changed = bytearray(pdf)
        changed[place] = ord("0") if changed[place] != ord("0") else ord("1")
        if any(one.verdict != "invalid" for one in judge(bytes(changed))):
            passed.append(place)
    assert passed == []


def test_the_value_in_small_letters_is_another_file() -> None:
    pdf = minutes()
    start, end = last_value(pdf)
    assert_refused(pdf[:start] + pdf[start:end].lower() + pdf[end:], "Vùng được ký")


def test_a_swapped_certificate_does_not_pass() -> None:
    """A certificate of the same person and key, issued anew: the signature names the first."""
    pdf = minutes()
    start, end = last_value(pdf)
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
    assert_refused(sign(posing), "tráo", [SEAL, "Sig_BiThu"])


def test_content_hidden_by_a_second_table_of_objects_is_refused() -> None:
    """A hybrid file shows other objects to other readers."""
    pdf = sealed()
    trailer = pdf.rindex(b"startxref")
    tail = (
        b"xref\\n0 0\\ntrailer\\n<< /Size 40 /Root 1 0 R /XRefStm 12 /Prev %d >>\\n"
        b"startxref\\n%d\\n%%%%EOF\\n"
    )
    previous = int(pdf[trailer:].split()[1])
    assert_refused(pdf + tail % (previous, len(pdf)), fields=[SEAL])


def test_random_flips_anywhere_are_found() -> None:
    pdf, rng = minutes(), random.Random(6)
    passed = []
    for place in rng.sample(range(len(pdf)), 60):
        changed = bytearray(pdf)
        changed[place] ^= 1 << rng.randrange(8)
        if any(one.verdict != "invalid" for one in judge(bytes(changed))):
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
    pdf = minutes()
    place = data.draw(st.integers(0, len(pdf)))
    length = data.draw(st.integers(0, 400))
    patch = data.draw(st.sampled_from([b"", b"<<", b"0 0 R", b"/Prev 0", b"stream", b"9" * 30]))
    changed = pdf[:place] + patch + pdf[place + length :]
    hypothesis.assume(changed != pdf)
    assert_refused(changed)


def test_neither_signing_nor_judging_touches_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> NoReturn:
        raise AssertionError("the network was asked")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert {one.verdict for one in judge(sign(authority.chair()), [SEAL, CHAIR])} == {"unchecked"}


def test_pyhanko_believes_every_signature() -> None:
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    roots = [
        x509.Certificate.load(exports.signing.identities.der(one))
        for one in (authority.root(), authority.seal().certificate)
    ]
    levels = []
    for one in PdfFileReader(io.BytesIO(minutes())).embedded_signatures:
        context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=authority.NOW)
        status = validate_pdf_signature(one, context)
        assert status.bottom_line
        assert status.trusted
        levels.append(getattr(status.modification_level, "name", None))
    assert levels == ["FORM_FILLING", "FORM_FILLING", "NONE"]


@pytest.mark.parametrize(("made", "count"), [(sealed, 1), (minutes, 3)])
def test_poppler_finds_every_signature_valid(
    tmp_path: Path, made: Callable[[], bytes], count: int
) -> None:
    assert shutil.which("pdfsig"), "pdfsig is needed: apt-get install poppler-utils"
    path = tmp_path / "a.pdf"
    path.write_bytes(made())
    done = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.count("Signature is Valid") == count
    assert done.stdout.count("ETSI.CAdES.detached") == count
    assert done.stdout.count("  - Total document signed") == 1


def test_openssl_reads_the_signature_as_it_is(tmp_path: Path) -> None:
    assert shutil.which("openssl"), "openssl is needed: apt-get install openssl"
    pdf = minutes()
    start, end = last_value(pdf)
    (tmp_path / "a.p7s").write_bytes(bytes.fromhex(pdf[start:end].decode()))
    (tmp_path / "a.bin").write_bytes(pdf[: start - 1] + pdf[end + 1 :])
    root = authority.pem(tmp_path / "root.pem", authority.root())
    done = subprocess.run(
        [
            *("openssl", "cms", "-verify", "-binary", "-cades", "-purpose", "any"),
            *("-inform", "DER", "-in", "a.p7s", "-content", "a.bin", "-out", "b.bin"),
            *("-CAfile", str(root), "-attime", str(int(authority.NOW.timestamp()))),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    digests = {
        hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("a.bin", "b.bin")
    }
    assert len(digests) == 1
