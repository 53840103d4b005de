"""``bench``: how fast this machine runs the program, each row beside its floor."""

from __future__ import annotations

import argparse

import desktop.bench
import desktop.bench.measuring
import desktop.bench.stage
import desktop.output


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument(
        "--only",
        action="append",
        choices=list(desktop.bench.GROUPS),
        metavar="NAME",
        help=f"chỉ đo: {', '.join(desktop.bench.GROUPS)}",
    )
    parser.add_argument("--quick", action="store_true", help="chạy thử, ít số liệu, một lượt")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Measure and print the table; a limit that is missed is shown, it is no error."""
    size = desktop.bench.stage.QUICK if given.quick else desktop.bench.stage.FULL
    groups = given.only or list(desktop.bench.GROUPS)
    rows = list(desktop.bench.run(groups, size, desktop.output.complain))
    return desktop.output.Answer({"rows": [row.printed() for row in rows]}, _table(rows))


def _table(rows: list[desktop.bench.measuring.Row]) -> list[str]:
    """The rows as a person reads them; times in milliseconds."""
    head = ("Việc (trung vị, mili giây)", "chương trình", "mức sàn", "tỷ lệ", "cho phép", "")
    cells = [head] + [
        (
            row.what,
            _number(row.ours),
            _number(row.floor),
            f"{row.ours / row.floor:.2f}".replace(".", ","),
            row.limit.words,
            "đạt" if row.kept else "CHƯA ĐẠT",
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    return ["  ".join(_cell(line, widths)).rstrip() for line in cells]


def _cell(line: tuple[str, ...], widths: list[int]) -> list[str]:
    """One line in columns: words to the left, numbers to the right."""
    first, *numbers, last = line
    return [
        first.ljust(widths[0]),
        *(text.rjust(width) for text, width in zip(numbers, widths[1:], strict=False)),
        last,
    ]


def _number(value: float) -> str:
    """Milliseconds with a decimal comma."""
    return f"{value:.1f}".replace(".", ",")
