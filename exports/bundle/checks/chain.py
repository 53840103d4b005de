"""Bundles given together: the supplement chain, and forks of it (design 6, "Verify")."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import db.bundles
import exports.bundle.checks.case
import exports.bundle.container
import exports.bundle.manifest

Fault = exports.bundle.container.Fault
Case = exports.bundle.checks.case.Case
Line = tuple[Case, exports.bundle.manifest.Manifest, str]


def faults(cases: Sequence[Case]) -> Iterator[tuple[Case, Fault]]:
    """What is wrong between bundles that may each be whole; each fault with its bundle.

    The same file given twice is no fault.
    """
    unique = {hashlib.sha256(case.data).hexdigest(): case for case in cases}
    lines = [(case, case.manifest, digest) for digest, case in unique.items() if case.manifest]
    for check in (forks, numbers_given_twice, broken_bases):
        for case, why in check(lines):
            yield case, Fault(case.name, why)


def forks(lines: Sequence[Line]) -> Iterator[tuple[Case, str]]:
    """Two bundles of one book that name the same previous one: the book went two ways."""
    followers: dict[tuple[str, str | None], list[Case]] = {}
    for case, manifest, _ in lines:
        seal = manifest.signers[0].certificate if manifest.signers else ""
        # A first bundle names none, so only the seal tells of which book it is the first.
        key = (manifest.previous or seal, manifest.previous)
        followers.setdefault(key, []).append(case)
    for cases in followers.values():
        for case in cases if len(cases) > 1 else ():
            others = ", ".join(other.name for other in cases if other is not case)
            yield case, f"Cùng nối tiếp một hồ sơ trước với {others}: có hai dòng hồ sơ khác nhau."


def numbers_given_twice(lines: Sequence[Line]) -> Iterator[tuple[Case, str]]:
    """Two different bundles of one unit and period under one kind and number."""
    seen: dict[tuple[str, str, str], list[Case]] = {}
    for case, manifest, _ in lines:
        seen.setdefault((manifest.unit.code, manifest.period, manifest.name), []).append(case)
    for cases in seen.values():
        for case in cases if len(cases) > 1 else ():
            yield case, "Có hai hồ sơ khác nhau cùng đơn vị, kỳ và số bản."


def broken_bases(lines: Sequence[Line]) -> Iterator[tuple[Case, str]]:
    """A supplement needs the bundle it adds to; one that is given must be the very one named."""
    for case, manifest, _ in lines:
        period = [
            (other, digest)
            for _, other, digest in lines
            if (other.unit.code, other.period) == (manifest.unit.code, manifest.period)
        ]
        base = manifest.supplements or manifest.replaces
        named = [digest for other, digest in period if other.name == base]
        if named and manifest.base_sha256 not in named:
            yield case, f"Bản {base} kèm theo không phải bản mà hồ sơ này nêu."
        elif manifest.supplements and not named and len(period) > 1:
            yield case, f"Thiếu bản {base} mà hồ sơ này bổ sung."


def names_its_base(case: Case) -> Iterator[Fault]:
    """A supplement names what it adds to, a replacement what it replaces, a first one nothing."""
    manifest = case.manifest
    if manifest is None:
        return
    supplement = manifest.kind == db.bundles.SUPPLEMENT
    base = manifest.supplements if supplement else manifest.replaces
    other = manifest.replaces if supplement else manifest.supplements
    # A period reported outside this program has no bundle to name.
    first = manifest.kind == db.bundles.OFFICIAL and manifest.number == 1
    right = (
        manifest.kind in db.bundles.KINDS
        and manifest.number >= 1
        and other is None
        and (base is None) == (manifest.base_sha256 is None)
        and (not first or base is None)
        and base != manifest.name
    )
    if not right:
        path = exports.bundle.manifest.PATH
        yield Fault(path, "Loại hồ sơ và bản mà nó bổ sung hoặc thay thế không khớp nhau.")
