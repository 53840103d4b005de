"""Real bundles of one fictional cell, made once for all tests, and a forger who changes them.

The forger holds a seal and so can make a bundle whose signatures are all in order; what he changed
must then be found by what the parts say of each other.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import db.book
import db.book.keys
import db.meetings
import db.moments
import db.periods
import db.reports
import db.sealing
import db.tasks
import db.tasks.steps
import exports.bundle.assembly
import exports.bundle.container
import exports.bundle.making
import exports.bundle.manifest
import exports.bundle.snapshot
import exports.bundle.verify
import exports.meetings
import exports.qr
import exports.signing.identities
import exports.signing.xades
import tests.exports.conftest
from tests.exports import authority, full_quarter

PERIOD = db.periods.read("2026-Q3")
STEM = "CB-41_2026-Q3_C1_"
REPORT, WORKBOOK = f"{STEM}bao-cao.pdf", f"{STEM}phu-luc.xlsx"
SNAPSHOT, MANIFEST = "du-lieu/so-lieu.json", "manifest.json"
MINUTES, SIGNED_MINUTES = "bien-ban/2026-07-03-1.pdf", "bien-ban/2026-09-04-4.pdf"
ASIC, SEAL_FILE = "META-INF/manifest.xml", "META-INF/signatures0.xml"
_SECRET = db.book.keys.Secret("Vương Đình Ước", "mật khẩu thử")

Entries = dict[str, bytes]


@dataclasses.dataclass(frozen=True)
class Made:
    """The bundles of one book by name ("C1"), and the book's seal."""

    bundles: dict[str, bytes]
    seal: exports.signing.identities.Identity


def now() -> db.moments.Moment:
    return db.moments.Moment(date(2026, 10, 5), authority.NOW, "Vương Đình Ước")


@functools.cache
def _folder() -> Path:
    """A closed book with a quarter in it, two of its minutes approved; made once per run."""
    folder = Path(tempfile.mkdtemp(prefix="so-")) / "so"
    start = tests.exports.conftest.moment(date(2025, 6, 1))
    unit = tests.exports.conftest.UNIT
    db.book.make(folder, unit, _SECRET, start, cost=db.book.keys.lowest_cost())
    with _open(folder):
        full_quarter.fill()
        for block in db.reports.blocks(full_quarter.window()):
            cause = {"cause": "Bận trực", "cause_body": "Chi ủy", "cause_person": "Giang Văn Khuê"}
            db.tasks.steps.change(db.tasks.get(block.id), cause, now())
        both = [authority.minute_taker(), authority.chair()]
        for number, persons in ((1, []), (4, both)):
            meeting = db.meetings.get(number)
            on = date(2026, 10, 3)
            exports.meetings.approve(meeting, on, tests.exports.conftest.moment(on), persons)
    return folder


@contextlib.contextmanager
def _open(folder: Path) -> Iterator[db.book.Book]:
    at = db.moments.stored(authority.NOW)
    with db.book.opened(folder, _SECRET, at, writing=True) as book:
        yield book


@contextlib.contextmanager
def book() -> Iterator[Path]:
    """A filled book of its own, open; gives an empty folder to export to."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(_folder(), Path(name) / "so")
        with _open(Path(name) / "so"):
            yield Path(name) / "ho-so"


def export(folder: Path, **given: Any) -> exports.bundle.making.Exported:
    """The next bundle of the quarter."""
    usual: dict[str, Any] = {
        "cutoff": None,
        "persons": (),
        "supplement": False,
        "replace": False,
        "moment": now(),
    }
    return exports.bundle.making.export(PERIOD, folder, **(usual | given))


@functools.cache
def made() -> Made:
    """C1 under the seal, C2 signed by three people, B1 that supplements C2."""
    bundles = {}
    with book() as folder:
        everyone = [authority.chair(), authority.secretary(), authority.minute_taker()]
        for one in (
            export(folder),
            export(folder, persons=everyone),
            export(folder, supplement=True),
        ):
            bundles[f"{one.kind}{one.number}"] = one.path.read_bytes()
        seal = exports.signing.identities.of_seal(db.sealing.current())
    return Made(bundles, seal)


@functools.cache
def other() -> Made:
    """A first bundle of another book with the same records."""
    with book() as folder:
        db.sealing.make("CB-41", now())
        path = export(folder).path
        seal = exports.signing.identities.of_seal(db.sealing.current())
        return Made({"C1": path.read_bytes()}, seal)


def entries(data: bytes) -> Entries:
    """The entries of a bundle by name, in order."""
    return dict(exports.bundle.container.read(data).entries)


def packed(parts: Entries | Sequence[tuple[str, bytes]]) -> bytes:
    return exports.bundle.container.pack(list(parts.items()) if isinstance(parts, dict) else parts)


def verdict(data: bytes, trusted: Sequence[Any] | None = None) -> exports.bundle.verify.Verdict:
    return exports.bundle.verify.judge_bytes("ho-so.zip", data, trusted)


def blamed(judged: exports.bundle.verify.Verdict) -> list[str]:
    """The files found invalid."""
    return [file.path for file in judged.files if file.verdict == "invalid"]


def manifest(parts: Entries) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(parts[MANIFEST])
    return found


def snapshot(parts: Entries) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(parts[SNAPSHOT])
    return found


def written(body: dict[str, Any]) -> bytes:
    """A manifest in its one form."""
    return (json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def recounted(parts: Entries) -> Entries:
    """``parts`` with sizes and digests in the manifest counted anew, nothing signed again."""
    body = manifest(parts)
    for file in body["files"]:
        data = parts[file["path"]]
        file["size"], file["sha256"] = len(data), hashlib.sha256(data).hexdigest()
    return parts | {MANIFEST: written(body)}


def forge(
    parts: Entries,
    change: Callable[[dict[str, Any]], object] | None = None,
    seal: exports.signing.identities.Identity | None = None,
    form: Callable[[dict[str, Any]], bytes] = written,
) -> bytes:
    """Recount, ``change`` the manifest, and let ``seal`` alone sign the whole anew."""
    signer = seal or made().seal
    body = manifest(recounted(parts))
    body["signers"] = [{"role": signer.role, "certificate": signer.sha256}]
    if change is not None:
        change(body)
    parts = parts | {MANIFEST: form(body)}
    said = exports.bundle.manifest.read(parts[MANIFEST])
    kept = {name: data for name, data in parts.items() if not name.startswith("META-INF/")}
    covered = exports.bundle.manifest.covered(said, kept)
    xml = exports.signing.xades.sign(0, covered, signer, authority.NOW)
    return packed({**kept, ASIC: exports.bundle.manifest.asic(said), SEAL_FILE: xml})


def canonical(body: object) -> bytes:
    return exports.qr.canonical(body)
