"""Attacks on a bundle: each is found, and the right file is named."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

import pytest

import exports.bundle.assembly
import exports.bundle.checks.reading
import exports.bundle.container
import exports.bundle.verify
import exports.issuing
import exports.paper
import exports.qr
import exports.signing.identities
import exports.signing.pades
from tests.exports import bundle_attacks
from tests.exports import bundle_samples as samples

PARTS = tuple(samples.entries(samples.made().bundles["C2"]))


def assert_blames(data: bytes, *paths: str) -> None:
    """Invalid, these files and no others before them, named in the first line."""
    judged = samples.verdict(data)
    assert judged.verdict == "invalid"
    assert set(paths) <= set(samples.blamed(judged))
    assert any(path in judged.first_line for path in paths)


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0x20]) + data[place + 1 :]


def with_manifest(parts: samples.Entries, body: bundle_attacks.Body) -> bytes:
    return samples.packed(parts | {samples.MANIFEST: samples.written(body)})


def with_new_dates(parts: samples.Entries) -> bytes:
    """Packed as another program packs: compressed, with a time of its own."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 6, 7, 30, 0)), data)
    return target.getvalue()


def test_whole_bundles_are_intact_and_say_that_nobody_was_identified() -> None:
    for data in samples.made().bundles.values():
        judged = samples.verdict(data)
        assert (judged.verdict, samples.blamed(judged)) == ("unchecked", [])
        assert judged.lines()[0] == "Nguyên vẹn; chưa kiểm được người ký"


