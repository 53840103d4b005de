"""``check``: whether the book is whole."""

from __future__ import annotations

import argparse

import db.book.checks
import desktop.output
import desktop.session


def configure(_parser: argparse.ArgumentParser) -> None:
    """The verb has no arguments of its own."""


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Print what is wrong; exit 1 if anything is."""
    with desktop.session.opened(given, writing=False) as session:
        problems = db.book.checks.problems(session.book)
    body = {"book": given.book, "problems": problems}
    return desktop.output.Answer(body, problems or ["Sổ nguyên vẹn."], code=int(bool(problems)))
