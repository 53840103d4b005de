"""Scrolled places, as pages with forms know them: ``ui.scrolling``."""

from __future__ import annotations

import ui.scrolling

Scrolled = ui.scrolling.Scrolled
