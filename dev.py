"""The front door of the checkout: python3 dev.py VERB (on Windows: py dev.py VERB).

Every verb first sets up what is missing, in .venv beside this file, and says so on standard error:

  setup          nothing more
  run            make the demo book in ./demo if there is none; open its window, or, where there is
                 no display, have its last bundle judged
  test [ARGS]    lint, formatting, types and all tests; ARGS go to pytest
  journeys [ARGS] the window driven by keys and mouse, a person's work at a time; ARGS go to pytest
  bench [ARGS]   the speed table, each row beside its floor
  shots [ARGS]   pictures of every screen in build/shots, and what is wrong in them
  torture [ARGS] the kill tests in their long form; ARGS go to pytest
  package [3.12] the wheels that a Windows PC without a network needs, for one version of Python
  sochibo ARGS   the program itself with ARGS

A folder ./wheelhouse (made by `package`) is used instead of the network. Standard library only.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
WHEELHOUSE = ROOT / "wheelhouse"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "sochibo.stamp"
OLDEST, NEWEST = (3, 11), (3, 13)
DEMO_PERIOD, DEMO_PASSWORD = "2026-Q3", "sochibo-demo"
TORTURE_KILLS = "1000"

# What Qt and the judges of our bundles need on a bare Debian: what to look for, and who brings it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
}
# What Qt needs beside them to open a window on a screen (X11).
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-shape.so.0": "libxcb-shape0",
}
JUDGES = {
    "pdfsig": "poppler-utils",
    "xmlsec1": "xmlsec1",
    "certutil": "libnss3-tools",
    "zbarimg": "zbar-tools",
    "xvfb-run": "xvfb xauth",
}


class SetupError(Exception):
    """What stands in the way, in one sentence that says what to do."""


def environment(**more: str) -> dict[str, str]:
    """The environment of every child: UTF-8 whatever the system says, our packages to be found."""
    env = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "PIP_USER": "0", **more}
    # Unset, so that pip leaves .pyc files behind: without them the program starts a third slower.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.pop("PYTHONHOME", None)
    return env


def say(line: str) -> None:
    """Tell the person on standard error; standard output belongs to the program."""
    print(line, file=sys.stderr, flush=True)


def quietly(*command: str | Path) -> int:
    """Run a step of the set-up; what it has to say is shown only when it fails."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        cwd=ROOT,
        env=environment(),
        check=False,
    )
    if done.returncode:
        say(done.stdout)
    return done.returncode


def pip(verb: str, *args: str | Path) -> int:
    """Run pip of .venv: locked files with the right hashes only, ready-built ones only."""
    calm = ("--disable-pip-version-check", "--no-input", "-qq")
    strict = ("--require-hashes", "--only-binary=:all:")
    return quietly(PYTHON, "-m", "pip", verb, *calm, *strict, *args)


def module(name: str, *args: str | Path, **more: str) -> int:
    """Run a module of .venv from the root, with ``more`` in its environment."""
    return subprocess.call([PYTHON, "-m", name, *args], cwd=ROOT, env=environment(**more))


# --- Set-up -------------------------------------------------------------------------------------


def lacking(libraries: dict[str, str]) -> list[str]:
    """The packages of those ``libraries`` that cannot be loaded."""
    packages = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def missing_libraries() -> list[str]:
    """Debian packages of the shared libraries and Python parts this Linux lacks."""
    if not sys.platform.startswith("linux"):
        return []
    packages = lacking({**LIBRARIES, **(SCREEN_LIBRARIES if os.environ.get("DISPLAY") else {})})
    if importlib.util.find_spec("ensurepip") is None:
        packages.append("python{}.{}-venv".format(*sys.version_info))
    return packages


def missing_judges() -> list[str]:
    """Debian packages of the outside programs that the tests ask for their verdict."""
    if not sys.platform.startswith("linux"):
        return []
    packages = [package for judge, package in JUDGES.items() if shutil.which(judge) is None]
    return [one for some in packages for one in some.split()] + lacking(SCREEN_LIBRARIES)


def install_packages(packages: list[str]) -> None:
    """Install Debian packages as root or through sudo; where neither is possible, say the line."""
    if not packages:
        return
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    sudo = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo"]
    if shutil.which("apt-get") and (not sudo or shutil.which("sudo")):
        if sudo and not sys.stdin.isatty():
            sudo.append("-n")  # nobody is there to type a password
        prefix = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive"]
        say(f"Installing system packages: {' '.join(packages)}")
        quietly(*prefix, "apt-get", "update", "-q")  # a stale list may still do
        if quietly(*prefix, *install) == 0:
            return
    say(f"System packages are missing. Please run: sudo {' '.join(install)}")