@pytest.mark.parametrize("name", PARTS)
def test_a_changed_byte_is_found_in_every_entry(name: str) -> None:
    parts = bundle_attacks.signed()
    changed = parts | {name: flipped(parts[name], len(parts[name]) // 2)}
    assert_blames(samples.packed(changed), name)
    assert samples.blamed(samples.verdict(samples.packed(changed)))[:1] == [name]


@pytest.mark.parametrize("name", PARTS)
def test_a_missing_entry_is_named(name: str) -> None:
    parts = bundle_attacks.signed()
    del parts[name]
    assert_blames(samples.packed(parts), name)


@pytest.mark.parametrize("name", PARTS[1:])
def test_a_changed_byte_is_named_in_a_bundle_packed_again(name: str) -> None:
    parts = bundle_attacks.signed()
    judged = samples.verdict(with_new_dates(parts | {name: flipped(parts[name], 20)}))
    assert judged.verdict == "invalid"
    assert name in judged.first_line


def test_packing_again_alone_is_found() -> None:
    judged = samples.verdict(with_new_dates(bundle_attacks.sealed()))
    assert judged.verdict == "invalid"
    assert "nén lại" in judged.first_line


def swapped(parts: samples.Entries, one: str, other: str) -> samples.Entries:
    return parts | {one: parts[other], other: parts[one]}


def test_swapped_papers_are_named() -> None:
    for one, other in (
        (samples.REPORT, samples.MINUTES),
        (samples.MINUTES, samples.SIGNED_MINUTES),
    ):
        parts = swapped(bundle_attacks.sealed(), one, other)
        assert_blames(samples.packed(parts), one, other)
        assert_blames(samples.packed(samples.recounted(parts)), one)


def test_other_minutes_under_a_new_seal_are_not_what_the_snapshot_says() -> None:
    parts = swapped(bundle_attacks.sealed(), samples.MINUTES, samples.SIGNED_MINUTES)
    assert_blames(samples.forge(parts), samples.MINUTES, samples.SIGNED_MINUTES)
    assert_blames(
        samples.forge(parts | {samples.SIGNED_MINUTES: parts[samples.SIGNED_MINUTES]}),
        samples.MINUTES,
    )


def test_a_signature_of_another_bundle_covers_nothing_here() -> None:
    foreign = samples.entries(samples.other().bundles["C1"])[samples.SEAL_FILE]
    assert_blames(
        samples.packed(bundle_attacks.sealed() | {samples.SEAL_FILE: foreign}), samples.SEAL_FILE
    )


def test_a_person_cannot_be_taken_off_the_bundle() -> None:
    parts = bundle_attacks.signed()
    last = "META-INF/signatures3.xml"
    del parts[last]
    assert_blames(samples.packed(parts), last)

    def fewer(body: bundle_attacks.Body) -> None:
        body["signers"].pop()

    body = samples.manifest(parts)
    fewer(body)
    assert_blames(
        samples.packed(parts | {samples.MANIFEST: samples.written(body)}), "manifest.json"
    )


def test_signatures_are_numbered_without_a_gap() -> None:
    parts = bundle_attacks.signed()
    moved = {
        ("META-INF/signatures4.xml" if name.endswith("3.xml") else name): data
        for name, data in parts.items()
    }
    assert_blames(samples.packed(moved), "META-INF/signatures4.xml", "META-INF/signatures3.xml")


def test_a_swapped_or_renamed_role_is_found() -> None:
    parts = bundle_attacks.signed()
    one, other = "META-INF/signatures1.xml", "META-INF/signatures2.xml"
    assert_blames(samples.packed(swapped(parts, one, other)), one, other)
    renamed = parts[other].replace("Người ghi biên bản".encode(), "Chủ trì".encode())
    assert_blames(samples.packed(parts | {other: renamed}), other)
    body = samples.manifest(parts)
    body["signers"][1]["role"], body["signers"][2]["role"] = "thu-ky", "bi-thu"
    assert_blames(
        samples.packed(parts | {samples.MANIFEST: samples.written(body)}), "manifest.json"
    )


@pytest.mark.parametrize(
    "name",
    [
        "../manifest.json",
        "bien-ban/../../x.pdf",
        "/etc/x",
        "C:\\x.pdf",
        "bien-ban\\x.pdf",
        "BIEN-BAN/2026-07-03-1.PDF",
        "CON.pdf",
        "bien-ban/x.pdf.",
        "x" * 61,
        "META-INF/signatures1.xml",
        "META-INF/timestamp.tst",
        "biên bản.pdf",
    ],
)
def test_an_extra_entry_is_named_whatever_its_name(name: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for entry, data in bundle_attacks.sealed().items():
            archive.writestr(zipfile.ZipInfo(entry), data)
        archive.writestr(name, b"%PDF-1.7")
    judged = samples.verdict(target.getvalue())
    assert judged.verdict == "invalid"
    assert name in samples.blamed(judged)
    assert name in judged.first_line


def extra_field(data: bytes) -> bytes:
    """The same archive with an extra field in the last record of its directory."""
    end = data.rfind(b"PK\x05\x06")
    record = data.rfind(b"PK\x01\x02", 0, end)
    size = struct.unpack_from("<L", data, end + 12)[0]
    longer = bytearray(data[:end] + b"\x99\x99\x00\x00" + data[end:])
    struct.pack_into("<H", longer, record + 30, 4)
    struct.pack_into("<L", longer, end + 4 + 12, size + 4)
    return bytes(longer)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"MZ" + data,
        lambda data: data + b"\n",
        lambda data: data[:-2] + b"\x04\x00abcd",
        lambda data: data + data,
        extra_field,
    ],
    ids=["before", "after", "comment", "twice", "extra field"],
)
def test_nothing_stands_before_between_or_after(change: Callable[[bytes], bytes]) -> None:
    data = change(samples.made().bundles["C1"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None  # other programs see nothing wrong
    judged = samples.verdict(data)
    assert judged.verdict == "invalid"
    assert "ZIP" in judged.first_line or "hồ sơ" in judged.first_line


def test_a_torn_bundle_is_invalid_wherever_it_is_torn() -> None:
    data, rng = samples.made().bundles["C1"], random.Random(3)
    places = [0, 1, 21, 22, len(data) - 1, *(rng.randrange(len(data)) for _ in range(20))]
    for place in places:
        judged = samples.verdict(data[:place])
        assert judged.verdict == "invalid"
        assert "ho-so.zip" in judged.first_line


def test_no_flipped_byte_passes_and_none_raises() -> None:
    data, rng = samples.made().bundles["C2"], random.Random(5)
    end = len(data)
    heads = [place for place in range(end) if data[place : place + 2] == b"PK"]
    places = [rng.randrange(end) for _ in range(440)] + [
        min(rng.choice(heads) + rng.randrange(46), end - 1) for _ in range(60)
    ]
    passed = []
    for place in places:
        changed = bytearray(data)
        changed[place] ^= rng.randrange(1, 256)
        # What the container alone finds needs no PDF to be judged: the ZIP has one form only.
        archive = exports.bundle.container.read(bytes(changed))
        if not archive.faults and samples.verdict(bytes(changed)).verdict != "invalid":
            passed.append(place)
    assert passed == []
    for place in places[:8]:
        changed = bytearray(data)
        changed[place] ^= 1
        assert samples.verdict(bytes(changed)).verdict == "invalid"


def test_no_flipped_byte_passes_in_a_bundle_with_its_sums_made_good() -> None:
    """The forger counts CRC and sizes anew, so that the ZIP is in its one form."""
    parts, rng = bundle_attacks.sealed(), random.Random(6)
    for _ in range(25):
        name = rng.choice(list(parts))
        data = bytearray(parts[name])
        data[rng.randrange(len(data))] ^= rng.randrange(1, 256)
        assert_blames(samples.packed(parts | {name: bytes(data)}), name)


def test_random_bytes_and_empty_files_are_invalid() -> None:
    rng = random.Random(7)
    for size in (0, 1, 22, 1000):
        noise = bytes(rng.randrange(256) for _ in range(size))
        for data in (noise, b"PK\x03\x04" + noise, b"PK\x05\x06" + noise[:18].ljust(18, b"\0")):
            assert samples.verdict(data).verdict == "invalid"


def test_json_that_is_no_manifest_is_invalid_and_named() -> None:
    parts = bundle_attacks.sealed()
    for data in (
        b"",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"a":1,"a":2}',
        b"\xff",
        b'"\\ud800"',
        b"NaN",
    ):
        for name in (samples.MANIFEST, samples.SNAPSHOT):
            assert_blames(samples.packed(parts | {name: data}), name)


@pytest.mark.parametrize("key", ["unit", "files", "signers", "number", "previous", "app"])
def test_a_manifest_with_a_wrong_type_is_invalid(key: str) -> None:
    parts = bundle_attacks.sealed()
    values: tuple[object, ...] = (None, 7, "x", {}, [[]], True)
    for value in values:
        body = samples.manifest(parts) | {key: value}
        if value != samples.manifest(parts)[key]:
            assert_blames(
                samples.packed(parts | {samples.MANIFEST: samples.written(body)}), "manifest.json"
            )


def test_a_code_drawn_for_another_paper_is_found_though_its_text_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = bundle_attacks.sealed()
    minutes = exports.issuing.code_of(samples.snapshot(parts)["documents"][1])
    matrix = exports.qr.matrix
    with monkeypatch.context() as patched:
        patched.setattr(exports.qr, "matrix", lambda _text: matrix(minutes))
        data = samples.forge(bundle_attacks.drawn(parts))
    assert_blames(data, samples.REPORT)
    assert "QR" in samples.verdict(data).first_line


def test_our_papers_read_as_their_entries_and_need_not_be_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(exports.paper, "render", refuse)
    for data in samples.made().bundles.values():
        assert samples.verdict(data).verdict == "unchecked"


def test_papers_that_read_otherwise_are_drawn_again_before_they_are_blamed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exports.bundle.checks.reading, "reads_like", lambda *_: False)
    for data in samples.made().bundles.values():
        assert samples.verdict(data).verdict == "unchecked"


def test_a_report_signed_by_nobody_cannot_claim_a_signature() -> None:
    def change(content: bundle_attacks.Body) -> None:
        content["unsigned_note"], content["level_line"] = "", "Mức ký: Chữ ký số."

    data = samples.forge(bundle_attacks.with_report(bundle_attacks.sealed(), change))
    assert_blames(data, samples.REPORT)


def test_the_roles_of_a_paper_are_those_of_its_kind() -> None:
    def change(body: bundle_attacks.Body) -> None:
        files = {file["path"]: file for file in body["files"]}
        files[samples.REPORT]["signers"] = ["niem-phong", "thu-ky"]
        files[samples.SIGNED_MINUTES]["signers"] = ["niem-phong", "bi-thu"]
        files[samples.WORKBOOK]["signers"] = ["niem-phong"]

    data = samples.forge(bundle_attacks.sealed(), change)
    assert_blames(data, samples.REPORT, samples.SIGNED_MINUTES, samples.WORKBOOK)


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    parts = list(bundle_attacks.sealed().items())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
        with archive.open("bien-ban/x.pdf", "w") as entry:
            for _ in range(500):
                entry.write(bytes(1 << 20))
    judged = samples.verdict(target.getvalue())
    assert judged.verdict == "invalid"
    assert "quá lớn" in judged.first_line


def test_a_pdf_bomb_is_refused_without_being_unpacked() -> None:
    import zlib

    parts = bundle_attacks.sealed()
    packer = zlib.compressobj()
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(400)) + packer.flush()
    pdf = b"%PDF-1.7\n1 0 obj\n<</Length 1/Filter/FlateDecode>>\nstream\n" + bomb
    data = samples.forge(parts | {samples.MINUTES: pdf})
    assert_blames(data, samples.MINUTES)
    assert any("bung ra" in line for line in samples.verdict(data).lines())
