"""The export: whole or nothing, in the book and in the folder."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import db.bundles
import db.errors
import db.files
import db.history
import db.periods
import db.reports
import db.tasks
import db.tasks.steps
import db.unit
import exports.bundle.making
import exports.bundle.verify
from tests.exports import authority
from tests.exports import bundle_samples as samples


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where to export to (not there yet), with a filled book open."""
    with samples.book() as path:
        yield path


class Stopped(Exception):  # noqa: N818 - what a cancel raises
    """The person pressed cancel."""


def rows() -> list[tuple[Any, ...]]:
    return [(one["kind"], one["number"]) for one in db.bundles.dump()]


def assert_nothing_happened(folder: Path, before: str) -> None:
    assert not folder.exists()
    assert db.bundles.Bundle.select().count() == 0
    assert db.history.head_hash() == before


def test_an_export_makes_the_folder_and_one_file_and_finalises_the_report(folder: Path) -> None:
    made = samples.export(folder / "quy-3")
    assert [path.name for path in (folder / "quy-3").iterdir()] == ["CB-41_2026-Q3_C1.zip"]
    assert (made.kind, made.number, made.period) == ("C", 1, "2026-Q3")
    assert [one["role"] for one in made.signers] == ["niem-phong"]
    assert "manifest.json" in made.files
    report = db.reports.find(samples.PERIOD)
    assert report is not None
    assert (report.state, report.cutoff) == ("final", date(2026, 9, 30))
    assert exports.bundle.verify.judge([made.path]).verdict == "unchecked"
    if os.name == "posix":
        assert made.path.stat().st_mode & 0o777 == 0o600


def test_the_second_official_one_replaces_the_first(folder: Path) -> None:
    for _ in range(2):
        samples.export(folder)
    assert rows() == [("C", 1), ("C", 2)]
    samples.export(folder, supplement=True)
    samples.export(folder, replace=True)
    assert rows()[2:] == [("B", 1), ("T", 1)]
    verdict = exports.bundle.verify.judge(sorted(folder.iterdir()))
    assert verdict.verdict == "unchecked"


def test_after_submission_only_supplement_or_replacement(folder: Path) -> None:
    samples.export(folder)
    report = db.reports.find(samples.PERIOD)
    assert report is not None
    db.reports.submit(report, date(2026, 10, 5), "trực tiếp", samples.now())
    with pytest.raises(db.errors.RecordError, match="đã gửi"):
        samples.export(folder)
    assert samples.export(folder, replace=True).path.name == "CB-41_2026-Q3_T1.zip"


def test_a_supplement_needs_something_to_supplement(folder: Path) -> None:
    before = db.history.head_hash()
    with pytest.raises(db.errors.RecordError, match="chưa có báo cáo chính thức"):
        samples.export(folder, supplement=True)
    assert_nothing_happened(folder, before)


def test_a_blocked_report_is_listed_and_nothing_written(folder: Path) -> None:
    late = next(task for task in db.tasks.dump() if task["cause"] == "Bận trực")
    db.tasks.steps.change(db.tasks.get(late["id"]), {"cause": ""}, samples.now())
    before = db.history.head_hash()
    with pytest.raises(exports.bundle.making.Blocked) as stopped:
        samples.export(folder)
    assert [block.id for block in stopped.value.blocks] == [late["id"]]
    assert_nothing_happened(folder, before)


def test_a_file_in_the_way_is_never_written_over(folder: Path) -> None:
    folder.mkdir()
    target = folder / "CB-41_2026-Q3_C1.zip"
    target.write_bytes(b"cua nguoi khac")
    with pytest.raises(db.errors.RecordError, match="Đã có tệp"):
        samples.export(folder)
    assert target.read_bytes() == b"cua nguoi khac"
    assert rows() == []


def test_a_place_that_is_no_folder_is_said(folder: Path) -> None:
    folder.write_bytes(b"")
    with pytest.raises(db.errors.RecordError, match="không phải thư mục"):
        samples.export(folder)
    assert rows() == []


def test_a_name_the_system_does_not_take_is_said(folder: Path) -> None:
    with pytest.raises(db.errors.RecordError, match="Không ghi được"):
        samples.export(folder / ("x" * 300))
    assert rows() == []


def test_a_read_only_place_is_said_before_the_book_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    before = db.history.head_hash()
    with pytest.raises(db.errors.RecordError, match="chỉ cho đọc"):
        samples.export(folder)
    assert_nothing_happened(folder, before)


def test_a_full_disk_is_said_and_the_folder_is_gone_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _data: bytes) -> None:
        raise db.files.unwritable(path, OSError(errno.ENOSPC, "full"))

    monkeypatch.setattr(db.files, "write_synced", full)
    with pytest.raises(db.errors.RecordError, match="đã đầy"):
        samples.export(folder / "a" / "b")
    assert not folder.exists()
    assert db.bundles.Bundle.select().count() == 0


