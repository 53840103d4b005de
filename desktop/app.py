"""The program: read the command line, do one verb, answer.

In this order: everything this program makes is its owner's alone (umask) → output is UTF-8 →
the command line is read → the verb runs → its answer is printed; without a verb the window opens
and stays until it is closed. What a person can act on is one
sentence on standard error and exit 2; anything else is a bug: logged, said once, exit 2.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

import db.errors
import desktop.commands
import desktop.crash
import desktop.output

CANNOT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code: 0 done or yes, 1 the answer is no, 2 cannot."""
    os.umask(0o077)
    desktop.output.use_utf8()
    try:
        given = desktop.commands.read(sys.argv[1:] if arguments is None else arguments)
        return _window(given) if given.verb is None else _verb(given)
    except db.errors.RecordError as error:
        desktop.output.complain(str(error))
        return CANNOT
    except KeyboardInterrupt:
        desktop.output.complain("Đã dừng theo yêu cầu; sổ giữ nguyên như trước.")
        return CANNOT
    except BrokenPipeError:
        desktop.output.hush()
        return CANNOT
    except OSError as error:
        desktop.crash.record(error)
        desktop.output.complain(db.errors.out_of_reach(error))
        return CANNOT
    except Exception as error:  # noqa: BLE001 - the last resort: log it, say it once, never a traceback
        desktop.output.complain(desktop.crash.record(error))
        return CANNOT


def _verb(given: argparse.Namespace) -> int:
    """Do what the command line asks, and print the answer."""
    return desktop.output.show(desktop.commands.run(given), as_json=given.json)


def _window(given: argparse.Namespace) -> int:
    """Open the window; its libraries are read only now, while the book's key is being derived.

    Raises:
        db.errors.RecordError: there is no screen to open it on.
    """
    import desktop.session

    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in shown):
        raise db.errors.RecordError(
            "Máy này không có màn hình để mở cửa sổ; hãy dùng các lệnh, xem sochibo --help."
        )
    begun = desktop.session.unlocking(given)
    gc.disable()  # until the first page is made: nearly all that a start makes stays (saves 15 ms)
    import desktop.window

    return desktop.window.run(given, begun)
