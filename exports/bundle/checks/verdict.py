"""What verifying gives: one word, and a line for each file and each signature (design 3)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import exports.signing.findings
import exports.signing.identities

VALID = exports.signing.findings.VALID
INVALID = exports.signing.findings.INVALID
UNCHECKED = exports.signing.findings.UNCHECKED
_WORST_FIRST = (INVALID, UNCHECKED, VALID)
_SHOWN = {VALID: "hợp lệ", INVALID: "KHÔNG HỢP LỆ", UNCHECKED: "nguyên vẹn"}
_INTACT = "Nguyên vẹn."
_PROVEN = "Hợp lệ: nguyên vẹn, đúng người ký đã tin cậy"


@dataclasses.dataclass(frozen=True)
class FileVerdict:
    """One file: a path in the bundle, or the given file itself."""

    path: str
    verdict: str
    why: str


@dataclasses.dataclass(frozen=True)
class Entry:
    """One file or signature for people: what it is, its verdict, that in words, and why ("")."""

    what: str
    verdict: str
    shown: str
    why: str


@dataclasses.dataclass(frozen=True)
class Verdict:
    """The judgement of one bundle or paper, or of several together.

    ``files`` in the order of the bundle; the first file at fault, in the order of the checks, is
    named in ``first_line``, which says what ``blamed`` (its path, why) holds.
    """

    verdict: str
    files: tuple[FileVerdict, ...]
    signatures: tuple[exports.signing.findings.Found, ...]
    first_line: str
    blamed: tuple[str, str] | None = None

    def printed(self) -> dict[str, Any]:
        """What ``verify --json`` prints."""
        names = ("file", "signer", "role", "level", "time", "verdict", "why")
        return {
            "verdict": self.verdict,
            "files": [dataclasses.asdict(file) for file in self.files],
            "signatures": [{name: getattr(one, name) for name in names} for one in self.signatures],
        }

    def entries(self) -> list[Entry]:
        """Every file, then every signature, in words; what is no signature only once, as a file."""
        entries = [_entry(file.path, file.verdict, file.why) for file in self.files]
        told = {(file.path, file.verdict, file.why) for file in self.files}
        for one in self.signatures:
            if not one.signer and (one.file, one.verdict, one.why) in told:
                continue
            role = exports.signing.identities.ROLES.get(one.role, "không rõ vai trò")
            level = exports.signing.findings.LEVELS.get(one.level, "chữ ký")
            signer = f"{level}: {one.signer} ({role}) trong {one.file}"
            entries.append(_entry(signer if one.signer else one.file, one.verdict, one.why))
        return entries

    def lines(self) -> list[str]:
        """What ``verify`` prints for people."""
        return [self.first_line] + [
            f"  {one.what}: {one.shown}" + (f" – {one.why}" if one.why else "")
            for one in self.entries()
        ]


def _entry(what: str, verdict: str, why: str) -> Entry:
    said = "" if why in (_INTACT, exports.signing.findings.INTACT) else why
    return Entry(what, verdict, _SHOWN[verdict], said)


def of(
    paths: Sequence[str],
    faults: Sequence[tuple[str, str]],
    signatures: Sequence[exports.signing.findings.Found],
) -> Verdict:
    """The verdict on files at ``paths``: ``faults`` (path, why) in order of weight, signatures.

    Without a fault all depends on the signatures: one that the reader's certificates do not match
    makes the whole invalid, though each file is intact.
    """
    told = dict(reversed(faults))
    untrusted = [one for one in signatures if one.verdict == INVALID]
    worst = next(
        (word for word in _WORST_FIRST if any(one.verdict == word for one in signatures)), INVALID
    )
    verdict = INVALID if faults else worst
    intact = VALID if verdict == VALID else UNCHECKED
    files = tuple(
        FileVerdict(path, INVALID if path in told else intact, told.get(path, _INTACT))
        for path in dict.fromkeys([*paths, *told])
    )
    blamed = None
    if faults:
        blamed = faults[0]
    elif untrusted:
        blamed = (untrusted[0].file, untrusted[0].why)
    return Verdict(verdict, files, tuple(signatures), _first_line(verdict, blamed), blamed)


def _first_line(verdict: str, blamed: tuple[str, str] | None) -> str:
    """The judgement in one line."""
    if blamed is not None:
        return f"Không hợp lệ: {blamed[0]}: {blamed[1]}"
    return _PROVEN if verdict == VALID else exports.signing.findings.INTACT


def together(verdicts: Sequence[tuple[str, Verdict]]) -> Verdict:
    """Several given files as one: paths led by the file's name, the worst word, its first line."""
    files = tuple(
        dataclasses.replace(file, path=_led(name, file.path))
        for name, one in verdicts
        for file in one.files
    )
    signatures = tuple(
        dataclasses.replace(found, file=_led(name, found.file))
        for name, one in verdicts
        for found in one.signatures
    )
    worst = min((one for _, one in verdicts), key=lambda one: _WORST_FIRST.index(one.verdict))
    named = next(name for name, one in verdicts if one is worst)
    blamed = (_led(named, worst.blamed[0]), worst.blamed[1]) if worst.blamed else None
    return Verdict(worst.verdict, files, signatures, _first_line(worst.verdict, blamed), blamed)


def _led(name: str, path: str) -> str:
    return name if path == name else f"{name}/{path}"
