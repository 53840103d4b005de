"""Reading an office's own task list from its workbook (design 3, ``import --as tasks``)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import db.errors
import exports.reading.days
import exports.reading.finding
import exports.reading.findings
import exports.reading.lexicon
import exports.reading.mapping
import exports.reading.people
import exports.reading.sheet
import exports.reading.tables
import exports.reading.values
import exports.reading.when
import exports.reading.words
import exports.tasks.desk
import exports.tasks.rows
import exports.tasks.states
import exports.tasks.written

_HEADINGS = Path(__file__).parent / "data" / "headings.toml"
_BESIDE = frozenset(
    {"accountable", "lead", "due", "state", "percent", "product", "done_on", "progress_text"}
)
_CODE = re.compile(r"[A-ZĐ]{1,6}\d{0,4}[-./ ]?\d{1,5}(?:[-./]\w{1,6})*")
_SENTENCE = 3  # words that make a text a piece of work rather than a label

_DATES = ("due", "started", "assigned_on", "state_on", "done_on", "percent_on")
_ROW_TEXTS = (
    "work",
    "code",
    "lead",
    "accountable",
    "cooperating",
    "authority",
    "responsibility",
    "product",
    "progress_text",
    "cause",
    "cause_body",
    "cause_person",
    "basis",
    "group",
    "field",
    "note",
    "due_words",
)


def fields() -> exports.reading.mapping.Fields:
    """What a mapping file may say of a task list."""
    return exports.reading.mapping.Fields(
        columns=_lexicon().fields,
        rows={
            **dict.fromkeys(_ROW_TEXTS, "text"),
            **dict.fromkeys(_DATES, "date"),
            "percent": "percent",
            "state": "state",
            "recurrence": "recurrence",
        },
        words=(*exports.tasks.states.STATES, *exports.reading.when.RECURRENCES),
        states=exports.tasks.states.STATES,
        recurrences=exports.reading.when.RECURRENCES,
        many=_lexicon().many,
    )


def mapping(told: Path | Mapping[str, Any]) -> exports.reading.mapping.Told:
    """A mapping file, or its parts; raises RecordError with one sentence where it is wrong."""
    return exports.reading.mapping.given(told, fields())


def _lexicon() -> exports.reading.lexicon.Lexicon:
    """The heading words of task lists."""
    return exports.reading.lexicon.lexicon(_HEADINGS)


def read(  # noqa: PLR0913 - all by name: what the book knows, what a person said, what was learned
    book: exports.reading.sheet.Workbook,
    *,
    today: date,
    unit_name: str,
    members: Sequence[str],
    mapping: exports.reading.mapping.Told | None = None,
    learned: Mapping[str, Mapping[str, str]] | None = None,
) -> exports.tasks.written.TaskSheet:
    """Every task in ``book``, sheet by sheet in the order of rows; nothing is dropped silently.

    Args:
        book: from :func:`exports.reading.sheet.load`.
        today: no fact lies after it.
        unit_name: leads where a row names no body.
        members: the names of the members, for matching people.
        mapping: what a person says of this workbook.
        learned: what earlier mappings taught: "headings", "words", "people" (as ``learns``).

    Raises:
        db.errors.RecordError: no sheet holds a task list.
    """
    told = mapping or exports.reading.mapping.Told()
    taught = learned or {}
    register = exports.reading.people.Register(members, told.people, taught.get("people", {}))
    words = {**_folded(taught.get("words", {})), **_folded(told.words)}
    wanted = exports.reading.finding.Wanted(
        _lexicon(),
        "work",
        _BESIDE,
        _Fits(register, exports.reading.days.Calendar(today.year, month=today.month), words),
    )
    found = exports.reading.finding.tables(
        book, wanted, told, _folded(taught.get("headings", {})), today
    )
    if not found.tables:
        raise _nothing(book)
    sheet = exports.tasks.written.TaskSheet(
        sheets=found.notes, learns=told.learns(), heads=found.heads()
    )
    sheet.learns["headings"].update(exports.reading.finding.learned_headings(found.tables, told))
    _read_tables(sheet, found.tables, (today, unit_name, register, told, words))
    return sheet


def _read_tables(
    sheet: exports.tasks.written.TaskSheet,
    tables: list[exports.reading.tables.Table],
    shared: tuple[
        date,
        str,
        exports.reading.people.Register,
        exports.reading.mapping.Told,
        Mapping[str, str],
    ],
) -> None:
    """The rows of every table, gathered with what is said of columns, words and people."""
    today, unit_name, register, told, words = shared
    strangers: dict[str, None] = {}
    unknown: dict[tuple[str, str], list[str]] = {}
    for table in tables:
        rows = list(table.rows())
        common = exports.tasks.desk.Sheet(
            today,
            unit_name,
            register,
            table.above,
            told,
            words,
            _counts_in_fractions(rows, table.sheet.percents),
            _one_or_whole(rows, table.sheet.percents),
            frozenset(field for field in _DATES if _months_first(rows, field)),
            table.sheet.percents,
            strangers,
            unknown,
        )
        sheet.rows += [exports.tasks.rows.made(row, common) for row in rows]
        sheet.as_of = sheet.as_of or table.above.as_of
        sheet.paper = sheet.paper or table.above.paper
        sheet.columns += table.columns.guesses
        sheet.left_out += table.columns.left_out
    sheet.unmatched_people = list(strangers)
    sheet.unknown_words = [
        exports.reading.findings.UnknownWord(field, text, tuple(cells))
        for (field, text), cells in unknown.items()
    ]


def _folded(words: Mapping[str, str]) -> dict[str, str]:
    """Keys as words are compared."""
    return {exports.reading.words.folded(key): means for key, means in words.items()}


def _numbers(rows: list[exports.reading.tables.Row], percents: set[tuple[int, int]]) -> list[float]:
    """The per cents written as plain numbers, without a sign."""
    return [
        value
        for row in rows
        if isinstance(value := row.values.get("percent"), int | float)
        and not isinstance(value, bool)
        and row.places["percent"] not in percents
    ]


def _counts_in_fractions(
    rows: list[exports.reading.tables.Row], percents: set[tuple[int, int]]
) -> bool:
    """Whether a column of per cents runs from 0 to 1: something between, nothing above."""
    numbers = _numbers(rows, percents)
    return any(0 < number < 1 for number in numbers) and all(number <= 1 for number in numbers)


def _one_or_whole(rows: list[exports.reading.tables.Row], percents: set[tuple[int, int]]) -> bool:
    """Whether a column of per cents holds 0 and 1 alone: nobody can say what 1 means."""
    numbers = _numbers(rows, percents)
    return 1 in numbers and set(numbers) <= {0, 1}


def _months_first(rows: list[exports.reading.tables.Row], field: str) -> bool:
    """Whether a column of days has one that can only be read month first."""
    return exports.reading.when.months_first(row.values.get(field) for row in rows)


def _nothing(book: exports.reading.sheet.Workbook) -> db.errors.RecordError:
    """No task list anywhere: say what is looked for."""
    return db.errors.RecordError(
        f"Không tìm thấy bảng nhiệm vụ trong tệp {book.name}: cần một dòng tiêu đề có cột nội dung "
        "nhiệm vụ và cột người chịu trách nhiệm, thời hạn hoặc kết quả; hãy kiểm tra có chọn đúng "
        "tệp không, hoặc ghi tên cột cho rõ rồi nhập lại."
    )


@functools.cache
def _products() -> re.Pattern[str]:
    """How the names of products begin, in the words' data."""
    listed = exports.reading.words.table("values")["products"]
    return re.compile(r"(?:[-+*\d.) ]*)" + exports.reading.words.any_of(listed))


