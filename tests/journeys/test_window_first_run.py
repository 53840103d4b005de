"""From the first start to an unlocked book, by the keyboard alone."""

from __future__ import annotations

from tests.journeys import offices
from tests.journeys.window import Hands, Room

UNIT = {
    "name": "Chi bộ Tổ dân phố số 7",
    "code": offices.CODE,
    "kind": "Tổ dân phố",
    "ward": "phường Hoa Mộc",
    "upper": "Đảng bộ phường Hoa Mộc",
    "place": "Hoa Mộc",
    "term_from": "20/5/2025",
}


def test_three_screens_by_keyboard_lead_to_a_book_that_opens_again(bare_room: Room) -> None:
    with bare_room.program() as hands:
        _type_unit(hands, bare_room)
        _type_person(hands)
        code = _retype_groups(hands)
        hands.find("page.today")
        assert len(code) == 8
    with bare_room.program() as hands:  # it remembers which book that was
        hands.unlock()
        assert "Chi bộ Tổ dân phố số 7" in hands.window.windowTitle()
    (unit,) = bare_room.reopened("unit")
    assert unit["name"] == UNIT["name"]
    assert unit["term_from"] == "2025-05-20"
    assert unit["heads"] == [{"name": offices.PERSON, "post": "Bí thư Chi bộ"}]
    assert len(bare_room.dump("documents")) > 0
    bare_room.assert_no_fault()


def test_the_recovery_code_of_the_wizard_opens_the_book_and_sets_a_new_password(
    bare_room: Room,
) -> None:
    with bare_room.program() as hands:
        _type_unit(hands, bare_room)
        _type_person(hands)
        code = _retype_groups(hands)
        hands.find("page.today")
    with bare_room.program() as hands:
        hands.click("unlock.use_code")
        hands.type("-".join(code).lower())
        hands.keys("Enter")
        hands.click("renew.password")
        for _ in range(2):
            hands.type("bến sông chiều 88")
            hands.keys("Enter")
        hands.find("page.today")
    assert len(bare_room.reopened("unit", "bến sông chiều 88")) == 1
    bare_room.assert_no_fault()


def _type_unit(hands: Hands, room: Room) -> None:
    """The first screen, from its first field to its last."""
    hands.find("welcome.new")
    hands.keys("Enter")
    for name in ("name", "code"):
        hands.find(f"wizard.unit.{name}")
        hands.type(UNIT[name])
        hands.keys("Enter")
    hands.choose("wizard.unit.kind", UNIT["kind"])
    hands.keys("Tab")
    for name in ("ward", "upper", "place", "term_from"):
        hands.type(UNIT[name])
        hands.keys("Enter")
    hands.type(f"{offices.PERSON}, Bí thư Chi bộ")
    hands.keys("Tab", "Ctrl+A")
    hands.type(str(room.book))
    hands.keys("Enter")


def _type_person(hands: Hands) -> None:
    """The second screen; whoever heads the unit is offered as the one who opens the book."""
    hands.find("wizard.person.name")
    hands.keys("Enter")
    for _ in range(2):
        hands.type(offices.PASSWORD)
        hands.keys("Enter")


def _retype_groups(hands: Hands) -> list[str]:
    """The third screen: a slip in the first group, then both groups rightly."""
    code = [hands.text_of(f"wizard.code.shown{number}") for number in range(1, 9)]
    asked = [_asked(hands, order) for order in (1, 2)]
    hands.click("wizard.code.group1")
    hands.type("OOOOO")
    assert f"Chưa khớp nhóm {asked[0]}" in hands.text_of("wizard.code.group1.error")
    assert not hands.find("wizard.code.next").isEnabled()
    hands.keys("Ctrl+A")
    hands.type(code[asked[0] - 1].lower())
    hands.keys("Enter")
    hands.type(code[asked[1] - 1])
    hands.keys("Enter")
    return code


def _asked(hands: Hands, order: int) -> int:
    """Which group the entry asks for, as its label says."""
    return int(hands.find(f"wizard.code.group{order}").accessibleName().split()[-1])


def test_enter_pressed_twice_at_the_new_password_sets_it_once(bare_room: Room) -> None:
    made = offices.make(bare_room.book)
    with bare_room.program(bare_room.book) as hands:
        hands.click("unlock.use_code")
        hands.type(made.code)
        hands.keys("Enter")
        hands.click("renew.password")
        hands.type("bến sông chiều 88")
        hands.keys("Enter")
        hands.type("bến sông chiều 88")
        hands.keys("Enter", "Enter")
        hands.find("page.today")
    with bare_room.program(bare_room.book) as hands:
        hands.unlock("bến sông chiều 88")
    bare_room.assert_no_fault()
