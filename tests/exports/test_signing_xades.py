"""XAdES in a bundle: strict towards every byte, and right in the eyes of other programs."""

from __future__ import annotations

import functools
import html
import json
import random
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import hypothesis
import hypothesis.strategies as st
import pytest

import exports.signing.findings
import exports.signing.identities
import exports.signing.xades
from tests.exports import authority

ENTRIES = {
    "cb-07_2026-Q3_C1_bao-cao.pdf": ("application/pdf", b"%PDF-1.7 bao cao"),
    "bien-ban/ghi & chu.pdf": ("application/pdf", b"%PDF-1.7 bien ban"),
    "manifest.json": ("application/json", b"{}"),
}
ASIC = "application/vnd.etsi.asic-e+zip"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
UNKNOWN_AUTHORITY = (
    "Signature validation",
    "Unable to verify signing certificate",
    "unable to get local issuer certificate",
    "self-signed certificate",
    "QualifyingProperties block 'UnsignedProperties' is missing.",
)
NAME = "META-INF/signatures1.xml"


@functools.cache
def signed(number: int = 1) -> bytes:
    identity = authority.seal() if number == 0 else authority.secretary()
    return exports.signing.xades.sign(number, ENTRIES, identity, authority.NOW)


def judge(xml: bytes, number: int = 1) -> exports.signing.findings.Found:
    return exports.signing.xades.judge(NAME, xml, number, ENTRIES)


def test_what_was_signed_is_whole_and_names_its_signer() -> None:
    found = judge(signed())
    assert (found.verdict, found.signer, found.role) == (
        "unchecked",
        authority.SECRETARY,
        "bi-thu",
    )
    assert found.level == "chu-ky-so"
    assert found.time == "2026-10-05T01:30:00Z"
    assert len(found.chain) == 1


def test_the_seal_is_number_nought_and_called_a_seal() -> None:
    found = judge(signed(0), 0)
    assert (found.verdict, found.role, found.level) == ("unchecked", "niem-phong", "niem-phong")


def test_the_same_arguments_give_the_same_bytes() -> None:
    again = exports.signing.xades.sign(1, ENTRIES, authority.secretary(), authority.NOW)
    assert again == signed()


def test_the_changed_file_is_named() -> None:
    changed = ENTRIES | {"manifest.json": ("application/json", b'{"x":1}')}
    found = exports.signing.xades.judge(NAME, signed(), 1, changed)
    assert found.verdict == "invalid"
    assert "manifest.json" in found.why


def test_an_added_or_missing_file_is_named() -> None:
    more = {**ENTRIES, "du-lieu/la.txt": ("text/plain", b"")}
    fewer = dict(list(ENTRIES.items())[1:])
    added = exports.signing.xades.judge(NAME, signed(), 1, more)
    missing = exports.signing.xades.judge(NAME, signed(), 1, fewer)
    assert "du-lieu/la.txt" in added.why
    assert "bao-cao.pdf" in missing.why
    assert {added.verdict, missing.verdict} == {"invalid"}


def test_another_number_order_or_type_is_refused() -> None:
    backwards = dict(reversed(ENTRIES.items()))
    renamed = {path: ("text/plain", data) for path, (_, data) in ENTRIES.items()}
    assert judge(signed(), 2).verdict == "invalid"
    assert exports.signing.xades.judge(NAME, signed(), 1, backwards).verdict == "invalid"
    assert exports.signing.xades.judge(NAME, signed(), 1, renamed).verdict == "invalid"


def test_every_bit_flip_is_found() -> None:
    xml, rng = signed(), random.Random(8)
    passed = []
    for place in range(len(xml)):
        flipped = bytearray(xml)
        flipped[place] ^= 1 << rng.randrange(8)
        if judge(bytes(flipped)).verdict != "invalid":
            passed.append(place)
    assert passed == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"?>\n<asic", b"?>\n<!-- x --><asic"),
        (b"</asic:XAdESSignatures>", b"</asic:XAdESSignatures>\n"),
        (b'Target="#S1"', b"Target='#S1'"),
        ("Bí thư".encode(), "Chủ trì".encode()),
        (b"T01:30:00Z", b"T01:30:01Z"),
        (b"<ds:KeyInfo>", b"<ds:KeyInfo >"),
        (b"=</ds:X509Certificate>", b"</ds:X509Certificate>"),
        (b'URI="manifest.json"', b'URI="./manifest.json"'),
        (b"xml-c14n11", b"xml-c14n"),
        (b"<?xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><?xml"),
    ],
)
def test_every_other_spelling_is_refused(old: bytes, new: bytes) -> None:
    assert old in signed()
    assert judge(signed().replace(old, new, 1)).verdict == "invalid"


