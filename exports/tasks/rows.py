"""One row of an office's task list as a task: what it says, what is in doubt, what is odd.

The rules are those of design 3, ``import``: a period means its last day; "Hoàn thành" without a
day is doubtful; ``assigned_on`` from "Ngày giao", else "Bắt đầu", else the paper's day, else the
day of import, in the last two cases never after the row's own done or progress day; a row that
names no body means the unit leads; no fact lies after today (design 4).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

import exports.reading.above
import exports.reading.findings
import exports.reading.mapping
import exports.reading.people
import exports.reading.tables
import exports.reading.values
import exports.reading.when
import exports.reading.words
import exports.tasks.states
import exports.tasks.written

_TEXTS = (
    "code",
    "work",
    "cooperating",
    "authority",
    "responsibility",
    "product",
    "cause",
    "basis",
    "group",
    "field",
    "note",
)
_SHOWN = 60
_FULL = 100
_OPEN = frozenset({"proposed", "assigned", "in_progress"})


@dataclasses.dataclass
class Sheet:
    """What the rows of one table share, and what they leave for the whole sheet.

    ``unknown`` collects words not understood: (field, words) → cells.
    """

    today: date
    unit_name: str
    people: exports.reading.people.Register
    above: exports.reading.above.Above
    told: exports.reading.mapping.Told
    words: Mapping[str, str]
    fractions: bool
    percents: set[tuple[int, int]]
    strangers: dict[str, None] = dataclasses.field(default_factory=dict)
    unknown: dict[tuple[str, str], list[str]] = dataclasses.field(default_factory=dict)

    def meaning(self, text: Any) -> str:
        """What words were taught to mean, or nothing."""
        if not isinstance(text, str) or not self.words:
            return ""
        return self.words.get(exports.reading.words.folded(text), "")


def made(row: exports.reading.tables.Row, sheet: Sheet) -> exports.tasks.written.TaskRow:
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


class _Reader:
    """Reads one row, field by field; ``given`` are fields a person has settled."""

    def __init__(
        self, row: exports.reading.tables.Row, sheet: Sheet, given: Mapping[str, Any]
    ) -> None:
        self._row = row
        self._sheet = sheet
        self._given = given
        self._values = row.values
        self._task = exports.tasks.written.TaskRow(row.sheet, row.number, dict(row.cells))
        self._assigned: date | None = None
        self._state_day: date | None = None

    def read(self) -> exports.tasks.written.TaskRow:
        """Every field in the order in which later ones lean on earlier ones."""
        self._texts()
        self._who()
        self._due()
        self._starts()
        self._percent()
        self._done_on()
        self._state()
        self._given_fields()
        self._progress_day()
        self._assignment()
        self._state_on()
        self._agreement()
        self._wholeness()
        return self._task

    # --- saying things ---------------------------------------------------------------------
    def _doubt(self, field: str, reason: str) -> None:
        """A doubt about a field, unless a person has settled that field."""
        if field not in self._given:
            cell = self._row.cell(field)
            self._task.doubts.append(exports.reading.findings.Doubt(cell, reason, field))

    def _say(self, reason: str) -> None:
        """Something worth saying that makes no row doubtful."""
        if reason and reason not in self._task.reasons:
            self._task.reasons.append(reason)

    def _unknown(self, field: str, words: str) -> None:
        """Words the vocabulary does not hold."""
        shown = exports.reading.words.flat(words)
        self._sheet.unknown.setdefault((field, shown), []).append(self._row.cell(field))

    def _open(self, field: str) -> bool:
        """Whether a field is to be read from the sheet."""
        return field in self._values and field not in self._given

    # --- fields ----------------------------------------------------------------------------
    def _texts(self) -> None:
        """Fields that are plain text."""
        for field in _TEXTS:
            value = self._values.get(field)
            text = exports.reading.values.text(value)
            for more in self._row.many.get(field, ()):
                text = f"{text}; {exports.reading.values.text(more)}"
            setattr(self._task, field, text)
        for field, value in self._values.items():
            if isinstance(value, str) and value[0] == "#" and exports.reading.values.fault(value):
                self._doubt(field, f"ô ghi lỗi công thức {value}")
        if not self._task.group:
            self._task.group = self._row.group

    def _who(self) -> None:
        """Lead body and accountable person: one cell may hold both."""
        lead = self._read_who("lead")
        person = self._read_who("accountable")
        bodies = [*(lead.bodies if lead else ()), *(person.bodies if person else ())]
        bodies = list(dict.fromkeys(map(exports.reading.words.flat, bodies)))
        if len(bodies) > 1 and lead and len(lead.bodies) > 1:
            self._doubt("lead", f"ghi hai đơn vị chủ trì ({', '.join(lead.bodies)}); chỉ được một")
        self._task.lead = bodies[0] if bodies else self._sheet.unit_name
        who, field = (person, "accountable") if person else (lead, "lead")
        if person and lead and not person.people and lead.people and not person.posts:
            who, field = lead, "lead"
        if who is not None and "accountable" not in self._given:
            self._accountable(who, field)
        if lead and not lead.bodies and not lead.people and (lead.unknown or lead.posts):
            self._task.lead = exports.reading.values.text(self._values["lead"])

    def _read_who(self, field: str) -> exports.reading.people.Who | None:
        """What a cell says about who, if there is one."""
        value = self._values.get(field)
        if not isinstance(value, str):
            if value is not None:
                self._doubt(field, "ô không phải là họ tên")
            return None
        return self._sheet.people.read(value)

    def _accountable(self, who: exports.reading.people.Who, field: str) -> None:
        """Exactly one person, or the reason why not."""
        if field == "lead" and not who.people:
            return
        if len(who.people) > 1:
            names = exports.reading.people.named(who.people)
            self._task.accountable = who.people[0].name
            self._doubt(
                field, f"ghi nhiều người ({names}); phải có đúng một người chịu trách nhiệm"
            )
        elif who.people:
            self._matched(who.people[0], field)
        elif who.posts:
            self._task.accountable = who.posts[0]
            self._doubt(field, f"ghi chức vụ “{who.posts[0]}”, chưa rõ là ai")
        elif who.unknown and not who.bodies:
            shown = exports.reading.values.text(self._values[field])
            self._task.accountable = shown
            self._doubt(field, f"chưa hiểu “{shown[:_SHOWN]}” là người hay đơn vị")
            self._unknown(field, shown)
        elif who.bodies:
            self._say(f"ghi đơn vị “{who.bodies[0]}”, chưa rõ người chịu trách nhiệm")

    def _matched(self, match: exports.reading.people.Match, field: str) -> None:
        """One person found: a member for sure, a stranger, or a question."""
        self._task.accountable = match.name
        if match.how == "none":
            self._sheet.strangers[match.name] = None
        elif match.how == "folded":
            self._say(f"“{exports.reading.values.text(self._values[field])}” hiểu là {match.name}")
        elif match.how in {"near", "tail"}:
            self._doubt(field, f"“{match.name}”: có phải {' hay '.join(match.among)}?")
        elif match.how == "several":
            self._doubt(field, f"có {len(match.among)} đảng viên tên {match.name}, chưa rõ là ai")

    def _when(self, field: str) -> exports.reading.when.When:
        """What a cell says about time; words a person has taught come first."""
        value = self._values[field]
        taught = self._sheet.meaning(value)
        if taught in exports.reading.when.RECURRENCES:
            return exports.reading.when.When(recurrence=taught)
        if taught and taught not in exports.tasks.states.STATES:
            return exports.reading.when.When(last=date.fromisoformat(taught))
        return exports.reading.when.of_value(value, self._sheet.above.calendar)

    def _due(self) -> None:
        """The due day, or how often; the words are kept where they are more than a bare day."""
        task = self._task
        for field in ("due", "recurrence"):
            if not self._open(field):
                continue
            found = self._when(field)
            value = self._values[field]
            if found.trouble:
                self._doubt(field, found.trouble)
                self._unknown(field, exports.reading.values.text(value))
            if isinstance(value, str) and not (found.plain and not found.trouble):
                task.due_words = task.due_words or exports.reading.values.text(value)
            self._say(found.said)
            task.recurrence = task.recurrence or found.recurrence
            task.recurrence_day = task.recurrence_day or found.day
            if field == "due" and not found.recurrence:
                task.due = found.last
                if found.first and found.last and not found.trouble and " - " not in task.due_words:
                    self._span_start(found)

    def _span_start(self, found: exports.reading.when.When) -> None:
        """ "từ 1/6 đến 15/6" also says when the work began, where nothing else does."""
        words = exports.reading.words.folded(self._task.due_words)
        spanned = words.startswith("tu ") or " den " in words
        if spanned and "started" not in self._values and found.first <= self._sheet.today:  # type: ignore[operator]  # a span has a first day
            self._task.started = found.first

    def _starts(self) -> None:
        """ "Bắt đầu" and "Ngày giao"; a period begins on its first day."""
        for field in ("started", "assigned_on"):
            if not self._open(field):
                continue
            found = self._when(field)
            day = found.first or found.last
            if found.trouble or day is None:
                words = exports.reading.values.text(self._values[field])
                self._doubt(field, found.trouble or f"“{words}” không phải là một ngày")
                self._unknown(field, words)
            if field == "started":
                self._task.started = day or self._task.started
            else:
                self._assigned = day

    def _percent(self) -> None:
        """The per cent, from its own column."""
        if not self._open("percent"):
            return
        value = self._values["percent"]
        found = exports.reading.values.share(
            value,
            shown_as_percent=self._row.places["percent"] in self._sheet.percents,
            fractions=self._sheet.fractions,
        )
        self._task.percent = found.percent
        self._say(found.said)
        if not found.trouble:
            return
        words = self._words_of(value)
        if words.understood or self._sheet.meaning(value):
            self._values.setdefault("state", value)
            self._task.percent = words.percent
        else:
            self._doubt("percent", found.trouble)

    def _words_of(self, value: Any) -> exports.tasks.states.Told:
        """What a cell says about the state."""
        taught = self._sheet.meaning(value)
        if taught in exports.tasks.states.STATES:
            return exports.tasks.states.Told(taught)
        if isinstance(value, str):
            return exports.tasks.states.told(value, self._sheet.above.calendar)
        return exports.tasks.states.Told()

    def _done_on(self) -> None:
        """The day of completion, from its own column; words there may name a state."""
        if not self._open("done_on"):
            return
        value = self._values["done_on"]
        found = self._when("done_on")
        if found.understood and found.plain:
            self._task.done_on = found.last
            self._say(found.said)
            return
        words = self._words_of(value)
        if words.understood:
            self._values.setdefault("state", value)
            self._task.done_on = words.on if words.state == "done" else None
            return
        self._task.done_on = found.last
        if not exports.reading.values.blank(value):
            text = exports.reading.values.text(value)
            self._doubt(
                "done_on", found.trouble or f"ngày hoàn thành ghi “{text}”, chưa rõ ngày nào"
            )

    def _state(self) -> None:
        """The state: from its column, from ticks, from the result in words, else from figures."""
        self._ticks()
        value = self._values.get("progress_text")
        if value is not None:
            self._task.progress_text = exports.reading.values.text(value)
        told = self._words_of(self._values["state"]) if self._open("state") else None
        if told is not None:
            self._take_state(told)
        result = self._words_of(value)
        if told is None or not told.state:
            if result.understood and "state" not in self._values:
                self._take_state(result)
                return
            if told is None:
                self._implied(result)
        elif told.state == "done" and self._task.done_on is None and result.state == "done":
            self._task.done_on = result.on

    def _ticks(self) -> None:
        """One column for each state, ticked."""
        if "state" in self._values:
            return
        ticked = [
            field.removeprefix("state:")
            for field, value in self._values.items()
            if field.startswith("state:") and exports.reading.values.ticked(value)
        ]
        if len(ticked) == 1:
            self._take_state(exports.tasks.states.Told(ticked[0]))
        elif ticked:
            self._doubt("state", "đánh dấu nhiều trạng thái")

    def _take_state(self, told: exports.tasks.states.Told) -> None:
        """A state in words, with its day and per cent."""
        task = self._task
        self._values.setdefault("state", told.state)
        task.state = told.state or self._by_figures()
        if task.percent is None and "percent" not in self._given:
            task.percent = told.percent
        if told.state == "done":
            task.done_on = task.done_on or told.on
        else:
            self._state_day = told.on
        if not told.understood:
            words = exports.reading.values.text(self._values["state"])
            self._doubt("state", told.trouble or f"chưa hiểu trạng thái “{words[:_SHOWN]}”")
            self._unknown("state", words)

    def _implied(self, result: exports.tasks.states.Told) -> None:
        """No state column, or nothing in it: what the figures and the result's words imply."""
        task = self._task
        if "state" in self._values:
            return
        task.state = self._by_figures()
        words = task.progress_text
        if words and task.percent is None and task.done_on is None:
            task.state = result.state or "in_progress"
            if result.state == "done":
                task.done_on = result.on
            self._doubt(
                "progress_text", f"chưa hiểu kết quả “{words[:_SHOWN]}”: việc đã xong chưa?"
            )
            self._unknown("progress_text", words)

    def _by_figures(self) -> str:
        """The state that day of completion and per cent speak for."""
        if self._task.done_on is not None or self._task.percent == _FULL:
            return "done"
        return "in_progress" if self._task.percent else "assigned"

    def _given_fields(self) -> None:
        """What a person has said of this row stands over the sheet."""
        for field, value in self._given.items():
            if field == "assigned_on":
                self._assigned = value
            elif field == "state_on":
                self._state_day = value
            elif field == "state":
                self._task.state = value or self._by_figures()
            else:
                blank = None if field in _BLANK_NONE else ""
                setattr(self._task, field, blank if value is None else value)
        if "due" in self._given or "recurrence" in self._given:
            self._task.doubts = [
                doubt for doubt in self._task.doubts if doubt.field not in {"due", "recurrence"}
            ]
            if "recurrence" not in self._given:
                self._task.recurrence = ""
        if self._given.get("done_on") and "state" not in self._given and not self._open("state"):
            self._task.state = "done"
        if not self._task.lead:
            self._task.lead = self._sheet.unit_name

    # --- days ------------------------------------------------------------------------------
    def _progress_day(self) -> None:
        """A per cent becomes a progress entry of the sheet's day, else of today."""
        task, today = self._task, self._sheet.today
        if "percent_on" in self._given:
            return
        if task.percent is None and not task.progress_text:
            task.percent_on = None
            return
        as_of = self._sheet.above.as_of
        task.percent_on = min(as_of or today, today)
        if as_of and as_of > today:
            self._say(f"số liệu ghi đến {as_of:%d/%m/%Y}, sau hôm nay: tiến độ ghi vào hôm nay")
        begun = self._assigned or task.started
        if begun and task.percent_on < begun <= today:
            task.percent_on = begun
            self._say("tiến độ ghi vào ngày giao, vì số liệu của bảng sớm hơn")

    def _assignment(self) -> None:
        """When the task was assigned (design 3): its own column, "Bắt đầu", the paper, today."""
        task, today, paper = self._task, self._sheet.today, self._sheet.above.paper
        if self._assigned is not None:
            task.assigned_on, task.assigned_source = self._assigned, "Ngày giao"
        elif task.started is not None:
            task.assigned_on, task.assigned_source = task.started, "Bắt đầu"
        else:
            source = f"ngày của văn bản {paper.number}".rstrip() if paper else "ngày nhập"
            limits = [paper.on if paper else today, today]
            limits += [day for day in (task.done_on, task.percent_on) if day is not None]
            if self._state_day is not None:
                limits.append(self._state_day)
            task.assigned_on, task.assigned_source = min(limits), source
            moved = " (lùi về ngày có kết quả)" if min(limits) < limits[0] else ""
            self._say(f"không ghi ngày giao: lấy {task.assigned_on:%d/%m/%Y}, {source}{moved}")
            return
        if task.assigned_on > today:
            field = "assigned_on" if self._assigned else "started"
            self._doubt(
                field,
                f"{task.assigned_source} {task.assigned_on:%d/%m/%Y} sau hôm nay {today:%d/%m/%Y}",
            )

    def _state_on(self) -> None:
        """The day of the state; never before the assignment, never after today."""
        task, today = self._task, self._sheet.today
        known = min(self._sheet.above.as_of or today, today)
        if task.state == "done":
            day = task.done_on or known
        elif self._state_day is not None:
            day = self._state_day
        elif task.state in {"proposed", "assigned"}:
            day = task.assigned_on
        elif task.state == "in_progress" and task.started is not None:
            day = task.started
        else:
            day = known
        task.state_on = max(day, task.assigned_on) if task.state != "done" else day
        if self._state_day is not None and self._state_day > today:
            self._doubt("state", f"ngày {self._state_day:%d/%m/%Y} sau hôm nay")
        elif task.state_on > today >= task.assigned_on and task.state != "done":
            task.state_on = today

    # --- do the fields agree? ----------------------------------------------------------------
    def _agreement(self) -> None:
        """Fields that contradict each other make the row doubtful."""
        task, today = self._task, self._sheet.today
        if task.done_on is not None:
            self._done_day(task, today)
        elif task.state == "done":
            self._doubt("done_on", "“Hoàn thành” mà không có ngày hoàn thành")
        begun = self._assigned or task.started
        if task.due and begun and task.due < begun and "due" in task.cells:
            self._doubt("due", f"hạn {task.due:%d/%m/%Y} trước ngày giao {begun:%d/%m/%Y}")
        if task.percent is not None:
            self._percent_agrees(task.percent)
        if task.state == "done" and task.recurrence not in {"", "ongoing"}:
            self._doubt("state", "việc định kỳ mà ghi hoàn thành: hoàn thành kỳ nào?")

    def _done_day(self, task: exports.tasks.written.TaskRow, today: date) -> None:
        """A day of completion against the state, today and the start."""
        day = task.done_on or today
        begun = self._assigned or task.started
        if task.state != "done" and "done_on" in task.cells:
            self._doubt("done_on", "có ngày hoàn thành mà trạng thái chưa hoàn thành")
        if day > today:
            self._doubt("done_on", f"ngày hoàn thành {day:%d/%m/%Y} sau hôm nay {today:%d/%m/%Y}")
        if begun and day < begun:
            self._doubt(
                "done_on", f"ngày hoàn thành {day:%d/%m/%Y} trước ngày giao {begun:%d/%m/%Y}"
            )

    def _percent_agrees(self, percent: int) -> None:
        """A per cent against the state."""
        if self._task.state == "done" and percent < _FULL:
            self._doubt("percent", f"ghi hoàn thành mà tiến độ {percent}%")
        elif self._task.state in _OPEN and percent == _FULL:
            self._doubt("percent", "tiến độ 100% mà trạng thái chưa hoàn thành")
        elif self._task.state == "assigned" and percent:
            self._doubt("percent", f"ghi chưa triển khai mà tiến độ {percent}%")

    def _own(self) -> set[str]:
        """The fields that stand in this row itself, not in cells merged down to it."""
        number = self._row.number
        return {field for field, place in self._row.places.items() if place[0] == number}

    def _wholeness(self) -> None:
        """Rows that may be a part of another, or a title."""
        task = self._task
        if self._row.under is not None:
            self._doubt("work", f"nội dung việc gộp chung ô với dòng {self._row.under}")
        elif not task.work:
            self._doubt("work", "không có nội dung việc: có thể là phần tiếp của dòng trên")
        elif self._own() <= {"work", "order", "code"} and not self._given:
            self._doubt("work", "chỉ có nội dung việc, các cột khác trống: nhiệm vụ hay tên nhóm?")


_BLANK_NONE = frozenset({"due", "started", "done_on", "percent", "percent_on"})
