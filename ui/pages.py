"""The pages the sidebar leads to, and which page shows a record of which kind."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import ui.page
import ui.session


@dataclass(frozen=True)
class Entry:
    """One entry of the sidebar; its module has ``PAGE`` and is read when first shown."""

    name: str
    title: str
    module: str

    def read(self) -> None:
        """Read the page's module beforehand, so that showing it the first time takes no longer."""
        importlib.import_module(self.module)

    def make(self, session: ui.session.Session) -> ui.page.Page:
        """The page itself."""
        made: ui.page.Page = importlib.import_module(self.module).PAGE(session)
        return made


WORK = (
    Entry("today", "Hôm nay", "ui.today"),
    Entry("tasks", "Nhiệm vụ", "ui.tasks"),
    Entry("meetings", "Sinh hoạt", "ui.meetings"),
    Entry("reports", "Báo cáo", "ui.reports"),
    Entry("documents", "Văn bản", "ui.documents"),
    Entry("members", "Đảng viên", "ui.members"),
)
BELOW = (Entry("settings", "Cài đặt", "ui.settings"),)
# Reached from other pages.
ASIDE = (
    Entry("intake.tasks", "Nhập nhiệm vụ từ Excel", "ui.intake.tasks"),
    Entry("intake.members", "Nhập đảng viên từ Excel", "ui.intake.members"),
    Entry("bundles", "Kiểm tra hồ sơ báo cáo", "ui.bundles"),
)
IN_SIDEBAR = WORK + BELOW
ALL = IN_SIDEBAR + ASIDE

# Where a record of a kind is shown, when that is not the page of the same name.
SHOWN_BY = {"series": "tasks", "unit": "settings", "settings.values": "settings"}
# The entry of the sidebar that stays marked while a page beside it is in front.
BELONGS_TO = {"intake.tasks": "tasks", "intake.members": "members", "bundles": "reports"}


def page_of(kind: str) -> str:
    """The name of the page that shows records of ``kind``."""
    return SHOWN_BY.get(kind, kind)
