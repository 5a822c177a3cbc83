"""An erasure blanks every field that is classified as personal, of every model; what stays is named here with why."""

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from accreditation_portal.personal_data.erasure import erase
from accreditation_portal.review.record import ERASED
from tests.architecture.personal_fields import FIELDS
from tests.personal_data.scene import lived
from tests.personal_data.traces import traces

# Links to an account, a profile or a row of the same case lead to somebody nameless.
NAMELESS = {"profiles.User", "profiles.MediaRepresentative"}
STAYS = {
    ("profiles.User", "username"): "a number",
    ("profiles.User", "email"): "a number, at a domain that cannot exist",
    ("profiles.User", "password"): "one that nobody can have",
    ("profiles.User", "language"): "that of the portal",
    ("profiles.User", "date_joined"): "the moment of the erasure",
    ("notifications.OutboxMail", "language"): "says nothing without the rest",
    ("annual.AnnualRequest", "organisation"): "its cases are counted",
    ("adhoc.EventRegistration", "organisation"): "its cases are counted",
    ("annual.Attestation", "organisation"): "its cases are counted",
    ("adhoc.VerificationResult", "outcome"): "of a person without a name",
    ("annual.AnnualDecision", "verdicts"): "without reasons and notes",
    ("adhoc.RegistrationDecision", "verdicts"): "without reasons and notes",
    ("profiles.MediaOrganisation", "standing_note"): "about an organisation",
    ("profiles.IssuingBody", "standing_note"): "about a body",
    ("annual.AnnualDecision", "letter"): "a letter without address and text",
    ("adhoc.RegistrationDecision", "letter"): "a letter without address and text",
    ("admin.LogEntry", "object_repr"): "a reference or a number",
    ("admin.LogEntry", "change_message"): "what an officer changed",
    ("documents.DiscardedFile", "name"): "a random name, until the file is deleted",
}
# What the scene does not make: it goes with its account, or names no person of its own.
NOT_MADE = {
    "account.EmailConfirmation", "admin.LogEntry", "sessions.Session", "review.BulkAct", "review.Export",
    "documents.PagePicture", "documents.DiscardedFile",
}  # fmt: skip
PERSONAL = [(label, name) for label, (personal, _) in FIELDS.items() for name in sorted(personal)]


@pytest.fixture
def leaver(anna, officer, press, passoffice):
    return lived(anna, officer, press, passoffice)


def rows_of(label):
    rows = apps.get_model(label)._base_manager.all()
    if label == "profiles.User":
        return rows.filter(is_staff=False)
    if label == "account.EmailAddress":
        return rows.filter(user__is_staff=False)
    return rows.exclude(key__startswith="erased:") if label == "notifications.OutboxMail" else rows


def held(label, name) -> list:
    """The values of a field that say something, in whatever row."""
    field = apps.get_model(label)._meta.get_field(name)
    if field.many_to_many:
        return [row.pk for row in rows_of(label) if getattr(row, name).exists()]
    values = [field.value_from_object(row) for row in rows_of(label)]
    values = [bytes(value) if isinstance(value, memoryview) else value for value in values]
    return [value for value in values if value not in ("", None, [], {}, b"", ERASED)]


def is_link(label, name) -> bool:
    field = apps.get_model(label)._meta.get_field(name)
    return field.is_relation and not field.many_to_many and field.related_model._meta.label in NAMELESS


def test_b9_an_erasure_blanks_every_field_that_is_classified_as_personal(leaver):
    before = {(label, name): held(label, name) for label, name in PERSONAL}
    empty = [key for key, values in before.items() if not values and key[0] not in NOT_MADE and not is_link(*key)]
    assert [key for key in empty if key not in STAYS] == [], "the scene must fill it, or nothing is proved"

    erase(leaver, timezone.now())

    after = {key: held(*key) for key in PERSONAL if key not in STAYS and not is_link(*key)}
    assert {key: values for key, values in after.items() if values} == {}


def test_b9_nobody_is_found_by_a_word_that_stood_anywhere(leaver):
    words = ["Anna", "Peeters", "Claes", "second@example.org", leaver.representative.document_number, "Known to us",
             "Read them all", "Wrong person", "Odd paper", "Erika Editor", "Report 1", "Left on the train",
             "She is new",
             "news.example.com", "Ghent", "1980-05-17"]  # fmt: skip
    assert {word for word, _place in traces(words)} == set(words)

    erase(leaver, timezone.now())

    last = {"notifications_outboxmail.to", "notifications_outboxmail.text", "notifications_outboxmail.html"}
    assert {place for _word, place in traces(words)} <= last


def test_what_stays_is_there_and_personal():
    for label, name in STAYS:
        assert isinstance(apps.get_model(label)._meta.get_field(name), models.Field)
        assert name in FIELDS[label][0]
