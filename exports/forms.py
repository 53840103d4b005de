"""Words as data: sentences that are said when facts hold, with the facts put into them.

The words come from form packs beside the modules of reports and meetings. They are the program's
own, so they follow the spelling of the layout; the facts are printed as people wrote them.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import db.figures
import exports.figures
import exports.writing


@dataclass(frozen=True)
class Span:
    """Where the figure ``name`` stands in a text, from ``start`` up to ``end``.

    ``whole`` is True for what a percentage was made of, the base.
    """

    name: str
    start: int
    end: int
    whole: bool = False

    def moved(self, by: int) -> Span:
        """The same span in a text that begins ``by`` letters earlier."""
        return Span(self.name, self.start + by, self.end + by, self.whole)


@dataclass(frozen=True)
class Part:
    """Words that are said when all of ``when`` hold; ``items`` and ``table`` come under them."""

    text: str
    when: tuple[str, ...] = ()
    items: str = ""
    table: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The facts and figures its words show."""
        return tuple(name for _, name, _, _ in string.Formatter().parse(self.text) if name)


def parts(raw: Iterable[dict[str, Any]]) -> tuple[Part, ...]:
    """Parts from their tables in a pack."""
    return tuple(
        Part(one["text"], tuple(one.get("when", ())), one.get("list", ""), one.get("table", ""))
        for one in raw
    )


class Teller:
    """Puts facts into words of a pack, in the spelling of a layout.

    A fact is a text, a number, a day, a figure, or a list; a figure also gives ``_part`` and
    ``_whole``.
    """

    def __init__(self, facts: Mapping[str, Any], spelling: str) -> None:
        self.spelling = spelling
        self.facts = dict(facts)
        self._figures: dict[str, tuple[str, bool]] = {}
        for name, value in facts.items():
            if isinstance(value, db.figures.Figure):
                self._figures[name] = (name, False)
                if value.base_ids is not None:
                    self.facts |= {f"{name}_part": value.part, f"{name}_whole": value.whole}
                    self._figures[f"{name}_part"] = (name, False)
                    self._figures[f"{name}_whole"] = (name, True)

    def holds(self, part: Part) -> bool:
        """Whether ``part`` is to be said: a count not 0, a text not empty, a list not empty."""
        return all(self._is(name) for name in part.when)

    def _is(self, name: str) -> bool:
        value = self.facts[name.removeprefix("!")]
        if isinstance(value, db.figures.Figure):
            value = value.value
        return bool(value) is not name.startswith("!")

    def said(self, parts: Sequence[Part]) -> str:
        """The words of those ``parts`` that hold, one after the other."""
        return "".join(self.put(part.text) for part in parts if self.holds(part))

    def put(self, text: str) -> str:
        """One text with its facts."""
        return self.told(text)[0]

    def told(self, text: str) -> tuple[str, tuple[Span, ...]]:
        """One text with its facts, and where in it the figures stand."""
        pieces: list[str] = []
        spans, length = [], 0
        words = exports.writing.respelled(text, self.spelling)
        for plain, name, _, _ in string.Formatter().parse(words):
            pieces.append(plain)
            length += len(plain)
            if name is not None:
                shown = _shown(self.facts[name])
                if name in self._figures:
                    figure, whole = self._figures[name]
                    spans.append(Span(figure, length, length + len(shown), whole))
                pieces.append(shown)
                length += len(shown)
        return "".join(pieces), tuple(spans)


def _shown(value: Any) -> str:
    """A fact inside a sentence: one line, without a mark at its end that the sentence brings."""
    if isinstance(value, db.figures.Figure):
        return exports.figures.shown(value)
    if isinstance(value, date):
        return exports.writing.day(value)
    if isinstance(value, int):
        return exports.writing.count(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(str(one) for one in value)
    return " ".join(str(value or "").split()).rstrip(" .;,")
