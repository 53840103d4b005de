"""The same workbook in the same bytes: fixed instants, fixed order, one way of packing.

openpyxl writes the clock into docProps/core.xml and into the ZIP; both would make the digest of an
unchanged workbook differ from one second to the next.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_EPOCH = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - the first day ZIP knows; openpyxl takes no zone
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_LEVEL = 6


def packed(book: Workbook) -> bytes:
    """``book`` as .xlsx with fixed instants, its parts in a fixed order."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = _EPOCH
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(book, archive).write_data()
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [*_FIRST, *sorted(parts.keys() - set(_FIRST))]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name in names:
            member = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            member.create_system = 3  # the same on Windows as anywhere
            archive.writestr(member, parts[name])
    return target.getvalue()
