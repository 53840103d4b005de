"""The end of the body: recipients, places to sign, the QR code (components 7, 9).

Recipients and signature stand on the same rows and keep the last two lines of the body with them,
so that nobody signs a page without text.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable, Spacer

import exports.paper.content
import exports.paper.flowables
import exports.paper.header
import exports.paper.pen
import exports.qr


class Closing:
    """Puts the end of one paper together; ``fields`` fills while the pages are drawn."""

    def __init__(
        self,
        pen: exports.paper.pen.Pen,
        paper: exports.paper.content.Paper,
        fields: list[exports.paper.content.FieldPlace],
    ) -> None:
        self.pen, self.paper, self.fields = pen, paper, fields

    def pieces(
        self, qr: str | None, tail: exports.paper.pen.Text | None, width: float, depth: float
    ) -> list[Flowable]:
        """The last paragraph and what follows it; ``width`` and ``depth`` of the text in points."""
        recipients = self._recipients()
        signers = [self._signer(signer) for signer in self.paper.signers]
        room = self.pen.layout.recipients.width * exports.paper.pen.MM
        short = _height(recipients, room) < depth / 2
        beside = short and len(signers) == 1
        block: list[Flowable] = [Spacer(0, self.pen.layout.signature.before)]
        if signers:
            block.append(self._places(recipients if beside else [], signers, width))
        if short and not beside:
            block += recipients
        block += self._foot(qr, width)
        kept = _kept(tail, block, width, depth)
        return kept if short else [*kept, *recipients]  # a list too long for half a page comes last

    def _places(
        self, recipients: Sequence[Flowable], signers: Sequence[Sequence[Flowable]], width: float
    ) -> Flowable:
        """One signer right beside the recipients, or two in the halves of the page."""
        right = self.pen.layout.signature.width * exports.paper.pen.MM
        columns = (recipients, signers[0]) if len(signers) == 1 else (signers[0], signers[1])
        widths = (width - right, right) if len(signers) == 1 else (width / 2, width / 2)
        return exports.paper.header.side_by_side(self.pen, *columns, widths)

    def _signer(self, signer: exports.paper.content.Signer) -> list[Flowable]:
        """7a, 7b, the empty lines, 7c."""
        pen, note = self.pen, self.paper.unsigned_note
        head = (("authority", signer.authority), ("post", signer.post))
        return [
            *(pen.write(name, text, exports.paper.pen.CENTER) for name, text in head if text),
            exports.paper.flowables.SigningPlace(
                signer.field,
                pen.layout.signature.blank_lines * pen.layout.body.line_pitch,
                pen.write("unsigned", note, exports.paper.pen.CENTER) if note else None,
                self.fields,
            ),
            pen.write("signer", signer.name, exports.paper.pen.CENTER),
        ]

    def _recipients(self) -> list[Flowable]:
        """9a and 9b, each line with the mark the layout asks for."""
        look, texts = self.pen.layout.recipients, self.paper.recipients
        if not texts:
            return []
        setting = exports.paper.pen.Setting(pitch=look.line_pitch)
        lines: list[Flowable] = [self.pen.write("recipients_label", look.label)]
        for place, text in enumerate(texts, start=1):
            mark = look.last if place == len(texts) else look.separator
            bare = text.strip().removeprefix("-").strip().rstrip(";,.")
            lines.append(self.pen.write("recipient", f"- {bare}{mark}", setting))
        return lines

    def _foot(self, qr: str | None, width: float) -> list[Flowable]:
        """The QR code, its text beside it for those without a camera, how the paper is signed."""
        gap = self.pen.size("lookup") + 3.0
        setting = exports.paper.pen.Setting(pitch=gap)
        texts = (exports.qr.LABEL, qr, self.paper.level_line) if qr else (self.paper.level_line,)
        lines = [self.pen.write("lookup", text, setting) for text in texts if text]
        if not qr:
            return [Spacer(0, gap), *lines] if lines else []
        look = self.pen.layout.qr
        module = look.module * exports.paper.pen.MM
        code = exports.paper.flowables.Squares(exports.qr.matrix(qr), module, look.quiet)
        return [
            Spacer(0, gap),
            exports.paper.header.side_by_side(
                self.pen,
                [code],
                [Spacer(0, look.quiet * module), *lines],
                (code.width, width - code.width),
            ),
        ]


def _kept(
    tail: exports.paper.pen.Text | None, block: list[Flowable], width: float, depth: float
) -> list[Flowable]:
    """``block`` with the end of the text; apart only if they are higher than a page."""
    height = _height(block, width)
    if tail is None:
        return [CondPageBreak(min(height, depth)), *block]
    if height > depth - 3 * tail.style.leading:
        return [tail, *block]
    return [exports.paper.flowables.KeptTail(tail, block)]


def _height(parts: Sequence[Flowable], width: float) -> float:
    """How high some pieces are together."""
    return sum(part.wrap(width, 1e6)[1] + part.getSpaceBefore() for part in parts)
