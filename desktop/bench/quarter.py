"""A quarter of an ordinary cell, through the verbs: what the bundle of design 7 is made of.

60 tasks, 5 approved minutes, a report of about 12 pages, and two people who sign it.
"""

from __future__ import annotations

import functools
from datetime import date, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

import db.figures
import db.meetings
import db.meetings.minutes
import db.meetings.steps
import db.members
import db.periods
import db.reports
import db.tasks.adding
import desktop.bench.invented
import desktop.bench.stage
import exports.meetings
import exports.reports
import exports.signing.identities

PERIOD = db.periods.read("2026-Q3")
_MEMBERS = 22
_SENTENCES = 1  # of a person's own words in each section: with the annexes about 12 pages
_SIGNED = ("bi-thu", "thu-ky")


def fill(size: desktop.bench.stage.Size) -> None:
    """Enter members, tasks, approved minutes and the report in a person's own words."""
    moment = desktop.bench.invented.MOMENT
    members = db.members.take_in(desktop.bench.invented.members(_MEMBERS), moment)
    drafts = list(desktop.bench.invented.drafts(size.report_tasks, PERIOD.first, 60))
    late = {"cause": "Chờ số liệu", "cause_body": "Chi ủy", "cause_person": "Nông Văn Khiêm"}
    for draft in drafts:
        draft.fields |= late
        if draft.first_due:  # few are late: an ordinary quarter
            draft.first_due += timedelta(days=50)
    db.tasks.adding.take_in(drafts, moment, not_secret=True)
    for number in range(size.minutes):
        _meeting(PERIOD.first + timedelta(days=2 + 14 * number), members)
    _report()


def _meeting(on: date, members: list[int]) -> None:
    """One meeting: everybody came, ten spoke, three things were concluded, minutes approved."""
    moment, throws = desktop.bench.invented.MOMENT, desktop.bench.invented.dice(on.isoformat())
    names = desktop.bench.invented.people()
    fields = {
        "title": f"Sinh hoạt chi bộ ngày {on:%d/%m/%Y}",
        "meeting_kind": "regular",
        "starts": "19:30",
        "ends": "21:00",
        "place": "Nhà văn hóa khu dân cư",
        "chair": names[0],
        "minute_taker": names[1],
        "agenda": [desktop.bench.invented.sentence(throws) for _ in range(4)],
    }
    meeting = db.meetings.steps.plan(fields, moment)
    db.meetings.steps.hold(meeting, on, dict.fromkeys(members, ("present", "")), moment)
    for member in members[:10]:
        text = desktop.bench.invented.text(throws, 4)
        db.meetings.minutes.contribute(meeting, member, text, moment)
    db.meetings.minutes.vote(
        meeting, "Thông qua nghị quyết", (len(members), len(members), 0, 0), moment
    )
    for _ in range(3):
        text = desktop.bench.invented.sentence(throws)
        conclusion = db.meetings.minutes.conclude(meeting, text, moment)
        db.meetings.minutes.needs_no_task(conclusion, "đã có trong kế hoạch quý", moment)
    exports.meetings.approve(meeting, on, moment, [person("thu-ky"), person("chu-tri")])


def _report() -> None:
    """The report, numbered, with a person's own words in every section."""
    moment, throws = desktop.bench.invented.MOMENT, desktop.bench.invented.dice("report")
    report = db.reports.begin(PERIOD, moment)
    db.reports.sign_as(report, 5, moment.today, moment)
    span = db.reports.window(PERIOD, moment.today)
    for section in exports.reports.sections(span, db.figures.count(span)):
        words = desktop.bench.invented.text(throws, _SENTENCES)
        db.reports.write(report, section.id, words, moment)


def signers() -> list[exports.signing.identities.Identity]:
    """The two people who sign the bundle."""
    return [person(role) for role in _SIGNED]


@functools.cache
def person(role: str) -> exports.signing.identities.Identity:
    """Somebody who can sign in that role: a certificate made for this run."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    names = dict(
        zip(exports.signing.identities.ROLES, desktop.bench.invented.people(), strict=False)
    )
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[role])])
    instant = desktop.bench.invented.MOMENT.instant
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(instant - timedelta(days=400))
        .not_valid_after(instant + timedelta(days=400))
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    return exports.signing.identities.Identity(role, certificate, (), key)
