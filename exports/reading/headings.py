"""Finding the heading of a table and guessing its columns: by words first, then by contents.

A heading may start in any cell, be one to three rows tall, with cells merged both ways. Each
column gets the field its words say best (``data/headings.toml`` of the kind); where words are
silent or could mean two things, the contents decide. Every guess carries how sure it is.
"""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import exports.reading.findings
import exports.reading.sheet
import exports.reading.values
import exports.reading.words

_WEIGHTS = {"sure": 1.0, "likely": 0.7, "maybe": 0.4}
_TALLEST = 3
_LONGEST = 120  # letters in a heading cell
_SAMPLE = 40
_FIELDS = 3  # fields that make a heading by themselves
_ENOUGH = 0.3  # below this a heading says nothing
_BY_WORDS = 0.3  # the part words have in a guess; the rest is how far the contents fit
_LIKELY_CONTENTS = 0.75  # the share of fitting values above which contents alone say a field
_TOGETHER = 1.05
_GUESSED = 0.35  # how sure such a guess is at best
_STRICT = frozenset({"tick"})  # kinds that every value must fit
_MUTE = frozenset({"order", "tick"})  # kinds that contents alone never say

Fits = Callable[[str, Any], bool]


@dataclasses.dataclass
class Lexicon:
    """The heading words of one kind: phrases (tuples of words) → field → weight.

    Fields of columns that are never taken begin with ``!``; ``says`` names them in Vietnamese.
    """

    phrases: dict[tuple[str, ...], dict[str, float]]
    kinds: dict[str, str]
    many: frozenset[str]
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
            known = self._scores[text] = self._weighed(exports.reading.words.tokens(text))
        return known

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
    made = Lexicon({}, {}, frozenset(), {}, 1, idle)
    for field, told in table["fields"].items():
        made.kinds[field] = told.get("kind", "")
        for level, weight in _WEIGHTS.items():
            _teach(made, told.get(level, ()), field, weight)
    made.many = frozenset(field for field, told in table["fields"].items() if told.get("many"))
    personal = exports.reading.words.table("personal")["personal"]
    for why, group in (("personal", personal), ("unused", table.get("unused", {}))):
        for name, told in group.items():
            made.says[f"!{name}"] = (why, told["says"])
            _teach(made, told["headings"], f"!{name}", 1.0)
    made.longest = max(map(len, made.phrases))
    return made


def _teach(made: Lexicon, phrases: Iterable[str], field: str, weight: float) -> None:
    """Phrases that say ``field``; the better of two weights stays."""
    for phrase in phrases:
        fields = made.phrases.setdefault(tuple(exports.reading.words.tokens(phrase)), {})
        fields[field] = max(weight, fields.get(field, 0.0))


@dataclasses.dataclass
class Heading:
    """A heading found: its rows, and the words over each column (upper rows first)."""

    first: int
    last: int
    texts: dict[int, tuple[str, ...]]

    def text(self, column: int) -> str:
        """The words over a column on one line."""
        return " – ".join(self.texts.get(column, ()))


def could_be(cells: Mapping[int, Any]) -> bool:
    """Whether a row can be part of a heading: short texts, no figures, no dates."""
    return len(cells) > 1 and all(
        isinstance(value, str) and len(value) <= _LONGEST for value in cells.values()
    )


def find(
    sheet: exports.reading.sheet.Sheet, words: Lexicon, learned: Mapping[str, str], main: str
) -> list[Heading]:
    """Every heading on the sheet: three fields named, or ``main`` and one more."""
    found: list[Heading] = []
    numbers = list(sheet.rows)
    taken = 0
    for row in numbers:
        if row <= taken or not could_be(sheet.rows[row]):
            continue
        # The tallest block counts only as far as each row adds to what is understood.
        options = [_block(sheet, row, height) for height in range(1, _TALLEST + 1)]
        totals = [_worth(option, words, learned) for option in options]
        best = max(range(len(options)), key=lambda place: (totals[place][0], -place))
        worth, named = totals[best]
        sure_main = main in named and len(named) > 1 and worth > 1 + _ENOUGH
        if sure_main or (
            len(named - {"order"}) >= _FIELDS and worth >= _FIELDS * _WEIGHTS["likely"]
        ):
            found.append(options[best])
            taken = options[best].last
    return found


