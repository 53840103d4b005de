"""The unit's dated settings as forms, made from their catalogue: a new one appears by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

import db.base
import db.days
import db.errors
import db.moments
import db.unit
import ui.fields
import ui.fields.cell
import ui.form
import ui.page
import ui.session
import ui.theme

GROUPS = {
    "report": "Báo cáo",
    "meeting": "Sinh hoạt",
    "warning": "Ngưỡng lưu ý, trang Hôm nay",
    "recycling": "Thùng rác",
    "signer": "Người ký",
    "lock": "Tự khóa",
    "backup": "Bản sao lưu tự động giữ bao lâu",
}
OTHER = "Khác"
MARKS = {
    "confirmed": "Theo văn bản, đã xác nhận",
    "likely": "Có khả năng, chưa có văn bản xác nhận",
    "setting": "Do chi bộ đặt",
}
_LONGEST = 90  # letters of a former value that are shown


class Texts(ui.fields.Lines):
    """Texts one a line, saved on leaving: each save is a value with a day of its own."""

    SAVES_WHILE_TYPING = False


class Days(Texts):
    """Days one a line, typed as people say them; kept as ISO days."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        super().__init__()

    def value(self) -> Any:
        """The days, ISO, in their order.

        Raises:
            ui.fields.Unreadable: a line is no day.
        """
        found = set()
        for line in super().value():
            try:
                day = db.days.read(line, self._today(), ahead=True)
            except db.errors.RecordError as error:
                raise ui.fields.Unreadable(str(error)) from error
            if day is not None:
                found.add(day.isoformat())
        return sorted(found)

    def shown(self, value: Any) -> str:
        """One day a line, dd/MM/yyyy."""
        return super().shown([_day(one) for one in value or ()])

    def tidy(self) -> None:
        """Show the days in their usual form."""
        self.put_typed(self.shown(self.value()))


def group_of(name: str) -> str:
    """The group that setting ``name`` stands in; one we do not know is none ("")."""
    group = str(db.unit.catalogue()[name].get("group", ""))
    return group if group in GROUPS else ""


def in_group(group: str) -> list[str]:
    """The settings of a group, in the order of the catalogue."""
    return [name for name in db.unit.catalogue() if group_of(name) == group]


def editor(name: str, today: Callable[[], date]) -> Callable[[], ui.fields.Editor]:
    """What a value of setting ``name`` is typed or chosen in."""
    known = db.unit.catalogue()[name]
    if "choices" in known:
        words = known.get("words", {})
        return partial(ui.fields.Choice, {one: words.get(one, one) for one in known["choices"]})
    if known.get("holds") == "days":
        return partial(Days, today)
    kinds: dict[type, Callable[[], ui.fields.Editor]] = {
        bool: partial(ui.fields.Tick, "Áp dụng"),
        int: partial(ui.fields.Whole, *known.get("between", ())),
        list: Texts,
    }
    return kinds.get(type(known["value"]), ui.fields.Paragraph)


def help_of(name: str) -> str:
    """What may be typed."""
    known = db.unit.catalogue()[name]
    if "between" in known:
        return "Số từ {} đến {}.".format(*known["between"])
    if known.get("holds") == "days":
        return "Mỗi dòng một ngày, ví dụ: 2/9/2026"
    return "Mỗi dòng một mục." if isinstance(known["value"], list) else ""


def words_of(name: str, value: Any) -> str:
    """A value as a person reads it."""
    known = db.unit.catalogue()[name]
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        days = known.get("holds") == "days"
        value = "; ".join(_day(one) if days else str(one) for one in value)
    text = str(known.get("words", {}).get(value, value)) or "để trống"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def past(name: str, settings: Sequence[dict[str, Any]]) -> str:
    """How sure a setting is, and its values with the days they count from."""
    dated = {one["valid_from"]: one["value"] for one in settings if one["name"] == name}
    told = [f"{MARKS[db.unit.catalogue()[name]['mark']]}."]
    first = words_of(name, db.unit.catalogue()[name]["value"])
    if dated:
        told.append(f"Ban đầu: {first}.")
    told += [f"Từ {_day(on)}: {words_of(name, dated[on])}." for on in sorted(dated)]
    return " ".join(told)


def _day(iso: str) -> str:
    try:
        return db.days.shown(date.fromisoformat(iso))
    except ValueError:  # set by the command line, which takes any text
        return iso


