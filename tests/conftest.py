"""What all tests stand on: no screen, the same examples each time, an ordinary umask."""

from __future__ import annotations

import os

import hypothesis

# Before any Qt import, so that tests run where there is no display.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# The usual open mask, so that a file for its owner only is the program's doing and not the shell's.
os.umask(0o022)

# The same examples on every machine; a slow one is not a failure.
hypothesis.settings.register_profile("repeatable", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("repeatable")
