"""PAdES in a PDF: made as design 6 says, and right in the eyes of other programs."""

from __future__ import annotations

import hashlib
import io
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

import db.errors
import exports.signing.findings
import exports.signing.identities
import exports.signing.pades
from tests.exports import authority, signed_papers
from tests.exports.signed_papers import CHAIR, PLACES, SEAL, TAKER


def test_the_seal_signs_first_then_people_in_order() -> None:
    found = signed_papers.judge(signed_papers.minutes())
    assert [one.role for one in found] == ["niem-phong", "thu-ky", "chu-tri"]
    assert [one.level for one in found] == ["niem-phong", "chu-ky-so", "chu-ky-so"]
    assert [one.signer for one in found][1:] == [authority.MINUTE_TAKER, authority.CHAIR]
    assert {one.verdict for one in found} == {"unchecked"}
    assert {one.time for one in found} == {"2026-10-05T01:30:00Z"}
    assert [len(one.chain) for one in found] == [0, 1, 1]


def test_the_seal_alone_covers_the_whole_file() -> None:
    (found,) = signed_papers.judge(signed_papers.sealed(), [SEAL])
    assert (found.verdict, found.role) == ("unchecked", "niem-phong")


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert (
        signed_papers.sign(authority.minute_taker(), authority.chair()) == signed_papers.minutes()
    )


def test_the_document_before_the_signatures_is_untouched() -> None:
    assert signed_papers.minutes().startswith(signed_papers.paper())


def test_a_visible_field_says_role_signer_and_machine_time() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(signed_papers.minutes()) as pdf:
        pdf.init_forms()
        images = [pdf[1].render(may_draw_forms=drawn).to_pil() for drawn in (False, True)]
        assert images[0].tobytes() != images[1].tobytes()
    import pikepdf

    with pikepdf.open(io.BytesIO(signed_papers.minutes())) as opened:
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


def test_a_visible_field_embeds_every_font_it_names() -> None:
    """PDF/A: reportlab names Helvetica on every page unless told otherwise."""
    import pikepdf

    with pikepdf.open(io.BytesIO(signed_papers.minutes())) as opened:
        boxes = [note for note in opened.pages[1].Annots if str(note.T) in {TAKER, CHAIR}]
        faces = [face for box in boxes for face in box.AP.N.Resources.Font.values()]
        assert len(faces) == 4
        assert all("/FontFile2" in face.FontDescriptor for face in faces)


def tagged(kids: bool) -> bytes:
    """A paper with a structure tree: one paragraph a page, parents flat or in ``kids``."""
    import pikepdf

    new, name = pikepdf.Dictionary, pikepdf.Name
    with pikepdf.open(io.BytesIO(signed_papers.paper())) as pdf:
        tree = pdf.make_indirect(new(Type=name.StructTreeRoot))
        top = pdf.make_indirect(new(Type=name.StructElem, S=name.Document, P=tree))
        numbers = pikepdf.Array()
        top.K = pikepdf.Array()
        for place, page in enumerate(pdf.pages):
            kind = new(Type=name.StructElem, S=name.P, P=top, Pg=page.obj, K=0)
            element = pdf.make_indirect(kind)
            top.K.append(element)
            numbers.append(place)
            numbers.append(pikepdf.Array([element]))
            page.StructParents = place
        leaf = pdf.make_indirect(new(Nums=numbers))
        if kids:
            leaf.Limits = pikepdf.Array([0, len(pdf.pages) - 1])
            leaf = pdf.make_indirect(new(Kids=pikepdf.Array([leaf])))
        else:
            tree.ParentTreeNextKey = len(pdf.pages)
        tree.K, tree.ParentTree = top, leaf
        pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = tree, new(Marked=True)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.mark.parametrize("kids", [False, True])
def test_in_a_tagged_paper_the_fields_are_tagged_too(kids: bool) -> None:
    """PDF/UA-1, 7.18.4: each visible field in a Form element that its number leads to."""
    import pikepdf

    people = (authority.minute_taker(), authority.chair())
    pdf = exports.signing.pades.sign(tagged(kids), PLACES, authority.seal(), people, authority.NOW)
    assert {one.verdict for one in signed_papers.judge(pdf)} == {"unchecked"}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        parents = pikepdf.NumberTree(opened.Root.StructTreeRoot.ParentTree)
        boxes = [note for note in opened.pages[1].Annots if "/StructParent" in note]
        assert [str(box.T) for box in boxes] == [TAKER, CHAIR]
        for box in boxes:
            element = parents[int(box.StructParent)]
            assert str(element.S) == "/Form"
            assert element.K.Obj.objgen == box.objgen
        assert int(opened.Root.StructTreeRoot.ParentTreeNextKey) == 4
        assert [str(kid.S) for kid in opened.Root.StructTreeRoot.K.K] == ["/P"] * 2 + ["/Form"] * 2


def test_one_role_signs_once() -> None:
    with pytest.raises(db.errors.RecordError, match="hai chứng thư"):
        signed_papers.sign(authority.chair(), authority.chair())
    with pytest.raises(db.errors.RecordError, match="hai chứng thư"):
        signed_papers.sign(authority.seal())


def test_neither_signing_nor_judging_touches_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> NoReturn:
        raise AssertionError("the network was asked")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert {
        one.verdict
        for one in signed_papers.judge(signed_papers.sign(authority.chair()), [SEAL, CHAIR])
    } == {"unchecked"}


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
    for one in PdfFileReader(io.BytesIO(signed_papers.minutes())).embedded_signatures:
        context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=authority.NOW)
        status = validate_pdf_signature(one, context)
        assert status.bottom_line
        assert status.trusted
        levels.append(getattr(status.modification_level, "name", None))
    assert levels == ["FORM_FILLING", "FORM_FILLING", "NONE"]


@pytest.mark.parametrize(("made", "count"), [(signed_papers.sealed, 1), (signed_papers.minutes, 3)])
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
    pdf = signed_papers.minutes()
    start, end = signed_papers.last_value(pdf)
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
