"""Bad input: each kind has its own sentence that says what to do; nothing is lost or half made."""

from __future__ import annotations

import contextlib
import errno
import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import db.base
import db.book
import db.book.keys
import db.files
import db.members
import db.tasks
from tests.exports import authority
from tests.journeys import bad_files, offices
from tests.journeys.offices import Desk, assert_refused

USUAL = ("--book", "so", "--today", "2026-10-05")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A book with a member and a late task whose cause is known, and one bundle made of it."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    made, today = offices.make(desk.book), offices.moment(date(2026, 9, 30))
    with db.book.opened(made.folder, made.secret, today.at, writing=True):
        db.members.add(db.members.Draft("Khúc Văn Tảo", date(2010, 9, 2)), today)
        on = date(2026, 7, 2)
        fields = {"work": "Sửa nhà văn hóa", "accountable": "Khúc Văn Tảo", "cause": "mưa bão"}
        fields |= {"cause_body": "Chi ủy", "cause_person": "Khúc Văn Tảo"}
        states = [(on, "assigned")]
        draft = db.tasks.Draft(fields, date(2026, 8, 1), on, states)
        db.tasks.take_in([draft], today, not_secret=True)
    desk.ask("export", "2026-Q3", "--to", desk.folder / "gui")
    desk.ask("backup", "--to", desk.folder / "luu.zip")
    offices.workbook(desk.folder / "viec.xlsx", offices.TASKS)
    (desk.folder / "don-vi.toml").write_text(offices.UNIT, encoding="utf-8")
    (desk.folder / "mk.txt").write_text(authority.PASSWORD, encoding="utf-8")
    return desk


@pytest.fixture
def other(desk: Desk, tmp_path: Path) -> Desk:
    """The same desk, to be spoilt."""
    shutil.copytree(desk.folder, tmp_path / "ban")
    return Desk(tmp_path / "ban")


@contextlib.contextmanager
def untouched(desk: Desk) -> Iterator[None]:
    """Hold that the book says the same afterwards and that every other file is as it was."""
    before = (desk.dumps(), _beside(desk))
    yield
    assert desk.dumps() == before[0]
    assert _beside(desk) == before[1]


def _beside(desk: Desk) -> dict[str, str]:
    """Every file but the encrypted one, whose bytes change when a step is taken back."""
    return {name: one for name, one in offices.listing(desk.folder).items() if name != "so/book.db"}


# ---- What was typed -----------------------------------------------------------------------------

TYPED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "no such verb": (("in-an",), ("Không có lệnh “in-an”", "--help")),
    "no verb": ((), ("hãy chạy sochibo --help",)),
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


# ---- Getting into the book ----------------------------------------------------------------------


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


# ---- Where it is to be written ------------------------------------------------------------------

TO_NOWHERE: dict[str, tuple[str, ...]] = {
    "export": ("export", "2026-Q3", "--to", "{}/ra", *USUAL),
    "backup": ("backup", "--to", "{}/luu.zip", *USUAL),
    "new": ("new", "{}/so", "--unit", "don-vi.toml"),
    "restore": ("restore", "luu.zip", "--to", "{}/so"),
    "demo": ("demo", "{}/so"),
}


@pytest.mark.parametrize("place", ["/proc/nowhere", "viec.xlsx"])
@pytest.mark.parametrize("verb", TO_NOWHERE)
def test_a_place_that_takes_no_files_is_named(verb: str, place: str, desk: Desk) -> None:
    arguments = [one.replace("{}", place) for one in TO_NOWHERE[verb]]
    with untouched(desk):
        assert_refused(desk.say(*arguments), "Không ghi được", "hãy")


def full(size: int) -> Callable[[], None]:
    """No file of the process may grow beyond ``size`` bytes: what a full disk is to it."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


FULL: dict[str, tuple[int, tuple[str, ...]]] = {
    "export": (40_000, ("export", "2026-Q3", "--to", "moi", *USUAL)),
    "backup": (60_000, ("backup", "--to", "moi/luu.zip", *USUAL)),
    "new": (60_000, ("new", "moi/so", "--unit", "don-vi.toml")),
    "new, late": (380_000, ("new", "moi/so", "--unit", "don-vi.toml")),
    "restore": (60_000, ("restore", "luu.zip", "--to", "moi")),
    "import": (4_096, ("import", "viec.xlsx", "--as", "tasks", *USUAL)),
    "demo": (60_000, ("demo", "moi")),
    "demo, late": (400_000, ("demo", "moi")),
}


@pytest.mark.parametrize("case", FULL)
def test_a_file_that_takes_no_more_leaves_everything_as_it_was(case: str, desk: Desk) -> None:
    size, arguments = FULL[case]
    with untouched(desk):
        said = desk.say(*arguments, before=full(size))
        assert_refused(said, "hãy")
        assert any(why in said.err for why in ("đầy", "Không đủ chỗ", "kiểm tra ổ đĩa")), said.err
        assert not (desk.folder / "moi").exists()


NO_SPACE = """
import errno, os, sys
import desktop.app
def full(handle):
    raise OSError(errno.ENOSPC, "No space left on device")
