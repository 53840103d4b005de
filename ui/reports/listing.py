"""What the list of sections says of a period: each with what is the matter in words."""

from __future__ import annotations

import db.reports
import db.reports.notes
import exports.reports
import ui.reports.reading
import ui.reports.sections
import ui.theme

OVERVIEW = ""  # the key of the line before all sections
# What no section of its own is for: a caution's rule, and the section whose figures it is about.
_SECTION_OF = {
    "cause_pending": "4",
    "unclear": "2",
    "unmarked": "1",
    "unapproved": "1",
    "untasked": "1",
}
_BLOCKED_IN = "4"


def entries(read: ui.reports.reading.Read) -> list[ui.reports.sections.Entry]:
    """The lines of the list, each with what is the matter in words."""
    entry = ui.reports.sections.Entry
    must, may = len(read.blocks), len(read.notes)
    said = [f"{must} phải bổ sung"] if must else []
    said += [f"{may} lưu ý"] if may else []
    first = entry(OVERVIEW, "Trước khi xuất", ", ".join(said), "red" if must else "amber")
    return [first, *(_entry(read, section) for section in read.sections)]


def _entry(
    read: ui.reports.reading.Read, section: exports.reports.Section
) -> ui.reports.sections.Entry:
    said: list[tuple[str, ui.theme.Tone]] = []
    if must := len(blocks(read, section.id)):
        said.append((f"{must} phải bổ sung", "red"))
    if section.id in read.kept and read.kept[section.id].changed and read.editable:
        said.append(("số liệu đã đổi", "amber"))
    if may := len(notes(read, section.id)):
        said.append((f"{may} lưu ý", "amber"))
    if section.edited:
        said.append(("đã sửa lời", "blue"))
    return ui.reports.sections.Entry(
        section.id,
        section.heading or "Mở đầu",
        ", ".join(words for words, _ in said),
        said[0][1] if said else "grey",
    )


def blocks(read: ui.reports.reading.Read, section: str) -> list[db.reports.Block]:
    """What blocks the export and is told in ``section``."""
    return list(read.blocks) if section == _BLOCKED_IN else []


def notes(read: ui.reports.reading.Read, section: str) -> list[db.reports.notes.Note]:
    """The cautions about what is told in ``section``."""
    return [one for one in read.notes if _SECTION_OF[one.rule] == section]
