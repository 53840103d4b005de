"""One export as it was asked for, and the making of it; nothing here knows Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import db.bundles
import db.errors
import db.moments
import db.periods
import db.reports
import exports.issuing
import ui.background

if TYPE_CHECKING:
    import exports.bundle.making
    import exports.signing.identities

ROLES = {"bi-thu": "Bí thư", "thu-ky": "Người ghi biên bản", "chu-tri": "Chủ trì"}
PASSWORD, FILE = "password", "file"  # what the fields of a role end with
Signers = tuple[tuple[str, Path, str], ...]  # role, file, password


@dataclass(frozen=True)
class Wanted:
    """One export as it was asked for; ``kind`` is a key of db.bundles.KINDS."""

    period: db.periods.Period
    folder: Path
    kind: str
    signers: Signers
    moment: db.moments.Moment


@dataclass(frozen=True)
class Refused:
    """Why nothing was exported, and the field of the signers that is to blame."""

    field: str
    sentence: str


def kinds(period: db.periods.Period) -> dict[str, str]:
    """The editions that may come next, each with its number."""
    report = db.reports.find(period) or db.reports.Report(period=period.label, state="draft")
    found = {}
    for key in db.bundles.KINDS:
        try:
            kind, number = db.bundles.next_kind(report, **_asked(key))
        except db.errors.RecordError:
            continue
        words = db.bundles.KINDS[kind].capitalize()
        again = f", thay cho {kind}{number - 1}" if kind == "C" and number > 1 else ""
        found[kind] = f"{words} ({kind}{number}{again})"
    return found


def _asked(key: str) -> dict[str, bool]:
    """How the edition ``key`` is asked for."""
    return {
        "supplement": key == db.bundles.SUPPLEMENT,
        "replace": key == db.bundles.REPLACEMENT,
    }


def signed_by(signers: Sequence[Mapping[str, str]]) -> str:
    """Who signed a bundle, apart from the seal that each one bears."""
    named = [f"{ROLES[one['role']]} {one['name']}" for one in signers if one["role"] in ROLES]
    if not named:
        return f"Mức ký: {exports.issuing.SEALED}."
    return f"Đã ký số: {', '.join(named)}. Cả hồ sơ còn mang niêm phong của sổ."


def export(
    wanted: Wanted, tick: ui.background.Tick
) -> exports.bundle.making.Exported | list[db.reports.Block] | Refused:
    """Make the bundle, for a job; what blocks it, or who cannot sign, is an answer, no failure.

    Raises:
        db.errors.RecordError: the bundle cannot be made or written.
    """
    import exports.bundle.making
    import exports.signing.p12

    tick("Mở chữ ký số", 0, 4)
    persons: list[exports.signing.identities.Identity] = []
    for role, file, password in wanted.signers:
        try:
            signer = exports.signing.p12.load(file, password, role, wanted.moment.instant)
        except exports.signing.p12.WrongPassword as error:
            return Refused(f"{role}.{PASSWORD}", str(error))
        except db.errors.RecordError as error:
            return Refused(f"{role}.{FILE}", str(error))
        persons.append(signer)
    try:
        return exports.bundle.making.export(
            wanted.period,
            wanted.folder,
            cutoff=None,
            persons=persons,
            moment=wanted.moment,
            tick=tick,
            **_asked(wanted.kind),
        )
    except exports.bundle.making.Blocked as blocked:
        return list(blocked.blocks)
