"""kill -9 at any instant of import and export: whole or absent, and the book goes on.

The instants are random within a verb's usual time (the number of kills comes from SOCHIBO_TORTURE,
50 by default), and besides each step between "pending row" and "confirmed" is tried by name.
"""

from __future__ import annotations

import concurrent.futures
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

import db.book
import db.members
import db.tasks.adding
import exports.bundle.verify
from tests.journeys import offices
from tests.journeys.offices import Desk

KILLS = int(os.environ.get("SOCHIBO_TORTURE", "50"))
ROWS = 120
TOGETHER = 2
NAME = f"{offices.CODE}_2026-Q3_C{{}}.zip"
EXPORT = ("export", "2026-Q3", "--to", "gui", "--book", "so", "--today", "2026-10-05", "--json")
IMPORT = ("import", "viec.xlsx", "--as", "tasks", "--book", "so", "--today", "2026-10-05", "--json")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a POSIX signal")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A book with members and tasks, and a list that is yet to come in."""
    desk = Desk(tmp_path_factory.mktemp("prepared"))
    made, today = offices.make(desk.book), offices.moment(date(2026, 9, 30))
    with db.book.opened(made.folder, made.secret, today.at, writing=True):
        for name, joined in (("Lục Thị Hằng Nga", 1997), ("Khúc Văn Tảo", 2010)):
            db.members.add(db.members.Draft(name, date(joined, 3, 3)), today)
        on = date(2026, 7, 2)
        fields = {"lead": "Chi ủy", "accountable": "Khúc Văn Tảo", "product": "Báo cáo"}
        drafts = [
            db.tasks.adding.Draft(
                {**fields, "work": f"Việc trong quý số {number}"},
                first_due=date(2026, 12, 1),
                assigned_on=on,
                states=[(on, "assigned")],
            )
            for number in range(40)
        ]
        db.tasks.adding.take_in(drafts, today, not_secret=True)
    head = ("Mã", "Nội dung công việc", "Người phụ trách", "Ngày giao", "Thời hạn")
    rows = [
        (f"K-{number}", f"Việc sắp nhập {number}", "Khúc Văn Tảo", "5/7/2026", "31/12/2026")
        for number in range(ROWS)
    ]
    offices.workbook(desk.folder / "viec.xlsx", [("KẾ HOẠCH",), (), head, *rows])
    return desk


def copy(prepared: Desk, folder: Path) -> Desk:
    """The prepared desk again, in a folder of its own."""
    shutil.copytree(prepared.folder, folder)
    return Desk(folder)


def usual(prepared: Desk, folder: Path, arguments: tuple[str, ...]) -> float:
    """Seconds the verb takes here and now, left alone."""
    desk = copy(prepared, folder)
    started = time.perf_counter()
    said = desk.say(*arguments)
    assert (said.code, said.err) == (0, ""), said
    return time.perf_counter() - started


def kill(desk: Desk, arguments: tuple[str, ...], delay: float) -> bool:
    """Start the verb and kill it after ``delay`` seconds; whether it was still at work."""
    with subprocess.Popen(
        offices.command(*arguments),
        cwd=desk.folder,
        env=offices.environment(desk.folder / "nha"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def check_import_is_whole_or_absent(desk: Desk) -> bool:
    """After a kill: the book is sound, and all of the list is in it or nothing; which."""
    assert desk.ask("check")["problems"] == []
    again = desk.ask(*IMPORT[:4])
    assert (len(again["taken"]), len(again["doubtful"])) in {(ROWS, 0), (0, ROWS)}
    assert len(desk.ask("dump", "tasks")["records"]) == 40 + ROWS
    return not again["taken"]


def check_export_is_whole_or_absent(desk: Desk) -> bool:
    """After a kill: the folder holds one whole bundle or nothing, the next gets the next number."""
    assert desk.ask("check")["problems"] == []
    folder = desk.folder / "gui"
    found = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    assert found in ([], [NAME.format(1)])
    made = desk.ask("export", "2026-Q3", "--to", "gui")
    assert made["number"] == len(found) + 1
    paths = [folder / NAME.format(number) for number in range(1, made["number"] + 1)]
    assert sorted(path.name for path in folder.iterdir()) == [path.name for path in paths]
    assert exports.bundle.verify.judge(paths).verdict == "unchecked"
    return bool(found)


def torture(prepared: Desk, folder: Path, arguments: tuple[str, ...]) -> tuple[int, int, int]:
    """Kill the verb many times; how often it was killed, and it came out whole and absent."""
    seconds = usual(prepared, folder / "usual", arguments)
    # Not the interpreter's own start: nothing of ours runs yet.
    chance = random.Random(20261005 + len(arguments))
    delays = [seconds * chance.uniform(0.25, 1.15) for _ in range((KILLS + 1) // 2)]
    check = {"import": check_import_is_whole_or_absent, "export": check_export_is_whole_or_absent}

    def one(number: int) -> tuple[bool, bool]:
        desk = copy(prepared, folder / str(number))
        killed = kill(desk, arguments, delays[number])
        return killed, check[arguments[0]](desk)

    with concurrent.futures.ThreadPoolExecutor(TOGETHER) as pool:
        found = list(pool.map(one, range(len(delays))))
    whole = sum(whole for _, whole in found)
    return sum(killed for killed, _ in found), whole, len(found) - whole


def test_a_killed_import_is_whole_or_absent(prepared: Desk, tmp_path: Path) -> None:
    killed, _, absent = torture(prepared, tmp_path, IMPORT)
    assert min(killed, absent) >= KILLS // 10, "the kills must fall within the verb"


def test_a_killed_export_leaves_a_whole_bundle_or_nothing(prepared: Desk, tmp_path: Path) -> None:
    killed, _, absent = torture(prepared, tmp_path, EXPORT)
    assert min(killed, absent) >= KILLS // 10, "the kills must fall within the verb"


# What dies, and whether it dies before or after doing its work; whether the bundle then stands.
STEPS = {
    "before the pending row": ("db.bundles.announce", "before", False),
    "after the pending row": ("db.bundles.announce", "after", False),
    "before the file aside is synced": ("os.fsync", "before", False),
    "after the file aside": ("db.files.write_synced", "after", False),
    "before the rename": ("db.files.replace", "before", False),
    "after the rename": ("db.files.sync_folder", "before", True),
    "before the row is confirmed": ("db.bundles.confirm", "before", True),
    "within the confirmation": ("db.reports.finalise", "before", True),
    "after it is confirmed": ("db.bundles.confirm", "after", True),
}
DIE = """
import importlib, os, signal, sys
import desktop.app, exports.bundle.making
where, when = sys.argv.pop(1), sys.argv.pop(1)
module, _, name = where.rpartition(".")
room = importlib.import_module(module)
real = getattr(room, name)
def dying(*given, **named):
    if when == "after":
        real(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(room, name, dying)
sys.exit(desktop.app.main())
"""


@pytest.mark.parametrize("step", STEPS)
def test_an_export_killed_at_each_step_is_brought_to_its_end(
    step: str, prepared: Desk, tmp_path: Path
) -> None:
    desk = copy(prepared, tmp_path / "ban")
    where, when, stands = STEPS[step]
    died = subprocess.run(
        [sys.executable, "-c", DIE, where, when, *EXPORT],
        cwd=desk.folder,
        env=offices.environment(desk.folder / "nha"),
        capture_output=True,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert check_export_is_whole_or_absent(desk) is stands
