from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

import db.bundles
import db.errors
import db.history
import db.periods
import db.reports
from tests.db.factory import moment

pytestmark = pytest.mark.usefixtures("book")
Q3 = db.periods.quarter(2026, 3)


def report() -> db.reports.Report:
    return db.reports.begin(Q3, moment())


def announced(target: Path, kind: str = "C", number: int = 1) -> db.bundles.Bundle:
    facts = {
        "kind": kind,
        "number": number,
        "target": str(target),
        "aside": str(target.with_name(f".{target.name}")),
        "sha256": hashlib.sha256(b"whole").hexdigest(),
        "opening": Q3.first,
        "cutoff": date(2026, 7, 15),
        "figures": '{"tasks_in_period":{"ids":[],"value":0}}',
    }
    return db.bundles.announce(report(), facts, moment())


def exported(target: Path, kind: str = "C", number: int = 1) -> db.bundles.Bundle:
    bundle = announced(target, kind, number)
    target.write_bytes(b"whole")
    db.bundles.confirm(bundle)
    return bundle


def test_a_bundle_whose_file_stands_is_done_and_its_report_final(tmp_path: Path) -> None:
    announced(tmp_path / "a.zip")
    (tmp_path / "a.zip").write_bytes(b"whole")
    (tmp_path / ".a.zip").write_bytes(b"whole")
    db.bundles.settle()
    assert [one["number"] for one in db.bundles.dump()] == [1]
    assert db.reports.dump()[0]["state"] == "final"
    assert not (tmp_path / ".a.zip").exists()
    assert db.history.dump()[-2]["verb"] == "export 2026-Q3"


@pytest.mark.parametrize("content", [None, b"who", b"else"])
def test_a_bundle_whose_file_is_not_whole_is_taken_back(
    tmp_path: Path, content: bytes | None
) -> None:
    announced(tmp_path / "a.zip")
    (tmp_path / ".a.zip").write_bytes(b"who")
    if content:
        (tmp_path / "a.zip").write_bytes(content)
    db.bundles.settle()
    assert db.bundles.Bundle.select().count() == 0
    assert not (tmp_path / ".a.zip").exists()
    assert (tmp_path / "a.zip").exists() is bool(content)
    assert db.reports.dump()[0]["state"] == "draft"


def test_settling_twice_changes_nothing(tmp_path: Path) -> None:
    exported(tmp_path / "a.zip")
    before = db.history.head_hash()
    db.bundles.settle()
    assert db.history.head_hash() == before


def test_a_pending_bundle_is_not_dumped_nor_counted(tmp_path: Path) -> None:
    announced(tmp_path / "a.zip")
    assert db.bundles.dump() == []
    assert db.bundles.last_digest() is None
    assert db.bundles.next_kind(report(), supplement=False, replace=False) == ("C", 1)


def test_a_second_official_one_before_sending_replaces_the_first(tmp_path: Path) -> None:
    assert db.bundles.replaced(report(), "C") is None
    exported(tmp_path / "a.zip")
    assert db.bundles.next_kind(report(), supplement=False, replace=False) == ("C", 2)
    assert db.bundles.replaced(report(), "C") == "C1"


def test_after_sending_only_a_supplement_or_a_replacement_goes(tmp_path: Path) -> None:
    exported(tmp_path / "a.zip")
    db.reports.submit(report(), date(2026, 7, 19), "cổng", moment())
    with pytest.raises(db.errors.RecordError, match="--supplement"):
        db.bundles.next_kind(report(), supplement=False, replace=False)
    assert db.bundles.next_kind(report(), supplement=True, replace=False) == ("B", 1)
    assert db.bundles.next_kind(report(), supplement=False, replace=True) == ("T", 1)
    assert db.bundles.replaced(report(), "B") is None
    assert db.bundles.replaced(report(), "T") == "C1"
    exported(tmp_path / "b.zip", "T")
    assert db.bundles.replaced(report(), "T") == "T1"
    assert db.reports.dump()[0]["state"] == "submitted"


def test_nothing_is_supplemented_before_an_official_one() -> None:
    with pytest.raises(db.errors.RecordError, match="chính thức"):
        db.bundles.next_kind(report(), supplement=True, replace=False)


def test_the_digest_of_the_last_bundle_is_that_of_any_period(tmp_path: Path) -> None:
    bundle = exported(tmp_path / "a.zip")
    assert db.bundles.last_digest() == bundle.sha256


def test_a_bundle_is_named_for_unit_period_and_kind() -> None:
    span = db.periods.read("2026-03-23..2027-03-22")
    assert db.bundles.name("CB-31", Q3, "C", 2) == "CB-31_2026-Q3_C2"
    assert db.bundles.name("CB-31", span, "T", 1) == "CB-31_2026-03-23--2027-03-22_T1"
