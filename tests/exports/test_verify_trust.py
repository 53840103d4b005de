"""Trust comes from the reader alone, and every required signer must match it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import db.seals
import exports.issuing
import exports.paper
import exports.signing.identities
import exports.signing.pades
from tests.exports import authority, bundle_attacks
from tests.exports import bundle_samples as samples


def reseal(identity: exports.signing.identities.Identity) -> bytes:
    """Everything sealed anew by ``identity``: container, report and minutes."""
    parts = bundle_attacks.drawn(bundle_attacks.sealed(), signer=identity)
    document = samples.snapshot(parts)["documents"][1]
    paper = exports.paper.from_entry(document["content"])
    pdf = exports.paper.render(paper, exports.issuing.code_of(document)).pdf
    parts[samples.MINUTES] = exports.signing.pades.sign(pdf, [], identity, [], authority.NOW)
    return samples.forge(parts, seal=identity)


def test_a_strangers_seal_is_intact_and_never_trusted() -> None:
    data = reseal(bundle_attacks.strange_seal())
    assert samples.verdict(data).verdict == "unchecked"
    judged = samples.verdict(data, [samples.made().seal.certificate, authority.root()])
    assert judged.verdict == "invalid"
    assert samples.SEAL_FILE in judged.first_line
    assert samples.blamed(judged) == []  # the files are whole; whose they are is what is wrong


def test_trust_makes_valid_only_where_every_signer_matches() -> None:
    made = samples.made()
    seal = made.seal.certificate
    both = [seal, authority.root()]
    assert samples.verdict(made.bundles["C2"], both).verdict == "valid"
    assert samples.verdict(made.bundles["C2"], [seal]).verdict == "invalid"
    assert samples.verdict(made.bundles["C2"], [authority.root()]).verdict == "invalid"
    leaves = [authority.secretary(), authority.minute_taker(), authority.chair()]
    pins = [seal, *(leaf.certificate for leaf in leaves)]
    assert samples.verdict(made.bundles["C2"], pins).verdict == "valid"
    assert samples.verdict(made.bundles["C2"], [seal, authority.stranger()]).verdict == "invalid"


def test_a_seal_out_of_its_time_is_not_trusted() -> None:
    later = datetime(2040, 1, 1, tzinfo=UTC) + timedelta(days=1)
    young = exports.signing.identities.of_seal(db.seals.make("CB-41", later))
    data = reseal(young)
    assert samples.verdict(data, [young.certificate, authority.root()]).verdict == "invalid"
