"""``verify``: judges bundles, or single papers, with nothing but them."""

from __future__ import annotations

import argparse
from pathlib import Path

import desktop.output


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="hồ sơ báo cáo, tệp PDF hoặc Excel"
    )
    parser.add_argument(
        "--trust", action="append", default=[], metavar="CERT", help="chứng thư tin cậy (PEM, DER)"
    )


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Judge the files; exit 1 when anything is invalid."""
    import exports.bundle.verify
    import exports.signing.trust

    trusted = exports.signing.trust.anchors([Path(one) for one in given.trust])
    verdict = exports.bundle.verify.judge([Path(one) for one in given.files], trusted or None)
    return desktop.output.Answer(
        verdict.printed(), verdict.lines(), code=int(verdict.verdict == "invalid")
    )
