"""How the window looks: colours that carry meaning, one style sheet, one scale for all of it.

Sizes are given for 100 % and pass through ``px``; A− and A+ change the scale while the program
runs. Every pair of colours used together has a contrast of at least 4.5 to 1 (ui tests).
"""

from __future__ import annotations

import functools
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

import ui.fonts

INK, SOFT, FAINT, LINE, EDGE = "#1F2328", "#57606A", "#6B7480", "#D5D9DE", "#8C959F"
WHITE, WALL, HEAD, SELECTED, HOVER = "#FFFFFF", "#F4F5F7", "#ECEEF1", "#E7EDF9", "#F0F2F5"
TICK_WALL = "#A8B2BD"
DARK, DARK_SOFT, DARK_HOVER = "#2A2F36", "#C9D1D9", "#3A414A"
BRAND, BRAND_DARK = "#A3161D", "#861117"
RED, RED_WALL = "#A3161D", "#FBE9EA"
AMBER, AMBER_WALL = "#8A5300", "#FFF3DC"
GREEN, GREEN_WALL = "#1A6B3A", "#E6F4EA"
BLUE, BLUE_WALL = "#1F4E8C", "#E7EFFA"
GREY, GREY_WALL = "#57606A", "#EDEFF2"

Tone = Literal["red", "amber", "green", "blue", "grey"]
Kind = Literal["primary", "plain", "link", "stop", "filter", "nav"]
_TONES: dict[str, tuple[str, str]] = {
    "red": (RED, RED_WALL),
    "amber": (AMBER, AMBER_WALL),
    "green": (GREEN, GREEN_WALL),
    "blue": (BLUE, BLUE_WALL),
    "grey": (GREY, GREY_WALL),
}

STEPS = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
POINTS = 12.0


class _Notifier(QObject):
    """Tells whoever measures for itself that sizes will change, and that they have.

    ``changing`` carries a list: whoever has something to do before appends an iterator, each step
    of which is short.
    """

    changing = Signal(object)
    changed = Signal()


class _Look:
    """The one look of the program: its scale and who is told when it changes."""

    def __init__(self) -> None:
        self.scale = self.wanted = 1.0
        self.before: list[Iterator[None]] = []  # what is to be done before the next change
        self.windows: list[QWidget] = []
        self.notifier = _Notifier()


@functools.cache
def _look() -> _Look:
    return _Look()


def notifier() -> _Notifier:
    """Emits ``changing`` before a person's change of the scale, ``changed`` after any."""
    return _look().notifier


def scale() -> float:
    """How large everything is drawn, 0.9 to 2.0."""
    return _look().scale


def px(size: float) -> int:
    """``size`` pixels at 100 % as pixels now."""
    return round(size * _look().scale)


def tone_colours(tone: Tone) -> tuple[str, str]:
    """The ink and the wall of ``tone``."""
    return _TONES[tone]


def dress(window: QWidget) -> None:
    """Give ``window`` and all that will be in it the look, now and after each A− and A+."""
    _look().windows.append(window)
    window.setStyleSheet(sheet())


def set_scale(wanted: float) -> None:
    """Draw everything ``wanted`` times as large, within the limits, from now on."""
    look = _look()
    look.wanted = min(STEPS[-1], max(STEPS[0], wanted))
    _dress_anew()
    look.notifier.changed.emit()


def _dress_anew() -> None:
    """Dress everything at the scale that was asked for last."""
    look = _look()
    look.scale = look.wanted
    application = QApplication.instance()
    if isinstance(application, QApplication):
        _dress(application)


def step(direction: int) -> None:
    """A person asks for one step larger (1), one smaller (-1), or the usual size (0).

    What is out of sight is first taken out of the window by whoever hears ``changing``, and the
    window turns to the person in between: dressing everything at once would be felt.
    """
    look = _look()
    if direction == 0:
        look.wanted = 1.0
    elif direction > 0:
        look.wanted = next((one for one in STEPS if one > look.wanted), STEPS[-1])
    else:
        look.wanted = next((one for one in reversed(STEPS) if one < look.wanted), STEPS[0])
    if look.wanted != look.scale:
        look.notifier.changing.emit(look.before)
        QTimer.singleShot(0, look.notifier, _follow)


def _follow() -> None:
    """Do one step of what comes before, or draw everything as large as was asked for last."""
    look = _look()
    while look.before:
        steps = look.before.pop(0)
        for _ in steps:
            look.before.insert(0, steps)
            QTimer.singleShot(0, look.notifier, _follow)
            return
    if look.wanted != look.scale:
        _draw(False)  # until what hears ``changed`` has its size too
        _dress_anew()
        QTimer.singleShot(0, look.notifier, _tell_changed)


