"""The export: from the records of the open book to one whole file, or to nothing (design 6).

Everything is made in memory first. Then: pending row → dot file beside the target, synced →
judged as the ward will judge it, from the bytes read back → renamed → row confirmed. A kill at any
instant leaves a pending row that the next opening of the book settles (``db.bundles.settle``).
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import db.base
import db.book.backup
import db.bundles
import db.errors
import db.figures
import db.files
import db.history
import db.meetings
import db.moments
import db.periods
import db.reports
import db.sealing
import db.tasks.series
import db.unit
import exports.bundle.assembly
import exports.bundle.container
import exports.bundle.manifest
import exports.bundle.snapshot
import exports.bundle.verify
import exports.issuing
import exports.reports
import exports.reports.packs
import exports.signing.findings
import exports.signing.identities
import exports.workbook


class Blocked(Exception):  # noqa: N818 - reads as the state of affairs
    """Something must be completed before the report can leave; ``blocks`` says what."""

    def __init__(self, blocks: Sequence[db.reports.Block]) -> None:
        super().__init__(" ".join(block.sentence for block in blocks))
        self.blocks = tuple(blocks)


@dataclasses.dataclass(frozen=True)
class Exported:
    """What was made: the file, and what ``export --json`` prints of it."""

    path: Path
    period: str
    kind: str
    number: int
    files: list[str]
    signers: list[dict[str, str]]


def _quiet(what: str, done: int, total: int) -> None:
    """Nobody watches."""


def export(  # noqa: PLR0913 - a contract: all that an export depends on, by name
    period: db.periods.Period,
    folder: Path,
    *,
    cutoff: date | None,
    persons: Sequence[exports.signing.identities.Identity],
    supplement: bool,
    replace: bool,
    moment: db.moments.Moment,
    tick: exports.bundle.assembly.Tick = _quiet,
) -> Exported:
    """Make the next bundle of ``period`` in ``folder``, which is made when missing.

    ``tick`` is told of each step; what it raises cancels the export, and nothing is left behind.

    Raises:
        Blocked: late tasks lack what must be said of them; nothing is written.
        db.errors.RecordError: it cannot be made or written; book and folder are as before.
    """
    tick("Kiểm tra sổ", 0, 4)
    _require_whole_book()
    with db.base.transaction():  # what has begun of each series is made, unless the export is not
        db.tasks.series.make_due(moment)
        span = db.reports.window(period, moment.today, cutoff)
        blocks = db.reports.blocks(span)
        if blocks:
            raise Blocked(blocks)
        ordered = exports.bundle.assembly.in_order(persons)
        report = db.reports.find(period) or db.reports.Report(period=period.label, state="draft")
        kind, number = db.bundles.next_kind(report, supplement=supplement, replace=replace)
        target = folder / f"{db.bundles.name(db.unit.get().code, period, kind, number)}.zip"
        try:
            _require_room(target)
        except OSError as error:  # a name the system does not take
            raise db.files.unwritable(target, error) from error
        tick("Lập hồ sơ", 1, 4)
        figures = db.figures.count(span)
        level = exports.bundle.manifest.level_of(person.role for person in ordered)
        material = _material(span, figures, _Issue(report, kind, number, level))
        seal = exports.signing.identities.of_seal(db.sealing.current())
        manifest, entries = exports.bundle.assembly.assemble(
            material, seal, ordered, moment.instant, tick
        )
        data = exports.bundle.container.pack(entries)
    facts = {
        "kind": kind,
        "number": number,
        "target": str(target.absolute()),
        "aside": str(db.files.aside(target.absolute())),
        "sha256": hashlib.sha256(data).hexdigest(),
        "opening": span.opening,
        "cutoff": span.cutoff,
        "figures": db.base.canonical({name: one.printed() for name, one in figures.items()}),
    }
    tick("Ghi và kiểm tra hồ sơ", 2, 4)
    with _folder(folder):
        _write(period, facts, data, moment, tick)
    return Exported(
        target,
        period.label,
        kind,
        number,
        exports.bundle.manifest.names(manifest),
        [_printed(one) for one in (seal, *ordered)],
    )


def _printed(signer: exports.signing.identities.Identity) -> dict[str, str]:
    """A signer as ``export --json`` prints it."""
    sealed = signer.role == exports.signing.identities.SEAL
    level = exports.signing.findings.SEALED if sealed else exports.signing.findings.SIGNED
    return {
        "role": signer.role,
        "name": signer.common_name,
        "level": exports.bundle.manifest.level_words(level),
        "certificate": signer.sha256,
    }


def _require_whole_book() -> None:
    """Refuse to report from a book with damaged pages (design 2)."""
    if db.book.backup.integrity(db.base.database.connection()):
        raise db.errors.BookError(
            "Sổ có chỗ hỏng nên không xuất hồ sơ; hãy chạy lệnh check và phục hồi sổ từ bản sao."
        )


def _require_room(target: Path) -> None:
    """Refuse early what cannot be written, before the book is told of it."""
    _refuse_existing(target)
    above = target.parent
    while not above.exists() and above != above.parent:
        above = above.parent
    if not above.is_dir() or not os.access(above, os.W_OK):
        raise db.errors.RecordError(
            f"Không ghi được vào “{target.parent}” vì nơi này chỉ cho đọc hoặc không phải thư mục; "
            "hãy chọn nơi lưu khác."
        )
    if shutil.disk_usage(above).free == 0:
        _require_writable(above, target)
        raise db.errors.RecordError(
            f"Không ghi được “{target.name}” vì ổ đĩa đã đầy; "
            "hãy giải phóng chỗ hoặc chọn nơi lưu khác."
        )


def _require_writable(folder: Path, target: Path) -> None:
    """Refuse a medium that cannot be written at all: it has no free room either.

    Windows says of every folder that it can be written, so that only trying tells.
    """
    tried = folder / f".{target.name}.thu-ghi"
    try:
        tried.touch()
        tried.unlink()
    except OSError as error:
        raise db.files.unwritable(target, error) from error


def _refuse_existing(target: Path) -> None:
    """Never write over anything."""
    if target.exists():
        raise db.errors.RecordError(
            f"Đã có tệp “{target}”; hãy chuyển tệp đó đi hoặc chọn thư mục khác."
        )


@dataclasses.dataclass(frozen=True)
class _Issue:
    """Which bundle of which report this is to be, and how it is signed."""

    report: db.reports.Report
    kind: str
    number: int
    level: str


def _material(
    span: db.reports.Window, figures: dict[str, db.figures.Figure], issue: _Issue
) -> exports.bundle.assembly.Material:
    """All that goes into the bundle, read from the book in one go."""
    level = exports.bundle.manifest.level_words(issue.level)
    signed = issue.level == exports.signing.findings.SIGNED
    stamp = exports.reports.Stamp(issue.kind, issue.number, level, signed)
    paper = exports.reports.compose(span, figures, stamp=stamp)
    entry = exports.reports.entry_of(paper)
    made = db.unit.get()
    unit = exports.bundle.manifest.Unit(made.code, made.name, made.unit_kind)
    version = f"{issue.kind}{issue.number}"
    head = exports.workbook.Head(
        unit.code,
        unit.name,
        unit.kind,
        span.period.label,
        version,
        entry["number"],
        entry["date"],
        level,
    )
    return exports.bundle.assembly.Material(
        paper=paper,
        document=exports.bundle.snapshot.document_of(entry),
        workbook=exports.workbook.build(span, figures, head),
        minutes=_minutes(span),
        snapshot=_snapshot(span, figures, issue, unit),
        manifest=_manifest(span, issue, unit),
    )


def _minutes(span: db.reports.Window) -> tuple[exports.bundle.assembly.Minutes, ...]:
    """The approved minutes of the meetings held inside, unless the unit sends none.

    Extracts without speakers, the later default of design 6, come with their own issue.
    """
    if db.unit.setting("minutes_in_bundle", span.cutoff) == "none":
        return ()
    return tuple(
        exports.bundle.assembly.Minutes(
            f"bien-ban/{meeting['held_on']}-{meeting['id']}.pdf",
            pdf,
            exports.bundle.snapshot.document_of(json.loads(entry)),
        )
        for meeting, pdf, entry in db.meetings.minutes_inside(span.opening, span.cutoff)
    )


def _days(span: db.reports.Window) -> dict[str, str]:
    """The days of a window as manifest and snapshot name them."""
    return {
        "period": span.period.label,
        "first": span.period.first.isoformat(),
        "last": span.period.last.isoformat(),
        "opening": span.opening.isoformat(),
        "cutoff": span.cutoff.isoformat(),
    }


def _snapshot(
    span: db.reports.Window,
    figures: dict[str, db.figures.Figure],
    issue: _Issue,
    unit: exports.bundle.manifest.Unit,
) -> exports.bundle.snapshot.Snapshot:
    """The snapshot without its documents."""
    tasks = exports.bundle.snapshot.tasks_of(figures)
    return exports.bundle.snapshot.Snapshot(
        schema=exports.bundle.snapshot.SCHEMA,
        version=exports.bundle.snapshot.VERSION,
        unit=unit,
        **_days(span),
        kind=issue.kind,
        number=issue.number,
        figures={name: figure.printed() for name, figure in figures.items()},
        tasks=tasks,
        series=exports.bundle.snapshot.series_of(tasks),
        meetings=exports.bundle.snapshot.meetings_of(span),
        documents=(),
    )


def _manifest(
    span: db.reports.Window, issue: _Issue, unit: exports.bundle.manifest.Unit
) -> exports.bundle.manifest.Manifest:
    """The manifest without signers and files."""
    supplement = issue.kind == db.bundles.SUPPLEMENT
    # The last bundle of the period that is no supplement is what a new one replaces or adds to.
    base = None
    if issue.report.id is not None:
        base = db.bundles.replaced(issue.report, db.bundles.REPLACEMENT)
    pack = exports.reports.packs.pack_for(span.period.last)
    app: dict[str, Any] = exports.bundle.assembly.words()["app"]
    return exports.bundle.manifest.Manifest(
        schema=exports.bundle.manifest.SCHEMA,
        version=exports.bundle.manifest.VERSION,
        unit=unit,
        **_days(span),
        kind=issue.kind,
        number=issue.number,
        replaces=None if supplement else base,
        supplements=base if supplement else None,
        base_sha256=_digest_of(span.period.label, base),
        previous=db.bundles.last_digest(),
        history=db.history.head_hash(),
        form_pack=exports.bundle.manifest.Named(pack.id, str(pack.version)),
        app=exports.bundle.manifest.Named(app["name"], app["version"]),
        level="",
        signers=(),
        files=(),
    )


def _digest_of(period: str, name: str | None) -> str | None:
    """The digest of the bundle called ``name`` ("C1") of a period."""
    return next(
        (
            str(one["sha256"])
            for one in db.bundles.dump()
            if one["period"] == period and f"{one['kind']}{one['number']}" == name
        ),
        None,
    )


@contextlib.contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """``folder``, made with those above it; what was made is taken back when the rest fails."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _remove(missing)
        raise db.files.unwritable(folder / "x", error) from error
    try:
        yield
    except BaseException:
        _remove(missing)
        raise


