"""``set``: the unit's settings, each from a day on; without a name, all of them."""

from __future__ import annotations

import argparse
import json
from typing import Any

import db.errors
import db.unit
import desktop.clock
import desktop.output
import desktop.session


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="mục cài đặt; để trống: in tất cả")
    parser.add_argument(
        "value", metavar="VALUE", nargs="?", help="giá trị mới (danh sách: cách “;”)"
    )
    parser.add_argument("--from", dest="since", metavar="D", help="có giá trị từ ngày này")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Set one, or print what holds today."""
    changing = given.value is not None
    if given.name is not None and not changing:
        raise db.errors.RecordError("Lệnh còn thiếu giá trị; hãy xem cách dùng bằng --help.")
    with desktop.session.opened(given, writing=changing) as session:
        today = session.moment.today
        since = desktop.clock.read_day(given.since, "--from") if given.since else today
        if changing:
            value = read(given.name, given.value)
            db.unit.set_value(given.name, value, since, session.moment)
        held = {name: db.unit.setting(name, max(today, since)) for name in db.unit.catalogue()}
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}  ({explained(name)})"
        for name, value in held.items()
        if given.name in {None, name}
    ]
    return desktop.output.Answer({"settings": held}, lines)


def explained(name: str) -> str:
    """What setting ``name`` is, and how its values are written."""
    known = db.unit.catalogue()[name]
    written = [f"{value}: {words}" for value, words in known.get("words", {}).items()]
    if known.get("holds") == "days":
        written = ["yyyy-mm-dd"]
    return " – ".join(filter(None, (str(known["label"]), "; ".join(written))))


def read(name: str, text: str) -> Any:
    """``text`` as a value of setting ``name``; a list is written with semicolons.

    Raises:
        db.errors.RecordError: it is no number or no yes or no where one is needed.
    """
    kind = type(db.unit.catalogue().get(name, {"value": ""})["value"])
    if kind is list:
        return [part.strip() for part in text.split(";") if part.strip()]
    if kind is str:
        return text
    try:
        return json.loads(text)
    except ValueError as error:
        raise db.errors.RecordError(
            f"“{text}” không phải giá trị của mục {name}; hãy ghi một số, true hoặc false."
        ) from error