def _block(sheet: exports.reading.sheet.Sheet, row: int, height: int) -> Heading:
    """The heading of ``height`` rows that starts at ``row``, merged cells spread out."""
    columns: set[int] = set()
    for each in range(row, row + height):
        columns.update(sheet.rows.get(each, ()))
        columns.update(
            across
            for top, left, bottom, right in sheet.merges
            if top <= each <= bottom and right > left and bottom < row + height
            for across in range(left, min(right, left + 60) + 1)
        )
    texts: dict[int, tuple[str, ...]] = {}
    for column in sorted(columns):
        over: list[str] = []
        anchors: set[tuple[int, int]] = set()
        for each in range(row, row + height):
            anchor = sheet.anchors.get((each, column), (each, column))
            value = sheet.rows.get(anchor[0], {}).get(anchor[1])
            if anchor not in anchors and value is not None and anchor[0] >= row:
                over.append(exports.reading.values.text(value))
            anchors.add(anchor)
        if over:
            texts[column] = tuple(over)
    return Heading(row, row + height - 1, texts)


def _worth(heading: Heading, words: Lexicon, learned: Mapping[str, str]) -> tuple[float, set[str]]:
    """How much of a block is understood, and which fields it names; data rows cost."""
    best: dict[str, float] = {}
    for texts in heading.texts.values():
        scores = scored(texts, words, learned)
        if scores:
            field, score = max(scores.items(), key=lambda item: (item[1], item[0]))
            best[field] = max(best.get(field, 0.0), score)
    named = {field for field, score in best.items() if score >= _ENOUGH and field != "note"}
    spare = sum(1 for texts in heading.texts.values() if len(texts[-1]) > _LONGEST)
    return sum(best.values()) - spare, named


def scored(texts: tuple[str, ...], words: Lexicon, learned: Mapping[str, str]) -> dict[str, float]:
    """What the words over one column say: the lowest row by itself, or with those above it."""
    joined = exports.reading.words.folded(" ".join(texts))
    if joined in learned:
        return {learned[joined]: 1.1} if learned[joined] else {"!learned": 1.1}
    scores = dict(words.score(texts[-1]))
    if len(texts) > 1:
        for text in (" ".join(texts), " ".join(texts[-2:])):
            for field, score in words.score(text).items():
                # Two rows that say a field together say it better than one of them another.
                scores[field] = max(scores.get(field, 0.0), score * _TOGETHER)
    return scores


@dataclasses.dataclass
class Columns:
    """Columns understood: field → columns (several only for fields that allow it)."""

    fields: dict[str, list[int]]
    guesses: list[exports.reading.findings.ColumnGuess]
    left_out: list[exports.reading.findings.LeftOut]

    def take(self, seen: Seen, column: int, field: str, sure: float, why: str) -> None:
        """Take a column for a field."""
        self.fields.setdefault(field, []).append(column)
        letter, heading = exports.reading.sheet.letter(column), seen.heading.text(column)
        guess = exports.reading.findings.ColumnGuess(
            seen.sheet.name, letter, heading, field, round(sure, 2), why
        )
        self.guesses.append(guess)

    def leave(self, seen: Seen, column: int, why: str, said: str) -> None:
        """Leave a column out and note why."""
        letter, heading = exports.reading.sheet.letter(column), seen.heading.text(column)
        self.left_out.append(
            exports.reading.findings.LeftOut(seen.sheet.name, letter, heading, why, said)
        )

    def of(self, field: str) -> int | None:
        """The first column of a field, or None."""
        columns = self.fields.get(field)
        return columns[0] if columns else None


@dataclasses.dataclass(frozen=True)
class Seen:
    """What columns are guessed from: the sheet, its heading, the kind's words.

    ``fits`` tells whether a value fits a kind of contents ("when", "percent", …).
    """

    sheet: exports.reading.sheet.Sheet
    heading: Heading
    words: Lexicon
    fits: Fits

    def share(self, field: str, sample: list[Any]) -> float:
        """The share of sampled values that fit a field; 1 where nothing can be checked."""
        kind = self.words.kinds.get(field, "")
        if kind in _STRICT:
            return float(bool(sample) and all(self.fits(kind, value) for value in sample))
        if not kind or not sample:
            return 1.0
        return sum(self.fits(kind, value) for value in sample) / len(sample)


def assign(
    seen: Seen,
    *,
    rows: Collection[int],
    learned: Mapping[str, str],
    told: Mapping[int, str | None],
) -> Columns:
    """Give each column its field.

    Args:
        seen: the sheet, its heading and the words of the kind.
        rows: the rows under the heading.
        learned: folded heading → field, from earlier mappings ("" for a column not to take).
        told: column → field (None: leave out), from this mapping; it overrules everything.
    """
    contents = _contents(seen, rows)
    texts = seen.heading.texts
    scores = {
        column: scored(texts[column], seen.words, learned) if column in texts else {}
        for column in {*texts, *contents}
        if column not in told
    }
    made = Columns({}, [], [])
    for column, field in told.items():
        if field is not None:
            made.take(seen, column, field, 1.0, "theo tệp chỉ dẫn")
        else:
            made.leave(seen, column, "told", "bỏ theo tệp chỉ dẫn")
    _by_words(made, seen, scores, contents)
    _by_contents(made, seen, scores, contents)
    for columns in made.fields.values():
        columns.sort()
    made.guesses.sort(key=lambda guess: exports.reading.sheet.column(guess.letter))
    made.left_out.sort(key=lambda left: exports.reading.sheet.column(left.letter))
    return made


