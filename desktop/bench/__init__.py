"""The bench: what the program does, each beside the smallest honest program for the same work.

The rows of design 7. Floors are the functions called ``floor…`` in the modules below, meant to be
read. Everything happens in a temporary folder; no book and no setting of the user is touched.
"""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import desktop.bench.measuring
import desktop.bench.stage

# What --only names → the module whose ``pairs(stage)`` yields its rows, or what makes them. Starts
# come first: they are measured in processes of their own, while this one has touched little.
GROUPS = {
    "start": "desktop.bench.starting",
    "window": "desktop.bench.pages",
    "typing": "desktop.bench.box",
    "person": "desktop.bench.walking",
    "lists": "desktop.bench.lists",
    "search": "desktop.bench.searching",
    "import": "desktop.bench.taking",
    "bundle": "desktop.bench.bundling",
    "verify": "desktop.bench.judging",
}

Told = Callable[[str], None]


def run(
    groups: list[str], size: desktop.bench.stage.Size, tell: Told
) -> Iterator[desktop.bench.measuring.Row]:
    """Measure ``groups`` (keys of GROUPS), row by row; ``tell`` hears what is being prepared."""
    with tempfile.TemporaryDirectory(prefix="sochibo-bench-", ignore_cleanup_errors=True) as folder:
        stage = desktop.bench.stage.Stage(Path(folder), size)
        for group in groups:
            tell(f"Đang chuẩn bị: {group} …")
            for pair in importlib.import_module(GROUPS[group]).pairs(stage):
                if isinstance(pair, desktop.bench.measuring.Row):
                    yield pair
                else:
                    yield desktop.bench.measuring.measure(pair, size.rounds)