def stamp() -> str:
    """What a finished environment carries: the lock it was made from, and for which Python."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return "{} {}.{}\n".format(digest, *sys.version_info)


def environment_is_whole() -> bool:
    """Whether .venv was made to the end, from this lock, for this Python, and still starts."""
    try:
        if STAMP.read_text("utf-8") != stamp():
            return False
        return subprocess.call([PYTHON, "-c", ""], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_environment() -> None:
    """Make .venv anew from the lock: a half-made one, or another lock's, is never repaired.

    PySide6's wheels share a folder and spoil each other when exchanged in place.
    """
    if Path(sys.prefix).resolve() == VENV:
        raise SetupError(f"{VENV} must be made anew. Please start dev.py with the system's Python.")
    say(f"Making {VENV} (a minute or two, once) …")
    if quietly(sys.executable, "-m", "venv", "--clear", VENV):
        raise SetupError("The virtual environment could not be made; the reason stands above.")
    source = ("--no-index", "--find-links", WHEELHOUSE) if WHEELHOUSE.is_dir() else ()
    if pip("install", *source, "-r", LOCK):
        raise SetupError(
            "The packages could not be installed; the reason stands above. "
            "Without a network, put the folder that `dev.py package` makes beside dev.py "
            "as ./wheelhouse."
        )
    STAMP.write_text(stamp(), "utf-8")


def set_up() -> None:
    """Bring this checkout to where everything runs; a second time takes a moment.

    Raises:
        SetupError: what is missing cannot be had from here.
    """
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        have, want = "{}.{}".format(*sys.version_info), "3.11, 3.12 or 3.13"
        raise SetupError(f"This is Python {have}. Please start dev.py with Python {want}.")
    install_packages(missing_libraries())
    if not environment_is_whole():
        make_environment()


# --- Verbs --------------------------------------------------------------------------------------


def has_display() -> bool:
    """Whether a window can be opened here."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run(_args: list[str]) -> int:
    """The demo book, made when missing: its window, or its last bundle judged by `verify`."""
    demo, out = ROOT / "demo", ROOT / "demo" / "ho-so"
    if not (demo / "book.db").exists():
        if demo.exists():
            raise SetupError(f"{demo} holds no book. Please move it away and start again.")
        half = ROOT / "build" / "demo"  # a demo broken off half-way never stands in ./demo
        shutil.rmtree(half, ignore_errors=True)
        half.parent.mkdir(exist_ok=True)
        say(f"Making the demo book in {demo} …")
        if code := module("desktop", "demo", half, "--export"):
            return code
        half.rename(demo)
    if has_display():
        say(f"Opening the window on {demo}. The password is: {DEMO_PASSWORD}")
        return module("desktop", "--book", demo)
    bundles = f"*_{DEMO_PERIOD}_*.zip"
    if not any(out.glob(bundles)):
        export = ("--book", demo, "export", DEMO_PERIOD, "--to", out)
        if code := module("desktop", *export, SOCHIBO_PASSWORD=DEMO_PASSWORD):
            return code
    newest = max(out.glob(bundles), key=lambda path: path.stat().st_mtime)
    print(newest, flush=True)
    return module("desktop", "verify", newest)


def test(args: list[str]) -> int:
    """Lint, formatting, types, tests: all of them, and at the end what failed."""
    install_packages(missing_judges())
    steps = {
        "lint": ("ruff", "check", "--no-cache", "."),
        "formatting": ("ruff", "format", "--check", "."),
        "types": ("mypy",),
        "tests": ("pytest", *args),
    }
    failed = []
    for name, command in steps.items():
        say(f"— {name}: {' '.join(command)}")
        if module(*command):
            failed.append(name)
    say(f"FAILED: {', '.join(failed)}" if failed else "All passed: lint, formatting, types, tests.")
    return 1 if failed else 0


def journeys(args: list[str]) -> int:
    """The window's journeys, under a watch on every 100 ms of the UI thread."""
    files = [str(path) for path in sorted((ROOT / "tests" / "journeys").glob("test_window_*.py"))]
    window = str(ROOT / "tests" / "desktop" / "test_window.py")
    return module("pytest", *files, window, *args)


def torture(args: list[str]) -> int:
    """The kill tests, a thousand times instead of fifty."""
    return module("pytest", "tests/journeys/test_kills.py", *args, SOCHIBO_TORTURE=TORTURE_KILLS)


def package(args: list[str]) -> int:
    """Fetch the wheels for Windows into dist/: to be carried to the PC as ./wheelhouse."""
    version = args[0] if args else "3.12"
    target = ROOT / "dist" / f"wheelhouse-windows-{version}"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    # pip judges markers by the machine it runs on, so those of Windows are answered here.
    windows_lock = target / "requirements.lock"
    text = LOCK.read_text("utf-8").replace(" ; sys_platform == 'win32'", "")
    windows_lock.write_text(text, "utf-8")
    windows = ("--platform", "win_amd64", "--python-version", version)
    if code := pip("download", *windows, "-d", target, "-r", windows_lock):
        return code
    windows_lock.unlink()
    count = sum(1 for _ in target.iterdir())
    print(f"{target}: {count} wheels, to be put beside dev.py as ./wheelhouse")
    return 0


def shots(args: list[str]) -> int:
    """The pictures of the window, in ./build/shots unless ARGS say where."""
    where = [] if "--to" in args else ["--to", str(ROOT / "build" / "shots")]
    return sochibo(["shots", *where, *args])


def sochibo(args: list[str]) -> int:
    """The program itself, in the folder one stands in."""
    return subprocess.call([PYTHON, "-m", "desktop", *args], env=environment())


VERBS: dict[str, Callable[[list[str]], int]] = {
    "setup": lambda _args: 0,
    "run": run,
    "test": test,
    "journeys": journeys,
    "bench": lambda args: sochibo(["bench", *args]),
    "shots": shots,
    "torture": torture,
    "package": package,
    "sochibo": sochibo,
}


def main(argv: list[str]) -> int:
    """Set up, then do the verb; returns the exit code, 2 when it cannot be done."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a real console
    verb = VERBS.get(argv[0]) if argv else None
    if verb is None:
        say((__doc__ or "").strip())
        return 0 if argv in (["-h"], ["--help"], ["help"]) else 2
    try:
        set_up()
        return verb(argv[1:])
    except SetupError as error:
        say(str(error))
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
