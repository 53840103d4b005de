"""``python -m desktop``: the program."""

from __future__ import annotations

import sys

import desktop.app

sys.exit(desktop.app.main())
