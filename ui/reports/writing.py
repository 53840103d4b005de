"""One section: its composed text, a person's own words, and what changed under them since."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import db.errors
import db.moments
import db.periods
import db.reports
import exports.forms
import exports.reports
import exports.reports.comparing
import ui.fields
import ui.fields.long
import ui.flow
import ui.form
import ui.page
import ui.reports.behind
import ui.reports.composed
import ui.reports.reading
import ui.session
import ui.theme

_FEWEST, _MOST = 8, 24  # lines of the sheet of a person's own words
_LIMIT = 60_000  # letters
_QUOTED = 2  # changed lines quoted
_LONGEST = 300  # letters of a quoted line: about four lines
_TABLE = "Dưới câu này báo cáo in bảng số liệu theo quý; xem ở bản xem trước."
_HELP = (
    "Mỗi dòng là một đoạn; dòng bắt đầu bằng dấu gạch ngang là một ý. Lời sửa được giữ nguyên khi "
    "số liệu đổi; chương trình sẽ báo để đồng chí chọn."
)


class _Sheet(ui.fields.long.Sheet):
    """As high as its text within wider limits than a form's: a whole section, if it fits."""

    MOST = _MOST


class _Words(ui.fields.Long):
    """The text field of a person's own words."""

    def __init__(self) -> None:
        super().__init__(_LIMIT)

    def make_sheet(self) -> ui.fields.long.Sheet:
        """A sheet of its own."""
        return _Sheet(self, _LIMIT, _FEWEST, enter_goes_on=False)


