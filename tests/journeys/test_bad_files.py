"""Files that are not what they should be: workbooks, signers' files and bundles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exports import authority
from tests.journeys import bad_files, offices
from tests.journeys.offices import USUAL, Desk, assert_refused, untouched


@pytest.mark.parametrize("name", bad_files.NOT_WORKBOOKS)
def test_what_is_no_workbook_is_named_for_what_it_is(name: str, other: Desk) -> None:
    data, why = bad_files.NOT_WORKBOOKS[name]
    (other.folder / name).write_bytes(data)
    with untouched(other):
        for kind in ("tasks", "members"):
            assert_refused(other.say("import", name, "--as", kind, *USUAL), name, why, "hãy")


def test_a_folder_and_a_missing_file_are_no_workbooks(desk: Desk) -> None:
    with untouched(desk):
        assert_refused(desk.say("import", "so", "--as", "tasks", *USUAL), "thư mục", "hãy")
        assert_refused(
            desk.say("import", "khong.xlsx", "--as", "tasks", *USUAL), "khong.xlsx", "hãy"
        )


def test_a_workbook_without_such_a_table_is_refused(other: Desk) -> None:
    offices.workbook(other.folder / "khac.xlsx", [("Ngày", "Tiền điện"), ("1/2", 20000)])
    with untouched(other):
        for kind in ("tasks", "members"):
            assert_refused(
                other.say("import", "khac.xlsx", "--as", kind, *USUAL), "khac.xlsx", "hãy"
            )


@pytest.mark.parametrize("mark", ["MẬT", "TUYỆT MẬT", "Độ mật: Tối mật", "T Ố I  M Ậ T"])
def test_a_mark_of_secrecy_stops_all_and_leaves_no_word(mark: str, other: Desk) -> None:
    sentinel = "Xuyênkhuya"
    path = bad_files.wordy(other.folder / "kin.xlsx", sentinel, mark)
    with untouched(other):
        for verb in (("--as", "tasks"), ("--as", "members"), ("--as", "tasks", "--dry-run")):
            said = other.say("import", "kin.xlsx", *verb, *USUAL)
            assert_refused(said, "mật", "báo cáo ngay Bí thư và Văn phòng Đảng ủy")
            assert sentinel not in said.err
    path.unlink()
    assert sentinel not in json.dumps(other.dumps(), ensure_ascii=False)
    assert other.ask("search", sentinel)["hits"] == []
    texts = [file.read_bytes() for file in other.folder.rglob("*") if file.is_file()]
    assert not any(sentinel.encode() in text for text in texts)


# ---- Signers ------------------------------------------------------------------------------------


def test_each_fault_of_a_signer_has_its_own_sentence(other: Desk) -> None:
    made, write = authority.leaf, authority.write_p12
    folder = other.folder
    write(folder / "tot.p12", made("Lục Thị Hằng Nga", 5), 5)
    write(folder / "cu.p12", made("Lục Thị Hằng Nga", 5, start=-90, days=80), 5)
    write(folder / "som.p12", made("Lục Thị Hằng Nga", 5, start=9), 5)
    write(folder / "web.p12", made("Lục Thị Hằng Nga", 5, signing=False), 5)
    (folder / "chu.p12").write_bytes(b"khong phai chung thu")
    (folder / "sai.txt").write_text("sai", encoding="utf-8")
    password = ("--p12-password-file", "mk.txt")
    cases = {
        ("--p12", "bi-thu=cu.p12", *password): ("đã hết hạn ngày", "còn hạn"),
        ("--p12", "bi-thu=som.p12", *password): ("chưa có hiệu lực", "ngày giờ của máy"),
        ("--p12", "bi-thu=web.p12", *password): ("không phải loại dùng để ký", "hãy chọn"),
        ("--p12", "bi-thu=chu.p12", *password): ("“chu.p12” không phải tệp chứng thư",),
        ("--p12", "bi-thu=khong.p12", *password): ("“khong.p12”", "kiểm tra đường dẫn"),
        ("--p12", "bi-thu=tot.p12", "--p12-password-file", "sai.txt"): ("không đúng", "nhập lại"),
        ("--p12", "bi-thu=tot.p12"): ("--p12-password-file",),
        ("--p12", "bi-thu=tot.p12", "--p12-password-file", "khong.txt"): ("“khong.txt”",),
        ("--p12", "ke-toan=tot.p12", *password): ("“ke-toan=tot.p12”", "bi-thu, thu-ky, chu-tri"),
        ("--p12", "bi-thu", *password): ("VAI=TỆP",),
        ("--p12", "bi-thu=tot.p12", "--p12", "bi-thu=tot.p12", *password): ("mỗi vai một lần",),
    }
    with untouched(other):
        for arguments, parts in cases.items():
            said = other.say("export", "2026-Q3", "--to", "ra", *USUAL, *arguments)
            assert_refused(said, *parts)
        assert not (folder / "ra").exists()


# ---- Bundles ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", bad_files.MEDDLED)
def test_a_meddled_bundle_is_invalid_and_the_entry_named(
    case: str, desk: Desk, tmp_path: Path
) -> None:
    change, named = bad_files.MEDDLED[case]
    bundle = desk.folder / "gui" / f"{offices.CODE}_2026-Q3_C1.zip"
    said = desk.say("verify", bad_files.meddled(bundle, tmp_path / bundle.name, change), "--json")
    assert (said.code, said.err) == (1, "")
    assert said.body["verdict"] == "invalid"
    wrong = [one["path"] for one in said.body["files"] if one["verdict"] == "invalid"]
    assert any(named in path for path in wrong), wrong


def test_a_torn_bundle_is_invalid_and_no_error(desk: Desk, tmp_path: Path) -> None:
    bundle = desk.folder / "gui" / f"{offices.CODE}_2026-Q3_C1.zip"
    for size in (0, 10, 4000, bundle.stat().st_size - 1):
        torn = tmp_path / bundle.name
        torn.write_bytes(bundle.read_bytes()[:size])
        said = desk.say("verify", torn)
        assert (said.code, said.err) == (1, ""), said
        assert not offices.english(said.out)


def test_the_export_never_writes_over_a_file(other: Desk) -> None:
    stranger = other.folder / "gui" / f"{offices.CODE}_2026-Q3_C2.zip"
    stranger.write_bytes(b"somebody's own file")
    with untouched(other):
        said = other.say("export", "2026-Q3", "--to", "gui", *USUAL)
        assert_refused(said, "Đã có tệp", stranger.name, "hãy")
