"""Taking the pictures: every scene at every size of letters, with its texts and faults.

The window is the real one, driven by hands, on books made for the purpose; nothing of the person
who starts it is read or written.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

import db.errors
import db.files
import desktop.shots.hands
import desktop.shots.judging
import desktop.shots.looking
import desktop.shots.scenes
import desktop.shots.stage
import ui.desk
import ui.preview.sheets

LIST = "shots.json"
_ROUNDS, _ROUND = 10, 20  # times, milliseconds: layouts inside each other come to rest one by one
_BUG = "Chương trình gặp lỗi,"  # how desktop.crash begins its sentence


@dataclass(frozen=True)
class Shot:
    """One picture that was taken."""

    scene: str
    scale: int
    picture: str
    texts: list[desktop.shots.looking.Seen]
    faults: list[desktop.shots.judging.Fault]

    def printed(self) -> dict[str, Any]:
        """The shot as it stands in ``shots.json``."""
        return dataclasses.asdict(self)


def take(
    folder: Path,
    scales: Sequence[int],
    scenes: Sequence[desktop.shots.scenes.Scene],
    say: Callable[[str], None],
) -> list[Shot]:
    """Take every scene at every scale (per cent) into ``folder``; ``say`` hears how far it is.

    Raises:
        db.errors.RecordError: a picture cannot be written there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="sochibo-") as name,
        desktop.shots.stage.away(Path(name)),
    ):
        stage = desktop.shots.stage.Stage(Path(name))
        shots = list(_all(folder, stage, scales, scenes, say))
    body = json.dumps([shot.printed() for shot in shots], ensure_ascii=False, indent=1)
    db.files.write_whole(folder / LIST, body.encode())
    return shots


def _all(
    folder: Path,
    stage: desktop.shots.stage.Stage,
    scales: Sequence[int],
    scenes: Sequence[desktop.shots.scenes.Scene],
    say: Callable[[str], None],
) -> Iterator[Shot]:
    for scale in scales:
        for scene in scenes:
            shot = _take_one(folder, stage, scene, scale)
            say(f"{scene.name} {scale}%: {len(shot.texts)} chữ, {len(shot.faults)} lỗi")
            yield shot


def _take_one(
    folder: Path,
    stage: desktop.shots.stage.Stage,
    scene: desktop.shots.scenes.Scene,
    scale: int,
) -> Shot:
    """One scene; one that breaks is a fault of its own and takes nothing from the others."""
    try:
        with stage.program(scene.book, scale) as (hands, strays):
            unreached = _drive(scene, hands)
            for stray in strays.found:
                why = f"một cửa sổ lạc hiện ra: {stray}"
                unreached.append(desktop.shots.judging.Fault("stray", "window", "", why))
            texts = desktop.shots.looking.look(hands.window)
            faults = desktop.shots.judging.faults(hands.window, texts)
            name = f"{scene.name}-{scale}.png"
            db.files.write_whole(folder / name, _png(desktop.shots.judging.picture(hands.window)))
    except db.errors.RecordError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a screen breaks with, the others are taken
        why = f"{type(error).__name__}: {error}"
        broken = desktop.shots.judging.Fault("broken", "window", "", f"màn hình này hỏng: {why}")
        return Shot(scene.name, scale, "", [], [broken])
    return Shot(scene.name, scale, name, texts, unreached + faults)


def _drive(
    scene: desktop.shots.scenes.Scene, hands: desktop.shots.hands.Hands
) -> list[desktop.shots.judging.Fault]:
    """Bring the window to the scene; what stood in the way."""
    found = []
    try:
        scene.drive(hands)
        _come_to_rest(hands)
    except desktop.shots.hands.NotThereError as error:
        found.append(("unreached", f"không tới được màn hình này: {error}"))
    if hands.reads(_BUG):
        found.append(("broken", "chương trình báo lỗi của chính nó"))
    return [desktop.shots.judging.Fault(kind, "window", "", why) for kind, why in found]


def _come_to_rest(hands: desktop.shots.hands.Hands) -> None:
    """Let layouts settle and what is read and drawn beside the window end, in turns.

    Raises:
        desktop.shots.hands.NotThereError: it does not end.
    """
    desk = hands.window.findChild(ui.desk.Desk)
    for _ in range(_ROUNDS):
        hands.settle(_ROUND)
        if desk is not None:
            hands.wait_until(functools.partial(_is_at_rest, desk), "work to end")


def _is_at_rest(desk: ui.desk.Desk) -> bool:
    """Whether nothing is read or drawn beside the window; an export may still run."""
    jobs, sheets = desk.session.jobs, desk.findChildren(ui.preview.sheets.Sheets)
    working = any(job.label != jobs.busy() for job in jobs.running())
    return not working and not any(one.isVisible() and one.is_drawing() for one in sheets)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the name as bytes
    return bytes(buffer.data().data())