def _tell_changed() -> None:
    """Let everybody know the new scale, and draw again."""
    _look().notifier.changed.emit()
    _draw(True)


def _draw(wanted: bool) -> None:
    """Let the windows draw what they hold, or wait with it."""
    for one in _dressed():
        one.setUpdatesEnabled(wanted)


def _dressed() -> list[QWidget]:
    """The windows that have the look and are still there."""
    look = _look()
    look.windows = [one for one in look.windows if shiboken6.isValid(one)]
    return look.windows


def apply(application: QApplication) -> None:
    """Dress ``application``: Fusion, our faces and colours, whatever the desktop's theme says."""
    application.setStyle("Fusion")
    if not sys.platform.startswith("win"):
        for face in ui.fonts.FACES:
            QFontDatabase.addApplicationFont(str(ui.fonts.path(face)))
    palette = QPalette()
    for role, colour in {
        QPalette.ColorRole.Window: WALL,
        QPalette.ColorRole.Base: WHITE,
        QPalette.ColorRole.AlternateBase: "#FAFBFC",
        QPalette.ColorRole.Text: INK,
        QPalette.ColorRole.WindowText: INK,
        QPalette.ColorRole.ButtonText: INK,
        QPalette.ColorRole.Button: WHITE,
        QPalette.ColorRole.Highlight: BLUE,
        QPalette.ColorRole.HighlightedText: WHITE,
        QPalette.ColorRole.PlaceholderText: FAINT,
        QPalette.ColorRole.ToolTipBase: WHITE,
        QPalette.ColorRole.ToolTipText: INK,
        QPalette.ColorRole.Link: BLUE,
    }.items():
        palette.setColor(role, QColor(colour))
    application.setPalette(palette)
    # Fusion draws the edge of a box to tick a good deal paler than the wall it is told of.
    palette.setColor(QPalette.ColorRole.Window, QColor(TICK_WALL))
    application.setPalette(palette, "QCheckBox")  # type: ignore[arg-type]  # the stubs say bytes
    _dress(application)


def _dress(application: QApplication) -> None:
    """Give the windows the font and the style sheet of the scale.

    The sheet is the windows' and not the application's: Qt would go through all of it again for
    each part that is put into another, four times the work of showing a page. It is never taken
    off meanwhile: parts without one would miss the change of the font.
    """
    font = QFont("Segoe UI" if sys.platform.startswith("win") else ui.fonts.FAMILY)
    font.setPointSizeF(POINTS * scale())
    application.setFont(font)
    windows = _dressed()
    look = sheet() if windows else ""
    for one in windows:
        one.ensurePolished()  # one never shown yet would keep the letters of its first sheet
        one.setStyleSheet(look)


def sheet() -> str:
    """The style sheet at the scale of now."""
    sizes = {f"p{n}": f"{px(n)}px" for n in range(1, 41)}
    points = {
        "title": POINTS * 1.5 * scale(),
        "head": POINTS * scale(),
        "big": POINTS * 2 * scale(),
    }
    colours = {
        name: value
        for name, value in globals().items()
        if name.isupper() and isinstance(value, str) and value.startswith("#")
    }
    fonts = {name: f"{size:.1f}pt" for name, size in points.items()}
    text = (Path(__file__).parent / "data" / "look.qss").read_text("utf-8")
    return string.Template(text).substitute(sizes | colours | fonts)


def button(text: str, name: str, kind: Kind = "plain") -> QPushButton:
    """A button with its object name and look."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(True)  # Enter presses the button that has the focus
    return made


def label(text: str = "", role: str = "") -> QLabel:
    """A label whose words wrap; ``role`` is title, big, heading, soft, error or good."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setIndent(0)  # a style sheet's padding would else add half a letter of its own
    if role:
        made.setProperty("role", role)
    return made


def breakable(text: str) -> str:
    """``text`` with places where a line may break in words too long for one: addresses, codes."""
    return re.sub(r"(\S{16})(?=\S)", "\\1\u200b", text)


class Card(QFrame):
    """A white frame with a column of things in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(8)


def card() -> Card:
    """An empty card."""
    return Card()


def chip(text: str, tone: Tone) -> QLabel:
    """A few words on the wall of their tone."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    set_chip(made, text, tone)
    return made


def set_chip(made: QLabel, text: str, tone: Tone) -> None:
    """Let a chip say something else."""
    made.setText(text)
    restyle(made, "chip", tone)


def restyle(made: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if made.property(name) != value:
        made.setProperty(name, value)
        look_again(made)


def look_again(made: QWidget) -> None:
    """Let the style sheet see what has become of ``made``: grey, or white with a ring."""
    made.style().unpolish(made)
    made.style().polish(made)
