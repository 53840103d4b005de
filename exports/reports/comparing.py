"""The composed text of a section then and now: which figures changed, and a person's own words.

A person edits a section; later the records change. What the composed text said then is kept with
their words, so that it can be told what is different now, and put into their words where these
still say the same: a merge of three texts, word by word. No word of theirs is ever lost.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import exports.figures
import exports.reports

_WORD = re.compile(r"\d+(?:[.,/]\d+)*%?|[^\W\d_]+|\s+|.", re.DOTALL)
_MOST = 4000  # words compared one by one; longer texts are compared by lines
Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Change:
    """A figure of a section that says something else now; ``label`` names it in words."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Merged:
    """A person's words with what is new put in; ``left`` are new words that found no place."""

    text: str
    left: tuple[str, ...]


def changes(then: str, section: exports.reports.Section) -> list[Change]:
    """The figures of ``section`` that read otherwise in its composed text ``then``."""
    now = section.composed
    known = exports.figures.labels()
    before, after = _alike(then, now)
    starts = [0, *itertools.accumulate(len(word) for word in after)]
    found: dict[str, Change] = {}
    codes = _opcodes(before, after)
    for span in section.spans:
        if span.whole or span.name in found:
            continue
        for tag, first, last, begin, end in codes:
            inside = starts[begin] <= span.start and span.end <= starts[end]
            old = "".join(before[first:last]).strip()
            if tag == "replace" and inside and _is_value(old):
                new = now[span.start : span.end]
                found[span.name] = Change(span.name, known[span.name].text, old, new)
    return list(found.values())


def _is_value(words: str) -> bool:
    """Whether ``words`` are one figure as a paper prints it."""
    return words == "không phát sinh" or re.fullmatch(r"[\d.,]+%?", words) is not None


def differences(then: str, now: str) -> list[tuple[str, str]]:
    """The lines that changed: each as it was and as it is ("" where there was or is none)."""
    before, after = then.splitlines(), now.splitlines()
    found: list[tuple[str, str]] = []
    for tag, first, last, begin, end in _opcodes(before, after):
        if tag != "equal":
            olds, news = before[first:last], after[begin:end]
            for place in range(max(len(olds), len(news))):
                old = olds[place] if place < len(olds) else ""
                found.append((old, news[place] if place < len(news) else ""))
    return found


def merged(then: str, mine: str, now: str) -> Merged:
    """``mine``, made from ``then``, with what changed from ``then`` to ``now``.

    Where a person wrote other words in the place of what changed, theirs stay and the new ones are
    named in ``left``.
    """
    base, own, new = _alike(then, mine, now)
    kept = _places(base, own)
    made, left = list(own), []
    # From the end, so that places before it stay where they are.
    for tag, first, last, begin, end in reversed(_opcodes(base, new)):
        if tag == "equal":
            continue
        words = "".join(new[begin:end])
        place = _place_of(kept, first, last, len(own))
        if place is None:
            if words.strip():
                left.append(words.strip())
        else:
            made[place[0] : place[1]] = new[begin:end]
    return Merged("".join(made), tuple(reversed(left)))


def _alike(*texts: str) -> tuple[list[str], ...]:
    """``texts`` cut in the same way: into words, or into lines where one is long."""
    cut = [_words(text) for text in texts]
    if any(len(one) > _MOST for one in cut):
        cut = [text.splitlines(keepends=True) for text in texts]
    return tuple(cut)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _opcodes(before: Sequence[str], after: Sequence[str]) -> list[Opcode]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return list(matcher.get_opcodes())


def _places(base: Sequence[str], own: Sequence[str]) -> list[int | None]:
    """Where each word of ``base`` stands in ``own``; None where the person took it out."""
    found: list[int | None] = [None] * len(base)
    for tag, first, last, begin, _ in _opcodes(base, own):
        if tag == "equal":
            for offset in range(last - first):
                found[first + offset] = begin + offset
    return found


def _place_of(
    kept: Sequence[int | None], first: int, last: int, length: int
) -> tuple[int, int] | None:
    """Where the words ``first`` to ``last`` of the base stand together in a person's text.

    Words that come between two of the base stand after the one before them, if that is kept.
    """
    if first == last:
        if first == 0:
            return (0, 0)
        before = kept[first - 1]
        if before is None:
            return None
        following = kept[first] if first < len(kept) else length
        return (before + 1, before + 1) if following == before + 1 else None
    places = [place for place in kept[first:last] if place is not None]
    if len(places) < last - first or places[-1] - places[0] != last - first - 1:
        return None
    return (places[0], places[-1] + 1)
