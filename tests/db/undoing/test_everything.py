from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import db.base
import db.book
import db.book.checks
import db.errors
import db.moments
import db.undoing
import tests.db.everything
from tests.db.factory import moment
from tests.db.undoing.person import Dumps, Person, dumps, steps_again, steps_back

OTHERS = {("documents", "meetings"), ("documents", "thematic")}


def test_after_every_verb_all_is_taken_back_and_done_again(
    log: db.undoing.Log, book: db.book.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is final or was changed outside a step is refused; the book stays whole throughout."""
    for name, verb in tests.db.everything.verbs().items():
        module, _, function = name.rpartition(".")
        monkeypatch.setattr(f"{module}.{function}", stepping(log, name, verb))
    tests.db.everything.happen(tmp_path)
    back, refused = as_far_as_it_goes(log.can_undo, log.undo)
    assert len(back) > 10
    assert all(sentence.startswith("Không hoàn tác được") for sentence in refused)
    assert db.book.checks.problems(book) == []
    again, refused = as_far_as_it_goes(log.can_redo, log.redo)
    assert set(again) <= set(back)
    assert all(sentence.startswith("Không làm lại được") for sentence in refused)
    assert db.book.checks.problems(book) == []


def as_far_as_it_goes(
    can: Callable[[], str], go: Callable[[db.moments.Moment], str]
) -> tuple[list[str], list[str]]:
    """The labels of the steps that went, and the sentences of those that were refused."""
    went, refused = [], []
    while can():
        try:
            went.append(go(moment()))
        except db.errors.RecordError as error:
            refused.append(str(error))
    return went, refused


def stepping(log: db.undoing.Log, name: str, verb: Callable[..., Any]) -> Callable[..., Any]:
    """``verb``, each time it is used as a step of its own."""

    def inside(*given: Any, **more: Any) -> Any:
        if db.base.database.in_transaction() and not log._inside:
            return verb(*given, **more)
        with log.step(name):
            return verb(*given, **more)

    inside.__signature__ = inspect.signature(verb)  # type: ignore[attr-defined]  # for verbs()
    return inside


@pytest.mark.parametrize("seed", range(8))
def test_whatever_a_person_does_can_be_taken_back_and_done_again(
    log: db.undoing.Log, book: db.book.Book, seed: int
) -> None:
    person = Person(seed)
    known = {(kind, one["id"]) for kind, found in dumps().items() for one in found}
    begun = dumps()
    for _ in range(45):
        person.act(log)
    done = dumps()
    assert steps_back(log) > 10
    assert old(dumps(), known) == old(begun, known)
    assert all(one["deleted_on"] for one in new(dumps(), known))
    assert db.book.checks.problems(book) == []
    steps_again(log)
    assert dumps() == done
    assert db.book.checks.problems(book) == []
    for _ in range(40):
        person.draw.choice((person.act, person.act, back_once, again_once))(log)
    assert db.book.checks.problems(book) == []
    steps_back(log)
    assert db.book.checks.problems(book) == []


def back_once(log: db.undoing.Log) -> None:
    if log.can_undo():
        log.undo(moment())


def again_once(log: db.undoing.Log) -> None:
    if log.can_redo():
        log.redo(moment())


def old(of: Dumps, known: set[tuple[str, int]]) -> list[Any]:
    """The records in ``known``; which meetings a document serves is those meetings' business."""
    return [
        {name: value for name, value in one.items() if (kind, name) not in OTHERS}
        for kind, found in of.items()
        for one in found
        if (kind, one["id"]) in known
    ]


def new(of: Dumps, known: set[tuple[str, int]]) -> list[Any]:
    """The records not in ``known``, but for reports, which stay begun."""
    return [
        one
        for kind, found in of.items()
        if kind != "reports"
        for one in found
        if (kind, one["id"]) not in known
    ]
