"""One bundle under judgement: what was read of it, once, for all checks."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import TypeVar

import db.figures
import exports.bundle.assembly
import exports.bundle.checks.limits
import exports.bundle.container
import exports.bundle.manifest
import exports.bundle.snapshot
import exports.paper
import exports.paper.content
import exports.signing.findings
import exports.signing.identities
import exports.signing.pades
import exports.signing.xades

Fault = exports.bundle.container.Fault
Part = TypeVar("Part")
Check = Callable[["Case"], Iterator[Fault]]

REPORT_ENTRY = 0  # the report's place in ``documents`` of the snapshot; minutes follow


class Case:
    """A bundle: its bytes and, read when first asked for, its parts.

    A part that cannot be read is None and its reason stands in ``unreadable``; checks that need
    it have nothing to say then.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data = name, data
        self.archive = exports.bundle.container.read(data)
        self.contents = self.archive.contents
        self.unreadable: list[Fault] = []
        self._same: dict[str, int] = {}
        self.manifest = self._part(exports.bundle.manifest.PATH, exports.bundle.manifest.read)
        self.snapshot = self._part(exports.bundle.snapshot.PATH, exports.bundle.snapshot.read)

    def _part(self, path: str, read: Callable[[bytes], Part]) -> Part | None:
        """What ``read`` makes of the file at ``path``."""
        if path not in self.contents:
            self.unreadable.append(Fault(path, "Thiếu tệp này trong gói."))
            return None
        try:
            return read(self.contents[path])
        except (ValueError, RecursionError) as error:
            self.unreadable.append(Fault(path, str(error)))
            return None

    @property
    def files(self) -> tuple[exports.bundle.manifest.File, ...]:
        """The files the manifest lists and the container holds."""
        listed = self.manifest.files if self.manifest else ()
        return tuple(file for file in listed if file.path in self.contents)

    @property
    def report(self) -> exports.bundle.manifest.File | None:
        """The report."""
        return next((file for file in self.files if file.path.endswith("_bao-cao.pdf")), None)

    @property
    def workbook(self) -> exports.bundle.manifest.File | None:
        """The workbook."""
        return next((file for file in self.files if file.path.endswith("_phu-luc.xlsx")), None)

    @property
    def papers(
        self,
    ) -> list[tuple[exports.bundle.manifest.File, exports.bundle.snapshot.Document]]:
        """Each paper with its entry, where the manifest names one that exists."""
        documents = self.snapshot.documents if self.snapshot else ()
        return [
            (file, documents[file.entry])
            for file in self.files
            if file.entry is not None and 0 <= file.entry < len(documents)
        ]

    @functools.cached_property
    def figures(self) -> dict[str, db.figures.Figure]:
        """The figures of the snapshot."""
        printed = self.snapshot.figures if self.snapshot else {}
        return {name: exports.bundle.snapshot.figure_of(name, one) for name, one in printed.items()}

    @functools.cached_property
    def report_paper(self) -> exports.paper.content.Paper | None:
        """The report as its entry has it; None if that is no paper."""
        if not self.snapshot or not self.snapshot.documents:
            return None
        try:
            return exports.paper.from_entry(self.snapshot.documents[REPORT_ENTRY].content)
        except ValueError:
            return None

    @functools.cached_property
    def container_signatures(self) -> list[exports.signing.findings.Found]:
        """What the signature files of the required signers are worth, in order."""
        if self.manifest is None:
            return []
        covered = exports.bundle.manifest.covered(self.manifest, self.contents)
        paths = map(exports.bundle.manifest.signature_path, range(len(self.manifest.signers)))
        return [
            exports.signing.xades.judge(path, self.contents[path], number, covered)
            for number, path in enumerate(paths)
            if path in self.contents
        ]

    @functools.cached_property
    def paper_signatures(self) -> dict[str, list[exports.signing.findings.Found]]:
        """What the signatures inside each PDF are worth, by path."""
        fields = exports.signing.identities.FIELDS
        found = {}
        for file in self.files:
            if not file.path.endswith(".pdf"):
                continue
            pdf = self.contents[file.path]
            why = exports.bundle.checks.limits.too_large(pdf, self.as_drawn(file.path))
            expected = [fields.get(role, role) for role in file.signers]
            found[file.path] = (
                [exports.signing.findings.invalid(file.path, why)]
                if why
                else exports.signing.pades.judge(file.path, pdf, expected)
            )
        return found

    def as_drawn(self, path: str) -> int:
        """How many bytes at the start of a paper are just those this program draws; 0 if others.

        Then its text, its code and what is attached are as they should be, and nothing more needs
        to be asked. Papers drawn by another version or on another system may differ in bytes.
        """
        if path not in self._same:
            self._same[path] = self._as_drawn(path)
        return self._same[path]

    def _as_drawn(self, path: str) -> int:
        for file, document in self.papers:
            if file.path == path:
                try:
                    drawn = self._drawn(file, document)
                except Exception:  # noqa: BLE001 - an entry nobody can draw: the checks say why
                    return 0
                return len(drawn) if self.contents[path].startswith(drawn) else 0
        return 0

    def _drawn(
        self,
        file: exports.bundle.manifest.File,
        document: exports.bundle.snapshot.Document,
    ) -> bytes:
        """The paper as it was before anybody signed."""
        paper = exports.paper.from_entry(document.content)
        pdf = exports.paper.render(paper, exports.bundle.snapshot.qr_text(document)).pdf
        if file is self.report and self.workbook is not None:
            workbook = self.workbook.path
            return exports.bundle.assembly.with_workbook(pdf, workbook, self.contents[workbook])
        return pdf
