"""One bundle under judgement: what was read of it, once, for all checks."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import TypeVar

import db.figures
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
        self._papers: dict[int, exports.paper.content.Paper] = {}
        self._texts: dict[str, list[str]] = {}
        self.manifest = self._part(exports.bundle.manifest.PATH, exports.bundle.manifest.read)
        self.snapshot = self._part(exports.bundle.snapshot.PATH, exports.bundle.snapshot.read)

    def _part(self, path: str, read: Callable[[bytes], Part]) -> Part | None:
        """What ``read`` makes of the file at ``path``."""
        if path not in self.contents:
            self.unreadable.append(Fault(path, "Thiếu tệp này trong hồ sơ."))
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
            return self.paper_of(self.snapshot.documents[REPORT_ENTRY])
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
            why = exports.bundle.checks.limits.too_large(pdf)
            expected = [fields.get(role, role) for role in file.signers]
            found[file.path] = (
                [exports.signing.findings.invalid(file.path, why)]
                if why
                else exports.signing.pades.judge(file.path, pdf, expected)
            )
        return found

    def paper_of(self, document: exports.bundle.snapshot.Document) -> exports.paper.content.Paper:
        """The paper of an entry, built once; ``ValueError`` if its content is none."""
        if id(document) not in self._papers:
            self._papers[id(document)] = exports.paper.from_entry(document.content)
        return self._papers[id(document)]

    def texts(self, path: str) -> list[str]:
        """The text of each page of a paper, read once; ``ValueError`` if it is no PDF."""
        if path not in self._texts:
            self._texts[path] = exports.paper.text_of(self.contents[path])
        return self._texts[path]
