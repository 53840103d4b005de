"""Bundles that somebody changed: by hand, or with a seal so that all signatures are in order.

``ONE_CHECK`` holds, for each check of the verifier, an attack that this check alone finds;
``OTHERS`` the rest. Each names the file that must be blamed.
"""

from __future__ import annotations

import copy
import dataclasses
import functools
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

import exports.bundle.assembly
import exports.bundle.container
import exports.bundle.snapshot
import exports.figures
import exports.issuing
import exports.paper
import exports.signing.identities
import exports.signing.pades
import exports.signing.xades
import exports.workbook.packing
from tests.exports import authority
from tests.exports import bundle_samples as samples

Body = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Attack:
    """What was done, the file to be blamed, and the bundle."""

    words: str
    blamed: str
    make: Callable[[], bytes]


def sealed() -> samples.Entries:
    """C1, under the seal alone."""
    return samples.entries(samples.made().bundles["C1"])


def signed() -> samples.Entries:
    """C2, signed by three people."""
    return samples.entries(samples.made().bundles["C2"])


@functools.cache
def seal() -> exports.signing.identities.Identity:
    return samples.made().seal


@functools.cache
def strange_seal() -> exports.signing.identities.Identity:
    return exports.signing.identities.of_seal(authority.foreign_seal())


def with_snapshot(parts: samples.Entries, change: Callable[[Body], object]) -> samples.Entries:
    """``parts`` with a changed snapshot, in its one form."""
    body = samples.snapshot(parts)
    change(body)
    return parts | {samples.SNAPSHOT: samples.canonical(body)}


def drawn(
    parts: samples.Entries,
    *,
    entry: Body | None = None,
    code: str | None = None,
    workbook: bytes | None = None,
    signer: exports.signing.identities.Identity | None = None,
) -> samples.Entries:
    """``parts`` with the report's PDF made anew; what is not given is as it was."""
    own = samples.snapshot(parts)["documents"][0] if entry is None else entry
    paper = exports.paper.from_entry(own["content"])
    pdf = exports.paper.render(paper, code or exports.issuing.code_of(own)).pdf
    inside = parts[samples.WORKBOOK] if workbook is None else workbook
    pdf = exports.bundle.assembly.with_workbook(pdf, samples.WORKBOOK, inside)
    pdf = exports.signing.pades.sign(pdf, [], signer or seal(), [], authority.NOW)
    return parts | {samples.REPORT: pdf}


def with_workbook(parts: samples.Entries, workbook: bytes) -> samples.Entries:
    """``parts`` with another workbook, inside the report too."""
    return drawn(parts | {samples.WORKBOOK: workbook})


def with_report(parts: samples.Entries, change: Callable[[Body], object]) -> samples.Entries:
    """``parts`` with a report that says something else, in the PDF and in its entry."""
    body = samples.snapshot(parts)
    change(body["documents"][0]["content"])
    paper = exports.paper.from_entry(body["documents"][0]["content"])
    body["documents"][0] = exports.issuing.entry_of(paper)
    return drawn(parts | {samples.SNAPSHOT: samples.canonical(body)})


