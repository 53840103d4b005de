"""What is asked about a report, in the page: its cut-off, its number and day, its sending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot

import db.days
import db.moments
import db.periods
import db.reports
import ui.asking
import ui.fields
import ui.form
import ui.session
import ui.theme

_UNEXPORTED = "Báo cáo này chưa xuất hồ sơ từ sổ; chỉ ghi khi đã gửi bản khác, ví dụ bản giấy. "
_SENT = (
    "Sau khi ghi, báo cáo không sửa được nữa, không hoàn tác được; chỉ xuất bản bổ sung hoặc thay "
    "thế."
)

Verb = Callable[[db.reports.Report, db.moments.Moment], None]


class Questions(ui.asking.Asking):
    """The card with the question, and the buttons that put one; ``answered`` once it is done."""

    answered = Signal()

    def __init__(
        self, session: ui.session.Session, period: Callable[[], db.periods.Period]
    ) -> None:
        super().__init__("reports.ask")
        self._session, self._period = session, period
        self.close_figures = ui.theme.button("Chốt số liệu…", "reports.close")
        self.number = ui.theme.button("Số, ngày…", "reports.number")
        self.submit = ui.theme.button("Ghi đã gửi…", "reports.submit")
        self.close_figures.clicked.connect(self._ask_close)
        self.number.clicked.connect(self._ask_number)
        self.submit.clicked.connect(self._ask_submit)

    def offer(self, state: str) -> None:
        """Show the buttons for a report in ``state`` ("" before it was begun)."""
        for button in (self.close_figures, self.number):
            button.setVisible(state in ("", "draft"))
        self.submit.setVisible(state in ("draft", "final"))

    @Slot()
    def _ask_close(self) -> None:
        self.ask(
            "Chốt số liệu",
            [ui.form.Field("on", "Chốt đến hết ngày", self._day, required=True)],
            "Chốt số liệu",
            self._close,
            values={"on": min(self._period().last, self._today())},
            words="Việc xảy ra sau ngày này tính vào kỳ sau; số liệu và các mục được soạn lại.",
        )

    @Slot()
    def _ask_number(self) -> None:
        found = db.reports.find(self._period())
        fields = [
            ui.form.Field("number", "Số của báo cáo", partial(ui.fields.Whole, 1, 99_999)),
            ui.form.Field("dated", "Ngày của báo cáo", self._day),
        ]
        self.ask(
            "Số, ngày của báo cáo",
            fields,
            "Ghi số, ngày",
            self._sign_as,
            values={"number": found.number, "dated": found.dated} if found else {},
            words="Để trống thì bản in chừa chỗ để ghi tay khi ký.",
        )

    @Slot()
    def _ask_submit(self) -> None:
        found = db.reports.find(self._period())
        fields = [
            ui.form.Field("on", "Ngày gửi", self._day, required=True),
            ui.form.Field("how", "Gửi bằng cách nào", ui.fields.Line),
        ]
        self.ask(
            "Ghi đã gửi",
            fields,
            "Ghi đã gửi",
            self._submit,
            values={"on": self._today()},
            words=_UNEXPORTED + _SENT if found is None or found.state == "draft" else _SENT,
        )

    def _today(self) -> date:
        return self._session.today

    def _day(self) -> ui.fields.Day:
        return ui.fields.Day(self._today)

    def _close(self, given: dict[str, Any]) -> None:
        def close(report: db.reports.Report, moment: db.moments.Moment) -> None:
            db.reports.close(report, given["on"], moment)

        # A later day would count up to the last one (design 4), which nobody would see here.
        period = self._period()
        if not period.first <= given["on"] <= period.last:
            raise db.errors.RecordError(
                f"Ngày {db.days.shown(given['on'])} không thuộc kỳ báo cáo; hãy chọn ngày từ "
                f"{db.days.shown(period.first)} đến {db.days.shown(period.last)}.",
                "on",
            )
        self._perform("Chốt số liệu", close)

    def _sign_as(self, given: dict[str, Any]) -> None:
        def sign(report: db.reports.Report, moment: db.moments.Moment) -> None:
            db.reports.sign_as(report, given["number"], given["dated"], moment)

        self._perform("Ghi số, ngày báo cáo", sign)

    def _submit(self, given: dict[str, Any]) -> None:
        def submit(report: db.reports.Report, moment: db.moments.Moment) -> None:
            db.reports.submit(report, given["on"], given["how"] or "", moment)

        self._perform("Ghi đã gửi", submit, undoable=False)

    def _perform(self, label: str, verb: Verb, *, undoable: bool = True) -> None:
        """Do a verb on the report, begun if need be.

        Raises:
            db.errors.RecordError: it cannot be done; the question says so.
        """
        period = self._period()
        self._session.perform(
            label,
            lambda moment: verb(db.reports.begin(period, moment), moment),
            undoable=undoable,
        )
        self.answered.emit()