class SectionView(QWidget):
    """Shows one section; ``opened`` leads to a record, ``failed`` carries a sentence."""

    opened = Signal(str, int)
    said = Signal(str, str)  # a sentence and its tone

    def __init__(self, session: ui.session.Session) -> None:
        super().__init__()
        self._session = session
        self._read: ui.reports.reading.Read | None = None
        self._section: exports.reports.Section | None = None
        self._editing = ""  # the key of the section whose words are open for editing
        self._headings: dict[str, str] = {}  # of each section shown, by its key
        self._span: exports.forms.Span | None = None  # the figure that was pressed last
        self._title = ui.theme.label("", "heading")
        self._title.setObjectName("reports.title")
        self._edit = ui.theme.button("Sửa lời", "reports.edit")
        self._done = ui.theme.button("Sửa xong", "reports.edit.leave")
        self._recompose = ui.theme.button("Lấy lại câu soạn sẵn", "reports.recompose")
        field = ui.form.Field("text", "Câu đã sửa", _Words, help=_HELP)
        self._form = ui.form.Form("reports", (field,), self._save)
        self._changed = ui.theme.card()
        self._changed.setObjectName("reports.changed")
        self._changed_title = ui.theme.label("", "heading")
        self._changed_words = ui.theme.label("")
        self._changed_words.setObjectName("reports.changed.words")
        self._changed_lines = ui.theme.label("", "soft")
        self._changed_lines.setObjectName("reports.changed.lines")
        self._update = ui.theme.button("Cập nhật câu", "reports.update")
        self._keep = ui.theme.button("Giữ câu đã sửa", "reports.keep")
        self._caption = ui.theme.label("Câu soạn sẵn theo số liệu hiện nay", "soft")
        self._composed = ui.reports.composed.Composed("reports.composed")
        self._table = ui.theme.label(_TABLE, "soft")
        self.behind = ui.reports.behind.Behind("reports.behind")
        self._build()
        self._connect()

    def show_section(
        self, read: ui.reports.reading.Read, section: exports.reports.Section | None
    ) -> None:
        """Show ``section`` of ``read``; what is being typed in it stays.

        What is typed in another is saved, or else put aside until that one is shown again.
        """
        if self._key() != _key(read, section):
            self._form.flush()
            self.behind.clear()
        self._read, self._section = read, section
        if section is not None:
            self._tell()
        else:
            self._form.show_values("", {})

    def leaving(self) -> str:
        """Save what is being edited; sentences naming what could not be saved, or ""."""
        left = list(self._form.waiting())
        if not self._form.flush():
            left.append(self._key())
        return " ".join(
            f"Mục “{self._headings[str(key)]}” của báo cáo có lời chưa lưu được." for key in left
        )

    def _build(self) -> None:
        card = ui.theme.card()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        for button in (self._edit, self._recompose, self._done):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        changed = ui.flow.Flow()
        for button in (self._update, self._keep):
            changed.addWidget(button)
        self._changed.column.addWidget(self._changed_title)
        self._changed.column.addWidget(self._changed_words)
        self._changed.column.addWidget(changed)
        self._changed.column.addWidget(self._changed_lines)
        card.column.addLayout(head)
        for one in (self._form, self._caption, self._composed, self._table):
            card.column.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._changed)
        column.addWidget(card)

    def _connect(self) -> None:
        self._edit.clicked.connect(self._begin)
        self._done.clicked.connect(self._leave)
        self._recompose.clicked.connect(self._bring_back)
        self._update.clicked.connect(self._follow)
        self._keep.clicked.connect(self._keep_words)
        self._composed.figure_wanted.connect(self._show_figure)
        self.behind.opened.connect(self.opened)
        self.behind.shown.connect(self._mark_figure)
        self.behind.left.connect(self._return_keys)

    def _key(self) -> str:
        return _key(self._read, self._section)

    def _tell(self) -> None:
        """Show the section as it stands."""
        read, section = self._read, self._section
        if read is None or section is None:
            return
        key, edited = self._key(), bool(section.edited)
        begun = self._editing == key or key in self._form.waiting()
        editing = read.editable and (edited or begun)
        self._headings[key] = section.heading or "Mở đầu"
        self._title.setText(self._headings[key])
        self._form.setVisible(editing or edited)
        self._form.set_readonly(not read.editable)
        shown = section.edited or section.composed if editing or edited else ""
        self._form.show_values(key, {"text": shown})
        self._caption.setVisible(editing or edited)
        self._edit.setVisible(read.editable and not editing)
        self._done.setVisible(editing and not edited)
        self._recompose.setVisible(read.editable and edited)
        self._composed.show_text(section.composed, section.spans)
        self._table.setVisible(any(one.table is not None for one in section.sentences))
        kept = read.kept.get(section.id)
        changed = read.editable and edited and kept is not None and kept.changed
        self._changed.setVisible(changed)
        if changed and kept is not None:
            self._tell_changed(kept)
        if name := self.behind.figure():
            self._show_behind(name, whole=False)

    def _tell_changed(self, kept: ui.reports.reading.Kept) -> None:
        """Name each figure that changed with its old and new value, then quote the lines."""
        named = [f"{one.label}: {one.before} → {one.after}" for one in kept.changes]
        self._changed_title.setText(
            "Số liệu đã đổi sau khi sửa:" if named else "Câu soạn sẵn đã đổi sau khi sửa:"
        )
        self._changed_words.setText("\n".join(named))
        self._changed_words.setVisible(bool(named))
        self._changed_lines.setText(_quoted(kept))

    @Slot()
    def _begin(self) -> None:
        """Open the section's words for editing."""
        self._editing = self._key()
        self._tell()
        self._form.focus()

    @Slot()
    def _leave(self) -> None:
        """Nothing was changed: the composed text is shown alone again."""
        self._editing = ""
        if self.leaving() == "":
            self._tell()

    def _save(self, _name: str, value: Any) -> None:
        """Keep a person's words; those that say what is composed are no words of their own.

        Raises:
            db.errors.RecordError: the report is final, or other work holds the book.
        """
        section = self._section
        if section is not None:
            text = str(value or "")
            self._write("" if text == section.composed else text, quiet=True)

    def _write(self, text: str, composed: str | None = None, *, quiet: bool = False) -> None:
        """Write the section's words into the book and show them so.

        Raises:
            db.errors.RecordError: as ``_save``.
        """
        read, section = self._read, self._section
        if read is None or section is None:
            return
        known = read.kept.get(section.id)
        if composed is None and (known is None or known.then is None or not section.edited):
            composed = section.composed
        label = f"Sửa lời mục “{section.heading or 'Mở đầu'}”"
        period, number = read.span.period, section.id
        work = partial(_written, period, number, text, composed)
        joins = f"reports.{period.label}.{number}" if quiet else ""
        self._session.perform(label, work, quiet=quiet, joins=joins)
        self._take(section.id, text, composed)

    def _take(self, number: str, text: str, composed: str | None) -> None:
        """What the book holds now, until the page has read it again."""
        read, section = self._read, self._section
        if read is None or section is None or section.id != number:
            return
        self._section = dataclasses.replace(section, edited=text.strip() and text)
        kept = dict(read.kept)
        if not text.strip():
            kept.pop(number, None)
        elif composed is not None:
            kept[number] = ui.reports.reading.Kept(composed)
        sections = tuple(self._section if one.id == number else one for one in read.sections)
        self._read = dataclasses.replace(read, kept=kept, sections=sections)

    @Slot()
    def _bring_back(self) -> None:
        """Throw a person's words away (Undo brings them back) and show the composed ones."""
        self._editing = ""
        self._form.flush()
        if self._attempt(partial(self._write, "")):
            self._form.forget(self._key())
            self._tell()
            self._edit.setFocus()

    @Slot()
    def _follow(self) -> None:
        """Put what changed into a person's words, where these still say the same."""
        read, section = self._read, self._section
        if read is None or section is None or not self._form.flush():
            return
        section = self._section or section
        then = read.kept[section.id].then or ""
        made = exports.reports.comparing.merged(then, section.edited, section.composed)
        if self._attempt(partial(self._write, made.text, section.composed)):
            self._form.forget(self._key())
            self._tell()
            if made.left:
                left = "”, “".join(made.left)
                self.said.emit(
                    f"Có phần đã được đồng chí viết lại nên chưa tự thay được: “{left}”; hãy sửa "
                    "tay trong câu.",
                    "amber",
                )

    @Slot()
    def _keep_words(self) -> None:
        """Leave a person's words as they are; the change was seen."""
        section = self._section
        if section is None or not self._form.flush():
            return
        section = self._section or section
        if self._attempt(partial(self._write, section.edited, section.composed)):
            self._tell()

    def _attempt(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except db.errors.RecordError as error:
            self.said.emit(str(error), "red")
            return False
        return True

    @Slot(object)
    def _show_figure(self, span: exports.forms.Span) -> None:
        self._span = span
        self._show_behind(span.name, whole=span.whole)

    def _show_behind(self, name: str, *, whole: bool) -> None:
        if self._read is not None:
            self.behind.show_figure(name, self._read.figures[name], whole=whole)

    @Slot(bool)
    def _mark_figure(self, shown: bool) -> None:
        if not shown:
            self._composed.mark(None)

    @Slot()
    def _return_keys(self) -> None:
        """The list was closed by keys: they go back to its figure."""
        if self._span is not None:
            self._composed.take_focus(self._span)


def _key(read: ui.reports.reading.Read | None, section: exports.reports.Section | None) -> str:
    """What tells a section of a period from every other, "" for none."""
    return f"{read.span.period.label} {section.id}" if read and section else ""


def _written(
    period: db.periods.Period,
    section: str,
    text: str,
    composed: str | None,
    moment: db.moments.Moment,
) -> None:
    """Begin the report if need be and keep the words."""
    report = db.reports.begin(period, moment)
    db.reports.write(report, section, text, moment, composed=composed)


def _quoted(kept: ui.reports.reading.Kept) -> str:
    """What the composed text said then and says now, line by line."""
    words = []
    for before, after in kept.lines[:_QUOTED]:
        words += [f"Lúc sửa: {_short(before)}", f"Nay: {_short(after)}"]
    if len(kept.lines) > _QUOTED:
        words.append(f"Và {len(kept.lines) - _QUOTED} dòng khác.")
    return "\n".join(words)


def _short(line: str) -> str:
    """A line as a card quotes it."""
    if not line:
        return "(không có)"
    return f"“{line[:_LONGEST]}…”" if len(line) > _LONGEST else f"“{line}”"
