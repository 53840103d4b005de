"""Bundles given together, papers given alone, and paths that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

import db.errors
import exports.bundle.verify
from tests.exports import authority, bundle_attacks
from tests.exports import bundle_samples as samples


def put(folder: Path, **bundles: bytes) -> list[Path]:
    paths = []
    for name, data in bundles.items():
        path = folder / f"{name}.zip"
        path.write_bytes(data)
        paths.append(path)
    return paths


def test_bundles_that_follow_each_other_are_fine_in_any_order(tmp_path: Path) -> None:
    paths = put(tmp_path, **samples.made().bundles)
    for given in (paths, paths[::-1], [*paths, paths[0]], paths[1:]):
        assert exports.bundle.verify.judge(given).verdict == "unchecked"


def test_paths_of_several_bundles_are_led_by_their_file(tmp_path: Path) -> None:
    printed = exports.bundle.verify.judge(put(tmp_path, **samples.made().bundles)).printed()
    assert printed["verdict"] == "unchecked"
    assert "C1.zip/manifest.json" in [file["path"] for file in printed["files"]]
    assert set(printed["signatures"][0]) == {
        *("file", "signer", "role", "level", "time", "verdict", "why")
    }


def test_two_bundles_that_follow_the_same_one_are_a_fork(tmp_path: Path) -> None:
    parts = bundle_attacks.signed()
    previous = samples.manifest(parts)["previous"]
    first = bundle_attacks.sealed()

    def follow(body: bundle_attacks.Body) -> None:
        body["previous"] = previous

    fork = samples.forge(first, follow)
    paths = put(tmp_path, C2=samples.made().bundles["C2"], khac=fork)
    judged = exports.bundle.verify.judge(paths)
    assert judged.verdict == "invalid"
    assert sorted(samples.blamed(judged)) == ["C2.zip", "khac.zip"]
    assert any("hai dòng hồ sơ" in line for line in judged.lines())


def test_two_first_bundles_of_one_book_are_a_fork(tmp_path: Path) -> None:
    def change(body: bundle_attacks.Body) -> None:
        body["history"] = "0" * 64

    other = samples.forge(bundle_attacks.sealed(), change)
    judged = exports.bundle.verify.judge(put(tmp_path, a=samples.made().bundles["C1"], b=other))
    assert sorted(samples.blamed(judged)) == ["a.zip", "b.zip"]


def test_first_bundles_of_two_books_are_no_fork_but_one_number_given_twice(tmp_path: Path) -> None:
    paths = put(tmp_path, a=samples.made().bundles["C1"], b=samples.other().bundles["C1"])
    judged = exports.bundle.verify.judge(paths)
    assert judged.verdict == "invalid"
    assert "số bản" in judged.first_line
    assert not any("hai dòng hồ sơ" in line for line in judged.lines())


def test_a_supplement_needs_its_base_among_its_siblings(tmp_path: Path) -> None:
    bundles = samples.made().bundles
    alone = exports.bundle.verify.judge(put(tmp_path, B1=bundles["B1"]))
    assert alone.verdict == "unchecked"
    judged = exports.bundle.verify.judge(put(tmp_path, B1=bundles["B1"], C1=bundles["C1"]))
    assert samples.blamed(judged) == ["B1.zip"]
    assert any("Thiếu bản C2" in line for line in judged.lines())


def test_another_file_under_the_name_of_the_base_is_found(tmp_path: Path) -> None:
    """A stranger's C1 beside the real C2, which names the real C1 by digest."""
    bundles = samples.made().bundles
    stranger = samples.other().bundles["C1"]
    judged = exports.bundle.verify.judge(put(tmp_path, C2=bundles["C2"], C1=stranger))
    assert samples.blamed(judged) == ["C2.zip"]
    assert "C1" in judged.first_line


def test_a_paper_by_itself_is_judged_by_its_signatures(tmp_path: Path) -> None:
    parts = bundle_attacks.signed()
    path = tmp_path / "bien-ban.pdf"
    path.write_bytes(parts[samples.SIGNED_MINUTES])
    judged = exports.bundle.verify.judge([path])
    assert (judged.verdict, len(judged.signatures)) == ("unchecked", 3)
    trusted = [samples.made().seal.certificate, authority.root()]
    assert exports.bundle.verify.judge([path], trusted).verdict == "valid"
    assert exports.bundle.verify.judge([path], trusted[:1]).verdict == "invalid"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b""),
        ("a.pdf", b"%PDF-1.7\n%%EOF"),
        ("a.xlsx", b"PK"),
        ("a.zip", b""),
        ("a.txt", b"xin chao"),
        ("a", b"%PDF-"),
    ],
)
def test_what_is_none_of_ours_is_invalid(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    judged = exports.bundle.verify.judge([tmp_path / name])
    assert judged.verdict == "invalid"
    assert name in judged.first_line


def test_a_changed_or_unsigned_paper_is_invalid(tmp_path: Path) -> None:
    parts = bundle_attacks.signed()
    paper = parts[samples.SIGNED_MINUTES]
    for data in (paper + b"\n", paper[:-9], paper.replace(b"/Lock", b"/Lack"), paper[:43000]):
        (tmp_path / "a.pdf").write_bytes(data)
        assert exports.bundle.verify.judge([tmp_path / "a.pdf"]).verdict == "invalid"


def test_a_workbook_by_itself_proves_nothing_yet(tmp_path: Path) -> None:
    path = tmp_path / "phu-luc.xlsx"
    path.write_bytes(bundle_attacks.sealed()[samples.WORKBOOK])
    judged = exports.bundle.verify.judge([path])
    assert judged.verdict == "invalid"
    assert "không có chữ ký bên trong" in judged.first_line
    path.rename(tmp_path / "phu-luc")
    assert exports.bundle.verify.judge([tmp_path / "phu-luc"]).verdict == "invalid"


def test_what_is_broken_is_said_once_in_words_of_its_kind_with_what_to_do(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("so.xlsx", "ho-so.zip", "giay.pdf")]
    for path in paths:
        path.write_bytes(b"%PDF-1.7 cut" if path.suffix == ".pdf" else b"PK\x03\x04 cut")
    judged = exports.bundle.verify.judge(paths)
    again = "hỏng, không đọc được; hãy chép lại từ nơi gửi."
    assert [(one.what, one.why) for one in judged.entries()] == [
        ("so.xlsx", f"Tệp Excel bị cụt hoặc {again}"),
        ("ho-so.zip", f"Tệp ZIP bị cụt hoặc {again}"),
        ("giay.pdf", f"Tệp PDF {again}"),
    ]
    assert judged.first_line == f"Không hợp lệ: so.xlsx: Tệp Excel bị cụt hoặc {again}"
    assert len(judged.printed()["signatures"]) == 2


def test_only_a_path_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(db.errors.RecordError, match="Không đọc được"):
        exports.bundle.verify.judge([tmp_path / "khong-co.zip"])
    with pytest.raises(db.errors.RecordError, match="Không đọc được"):
        exports.bundle.verify.judge([tmp_path])
