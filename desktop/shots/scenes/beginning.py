"""The scenes before there is a desk: the first run, unlocking, restoring, judging bundles."""

from __future__ import annotations

import functools

import desktop.shots.papers
import desktop.shots.scenes.scene as ways
import desktop.shots.stage

Scene = ways.Scene
Hands = ways.Hands
LOCKED, LOCKED_LONGEST, NOTHING = ways.LOCKED, ways.LOCKED_LONGEST, ways.NOTHING


def _wrong_password(hands: Hands) -> None:
    """Unlocking with a password that is not the book's."""
    hands.write("unlock.password", "sai mật khẩu")
    hands.keys("Enter")
    hands.wait_said("Mật khẩu chưa đúng")


def _other_screen(hands: Hands, button: str) -> None:
    """A screen reached by one button of the first one."""
    hands.click(button)
    hands.settle()


def _open_list(hands: Hands, name: str) -> None:
    """The list of one combo box of a new book's first screen."""
    hands.click("welcome.new")
    hands.click(name)


def _unit_missing(hands: Hands) -> None:
    """The first screen of a new book with nothing filled in."""
    hands.click("welcome.new")
    hands.click("wizard.unit.next")


def _unit_filled(hands: Hands) -> None:
    """The first screen of a new book, filled in with the longest unit."""
    hands.click("welcome.new")
    for name, value in desktop.shots.stage.typed_unit().items():
        hands.write(f"wizard.unit.{name}", value)


def _person(hands: Hands) -> None:
    """The second screen of a new book."""
    _unit_filled(hands)
    hands.click("wizard.unit.next")
    hands.find("wizard.person.next")


def _code(hands: Hands) -> None:
    """The third screen of a new book, a group of the code typed wrongly."""
    _person(hands)
    for name in ("password", "again"):
        hands.write(f"wizard.person.{name}", "một mật khẩu để chụp ảnh")
    hands.click("wizard.person.next")
    ways.patient(hands).find("wizard.code.group1")
    hands.write("wizard.code.group1", "SAI NHÓM")


def _restore_filled(hands: Hands) -> None:
    """Restoring from a file that is no backup, into a folder that is not empty."""
    hands.click("welcome.restore")
    paper = desktop.shots.papers.strange()[0]
    hands.write("restore.file", str(paper))
    hands.write("restore.folder", str(paper.parent))
    hands.keys("Enter")
    hands.click("restore.password")


def _judged(hands: Hands) -> None:
    """The verdict on ten files that are no bundles."""
    hands.click("welcome.verify")
    hands.drop("verify.drop", desktop.shots.papers.strange())
    ways.patient(hands).find("verify.verdict")


def _not_judged(hands: Hands) -> None:
    """A file of a kind that cannot be judged."""
    hands.click("welcome.verify")
    hands.drop("verify.drop", [desktop.shots.papers.text()])


def _renew(hands: Hands) -> None:
    """A new password after the recovery code."""
    hands.click("unlock.use_code")
    hands.write("unlock.code", desktop.shots.stage.recovery_code())
    hands.keys("Enter")
    ways.patient(hands).find("renew.password")
    hands.write("renew.password", "một mật khẩu để chụp ảnh")
    hands.write("renew.again", "một mật khẩu khác")
    hands.keys("Enter")


SCENES: tuple[Scene, ...] = (
    Scene("welcome", NOTHING, ways.as_it_is),
    Scene("wizard-unit", NOTHING, functools.partial(_other_screen, button="welcome.new")),
    Scene("wizard-unit-missing", NOTHING, _unit_missing),
    Scene("wizard-unit-filled", NOTHING, _unit_filled),
    Scene("wizard-unit-kinds", NOTHING, functools.partial(_open_list, name="wizard.unit.kind")),
    Scene("wizard-person", NOTHING, _person),
    Scene("wizard-code", NOTHING, _code),
    Scene("restore", NOTHING, functools.partial(_other_screen, button="welcome.restore")),
    Scene("restore-filled", NOTHING, _restore_filled),
    Scene("verify", NOTHING, functools.partial(_other_screen, button="welcome.verify")),
    Scene("verify-problems", NOTHING, _judged),
    Scene("verify-refused", NOTHING, _not_judged),
    Scene("unlock", LOCKED, ways.as_it_is),
    Scene("unlock-longest", LOCKED_LONGEST, ways.as_it_is),
    Scene(
        "unlock-people", LOCKED_LONGEST, functools.partial(_other_screen, button="unlock.person")
    ),
    Scene("unlock-wrong", LOCKED, _wrong_password),
    Scene("unlock-code", LOCKED, functools.partial(_other_screen, button="unlock.use_code")),
    Scene("unlock-renew", LOCKED_LONGEST, _renew),
)
