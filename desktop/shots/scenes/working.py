"""The scenes of work in hand: a meeting being held, a report being composed, each setting."""

from __future__ import annotations

import functools

import desktop.shots.scenes.scene as ways

Scene = ways.Scene
Hands = ways.Hands
DEMO, LONGEST = ways.DEMO, ways.LONGEST
# Where each section of the settings stands in their list; the first and the bin have scenes.
_SETTINGS = {"people": 1, "values": 2, "signing": 3, "backups": 4, "erasing": 6, "about": 7}


def _roll(hands: Hands) -> None:
    """The roll of a meeting that has just begun."""
    ways.row(hands, "meetings")
    hands.click("meetings.start")
    hands.click("meetings.step.do")
    hands.find("meetings.attendance")


def _held(hands: Hands) -> None:
    """A meeting being held: some are present, one vote and one conclusion are written."""
    _roll(hands)
    hands.keys("C", "C", "C", "C", "C")
    hands.write("meetings.vote.text", "Thông qua nghị quyết tháng 10")
    hands.write("meetings.vote.in_favour", "3")
    hands.click("meetings.vote.add")
    hands.write("meetings.conclusion.text", "Mỗi đảng viên nêu một việc tự soi, tự sửa")
    hands.click("meetings.conclusion.add")


def _conclusion_task(hands: Hands) -> None:
    """The form of the task that a conclusion becomes."""
    _held(hands)
    hands.click("meetings.conclusion.0.task")
    hands.find("meetings.task.work")


def _finishing(hands: Hands) -> None:
    """What is asked when the meeting ends."""
    _held(hands)
    hands.click("meetings.finish")
    hands.find("meetings.finishing.ends")


def _minutes(hands: Hands) -> None:
    """The minutes as they will be printed, to be approved."""
    _finishing(hands)
    hands.write("meetings.finishing.ends", "18:30")
    hands.click("meetings.finishing.do")
    hands.wait_until(hands.find("meetings.approve").isEnabled, "the minutes")


def _report(hands: Hands) -> None:
    """The report of the quarter, read."""
    ways.page(hands, "reports")
    hands.wait_until(lambda: not hands.sees("reports.reading"), "the report to be read")


def _section(hands: Hands, down: int) -> None:
    """A section of the report, composed, beside the paper."""
    _report(hands)
    hands.click("reports.sections")
    hands.keys("Home", *["Down"] * down, "Enter")


def _export(hands: Hands) -> None:
    """What is asked before a report leaves the book."""
    _report(hands)
    hands.click("reports.export")
    hands.find("reports.export.card")


def _settings(hands: Hands, down: int) -> None:
    """A section of the settings."""
    ways.page(hands, "settings")
    if hands.sees("nav.settings"):
        hands.keys("F6")  # from the sidebar to the list; where it folds the keys are there
    hands.keys("Home", *["Down"] * down, "Enter")


SCENES: tuple[Scene, ...] = (
    Scene("sitting", DEMO, _roll),
    Scene("sitting-written", DEMO, _held),
    Scene("sitting-task", DEMO, _conclusion_task),
    Scene("sitting-finishing", DEMO, _finishing),
    Scene("sitting-minutes", DEMO, _minutes),
    Scene("report-section", DEMO, functools.partial(_section, down=4)),
    Scene("report-section-longest", LONGEST, functools.partial(_section, down=4)),
    Scene("report-export", DEMO, _export),
    *(
        Scene(f"settings-{name}", DEMO, functools.partial(_settings, down=down))
        for name, down in _SETTINGS.items()
    ),
)
