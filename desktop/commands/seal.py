"""``seal``: the sheet by which the ward registers the book's seal once; or a new seal."""

from __future__ import annotations

import argparse
import base64
import textwrap
from pathlib import Path

import db.files
import db.sealing
import db.seals
import db.unit
import desktop.output
import desktop.session


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("--to", metavar="FILE.pem", help="ghi chứng thư niêm phong ra tệp này")
    parser.add_argument(
        "--renew", action="store_true", help="đổi niêm phong, bản cũ ký cho bản mới"
    )


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Print the seal's fingerprint; write its certificate where asked."""
    with desktop.session.opened(given, writing=given.renew) as session:
        unit = db.unit.get()
        if given.renew:
            db.sealing.make(str(unit.code), session.moment)
        certificate = db.sealing.current().certificate
        name = str(unit.name)
    if given.to:
        db.files.write_whole(Path(given.to), pem(certificate).encode())
    fingerprint = db.seals.fingerprint(certificate)
    lines = [
        f"Niêm phong của sổ: {name}.",
        f"Dấu vân tay (SHA-256): {fingerprint}",
        "Đây là niêm phong, không phải chữ ký số; phường đăng ký một lần rồi dùng với --trust.",
    ]
    body = {"fingerprint": fingerprint, "certificate": pem(certificate)}
    return desktop.output.Answer(body, lines)


def pem(certificate: bytes) -> str:
    """A DER certificate as PEM text."""
    body = "\n".join(textwrap.wrap(base64.b64encode(certificate).decode("ascii"), 64))
    return f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"
