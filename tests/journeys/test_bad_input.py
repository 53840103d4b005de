"""What was typed wrong, and books that cannot be opened: each its own sentence, nothing changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import db.base
import db.book
import db.book.keys
from tests.journeys import offices
from tests.journeys.offices import USUAL, Desk, assert_refused, untouched

TYPED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "no such verb": (("in-an",), ("Không có lệnh “in-an”", "--help")),
    "no period": (("figures", *USUAL), ("còn thiếu", "PERIOD")),
    "no target": (("backup", *USUAL), ("còn thiếu", "--to")),
    "an unknown option": (("check", *USUAL, "--nhanh"), ("Không hiểu tham số", "--nhanh")),
    "no book": (("check",), ("Chưa cho biết sổ nào", "--book")),
    "an unknown kind": (("dump", "quynh", *USUAL), ("Không có loại hồ sơ “quynh”", "members")),
    "no kind to import": (("import", "viec.xlsx", *USUAL), ("còn thiếu", "--as")),
    "a wrong kind": (
        ("import", "viec.xlsx", "--as", "x", *USUAL),
        ("Tham số --as chưa đúng",),
    ),
    "a wrong period": (("figures", "2026-Q5", *USUAL), ("Không hiểu kỳ “2026-Q5”", "2026-Q2")),
    "a period backwards": (
        ("figures", "2026-09-30..2026-07-01", *USUAL),
        ("Không hiểu kỳ", "từ ngày đến ngày"),
    ),
    "a wrong cut-off": (
        ("figures", "2026-Q3", "--cutoff", "31/9/2026", *USUAL),
        ("Ngày “31/9/2026” của --cutoff", "2026-09-30"),
    ),
    "a cut-off before the period": (
        ("figures", "2026-Q3", "--cutoff", "2026-06-30", *USUAL),
        ("chưa có ngày nào để tính đến 30/06/2026", "hãy chọn"),
    ),
    "a period to come": (
        ("export", "2027-Q1", "--to", "ra", *USUAL),
        ("quý I năm 2027", "chưa có ngày nào"),
    ),
    "a wrong today": (
        ("check", "--book", "so", "--today", "hôm qua"),
        ("Ngày “hôm qua” của --today",),
    ),
    "both kinds of later bundle": (
        ("export", "2026-Q3", "--to", "ra", "--supplement", "--replace", *USUAL),
        ("chưa đúng", "--help"),
    ),
    "a replacement of nothing": (
        ("export", "2026-Q2", "--to", "ra", "--replace", *USUAL),
        ("chưa có báo cáo chính thức", "trước"),
    ),
    "a mapping that is not there": (
        ("import", "viec.xlsx", "--as", "tasks", "--mapping", "khong-co.json", *USUAL),
        ("khong-co.json", "kiểm tra đường dẫn"),
    ),
    "a mapping that is no JSON": (
        ("import", "viec.xlsx", "--as", "tasks", "--mapping", "don-vi.toml", *USUAL),
        ("don-vi.toml", "JSON"),
    ),
    "a bundle that is not there": (("verify", "khong-co.zip"), ("khong-co.zip",)),
    "a folder as a bundle": (("verify", "so"), ("so",)),
    "a trust that is no certificate": (
        ("verify", "luu.zip", "--trust", "don-vi.toml"),
        ("“don-vi.toml” không phải tệp chứng thư",),
    ),
    "nothing to undo": (("undo", *USUAL), ("Không có lần nhập nào",)),
}


@pytest.mark.parametrize("case", TYPED)
def test_what_was_typed_wrong_is_said_in_one_sentence(case: str, desk: Desk) -> None:
    arguments, parts = TYPED[case]
    with untouched(desk):
        assert_refused(desk.say(*arguments), *parts)


def test_a_wrong_password_opens_nothing(desk: Desk) -> None:
    with untouched(desk):
        said = desk.say("dump", "tasks", *USUAL, password="Con đò")
        assert_refused(said, "Mật khẩu chưa đúng", "Caps Lock", "mã khôi phục")
        assert_refused(desk.say("check", *USUAL, password=None), "Cần mật khẩu", "--password-file")
        assert_refused(
            desk.say("check", *USUAL, "--person", "Ai Đó"), "“Ai Đó”", "kiểm tra lại họ tên"
        )
        assert_refused(
            desk.say("check", *USUAL, "--password-file", "k.txt"), "“k.txt”", "đường dẫn"
        )
        assert_refused(
            desk.say("check", *USUAL, "--recovery-file", "mk.txt"), "Mã khôi phục chưa đúng"
        )


HOLD = """
import sys
import db.book, db.book.keys
from pathlib import Path
secret = db.book.keys.Secret(None, sys.argv[2])
with db.book.opened(Path(sys.argv[1]), secret, "2026-10-05T02:15:00Z", writing=True):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def writer(desk: Desk) -> Iterator[None]:
    """Somebody else has the book open for writing."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, desk.book, offices.PASSWORD],
        env=offices.environment(desk.folder / "nha"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == b"open\n"
        yield
        process.stdin.close()


WRITING = (
    ("import", "viec.xlsx", "--as", "tasks"),
    ("undo",),
    ("export", "2026-Q3", "--to", "ra"),
)


@pytest.mark.usefixtures("writer")
def test_a_book_in_use_says_who_has_it_and_since_when(desk: Desk) -> None:
    with untouched(desk):
        for verb in WRITING:
            said = desk.say(*verb, *USUAL)
            assert_refused(said, f"“{offices.PERSON}”", "từ 05/10/2026 09:15", "hãy đóng cửa sổ đó")


@pytest.mark.usefixtures("writer")
def test_reading_verbs_run_beside_a_writer(desk: Desk) -> None:
    with untouched(desk):
        assert len(desk.ask("dump", "tasks")["records"]) == 1
        assert desk.ask("figures", "2026-Q3")["figures"]["tasks_overdue"]["value"] == 1
        assert desk.ask("search", "nha van hoa")["hits"]
        assert desk.ask("check")["problems"] == []
        assert desk.ask("import", "viec.xlsx", "--as", "tasks", "--dry-run")["taken"]


def test_a_book_of_a_newer_version_is_left_alone(other: Desk) -> None:
    secret = db.book.keys.Secret(None, offices.PASSWORD)
    with db.book.opened(other.book, secret, "2026-10-05T05:00:00Z", writing=True):
        db.base.database.execute_sql(
            "CREATE TEMP TABLE later AS SELECT * FROM schema_migration LIMIT 1"
        )
        db.base.database.execute_sql("UPDATE later SET id = 9999, name = '9999_from_the_future'")
        db.base.database.execute_sql("INSERT INTO schema_migration SELECT * FROM later")
    before = offices.listing(other.folder)
    for verb in (("dump", "tasks"), ("undo",), ("backup", "--to", "moi.zip")):
        assert_refused(other.say(*verb, *USUAL), "phiên bản mới hơn", "hãy cài bản mới")
    assert offices.listing(other.folder) == before


def test_a_missing_key_file_is_made_good_by_its_copy(other: Desk) -> None:
    (other.book / "keys.json").unlink()
    assert other.ask("dump", "tasks")["records"]
    said = other.say("check", *USUAL)
    assert (said.code, said.err) == (1, "")
    assert "Thiếu tệp khóa keys.json; hãy chép tệp khóa còn lại" in said.out


def test_without_any_key_file_the_sentence_says_where_to_turn(other: Desk) -> None:
    for name in ("keys.json", "keys.bak.json"):
        (other.book / name).unlink()
    before = offices.listing(other.folder)
    assert_refused(other.say("check", *USUAL), "tệp khóa", "bản sao lưu")
    assert offices.listing(other.folder) == before


def test_a_key_file_of_another_book_opens_nothing(other: Desk, tmp_path: Path) -> None:
    made = offices.make(tmp_path / "la")
    for name in ("keys.json", "keys.bak.json"):
        shutil.copyfile(made.folder / name, other.book / name)
    assert_refused(other.say("check", *USUAL), "không khớp tệp khóa", "bản sao lưu")


def test_a_torn_book_is_not_opened(other: Desk) -> None:
    data = (other.book / "book.db").read_bytes()
    (other.book / "book.db").write_bytes(data[:1000])
    before = offices.listing(other.folder)
    assert_refused(other.say("dump", "tasks", *USUAL), "book.db bị hỏng", "phục hồi")
    assert offices.listing(other.folder) == before


def test_damaged_pages_are_found_and_nothing_is_made_of_them(other: Desk) -> None:
    data = bytearray((other.book / "book.db").read_bytes())
    data[-2000] ^= 0xFF
    (other.book / "book.db").write_bytes(data)
    said = other.say("check", *USUAL, "--json")
    assert said.code == 1
    assert set(said.body) == {"book", "problems"}
    assert said.body["problems"]
    before = offices.listing(other.folder)
    assert_refused(other.say("backup", "--to", "moi.zip", *USUAL), "chỗ hỏng", "không sao lưu")
    assert_refused(other.say("export", "2026-Q3", "--to", "gui", *USUAL), "chỗ hỏng", "phục hồi")
    assert offices.listing(other.folder) == before


@pytest.mark.parametrize("place", ["//may-chu/chung/so", r"\\may-chu\chung\so"])
def test_no_book_lies_on_the_network(place: str, desk: Desk) -> None:
    with untouched(desk):
        for verb in (
            ("check", "--book", place),
            ("new", place, "--unit", "don-vi.toml"),
            ("restore", "luu.zip", "--to", place),
            ("demo", place),
        ):
            assert_refused(desk.say(*verb), "nằm trên mạng", "hãy đặt sổ ở nơi khác")


def test_no_book_lies_in_a_folder_that_syncs(desk: Desk) -> None:
    with untouched(desk):
        said = desk.say("new", "OneDrive/so", "--unit", "don-vi.toml")
        assert_refused(said, "“OneDrive”", "đồng bộ", "hãy đặt sổ ở nơi khác")
