"""What programs that nobody here wrote think of a bundle."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.exports import bundle_samples as samples

# What an outside judge says of a signer it has no certificate authority for; nothing else may be.
UNKNOWN_AUTHORITY = (
    "Signature validation",
    "Unable to verify signing certificate",
    "unable to get local issuer certificate",
    "self-signed certificate in certificate chain",
    "self-signed certificate",
    "QualifyingProperties block 'UnsignedProperties' is missing.",
)
DIGIDOC = """
import sys, pydigidoc
pydigidoc.initialize("check")
container = pydigidoc.Container.open(sys.argv[1])
print(len(container.signatures()))
for signature in container.signatures():
    try:
        signature.validate()
    except Exception as error:
        print(" ".join(str(error).split()))
"""


@pytest.fixture(params=["C1", "C2"])
def unpacked(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(samples.made().bundles[request.param])) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("xmlsec1") is None, reason="xmlsec1 is not installed")
def test_xmlsec_holds_every_signature_and_every_file_is_in_it(unpacked: Path) -> None:
    files = [one for one in unpacked.rglob("*") if one.is_file()]
    inside = [one for one in files if "META-INF" not in one.parts and one.name != "mimetype"]
    for path in sorted((unpacked / "META-INF").glob("signatures*.xml")):
        told = run(
            *("xmlsec1", "--verify", "--insecure"),
            *("--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties"),
            *("--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:Signature"),
            str(path),
            cwd=unpacked,
        )
        assert f"References (ok/all): {len(inside) + 1}/{len(inside) + 1}" in told


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler is not installed")
def test_poppler_finds_every_paper_wholly_signed(unpacked: Path) -> None:
    for path in unpacked.rglob("*.pdf"):
        told = run("pdfsig", "-nocert", str(path), cwd=unpacked)
        assert told.count("Signature #") == told.count("Signature is Valid.") > 0
        assert "Total document signed" in told


@pytest.mark.parametrize(("name", "signers"), [("C1", 1), ("C2", 4)])
def test_libdigidocpp_opens_it_and_knows_only_the_authority_not(
    name: str, signers: int, tmp_path: Path
) -> None:
    pytest.importorskip("pydigidoc")
    path = tmp_path / "ho-so.asice"
    path.write_bytes(samples.made().bundles[name])
    told = run(sys.executable, "-c", DIGIDOC, str(path), cwd=tmp_path)
    count, *complaints = (line for line in told.splitlines() if "eu-lotl" not in line)
    assert count == str(signers)
    for complaint in complaints:
        for known in UNKNOWN_AUTHORITY:
            complaint = complaint.replace(known, "")  # noqa: PLW2901 - what is left is what matters
        assert complaint.strip() == ""
