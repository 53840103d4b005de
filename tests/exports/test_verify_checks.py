"""Each check of the verifier is needed: without it, one attack would pass."""

from __future__ import annotations

import pytest

import exports.bundle.verify
from tests.exports import bundle_attacks
from tests.exports import bundle_samples as samples

STAGES = ("OUTSIDE", "INSIDE")
NAMES = [check.__name__ for stage in STAGES for check in getattr(exports.bundle.verify, stage)]
SIGNATURES = {"signatures_hold", "papers_are_signed_as_listed"}


def test_every_check_has_an_attack_of_its_own() -> None:
    assert sorted(bundle_attacks.ONE_CHECK) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_attack_is_found_and_without_the_check_it_is_not(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack = bundle_attacks.ONE_CHECK[name]
    data = attack.make()
    judged = samples.verdict(data)
    assert (judged.verdict, samples.blamed(judged)[:1]) == ("invalid", [attack.blamed])
    assert attack.blamed in judged.first_line
    for stage in STAGES:
        checks = getattr(exports.bundle.verify, stage)
        rest = tuple(check for check in checks if check.__name__ != name)
        monkeypatch.setattr(exports.bundle.verify, stage, rest)
    unguarded = samples.verdict(data)
    assert samples.blamed(unguarded) == []
    # A broken signature makes the whole invalid even where no check names it.
    assert unguarded.verdict == ("invalid" if name in SIGNATURES else "unchecked")
