from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

import db.errors
import db.history
import db.periods
import db.unit
from tests.db.factory import UNIT, moment


def test_what_a_unit_file_gives_is_checked_and_kept() -> None:
    fields = db.unit.checked(UNIT)
    assert fields["term_from"] == date(2025, 3, 10)
    assert fields["heads"] == [
        {"name": "Tạ Thị Hạnh", "post": ""}, {"name": "Lò Văn Pản", "post": "Hiệu trưởng"},
    ]  # fmt: skip


@pytest.mark.parametrize("value", [date(2025, 3, 10), datetime(2025, 3, 10, 7, tzinfo=UTC)])
def test_the_term_begins_on_a_day_however_it_is_written(value: Any) -> None:
    found = db.unit.checked({**UNIT, "term_from": value})["term_from"]
    assert type(found) is date
    assert found == date(2025, 3, 10)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("code", "", "“code”"), ("code", "CB 31", "không có dấu cách"),
        ("code", "C" * 21, "Mã đơn vị"),
        ("code", "../x", "Mã đơn vị"), ("code", "CHI-BỘ", "Mã đơn vị"),
        ("name", "  ", "“name”"), ("kind", "army", "“kind”"), ("kind", ["school"], "“kind”"),
        ("term_from", "hôm qua", "term_from"), ("term_from", 2025, "term_from"),
        ("heads", [], "“heads”"), ("heads", [" "], "“heads”"),
        ("heads", [{"post": "Hiệu trưởng"}], "“heads”"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named(name: str, value: Any, says: str) -> None:
    with pytest.raises(db.errors.RecordError, match=says):
        db.unit.checked({**UNIT, name: value})


@pytest.mark.parametrize("name", db.unit.REQUIRED)
def test_a_missing_entry_is_named(name: str) -> None:
    with pytest.raises(db.errors.RecordError, match=f"còn thiếu mục: {name}"):
        db.unit.checked({key: value for key, value in UNIT.items() if key != name})


def test_one_head_needs_no_list() -> None:
    assert db.unit.checked({**UNIT, "heads": "Tạ Thị Hạnh"})["heads"][0]["name"] == "Tạ Thị Hạnh"


@pytest.mark.usefixtures("book")
def test_a_setting_counts_from_its_day_and_the_last_entered_wins() -> None:
    for value, day in ((5, 1), (9, 10), (8, 10)):
        db.unit.set_value("late_entry_days", value, date(2026, 6, day), moment())
    assert db.unit.setting("late_entry_days", date(2026, 5, 31)) == 7
    assert db.unit.setting("late_entry_days", date(2026, 6, 1)) == 5
    assert db.unit.setting("late_entry_days", date(2026, 6, 10)) == 8
    assert len(db.unit.Unit.printed([db.unit.get()])[0]["settings"]) == 3


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("name", "value"),
    [("khong_co", 1), ("late_entry_days", "7"), ("late_entry_days", True),
     ("late_entry_days", -1), ("report_due_day", 32), ("report_due_day_off", "hôm sau"),
     ("minutes_in_bundle", "extract"), ("recipients", "một dòng"),
     ("vote_base_without_temporary", 1)],
)  # fmt: skip
def test_a_setting_of_another_kind_is_refused(name: str, value: Any) -> None:
    with pytest.raises(db.errors.RecordError):
        db.unit.set_value(name, value, date(2026, 6, 1), moment())
    assert db.unit.Unit.printed([db.unit.get()])[0]["settings"] == []


def test_every_setting_has_a_label_a_value_and_a_mark() -> None:
    for name, one in db.unit.catalogue().items():
        assert one["label"], name
        assert one["mark"] in {"confirmed", "likely", "setting"}
        assert one["value"] in one.get("choices", [one["value"]])


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("day", "rule", "due"),
    [
        (0, "before", None),
        (5, "before", date(2026, 10, 5)),
        (10, "before", date(2026, 10, 9)),  # the 10th is a Saturday
        (10, "after", date(2026, 10, 13)),  # Monday the 12th is set as a day off
        (10, "same", date(2026, 10, 10)),
        (31, "same", date(2026, 10, 31)),
    ],
)
def test_a_report_is_due_on_the_day_the_unit_sets(day: int, rule: str, due: date | None) -> None:
    start = date(2026, 1, 1)
    db.unit.set_value("report_due_day", day, start, moment())
    db.unit.set_value("report_due_day_off", rule, start, moment())
    db.unit.set_value("days_off", ["2026-10-12"], start, moment())
    assert db.unit.report_due(db.periods.quarter(2026, 3)) == due


@pytest.mark.usefixtures("book")
def test_the_book_knows_its_unit() -> None:
    assert db.unit.get().code == "CB-31"


@pytest.mark.usefixtures("book")
def test_the_unit_is_changed_field_by_field() -> None:
    db.unit.change({"name": " Chi bộ Đồi Thông ", "kind": "agency"}, moment())
    db.unit.change({"heads": [{"name": "Lò Văn Pản", "post": "Hiệu trưởng"}]}, moment())
    db.unit.change({"term_from": date(2026, 1, 5), "code": "CB-31"}, moment())
    held = db.unit.Unit.printed([db.unit.get()])[0]
    assert (held["name"], held["kind"], held["term_from"]) == (
        "Chi bộ Đồi Thông", "agency", "2026-01-05",
    )  # fmt: skip
    assert held["heads"] == [{"name": "Lò Văn Pản", "post": "Hiệu trưởng"}]
    assert [row["verb"] for row in db.history.of("unit", 1)] == ["found", *["change"] * 3]


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("fields", "says"),
    [({"name": " "}, "Tên chi bộ"), ({"heads": []}, "Người đứng đầu"), ({"kind": "x"}, "cơ quan"),
     ({"term_from": "mai"}, "Nhiệm kỳ"), ({"code": "CB-32"}, "niêm phong"), ({"id": 2}, "mục khác"),
     ({"place": "Bến (MẬT)"}, "độ mật"), ({"heads": [{"name": "Độ mật: Mật"}]}, "độ mật")],
)  # fmt: skip
def test_a_unit_keeps_its_code_and_no_field_becomes_blank(
    fields: dict[str, Any], says: str
) -> None:
    before = db.unit.Unit.printed([db.unit.get()])
    with pytest.raises(db.errors.RecordError, match=says):
        db.unit.change(fields, moment())
    assert db.unit.Unit.printed([db.unit.get()]) == before
