"""What tests of the whole program stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import ui.theme


@pytest.fixture(autouse=True)
def usual_size() -> Iterator[None]:
    """Each test begins and ends at 100 %."""
    yield
    if ui.theme.scale() != 1.0:
        ui.theme.set_scale(1.0)
