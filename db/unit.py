"""The unit: one chi bộ, who it is, and its dated settings."""

from __future__ import annotations

import functools
import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Self

import peewee

import db.base
import db.errors
import db.history
import db.moments
import db.periods
import db.secrecy

KINDS = {"school": "trường học", "residential": "tổ dân phố", "agency": "cơ quan"}
REQUIRED = ("code", "name", "kind", "ward", "upper", "place", "term_from", "heads")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}\Z")  # it begins every file name of a bundle


class Unit(db.base.Record):
    """The chi bộ that owns the book; there is exactly one."""

    kind: ClassVar[str] = "unit"

    code = peewee.TextField(verbose_name="Mã đơn vị")
    name = db.base.Words(verbose_name="Tên chi bộ")
    unit_kind = peewee.TextField(verbose_name="Loại hình")
    ward = db.base.Words(verbose_name="Phường")
    upper = db.base.Words(verbose_name="Cấp trên trực tiếp")
    place = db.base.Words(verbose_name="Địa danh")
    term_from = peewee.DateField(verbose_name="Nhiệm kỳ từ ngày")
    heads = db.base.ListField(verbose_name="Người đứng đầu")

    @classmethod
    def printed(cls, records: list[Self]) -> list[dict[str, Any]]:
        """The unit with its settings, each with the day it counts from."""
        names = ("code", "name", "ward", "upper", "place", "term_from", "heads")
        settings = [
            {"name": name, "valid_from": valid_from, "value": json.loads(value)}
            for name, valid_from, value in db.base.rows(
                "SELECT name, valid_from, value FROM settings ORDER BY id"
            )
        ]
        return [
            {**record.plain(*names), "kind": record.unit_kind, "settings": settings}
            for record in records
        ]


_COLUMN = {"kind": "unit_kind"}  # where a column is not named as a unit file names it
_LABELS = {
    name: str(Unit._meta.fields[_COLUMN.get(name, name)].verbose_name)  # noqa: SLF001 - peewee's own place for it
    for name in REQUIRED
}


class Setting(db.base.Table):
    """One value of one setting, from a day on."""

    id = db.base.Id()
    name = peewee.TextField(index=True)
    valid_from = peewee.DateField()
    value = db.base.Words()
    at = peewee.TextField()

    class Meta:
        table_name = "settings"


@functools.cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Every setting with its label, its value until changed, and how sure that value is."""
    path = Path(__file__).parent / "data" / "settings.toml"
    return tomllib.loads(path.read_text("utf-8"))


def found(given: Mapping[str, Any], moment: db.moments.Moment) -> Unit:
    """Enter the unit of a new book from what a unit file or the first-run wizard gives.

    Raises:
        db.errors.RecordError: something is missing or of the wrong kind.
    """
    fields = checked(given)
    unit = Unit(entered_at=moment.at, unit_kind=fields.pop("kind"), **fields)
    with db.history.change(moment, unit, "found"):
        unit.save(force_insert=True)
    return unit


def change(fields: Mapping[str, Any], moment: db.moments.Moment) -> None:
    """Change what the unit is called, of which kind and where it is, its term and its heads.

    ``fields`` are named as in a unit file (REQUIRED). The code never changes: the seal that the
    ward registers is made out to it, and every bundle and number given so far begins with it.

    Raises:
        db.errors.RecordError: a field is blank, of the wrong kind, unknown, or another code.
    """
    unit = get()
    held = {name: getattr(unit, _COLUMN.get(name, name)) for name in REQUIRED}
    if set(fields) - set(REQUIRED):
        raise db.errors.RecordError("Mục này không thuộc thông tin chi bộ; hãy chọn mục khác.")
    if fields.get("code", unit.code) != unit.code:
        raise db.errors.RecordError(
            "Mã đơn vị nằm trong niêm phong của sổ và trong tên mọi hồ sơ báo cáo nên không đổi "
            "được; nếu mã sai, hãy lập sổ mới."
        )
    given = checked({**held, **fields}, _LABELS)
    texts = [given[name] for name in ("name", "ward", "upper", "place")]
    heads = [text for head in given["heads"] for text in head.values()]
    db.secrecy.refuse([*texts, *heads])
    with db.history.change(moment, unit, "change"):
        for name in fields:
            setattr(unit, _COLUMN.get(name, name), given[name])
        unit.save()


def checked(given: Mapping[str, Any], labels: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The fields of a unit, checked one by one; sentences name them by ``labels`` or file key.

    Raises:
        db.errors.RecordError: something is missing or of the wrong kind.
    """
    called = labels or {name: name for name in REQUIRED}
    missing = [name for name in REQUIRED if name not in given]
    if missing:
        raise db.errors.RecordError(
            f"Tệp đơn vị còn thiếu mục: {', '.join(missing)}; hãy bổ sung rồi làm lại."
        )
    fields = {name: given[name] for name in REQUIRED}
    for name in ("code", "name", "ward", "upper", "place"):
        fields[name] = str(fields[name]).strip()
        if not fields[name]:
            raise db.errors.RecordError(
                f"Mục “{called[name]}” của đơn vị để trống; hãy điền rồi làm lại."
            )
    if not _CODE.match(fields["code"]):
        raise db.errors.RecordError(
            "Mã đơn vị chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối, không có dấu cách, dài "
            "không quá 20 ký tự; "
            f"hãy sửa mục “{called['code']}”."
        )
    fields["kind"] = str(fields["kind"])
    if fields["kind"] not in KINDS:
        kinds = ", ".join(KINDS.values() if labels else KINDS)
        raise db.errors.RecordError(
            f"Loại hình đơn vị phải là một trong: {kinds}; hãy sửa mục “{called['kind']}”."
        )
    fields["term_from"] = _day(fields["term_from"], called["term_from"])
    fields["heads"] = [_head(one) for one in _list(fields["heads"])]
    if not fields["heads"] or not all(head["name"] for head in fields["heads"]):
        raise db.errors.RecordError(
            f"Mục “{called['heads']}” của đơn vị để trống; hãy điền rồi làm lại."
        )
    return fields