def repacked(workbook: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """A workbook with changed parts, packed as the program packs."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            member.create_system = 3
            archive.writestr(member, data)
    return target.getvalue()


def replaced(workbook: bytes, old: str, new: str) -> bytes:
    """A workbook with a word replaced wherever it stands."""

    before, after = (text.encode("ascii", "xmlcharrefreplace") for text in (old, new))

    def change(parts: dict[str, bytes]) -> None:
        assert any(before in data for data in parts.values())
        for name, data in parts.items():
            parts[name] = data.replace(before, after)

    return repacked(workbook, change)


def with_total(workbook: bytes, code: str, value: int) -> bytes:
    """A workbook with another number under ``code`` in TONG-HOP."""
    import openpyxl.utils

    codes = list(exports.workbook.read_totals(workbook))
    cell = f"{openpyxl.utils.get_column_letter(codes.index(code) + 1)}3"

    def change(parts: dict[str, bytes]) -> None:
        sheet = "xl/worksheets/sheet1.xml"
        pattern = rf'(<c r="{cell}"[^>]*><v>)[\d.]+'.encode()
        parts[sheet], count = re.subn(pattern, rb"\g<1>%d" % value, parts[sheet])
        assert count == 1

    return repacked(workbook, change)


def figure_row(content: Body, name: str) -> list[str]:
    """The row of a figure in the report's table, which follows the order of the contract."""
    place = list(exports.figures.labels()).index(name)
    tables = [one for one in content["annexes"][-1]["blocks"] if one["kind"] == "table"]
    row: list[str] = tables[0]["rows"][place]
    return row


def _doubled() -> bytes:
    parts = list(sealed().items())
    return samples.packed([*parts, (samples.REPORT, b"%PDF-1.7 khac")])


def _wrong_digest() -> bytes:
    def change(body: Body) -> None:
        named = next(file for file in body["files"] if file["path"] == samples.WORKBOOK)
        named["sha256"] = "0" * 64

    return samples.forge(sealed(), change)


def _extra() -> bytes:
    return samples.packed(sealed() | {"META-INF/ghi-chu.txt": b"x"})


def _other_mimetype() -> bytes:
    return samples.packed(sealed() | {"mimetype": b"application/zip"})


def _spaced_asic() -> bytes:
    parts = sealed()
    return samples.packed(parts | {samples.ASIC: parts[samples.ASIC].replace(b"/>", b" />", 1)})


def _recounted_only() -> bytes:
    parts = sealed()
    changed = {exports.bundle.assembly.READ_ME: b"\xef\xbb\xbfDa ky so day du.\r\n"}
    return samples.packed(samples.recounted(parts | changed))


def _signed_by_another() -> bytes:
    def change(body: Body) -> None:
        body["signers"] = [{"role": "niem-phong", "certificate": seal().sha256}]

    return samples.forge(sealed(), change, strange_seal())


def _listed_program() -> bytes:
    parts = sealed()
    data = b"MZ"
    parts = dict(list(parts.items())[:-3]) | {"chay.exe": data} | dict(list(parts.items())[-3:])

    def change(body: Body) -> None:
        line = exports.bundle.manifest.file_of("chay.exe", data)
        body["files"].append(dataclasses.asdict(line))

    return samples.forge(parts, change)


def _indented() -> bytes:
    def form(body: Body) -> bytes:
        return json.dumps(body, ensure_ascii=False, sort_keys=True, indent=2).encode()

    return samples.forge(sealed(), form=form)


def _replaces_nothing() -> bytes:
    def change(body: Body) -> None:
        body["replaces"], body["base_sha256"] = "C7", "0" * 64

    return samples.forge(sealed(), change)


def _spaced_snapshot() -> bytes:
    parts = sealed()
    body = json.dumps(samples.snapshot(parts), ensure_ascii=False, sort_keys=True).encode()
    return samples.forge(parts | {samples.SNAPSHOT: body})


def _other_cutoff() -> bytes:
    return samples.forge(with_snapshot(sealed(), lambda body: body.update(cutoff="2026-08-31")))


def _byte_behind_the_report() -> bytes:
    parts = sealed()
    return samples.forge(parts | {samples.REPORT: parts[samples.REPORT] + b"\n"})


def _report_sealed_by_another() -> bytes:
    return samples.forge(drawn(sealed(), signer=strange_seal()))


def _report_says_more() -> bytes:
    parts = sealed()
    own = samples.snapshot(parts)["documents"][0]
    changed = copy.deepcopy(own)
    next(b for b in changed["content"]["blocks"] if b["kind"] == "paragraph")["text"] += " Thêm."
    return samples.forge(drawn(parts, entry=changed, code=exports.issuing.code_of(own)))


def _code_of_the_minutes() -> bytes:
    parts = sealed()
    minutes = samples.snapshot(parts)["documents"][1]
    return samples.forge(drawn(parts, code=exports.issuing.code_of(minutes)))


def _another_attachment() -> bytes:
    parts = sealed()
    other = with_total(parts[samples.WORKBOOK], "tasks_done", 99)
    return samples.forge(drawn(parts, workbook=other))


def _document_without_a_file() -> bytes:
    return samples.forge(
        with_snapshot(sealed(), lambda body: body["documents"].append(body["documents"][1]))
    )


def _level_too_high() -> bytes:
    parts = sealed()
    workbook = replaced(parts[samples.WORKBOOK], exports.issuing.SEALED, exports.issuing.DIGITAL)
    return samples.forge(
        with_workbook(parts, workbook), lambda body: body.update(level="chu-ky-so")
    )


def _active_workbook() -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"

    parts = sealed()
    return samples.forge(with_workbook(parts, repacked(parts[samples.WORKBOOK], change)))


def _other_total() -> bytes:
    parts = sealed()
    return samples.forge(
        with_workbook(parts, with_total(parts[samples.WORKBOOK], "tasks_overdue", 0))
    )


def _other_annex_row() -> bytes:
    parts = sealed()
    workbook = replaced(parts[samples.WORKBOOK], "Chờ văn bản hướng dẫn", "Chưa rõ vì sao")
    return samples.forge(with_workbook(parts, workbook))


def _task_left_out() -> bytes:
    return samples.forge(with_snapshot(sealed(), lambda body: body["tasks"].pop()))


def _sum_that_is_none() -> bytes:
    parts = sealed()
    new = samples.snapshot(parts)["figures"]["tasks_new"]["value"] + 1
    parts = with_snapshot(parts, lambda body: body["figures"]["tasks_new"].update(value=new))
    parts = parts | {samples.WORKBOOK: with_total(parts[samples.WORKBOOK], "tasks_new", new)}

    def change(content: Body) -> None:
        figure_row(content, "tasks_new")[-2] = str(new)

    return samples.forge(with_report(parts, change))


def _report_prints_another_figure() -> bytes:
    def change(content: Body) -> None:
        figure_row(content, "tasks_overdue")[-2] += "0"

    return samples.forge(with_report(sealed(), change))


def _comment() -> bytes:
    data = samples.made().bundles["C1"]
    return data[:-2] + b"\x02\x00hi"


ONE_CHECK: dict[str, Attack] = {
    "names_are_safe_and_unique": Attack("doubled entry", samples.REPORT, _doubled),
    "digests_are_those_of_the_manifest": Attack("wrong digest", samples.WORKBOOK, _wrong_digest),
    "entries_are_the_exact_set": Attack("unsigned extra", "META-INF/ghi-chu.txt", _extra),
    "mimetype_is_ours": Attack("another mimetype", "mimetype", _other_mimetype),
    "asic_manifest_is_ours": Attack("a blank in it", samples.ASIC, _spaced_asic),
    "signatures_hold": Attack(
        "recounted manifest", exports.bundle.assembly.READ_ME, _recounted_only
    ),
    "signers_are_the_required": Attack(
        "a stranger signs in the seal's name", samples.SEAL_FILE, _signed_by_another
    ),
    "every_file_has_its_place": Attack("a program, listed", "chay.exe", _listed_program),
    "manifest_is_in_its_one_form": Attack("another indent", samples.MANIFEST, _indented),
    "names_its_base": Attack("replaces what is not", samples.MANIFEST, _replaces_nothing),
    "snapshot_is_in_its_one_form": Attack("blanks in it", samples.SNAPSHOT, _spaced_snapshot),
    "snapshot_is_of_this_report": Attack("another cut-off", samples.SNAPSHOT, _other_cutoff),
    "papers_are_signed_as_listed": Attack(
        "a byte behind the signature", samples.REPORT, _byte_behind_the_report
    ),
    "papers_carry_the_right_signers": Attack(
        "another seal in the report", samples.REPORT, _report_sealed_by_another
    ),
    "papers_say_what_the_snapshot_says": Attack(
        "a word more on paper", samples.REPORT, _report_says_more
    ),
    "codes_name_their_entry": Attack("another paper's code", samples.REPORT, _code_of_the_minutes),
    "only_the_report_carries_the_workbook": Attack(
        "another workbook inside", samples.REPORT, _another_attachment
    ),
    "every_document_has_its_paper": Attack(
        "an entry without a file", samples.SNAPSHOT, _document_without_a_file
    ),
    "level_is_that_of_the_signers": Attack("too high a level", samples.MANIFEST, _level_too_high),
    "workbook_is_plain": Attack("a link in it", samples.WORKBOOK, _active_workbook),
    "totals_are_the_figures": Attack("another number", samples.WORKBOOK, _other_total),
    "annexes_are_those_of_the_report": Attack("another cause", samples.WORKBOOK, _other_annex_row),
    "records_are_those_counted": Attack("a task left out", samples.SNAPSHOT, _task_left_out),
    "figures_add_up": Attack("a sum that is none", samples.SNAPSHOT, _sum_that_is_none),
    "report_prints_the_figures": Attack(
        "another figure on paper", samples.REPORT, _report_prints_another_figure
    ),
    "zip_is_as_the_program_packs": Attack("an archive comment", "ho-so.zip", _comment),
}
