"""Guessing what each column of a table holds: by the words over it first, then by its contents.

Each column gets the field its words say best (``data/headings.toml`` of the kind); where words
are silent or could mean two things, the contents decide. Every guess carries how sure it is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping
from typing import Any

import exports.reading.findings
import exports.reading.headings
import exports.reading.lexicon
import exports.reading.sheet
import exports.reading.values
import exports.reading.words

_SAMPLE = 40
_BY_WORDS = 0.3  # the part words have in a guess; the rest is how far the contents fit
_LIKELY_CONTENTS = 0.75  # the share of fitting values above which contents alone say a field
_LEAST = 0.2  # words this weak, over contents that do not fit, say nothing
_GUESSED = 0.35  # how sure such a guess is at best
_STRICT = frozenset({"tick"})  # kinds that every value must fit
_NEEDY = frozenset({"percent"})  # kinds of which, unless words are sure, something must fit
_MUTE = frozenset({"order", "tick", "result", "product"})  # kinds that contents alone never say
_SPEAKING = frozenset(
    {"person", "state", "work", "body", "percent"}
)  # kinds they say under odd words too
_NEAR = 3  # columns right of an anchor that still belong to it
_FILLED = 3  # cells in a row that looks like an entry

Fits = Callable[[str, Any], bool]


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
    heading: exports.reading.headings.Heading
    words: exports.reading.lexicon.Lexicon
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
    main: str,
    learned: Mapping[str, str],
    told: Mapping[int, str | None],
) -> Columns:
    """Give each column its field.

    Args:
        seen: the sheet, its heading and the words of the kind.
        rows: the rows under the heading.
        main: the field without which a row is no entry.
        learned: folded heading → field, from earlier mappings ("" for a column not to take).
        told: column → field (None: leave out), from this mapping; it overrules everything.
    """
    texts = seen.heading.texts
    contents = _contents(seen, rows, _main_column(seen, main, learned, told))
    scores = {
        column: exports.reading.headings.scored(texts[column], seen.words, learned)
        if column in texts
        else {}
        for column in {*texts, *contents}
        if column not in told
    }
    _borrow(scores, seen.words.beside)
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


def _borrow(scores: dict[int, dict[str, float]], beside: Mapping[str, tuple[str, str]]) -> None:
    """Right of its anchor a column whose words say a rival field says another one.

    "Cá nhân chịu trách nhiệm" beside the cause of a delay is who answers for the delay, where the
    person who carries out the work has a column of their own.
    """
    enough = exports.reading.headings.ENOUGH
    for field, (anchor, rival) in beside.items():
        anchors = [column for column, fields in scores.items() if fields.get(anchor, 0.0) >= enough]
        rivals = [column for column, fields in scores.items() if fields.get(rival, 0.0) >= enough]
        near = [
            column
            for column in sorted(rivals)
            if any(one < column <= one + _NEAR for one in anchors)
        ]
        if near and len(rivals) > len(near):
            fields = dict(scores[near[0]])  # the lexicon keeps the original
            said = fields.pop(rival)
            scores[near[0]] = {**fields, field: max(said, fields.get(field, 0.0))}


def _main_column(
    seen: Seen, main: str, learned: Mapping[str, str], told: Mapping[int, str | None]
) -> int | None:
    """The column whose words say ``main`` best, if any do."""
    best = next((column for column, field in told.items() if field == main), None)
    most = exports.reading.headings.ENOUGH
    for column, texts in seen.heading.texts.items():
        score = exports.reading.headings.scored(texts, seen.words, learned).get(main, 0.0)
        if best not in told and column not in told and score > most:
            best, most = column, score
    return best


def _contents(seen: Seen, rows: Collection[int], main: int | None) -> dict[int, list[Any]]:
    """Sample values under each column, from rows that look like entries: no titles, no sums."""
    contents: dict[int, list[Any]] = {}
    numbering = seen.heading.last + 1
    sampled = 0
    for row in rows:
        cells = seen.sheet.rows[row]
        if (
            len(cells) < _FILLED
            or (main is not None and main not in cells)
            or (row == numbering and exports.reading.headings.is_numbering(cells))
        ):
            continue
        sampled += 1
        if sampled > 3 * _SAMPLE:
            break
        for column, value in cells.items():
            sample = contents.setdefault(column, [])
            if len(sample) < _SAMPLE and not exports.reading.values.blank(value):
                sample.append(value)
    return {column: sample for column, sample in contents.items() if sample}


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
            done |= _take(made, seen, (column, field, min(sure, 1.0)), contents)
        done.add(column)
    for column in sorted(set(scores) - done):
        rivals = [field for _sure, field, _text, other in pairs if other == column]
        if rivals and rivals[0] in made.fields:
            other = exports.reading.sheet.letter(made.fields[rivals[0]][0])
            made.leave(seen, column, "second", f"đã lấy cột {other} cho mục này")


def _take(
    made: Columns,
    seen: Seen,
    pair: tuple[int, str, float],
    contents: Mapping[int, list[Any]],
) -> set[int]:
    """Take a column by its words; of a field written in two halves, both. Returns what is taken."""
    column, field, sure = pair
    half = seen.words.halves.get(field)
    if half and half not in made.fields and _second_half(seen, column, contents):
        made.take(seen, column, half, sure, "nửa đầu của ô tiêu đề gộp")
        made.take(seen, column + 1, field, sure, "nửa sau của ô tiêu đề gộp")
        return {column, column + 1}
    made.take(seen, column, field, sure, "theo tiêu đề")
    return {column}


def _second_half(seen: Seen, column: int, contents: Mapping[int, list[Any]]) -> bool:
    """Whether the next column, without a heading of its own, holds the ends of these texts."""
    texts, sample = seen.heading.texts, contents.get(column + 1, [])
    own = column + 1 in texts and texts[column + 1] != texts.get(column)
    anchor = seen.sheet.anchors.get((seen.heading.first, column))
    merged = anchor is not None and anchor == seen.sheet.anchors.get(
        (seen.heading.first, column + 1)
    )
    if own or (column + 1 in texts and not merged):
        return False
    ends = [
        value
        for value in sample
        if isinstance(value, str) and value.isalpha() and value[0].isupper()
    ]
    return len(ends) > 1 and len(ends) == len(sample) and len(set(ends)) > len(ends) // 2


def _pairs(
    seen: Seen, scores: Mapping[int, Mapping[str, float]], contents: Mapping[int, list[Any]]
) -> list[tuple[float, str, str, int]]:
    """Every column with every field its words may say, the surest first."""
    pairs: list[tuple[float, str, str, int]] = []
    for column, fields in scores.items():
        for field, score in fields.items():
            if score < exports.reading.headings.ENOUGH:
                continue
            fit = seen.share(field, contents.get(column, []))
            kind = seen.words.kinds.get(field, "")
            weighed = score * (_BY_WORDS + (1 - _BY_WORDS) * fit)
            mute = not fit and (kind in _STRICT or (kind in _NEEDY and score < 1))
            if not mute and weighed >= _LEAST:
                pairs.append((weighed, field, seen.heading.text(column), column))
    # Ties are broken by words, not by place: the order of columns must not matter. What is never
    # taken comes last: "Nam" over years of birth is no column of sexes.
    return sorted(pairs, key=lambda pair: (-pair[0], pair[2], pair[1][0] == "!", pair[1], pair[3]))


def _by_contents(
    made: Columns,
    seen: Seen,
    scores: Mapping[int, Mapping[str, float]],
    contents: Mapping[int, list[Any]],
) -> None:
    """Columns whose heading is silent or odd: what stands in them says the field, if anything.

    Under odd words only what cannot be mistaken counts; and a day says no more than the first
    field of days: beside a due, a nameless day may be anything.
    """
    settled = {left.letter for left in made.left_out} | {guess.letter for guess in made.guesses}
    silent = [column for column in scores if exports.reading.sheet.letter(column) not in settled]
    for column in sorted(silent, key=lambda column: (seen.heading.text(column), column)):
        text = seen.heading.text(column)
        best, fit = _likeliest(made, seen, contents.get(column, []), odd=bool(text))
        if best:
            made.take(seen, column, best, _GUESSED * fit, "đoán theo nội dung cột")
        elif column in contents or text:
            odd = "chưa hiểu tiêu đề" if text else "không có tiêu đề"
            made.leave(seen, column, "unknown", odd)


def _likeliest(made: Columns, seen: Seen, sample: list[Any], *, odd: bool) -> tuple[str, float]:
    """The field a column's contents say best and how far they fit, or nothing."""
    best, fit = "", _LIKELY_CONTENTS
    kinds = seen.words.kinds
    settled = {kinds[field] for field in made.fields if field in kinds}
    for field, kind in kinds.items():
        if (
            not sample
            or not kind
            or kind in _MUTE
            or kind in settled
            or (odd and kind not in _SPEAKING)
        ):
            continue
        if kind in _NEEDY and not all(isinstance(value, str) for value in sample):
            continue  # a plain figure may count anything
        share = seen.share(field, sample)
        if share > fit:
            best, fit = field, share
    return best, fit
