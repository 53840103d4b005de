"""The import page as the window makes it for tasks."""

from __future__ import annotations

import functools

import ui.intake.page

PAGE = functools.partial(ui.intake.page.IntakePage, kind="tasks")
