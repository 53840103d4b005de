"""Checks of the container: the ZIP, the exact set of entries, the digests, the two manifests."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

import exports.bundle.checks.case
import exports.bundle.container
import exports.bundle.manifest

Fault = exports.bundle.container.Fault
Case = exports.bundle.checks.case.Case

_LONGEST_NAME = 60
_STEMMED = ("_bao-cao.pdf", "_phu-luc.xlsx")  # names that say whose and which report it is
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def digests_are_those_of_the_manifest(case: Case) -> Iterator[Fault]:
    """Each listed file is there, with the size and SHA-256 the manifest gives."""
    for file in case.manifest.files if case.manifest else ():
        data = case.contents.get(file.path)
        if data is None:
            yield Fault(file.path, "Thiếu tệp này trong hồ sơ.")
        elif len(data) != file.size or hashlib.sha256(data).hexdigest() != file.sha256:
            yield Fault(file.path, "Nội dung đã bị sửa, không còn như lúc xuất hồ sơ.")


def names_are_safe_and_unique(case: Case) -> Iterator[Fault]:
    """No name stands twice, in capitals either, and none may leave the folder (signing.md 7)."""
    seen: set[str] = set()
    for name in case.archive.names:
        if name.casefold() in seen:
            yield Fault(name, "Có hai tệp trùng tên trong hồ sơ.")
        seen.add(name.casefold())
        if not safe(name):
            yield Fault(name, "Tên tệp không an toàn hoặc quá dài.")


def safe(name: str) -> bool:
    """Whether every system can unpack ``name`` inside a folder, under the same name."""
    parts = name.split("/")
    return (
        name.isascii()
        and name.isprintable()
        and len(name) <= _LONGEST_NAME
        and name == unicodedata.normalize("NFC", name)
        and not set(name) & set('\\:*?"<>|')
        and all(part not in {"", ".", ".."} and part[-1] not in ". " for part in parts)
        and not any(_RESERVED.fullmatch(part) for part in parts)
    )


def entries_are_the_exact_set(case: Case) -> Iterator[Fault]:
    """The manifest's files, ``mimetype``, the manifests, the signatures without a gap; in order."""
    if case.manifest is None:
        return
    expected = exports.bundle.manifest.names(case.manifest)
    there = list(dict.fromkeys(case.archive.names))
    for name in there:
        if name not in expected:
            yield Fault(name, "Tệp thừa, không có trong danh mục của hồ sơ.")
    for name in expected:
        if name not in there:
            yield Fault(name, "Thiếu tệp này trong hồ sơ.")
    if sorted(there) == sorted(expected) and there != expected:
        moved = next(name for name, other in zip(there, expected, strict=True) if name != other)
        yield Fault(moved, "Tệp đứng sai thứ tự trong hồ sơ.")


def mimetype_is_ours(case: Case) -> Iterator[Fault]:
    """The first entry says what the file is, byte for byte."""
    name = exports.bundle.container.MIMETYPE
    if case.contents.get(name) != exports.bundle.container.ASIC_E:
        yield Fault(name, "Không ghi đúng đây là tệp hồ sơ.")


def manifest_is_in_its_one_form(case: Case) -> Iterator[Fault]:
    """``manifest.json`` is what the program writes for what it says."""
    manifest, path = case.manifest, exports.bundle.manifest.PATH
    if manifest is not None and exports.bundle.manifest.write(manifest) != case.contents[path]:
        yield Fault(path, "Không giống hệt như chương trình đã ghi.")


def asic_manifest_is_ours(case: Case) -> Iterator[Fault]:
    """``META-INF/manifest.xml``, which no signature covers, is what the program writes."""
    manifest, path = case.manifest, exports.bundle.manifest.ASIC_PATH
    found = case.contents.get(path)
    if manifest is not None and found not in (None, exports.bundle.manifest.asic(manifest)):
        yield Fault(path, "Không giống hệt như chương trình đã ghi.")


def every_file_has_its_place(case: Case) -> Iterator[Fault]:
    """Each listed file is one a bundle may hold, named for this unit and period, of its type."""
    manifest = case.manifest
    if manifest is None:
        return
    for place in exports.bundle.manifest.places():
        found = [file for file in manifest.files if place.path.fullmatch(file.path)]
        if place.required and not found:
            yield Fault(place.path.pattern.replace("\\", ""), "Thiếu tệp bắt buộc của hồ sơ.")
        if len(found) > 1 and not place.many:
            yield Fault(found[1].path, "Hồ sơ chỉ được có một tệp loại này.")
    for file in manifest.files:
        home = exports.bundle.manifest.place_of(file.path)
        if home is None:
            yield Fault(file.path, "Hồ sơ không được chứa tệp loại này.")
        elif file.type != home.type or home.paper != (file.entry is not None):
            yield Fault(file.path, "Loại tệp ghi trong danh mục của hồ sơ không đúng.")
        elif file.path.endswith(_STEMMED) and not file.path.startswith(manifest.stem):
            yield Fault(file.path, "Tên tệp không đúng đơn vị, kỳ hoặc số bản của hồ sơ.")


def zip_is_as_the_program_packs(case: Case) -> Iterator[Fault]:
    """No byte of the ZIP differs from what the program packs: nothing before, between, after."""
    for fault in case.archive.faults:
        yield Fault(fault.path or case.name, fault.why)
