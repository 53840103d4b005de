"""How the bench measures: the same work done by us and by its floor, in turn, warm, medians.

A ratio taken in one run on one machine says more than any number of milliseconds: both sides feel
the same noise. ``perf_counter`` only: nothing here asks what day it is.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Work = Callable[[], object]
ROUNDS = 7


def nothing() -> None:
    """No preparation between two rounds."""


@dataclass(frozen=True)
class Limit:
    """What ours may cost: so many times the floor plus so many milliseconds, or ``flat`` ones.

    Design 7. With ``flat`` the floor only shows what the machine itself costs.
    """

    times: float = 1.0
    plus: float = 0.0
    flat: float = 0.0

    @property
    def words(self) -> str:
        """The limit as the table of design 7 has it."""
        if self.flat:
            return f"{self.flat:g} ms"
        return f"+ {self.plus:g} ms" if self.plus else f"{self.times:g} ×".replace(".", ",")

    def most(self, floor: float) -> float:
        """The most milliseconds ours may take beside a floor of ``floor``."""
        return self.flat or floor * self.times + self.plus


@dataclass(frozen=True)
class Pair:
    """One row to be measured: ``ours`` and its ``floor``, and what each needs undone before."""

    what: str
    ours: Work
    floor: Work
    limit: Limit
    before: Work = nothing


@dataclass(frozen=True)
class Row:
    """One row of the table: medians, in milliseconds unless ``unit`` says otherwise."""

    what: str
    ours: float
    floor: float
    limit: Limit
    unit: str = "ms"

    @property
    def kept(self) -> bool:
        """Whether ours stayed within its limit."""
        return self.ours <= self.limit.most(self.floor)

    def printed(self) -> dict[str, Any]:
        """The row as ``bench --json`` prints it (design 3)."""
        return {
            "what": self.what,
            "ours": round(self.ours, 3),
            "floor": round(self.floor, 3),
            "unit": self.unit,
            "ratio": round(self.ours / self.floor, 2),
            "limit": self.limit.words,
            "most": round(self.limit.most(self.floor), 3),
            "kept": self.kept,
        }


def measure(pair: Pair, rounds: int = ROUNDS) -> Row:
    """Time both sides alternately, once each unmeasured first; the medians."""
    ours: list[float] = []
    floor: list[float] = []
    for round_number in range(rounds + 1):
        for work, times in ((pair.ours, ours), (pair.floor, floor)):
            pair.before()
            gc.collect()
            taken = milliseconds(work)
            if round_number:
                times.append(taken)
    return Row(pair.what, statistics.median(ours), statistics.median(floor), pair.limit)


def milliseconds(work: Work) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