os.fsync = full
sys.exit(desktop.app.main())
"""


@pytest.mark.parametrize("verb", ["export", "backup", "new"])
def test_a_full_target_is_said_to_be_full(verb: str, desk: Desk) -> None:
    with untouched(desk):
        done = subprocess.run(
            [sys.executable, "-c", NO_SPACE, *FULL[verb][1]],
            cwd=desk.folder,
            env=offices.environment(desk.folder / "nha"),
            capture_output=True,
            check=False,
        )
        said = offices.Said(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert_refused(said, "vì ổ đĩa đã đầy; hãy giải phóng chỗ hoặc chọn nơi lưu khác")
        assert not (desk.folder / "moi").exists()


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_each_failure_to_write_says_what_to_do(error: int, tmp_path: Path) -> None:
    said = str(db.files.unwritable(tmp_path / "luu.zip", OSError(error, "x")))
    assert not offices.english(said)
    assert "hãy" in said


def test_nothing_is_written_over(desk: Desk) -> None:
    with untouched(desk):
        for verb in (
            ("new", "gui", "--unit", "don-vi.toml"),
            ("demo", "gui"),
            ("restore", "luu.zip", "--to", "gui"),
        ):
            assert_refused(desk.say(*verb), "“gui” không trống", "hãy chọn")
        assert_refused(desk.say("backup", "--to", "gui", *USUAL), "gui", "hãy")


def test_a_torn_backup_becomes_no_book(other: Desk) -> None:
    whole = (other.folder / "luu.zip").read_bytes()
    torn = {"cut": whole[:-900], "changed": whole[:5000] + b"\0\1\2" + whole[5003:], "none": b""}
    for name, data in torn.items():
        (other.folder / "hong.zip").write_bytes(data)
        before = offices.listing(other.folder)
        said = other.say("restore", "hong.zip", "--to", "so-moi")
        assert_refused(said, "“hong.zip” bị hỏng", "hãy dùng bản sao lưu khác")
        assert offices.listing(other.folder) == before, name
        assert not (other.folder / "so-moi").exists()
    assert_refused(other.say("restore", "khong.zip", "--to", "so-moi"), "“khong.zip”", "hãy")
    assert_refused(
        other.say("restore", "luu.zip", "--to", "so-moi", password="sai"), "Mật khẩu chưa đúng"
    )
    assert not (other.folder / "so-moi").exists()


def test_a_unit_file_says_what_is_wrong_with_it(other: Desk) -> None:
    file = other.folder / "don-vi.toml"
    cases = {
        "": ("còn thiếu mục", "code"),
        "code = ": ("không đúng dạng TOML",),
        offices.UNIT.replace("residential", "ward"): ("school, residential hoặc agency",),
        offices.UNIT.replace("TDP7-HOAMOC", "Tổ 7"): ("Mã đơn vị", "“code”"),
        offices.UNIT.replace("2025-05-20", '"20/5/2025"'): ("“term_from”", "2025-06-01"),
    }
    for text, parts in cases.items():
        file.write_text(text, encoding="utf-8")
        assert_refused(other.say("new", "so-moi", "--unit", "don-vi.toml"), *parts)
    file.unlink()
    assert_refused(
        other.say("new", "so-moi", "--unit", "don-vi.toml"), "“don-vi.toml”", "đường dẫn"
    )
    assert not (other.folder / "so-moi").exists()


# ---- Workbooks ----------------------------------------------------------------------------------


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


def test_the_log_of_faults_was_never_needed(desk: Desk) -> None:
    log = desk.folder / "nha" / "state" / "sochibo" / "loi.log"
    assert not log.exists(), log.read_text("utf-8")
