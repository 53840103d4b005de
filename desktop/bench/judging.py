"""Judging the quarter's bundle. Floor: hashing, and the signature calls of the libraries."""

from __future__ import annotations

import base64
import functools
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

import desktop.bench.bundling
import desktop.bench.measuring
import desktop.bench.quarter
import desktop.bench.stage
import exports.bundle.verify

_LIMIT = desktop.bench.measuring.Limit(times=2)
_VALUE = re.compile(rb"<ds:SignatureValue[^>]*>([^<]*)<")
_CERTIFICATE = re.compile(rb"<ds:X509Certificate>([^<]*)<")


def pairs(stage: desktop.bench.stage.Stage) -> Iterator[desktop.bench.measuring.Pair]:
    """The one row: a bundle on the disk."""
    with stage.book("quarter", desktop.bench.quarter.fill):
        path = desktop.bench.bundling.export(stage.folder / "judged")
        yield desktop.bench.measuring.Pair(
            "kiểm tra hồ sơ quý đó (verify)",
            functools.partial(_judge, path),
            functools.partial(floor, path.read_bytes()),
            _LIMIT,
        )


def _judge(path: Path) -> object:
    """The strict judge, as the ward calls it."""
    verdict = exports.bundle.verify.judge([path])
    if verdict.verdict == "invalid":
        raise AssertionError(f"our own bundle is judged invalid: {verdict.lines()}")
    return verdict


def floor(data: bytes) -> None:
    """Unpack, hash every file, check every signature with the library made for it.

    Container signatures: one RSA check each. Paper signatures: the RSA check, and what pyHanko does
    to say that nothing but signing was done since; a signature that lets the pages change proves
    nothing, so no honest program leaves that out. It is nearly all of the floor. Nothing is
    compared with the snapshot, no text is read, no workbook is opened.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    for listed in json.loads(entries["manifest.json"])["files"]:
        _hold(hashlib.sha256(entries[listed["path"]]).hexdigest() == listed["sha256"])
    for name, content in entries.items():
        if name.startswith("META-INF/signatures"):
            _check_container_signature(content)
        elif name.endswith(".pdf"):
            _check_paper_signatures(content)


def _check_container_signature(xml: bytes) -> None:
    """One XAdES signature: the canonical form of what is signed, and the RSA check over it."""
    from lxml import etree

    key = _key(base64.b64decode(_found(_CERTIFICATE, xml)))
    for signed in etree.fromstring(xml).iter("{*}SignedInfo"):
        canonical = etree.tostring(signed, method="c14n")
        value = base64.b64decode(_found(_VALUE, xml))
        key.verify(value, canonical, padding.PKCS1v15(), hashes.SHA256())


def _check_paper_signatures(pdf: bytes) -> None:
    """Every signature of one PDF: what it covers, what was done since, and the RSA check."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    for embedded in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
        embedded.compute_integrity_info()
        _hold(embedded.summarise_integrity_info()["docmdp_ok"])
        signer = embedded.signer_info
        _key(embedded.signer_cert.dump()).verify(
            signer["signature"].native,
            signer["signed_attrs"].untag().dump(),
            padding.PKCS1v15(),
            hashes.SHA256(),
        )


def _key(certificate: bytes) -> rsa.RSAPublicKey:
    """The RSA key of a certificate."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise TypeError("not an RSA certificate")
    return key


def _found(pattern: re.Pattern[bytes], xml: bytes) -> bytes:
    """What ``pattern`` finds in a signature file."""
    found = pattern.search(xml)
    _hold(found is not None)
    return found[1] if found else b""


def _hold(holds: bool) -> None:
    """Whatever does not hold in our own bundle is a bug of the bench."""
    if not holds:
        raise AssertionError("the floor does not judge the bundle whole")
