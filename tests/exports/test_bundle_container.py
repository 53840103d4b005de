"""The container: one form only, and every other form named."""

from __future__ import annotations

import io
import struct
import zipfile

import hypothesis
import hypothesis.strategies as st
import pytest

import db.errors
import exports.bundle.container
from tests.exports import bundle_samples as samples

ENTRIES = [
    ("mimetype", exports.bundle.container.ASIC_E),
    ("bien-ban/a.pdf", b"%PDF-1.7 " * 30),
    ("manifest.json", b"{}"),
]


def packed() -> bytes:
    return exports.bundle.container.pack(ENTRIES)


def whys(data: bytes) -> list[tuple[str, str]]:
    return [(fault.path, fault.why) for fault in exports.bundle.container.read(data).faults]


def zipped(method: int = zipfile.ZIP_STORED, **given: object) -> bytes:
    """The entries as another program packs them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in ENTRIES:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            for key, value in given.items():
                setattr(info, key, value)
            archive.writestr(info, data)
    return target.getvalue()


def test_what_is_packed_is_read_and_any_zip_program_reads_it() -> None:
    assert exports.bundle.container.read(packed()).entries == tuple(ENTRIES)
    assert whys(packed()) == []
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == ENTRIES
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_mimetype_stands_where_every_reader_looks_for_it() -> None:
    assert packed()[30:69] == b"mimetype" + exports.bundle.container.ASIC_E


def test_every_flipped_bit_is_a_fault() -> None:
    data = packed()
    passed = []
    for place in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            if not whys(bytes(changed)):
                passed.append((place, bit))
    assert passed == []


def test_every_torn_archive_is_a_fault() -> None:
    data = packed()
    assert all(whys(data[:end]) for end in range(len(data)))


@hypothesis.given(st.binary(max_size=300), st.integers(0, 400))
def test_bytes_put_in_anywhere_are_a_fault(noise: bytes, place: int) -> None:
    data = packed()
    changed = data[:place] + noise + data[place:]
    assert changed == data or whys(changed)


@hypothesis.given(st.binary(max_size=400))
def test_random_bytes_never_raise(noise: bytes) -> None:
    assert whys(noise)
    assert whys(packed()[:-22] + noise)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (zipped(zipfile.ZIP_DEFLATED), "chương trình khác"),
        (zipped(external_attr=0o120777 << 16), "liên kết"),
        (zipped(external_attr=0o040755 << 16), "thư mục"),
        (zipped(extra=b"\x99\x99\x00\x00"), "ghi thêm"),
        (zipped(comment=b"x"), "chú thích"),
        (zipped(date_time=(2026, 1, 1, 0, 0, 0)), "phần đầu"),
        (zipped(zipfile.ZIP_BZIP2), "nén kiểu lạ"),
    ],
)
def test_a_fault_names_the_entry_and_what_is_wrong(data: bytes, word: str) -> None:
    path, why = whys(data)[0]
    assert path == "mimetype"
    assert word in why.lower()


def test_an_encrypted_entry_is_named() -> None:
    data = bytearray(packed())
    record = data.rfind(b"PK\x01\x02")
    struct.pack_into("<H", data, record + 8, 1)
    assert ("manifest.json", "Tệp trong ZIP bị đặt mật khẩu.") in whys(bytes(data))


def test_overlapping_entries_are_named() -> None:
    data = bytearray(packed())
    last = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, last + 42, 0)
    assert any(path == "manifest.json" for path, _ in whys(bytes(data)))


def test_an_entry_that_declares_gigabytes_is_not_unpacked() -> None:
    data = bytearray(zipped(zipfile.ZIP_DEFLATED))
    record = data.find(b"PK\x01\x02")
    struct.pack_into("<L", data, record + 24, 0xF0000000)
    assert exports.bundle.container.read(bytes(data)).entries == ()
    assert "quá lớn" in whys(bytes(data))[0][1]


def test_a_file_that_unpacks_to_more_than_it_says_is_not_believed() -> None:
    data = bytearray(zipped(zipfile.ZIP_DEFLATED))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 1)
    struct.pack_into("<L", data, second + 24, 10)
    names = [name for name, _ in exports.bundle.container.read(bytes(data)).entries]
    assert "bien-ban/a.pdf" not in names


def test_more_than_a_container_holds_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exports.bundle.container, "LARGEST", 100)
    with pytest.raises(db.errors.RecordError, match="vượt quá"):
        packed()


def test_the_form_of_the_workbook_is_the_one_its_maker_writes() -> None:
    workbook = samples.entries(samples.made().bundles["C1"])[samples.WORKBOOK]
    form = exports.bundle.container.WORKBOOK
    assert exports.bundle.container.read(workbook, form).faults == ()
    assert exports.bundle.container.read(workbook + b"x", form).faults
