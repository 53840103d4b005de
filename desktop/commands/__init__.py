"""The verbs of the command line: one module each, listed here, read by one parser.

A verb's module has ``SUMMARY`` (its line in the help), ``configure(parser)`` and
``run(given) -> desktop.output.Answer``.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import re
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NoReturn

import db.errors
import desktop.output

# verb → module; a module is imported when its verb is asked for (libraries are slow to start).
VERBS = {
    "demo": "desktop.commands.demo",
    "new": "desktop.commands.new",
    "import": "desktop.commands.take",
    "undo": "desktop.commands.undo",
    "explain": "desktop.commands.explain",
    "figures": "desktop.commands.figures",
    "dump": "desktop.commands.dump",
    "set": "desktop.commands.setting",
    "search": "desktop.commands.search",
    "report": "desktop.commands.report",
    "export": "desktop.commands.export",
    "verify": "desktop.commands.verify",
    "seal": "desktop.commands.seal",
    "backup": "desktop.commands.backup",
    "restore": "desktop.commands.restore",
    "check": "desktop.commands.check",
    "erase": "desktop.commands.erase",
    "bench": "desktop.commands.bench",
    "shots": "desktop.commands.shots",
}
_SUMMARIES = {
    "demo": "lập sổ mẫu để xem thử",
    "new": "lập sổ mới cho một chi bộ",
    "import": "nhập nhiệm vụ, đảng viên từ tệp Excel của đơn vị",
    "undo": "hoàn tác lần nhập gần nhất",
    "explain": "ghi nguyên nhân, trách nhiệm của một nhiệm vụ chậm",
    "figures": "các số liệu của một kỳ, kèm hồ sơ làm căn cứ",
    "set": "các mục cài đặt của đơn vị",
    "dump": "in toàn bộ hồ sơ của một loại",
    "search": "tìm trong sổ, không cần gõ dấu",
    "report": "số, ngày, lời văn, chốt số liệu, ngày gửi của một báo cáo",
    "export": "xuất hồ sơ báo cáo của một kỳ",
    "seal": "tờ đăng ký niêm phong của sổ, đổi niêm phong",
    "verify": "kiểm tra hồ sơ báo cáo đã nhận",
    "backup": "sao lưu sổ ra một tệp",
    "restore": "phục hồi sổ từ bản sao lưu",
    "check": "kiểm tra sổ có nguyên vẹn không",
    "erase": "xóa hẳn nội dung một hồ sơ theo quy định",
    "bench": "đo tốc độ trên máy này",
    "shots": "chụp các màn hình của cửa sổ và tìm chỗ phải sửa",
}


class Parser(argparse.ArgumentParser):
    """A parser that speaks Vietnamese and raises instead of ending the program."""

    def __init__(self, *, helped: bool = True, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **settings)
        self.later: Callable[[argparse.ArgumentParser], None] | None = None
        self._positionals.title = "tham số"
        self._optionals.title = "tùy chọn"
        if helped:
            self.add_argument("-h", "--help", action="help", help="in trợ giúp này rồi thôi")

    def format_usage(self) -> str:
        """The line that shows how the verb is called."""
        return super().format_usage().replace("usage:", "cách dùng:", 1)

    def format_help(self) -> str:
        """The help, its first word in Vietnamese."""
        return super().format_help().replace("usage:", "cách dùng:", 1)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read the arguments; a verb's own are added only now, when it is the verb asked for."""
        if self.later is not None:
            self.later(self)
            self.later = None
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Turn argparse's English into one Vietnamese sentence."""
        names = re.sub(r"^[^:]*: ?", "", message)
        if "required" in message:
            said = f"Lệnh còn thiếu: {names}"
        elif "unrecognized" in message:
            said = f"Không hiểu tham số: {names}"
        elif "invalid choice" in message and "VERB" in message:
            wanted = re.search(r"invalid choice: '([^']*)'", message)
            said = f"Không có lệnh “{wanted[1] if wanted else ''}”"
        else:
            option = re.search(r"argument ([^:]+):", message)
            said = f"Tham số {option[1]} chưa đúng" if option else "Lệnh chưa đúng"
        raise db.errors.RecordError(f"{said}; hãy xem cách dùng bằng --help.")


def _common() -> Parser:
    """The options every verb knows, before or after its name."""
    common = Parser(helped=False, argument_default=argparse.SUPPRESS)
    group = common.add_argument_group("tùy chọn chung")
    group.add_argument("--book", metavar="DIR", help="thư mục của sổ")
    group.add_argument("--person", metavar="NAME", help="họ tên người mở sổ")
    group.add_argument("--password-file", metavar="F", help="tệp chứa mật khẩu")
    group.add_argument("--recovery-file", metavar="F", help="tệp chứa mã khôi phục")
    group.add_argument("--today", metavar="YYYY-MM-DD", help="coi hôm nay là ngày này")
    group.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    group.add_argument(
        "--until-painted", action="store_true", help="mở cửa sổ, vẽ xong trang đầu thì thôi"
    )
    return common


_UNSET: dict[str, object] = {
    "book": None,
    "person": None,
    "password_file": None,
    "recovery_file": None,
    "today": None,
    "json": False,
    "until_painted": False,
}


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line as given.

    Raises:
        db.errors.RecordError: it cannot be understood.
    """
    common = _common()
    parser = Parser(prog="sochibo", parents=[common], description="Sổ Chi bộ")
    verbs = parser.add_subparsers(
        dest="verb", metavar="VERB", title="các lệnh", parser_class=Parser
    )
    for verb in VERBS:
        summary = _SUMMARIES[verb]
        one = verbs.add_parser(verb, parents=[common], help=summary, description=summary)
        one.later = functools.partial(_configure, verb)
    given = argparse.Namespace(**_UNSET)
    parser.parse_args(list(arguments), given)
    if "" in arguments or any(value == "" for value in vars(given).values()):
        raise db.errors.RecordError("Có tham số để trống; hãy xem cách dùng bằng --help.")
    return given


def _configure(verb: str, parser: argparse.ArgumentParser) -> None:
    """Add the verb's own arguments."""
    _module(verb).configure(parser)


def _module(verb: str) -> ModuleType:
    return importlib.import_module(VERBS[verb])


def run(given: argparse.Namespace) -> desktop.output.Answer:
    """Do what the command line asks.

    Raises:
        db.errors.RecordError: it cannot be done.
    """
    answer: desktop.output.Answer = _module(given.verb).run(given)
    return answer
