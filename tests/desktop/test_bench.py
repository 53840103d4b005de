"""The bench runs, prints what the contract names, and shows the floor of each row.

How fast anything is is never asserted here: a loaded machine is not a fault.
"""

from __future__ import annotations

import ast
import inspect
import json
from types import ModuleType

import pytest

import desktop.app
import desktop.bench
import desktop.bench.bare
import desktop.bench.bundling
import desktop.bench.judging
import desktop.bench.lists
import desktop.bench.measuring
import desktop.bench.pages
import desktop.bench.searching
import desktop.bench.taking
import desktop.bench.walking

MODULES = (
    desktop.bench.lists,
    desktop.bench.searching,
    desktop.bench.taking,
    desktop.bench.bundling,
    desktop.bench.judging,
    desktop.bench.bare,
    desktop.bench.pages,
    desktop.bench.walking,
)


@pytest.mark.parametrize("group", desktop.bench.GROUPS)
def test_each_group_prints_the_keys_of_the_contract(
    group: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desktop.app.main(["bench", "--quick", "--only", group, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert rows
    for row in rows:
        assert {"what", "ours", "floor", "ratio", "limit"} <= set(row)
        assert row["ours"] > 0
        assert row["floor"] > 0


def test_the_table_is_in_vietnamese_and_has_a_line_for_each_row(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert desktop.app.main(["bench", "--quick", "--only", "search"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert "mức sàn" in head
    assert len(lines) == len(desktop.bench.searching.TYPED)


def test_an_unknown_group_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert desktop.app.main(["bench", "--only", "everything"]) == 2
    assert "--only" in capsys.readouterr().err


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_floor_says_what_it_is(module: ModuleType) -> None:
    floors = [
        node
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("floor")
    ]
    assert floors
    assert all(ast.get_docstring(one) for one in floors)


def test_both_sides_are_measured_in_turn_after_one_warm_round() -> None:
    done: list[str] = []
    pair = desktop.bench.measuring.Pair(
        "việc",
        lambda: done.append("ours"),
        lambda: done.append("floor"),
        desktop.bench.measuring.Limit(times=2),
        lambda: done.append("before"),
    )
    desktop.bench.measuring.measure(pair, rounds=2)
    assert done == ["before", "ours", "before", "floor"] * 3


def test_a_limit_is_so_many_times_the_floor_or_so_much_more() -> None:
    times = desktop.bench.measuring.Limit(times=1.5)
    plus = desktop.bench.measuring.Limit(plus=100)
    assert (times.words, plus.words) == ("1,5 ×", "+ 100 ms")
    assert desktop.bench.measuring.Row("việc", 30, 20, times).kept
    assert not desktop.bench.measuring.Row("việc", 31, 20, times).kept
    assert desktop.bench.measuring.Row("việc", 120, 20, plus).kept


def test_a_flat_limit_does_not_ask_for_the_floor() -> None:
    flat = desktop.bench.measuring.Limit(flat=100)
    assert flat.words == "100 ms"
    assert desktop.bench.measuring.Row("việc", 99, 5, flat).kept
    assert not desktop.bench.measuring.Row("việc", 101, 500, flat).kept
