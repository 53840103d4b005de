"""Putting a workbook inside the paper, as data that belongs to it (PDF/A-3 associated file)."""

from __future__ import annotations

import io

import pikepdf

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The file's own dates would make each making different; when it was made stands in the manifest.
_DATE = "D:20000101000000Z"


def attach(pdf: bytes, name: str, data: bytes, description: str) -> bytes:
    """``pdf`` with ``data`` as an attached file; equal arguments give equal bytes.

    Must come before any signature: the file is written anew.
    """
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spec = pikepdf.AttachedFileSpec(  # type: ignore[call-arg]  # the stub forgets relationship
            opened,
            data,
            filename=name,
            description=description,
            mime_type=_XLSX,
            creation_date=_DATE,
            mod_date=_DATE,
            relationship=pikepdf.Name.Data,
        )
        opened.attachments[name] = spec
        opened.Root.AF = pikepdf.Array([spec.obj])
        opened.save(target, deterministic_id=True)
    return target.getvalue()
