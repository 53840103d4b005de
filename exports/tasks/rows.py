"""One row of an office's task list as a task: what it says, what is in doubt, what is odd.

The rules are those of design 3, ``import``: a period means its last day; "Hoàn thành" without a
day is doubtful; ``assigned_on`` from "Ngày giao", else "Bắt đầu", else the paper's day, else the
day of import, in the last two cases never after the row's own done or progress day; a row that
names no body means the unit leads; no fact lies after today (design 4).
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import exports.reading.above
import exports.reading.days
import exports.reading.findings
import exports.reading.mapping
import exports.reading.people
import exports.reading.tables
import exports.reading.values
import exports.reading.when
import exports.reading.words
import exports.tasks.agreement
import exports.tasks.desk
import exports.tasks.states
import exports.tasks.who
import exports.tasks.written

_TEXTS = (
    "code",
    "work",
    "cooperating",
    "authority",
    "responsibility",
    "product",
    "cause",
    "cause_body",
    "cause_person",
    "basis",
    "group",
    "field",
    "note",
)
_SHOWN = 60
_FULL = 100
# What a note may say of a task so that it cannot be passed over.
_TELLING = frozenset({"submitted", "done", "suspended", "cancelled"})


def made(
    row: exports.reading.tables.Row, sheet: exports.tasks.desk.Sheet
) -> exports.tasks.written.TaskRow:
    """The task in ``row``."""
    said = sheet.told.row(row.sheet, row.number)
    reader = _Reader(row, sheet, said if isinstance(said, dict) else {})
    task = reader.read()
    if said == exports.reading.mapping.SKIP:
        task.refusal = "bỏ qua theo tệp chỉ dẫn"
    elif said == exports.reading.mapping.TAKE:
        task.reasons += [f"nhận theo tệp chỉ dẫn: {doubt.reason}" for doubt in task.doubts]
        task.doubts.clear()
    if not task.work and (said is not None or not task.doubts):
        task.refusal = task.refusal or "không có nội dung nhiệm vụ"
    return task


class _Reader(exports.tasks.desk.Desk):
    """Reads one row, field by field."""

    def read(self) -> exports.tasks.written.TaskRow:
        """Every field in the order in which later ones lean on earlier ones."""
        self._texts()
        exports.tasks.who.read(self)
        self._due()
        self._starts()
        self._percent()
        self._done_on()
        self._state()
        self._given_fields()
        exports.tasks.agreement.progress_day(self)
        exports.tasks.agreement.assignment(self)
        exports.tasks.agreement.state_on(self)
        exports.tasks.agreement.fields(self)
        exports.tasks.agreement.wholeness(self)
        return self.task

    def _texts(self) -> None:
        """Fields that are plain text."""
        for field in _TEXTS:
            value = self.values.get(field)
            text = exports.reading.values.text(value)
            for more in self.row.many.get(field, ()):
                text = f"{text}; {exports.reading.values.text(more)}"
            setattr(self.task, field, text)
        for field, value in self.values.items():
            if isinstance(value, str) and value[0] == "#" and exports.reading.values.fault(value):
                self.doubt(field, f"ô ghi lỗi công thức {value}")
        if not self.task.group:
            self.task.group = self.row.group
        if self.row.empty:
            self.say(f"công thức chưa có giá trị, coi là ô trống: {', '.join(self.row.empty)}")

    def _when(self, field: str) -> exports.reading.days.When:
        """What a cell says about time; words a person has taught come first."""
        value = exports.reading.when.counted(self.values[field], self.row.heads.get(field, ""))
        taught = self.sheet.meaning(value)
        if taught in exports.reading.when.RECURRENCES:
            return exports.reading.days.When(recurrence=taught)
        if taught and taught not in exports.tasks.states.STATES:
            return exports.reading.days.When(last=date.fromisoformat(taught))
        if field in self.sheet.months_first and exports.reading.when.two_ways(value):
            return exports.reading.days.When(
                trouble=f"cột này có ngày viết tháng trước: “{value}” là ngày nào?"
            )
        return exports.reading.when.of_value(value, self.sheet.above.calendar)

    def _due(self) -> None:
        """The due day, or how often; the words are kept where they are more than a bare day."""
        task = self.task
        for field in ("due", "recurrence"):
            if not self.open(field):
                continue
            found = self._when(field)
            value = self.values[field]
            if found.trouble:
                self.doubt(field, found.trouble)
                self.unknown(field, exports.reading.values.text(value))
            if isinstance(value, str) and not (found.plain and not found.trouble):
                task.due_words = task.due_words or exports.reading.values.text(value)
            self.say(found.said)
            task.recurrence = task.recurrence or found.recurrence
            task.recurrence_day = task.recurrence_day or found.day
            if field == "due" and not found.recurrence:
                task.due = found.last
                if found.first and found.last and not found.trouble and " - " not in task.due_words:
                    self._span_start(found)
        if task.due is None and not task.recurrence and not task.due_words:
            self._months()

    def _months(self) -> None:
        """A plan by months: the months ticked; apart from each other they are several times."""
        months = [
            int(field.removeprefix("month:"))
            for field, value in self.values.items()
            if field.startswith("month:") and exports.reading.values.ticked(value)
        ]
        if not months or "due" in self.given or "recurrence" in self.given:
            return
        calendar = self.sheet.above.calendar
        months.sort(key=lambda month: (calendar.year_for(month), month))
        first, last = months[0], months[-1]
        self.task.cells.setdefault("due", self.task.cells[f"month:{last}"])
        words = f"tháng {first}" + (f" - tháng {last}" if last != first else "")
        found = exports.reading.when.understood(words, calendar)
        self.task.due, self.task.due_words = found.last, words
        if len(months) > 1 and (last - first) % 12 != len(months) - 1:  # a year's months
            listed = ", ".join(map(str, months))
            self.doubt("due", f"đánh dấu các tháng {listed}: làm một lần hay nhiều lần?")

    def _span_start(self, found: exports.reading.days.When) -> None:
        """A span "từ 1/6 đến 15/6" says when the work began, where nothing else does."""
        words = exports.reading.words.folded(self.task.due_words)
        spanned = words.startswith("tu ") or " den " in words
        if spanned and "started" not in self.values and found.first <= self.sheet.today:  # type: ignore[operator]  # a span has a first day
            self.task.started = found.first

    def _starts(self) -> None:
        """The columns "Bắt đầu" and "Ngày giao"; a period begins on its first day."""
        for field in ("started", "assigned_on"):
            if not self.open(field):
                continue
            found = self._when(field)
            day = found.first or found.last
            if found.trouble or day is None:
                words = exports.reading.values.text(self.values[field])
                self.doubt(field, found.trouble or f"“{words}” không phải là một ngày")
                self.unknown(field, words)
            if field == "started":
                self.task.started = day or self.task.started
            else:
                self.assigned = day

    def _percent(self) -> None:
        """The per cent, from its own column."""
        if not self.open("percent"):
            return
        value = self.values["percent"]
        found = exports.reading.values.share(
            value,
            shown_as_percent=self.row.places["percent"] in self.sheet.percents,
            fractions=self.sheet.fractions,
        )
        self.task.percent = found.percent
        self.say(found.said)
        if self.sheet.one_or_whole and value == 1 and not isinstance(value, bool):
            self.task.percent = None
            self.doubt("percent", "số 1 là 1% hay 100%?")
            return
        if not found.trouble:
            return
        words = self._words_of(value)
        if words.understood or self.sheet.meaning(value):
            self.values.setdefault("state", value)
            self.task.percent = words.percent
        else:
            self.doubt("percent", found.trouble)

    def _words_of(self, value: Any) -> exports.tasks.states.Told:
        """What a cell says about the state."""
        taught = self.sheet.meaning(value)
        if taught in exports.tasks.states.STATES:
            return exports.tasks.states.Told(taught)
        if isinstance(value, str):
            return exports.tasks.states.told(value, self.sheet.above.calendar)
        return exports.tasks.states.Told()

    def _done_on(self) -> None:
        """The day of completion, from its own column; words there may name a state."""
        if not self.open("done_on"):
            return
        value = self.values["done_on"]
        found = self._when("done_on")
        if found.understood and found.plain:
            self.task.done_on = found.last
            self.say(found.said)
            return
        words = self._words_of(value)
        if words.understood:
            self.values.setdefault("state", value)
            self.task.done_on = words.on if words.state == "done" else None
            return
        self.task.done_on = found.last
        if not exports.reading.values.blank(value):
            text = exports.reading.values.text(value)
            self.doubt(
                "done_on", found.trouble or f"ngày hoàn thành ghi “{text}”, chưa rõ ngày nào"
            )

    def _state(self) -> None:
        """The state: from its column, from ticks, from the result in words, else from figures."""
        result = self.values.get("progress_text")
        if result is not None:
            self.task.progress_text = exports.reading.values.text(result)
        words = self._words_of(result)
        told = self._words_of(self.values["state"]) if self.open("state") else self._ticked()
        if told is None and words.understood:
            told = words
        if told is None:
            self._implied(words)
            return
        if told.state == "done" and told.on is None and words.state == "done":
            told = dataclasses.replace(told, on=words.on)
        self._take_state(told)

    def _ticked(self) -> exports.tasks.states.Told | None:
        """One column for each state: the one that is ticked, if any."""
        ticked = [
            field.removeprefix("state:")
            for field, value in self.values.items()
            if field.startswith("state:") and exports.reading.values.ticked(value)
        ]
        for field, value in self.values.items():
            if field.startswith("state:") and exports.reading.values.ticked(value) is None:
                shown = exports.reading.values.text(value)[:_SHOWN]
                self.doubt(
                    "state", f"ô {self.task.cells[field]} ghi “{shown}”, không phải dấu chọn"
                )
        if not ticked:
            return None
        trouble = "đánh dấu nhiều trạng thái" if len(ticked) > 1 else ""
        self.task.cells.setdefault("state", self.task.cells[f"state:{ticked[0]}"])
        return exports.tasks.states.Told(ticked[0], trouble=trouble)

    def _take_state(self, told: exports.tasks.states.Told) -> None:
        """A state in words, with its day and per cent."""
        task = self.task
        task.state = told.state or self._by_figures()
        if task.percent is None and "percent" not in self.given:
            task.percent = told.percent
        if told.state == "done":
            task.done_on = task.done_on or told.on
        else:
            self.state_day = told.on
        if told.cause and not task.cause and "cause" not in self.given:
            task.cause = told.cause
            self.say(f"nguyên nhân lấy từ lời ghi: “{told.cause[:_SHOWN]}”")
        if not told.understood:
            words = exports.reading.values.text(self.values.get("state"))
            self.doubt("state", told.trouble or f"chưa hiểu trạng thái “{words[:_SHOWN]}”")
            if words:
                self.unknown("state", words)

    def _implied(self, result: exports.tasks.states.Told) -> None:
        """No state column, or nothing in it: what the figures and the result's words imply."""
        task = self.task
        task.state = self._by_figures()
        words = task.progress_text
        if self.given.keys() & {"state", "done_on"}:
            return
        if words and task.percent is None and task.done_on is None:
            task.state = result.state or "in_progress"
            if result.state == "done":
                task.done_on = result.on
            self.doubt("progress_text", f"chưa hiểu kết quả “{words[:_SHOWN]}”: việc đã xong chưa?")
            self.unknown("progress_text", words)
        elif not words and task.done_on is None:
            self._noted()

    def _noted(self) -> None:
        """No word about the state but in the note: a question, not an answer."""
        noted = self._words_of(self.values.get("note"))
        if noted.understood and noted.state in _TELLING:
            self.task.cells.setdefault("state", self.task.cells["note"])
            self.task.state, self.task.done_on = (
                noted.state,
                noted.on if noted.state == "done" else None,
            )
            self.doubt("state", f"trạng thái chỉ ghi ở ghi chú: “{self.task.note[:_SHOWN]}”")

    def _by_figures(self) -> str:
        """The state that day of completion and per cent speak for."""
        if self.task.done_on is not None or self.task.percent == _FULL:
            return "done"
        return "in_progress" if self.task.percent else "assigned"

    def _given_fields(self) -> None:
        """What a person has said of this row stands over the sheet."""
        for field, value in self.given.items():
            if field == "assigned_on":
                self.assigned = value
            elif field == "state_on":
                self.state_day = value
            elif field == "state":
                self.task.state = value or self._by_figures()
            else:
                blank = None if field in _BLANK_NONE else ""
                setattr(self.task, field, blank if value is None else value)
        if "due" in self.given or "recurrence" in self.given:
            self.task.doubts = [
                doubt for doubt in self.task.doubts if doubt.field not in {"due", "recurrence"}
            ]
            if "recurrence" not in self.given:
                self.task.recurrence = ""
        if self.given.get("done_on") and "state" not in self.given and not self.open("state"):
            self.task.state = "done"
        if not self.task.lead:
            self.task.lead = self.sheet.unit_name


_BLANK_NONE = frozenset({"due", "started", "done_on", "percent", "percent_on"})
