"""Vietnamese for what Qt says by itself: buttons, context menus, file and print dialogs.

Qt has no Vietnamese catalogue, so ``data/qt_vi.csv`` is one: the context, Qt's own words and ours;
a row whose words are the same is shown as it is (A4, Ctrl). Key names stay as keyboards print them.
"""

from __future__ import annotations

import csv
import functools
from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

LOCALE = QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam)


@functools.cache
def catalogue() -> dict[tuple[str, str], str]:
    """Our words by Qt's context and Qt's words."""
    path = Path(__file__).parent / "data" / "qt_vi.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {(context, english): ours for context, english, ours in rows}


class Vietnamese(QTranslator):
    """Answers for Qt's own words and for nothing else."""

    def isEmpty(self) -> bool:
        """It has words, though it was loaded from no file of Qt's."""
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """Our words for ``sourceText``, or None: "" would blank the text."""
        del disambiguation, n
        return catalogue().get((context, sourceText))


def install(application: QApplication) -> None:
    """Let ``application`` speak Vietnamese, with dates and numbers as in Việt Nam.

    Whatever language the system has; doing it twice changes nothing.
    """
    QLocale.setDefault(LOCALE)
    # Not by findChild: it makes Python classes of all the children, the style among them (8 ms).
    if not application.property("vietnamese"):
        application.setProperty("vietnamese", True)
        application.installTranslator(Vietnamese(application))
