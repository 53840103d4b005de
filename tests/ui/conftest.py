"""What tests of the window stand on: the dressed program, and a session on a real book."""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import desktop.window
import ui.session
import ui.theme
import ui.tidying
from tests.ui import opening


def dress(application: QApplication) -> None:
    """Give widgets that stand in no window the window's style sheet."""
    application.setStyleSheet(ui.theme.sheet())


@pytest.fixture(scope="module", autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The application as the program dresses it, and every widget as if it stood in the window.

    Journeys after these tests have the window's sheet alone: both together cost twice the time.
    """
    desktop.window.prepare(qapp)
    dress(qapp)
    anew = functools.partial(dress, qapp)
    ui.theme.notifier().changed.connect(anew)
    yield
    ui.theme.notifier().changed.disconnect(anew)
    qapp.setStyleSheet("")


@pytest.fixture(scope="session")
def tidying(qapp: QApplication) -> Iterator[ui.tidying.Tidying]:
    """Unused objects are cleared away as in the program: never on a job's thread."""
    assert qapp
    made = ui.tidying.Tidying()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def tidied(tidying: ui.tidying.Tidying) -> Iterator[None]:
    """Also where a test has no event loop."""
    gc.disable()
    yield
    tidying.look()


@pytest.fixture(autouse=True)
def usual_size() -> Iterator[None]:
    """Each test begins and ends at 100 %."""
    yield
    if ui.theme.scale() != 1.0:
        ui.theme.set_scale(1.0)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ui.session.Session]:
    """A session on a new book with nobody in it."""
    with opening.session(tmp_path / "So") as (made, _):
        yield made
