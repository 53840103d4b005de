from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import hypothesis
import hypothesis.strategies as st

import db.moments


def test_an_instant_is_stored_in_utc_and_shown_in_viet_nam() -> None:
    one = db.moments.Moment(
        date(2026, 11, 22), datetime(2026, 11, 22, 12, 0, tzinfo=db.moments.HANOI), "Lan"
    )
    assert one.at == "2026-11-22T05:00:00Z"
    assert db.moments.shown(one.at) == "22/11/2026 12:00"


def test_the_day_of_entry_is_the_day_in_viet_nam() -> None:
    assert db.moments.entered_on("2026-06-30T16:59:59Z") == date(2026, 6, 30)
    assert db.moments.entered_on("2026-06-30T17:00:00Z") == date(2026, 7, 1)


@hypothesis.given(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001 - the zone is put on below
def test_an_instant_comes_back_whatever_the_zone_it_was_given_in(
    naive: datetime, hours: int
) -> None:
    given = naive.replace(microsecond=0, tzinfo=UTC)
    elsewhere = given.astimezone(timezone(timedelta(hours=hours)))
    assert db.moments.instant(db.moments.stored(elsewhere)) == given


@hypothesis.given(
    st.lists(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)), min_size=2, max_size=2)  # noqa: DTZ001 - the same
)
def test_stored_instants_compare_as_the_instants_do(pair: list[datetime]) -> None:
    first, second = (one.replace(microsecond=0, tzinfo=UTC) for one in pair)
    assert (first < second) is (db.moments.stored(first) < db.moments.stored(second))
