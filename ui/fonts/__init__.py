"""The two faces of the window where the system has no Segoe UI: Noto Sans, reduced and renamed.

Source: Noto Sans 2.004 (Debian ``fonts-noto-core``), licence OFL 1.1 (``OFL.txt``), cut with
fontTools' ``Subsetter`` to Latin, Vietnamese, punctuation and a few signs. Renamed, because Qt
mixes letters of two faces that share a family name. Of the free faces it alone keeps the upper
marks of Ễ and Ậ inside its own line height.
"""

from __future__ import annotations

from pathlib import Path

FAMILY = "Noto Sans SCB"
FACES = ("NotoSansSCB-Regular", "NotoSansSCB-Bold")


def path(face: str) -> Path:
    """Where the file of one of ``FACES`` lies."""
    return Path(__file__).with_name(f"{face}.ttf")
