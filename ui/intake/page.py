"""Import from Excel: the office's own sheet, what its columns and rows mean, corrected in place.

Choose a file → it is read, nothing is written → columns and doubtful rows are put right, each time
read anew → "Nhập N dòng" writes what is beyond doubt, in one step that can be taken back.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

import db.imports
import db.moments
import exports.intake
import exports.reading.sheet
import ui.background
import ui.choosing
import ui.dropping
import ui.intake.answers
import ui.intake.last
import ui.intake.looking
import ui.intake.settling
import ui.page
import ui.scrolling
import ui.session
import ui.theme

_LABEL = {"tasks": "nhiệm vụ", "members": "đảng viên"}
_CHOOSE, _LOOK, _DONE = range(3)


class IntakePage(ui.page.Page):
    """The page for one kind: ``tasks`` or ``members``."""

    NAME: ClassVar[str] = "intake"
    TITLE: ClassVar[str] = "Nhập từ Excel"
    HELP: ClassVar[str] = (
        "Chọn tệp Excel của đơn vị. Chương trình đọc thử và cho xem từng cột, từng dòng được hiểu "
        "thế nào; chọn lại mục ở đầu cột nếu hiểu chưa đúng, xử lý các dòng còn nghi ở khung bên. "
        "Chưa có gì vào sổ cho đến khi bấm “Nhập”; nhập rồi vẫn hoàn tác được cả lần nhập ở trang "
        "này, chừng nào chưa hồ sơ nào trong đó được sửa hay dùng."
    )
    KINDS = frozenset({"imports", "tasks", "series", "members", "meetings"})

    def __init__(self, session: ui.session.Session, kind: str) -> None:
        super().__init__(session)
        self._kind = kind
        self._book: exports.reading.sheet.Workbook | None = None
        self._answers = ui.intake.answers.Answers()
        self._outcome: exports.intake.Outcome | None = None
        self._number = 0  # of the import whose result is shown
        self._turn = 0
        self._job: ui.background.Job | None = None
        self._file = ui.theme.button("Chọn tệp Excel…", "intake.file", "primary")
        self._other = ui.theme.button("Chọn tệp khác…", "intake.other")
        self._run = ui.theme.button("", "intake.run", "primary")
        self._undo = ui.theme.button(ui.intake.last.UNDO, "intake.undo")
        self._see = ui.theme.button(f"Xem danh sách {_LABEL[kind]}", "intake.see", "primary")
        self._look = ui.intake.looking.Looking(kind, self._today)
        self._named = ui.theme.label("", "soft")
        self._named.setObjectName("intake.named")
        self._state = ui.theme.label("", "soft")
        self._state.setObjectName("intake.state")
        self._strangers = ui.theme.label("", "soft")
        self._strangers.setObjectName("intake.strangers")
        self._result = ui.theme.label("", "heading")
        self._result.setObjectName("intake.result")
        self._no_way_back = ui.theme.label("", "soft")
        self._no_way_back.setObjectName("intake.result.no_way_back")
        self._left_out = ui.theme.label()
        self._left_out.setObjectName("intake.result.left")
        self._last = ui.intake.last.LastImport()
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.reload()

    def title(self) -> str:
        """What is taken in; from which file stands below it."""
        return f"Nhập {_LABEL[self._kind]} từ Excel"

    def buttons(self) -> list[QPushButton]:
        """What can be done at this stage."""
        stage = self._stack.currentIndex()
        if stage == _LOOK:
            return [self._other, self._run]
        return [self._undo, self._see] if stage == _DONE else []

    def areas(self) -> list[QWidget]:
        """Where work begins: never on the way back of the last import."""
        return [self._area] if self._stack.currentIndex() == _CHOOSE else super().areas()

    def take_focus(self) -> None:
        """Let the keys go to the choice of a file, to the sheet, or to the way on from a result."""
        if self._stack.currentIndex() == _DONE:
            self._see.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    def reload(self) -> None:
        """Look whether the last import can still be taken back, and offer it where it is shown."""
        last, stage = db.imports.last(), self._stack.currentIndex()
        own = last if last is not None and ui.intake.last.kind(last) == self._kind else None
        self._last.show_last(own)
        offered = own is not None and (stage == _CHOOSE or not own.hindrance)
        self._last.setVisible(offered and stage != _DONE)
        why_not = db.imports.hindrance(self._number, last) if self._number else ""
        self._undo.setEnabled(self._number > 0 and not why_not)
        self._no_way_back.setText(why_not)
        self._no_way_back.setVisible(bool(why_not))

    def leaving(self) -> str:
        """What was put right and not taken in yet."""
        if self._stack.currentIndex() == _LOOK and self._book is not None:
            return f"Tệp “{self._book.name}” đã đọc thử nhưng chưa nhập vào sổ."
        return ""

    @Slot(object)
    def take(self, paths: Sequence[Path]) -> None:
        """Read the one file of ``paths``."""
        if len(paths) != 1:
            self.notice.say("Mỗi lần nhập một tệp Excel; hãy chọn lại một tệp.")
            return
        self.notice.clear()
        self._state.setText(f"Đang đọc tệp {paths[0].name}…")
        self._start(
            "Đọc tệp Excel",
            functools.partial(_load, paths[0]),
            self._loaded,
            with_book=False,
        )

    @Slot()
    def choose(self) -> None:
        """Ask for a file."""
        kinds = [ui.choosing.WORKBOOK, ui.choosing.ANY]
        chosen = ui.choosing.file(self, "Chọn tệp Excel cần nhập", kinds, purpose="import")
        if chosen is not None:
            self.take([chosen])

    def _today(self) -> Any:
        return self.session.today

    def _build(self) -> None:
        for one in (self._named, self._state, self._strangers):
            self.body.addWidget(one)
            one.hide()
        words = (
            f"Thả tệp Excel (.xlsx) có danh sách {_LABEL[self._kind]} vào đây. Tệp chỉ được đọc; "
            "chưa có gì vào sổ cho đến khi đồng chí xem lại và bấm “Nhập”."
        )
        self._area = ui.dropping.DropArea("intake.drop", words, self._file)
        result = ui.theme.card()
        for one in (self._result, self._no_way_back, self._left_out):
            result.layout().addWidget(one)  # type: ignore[union-attr]  # a card is made with one
        for stage in (ui.scrolling.at_top(self._area), self._look, ui.scrolling.at_top(result)):
            self._stack.addWidget(stage)
        self.body.addWidget(self._last)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._file.clicked.connect(self.choose)
        self._other.clicked.connect(self.choose)
        self._area.dropped.connect(self.take)
        self._run.clicked.connect(self._write)
        self._undo.clicked.connect(self._take_back_shown)
        self._last.undo_wanted.connect(self._take_back)
        self._see.clicked.connect(self._show_list)
        self._look.column_named.connect(self._name_column)
        self._look.head_named.connect(self._name_head)
        self._look.said.connect(self._settle)

    def _start(
        self,
        label: str,
        work: ui.background.Work,
        then: Any,
        *,
        with_book: bool,
        alone: bool = False,
    ) -> None:
        """Do something beside the window; what was begun before no longer counts."""
        if self._job is not None:
            self._job.cancel()
        self._turn += 1
        self._state.show()
        self._run.setEnabled(False)
        self._last.setEnabled(False)
        self._job = self.session.jobs.run(
            label,
            work,
            on_done=functools.partial(self._end, self._turn, then),
            on_failed=functools.partial(self._fail, self._turn),
            on_cancelled=functools.partial(self._stopped, self._turn),
            alone=alone,
            with_book=with_book,
        )

    def _end(self, turn: int, then: Any, result: Any) -> None:
        if turn == self._turn:
            self._rest()
            then(result)

    def _fail(self, turn: int, sentence: str) -> None:
        if turn == self._turn:
            self._rest()
            self.notice.say(sentence)
            self._count()

    def _rest(self) -> None:
        """Nothing runs any more."""
        self._job = None
        self._state.hide()
        self._last.setEnabled(True)

    def _stopped(self, turn: int) -> None:
        if turn == self._turn:
            self._rest()
            self.notice.say("Đã dừng; chưa có gì vào sổ.", "amber")
            self._count()

    def _loaded(self, book: exports.reading.sheet.Workbook) -> None:
        """The file is a workbook: show its first sheet, and read what it means."""
        self._book, self._outcome = book, None
        self._answers = ui.intake.answers.Answers()
        self._look.show_book(book)
        self._go(_LOOK)
        self._read()

    def _read(self) -> None:
        """Read the workbook with what was said so far; nothing is written."""
        if self._book is None:
            return
        self.notice.clear()
        self._state.setText("Đang đọc thử…")
        work = functools.partial(
            _take, self._book, self._kind, self.session.now(), self._answers.mapping(), dry_run=True
        )
        self._start("Đọc thử tệp Excel", work, self._read_done, with_book=True)

    def _read_done(self, outcome: exports.intake.Outcome) -> None:
        self._outcome = outcome
        self._look.show_outcome(outcome, self._answers)
        taken = {row["record"].get("accountable") for row in outcome.taken}
        strangers = [name for name in outcome.unmatched_people if name in taken]
        self._strangers.setText(_told_strangers(strangers))
        self._strangers.setVisible(bool(strangers))
        self._count()

    def _count(self) -> None:
        """Say on the button how many rows would be taken in."""
        rows = len(self._outcome.taken) if self._outcome is not None else 0
        self._run.setText(f"Nhập {rows} dòng")
        self._run.setEnabled(rows > 0 and self._job is None)

    @Slot(str, str, object)
    def _name_column(self, sheet: str, letter: str, to: object) -> None:
        now = self._look.meanings(sheet)
        said = str(to) if to is not None else None
        self._answers.name_column(self._kind, (sheet, letter), said, now)
        self._read()

    @Slot(str, int)
    def _name_head(self, sheet: str, row: int) -> None:
        """The heading begins in ``row`` (0: it is to be found)."""
        if row:
            self._answers.heads[sheet] = row
        else:
            self._answers.heads.pop(sheet, None)
        self._read()

    @Slot(str, object)
    def _settle(self, sheet: str, said: ui.intake.settling.Said) -> None:
        """Something was said of rows."""
        person = said.what.get("accountable") if isinstance(said.what, dict) else None
        if said.written and person and isinstance(said.what, dict) and len(said.what) == 1:
            self._answers.name_person(sheet, said.rows, said.written, str(person))
        else:
            for row in said.rows:
                if said.what is None:
                    self._answers.rows.pop((sheet, row), None)
                else:
                    self._answers.settle((sheet, row), said.what)
        self._read()

    @Slot()
    def _write(self) -> None:
        """Take in what is beyond doubt."""
        if self._book is None:
            return
        self.notice.clear()
        self._state.setText("Đang nhập vào sổ…")
        work = functools.partial(
            _take,
            self._book,
            self._kind,
            self.session.now(),
            self._answers.mapping(),
            dry_run=False,
        )
        self._start("Nhập từ Excel", work, self._written, with_book=True, alone=True)

    def _written(self, outcome: exports.intake.Outcome) -> None:
        self._outcome = outcome
        self._number = outcome.number or 0
        if self._number:
            self.session.undoing.bar(ui.intake.last.way_back)
        self._result.setText(f"Đã nhập {len(outcome.taken)} dòng vào sổ.")
        self._left_out.setText(_told_left_out([*outcome.doubtful, *outcome.refused]))
        self._go(_DONE)
        self.take_focus()
        self.session.tell("tasks", "series", "members", "imports")

    @Slot()
    def _take_back_shown(self) -> None:
        self._take_back(self._number)

    @Slot(int)
    def _take_back(self, number: int) -> None:
        """Take the whole import ``number`` back."""
        self.notice.clear()
        self.take_focus()  # what was pressed cannot be pressed while it is taken back
        self._state.setText("Đang hoàn tác…")
        work = functools.partial(_undone, number, self.session.now())
        self._start("Hoàn tác lần nhập", work, self._taken_back, with_book=True, alone=True)

    def _taken_back(self, gone: dict[str, list[int]]) -> None:
        self.session.undoing.unbar()
        self._number = 0
        count = sum(len(ids) for ids in gone.values())
        self.session.tell("tasks", "series", "members", "imports")
        if self._book is not None:
            self._go(_LOOK)
            self._look.show_sheet_side()
            self._read()
        else:
            self._file.setFocus(Qt.FocusReason.OtherFocusReason)
        self.notice.say(f"Đã hoàn tác lần nhập: {count} hồ sơ không còn trong sổ.", "green")

    @Slot()
    def _show_list(self) -> None:
        self._book, self._number = None, 0
        self._go(_CHOOSE)
        self.open_requested.emit(self._kind, 0)

    def _go(self, stage: int) -> None:
        self._stack.setCurrentIndex(stage)
        self._named.setText(f"Tệp: {self._book.name}" if self._book is not None else "")
        self._named.setVisible(self._book is not None)
        self._strangers.hide()
        self.reload()
        self.actions_changed.emit()
        self.title_changed.emit(self.title())


_NAMED = 3  # people named who are no members
_MOST = 30  # rows named in the result
_LEFT_OUT = (
    "Dòng nào cần thì sửa trong tệp Excel rồi nhập lại tệp đó (dòng đã có trong sổ không bị nhập "
    "lần nữa), hoặc ghi thẳng vào sổ."
)


def _told_strangers(names: Sequence[str]) -> str:
    """Who is responsible for a task and no member of the book."""
    more = len(names) - _NAMED
    said = ", ".join(names[:_NAMED]) + (f" và {more} người khác" if more > 0 else "")
    return f"Chưa có trong danh sách đảng viên: {said}; nhiệm vụ vẫn nhập với tên như trong tệp."


def _told_left_out(rows: Sequence[dict[str, Any]]) -> str:
    """Which rows were not taken in and why, and what can be done for those not in the book yet."""
    if not rows:
        return ""
    lines = [
        f"{row['sheet']}, dòng {row['row']}: {ui.intake.looking.sentence(row['reason'])}"
        for row in rows[:_MOST]
    ]
    if len(rows) > _MOST:
        lines.append(f"… và {len(rows) - _MOST} dòng khác.")
    if any(row["reason"] != exports.intake.ALREADY for row in rows):
        lines.append(_LEFT_OUT)
    return "\n".join([f"{len(rows)} dòng không nhập:", *lines])


def _load(path: Path, tick: ui.background.Tick) -> exports.reading.sheet.Workbook:
    """Read the file at ``path``, for a job."""
    tick("đọc tệp", 0, 0)
    return exports.reading.sheet.load(path)


def _take(  # noqa: PLR0913 - what the import takes, bound before the job begins
    book: exports.reading.sheet.Workbook,
    kind: str,
    moment: db.moments.Moment,
    mapping: dict[str, Any],
    tick: ui.background.Tick,
    *,
    dry_run: bool,
) -> exports.intake.Outcome:
    """Take ``book`` in, for a job."""
    return exports.intake.take_read(book, kind, moment, mapping=mapping, dry_run=dry_run, tick=tick)


def _undone(
    number: int, moment: db.moments.Moment, tick: ui.background.Tick
) -> dict[str, list[int]]:
    """Take the import ``number`` back, for a job."""
    tick("hoàn tác", 0, 0)
    return db.imports.undo(moment, number)
