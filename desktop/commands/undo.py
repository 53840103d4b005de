"""``undo``: the last import is taken back, whole."""

from __future__ import annotations

import argparse

import db.imports
import desktop.output
import desktop.session


def configure(_parser: argparse.ArgumentParser) -> None:
    """The verb has no arguments of its own."""


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Take the last import back."""
    with desktop.session.opened(given, writing=True) as session:
        gone = db.imports.undo(session.moment)
    number = sum(len(ids) for ids in gone.values())
    return desktop.output.Answer({"undone": gone}, [f"Đã hoàn tác lần nhập: {number} hồ sơ."])
