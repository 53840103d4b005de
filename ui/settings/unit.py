"""The section of the unit: what it is called, where it is, since when and under whom."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, ClassVar

import db.unit
import ui.fields
import ui.form
import ui.history
import ui.page
import ui.session
import ui.settings.section
import ui.settings.values
import ui.theme

_EXPLAINED = "Đứng trên mọi văn bản và hồ sơ báo cáo xuất từ nay; văn bản đã xuất giữ như cũ."
_CODE = (
    "Không đổi được: mã nằm trong niêm phong mà phường đăng ký và đứng đầu tên mọi hồ sơ báo cáo "
    "đã gửi."
)
_HEADS = "Mỗi dòng một người; sau dấu phẩy là chức vụ, ví dụ: Lò Văn Pản, Hiệu trưởng"


class UnitSection(ui.settings.section.Section):
    """The fields of the unit, each saved on leaving it."""

    NAME: ClassVar[str] = "unit"

    def __init__(self, session: ui.session.Session, notice: ui.page.Notice) -> None:
        super().__init__(session, notice)
        self._form = ui.form.Form("settings.unit", self._fields(), self._save)
        self._form.set_readonly(True, ["code"])
        past = ui.history.button("settings.unit.history")
        self._history = ui.history.HistoryPanel(session, "settings.unit.history")
        self._history.follow(past)
        self.card(
            "Thông tin đơn vị",
            ui.theme.label(_EXPLAINED, "soft"),
            self._form,
            ui.settings.section.flow(past),
            self._history,
        )
        self.column.addStretch(1)
        self.setFocusProxy(self._form)

    def reload(self) -> None:
        """Read the unit again; what is being typed stays."""
        unit = db.unit.get()
        held = {name: getattr(unit, name) for name in db.unit.REQUIRED if name != "kind"}
        held["kind"] = unit.unit_kind
        held["heads"] = [_line(head) for head in unit.heads]
        self._form.show_values(int(str(unit.id)), held)
        self._history.show_record("unit", int(str(unit.id)))

    def leaving(self) -> str:
        """Save what is being typed; a sentence naming what could not be saved, or ""."""
        self._form.flush()
        unsaved = ", ".join(self._form.unsaved())
        return f"Thông tin đơn vị có ô chưa lưu được: {unsaved}." if unsaved else ""

    def _today(self) -> date:
        return self.session.today

    def _fields(self) -> list[ui.form.Field]:
        unit, field = db.unit.Unit, ui.form.Field.of
        kinds = {key: words.capitalize() for key, words in db.unit.KINDS.items()}
        kind = ui.form.Field(
            "kind", str(unit.unit_kind.verbose_name), partial(ui.fields.Choice, kinds)
        )
        term = partial(ui.fields.Day, self._today, ahead=False, years_ago=True)
        return [
            field(unit.name),
            field(unit.code, required=False, help=_CODE),
            kind,
            field(unit.ward),
            field(unit.upper),
            field(unit.place, help="Đứng trước ngày tháng trên văn bản."),
            field(unit.term_from, term, required=True),
            field(unit.heads, ui.settings.values.Texts, help=_HEADS),
        ]

    def _save(self, name: str, value: Any) -> None:
        given = [_head(line) for line in value] if name == "heads" else value
        verb = partial(db.unit.change, {name: given})
        self.session.perform("Sửa thông tin đơn vị", verb, quiet=True)


def _line(head: dict[str, str]) -> str:
    """A head as a line: the name, and after a comma the post."""
    return f"{head['name']}, {head['post']}" if head["post"] else head["name"]


def _head(line: str) -> dict[str, str]:
    """A head out of its line."""
    name, _, post = line.partition(",")
    return {"name": name.strip(), "post": post.strip()}


SECTION = UnitSection
