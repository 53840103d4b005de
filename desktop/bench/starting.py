"""Start to the first paint of the Today page, unlocked on the way; and the memory used then.

Floor: the program in ``bare.py``. Both are started anew each round, in turn.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import desktop.bench.measuring
import desktop.bench.stage

_TODAY = "2026-10-02"
_ROOT = Path(__file__).parents[2]
_TIME = desktop.bench.measuring.Limit(times=1.7)
_MEMORY = desktop.bench.measuring.Limit(times=1.5)


@dataclass
class _Runs:
    """What the runs of one program took: milliseconds, and MB where the system tells."""

    command: list[str]
    times: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def pairs(stage: desktop.bench.stage.Stage) -> Iterator[desktop.bench.measuring.Row]:
    """The start, and the memory where the system tells how much a process holds."""
    opened = ["--book", str(stage.demo()), "--today", _TODAY, "--until-painted"]
    ours = _Runs([sys.executable, "-m", "desktop", *opened])
    floor = _Runs(floor_command())
    surroundings = stage.surroundings()
    for round_number in range(stage.size.rounds + 1):
        for one in (ours, floor):
            taken, held = _started(one.command, surroundings)
            if round_number:  # the first one writes the byte code
                one.times.append(taken)
                one.memory += [held] if held else []
    what = "mở chương trình đến khi vẽ xong trang Hôm nay"
    yield _row(what, ours.times, floor.times, _TIME, "ms")
    if ours.memory and floor.memory:
        yield _row("bộ nhớ lúc ấy (MB)", ours.memory, floor.memory, _MEMORY, "MB")


def floor_command() -> list[str]:
    """How the bare window is started."""
    return [sys.executable, str(Path(__file__).with_name("bare.py"))]


def _row(
    what: str,
    ours: list[float],
    floor: list[float],
    limit: desktop.bench.measuring.Limit,
    unit: str,
) -> desktop.bench.measuring.Row:
    middle = statistics.median
    return desktop.bench.measuring.Row(what, middle(ours), middle(floor), limit, unit)


def _started(command: list[str], surroundings: dict[str, str]) -> tuple[float, float]:
    """Milliseconds from the start of ``command`` until it says ``painted``, and its MB then."""
    begun = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - this program and its floor
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=surroundings,
        text=True,
    ) as process:
        said = process.stdout.readline() if process.stdout else ""
        taken = (time.perf_counter() - begun) * 1000
        held = _memory(process.pid)
    if said.strip() != "painted":
        raise AssertionError(f"nothing was painted by {command}")
    return taken, held


def _memory(process: int) -> float:
    """MB of memory a process holds (its resident set); 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return 0.0
    lines = (line.split() for line in status.splitlines())
    return next((int(words[1]) / 1024 for words in lines if words[0] == "VmRSS:"), 0.0)