def test_a_swapped_certificate_does_not_pass() -> None:
    other = exports.signing.xades.sign(1, ENTRIES, authority.chair(), authority.NOW)
    pattern = re.compile(rb"<ds:X509Certificate>[^<]+</ds:X509Certificate>")
    theirs = pattern.search(other)
    assert theirs
    assert judge(pattern.sub(theirs[0], signed(), count=1)).verdict == "invalid"


def test_a_person_cannot_sign_with_a_seal_nor_the_seal_be_a_person() -> None:
    seal = authority.seal()
    posing = exports.signing.identities.Identity("bi-thu", seal.certificate, (), seal.key)
    person = authority.secretary()
    disguised = exports.signing.identities.Identity(
        "niem-phong", person.certificate, person.chain, person.key
    )
    now = authority.NOW
    assert judge(exports.signing.xades.sign(1, ENTRIES, posing, now)).verdict == "invalid"
    assert judge(exports.signing.xades.sign(0, ENTRIES, disguised, now), 0).verdict == "invalid"
    assert judge(exports.signing.xades.sign(1, ENTRIES, seal, now)).verdict == "invalid"


@hypothesis.given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_no_bytes_make_the_judge_stumble(data: bytes) -> None:
    assert judge(data).verdict == "invalid"


@hypothesis.given(
    st.integers(0, 5000), st.integers(0, 300), st.binary(max_size=30), st.sampled_from([0, 1])
)
def test_no_cut_or_patch_makes_the_judge_stumble(
    place: int, length: int, patch: bytes, number: int
) -> None:
    xml = signed(number)
    changed = xml[:place] + patch + xml[place + length :]
    hypothesis.assume(changed != xml)
    assert judge(changed, number).verdict == "invalid"


def test_the_parts_are_written_in_canonical_form() -> None:
    """lxml's own canonicalisation of the parsed file gives the bytes that were signed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    whole = etree.fromstring(signed(), parser)
    assert etree.tostring(whole, method="c14n") == signed().split(b"\n", 1)[1]


def lay_out(folder: Path, xml: bytes, number: int) -> Path:
    for path, (_, data) in ENTRIES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    target = folder / f"META-INF/signatures{number}.xml"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(xml)
    return target


@pytest.mark.parametrize("number", [0, 1])
def test_xmlsec1_agrees(tmp_path: Path, number: int) -> None:
    assert shutil.which("xmlsec1"), "xmlsec1 is needed: apt-get install xmlsec1"
    path = lay_out(tmp_path, signed(number), number)
    roots = [authority.root(), authority.seal().certificate]
    trust = [
        word
        for place, root in enumerate(roots)
        for word in ("--trusted-pem", str(authority.pem(tmp_path / f"{place}.pem", root)))
    ]
    ids = ["--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties"]
    done = subprocess.run(
        ["xmlsec1", "--verify", *trust, *ids, str(path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "4/4" in done.stderr


ASK_LIBDIGIDOCPP = """
import json, pathlib, sys
import pydigidoc

# Left to itself it waits ten seconds for a list of authorities from the network.
settings = pydigidoc.DigiDocConf(str(pathlib.Path(pydigidoc.__file__).parent / "schema"))
settings.thisown = False  # the library frees it
settings.set_tsltime_out(0)
settings.set_tslurl("file:///none")
pydigidoc.Conf.init(settings)
pydigidoc.initialize("test")
container = pydigidoc.Container.open(sys.argv[1])  # must outlive its signatures
said = []
for one in container.signatures():
    try:
        one.validate()
        objection = ""
    except Exception as error:
        objection = str(error)
    said.append([list(one.signer_roles()), objection])
print(json.dumps(said))
"""


def test_libdigidocpp_objects_to_nothing_but_the_unknown_authority(tmp_path: Path) -> None:
    """In a process of its own, so that its XML library and lxml's never meet."""
    manifest = "".join(
        f'<manifest:file-entry manifest:full-path="{html.escape(path)}"'
        f' manifest:media-type="{mime}"/>'
        for path, mime in [("/", ASIC), *((path, mime) for path, (mime, _) in ENTRIES.items())]
    )
    bundle = tmp_path / "bundle.asice"
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.writestr("mimetype", ASIC)
        for path, (_, data) in ENTRIES.items():
            archive.writestr(path, data)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{MANIFEST}">{manifest}</manifest:manifest>',
        )
        for number in (0, 1):
            archive.writestr(f"META-INF/signatures{number}.xml", signed(number))
    done = subprocess.run(
        [sys.executable, "-c", ASK_LIBDIGIDOCPP, str(bundle)],
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(done.stdout.splitlines()[-1])
    assert [roles for roles, _ in said] == [["Niêm phong của sổ"], ["Bí thư"]]
    for _, objection in said:
        left = " ".join(objection.split())
        for known in UNKNOWN_AUTHORITY:
            left = left.replace(known, "")
        assert left.strip() == ""
