"""``new``: an empty book for a unit described in a TOML file."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

import db.base
import db.book
import db.book.keys
import db.documents
import db.errors
import db.moments
import db.unit
import desktop.clock
import desktop.output
import desktop.session

_FIRST = "Bí thư"  # who opens the book when nobody is named


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("folder", metavar="DIR", help="thư mục mới của sổ")
    parser.add_argument("--unit", required=True, metavar="FILE.toml", help="tệp mô tả đơn vị")


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Make the book and print its recovery code, this once."""
    folder, unit = Path(given.folder), read_unit(Path(given.unit))
    typed = desktop.session.secret(given)
    if not typed.password:
        raise db.errors.RecordError(
            "Cần mật khẩu cho sổ mới; hãy đặt --password-file hoặc SOCHIBO_PASSWORD."
        )
    person = db.book.keys.Secret(typed.person or _FIRST, typed.password)
    moment = desktop.clock.moment(given.today, person.person or "")
    code = db.book.make(folder, unit, person, moment, fill=lambda: _begin(unit, moment))
    lines = [
        f"Đã lập sổ cho {unit['name']} tại {folder}.",
        f"Mã khôi phục (chỉ in một lần, hãy chép ra giấy và cất nơi an toàn): {code}",
        "Không có mật khẩu và mã khôi phục thì không ai mở được sổ.",
    ]
    body = {"book": str(folder), "person": person.person, "recovery_code": code}
    return desktop.output.Answer(body, lines)


def _begin(unit: dict[str, Any], moment: db.moments.Moment) -> None:
    """The papers every unit refers to, and the settings its file gives, from the first day on."""
    with db.base.transaction():
        for name, value in dict(unit.get("settings", {})).items():
            db.unit.set_value(name, value, db.unit.get().term_from, moment)
        db.documents.take_sources(str(unit["ward"]), moment)


def read_unit(path: Path) -> dict[str, Any]:
    """The unit a TOML file describes.

    Raises:
        db.errors.RecordError: it cannot be read.
    """
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise db.errors.RecordError(
            f"Không đọc được tệp đơn vị “{path}”; hãy kiểm tra đường dẫn."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise db.errors.RecordError(
            f"Tệp đơn vị “{path}” không đúng dạng TOML; hãy xem mẫu trong tài liệu hướng dẫn."
        ) from error
