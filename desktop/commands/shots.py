"""``shots``: pictures of every screen, and what is wrong in them."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import db.errors
import desktop.output

if TYPE_CHECKING:
    import desktop.shots.judging
    import desktop.shots.taking

_SMALLEST, _LARGEST = 90, 200  # per cent
# A screen for where there is none, that of the PC the program is made for.
_SCREEN = {"name": "man-hinh", "x": 0, "y": 0, "width": 1366, "height": 768}
_SCREEN |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("--to", required=True, metavar="DIR", help="thư mục ghi ảnh")
    parser.add_argument("--scale", default="100,150,200", metavar="N,…", help="cỡ chữ, phần trăm")
    parser.add_argument(
        "--only", action="append", metavar="NAME", help="chỉ chụp màn hình có tên bắt đầu như vậy"
    )


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Take the pictures; the answer is no when anything is wrong in them.

    Raises:
        db.errors.RecordError: a scale or a name is not known, or a picture cannot be written.
    """
    scales = _scales(given.scale)
    with tempfile.TemporaryDirectory(prefix="sochibo-") as folder:
        _use_some_screen(Path(folder))
        shots = _take(given, scales)
    count = sum(len(shot.faults) for shot in shots)
    lines = [_line(shot, fault) for shot in shots for fault in shot.faults]
    lines.append(f"{len(shots)} ảnh trong {given.to}; {count} chỗ phải sửa.")
    body = {"shots": [shot.printed() for shot in shots]}
    return desktop.output.Answer(body, lines, code=1 if count else 0)


def _take(given: argparse.Namespace, scales: list[int]) -> list[desktop.shots.taking.Shot]:
    """Start Qt, and take what is asked for."""
    from PySide6.QtWidgets import QApplication

    import desktop.shots.judging
    import desktop.shots.scenes
    import desktop.shots.taking
    import desktop.window

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(["sochibo"])
    desktop.window.prepare(application)
    every = desktop.shots.scenes.SCENES
    wanted = tuple(given.only or [""])
    scenes = [scene for scene in every if scene.name.startswith(wanted)]
    if not scenes:
        names = ", ".join(scene.name for scene in every)
        raise db.errors.RecordError(f"Không có màn hình nào tên như vậy; hãy chọn trong: {names}.")
    return desktop.shots.taking.take(Path(given.to), scales, scenes, desktop.output.complain)


def _scales(text: str) -> list[int]:
    """The per cents asked for.

    Raises:
        db.errors.RecordError: one of them is no per cent the letters can have.
    """
    found = [int(part) if part.strip().isdecimal() else 0 for part in text.split(",")]
    if any(not _SMALLEST <= scale <= _LARGEST for scale in found):
        raise db.errors.RecordError(
            f"Cỡ chữ “{text}” không đúng; hãy ghi các số từ {_SMALLEST} đến {_LARGEST}, "
            "cách nhau bằng dấu phẩy."
        )
    return found


def _use_some_screen(folder: Path) -> None:
    """Where no screen is attached, let Qt imagine one."""
    attached = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in attached):
        described = folder / "man-hinh.json"
        described.write_text(json.dumps({"screens": [_SCREEN]}), "utf-8")
        os.environ["QT_LOGGING_RULES"] = "default.warning=false"  # what an imagined one cannot do
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={described}"


def _line(shot: desktop.shots.taking.Shot, fault: desktop.shots.judging.Fault) -> str:
    """One fault as a person reads it."""
    words = " ".join(fault.text.split())
    said = f" “{words}”" if words else ""
    return f"{shot.scene} {shot.scale}%: {fault.widget}{said}: {fault.why}"