def _day(value: Any, called: str) -> date:
    """A calendar day out of a unit file."""
    try:
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise db.errors.RecordError(
            f"Mục “{called}” phải là một ngày dạng 2025-06-01; hãy sửa rồi làm lại."
        ) from error


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _head(value: Any) -> dict[str, str]:
    """One head: a name, or a name with a post."""
    if isinstance(value, Mapping):
        return {"name": str(value.get("name", "")).strip(), "post": str(value.get("post", ""))}
    return {"name": str(value).strip(), "post": ""}


def get() -> Unit:
    """The unit of the open book.

    Raises:
        db.errors.RecordError: the book has none yet.
    """
    unit: Unit | None = Unit.select().first()
    if unit is None:
        raise db.errors.RecordError("Sổ chưa có thông tin đơn vị; hãy lập sổ mới.")
    return unit


def setting(name: str, on: date) -> Any:
    """The value of setting ``name`` that counts on day ``on``."""
    held = db.base.rows(
        "SELECT value FROM settings WHERE name = ? AND valid_from <= ?"
        " ORDER BY valid_from DESC, id DESC LIMIT 1",
        name,
        on.isoformat(),
    )
    return json.loads(held[0][0]) if held else catalogue()[name]["value"]


def set_value(name: str, value: Any, valid_from: date, moment: db.moments.Moment) -> None:
    """Let setting ``name`` be ``value`` from ``valid_from`` on.

    Raises:
        db.errors.RecordError: there is no such setting, or the value is of another kind.
        db.errors.SecrecyMark: its words bear a mark of secrecy.
    """
    known = catalogue().get(name)
    if known is None:
        raise db.errors.RecordError(f"Không có mục cài đặt “{name}”; hãy xem lại tên mục.")
    low, high = known.get("between", (value, value))
    if (
        type(value) is not type(known["value"])
        or value not in known.get("choices", [value])
        or not low <= value <= high
    ):
        raise db.errors.RecordError(f"Giá trị của “{known['label']}” chưa đúng kiểu; hãy nhập lại.")
    db.secrecy.refuse(
        one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)
    )
    with db.history.change(moment, get(), f"set {name}"):
        Setting.create(
            name=name, valid_from=valid_from, value=db.base.canonical(value), at=moment.at
        )


def report_due(period: db.periods.Period) -> date | None:
    """The day by which the report of ``period`` is to be sent, or None while no day is set.

    The seeds fix no day (requirements, part 3); a day off moves it by the unit's own rule. What
    counts is the rule of the month in which the report is due, also where it is set then.
    """
    following = period.last + timedelta(days=1)
    rule = db.periods.month_end(following)
    day = setting("report_due_day", rule)
    if not day:
        return None
    due = following.replace(day=min(day, rule.day))
    step = {"before": -1, "after": 1, "same": 0}[setting("report_due_day_off", rule)]
    days_off = set(setting("days_off", rule))
    while step and (due.isoweekday() > 5 or due.isoformat() in days_off):  # noqa: PLR2004 - Saturday
        due += timedelta(days=step)
    return due
