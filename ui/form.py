"""Forms from a list of fields: labels above, errors beside, saved on leaving the field.

Nothing typed is ever lost: what could not be read or saved stays in its field with a sentence
under it; when another record is shown meanwhile it is kept for its own record and field, and comes
back with the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

import db.errors
import db.secrecy
import ui.fields
import ui.fields.cell
import ui.fields.field
import ui.theme

WIDE = 640  # pixels at 100 %: from here on two columns fit
_TYPING = 2_000  # milliseconds after which a long text is saved while it is being typed
_NOT_SAVED = "Chưa lưu được ô này; phần đã gõ vẫn còn đây, hãy thử lại."


Field = ui.fields.field.Field


class Form(QWidget):
    """The fields of one record, or of a draft where ``save`` is None.

    ``save`` gets a field's name and its value; a ``db.errors.RecordError`` it raises is shown under
    the field. It may cause ``show_values`` (a page reading the record again).
    """

    edited = Signal(str)  # the person changed a field

    def __init__(
        self,
        name: str,
        fields: Sequence[Field],
        save: Callable[[str, Any], object] | None,
        *,
        columns: int = 1,
    ) -> None:
        super().__init__()
        self._fields = {field.name: field for field in fields}
        self._save = save
        self._columns, self._now = columns, 0
        self._key: Hashable = None
        self._shown = False
        self._stored: dict[str, Any] = {}
        self._kept: dict[Hashable, dict[str, tuple[str, str]]] = {}
        self._saving: dict[str, bool] = {}  # whether the page has read it again since
        self._refused: set[str] = set()
        self._own: set[str] = set()
        self._cells = {field.name: self._cell(name, field) for field in fields}
        self._pause = QTimer(self, singleShot=True, interval=_TYPING)
        self._pause.timeout.connect(self._save_typing)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        ui.theme.notifier().changed.connect(self._arrange)
        self._arrange()
        for first in list(self._cells.values())[:1]:
            self.setFocusProxy(first.editor)

    # What is shown.

    @property
    def key(self) -> Hashable:
        """Which record is shown."""
        return self._key

    def show_values(self, key: Hashable, values: Mapping[str, Any]) -> None:
        """Show the record ``key``.

        Read again, it changes only fields the person is not at work in. Of another record, it puts
        aside what was typed and not saved, and brings back what was put aside of this one.
        """
        if self._shown and key == self._key:
            for name in self._cells:
                self._refresh(name, values.get(name))
            return
        self._put_aside()
        self._key, self._shown = key, True
        kept = self._kept.pop(key, {})
        self._own.clear()
        self._refused.clear()
        for name, cell in self._cells.items():
            self._stored[name] = values.get(name)
            cell.reset()
            cell.editor.put(values.get(name))
            if name in kept:
                typed, error = kept[name]
                cell.editor.put_typed(typed)
                self._say(name, error)

    def begin(self, key: Hashable, values: Mapping[str, Any]) -> None:
        """Show the record or draft ``key`` and forget what was typed there before."""
        self.forget(key)
        self.show_values(key, values)

    def forget(self, key: Hashable) -> None:
        """Drop what was typed for ``key`` and not saved: it was entered, or given up."""
        self._kept.pop(key, None)
        if self._shown and key == self._key:
            self._shown = False
            self._key = None

    def names(self) -> list[str]:
        """The names of the fields, in their order."""
        return list(self._fields)

    def editor(self, name: str) -> ui.fields.Editor:
        """The editor of a field, for what only its kind can do."""
        return self._cells[name].editor

    def typed(self, name: str) -> str:
        """What stands in a field, as it stands there."""
        return self._cells[name].editor.typed()

    def focus(self, name: str = "") -> None:
        """Let typing go to a field, or to the first."""
        cell = self._cells.get(name) or next(iter(self._cells.values()), None)
        if cell is not None:
            cell.editor.take_keys()

    def set_readonly(self, readonly: bool, names: Iterable[str] | None = None) -> None:
        """Let all fields, or those of ``names``, be read only."""
        for name in self._fields if names is None else names:
            self._cells[name].editor.set_readonly(readonly)

    # What stands there.

    def values(self) -> dict[str, Any]:
        """Every field's value.

        Raises:
            ui.fields.Unreadable: some could not be read or are required; each says so in its
                place, and the first of them has the focus.
        """
        commit_composition()
        found, wrong = {}, []
        for name in self._fields:
            try:
                found[name] = self._read(name)
            except ui.fields.Unreadable as error:
                self._say(name, str(error))
                wrong.append((name, error))
            else:
                self._clear_own(name)
        if wrong:
            self.focus(wrong[0][0])
            raise wrong[0][1]
        return found

    def unsaved(self) -> list[str]:
        """The labels of fields of this record that hold what is not saved."""
        return [self._fields[name].label for name, _ in self._modified()]

    def waiting(self) -> dict[Hashable, list[str]]:
        """For each other record the labels of what was typed there and not saved."""
        return {
            key: [self._fields[name].label for name in kept] for key, kept in self._kept.items()
        }

    def flush(self) -> bool:
        """Save what is being edited now; False if something could not be. A draft is left alone."""
        commit_composition()
        if self._save is None:
            return True
        # Each of them, whatever the others say.
        kept = [self._keep(name) for name, _ in list(self._modified())]
        return all(kept)

    def put_back(self) -> list[str]:
        """Show what is stored again where something stands that could not be saved; its labels."""
        refused = [] if self._save is None else [*self._modified()]
        for name, cell in refused:
            cell.editor.put(self._stored.get(name))
            self._own.discard(name)
            cell.say("")
        return [self._fields[name].label for name, _ in refused]

    # What is said.

    def say_error(self, name: str, sentence: str) -> None:
        """Show ``sentence`` under a field; it goes when the field is saved or cleared."""
        self._own.discard(name)
        self._cells[name].say(sentence)

    def blame(self, error: db.errors.RecordError) -> bool:
        """Say ``error`` beside the fields that are to blame; False: there are none.

        The keys go there.
        """
        names = db.secrecy.to_blame(error, {name: self.typed(name) for name in self._cells})
        for name in names:
            self.say_error(name, str(error))
        if names:
            self.focus(names[0])
        return bool(names)

    def error(self, name: str) -> str:
        """The sentence under a field, or ""."""
        return self._cells[name].error()

    def clear_errors(self) -> None:
        """Take back every sentence."""
        self._own.clear()
        for cell in self._cells.values():
            cell.say("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where it is narrow."""
        super().resizeEvent(event)
        if self._fitting() != self._now:
            self._arrange()

    # Inside.

    def _modified(self) -> Iterator[tuple[str, ui.fields.cell.Cell]]:
        return ((name, cell) for name, cell in self._cells.items() if cell.editor.modified())

    def _cell(self, name: str, field: Field) -> ui.fields.cell.Cell:
        label = ui.fields.cell.required(field.label) if field.required else field.label
        editor = field.editor()
        cell = ui.fields.cell.Cell(f"{name}.{field.name}", label, editor, field.help)
        editor.edited.connect(partial(self._hear_edited, field.name))
        editor.left.connect(partial(self._hear_left, field.name))
        editor.chosen.connect(partial(self._hear_left, field.name))
        editor.entered.connect(partial(self._hear_entered, field.name))
        editor.refused.connect(partial(self._hear_refused, field.name))
        return cell

    def _refresh(self, name: str, value: Any) -> None:
        """The record was read again: show what changed, where nobody is at work."""
        before, self._stored[name] = self._stored.get(name), value
        editor = self._cells[name].editor
        if name in self._saving:
            self._saving[name] = True
        elif not editor.busy() and not _same(before, value):
            editor.put(value)
            self._clear_own(name)

    def _put_aside(self) -> None:
        """Keep what was typed and not saved, for when its record is shown again."""
        if not self._shown:
            return
        commit_composition()
        self._pause.stop()
        kept = {
            name: (cell.editor.typed(), cell.error() if name in self._own else "")
            for name, cell in self._cells.items()
            if cell.editor.modified()
        }
        if kept:
            self._kept[self._key] = kept

    def _read(self, name: str) -> Any:
        """A field's value.

        Raises:
            ui.fields.Unreadable: it cannot be read, or is required and empty.
        """
        value = self._cells[name].editor.value()
        field = self._fields[name]
        if field.required and (_empty(value) or value is False):
            raise ui.fields.Unreadable(f"Ô “{field.label}” cần được điền.")
        return value

    def _keep(self, name: str, *, leaving: bool = True) -> bool:
        """Save a field if it holds something new; False if it could not be saved."""
        editor = self._cells[name].editor
        if name in self._saving:
            return True
        if not editor.modified():
            self._clear_own(name)
            return True
        try:
            value = self._read(name)
        except ui.fields.Unreadable as error:
            self._say(name, str(error))
            return False
        new = not _same(value, self._stored.get(name))
        if new and self._save is not None and not self._hand_over(self._save, name, value):
            return False
        self._settle(name, value, leaving=leaving)
        return True

    def _hand_over(self, save: Callable[[str, Any], object], name: str, value: Any) -> bool:
        """Give the page a new value to save; False if that cannot be, or another record is shown.

        Whatever the page raises, the typing stays where it is.
        """
        key, self._saving[name] = self._key, False
        try:
            save(name, value)
        except db.errors.RecordError as error:
            self._blame(key, name, str(error))
            return False
        except BaseException:
            self._blame(key, name, _NOT_SAVED)
            raise
        finally:
            read_again = self._saving.pop(name)
        if key != self._key:
            self._forget_one(key, name)
            return False
        if not read_again:
            self._stored[name] = value
        self._cells[name].flash()
        return True

    def _blame(self, key: Hashable, name: str, sentence: str) -> None:
        """Say why a field was not saved; if another record is shown by now, once it is back."""
        if key == self._key:
            self._say(name, sentence)
        elif name in self._kept.get(key, {}):
            self._kept[key][name] = (self._kept[key][name][0], sentence)

    def _settle(self, name: str, value: Any, *, leaving: bool) -> None:
        """A field is saved: show it in its usual form once the person has left it."""
        cell = self._cells[name]
        stored = self._stored.get(name)
        if leaving and not _same(stored, value):
            cell.editor.put(stored)
        elif leaving:
            cell.editor.tidy()
        cell.editor.settle()
        self._own.discard(name)
        cell.say("")

    def _look(self, name: str) -> bool:
        """A field of a draft was left: say if it cannot be read; nothing is saved."""
        editor = self._cells[name].editor
        try:
            # What is required is missed only once the draft was to be entered.
            self._read(name) if name in self._own else editor.value()
        except ui.fields.Unreadable as error:
            self._say(name, str(error))
            return False
        if editor.modified():
            editor.tidy()
        self._clear_own(name)
        return True

    def _forget_one(self, key: Hashable, name: str) -> None:
        """What was put aside of another record's field has been saved after all."""
        kept = self._kept.get(key, {})
        kept.pop(name, None)
        if not kept:
            self._kept.pop(key, None)

    def _say(self, name: str, sentence: str) -> None:
        """Say what the form itself found wrong."""
        self._own.add(name)
        self._cells[name].say(sentence)

    def _clear_own(self, name: str) -> None:
        """Take back what the form itself said."""
        if name in self._own:
            self._own.discard(name)
            self._cells[name].say("")

    def _hear_edited(self, name: str) -> None:
        typing = self._cells[name].editor.SAVES_WHILE_TYPING
        if typing and self._save is not None and not self._pause.isActive():
            self._pause.start()
        self.edited.emit(name)

    def _hear_left(self, name: str) -> None:
        if self._save is None:
            self._look(name)
        else:
            self._keep(name)

    def _hear_entered(self, name: str) -> None:
        """Enter: the same as leaving, and on to the next field unless something is wrong."""
        if self._look(name) if self._save is None else self._keep(name):
            self.focusNextChild()
        elif self._cells[name].error():
            self._cells[name].editor.take_keys()

    def _hear_refused(self, name: str, sentence: str) -> None:
        """The field itself says what it cannot take, or that it can again."""
        if sentence:
            self._refused.add(name)
            self._say(name, sentence)
        elif name in self._refused:
            self._refused.discard(name)
            self._clear_own(name)

    @Slot()
    def _save_typing(self) -> None:
        """Save long texts while they are being typed, between two words of an input method."""
        for name, cell in self._cells.items():
            if cell.editor.SAVES_WHILE_TYPING and cell.editor.modified():
                if cell.editor.composing():
                    self._pause.start()
                else:
                    self._keep(name, leaving=False)

    def _fitting(self) -> int:
        """How many columns there is room for."""
        return self._columns if self.width() >= ui.theme.px(WIDE) else 1

    @Slot()
    def _arrange(self) -> None:
        """Put the fields in their places, in reading order."""
        self._now = self._fitting()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        row = column = 0
        for name, cell in self._cells.items():
            span = self._now if self._fields[name].wide else 1
            if column + span > self._now:
                row, column = row + 1, 0
            self._grid.addWidget(cell, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
        for place in range(self._columns):
            self._grid.setColumnStretch(place, 1 if place < self._now else 0)


def commit_composition() -> None:
    """Let an input method finish the word it is at: it belongs to what is in sight now."""
    if QGuiApplication.focusObject() is not None:
        QGuiApplication.inputMethod().commit()


def _empty(value: Any) -> bool:
    """Whether a value says nothing."""
    return value is None or value in ("", [], ())


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same; nothing is nothing, however it is written."""
    return (_empty(one) and _empty(other)) or one == other