def test_no_room_at_all_is_said_before_the_book_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    before = db.history.head_hash()
    with pytest.raises(db.errors.RecordError, match="đã đầy"):
        samples.export(folder)
    assert_nothing_happened(folder, before)


def test_a_medium_that_cannot_be_written_is_not_called_full(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise OSError(errno.EROFS, "read-only")

    usage = shutil.disk_usage("/")._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    monkeypatch.setattr(Path, "touch", refuse)
    before = db.history.head_hash()
    with pytest.raises(db.errors.RecordError, match="chỉ cho đọc"):
        samples.export(folder)
    assert_nothing_happened(folder, before)


def test_a_bundle_that_does_not_pass_its_own_judge_is_thrown_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(path: Path, data: bytes) -> None:
        path.write_bytes(data[:-1])

    monkeypatch.setattr(db.files, "write_synced", torn)
    with pytest.raises(db.errors.RecordError, match="đọc lại khác"):
        samples.export(folder)
    assert not folder.exists()
    assert db.bundles.Bundle.select().count() == 0


def test_an_export_can_be_cancelled_at_every_step(folder: Path) -> None:
    told: list[str] = []

    def watch(what: str, done: int, total: int) -> None:
        assert 0 <= done < total
        told.append(what)

    samples.export(folder, tick=watch)
    shutil.rmtree(folder)
    for step in range(len(told)):
        left = iter(range(step))

        def stop(_what: str, _done: int, _total: int, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise Stopped

        with pytest.raises(Stopped):
            samples.export(folder, tick=stop)
        assert not folder.exists()
        assert rows() == [("C", 1)]


def test_an_export_killed_before_the_rename_leaves_nothing_once_settled(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """No code runs after it."""

    def kill(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(db.files, "replace", kill)
        patched.setattr(db.bundles, "withdraw", lambda _: None)
        patched.setattr(exports.bundle.making, "_remove", lambda _: None)
        with pytest.raises(Killed):
            samples.export(folder)
    assert [path.name for path in folder.iterdir()] == [".CB-41_2026-Q3_C1.zip.dang-ghi"]
    db.bundles.settle()
    assert list(folder.iterdir()) == []
    assert db.bundles.Bundle.select().count() == 0


def test_an_export_killed_after_the_rename_is_done_once_settled(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(db.bundles, "confirm", kill)
        with pytest.raises(KeyboardInterrupt):
            samples.export(folder)
    db.bundles.settle()
    assert rows() == [("C", 1)]
    assert [path.name for path in folder.iterdir()] == ["CB-41_2026-Q3_C1.zip"]


def test_a_unit_that_sends_no_minutes_sends_none(folder: Path) -> None:
    on = date(2026, 9, 1)
    db.unit.set_value("minutes_in_bundle", "none", on, samples.now())
    made = samples.export(folder)
    assert not any(name.startswith("bien-ban/") for name in made.files)
    assert exports.bundle.verify.judge([made.path]).verdict == "unchecked"


def test_a_span_is_written_with_two_hyphens_in_names(folder: Path) -> None:
    period = db.periods.read("2026-07-01..2026-09-30")
    made = exports.bundle.making.export(
        period,
        folder,
        cutoff=date(2026, 8, 31),
        persons=(),
        supplement=False,
        replace=False,
        moment=samples.now(),
    )
    assert made.path.name == "CB-41_2026-07-01--2026-09-30_C1.zip"
    verdict = exports.bundle.verify.judge([made.path])
    assert verdict.verdict == "unchecked"
    body = samples.manifest(samples.entries(made.path.read_bytes()))
    assert body["cutoff"] == "2026-08-31"


def test_people_sign_in_their_order_and_each_role_once(folder: Path) -> None:
    persons = [authority.chair(), authority.minute_taker()]
    made = samples.export(folder, persons=persons)
    assert [one["role"] for one in made.signers] == ["niem-phong", "thu-ky", "chu-tri"]
    # They sign minutes and the container; the report has one signer, who is not among them.
    body = samples.manifest(samples.entries(made.path.read_bytes()))
    assert body["level"] == "niem-phong"
    twice = [authority.secretary(), authority.person("bi-thu", authority.CHAIR, 4)]
    with pytest.raises(db.errors.RecordError, match="một chứng thư"):
        samples.export(folder, persons=twice)


def test_the_same_records_give_the_same_snapshot() -> None:
    again = samples.entries(samples.other().bundles["C1"])
    first = samples.entries(samples.made().bundles["C1"])
    assert again[samples.SNAPSHOT] == first[samples.SNAPSHOT]
    assert again[samples.WORKBOOK] == first[samples.WORKBOOK]
