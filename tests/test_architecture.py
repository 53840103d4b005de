"""The architecture, as rules that fail: floors, siblings, the line of kinds, Qt, clock, names.

Design 1. Each rule reads one module's source and names what is wrong with it; the rules are first
tried on planted faults, then on every module there is.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {
    "db": {"db"},
    "exports": {"exports", "db"},
    "ui": {"ui", "exports", "db"},
    "desktop": {"desktop", "ui", "exports", "db"},
}
# The line of kinds in db: each may lean on those of an earlier place only.
LINE = {
    "members": 0,
    "dues": 1,
    "transfers": 1,
    "documents": 2,
    "tasks": 3,
    "meetings": 4,
    "reviews": 5,
    "registers": 5,
    "goals": 5,
    "reports": 6,
}
# The places of the window: what two of them need has a module of its own in ui.
PLACES = {*LINE, "today", "settings", "intake", "bundles", "unlock"}
# Who may hold a person in a dialog: choosing and printing, in the system's own; and who waits for
# work to end while the window stays alive.
HOLDS = {"ui.choosing", "ui.printing", "ui.background"}
DIALOGS = {"QMessageBox", "QInputDialog", "QErrorMessage", "QProgressDialog", "QColorDialog"}
QT = {"PySide6", "shiboken6"}
DB_LIBRARIES = {"db", "peewee", "playhouse", "sqlcipher3", "cryptography"}
HEAVY = {"reportlab", "openpyxl", "pyhanko", "pikepdf", "lxml", "pypdfium2", "segno", "docx"}
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "models", "widgets", "dialogs", "misc"}
CLOCK = {
    "date": {"today"},
    "datetime": {"now", "today", "utcnow"},
    "time": {"time", "time_ns", "localtime", "gmtime", "strftime", "ctime", "asctime"},
    "QDate": {"currentDate"},
    "QTime": {"currentTime"},
    "QDateTime": {"currentDateTime", "currentDateTimeUtc"},
}

SILENCED = re.compile("# (noqa|type: ignore)")
EXPLAINED = re.compile(
    r"# noqa: [A-Z]+\d+(, [A-Z]+\d+)* - .|# type: ignore\[[a-z, -]+\]  # .|"
    r"# ruff: noqa: [A-Z]+\d+ - ."
)

Rule = Callable[[str, ast.Module], Iterator[str]]


def floor_of(name: str) -> str:
    """The first word of a module's full name."""
    return name.partition(".")[0]


