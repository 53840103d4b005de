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
_LATE = re.compile(r"\b(?:cham|tre|muon|qua)\b")
_FULL = 100


@dataclasses.dataclass(frozen=True)
class Told:
    """What words say: a state ("" when not understood), its day, a per cent, a cause.

    ``rest`` are words beyond the vocabulary (the state is then a suggestion only); ``trouble``
    says what is wrong with a day.
    """

    state: str = ""
    on: date | None = None
    percent: int | None = None
    rest: str = ""
    trouble: str = ""
    cause: str = ""

    @property
    def understood(self) -> bool:
        """Whether every word was understood."""
        return bool(self.state) and not self.rest and not self.trouble


@dataclasses.dataclass(frozen=True)
class _Vocabulary:
    """The words as patterns; ``means`` leads from a phrase to its state."""

    states: re.Pattern[str]
    means: dict[str, str]
    beside: dict[str, re.Pattern[str]]
    aside: re.Pattern[str]
    ahead: re.Pattern[str]
    span: re.Pattern[str]
    count: re.Pattern[str]
    because: re.Pattern[str]
    waiting: re.Pattern[str]


@functools.cache
def _vocabulary() -> _Vocabulary:
    """The vocabulary of states (``data/states.toml``)."""
    path = Path(__file__).parent / "data" / "states.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    fold, any_of = exports.reading.words.folded, exports.reading.words.any_of
    means = {fold(phrase): state for state, listed in table["states"].items() for phrase in listed}
    beside = table["beside"]
    clauses = table["clauses"]
    why = "|".join(re.escape(word) for word in clauses["because"])
    return _Vocabulary(
        re.compile(any_of(means)),
        means,
        {
            state: re.compile(any_of([*beside["words"], *beside.get(state, ())]))
            for state in ("", *STATES)
        },
        re.compile(rf"\(?\s*{any_of(clauses['aside'])} [^,;()]*\)?"),
        re.compile(rf"(?<=.)[\s,;(-]*{any_of(clauses['ahead'])}[^,;()]*\)?"),
        re.compile(
            rf"(?P<late>{any_of(clauses['late'])})\s*(?:han\s*)?\d+\s*(?:ngay|tuan|thang|hom)"
            r"(?: so voi (?:han|ke hoach|yeu cau))?"
        ),
        re.compile(rf"\d+\s*/\s*\d+\s*{any_of(clauses['counted'])}|(?:duoc|dat)\s*\d+\s*/\s*\d+"),
        re.compile(
            rf"(?<=\w)[\s,;:.(–-]+(?:{why})\s*:?\s+(?P<why>[^()]+?)\)?[\s.]*$", re.IGNORECASE
        ),
        re.compile(r"(?<=\w)[\s,;:.(–-]+(?P<why>chờ\s[^()]+?)\)?[\s.]*$", re.IGNORECASE),
    )


@functools.lru_cache(maxsize=4096)
def told(text: str, calendar: exports.reading.days.Calendar) -> Told:
    """What ``text`` says about a task's state.

    "Chưa thực hiện do chờ kinh phí" says a state and its cause; the cause of what is done in
    time is none ("Xong do Tổ 2 giúp"): those words are then not understood.
    """
    whole = _told(text, calendar)
    if whole.understood:
        return whole
    vocabulary = _vocabulary()
    for pattern, states in (
        (vocabulary.because, frozenset(STATES) - {"done"}),
        (vocabulary.waiting, frozenset({"assigned", "suspended", "cancelled"})),
    ):
        found = pattern.search(text)
        head = _told(text[: found.start()], calendar) if found else whole
        late = _LATE.search(exports.reading.words.folded(text[: found.start()])) if found else None
        if found and head.understood and (head.state in states or late):
            return dataclasses.replace(head, cause=exports.reading.words.flat(found["why"]))
    return whole


def _told(text: str, calendar: exports.reading.days.Calendar) -> Told:
    """What words without a cause say."""
    vocabulary = _vocabulary()
    plain = exports.reading.words.folded(text).strip(" .,;:-+*()")
    plain = vocabulary.ahead.sub(" ", vocabulary.aside.sub(" ", plain))
    counted = vocabulary.count.search(plain)
    plain = vocabulary.span.sub(r"\g<late>", plain)
    percents = {int(found) for found in _PERCENT.findall(plain)}
    plain = _PERCENT.sub(" ", plain)
    days = [exports.reading.when.understood(f.group(), calendar) for f in _DAY.finditer(plain)]
    plain = " ".join(_POINTS.sub(" ", _DAY.sub(" ", plain)).split()).strip(" -+*")
    found = vocabulary.states.match(plain)
    state = vocabulary.means[" ".join(found.group().split())] if found else ""
    rest = vocabulary.beside[state].sub(" ", plain[found.end() :]) if found else plain
    rest = " ".join(rest.split()).strip(" .,;:-+*()")
    if counted:
        return Told(state, rest=counted.group())  # "Hoàn thành 3/5 hộ" is no third of May
    percent = percents.pop() if len(percents) == 1 else None
    if percent is not None and not plain and not days:
        state = {0: "assigned", _FULL: "done"}.get(percent, "in_progress")  # "60%" by itself
    if state == "done" and percent is not None and percent < _FULL:
        state = "in_progress"  # "Hoàn thành 80%"
    trouble = "ghi nhiều ngày" if len(days) > 1 else next((day.trouble for day in days), "")
    on = days[0].last if len(days) == 1 else None
    return Told(state, on, percent, rest, trouble)
