"""Both countings of the open book side by side: the program's and the second counter's."""

from __future__ import annotations

from datetime import date

import db.figures
import db.kinds
import db.periods
import db.reports
import tests.second_counter

WINDOWS = (
    ("2026-Q1", None),
    ("2026-Q2", None),
    ("2026-Q2", date(2026, 5, 17)),
    ("2026-Q3", date(2026, 8, 1)),
    ("2026", None),
    ("2026", date(2026, 9, 30)),
    ("2026-03-23..2027-03-22", None),
    ("2026-06-10..2026-06-10", None),
)


def compare(today: date, windows: tuple[tuple[str, date | None], ...] = WINDOWS) -> int:
    """Hold both countings of the open book side by side; returns how many figures there were."""
    dumps = tests.second_counter.Dumps.of({kind: db.kinds.dump(kind) for kind in db.kinds.DUMPS})
    compared = 0
    for label, cutoff in windows:
        span = db.reports.window(db.periods.read(label), today, cutoff)
        ours = db.figures.printed(span)
        theirs = tests.second_counter.count(dumps, label, today, cutoff)
        opening, end = tests.second_counter.window(dumps, label, today, cutoff)
        assert (ours["opening"], ours["cutoff"]) == (opening.isoformat(), end.isoformat())
        assert set(ours["figures"]) == set(theirs)
        for name, figure in theirs.items():
            printed = ours["figures"][name]
            where = f"{name} of {label} at {end}"
            assert printed["value"] == figure.value, where
            assert sorted(printed["ids"]) == sorted(figure.ids), where
            assert (printed.get("part"), printed.get("whole")) == (figure.part, figure.whole), where
            compared += 1
    return compared