def _remove(folders: Sequence[Path]) -> None:
    """Remove empty folders, the innermost first."""
    for path in folders:
        with contextlib.suppress(OSError):
            path.rmdir()


def _write(
    period: db.periods.Period,
    facts: dict[str, Any],
    data: bytes,
    moment: db.moments.Moment,
    tick: exports.bundle.assembly.Tick,
) -> None:
    """Pending row, file aside, judged, renamed, confirmed; taken back where a step fails."""
    aside, target = Path(facts["aside"]), Path(facts["target"])
    with db.base.transaction():
        bundle = db.bundles.announce(db.reports.begin(period, moment, for_now=True), facts, moment)
    try:
        db.files.write_synced(aside, data)
        _require_sound(aside, target.name, facts["sha256"])
        tick("Hoàn tất", 3, 4)
        _refuse_existing(target)
        db.files.replace(aside, target)
    except BaseException:
        db.bundles.withdraw(bundle)
        raise
    db.bundles.confirm(bundle)


def _require_sound(aside: Path, name: str, sha256: str) -> None:
    """Judge what stands on the disk, as the ward will."""
    try:
        data = aside.read_bytes()
    except OSError as error:
        raise db.files.unwritable(aside, error) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise db.errors.RecordError(
            f"Hồ sơ “{name}” đọc lại khác lúc ghi: ổ đĩa có thể hỏng; hãy chọn nơi lưu khác."
        )
    verdict = exports.bundle.verify.judge_bytes(name, data)
    if verdict.verdict == exports.signing.findings.INVALID:
        raise db.errors.RecordError(
            f"Hồ sơ vừa lập không qua được kiểm tra nên đã bỏ ({verdict.first_line}); "
            "hãy báo cho người làm phần mềm."
        )