def imports(tree: ast.Module) -> Iterator[str]:
    """Everything a module imports, at its top or later, by full name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def last_name(node: ast.expr) -> str:
    """`datetime` of `datetime.datetime` and of `datetime`; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def imports_are_whole_modules(_module: str, tree: ast.Module) -> Iterator[str]:
    """`import db.tasks`, then `db.tasks.overdue(today)`: the floor is read in every line.

    Names that serve as types only (under TYPE_CHECKING) may be taken out.
    """
    asides = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and last_name(node.test) == "TYPE_CHECKING"
    )
    types_only = {node for aside in asides for node in aside.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node not in types_only:
            if node.level:
                yield "relative import"
            elif floor_of(str(node.module)) in FLOORS:
                yield f"takes a name out of {node.module}"


def floors_lean_downwards(module: str, tree: ast.Module) -> Iterator[str]:
    floor = floor_of(module)
    for name in imports(tree):
        top = floor_of(name)
        if top in FLOORS and top not in FLOORS[floor]:
            yield f"{floor} leans on {name}"


def only_the_upper_floors_know_qt(module: str, tree: ast.Module) -> Iterator[str]:
    if floor_of(module) in {"db", "exports"}:
        yield from (f"knows Qt: {name}" for name in imports(tree) if floor_of(name) in QT)


def db_leans_on_few(module: str, tree: ast.Module) -> Iterator[str]:
    if floor_of(module) == "db":
        for name in imports(tree):
            top = floor_of(name)
            if top not in DB_LIBRARIES and top not in sys.stdlib_module_names and top not in FLOORS:
                yield f"db leans on {name}"


def kinds_keep_apart(module: str, tree: ast.Module) -> Iterator[str]:
    """Above db no kind knows another, in ui no place another; in db the kinds form a line."""
    floor, kind, *_ = [*module.split("."), ""]
    apart = PLACES if floor == "ui" else set(LINE)
    if kind not in apart:
        return
    for name in imports(tree):
        top, other, *_ = [*name.split("."), ""]
        if top != floor or other not in apart or other == kind:
            continue
        if floor != "db":
            yield f"{kind} knows its sibling {name}"
        elif LINE[other] >= LINE[kind]:
            yield f"{kind} leans on the later kind {name}"


def nobody_below_desktop_asks_the_clock(module: str, tree: ast.Module) -> Iterator[str]:
    """Rules take today, verbs a moment; a mere mention (`default=date.today`) is asking too."""
    if floor_of(module) == "desktop":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCK.get(last_name(node.value), ()):
            yield f"asks the clock in line {node.lineno}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            taken = {alias.name for alias in node.names} & CLOCK["time"]
            yield from (f"asks the clock: time.{name}" for name in taken)


def no_name_hides_a_floor(_module: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in FLOORS:
            yield f"a variable is called {node.id} in line {node.lineno}"
        elif isinstance(node, ast.arg) and node.arg in FLOORS:
            yield f"a parameter is called {node.arg} in line {node.lineno}"


def modules_are_named_for_what_they_are(module: str, _tree: ast.Module) -> Iterator[str]:
    for part in module.split("."):
        numbered = part[-1].isdigit() and part.rstrip("0123456789") in LINE
        if numbered or part.split("_")[-1] in NAMES_THAT_SAY_NOTHING:
            yield f"a name that says nothing: {part}"


def calls(tree: ast.Module, *names: str) -> Iterator[ast.Call]:
    """The calls of methods or functions with one of those names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and last_name(node.func) in names:
            yield node


def slots_have_names(module: str, tree: ast.Module) -> Iterator[str]:
    """Qt lets go of a bound method with its object; a lambda is called after its widget is gone."""
    if floor_of(module) not in {"ui", "desktop"}:
        return
    for node in calls(tree, "connect", "singleShot"):
        if any(isinstance(part, ast.Lambda) for one in node.args for part in ast.walk(one)):
            yield f"a slot without a name in line {node.lineno}"


def questions_are_asked_in_the_page(module: str, tree: ast.Module) -> Iterator[str]:
    """Forms live in the page, where they can be read beside what they are about, and tested."""
    if floor_of(module) != "ui":
        return
    for node in calls(tree, "exec", "exec_"):
        if module not in HOLDS:
            yield f"holds the person in a dialog in line {node.lineno}"
    for name in imports(tree):
        if name.rpartition(".")[2] in DIALOGS:
            yield f"asks in a dialog: {name}"


def silence_has_a_reason(source: str) -> Iterator[str]:
    """Each check that is silenced says which one, and why, in its line."""
    for number, line in enumerate(source.splitlines(), 1):
        if SILENCED.search(line) and not EXPLAINED.search(line):
            yield f"silenced without a reason in line {number}"


RULES: tuple[Rule, ...] = (
    imports_are_whole_modules,
    floors_lean_downwards,
    only_the_upper_floors_know_qt,
    db_leans_on_few,
    kinds_keep_apart,
    nobody_below_desktop_asks_the_clock,
    no_name_hides_a_floor,
    modules_are_named_for_what_they_are,
    slots_have_names,
    questions_are_asked_in_the_page,
)

TYPES_ONLY = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from {} import Kind\n"

PLANTED = [
    (imports_are_whole_modules, "exports.paper", "from . import fonts"),
    (imports_are_whole_modules, "db.meetings", "from db.tasks import overdue"),
    (imports_are_whole_modules, "db.meetings", "from db import tasks"),
    (floors_lean_downwards, "db.tasks", "import exports.paper"),
    (floors_lean_downwards, "exports.tasks", "import ui.table"),
    (floors_lean_downwards, "exports.tasks", TYPES_ONLY.format("ui.table")),
    (floors_lean_downwards, "ui.tasks", "def f():\n    import desktop.paths"),
    (floors_lean_downwards, "db.book.keys", "from desktop import paths"),
    (only_the_upper_floors_know_qt, "db.tasks", "from PySide6.QtCore import QDate"),
    (only_the_upper_floors_know_qt, "exports.paper.fonts", "import PySide6.QtGui"),
    (db_leans_on_few, "db.documents", "import openpyxl"),
    (db_leans_on_few, "db.book", "def f():\n    from lxml import etree"),
    (kinds_keep_apart, "exports.tasks", "import exports.meetings"),
    (kinds_keep_apart, "exports.tasks.sheet", "import exports.meetings.minutes"),
    (kinds_keep_apart, "ui.reports", "import ui.tasks"),
    (kinds_keep_apart, "ui.reports.export", "import ui.tasks.record"),
    (kinds_keep_apart, "ui.today.board", "import ui.tasks"),
    (kinds_keep_apart, "ui.settings", "def f():\n    import ui.unlock"),
    (kinds_keep_apart, "db.tasks", "import db.meetings"),
    (kinds_keep_apart, "db.members", "import db.documents.attachments"),
    (kinds_keep_apart, "db.dues", "import db.transfers"),
    (nobody_below_desktop_asks_the_clock, "db.tasks", "date.today()"),
    (nobody_below_desktop_asks_the_clock, "db.history", "datetime.datetime.now(tz=UTC)"),
    (nobody_below_desktop_asks_the_clock, "db.base", "DateField(default=datetime.date.today)"),
    (nobody_below_desktop_asks_the_clock, "exports.bundle", "datetime.utcnow()"),
    (nobody_below_desktop_asks_the_clock, "exports.bundle", "time.time()"),
    (nobody_below_desktop_asks_the_clock, "exports.bundle", "from time import time"),
    (nobody_below_desktop_asks_the_clock, "ui.today", "QDate.currentDate()"),
    (no_name_hides_a_floor, "db.book", "db = open_it()"),
    (no_name_hides_a_floor, "desktop.app", "def f(exports): ..."),
    (modules_are_named_for_what_they_are, "ui.widgets", ""),
    (modules_are_named_for_what_they_are, "exports.tasks_utils", ""),
    (modules_are_named_for_what_they_are, "db.book.helpers", ""),
    (modules_are_named_for_what_they_are, "ui.meetings2", ""),
    (slots_have_names, "ui.tasks", "button.clicked.connect(lambda: self.save())"),
    (slots_have_names, "ui.tasks", "button.clicked.connect(partial(lambda one: one, 1))"),
    (slots_have_names, "desktop.window", "QTimer.singleShot(0, self, lambda: None)"),
    (questions_are_asked_in_the_page, "ui.tasks", "if form.exec():\n    pass"),
    (questions_are_asked_in_the_page, "ui.tasks.record", "QMenu(self).exec_(at)"),
    (questions_are_asked_in_the_page, "ui.tasks", "from PySide6.QtWidgets import QMessageBox"),
]
UNEXPLAINED = [
    "x = 1  # noqa",
    "x = 1  # noqa: S608",
    "x = 1  # type: ignore",
    "x = 1  # type: ignore[misc]",
]
ALLOWED = [
    ("db.meetings", "import db.tasks\nimport db.meetings.votes\nimport db.history"),
    ("db.reports", "import db.members, db.tasks, db.meetings, db.documents"),
    ("db.figures", "import db.reports\nimport db.tasks"),
    ("exports.tasks", "import db.meetings\nimport exports.paper\nimport exports.tasks.sheet"),
    ("exports.paper", TYPES_ONLY.format("exports.paper.frames")),
    ("exports.bundle", "import exports.reports\nimport zipfile\nimport lxml"),
    ("ui.tasks", "import exports.tasks\nfrom PySide6.QtCore import Qt"),
    ("desktop.moments", "import datetime\ndatetime.datetime.now(tz=datetime.UTC)"),
    ("ui.today", "import db.tasks\nimport ui.links\nimport ui.today.board"),
    (
        "ui.tasks",
        "button.clicked.connect(partial(self.step, name))\nsorted(x, key=lambda one: one)",
    ),
    ("ui.choosing", "dialog.exec()"),
    ("desktop.window", "application.exec()"),
    ("db.moments", "import time\ntime.monotonic()\nmoment.today\nself.now()"),
]


def modules() -> list[Path]:
    return sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))


def modules_of_tests() -> list[Path]:
    return sorted((ROOT / "tests").rglob("test_*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def dotted(path: Path) -> str:
    return relative(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def judges(function: ast.AST) -> bool:
    """Whether a test can fail: assert, raises, or a call named for checking or waiting."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call) and last_name(node.func).startswith(
            ("raises", "check_", "assert", "wait_", "waitUntil", "waitSignal")
        ):
            return True
    return False


@pytest.mark.parametrize(("rule", "module", "source"), PLANTED)
def test_a_planted_fault_is_found(rule: Rule, module: str, source: str) -> None:
    assert list(rule(module, ast.parse(source)))


@pytest.mark.parametrize(("module", "source"), ALLOWED)
def test_what_is_allowed_is_not_blamed(module: str, source: str) -> None:
    assert [fault for rule in RULES for fault in rule(module, ast.parse(source))] == []


@pytest.mark.parametrize("source", UNEXPLAINED)
def test_a_planted_silence_without_a_reason_is_found(source: str) -> None:
    assert list(silence_has_a_reason(source))


def test_a_silence_with_its_reason_is_not_blamed() -> None:
    said = ["x = 1  # noqa: S608 - our own words", "x = 1  # type: ignore[misc]  # not in the stub"]
    assert list(silence_has_a_reason("\n".join(said))) == []


@pytest.mark.parametrize("path", modules(), ids=relative)
def test_every_module_keeps_the_rules(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert [fault for rule in RULES for fault in rule(dotted(path), tree)] == []


@pytest.mark.parametrize("folder", [*FLOORS, "tests"])
def test_every_silence_has_a_reason(folder: str) -> None:
    paths = [one for one in (ROOT / folder).rglob("*.py") if one != Path(__file__)]
    found = {relative(one): list(silence_has_a_reason(one.read_text("utf-8"))) for one in paths}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("path", modules_of_tests(), ids=relative)
def test_every_test_judges_something(path: Path) -> None:
    silent = [
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not judges(node)
    ]
    assert silent == []


def test_every_page_of_the_window_is_one_of_the_places() -> None:
    entries = re.findall(r'"ui\.(\w+)', (ROOT / "ui" / "pages.py").read_text("utf-8"))
    assert entries
    assert set(entries) <= PLACES


def test_heavy_libraries_wait_until_they_are_used() -> None:
    """reportlab, openpyxl, pyHanko and their like would double the time to start."""
    code = (
        "import sys, desktop.app; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert HEAVY & set(done.stdout.split()) == set()
