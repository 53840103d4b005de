"""``import``: an office's own workbook comes into the book."""

from __future__ import annotations

import argparse
from pathlib import Path

import desktop.output
import desktop.session
import exports.intake

KINDS = ("tasks", "members")


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("file", metavar="FILE.xlsx", help="tệp Excel của đơn vị")
    parser.add_argument(
        "--as",
        dest="kind",
        required=True,
        choices=KINDS,
        help="tasks: nhiệm vụ; members: đảng viên",
    )
    parser.add_argument("--mapping", metavar="M.json", help="tệp chỉ dẫn cột, từ, dòng")
    parser.add_argument("--dry-run", action="store_true", help="đọc thử, không ghi vào sổ")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Read the workbook and write what is beyond doubt."""
    mapping = Path(given.mapping) if given.mapping else None
    with desktop.session.opened(given, writing=not given.dry_run) as session:
        outcome = exports.intake.take(
            Path(given.file), given.kind, session.moment, mapping=mapping, dry_run=given.dry_run
        )
    return desktop.output.Answer(outcome.printed(), _lines(outcome, dry_run=given.dry_run))


def _lines(outcome: exports.intake.Outcome, *, dry_run: bool) -> list[str]:
    """The outcome as a person reads it."""
    done = "sẽ nhận" if dry_run else "đã nhận"
    lines = [
        (
            f"{len(outcome.taken)} dòng {done}, {len(outcome.doubtful)} dòng cần xem lại, "
            f"{len(outcome.refused)} dòng không nhận."
        )
    ]
    for title, rows in (("Cần xem lại", outcome.doubtful), ("Không nhận", outcome.refused)):
        lines += [f"{title} – {row['sheet']}!{row['cell']}: {row['reason']}" for row in rows]
    lines += [f"Cột {one['letter']} “{one['heading']}”: {one['said']}" for one in outcome.left_out]
    if outcome.unmatched_people:
        lines.append("Chưa có trong danh sách đảng viên: " + "; ".join(outcome.unmatched_people))
    if not dry_run and outcome.taken:
        lines.append("Hoàn tác cả lần nhập này bằng lệnh undo.")
    return lines
