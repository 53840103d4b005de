"""What is in a bundle: manifest, snapshot, names, the lines for whoever opens it."""

from __future__ import annotations

import hashlib
import json
import unicodedata

import pytest

import desktop
import exports.bundle.assembly
import exports.bundle.manifest
import exports.bundle.snapshot
import exports.qr
import exports.workbook
from tests.exports import authority
from tests.exports import bundle_samples as samples

BUNDLES = ("C1", "C2", "B1")


def parts(name: str = "C1") -> samples.Entries:
    return samples.entries(samples.made().bundles[name])


@pytest.mark.parametrize("name", BUNDLES)
def test_the_entries_stand_in_the_order_of_the_contract(name: str) -> None:
    found = list(parts(name))
    assert found[:2] == ["mimetype", "00-DOC-TRUOC.txt"]
    assert found[2].endswith(f"_{name}_bao-cao.pdf")
    assert found[3].endswith(f"_{name}_phu-luc.xlsx")
    signatures = 4 if name == "C2" else 1
    rest = ["du-lieu/so-lieu.json", "manifest.json", "META-INF/manifest.xml"]
    assert found[-3 - signatures :] == [
        *rest,
        *(f"META-INF/signatures{number}.xml" for number in range(signatures)),
    ]


@pytest.mark.parametrize("name", BUNDLES)
def test_names_are_ascii_and_short(name: str) -> None:
    assert all(one.isascii() and len(one) <= 60 for one in parts(name))


def test_the_longest_unit_code_and_period_still_give_short_names() -> None:
    code, label = "C" * 20, "2026-03-23--2027-03-22"
    for end in ("bao-cao.pdf", "phu-luc.xlsx", "bao-cao.docx"):
        assert len(f"{code}_{label}_C10_{end}") <= 60
    assert exports.bundle.manifest.place_of(f"{code}_{label}_C10_phu-luc.xlsx") is not None


def test_the_manifest_holds_what_the_contract_lists() -> None:
    body = samples.manifest(parts("C2"))
    contract = {
        *("files", "unit", "period", "opening", "cutoff", "kind", "number", "replaces", "level"),
        *("form_pack", "app", "signers", "history", "previous"),
    }
    assert contract <= body.keys()
    assert body["unit"]["code"] == "CB-41"
    assert (body["period"], body["opening"], body["cutoff"]) == (
        "2026-Q3",
        "2026-07-01",
        "2026-09-30",
    )
    for file in body["files"]:
        data = parts("C2")[file["path"]]
        assert (file["size"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_signers_are_required_by_role_and_certificate() -> None:
    persons = [authority.secretary(), authority.minute_taker(), authority.chair()]
    expected = [{"role": one.role, "certificate": one.sha256} for one in persons]
    body = samples.manifest(parts("C2"))
    assert body["signers"][1:] == expected
    assert body["signers"][0] == {
        "role": "niem-phong",
        "certificate": samples.made().seal.sha256,
    }
    assert body["level"] == "chu-ky-so"
    assert samples.manifest(parts())["level"] == "niem-phong"


def test_the_manifest_says_which_signatures_each_paper_carries() -> None:
    files = {file["path"]: file["signers"] for file in samples.manifest(parts("C2"))["files"]}
    assert files["CB-41_2026-Q3_C2_bao-cao.pdf"] == ["niem-phong", "bi-thu"]
    assert files[samples.MINUTES] == ["niem-phong"]
    assert files[samples.SIGNED_MINUTES] == ["niem-phong", "thu-ky", "chu-tri"]
    assert files["du-lieu/so-lieu.json"] == []


def test_bundles_of_a_period_name_each_other() -> None:
    made = samples.made().bundles
    first, second, supplement = (samples.manifest(parts(name)) for name in BUNDLES)
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    assert (first["replaces"], first["previous"]) == (None, None)
    assert (second["replaces"], second["base_sha256"]) == ("C1", digests["C1"])
    assert (supplement["replaces"], supplement["supplements"]) == (None, "C2")
    assert (second["previous"], supplement["previous"]) == (digests["C1"], digests["C2"])


def test_the_snapshot_is_canonical_json() -> None:
    data = parts()[samples.SNAPSHOT]
    body = json.loads(data)
    again = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert data == unicodedata.normalize("NFC", again).encode()
    assert (body["schema"], body["version"]) == ("sochibo/so-lieu", 1)


def test_the_snapshot_holds_figures_tasks_and_every_paper() -> None:
    body = samples.snapshot(parts())
    inside = body["figures"]["tasks_in_period"]["ids"]
    assert [task["id"] for task in body["tasks"]] == inside
    assert {one["id"] for one in body["series"]} == {
        task["series"] for task in body["tasks"] if task["series"]
    }
    assert [one["type"] for one in body["documents"]] == ["BC", "BB", "BB"]
    assert all(
        set(one) == {"type", "number", "date", "title", "content"} for one in body["documents"]
    )


def test_of_meetings_the_snapshot_tells_numbers_and_no_names() -> None:
    meetings = samples.snapshot(parts())["meetings"]
    text = json.dumps(meetings, ensure_ascii=False)
    assert len(meetings) == 5
    assert not any(name in text for name in ("Vương", "Khúc", "vắng", "công tác"))


def test_a_papers_code_is_the_digest_of_its_entry() -> None:
    entry = samples.snapshot(parts())["documents"][1]
    canonical = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode()).hexdigest()[:32]
    document = exports.bundle.snapshot.document_of(entry)
    assert exports.bundle.snapshot.qr_text(document).endswith(f"|{digest}")


def test_minutes_are_the_same_bytes_in_every_bundle() -> None:
    assert len({parts(name)[samples.SIGNED_MINUTES] for name in BUNDLES}) == 1


def test_the_attached_workbook_is_the_same_bytes() -> None:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(parts()[samples.REPORT])) as pdf:
        (attached,) = pdf.attachments.items()
        assert attached[0] == samples.WORKBOOK
        assert attached[1].get_file().read_bytes() == parts()[samples.WORKBOOK]