def _contents(seen: Seen, rows: Collection[int]) -> dict[int, list[Any]]:
    """Sample values under each column, from rows that look like entries."""
    contents: dict[int, list[Any]] = {}
    numbering = seen.heading.last + 1
    sampled = 0
    for row in rows:
        cells = seen.sheet.rows[row]
        if len(cells) < _TALLEST or (row == numbering and is_numbering(cells)):
            continue
        sampled += 1
        if sampled > 3 * _SAMPLE:
            break
        for column, value in cells.items():
            sample = contents.setdefault(column, [])
            if len(sample) < _SAMPLE and not exports.reading.values.blank(value):
                sample.append(value)
    return {column: sample for column, sample in contents.items() if sample}


def is_numbering(cells: Mapping[int, Any]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 …, (1), (2) … or A, B, C."""
    if len(cells) < _TALLEST:
        return False
    marks = [
        exports.reading.values.text(value).strip("()[]. ").split("=")[0] for value in cells.values()
    ]
    if not all(len(mark) <= 3 and (mark.isdigit() or mark.isalpha()) for mark in marks):  # noqa: PLR2004 - column numbers are short
        return False
    figures = [int(mark) for mark in marks if mark.isdigit()]
    letters = [mark for mark in marks if not mark.isdigit()]
    rising = figures == sorted(set(figures)) and letters == sorted(set(letters))
    return rising and all(len(mark) == 1 for mark in letters) and (not figures or figures[0] <= 2)  # noqa: PLR2004 - "A, 1, 2" and "B, 2, 3" both occur


def _by_words(
    made: Columns,
    seen: Seen,
    scores: Mapping[int, Mapping[str, float]],
    contents: Mapping[int, list[Any]],
) -> None:
    """Columns whose words say a field: the best pair first, each field and column once."""
    pairs = _pairs(seen, scores, contents)
    done: set[int] = set()
    for sure, field, _text, column in pairs:
        if column in done:
            continue
        if field.startswith("!"):
            made.leave(seen, column, *seen.words.says.get(field, ("told", "đã được bảo bỏ qua")))
        elif field in made.fields and field not in seen.words.many:
            continue
        else:
            made.take(seen, column, field, min(sure, 1.0), "theo tiêu đề")
        done.add(column)
    for column in sorted(set(scores) - done):
        rivals = [field for _sure, field, _text, other in pairs if other == column]
        if rivals and rivals[0] in made.fields:
            other = exports.reading.sheet.letter(made.fields[rivals[0]][0])
            made.leave(seen, column, "second", f"đã lấy cột {other} cho mục này")


def _pairs(
    seen: Seen, scores: Mapping[int, Mapping[str, float]], contents: Mapping[int, list[Any]]
) -> list[tuple[float, str, str, int]]:
    """Every column with every field its words may say, the surest first."""
    pairs: list[tuple[float, str, str, int]] = []
    for column, fields in scores.items():
        for field, score in fields.items():
            fit = seen.share(field, contents.get(column, [])) if score >= _ENOUGH else 0.0
            if fit or (score >= _ENOUGH and seen.words.kinds.get(field) not in _STRICT):
                weighed = score * (_BY_WORDS + (1 - _BY_WORDS) * fit)
                pairs.append((weighed, field, seen.heading.text(column), column))
    # Ties are broken by words, not by place: the order of columns must not matter.
    return sorted(pairs, key=lambda pair: (-pair[0], pair[2], pair[1], pair[3]))


def _by_contents(
    made: Columns,
    seen: Seen,
    scores: Mapping[int, Mapping[str, float]],
    contents: Mapping[int, list[Any]],
) -> None:
    """Columns whose heading is silent or odd: what stands in them says the field, if anything."""
    settled = {left.letter for left in made.left_out} | {guess.letter for guess in made.guesses}
    silent = [column for column in scores if exports.reading.sheet.letter(column) not in settled]
    for column in sorted(silent, key=lambda column: (seen.heading.text(column), column)):
        sample = contents.get(column, [])
        best, fit = "", _LIKELY_CONTENTS
        for field, kind in seen.words.kinds.items():
            if kind and kind not in _MUTE and field not in made.fields and sample:
                share = seen.share(field, sample)
                if share > fit:
                    best, fit = field, share
        if best:
            made.take(seen, column, best, _GUESSED * fit, "đoán theo nội dung cột")
        elif sample or column in seen.heading.texts:
            odd = "chưa hiểu tiêu đề" if seen.heading.text(column) else "không có tiêu đề"
            made.leave(seen, column, "unknown", odd)
