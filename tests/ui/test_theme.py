"""The look: letters as large as the person asked for, everywhere and at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

import tests.db.factory
import ui.session
import ui.theme
from tests.ui import desks


@pytest.fixture(autouse=True)
def usual_size() -> Iterator[None]:
    yield
    ui.theme.set_scale(1.0)


def sizes(hands: desks.Hands) -> set[float]:
    """How large the plain letters in sight are, in the size of 100 %."""
    parts = [
        part
        for kind in (QLabel, QPushButton, QLineEdit)
        for part in hands.window.findChildren(kind)
        if part.isVisible() and not part.property("role") and not part.property("chip")
    ]
    return {round(part.font().pointSizeF() / ui.theme.POINTS, 2) for part in parts}


def is_drawn_as_large_as(hands: desks.Hands, wanted: float) -> bool:
    return ui.theme.scale() == wanted and hands.window.updatesEnabled()


def test_a_plus_and_a_minus_draw_all_letters_in_sight_at_that_size_at_once(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task()
    hands = desks.opened(qtbot, session)
    ui.theme.dress(hands.window)
    assert sizes(hands) == {1.0}
    for keys, wanted in (("Ctrl++", 1.1), ("Ctrl++", 1.25), ("Ctrl+-", 1.1), ("Ctrl+0", 1.0)):
        hands.keys(keys)
        hands.wait_until(partial(is_drawn_as_large_as, hands, wanted), "the other size")
        assert sizes(hands) == {wanted}


def test_a_page_out_of_sight_has_the_size_when_it_is_shown_again(
    session: ui.session.Session, qtbot: QtBot
) -> None:
    tests.db.factory.task()
    hands = desks.opened(qtbot, session)
    ui.theme.dress(hands.window)
    hands.keys("Alt+6", "Ctrl++", "Ctrl++")
    hands.wait_until(lambda: ui.theme.scale() == 1.25, "the other size")
    hands.keys("Alt+2")
    assert sizes(hands) == {1.25}


def test_nothing_is_drawn_half_in_the_old_size(session: ui.session.Session, qtbot: QtBot) -> None:
    hands = desks.opened(qtbot, session)
    ui.theme.dress(hands.window)
    drawn: list[tuple[float, bool]] = []

    def remember() -> None:
        drawn.append((ui.theme.scale(), hands.window.updatesEnabled()))

    ui.theme.notifier().changed.connect(remember)
    hands.keys("Ctrl++")
    hands.wait_until(partial(is_drawn_as_large_as, hands, 1.1), "the other size")
    ui.theme.notifier().changed.disconnect(remember)
    assert drawn == [(1.1, False)]


def test_two_quick_presses_are_two_steps(qtbot: QtBot) -> None:
    ui.theme.step(1)
    ui.theme.step(1)
    qtbot.waitUntil(lambda: ui.theme.scale() == 1.25)
    ui.theme.step(0)
    qtbot.waitUntil(lambda: ui.theme.scale() == 1.0)
