"""Offices that these journeys made up: their units, lists, books, and how they call the program."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl

import db.book
import db.book.keys
import db.kinds
import db.moments

ROOT = Path(__file__).parent.parent.parent
PERSON, PASSWORD = "Lục Thị Hằng Nga", "Con đò & bến cũ 1987"
CODE = "TDP7-HOAMOC"
USUAL = ("--book", "so", "--today", "2026-10-05")
UNIT = f"""
code = "{CODE}"
name = "Chi bộ Tổ dân phố số 7"
kind = "residential"
ward = "phường Hoa Mộc"
upper = "Đảng bộ phường Hoa Mộc"
place = "Hoa Mộc"
term_from = 2025-05-20
heads = [{{ name = "Lục Thị Hằng Nga", post = "Bí thư Chi bộ" }}]
"""
# Words that argparse, Python or the system would say; no sentence of the program has them.
ENGLISH = frozenset(
    """argument arguments cannot choice command denied directory error errno exception expected
    failed file found invalid missing not option permission required such the traceback
    unrecognized usage warning with""".split()  # noqa: SIM905 - a list of words reads best so
)


def moment(on: date) -> db.moments.Moment:
    """Midday of a day, in Việt Nam."""
    return db.moments.Moment(on, datetime(on.year, on.month, on.day, 5, tzinfo=UTC), PERSON)


@dataclass
class Made:
    """A book made in process, cheap to open."""

    folder: Path
    secret: db.book.keys.Secret
    code: str


def make(folder: Path, on: date = date(2026, 1, 2)) -> Made:
    """An empty book of the office, its key files at the lowest cost."""
    secret = db.book.keys.Secret(PERSON, PASSWORD)
    unit = tomllib.loads(UNIT)
    code = db.book.make(folder, unit, secret, moment(on), db.book.keys.lowest_cost())
    return Made(folder, secret, code)


# ---- Calling the program as another program does ------------------------------------------------


def environment(home: Path, password: str | None = PASSWORD) -> dict[str, str]:
    """What a process of the program finds around it: a home of its own, perhaps the password."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOCHIBO_")}
    kept |= {"HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "PYTHONPATH": str(ROOT)}
    return kept | ({"SOCHIBO_PASSWORD": password} if password is not None else {})


def command(*arguments: object) -> list[str]:
    """The command line of one verb, in a process of its own."""
    return [sys.executable, "-W", "error", "-m", "desktop", *map(str, arguments)]


@dataclass(frozen=True)
class Said:
    """What a process answered."""

    code: int
    out: str
    err: str

    @property
    def body(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        body: dict[str, Any] = json.loads(self.out)
        return body


@dataclass(frozen=True)
class Desk:
    """A table in an office: a folder to work in, from which the verbs are run."""

    folder: Path

    @property
    def book(self) -> Path:
        return self.folder / "so"

    def say(
        self,
        *arguments: object,
        password: str | None = PASSWORD,
        before: Callable[[], None] | None = None,
    ) -> Said:
        """Run the program with exactly these arguments."""
        done = subprocess.run(
            command(*arguments),
            cwd=self.folder,
            env=environment(self.folder / "nha", password),
            capture_output=True,
            check=False,
            preexec_fn=before,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def ask(self, *arguments: object, today: str = "2026-10-05") -> dict[str, Any]:
        """Run a verb on the book; it must be done (exit 0). Returns its JSON object."""
        said = self.say(*arguments, "--book", self.book, "--today", today, "--json")
        assert (said.code, said.err) == (0, ""), said
        return said.body

    def dumps(self) -> dict[str, Any]:
        """Every kind, as ``dump`` prints it (read in this process, to be quick)."""
        secret = db.book.keys.Secret(None, PASSWORD)
        with db.book.opened(self.book, secret, "2026-10-05T05:00:00Z", writing=False):
            return {kind: db.kinds.dump(kind) for kind in db.kinds.DUMPS}


def assert_refused(said: Said, *parts: str) -> None:
    """Hold that a verb could not: exit 2, one Vietnamese sentence with ``parts``, nothing else."""
    assert said.code == 2, said
    assert said.out == ""
    assert said.err.endswith("\n")
    assert said.err.count("\n") == 1, said.err
    assert "Traceback" not in said.err
    for part in parts:
        assert part in said.err, said.err
    assert not english(said.err), said.err
    assert "Chương trình gặp lỗi" not in said.err, said.err


@contextlib.contextmanager
def untouched(desk: Desk) -> Iterator[None]:
    """Hold that the book says the same afterwards and that every other file is as it was."""
    before = (desk.dumps(), _beside(desk))
    yield
    assert desk.dumps() == before[0]
    assert _beside(desk) == before[1]


def _beside(desk: Desk) -> dict[str, str]:
    """Every file but the encrypted one, whose bytes change when a step is taken back."""
    return {name: one for name, one in listing(desk.folder).items() if name != "so/book.db"}


def english(sentence: str) -> set[str]:
    """The English words of a sentence, quoted names, paths and options apart."""
    bare = re.sub(r"“[^”]*”|--[a-z0-9-]+|\S*/\S*|\S*\.\w+", " ", sentence)
    return {word.lower() for word in re.findall(r"\w+", bare)} & ENGLISH


def listing(folder: Path) -> dict[str, str]:
    """Every file below a folder with its digest, but for the lock's notice and the journal."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {"book.lock", "book.db-journal"}
    }


# ---- Workbooks as an office hands them over ------------------------------------------------------

Row = Sequence[object]


def workbook(path: Path, rows: Sequence[Row], *, at: str = "A1", title: str = "Sheet1") -> Path:
    """A workbook of one sheet with ``rows`` from the cell ``at`` on."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    start = sheet[at]
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            if value is not None:
                cell = sheet.cell(start.row + down, start.column + right)
                cell.value = value  # type: ignore[assignment]  # stubs know fewer kinds of value
    book.save(path)
    return path


MEMBERS: Sequence[Row] = (
    ("ĐẢNG BỘ PHƯỜNG HOA MỘC",),
    ("CHI BỘ TỔ DÂN PHỐ SỐ 7",),
    (),
    ("DANH SÁCH ĐẢNG VIÊN",),
    (),
    ("STT", "Họ tên đảng viên", "Ngày chính thức", "Ngày vào Đảng", "Chức vụ Đảng"),
    (1, "Lục Thị Hằng Nga", date(1998, 3, 3), date(1997, 3, 3), "Bí thư"),
    (2, "Âu Dương Kính", "19/5/2004", "19/5/2003", "Phó Bí thư"),
    (3, "Khúc Văn Tảo", date(2011, 9, 2), date(2010, 9, 2), None),
    (4, "Mạc Thị Bưởi", "03/02/1986", "03/02/1985", None),
    (5, "Giáp Minh Quân", None, date(2026, 4, 15), None),
)
# Another order and other words than a school's list; one task is late without its cause.
TASKS: Sequence[Row] = (
    ("THEO DÕI CÔNG VIỆC NĂM 2026",),
    (),
    (
        "Mã số",
        "Thời hạn",
        "Nội dung công việc",
        "Người phụ trách",
        "Đơn vị chủ trì",
        "Ngày giao",
        "Tình trạng",
        "Ngày hoàn thành",
        "Sản phẩm",
        "Thẩm quyền",
        "Trách nhiệm",
    ),
    (
        "V-01",
        date(2026, 7, 31),
        "Rà soát hộ gia đình khó khăn",
        "Khúc Văn Tảo",
        "Chi ủy",
        date(2026, 6, 20),
        "Hoàn thành",
        date(2026, 7, 30),
        "Danh sách hộ",
        "Chi ủy",
        "Lập danh sách",
    ),
    (
        "V-02",
        "15/8/2026",
        "Tổng vệ sinh ngõ 12",
        "đ/c Mạc Thị Bưởi",
        "Chi hội Phụ nữ",
        "01/7/2026",
        "Hoàn thành",
        "20/8/2026",
        "Báo cáo kết quả",
        "Chi hội",
        "Tổ chức thực hiện",
    ),
    (
        "V-03",
        date(2026, 12, 15),
        "Vận động lắp camera an ninh",
        "Âu Dương Kính",
        "Chi ủy",
        date(2026, 9, 1),
        "Đang thực hiện",
        None,
        "Biên bản nghiệm thu",
        "Chi ủy",
        "Vận động",
    ),
    (
        "V-04",
        date(2026, 9, 10),
        "Đối thoại với Nhân dân về rác thải",
        "Giáp Minh Quân",
        "Chi ủy",
        date(2026, 8, 1),
        "Hoàn thành",
        None,
        "Biên bản đối thoại",
        "Chi ủy",
        "Chuẩn bị nội dung",
    ),
)
# A quarter's tasks: the work, who is accountable, the days of September it was due and done on.
QUARTER = (
    ("Sửa nhà văn hóa tổ dân phố", "Khúc Văn Tảo", 10, 8),
    ("Thu gom rác thải ngõ 12", "Mạc Thị Bưởi", 15, 20),
    ("Lập danh sách hộ cần giúp đỡ", "Âu Dương Kính", 20, 18),
    ("Vận động lắp camera an ninh", "Giáp Minh Quân", 25, None),
)
DOUBTFUL_ROW = 7  # "Hoàn thành" without a day
CAUSES = ("Nguyên nhân chậm", "Tổ chức để chậm", "Cá nhân để chậm")


def with_causes() -> Sequence[Row]:
    """The same list once the office has filled in why a task was late."""
    rows = [list(row) for row in TASKS]
    rows[2] += CAUSES
    rows[4] += ["Mưa bão kéo dài", "Chi hội Phụ nữ", "Mạc Thị Bưởi"]
    return rows


def mapping(path: Path, told: Mapping[str, Any]) -> Path:
    """A mapping file."""
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path