class _Fits:
    """Whether a value fits a kind of contents: one method for each kind in the headings' data."""

    def __init__(
        self,
        register: exports.reading.people.Register,
        calendar: exports.reading.days.Calendar,
        words: Mapping[str, str],
    ) -> None:
        self._register = register
        self._calendar = calendar
        self._words = words

    def __call__(self, kind: str, value: Any) -> bool:
        """Judge one value."""
        return bool(getattr(self, f"_{kind}")(value))

    def _when(self, value: Any) -> bool:
        return exports.reading.when.of_value(value, self._calendar).understood

    def _recurrence(self, value: Any) -> bool:
        return bool(exports.reading.when.of_value(value, self._calendar).recurrence)

    def _percent(self, value: Any) -> bool:
        if isinstance(value, str) and "%" not in value:
            return False
        return exports.reading.values.share(value).percent is not None

    def _product(self, value: Any) -> bool:
        """A thing that is made: a plan, minutes, a report; no word about what became of it."""
        if not isinstance(value, str):
            return False
        words = exports.tasks.states.told(value, self._calendar)
        plain = exports.reading.words.folded(value)
        return not words.state and words.on is None and _products().match(plain) is not None

    def _result(self, value: Any) -> bool:
        return isinstance(value, str) and not self._product(value)

    def _person(self, value: Any) -> bool:
        return isinstance(value, str) and bool(self._register.read(value).people)

    def _body(self, value: Any) -> bool:
        return isinstance(value, str) and bool(self._register.read(value).bodies)

    def _state(self, value: Any) -> bool:
        if not isinstance(value, str):
            return False
        taught = self._words.get(exports.reading.words.folded(value), "")
        known = exports.tasks.states.told(value, self._calendar).understood
        return known or taught in exports.tasks.states.STATES

    def _work(self, value: Any) -> bool:
        return isinstance(value, str) and len(value.split()) > _SENTENCE

    def _code(self, value: Any) -> bool:
        return isinstance(value, str) and _CODE.fullmatch(value) is not None

    def _order(self, value: Any) -> bool:
        return isinstance(value, int | float | str)

    def _tick(self, value: Any) -> bool:
        return exports.reading.values.ticked(value) is not None
