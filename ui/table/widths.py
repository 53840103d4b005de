"""How the width of a list is shared out among its columns: never more than there is.

A column that must go goes whole, the least needed first; what a column shows stays readable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass
class Claim:
    """What one column asks for, in pixels.

    Below ``least`` it cannot be read; at ``good`` nothing in it breaks that need not (a chip
    stands on one line); what is left over goes by ``weight``. The lowest ``need`` gives way first.
    """

    least: int
    good: int
    weight: int
    need: int
    chip: bool = False


def share(room: int, claims: Sequence[Claim]) -> list[int]:
    """The width of each column, 0 for one that has no place; their sum is ``room``."""
    kept = list(range(len(claims)))
    while len(kept) > 1 and sum(claims[at].least for at in kept) > room:
        # Of columns needed alike the last goes: what is read first stays.
        kept.remove(min(kept, key=lambda at: (claims[at].need, -at)))
    widths = [0] * len(claims)
    if not kept:
        return widths
    if len(kept) == 1:
        widths[kept[0]] = room
        return widths
    for at in kept:
        widths[at] = claims[at].least
    # Chips first: a chip on one line is what a list is read by.
    for chip in (True, False):
        _raise(room, widths, [at for at in kept if claims[at].chip is chip], claims)
    _weigh(room, widths, kept, claims)
    return widths


def _raise(room: int, widths: list[int], some: list[int], claims: Sequence[Claim]) -> None:
    """Bring ``some`` to their good width as far as room goes, those that lack least first."""
    for at in sorted(some, key=lambda at: claims[at].good - widths[at]):
        widths[at] += min(claims[at].good - widths[at], room - sum(widths))


def _weigh(room: int, widths: list[int], kept: list[int], claims: Sequence[Claim]) -> None:
    """Give the rest by weight: a column that has more than its part already gets nothing."""
    growing = [at for at in kept if claims[at].weight > 0]
    while growing:
        free = room - sum(widths[at] for at in kept if at not in growing)
        whole = sum(claims[at].weight for at in growing)
        parts = {at: free * claims[at].weight // whole for at in growing}
        full = [at for at in growing if widths[at] > parts[at]]
        if not full:
            for at in growing:
                widths[at] = parts[at]
            break
        growing = [at for at in growing if at not in full]
    # Odd pixels, or all that is left where nothing has a weight.
    heaviest = max(kept, key=lambda at: claims[at].weight)
    widths[heaviest] += room - sum(widths)
