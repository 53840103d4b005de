"""``search``: everything that holds the words, newest first, exact accents before folded."""

from __future__ import annotations

import argparse

import db.search
import desktop.output
import desktop.session


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("words", metavar="WORDS", nargs="+", help="các từ cần tìm")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Print what was found."""
    with desktop.session.opened(given, writing=False):
        hits = db.search.find(" ".join(given.words))
    lines = [f"{hit.date:%d/%m/%Y}  {hit.kind} {hit.id}  {hit.title}" for hit in hits]
    body = {"hits": db.search.printed(hits)}
    return desktop.output.Answer(body, lines or ["Không tìm thấy hồ sơ nào."])
