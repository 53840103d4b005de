"""``export``: the bundle of a period, signed, judged and whole."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import db.errors
import db.moments
import db.periods
import desktop.clock
import desktop.output
import desktop.session

if TYPE_CHECKING:
    import exports.signing.identities

ROLES = ("bi-thu", "thu-ky", "chu-tri")


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("period", metavar="PERIOD", help="2026-Q2, 2026, 2026-03-23..2027-03-22")
    parser.add_argument("--to", required=True, metavar="DIR", help="thư mục để ghi hồ sơ")
    parser.add_argument("--cutoff", metavar="D", help="chốt số liệu đến ngày này")
    parser.add_argument(
        "--p12", action="append", default=[], metavar="ROLE=FILE", help=f"ký số: {', '.join(ROLES)}"
    )
    parser.add_argument(
        "--p12-password-file", action="append", default=[], metavar="F", help="mật khẩu tệp .p12"
    )
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--supplement", action="store_true", help="bản bổ sung")
    again.add_argument("--replace", action="store_true", help="bản thay thế")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Make the bundle; exit 1 and nothing written while something must be completed first."""
    import exports.bundle.making

    period = db.periods.read(given.period)
    cutoff = desktop.clock.read_day(given.cutoff, "--cutoff") if given.cutoff else None
    with desktop.session.opened(given, writing=True) as session:
        persons = identities(given.p12, given.p12_password_file, session.moment)
        try:
            made = exports.bundle.making.export(
                period,
                Path(given.to),
                cutoff=cutoff,
                persons=persons,
                supplement=given.supplement,
                replace=given.replace,
                moment=session.moment,
            )
        except exports.bundle.making.Blocked as blocked:
            return _blocked(given.period, blocked)
    body = {
        "bundle": str(made.path),
        "period": made.period,
        "kind": made.kind,
        "number": made.number,
        "files": made.files,
        "signers": made.signers,
    }
    lines = [f"Đã xuất hồ sơ báo cáo: {made.path}"]
    lines += [f"Ký: {one['name']} ({one['level']})" for one in made.signers]
    return desktop.output.Answer(body, lines)


def _blocked(period: str, blocked: exports.bundle.making.Blocked) -> desktop.output.Answer:
    """The answer is no: what must be completed first."""
    blocks = [vars(block) for block in blocked.blocks]
    lines = ["Phải bổ sung trước khi xuất (lệnh explain, kèm số của nhiệm vụ):"]
    lines += [f"{block['id']}: {block['sentence']}" for block in blocks]
    return desktop.output.Answer({"bundle": None, "period": period, "blocks": blocks}, lines, 1)


def identities(
    given: Sequence[str], password_files: Sequence[str], moment: db.moments.Moment
) -> list[exports.signing.identities.Identity]:
    """The signers that ``--p12`` names, in the order of their roles.

    One password file serves all of them, or there is one for each in the same order.

    Raises:
        db.errors.RecordError: a role is unknown or given twice, or a file cannot be used.
    """
    import exports.signing.p12

    if given and len(password_files) not in {1, len(given)}:
        raise db.errors.RecordError(
            "Mỗi tệp .p12 cần một --p12-password-file (hoặc một tệp mật khẩu chung cho tất cả)."
        )
    found = {}
    for number, one in enumerate(given):
        role, _, file = one.partition("=")
        if role not in ROLES or not file or role in found:
            raise db.errors.RecordError(
                f"“{one}” chưa đúng; hãy ghi --p12 VAI=TỆP, mỗi vai một lần: {', '.join(ROLES)}."
            )
        password = desktop.session.line_of(password_files[min(number, len(password_files) - 1)])
        found[role] = exports.signing.p12.load(Path(file), password, role, moment.instant)
    return [found[role] for role in ROLES if role in found]
