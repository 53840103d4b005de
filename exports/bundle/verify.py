"""The strict judge of bundles and papers (design 6, "Verify"): a contract.

Every check is a function that names faults; ``OUTSIDE`` and ``INSIDE`` are their order, the file
most likely at fault first. Nothing is believed because it lies inside: trust comes from the reader
alone. Whatever the bytes, the answer is a verdict; only a path that cannot be read is an error.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography import x509

import db.errors
import exports.bundle.checks.case
import exports.bundle.checks.chain
import exports.bundle.checks.contents
import exports.bundle.checks.envelope
import exports.bundle.checks.papers
import exports.bundle.checks.sheets
import exports.bundle.checks.signers
import exports.bundle.checks.single
import exports.bundle.checks.verdict
import exports.bundle.container
import exports.bundle.manifest
import exports.signing.findings
import exports.signing.trust

Case = exports.bundle.checks.case.Case
Fault = exports.bundle.container.Fault
Verdict = exports.bundle.checks.verdict.Verdict

# The bundle as a parcel: what must be in it, unchanged and signed.
OUTSIDE: tuple[exports.bundle.checks.case.Check, ...] = (
    exports.bundle.checks.envelope.names_are_safe_and_unique,
    exports.bundle.checks.envelope.digests_are_those_of_the_manifest,
    exports.bundle.checks.envelope.entries_are_the_exact_set,
    exports.bundle.checks.envelope.mimetype_is_ours,
    exports.bundle.checks.envelope.asic_manifest_is_ours,
    exports.bundle.checks.signers.signatures_hold,
    exports.bundle.checks.signers.signers_are_the_required,
    exports.bundle.checks.envelope.every_file_has_its_place,
    exports.bundle.checks.envelope.manifest_is_in_its_one_form,
    exports.bundle.checks.chain.names_its_base,
    exports.bundle.checks.envelope.zip_is_as_the_program_packs,
)
# What its parts say of each other; asked only of a whole parcel, else one changed file would put
# those that agree with its old content in the wrong.
INSIDE: tuple[exports.bundle.checks.case.Check, ...] = (
    exports.bundle.checks.contents.snapshot_is_in_its_one_form,
    exports.bundle.checks.contents.snapshot_is_of_this_report,
    exports.bundle.checks.papers.papers_are_signed_as_listed,
    exports.bundle.checks.papers.papers_carry_the_right_signers,
    exports.bundle.checks.papers.papers_say_what_the_snapshot_says,
    exports.bundle.checks.papers.codes_name_their_entry,
    exports.bundle.checks.papers.only_the_report_carries_the_workbook,
    exports.bundle.checks.contents.every_document_has_its_paper,
    exports.bundle.checks.signers.level_is_that_of_the_signers,
    exports.bundle.checks.sheets.workbook_is_plain,
    exports.bundle.checks.sheets.totals_are_the_figures,
    exports.bundle.checks.sheets.annexes_are_those_of_the_report,
    exports.bundle.checks.contents.records_are_those_counted,
    exports.bundle.checks.contents.figures_add_up,
    exports.bundle.checks.contents.report_prints_the_figures,
)
_BROKEN = exports.signing.findings.broken("Tệp hỏng hoặc không đúng mẫu")


def _untold(_what: str, _done: int, _total: int) -> None:
    """Nobody asks how far it is."""


def judge(
    paths: Sequence[Path],
    trusted: Sequence[x509.Certificate] | None = None,
    tick: Callable[[str, int, int], None] = _untold,
) -> Verdict:
    """Judge the files at ``paths``, bundles also against each other.

    Without ``trusted`` integrity is judged and whoever signed stays "unchecked". ``tick`` is told
    what is being judged and how far it is; what it raises ends the judging.

    Raises:
        db.errors.RecordError: a path cannot be read.
    """
    given = [(path.name, _read(path)) for path in paths]
    cases = [Case(name, data) for name, data in given if _is_bundle(name, data)]
    between: dict[Case, list[Fault]] = {}
    for case, fault in exports.bundle.checks.chain.faults(cases):
        between.setdefault(case, []).append(fault)
    waiting = iter(cases)
    verdicts = []
    for done, (name, data) in enumerate(given):
        tick(f"kiểm tra {name}", done, len(given))
        if _is_bundle(name, data):
            case = next(waiting)
            verdicts.append((name, _judged(case, between.get(case, []), trusted or ())))
        else:
            verdicts.append((name, _alone(name, data, trusted or ())))
    if len(verdicts) == 1:
        return verdicts[0][1]
    return exports.bundle.checks.verdict.together(verdicts)


def judge_bytes(
    name: str, data: bytes, trusted: Sequence[x509.Certificate] | None = None
) -> Verdict:
    """Judge one bundle that is in memory under the file name ``name``."""
    return _judged(Case(name, data), [], trusted or ())


def _read(path: Path) -> bytes:
    """The bytes of a file, no more of them than a bundle may have."""
    try:
        with path.open("rb") as file:
            return file.read(exports.bundle.container.LARGEST + 1)
    except OSError as error:
        raise db.errors.RecordError(
            f"Không đọc được tệp “{path}”; hãy kiểm tra đường dẫn hoặc quyền đọc."
        ) from error


def _is_bundle(name: str, data: bytes) -> bool:
    """Whether a file is to be judged as a bundle: by its content, else by its name."""
    if data.startswith(b"%PDF-") or name.lower().endswith((".pdf", ".xlsx")):
        return False
    form = exports.bundle.container.WORKBOOK
    return "xl/workbook.xml" not in exports.bundle.container.read(data, form).names


def _judged(case: Case, between: Sequence[Fault], trusted: Sequence[x509.Certificate]) -> Verdict:
    """One bundle: every check, then whether the signers are those the reader expects."""
    torn = _torn(case)
    if torn:
        return exports.bundle.checks.verdict.of([], torn, [])
    faults = list(case.unreadable)
    for checks in (OUTSIDE, INSIDE):
        if not faults or checks is OUTSIDE:
            faults += _found(case, checks)
    faults += between
    signatures = [*case.container_signatures, *itertools.chain(*case.paper_signatures.values())]
    if not faults:
        signatures = [exports.signing.trust.judge(one, trusted) for one in signatures]
    told = [(fault.path or case.name, fault.why) for fault in faults]
    return exports.bundle.checks.verdict.of(case.archive.names, told, signatures)


def _found(case: Case, checks: Sequence[exports.bundle.checks.case.Check]) -> list[Fault]:
    """What ``checks`` find; one that fails over hostile bytes has found them broken."""
    faults: list[Fault] = []
    for check in checks:
        try:
            faults += check(case)
        except Exception:  # noqa: BLE001 - hostile bytes are a finding, never a crash
            faults.append(Fault(case.name, _BROKEN))
    return faults


def _torn(case: Case) -> list[tuple[str, str]]:
    """What is wrong with a ZIP in which no manifest can be found; nothing else can be asked.

    A torn bundle may end in the workbook, which is a ZIP itself: its parts are none of ours.
    """
    if exports.bundle.manifest.PATH in case.contents:
        return []
    return [(case.name, fault.why) for fault in case.archive.faults if not fault.path]


def _alone(name: str, data: bytes, trusted: Sequence[x509.Certificate]) -> Verdict:
    """One paper or workbook."""
    is_pdf = data.startswith(b"%PDF-") or name.lower().endswith(".pdf")
    alone = exports.bundle.checks.single
    found = alone.pdf(name, data) if is_pdf else alone.workbook(name, data)
    bad = [one for one in found if one.verdict == exports.signing.findings.INVALID]
    signatures = [exports.signing.trust.judge(one, trusted) for one in found]
    faults = [(name, one.why) for one in bad]
    return exports.bundle.checks.verdict.of([name], faults, signatures)
