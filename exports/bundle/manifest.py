"""The manifest: what must be in a bundle, who must have signed it, and where it stands in line.

One form of the JSON only (sorted keys, an indent of one), so that reading and writing again shows
any change. The ASiC manifest, which no signature covers, is written from this one and compared
byte by byte. Which paths a bundle may hold is data: ``places.toml``.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import exports.bundle.container
import exports.bundle.records
import exports.issuing
import exports.signing.findings
import exports.signing.identities
import exports.signing.xades

PATH = "manifest.json"
ASIC_PATH = "META-INF/manifest.xml"
SCHEMA, VERSION = "sochibo/manifest", 1
_LARGEST = 8 << 20  # bytes
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


@dataclasses.dataclass(frozen=True)
class Unit:
    """The unit: code, name and kind (a key of db.unit.KINDS)."""

    code: str
    name: str
    kind: str


@dataclasses.dataclass(frozen=True)
class File:
    """One file: ``signers`` are the roles whose PDF fields it carries, in order of signing.

    ``entry`` is its place in ``documents`` of the snapshot, None for what is no paper.
    """

    path: str
    sha256: str
    size: int
    type: str
    signers: tuple[str, ...]
    entry: int | None


@dataclasses.dataclass(frozen=True)
class Signer:
    """A required signer: role and SHA-256 of the certificate; the seal is the first."""

    role: str
    certificate: str


@dataclasses.dataclass(frozen=True)
class Named:
    """A form pack or a program, with its version."""

    name: str
    version: str


@dataclasses.dataclass(frozen=True)
class Manifest:
    """What ``manifest.json`` says.

    ``replaces`` names the bundle of the same period this one takes the place of ("C1"),
    ``supplements`` the one it adds to; ``base_sha256`` is the digest of that bundle's file.
    ``previous`` is the digest of the last bundle of the book, any period; ``history`` the hash of
    the last row of its history.
    """

    schema: str
    version: int
    unit: Unit
    period: str
    first: str
    last: str
    opening: str
    cutoff: str
    kind: str
    number: int
    replaces: str | None
    supplements: str | None
    base_sha256: str | None
    previous: str | None
    history: str
    form_pack: Named
    app: Named
    level: str
    signers: tuple[Signer, ...]
    files: tuple[File, ...]

    @property
    def stem(self) -> str:
        """What the names of its papers begin with: "CB-12_2026-Q3_C1_"."""
        label = self.period.replace("..", "--")
        return f"{self.unit.code}_{label}_{self.kind}{self.number}_"

    @property
    def name(self) -> str:
        """How other bundles of the period name it: "C1"."""
        return f"{self.kind}{self.number}"


# In JSON the days of the period are named as ``figures`` prints them; "from" is a word of Python.
_KEYS = {"first": "from", "last": "to"}


def write(manifest: Manifest) -> bytes:
    """``manifest.json``."""
    body = {_KEYS.get(name, name): value for name, value in dataclasses.asdict(manifest).items()}
    return (json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def read(data: bytes) -> Manifest:
    """What ``manifest.json`` says; ``ValueError`` with a Vietnamese reason if it is none."""
    if len(data) > _LARGEST:
        raise ValueError("Tệp lớn bất thường.")
    renamed = exports.bundle.records.named(data, SCHEMA, VERSION, _KEYS)
    manifest: Manifest = exports.bundle.records.build(Manifest, renamed)
    return manifest


def file_of(path: str, data: bytes, signers: Sequence[str] = (), entry: int | None = None) -> File:
    """The line of the manifest for a file."""
    digest = hashlib.sha256(data).hexdigest()
    place = place_of(path)
    return File(path, digest, len(data), place.type if place else "", tuple(signers), entry)


@dataclasses.dataclass(frozen=True)
class Place:
    """A path that a bundle holds, once or (with ``many``) any number of times."""

    path: re.Pattern[str]
    type: str
    required: bool
    many: bool
    paper: bool


@functools.cache
def places() -> tuple[Place, ...]:
    """The paths a bundle may hold, without the parts of the container itself."""
    text = (Path(__file__).parent / "places.toml").read_text("utf-8")
    return tuple(
        Place(re.compile(one["path"]), one["type"], one["required"], one["many"], one["paper"])
        for one in tomllib.loads(text)["place"]
    )


def place_of(path: str) -> Place | None:
    """Where ``path`` belongs, or None."""
    return next((place for place in places() if place.path.fullmatch(path)), None)


def level_of(roles: Iterable[str]) -> str:
    """How the report is signed: by its one signer (T/M CHI BỘ), else by the seal alone.

    The minute-taker and the chair sign their minutes and the container, not the report.
    """
    if "bi-thu" in set(roles):
        return exports.signing.findings.SIGNED
    return exports.signing.findings.SEALED


def level_words(level: str) -> str:
    """The level as papers and workbook name it; empty for a level there is not."""
    named = {
        exports.signing.findings.SEALED: exports.issuing.SEALED,
        exports.signing.findings.SIGNED: exports.issuing.DIGITAL,
    }
    return named.get(level, "")


def report_signers(roles: Iterable[str]) -> tuple[str, ...]:
    """The roles whose fields the report carries when ``roles`` sign the bundle."""
    seal = exports.signing.identities.SEAL
    return (seal, "bi-thu") if "bi-thu" in set(roles) else (seal,)


def names(manifest: Manifest) -> list[str]:
    """Every entry of the container in order: the exact set, nothing else (design 6)."""
    return [
        exports.bundle.container.MIMETYPE,
        *(file.path for file in manifest.files),
        PATH,
        ASIC_PATH,
        *(signature_path(number) for number in range(len(manifest.signers))),
    ]


def signature_path(number: int) -> str:
    """Where the signature with that number lies; 0 is the seal."""
    return f"META-INF/signatures{number}.xml"


def covered(manifest: Manifest, contents: dict[str, bytes]) -> exports.signing.xades.Entries:
    """What each signature covers: every entry but ``mimetype`` and META-INF."""
    listed = [(file.path, file.type) for file in manifest.files] + [(PATH, "application/json")]
    return {path: (mime, contents[path]) for path, mime in listed if path in contents}


def asic(manifest: Manifest) -> bytes:
    """``META-INF/manifest.xml`` (ASiC-E: EN 319 162-1, 4.4.3.1)."""
    return "\n".join(_asic_lines(manifest)).encode()


def _asic_lines(manifest: Manifest) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    yield f'<manifest:manifest xmlns:manifest="{_NAMESPACE}" manifest:version="1.2">'
    whole = ("/", exports.bundle.container.ASIC_E.decode())
    files = ((file.path, file.type) for file in manifest.files)
    for path, mime in (whole, *files, (PATH, "application/json")):
        yield (
            f'  <manifest:file-entry manifest:full-path="{_attribute(path)}"'
            f' manifest:media-type="{_attribute(mime)}"/>'
        )
    yield "</manifest:manifest>\n"


def _attribute(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
