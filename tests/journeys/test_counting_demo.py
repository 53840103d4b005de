"""Two people count the demo book alike, though one of them sees only what ``dump`` prints."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import db.book
import db.book.keys
import desktop.demo
import tests.second_counter
from tests.journeys import counting


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "so"
    desktop.demo.make(folder)
    return folder


@pytest.mark.parametrize("today", [date(2026, 10, 5), date(2026, 8, 20), date(2027, 2, 1)])
def test_two_people_count_the_demo_book_alike(demo: Path, today: date) -> None:
    labels = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2025", "2026")
    inside = [(label, None) for label in labels if tests.second_counter.period(label)[1] <= today]
    windows = (*inside, *(one for one in counting.WINDOWS if one[1] is None or one[1] <= today))
    secret = db.book.keys.Secret(desktop.demo.PERSON, desktop.demo.PASSWORD)
    with db.book.opened(demo, secret, "2026-10-05T05:00:00Z", writing=False):
        assert counting.compare(today, tuple(windows)) > 300
