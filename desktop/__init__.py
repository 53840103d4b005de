"""The program: command line, start, and everything that joins the floors below."""

from __future__ import annotations

__version__ = "0.1.0"
