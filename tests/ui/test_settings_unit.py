"""The unit in the settings: changed field by field, its code only read."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

import db.unit
import tests.db.factory
import ui.settings
from tests.ui import screens, sections

own_settings = sections.own_settings
page = sections.page


def test_the_unit_is_changed_field_by_field(page: ui.settings.SettingsPage) -> None:
    page.show_record(1)
    sections.type_into(page, "settings.unit.place", "Bến Đò")
    sections.type_into(page, "settings.unit.heads", "Lò Văn Pản, Hiệu trưởng\n\nQuàng Thị Mai")
    assert page.leaving() == ""
    unit = db.unit.get()
    assert unit.place == "Bến Đò"
    assert [head["name"] for head in unit.heads] == ["Lò Văn Pản", "Quàng Thị Mai"]
    assert unit.heads[0]["post"] == "Hiệu trưởng"


def test_the_code_can_be_read_and_not_changed(page: ui.settings.SettingsPage) -> None:
    code = screens.part(page, QLineEdit, "settings.unit.code")
    assert code.isReadOnly()
    assert code.text() == "CB-31"
    assert "niêm phong" in screens.said(page, "settings.unit.code.help")


def test_a_unit_without_a_name_is_refused_in_place(page: ui.settings.SettingsPage) -> None:
    sections.type_into(page, "settings.unit.name", " ")
    assert "Tên chi bộ" in page.leaving()
    assert "cần được điền" in screens.said(page, "settings.unit.name.error")
    assert db.unit.get().name == tests.db.factory.UNIT["name"]