def test_the_totals_say_whose_report_it_is_and_how_it_is_signed() -> None:
    totals = exports.workbook.read_totals(parts("C2")["CB-41_2026-Q3_C2_phu-luc.xlsx"])
    assert (totals["ma_don_vi"], totals["ky"], totals["ban"]) == ("CB-41", "2026-Q3", "C2")
    assert totals["muc_ky"] == "Chữ ký số"


@pytest.mark.parametrize("name", BUNDLES)
def test_the_lines_for_whoever_opens_it_are_six_and_honest(name: str) -> None:
    text = parts(name)["00-DOC-TRUOC.txt"].decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 6
    assert "không phải chữ ký số" in text
    assert f"_{name}_bao-cao.pdf" in lines[1]
    assert ("có chữ ký số" in text) == (name == "C2")
    assert "xác thực" not in text


def test_the_program_named_in_the_manifest_is_this_version() -> None:
    assert exports.bundle.assembly.words()["app"]["version"] == desktop.__version__


def test_roles_in_a_pdf_are_read_in_order_of_signing() -> None:
    assert exports.bundle.assembly.roles_of(parts("C2")[samples.SIGNED_MINUTES]) == (
        "niem-phong",
        "thu-ky",
        "chu-tri",
    )
    with pytest.raises(ValueError, match="hỏng"):
        exports.bundle.assembly.roles_of(b"%PDF-1.7")


def test_manifest_and_snapshot_read_back_what_they_write() -> None:
    for name in BUNDLES:
        data = parts(name)
        said = exports.bundle.manifest.read(data["manifest.json"])
        assert exports.bundle.manifest.write(said) == data["manifest.json"]
        frozen = exports.bundle.snapshot.read(data[samples.SNAPSHOT])
        assert exports.bundle.snapshot.write(frozen) == data[samples.SNAPSHOT]


def test_a_later_form_is_refused_with_advice() -> None:
    body = samples.manifest(parts()) | {"version": 2}
    with pytest.raises(ValueError, match="cập nhật"):
        exports.bundle.manifest.read(samples.written(body))


def test_the_code_of_a_signed_paper_is_drawn_with_the_mask_it_names() -> None:
    import exports.bundle.checks.papers

    for text in ("CHIBO1|BB|07-BB/CB|2026-07-03|" + "0a" * 16, "CHIBO1|BC|||" + "f1" * 16):
        best = exports.qr.matrix(text)
        dark = exports.bundle.checks.papers._dark(best)
        assert exports.qr.matrix(text, exports.bundle.checks.papers.mask_of(dark)) == best
