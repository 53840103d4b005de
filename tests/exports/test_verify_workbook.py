"""The workbook of a bundle: nothing active or hidden in it, packed as the program packs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.exports import bundle_attacks
from tests.exports import bundle_samples as samples

HIDDEN: dict[str, Callable[[dict[str, bytes]], object]] = {
    "hidden sheet": lambda parts: parts.update(
        {
            "xl/workbook.xml": parts["xl/workbook.xml"].replace(
                b'state="visible"', b'state="veryHidden"'
            )
        }
    ),
    "formula": lambda parts: parts.update(
        {
            "xl/worksheets/sheet1.xml": parts["xl/worksheets/sheet1.xml"].replace(
                b"<v>", b"<f>1+1</f><v>", 1
            )
        }
    ),
    "program": lambda parts: parts.update({"xl/vbaProject.bin": b"x"}),
    "note": lambda parts: parts.update({"xl/comments1.xml": b"<comments/>"}),
    "foreign part": lambda parts: parts.update({"ghi-chu.txt": b"x"}),
    "entity": lambda parts: parts.update(
        {"xl/styles.xml": b"<!DOCTYPE a>" + parts["xl/styles.xml"]}
    ),
}


@pytest.mark.parametrize("what", HIDDEN)
def test_nothing_active_or_hidden_is_in_the_workbook(what: str) -> None:
    parts = bundle_attacks.sealed()
    workbook = bundle_attacks.repacked(parts[samples.WORKBOOK], HIDDEN[what])
    assert workbook != parts[samples.WORKBOOK]
    judged = samples.verdict(samples.forge(bundle_attacks.with_workbook(parts, workbook)))
    assert samples.blamed(judged) == [samples.WORKBOOK]


def test_a_workbook_packed_by_another_program_is_found() -> None:
    parts = bundle_attacks.sealed()
    with zipfile.ZipFile(io.BytesIO(parts[samples.WORKBOOK])) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as again:
        for name, data in inside.items():
            again.writestr(zipfile.ZipInfo(name, (2026, 10, 6, 7, 30, 0)), data)
    forged = samples.forge(bundle_attacks.with_workbook(parts, target.getvalue()))
    assert samples.blamed(samples.verdict(forged)) == [samples.WORKBOOK]
