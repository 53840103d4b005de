"""The pinned Qt binding: the one fault we know of must not come back with a later version."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from pathlib import Path

import PySide6
import pytest
from PySide6.QtWidgets import QApplication, QWidget

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))
CALLS = 1_000


def test_calls_that_return_nothing_do_not_use_up_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 loses a reference of None a call on Python 3.11 and dies after some 6,000."""
    assert qapp is not None
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.setToolTip("gợi ý")
    lost = before - sys.getrefcount(None)
    assert lost < CALLS // 10


def test_the_binding_is_pinned_below_the_broken_version() -> None:
    pins = [p for p in PROJECT["project"]["dependencies"] if p.startswith("PySide6")]
    assert len(pins) == 1
    assert re.fullmatch(r"PySide6-Essentials==6\.11\.\d+", pins[0])


def test_the_installed_binding_is_the_pinned_one() -> None:
    assert f"PySide6-Essentials=={PySide6.__version__}" in PROJECT["project"]["dependencies"]


@pytest.mark.parametrize("left_out", ["QtPdf", "QtCharts", "QtWebEngineCore"])
def test_only_the_essentials_are_installed(left_out: str) -> None:
    """The add-ons weigh 400 MB more; nothing of ours may come to lean on them."""
    assert importlib.util.find_spec(f"PySide6.{left_out}") is None
