"""States of a task and results in words: "Đã hoàn thành ngày 13/4", "Đang thực hiện (70%)"."""

from __future__ import annotations

import dataclasses
import functools
import re
import tomllib
from datetime import date
from pathlib import Path

import exports.reading.days
import exports.reading.when
import exports.reading.words

STATES = ("proposed", "assigned", "in_progress", "submitted", "done", "suspended", "cancelled")

_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d+)?\s*%")
_DAY = re.compile(
    r"(?:(?:vao )?ngay\s*)?(?<![\d/.\-])"
    r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}(?:\s*[/.\-]\s*(?:\d{4}|\d{2}))?"
    r"|\d{1,2} thang \d{1,2}(?: nam \d{4})?)(?![\d/])"
)
_POINTS = re.compile(r"[.,;:()\[\]“”\"]")
_FULL = 100


@dataclasses.dataclass(frozen=True)
class Told:
    """What words say: a state ("" when not understood), its day, a per cent.

    ``rest`` are words beyond the vocabulary (the state is then a suggestion only); ``trouble``
    says what is wrong with a day.
    """

    state: str = ""
    on: date | None = None
    percent: int | None = None
    rest: str = ""
    trouble: str = ""

    @property
    def understood(self) -> bool:
        """Whether every word was understood."""
        return bool(self.state) and not self.rest and not self.trouble


@functools.cache
def _vocabulary() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str]]:
    """A pattern for every state, what each phrase means, and words that change nothing."""
    path = Path(__file__).parent / "data" / "states.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    fold = exports.reading.words.folded
    means = {fold(phrase): state for state, listed in table["states"].items() for phrase in listed}
    beside = exports.reading.words.any_of(table["beside"]["words"])
    return re.compile(exports.reading.words.any_of(means)), means, re.compile(beside)


@functools.lru_cache(maxsize=4096)
def told(text: str, calendar: exports.reading.days.Calendar) -> Told:
    """What ``text`` says about a task's state."""
    plain = exports.reading.words.folded(text).strip(" .,;:-+*()")
    percents = {int(found) for found in _PERCENT.findall(plain)}
    plain = _PERCENT.sub(" ", plain)
    days = [exports.reading.when.understood(f.group(), calendar) for f in _DAY.finditer(plain)]
    plain = " ".join(_POINTS.sub(" ", _DAY.sub(" ", plain)).split()).strip(" -+*")
    pattern, means, beside = _vocabulary()
    found = pattern.match(plain)
    state = means[" ".join(found.group().split())] if found else ""
    rest = beside.sub(" ", plain[found.end() :]) if found else plain
    rest = " ".join(rest.split()).strip(" .,;:-+*()")
    percent = percents.pop() if len(percents) == 1 else None
    if state == "done" and percent is not None and percent < _FULL:
        state = "in_progress"  # "Hoàn thành 80%"
    trouble = "ghi nhiều ngày" if len(days) > 1 else next((day.trouble for day in days), "")
    on = days[0].last if len(days) == 1 else None
    return Told(state, on, percent, rest, trouble)