class Value(QWidget):
    """One setting: its field, how sure it is, and which values counted from when."""

    def __init__(self, session: ui.session.Session, name: str, since: Callable[[], date]) -> None:
        super().__init__()
        self._session, self.name, self._since = session, name, since
        label = str(db.unit.catalogue()[name]["label"])
        field = ui.form.Field(name, label, editor(name, self._today), help=help_of(name))
        self.form = ui.form.Form("settings.value", [field], self._save)
        self._past = ui.theme.label("", "soft")
        self._past.setObjectName(f"settings.value.{name}.past")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(0)
        column.addWidget(self.form)
        column.addWidget(self._past)
        self.setFocusProxy(self.form)

    def show_settings(self, settings: Sequence[dict[str, Any]]) -> None:
        """Show the value of the day in question; what is being typed stays."""
        since = self._since()
        self.form.show_values(since, {self.name: db.unit.setting(self.name, since)})
        self._past.setText(past(self.name, settings))

    def _today(self) -> date:
        return self._session.today

    def _save(self, name: str, value: Any) -> None:
        if value is None:
            raise db.errors.RecordError("Ô này cần một giá trị; hãy điền lại.")
        label = str(db.unit.catalogue()[name]["label"])
        verb = partial(db.unit.set_value, name, value, self._since())
        self._session.perform(f"Đổi cài đặt “{label}”", verb, quiet=True)


class Since(QWidget):
    """The day from which what is set counts, asked once for all settings below it."""

    changed = Signal()

    def __init__(self, session: ui.session.Session, name: str) -> None:
        super().__init__()
        self._session = session
        self._day: date | None = None
        self._editor = ui.fields.Day(self._today)
        self._cell = ui.fields.cell.Cell(
            name,
            "Áp dụng từ ngày",
            self._editor,
            "Các ô bên dưới cho xem giá trị có hiệu lực ngày này; sửa ô nào, giá trị mới tính từ "
            "ngày này. Báo cáo của kỳ trước giữ giá trị của kỳ ấy.",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._cell)
        self._editor.put(session.today)
        self.setFocusProxy(self._editor)
        for signal in (self._editor.left, self._editor.entered, self._editor.chosen):
            signal.connect(self._read)

    def day(self) -> date:
        """The day; today until another was typed."""
        return self._day or self._session.today

    def _today(self) -> date:
        return self._session.today

    @Slot()
    def _read(self) -> None:
        try:
            day = self._editor.value() or self._session.today
        except ui.fields.Unreadable as error:
            self._cell.say(str(error))
            return
        self._cell.say("")
        self._editor.put(day)
        if day != self.day():
            self._day = day
            self.changed.emit()


class Values(QWidget):
    """The settings of some groups, each group in a card; "" is the group of all others.

    The first group is there at once, the others one after the other: fields take their time.
    """

    def __init__(
        self, session: ui.session.Session, groups: Sequence[str], since: Since | None = None
    ) -> None:
        super().__init__()
        self.values: list[Value] = []
        self._session = session
        self._day = since.day if since is not None else self._today
        self._waiting = [group for group in groups if in_group(group)]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._add_group)
        if since is not None:
            since.changed.connect(self.reload)
        self._add_group()

    @Slot()
    def reload(self) -> None:
        """Read every value again."""
        settings = db.unit.Unit.printed([db.unit.get()])[0]["settings"]
        for one in self.values:
            one.show_settings(settings)

    def leaving(self) -> str:
        """Save what is being typed; a sentence naming what could not be saved, or ""."""
        unsaved = []
        for one in self.values:
            one.form.flush()
            unsaved += one.form.unsaved()
            unsaved += [label for labels in one.form.waiting().values() for label in labels]
        return f"Trong Cài đặt có ô chưa lưu được: {', '.join(unsaved)}." if unsaved else ""

    @Slot()
    def _add_group(self) -> None:
        """Make the card of the next group."""
        if not self._waiting or db.base.database.is_closed():
            return
        group = self._waiting.pop(0)
        card = ui.theme.card()
        card.column.addWidget(ui.page.heading(GROUPS.get(group, OTHER)))
        for name in in_group(group):
            one = Value(self._session, name, self._day)
            self.values.append(one)
            card.column.addWidget(one)
        self._column.addWidget(card)
        self.reload()
        self._soon.start()

    def _today(self) -> date:
        return self._session.today
