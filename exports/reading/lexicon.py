"""The words over the columns of one kind of table, and how far a text says each field.

Phrases are data (``data/headings.toml`` of the kind). Offices shorten them ("TG HT", "Đ/c CTN",
"K.quả"): what the short forms stand for is data too (``data/abbreviations.toml``, and the kind's
own ``[abbreviations]``), tried beside the words as they are written.
"""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import exports.reading.words

_WEIGHTS = {"sure": 1.0, "likely": 0.7, "maybe": 0.4}

Phrase = tuple[str, ...]


@dataclasses.dataclass
class Lexicon:
    """The heading words of one kind: phrases (tuples of words) → field → weight.

    ``short`` leads from a short form to what it stands for. ``halves`` leads from a field that
    may be written in two columns under one heading to the field of the first ("Họ và tên" over
    "Nguyễn Văn" and "Hùng"). ``beside`` leads from a field to the one it stands right of and the
    rival whose words it borrows there. Fields of columns that are never taken begin with ``!``;
    ``says`` names them in Vietnamese.
    """

    phrases: dict[Phrase, dict[str, float]]
    short: dict[Phrase, Phrase]
    kinds: dict[str, str]
    many: frozenset[str]
    halves: dict[str, str]
    beside: dict[str, tuple[str, str]]
    says: dict[str, tuple[str, str]]
    longest: int
    idle: frozenset[str]
    _scores: dict[str, dict[str, float]] = dataclasses.field(default_factory=dict)

    @property
    def fields(self) -> frozenset[str]:
        """Every field a column can be taken for."""
        return frozenset(self.kinds)

    def score(self, text: str) -> dict[str, float]:
        """How far ``text`` says each field, 0 to 1: the share of its words that say it."""
        known = self._scores.get(text)
        if known is None:
            tokens = exports.reading.words.tokens(text)
            known = self._weighed(tokens)
            written_out = self._written_out(tokens)
            if written_out != tokens:
                for field, score in self._weighed(written_out).items():
                    known[field] = max(score, known.get(field, 0.0))
            self._scores[text] = known
        return known

    def _written_out(self, tokens: list[str]) -> list[str]:
        """``tokens`` with short forms written out, the longest first."""
        longest = max(map(len, self.short), default=0)
        made: list[str] = []
        place = 0
        while place < len(tokens):
            for size in range(min(longest, len(tokens) - place), 0, -1):
                full = self.short.get(tuple(tokens[place : place + size]))
                if full is not None:
                    made += full
                    place += size
                    break
            else:
                made.append(tokens[place])
                place += 1
        return made

    def _weighed(self, tokens: list[str]) -> dict[str, float]:
        """Greedy: at each word the longest known phrase counts; unknown words dilute."""
        scores: dict[str, float] = {}
        place = counted = 0
        while place < len(tokens):
            size, fields = self._longest_at(tokens, place)
            if fields:
                counted += size
                for field, weight in fields.items():
                    scores[field] = scores.get(field, 0.0) + weight * size
            elif tokens[place] not in self.idle:
                counted += 1
            place += max(size, 1)
        return {field: total / max(counted, 1) for field, total in scores.items()}

    def _longest_at(self, tokens: list[str], place: int) -> tuple[int, dict[str, float]]:
        """The longest phrase that begins at ``place``: its length and what it says."""
        for size in range(min(self.longest, len(tokens) - place), 0, -1):
            fields = self.phrases.get(tuple(tokens[place : place + size]))
            if fields:
                return size, fields
        return 0, {}


@functools.cache
def lexicon(path: Path) -> Lexicon:
    """The heading words in ``path`` together with the columns no kind ever takes."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    idle = frozenset(map(exports.reading.words.folded, exports.reading.words.table("rows")["idle"]))
    short = {
        **_short(exports.reading.words.table("abbreviations")["headings"]),
        **_short(table.get("abbreviations", {})),
    }
    told = table["fields"]
    made = Lexicon({}, short, {}, frozenset(), {}, {}, {}, 1, idle)
    for field, words in told.items():
        made.kinds[field] = words.get("kind", "")
        for level, weight in _WEIGHTS.items():
            _teach(made, words.get(level, ()), field, weight)
    made.many = frozenset(field for field, words in told.items() if words.get("many"))
    made.halves = {
        field: words["first_half"] for field, words in told.items() if "first_half" in words
    }
    made.beside = {
        field: (words["right_of"], words["rival"])
        for field, words in told.items()
        if "right_of" in words
    }
    personal = exports.reading.words.table("personal")["personal"]
    for why, group in (("personal", personal), ("unused", table.get("unused", {}))):
        for name, words in group.items():
            made.says[f"!{name}"] = (why, words["says"])
            _teach(made, words["headings"], f"!{name}", 1.0)
    made.longest = max(map(len, made.phrases))
    return made


def _short(listed: Mapping[str, str]) -> dict[Phrase, Phrase]:
    """Short forms and what they stand for, as words."""
    tokens = exports.reading.words.tokens
    return {tuple(tokens(short)): tuple(tokens(full)) for short, full in listed.items()}


def _teach(made: Lexicon, phrases: Iterable[str], field: str, weight: float) -> None:
    """Phrases that say ``field``; the better of two weights stays."""
    for phrase in phrases:
        fields = made.phrases.setdefault(tuple(exports.reading.words.tokens(phrase)), {})
        fields[field] = max(weight, fields.get(field, 0.0))
