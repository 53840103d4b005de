"""One field in its place: label above, error and help below, a quiet "Đã lưu" beside the label."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout

import ui.fields.base as bases
import ui.scrolling
import ui.theme

_SAVED_SHOWN = 2_000  # milliseconds
_RELEASE = 30  # milliseconds between two looks whether the mouse was let go


def required(label: str) -> str:
    """``label`` with the word that its field must be filled: "Việc (rõ việc; bắt buộc)"."""
    return f"{label[:-1]}; bắt buộc)" if label.endswith(")") else f"{label} (bắt buộc)"


class Cell(ui.scrolling.Part):
    """What surrounds an editor in a form, and how it says what is wrong."""

    def __init__(self, name: str, label: str, editor: bases.Editor, help_text: str) -> None:
        super().__init__()
        self.editor = editor
        self._help_text = help_text
        self._plain = label
        self._label = ui.theme.label(label)
        self._saved = ui.theme.label("Đã lưu", "good")
        self._error = ui.theme.label("", "error")
        self._help = ui.theme.label(help_text, "soft")
        self._fade = QTimer(self, singleShot=True, interval=_SAVED_SHOWN)
        self._release = QTimer(self, singleShot=True, interval=_RELEASE)
        self._build()
        editor.set_name(name)
        self._label.setBuddy(editor.inner())
        for part, widget in {
            "label": self._label,
            "saved": self._saved,
            "error": self._error,
            "help": self._help,
        }.items():
            widget.setObjectName(f"{name}.{part}")
        self._fade.timeout.connect(self._saved.hide)
        self._release.timeout.connect(self._show_error)
        self._describe()

    def label(self) -> str:
        """The field's label, as it stands above it."""
        return self._plain

    def error(self) -> str:
        """The sentence under the field, or ""."""
        return self._error.text()

    def say(self, sentence: str) -> None:
        """Show ``sentence`` under the field and outline it; "" takes it back."""
        if sentence != self._error.text():
            self._error.setText(sentence)
            self._describe()
        self.editor.mark(bool(sentence))
        self._show_error()

    def flash(self) -> None:
        """Say quietly that the field was saved."""
        self._saved.show()
        self._fade.start()

    def reset(self) -> None:
        """Another record is shown: nothing was said about it yet."""
        self._fade.stop()
        self._saved.hide()
        self.say("")

    def _build(self) -> None:
        self._saved.setWordWrap(False)
        policy = self._saved.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the label must not wrap anew when it appears
        self._saved.setSizePolicy(policy)
        self._saved.hide()
        self._error.hide()
        self._error.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if not self._help_text:  # shown without a parent it would be a window of its own
            self._help.hide()
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._label, 1)
        head.addWidget(self._saved, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(self._error)
        column.addWidget(self._help)

    def _describe(self) -> None:
        parts = (self._error.text(), self._help_text)
        self.editor.describe(self._plain, " ".join(part for part in parts if part))

    @Slot()
    def _show_error(self) -> None:
        """Show or hide the sentence, but move nothing under a mouse button that is held down.

        Leaving a field by pressing a button below it would otherwise move the button away before
        it is let go, and the click would be lost.
        """
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._release.start()
        else:
            wrong = bool(self._error.text())
            self._error.setVisible(wrong)
            self.editor.give_way(wrong)
