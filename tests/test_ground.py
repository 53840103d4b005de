"""The ground: the installed is pinned by hash, the shipped is licensed, no machine is named."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import desktop

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PINS = [*PROJECT["dependencies"], *(pin for extra in EXTRAS.values() for pin in extra)]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")

# Made or fetched on this machine, never part of the checkout (.gitignore).
MACHINE_MADE = {".git", ".venv", "demo", "shots", "wheelhouse", "build", "dist", ".hypothesis"}
MACHINE_MADE |= {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
# Written with a bracket each, so that this page is not its own finding.
TRACES = re.compile(
    r"/wor[k]/|/tm[p]/|/roo[t]/|pyp[i]\.org|pythonhoste[d]|deb\.debia[n]|snapshot\.debia[n]"
    r"|registry\.np[m]|\\User[s]\\",
)


def plain_name(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, tuple[str, list[str]]]:
    """Each locked package: its version, its hashes."""
    entries = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    packages = {}
    for entry in entries:
        name, version = entry.split()[0].split("==")
        packages[name] = (version, re.findall(r"--hash=sha256:([0-9a-f]{64})\b", entry))
    return packages


def files_of_the_checkout() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        if path.is_file() and not MACHINE_MADE & set(path.relative_to(ROOT).parts):
            yield path


def front_door() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("pin", PINS)
def test_every_dependency_is_one_exact_version_and_that_one_is_locked(pin: str) -> None:
    name, version = pin.split("==")
    assert locked()[plain_name(name)][0] == version


@pytest.mark.parametrize("name", locked())
def test_every_locked_package_has_hashes(name: str) -> None:
    assert locked()[name][1]


@pytest.mark.parametrize(
    "name", ["pyside6-essentials", "sqlcipher3", "cryptography", "lxml", "pikepdf", "pypdfium2"]
)
def test_packages_built_for_each_system_carry_the_hashes_of_all_of_them(name: str) -> None:
    """Linux, Windows and others: a lock made from one machine's files would hold one."""
    assert len(locked()[name][1]) > 3


@pytest.mark.parametrize("windows_only", ["colorama", "tzdata"])
def test_the_lock_knows_windows(windows_only: str) -> None:
    assert re.search(rf"^{windows_only}==\S+ ; sys_platform == 'win32'", LOCK, re.MULTILINE)


def test_the_lock_names_no_place_to_fetch_from() -> None:
    assert not re.search(r"://|^-|@ file|index-url|find-links", LOCK, re.MULTILINE)


def test_no_machine_and_no_registry_is_named_in_any_file() -> None:
    findings = []
    for path in files_of_the_checkout():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        findings += [f"{path.relative_to(ROOT)}: {found}" for found in TRACES.findall(text)]
    assert findings == []


@pytest.mark.parametrize("name", locked())
def test_the_notice_names_every_package(name: str) -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8").lower()
    assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", notice)


def test_the_licences_are_there() -> None:
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License\n")
    notice = (ROOT / "NOTICE").read_text("utf-8")
    assert {"LGPL-3.0", "SIL Open Font License 1.1", "MPL-2.0"} <= set(notice.splitlines())


def test_the_fonts_carry_their_licence_beside_them() -> None:
    faces = [path for path in files_of_the_checkout() if path.suffix == ".ttf"]
    assert all(list(face.parent.glob("OFL*.txt")) for face in faces)


def test_the_version_is_told_in_one_place() -> None:
    assert "version" in PROJECT["dynamic"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", desktop.__version__)


def test_a_half_made_environment_is_not_taken_for_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dev = front_door()
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    assert not dev.environment_is_whole()
    (tmp_path / "stamp").write_text("of another lock", "utf-8")
    assert not dev.environment_is_whole()
    (tmp_path / "stamp").write_text(dev.stamp(), "utf-8")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "gone")
    assert not dev.environment_is_whole()


def test_the_set_up_says_what_it_cannot_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dev = front_door()
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    dev.install_packages(["libgl1"])
    said = capsys.readouterr()
    assert "sudo apt-get install" in said.err
    assert "libgl1" in said.err
    assert said.out == ""


def test_the_front_door_leaves_standard_output_to_the_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    dev = front_door()
    dev.say("Making …")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("argv", [[], ["no-such-verb"]])
def test_an_unknown_verb_shows_the_verbs_and_ends_with_2(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert front_door().main(argv) == 2
    said = capsys.readouterr().err
    assert all(verb in said for verb in ("setup", "run", "test", "sochibo"))
