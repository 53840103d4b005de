"""How figures are named and shown on paper and in the workbook; what they mean is db.figures."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

import db.figures
import exports.writing


@dataclass(frozen=True)
class Label:
    """The Vietnamese name of a figure, and whether four quarters of it may be added."""

    text: str
    adds: bool

    @property
    def heading(self) -> str:
        """The name above a column: what does not add up says so (design 4)."""
        return self.text if self.adds else f"{self.text} (không cộng dồn)"


@functools.cache
def labels(version: int | None = None) -> dict[str, Label]:
    """Every figure's label by its name, in the fixed order of the contract.

    With ``version`` only those that a snapshot of that version holds: a figure added later names
    the version it came with (``since``), so that older bundles are still judged by what they had.
    """
    path = Path(__file__).parent / "data" / "figures.toml"
    found = tomllib.loads(path.read_text("utf-8"))
    return {
        name: Label(one["label"], one["adds"])
        for name, one in found.items()
        if version is None or one.get("since", 1) <= version
    }


def shown(figure: db.figures.Figure) -> str:
    """A figure as Vietnamese papers print it: ``24``, ``83,3%``, "không phát sinh" for 0/0."""
    if figure.base_ids is not None:
        return exports.writing.percent(figure.value)
    return exports.writing.count(int(figure.value or 0))


def base(figure: db.figures.Figure) -> str:
    """What a percentage was made of, "10/12"; empty for a count."""
    if figure.part is None or figure.whole is None:
        return ""
    return f"{exports.writing.count(figure.part)}/{exports.writing.count(figure.whole)}"
