"""The window on a real screen (X11 without a monitor), not only on Qt's own platform for tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(
    shutil.which("xvfb-run") is None, reason="X11 without a monitor is to be had on Linux alone"
)


def on_screen(home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What the program says when it runs on a screen of 1920 × 1080."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
    env |= {"XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    env |= {"SOCHIBO_PASSWORD": "sochibo-demo", "QT_QPA_PLATFORM": "xcb"}
    screen = ("xvfb-run", "-a", "-s", "-screen 0 1920x1080x24")
    command = [*screen, sys.executable, "-m", "desktop", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=300
    )


def test_the_window_is_painted_on_a_real_screen(tmp_path: Path) -> None:
    made = on_screen(tmp_path, "demo", tmp_path / "So")
    assert made.returncode == 0, made.stderr
    said = on_screen(tmp_path, "--book", tmp_path / "So", "--until-painted")
    assert (said.returncode, said.stdout) == (0, "painted\n"), said.stderr


def test_nothing_is_cut_on_a_real_screen(tmp_path: Path) -> None:
    only = ("--only", "today", "--only", "tasks", "--only", "unlock")
    said = on_screen(tmp_path, "shots", "--to", tmp_path / "anh", "--scale", "100", *only)
    assert said.returncode == 0, said.stdout + said.stderr
