"""Every address of the admin, asked for as every role: who gets a page, and who nothing."""

from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.urls.resolvers import URLResolver

from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.personal_data.models import ErasureRequest
from accreditation_portal.review import bulk
from accreditation_portal.review.models import Export, Reason
from accreditation_portal.review.states import State
from accreditation_portal.worker.models import Forgotten
from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from events.models import MediaAdvisory
from profiles.models import MediaOrganisation
from tests.architecture.pages_by_role import AT_THE_ADMIN, OF_THE_ADMIN, STALE, Visitors, refused_in_short, written
from tests.architecture.pages_by_role import GETS as SOMETHING
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, issuing_body, original
from tests.factories.events import event
from tests.factories.verification import accepted, batch_of


def addresses_of(patterns, before=()):
    """Each named address of the site with the names of its parts."""
    for pattern in patterns:
        parts = (*before, *(getattr(pattern.pattern, "converters", None) or pattern.pattern.regex.groupindex))
        if isinstance(pattern, URLResolver):
            yield from addresses_of(pattern.url_patterns, parts)
        elif pattern.name:
            yield pattern.name, parts


ADDRESSES = dict(addresses_of(admin.site.urls[0]))


@pytest.fixture
def stage(anna, bruno, stranger, officer, press, passoffice):
    """One row of everything that the admin shows; of cases, a submitted one and an approved one."""
    cast.account("root", is_staff=True, is_superuser=True)
    verifier = cast.staff("verifier", "Security verification")
    meeting = event("checked", by=press, authorities_check_media=True)
    submitted = accepted(anna, meeting, officer)
    asked = annual_request(anna)
    export = Export.objects.create(kind="adhoc.eventregistration", by=officer, columns=[], file_format="csv")
    rows = {
        "adhoc_eventregistration": submitted,
        "adhoc_eventregistration approved": event_registration(
            stranger, event("plain", by=press), at=State.APPROVED, officer=officer
        ),
        "annual_annualrequest": asked,
        "annual_annualrequest approved": annual_request(stranger, at=State.APPROVED, officer=officer),
        "annual_attestation": original(asked, officer),
        "adhoc_verificationbatch": batch_of(meeting, verifier),
        "events_event": meeting,
        "profiles_issuingbody": issuing_body(),
        "profiles_mediaorganisation": MediaOrganisation.objects.get(),
        "profiles_mediarepresentative": bruno.representative,
        "profiles_user": bruno,
        "auth_group": Group.objects.get(name="Pass Office"),
        "review_reason": Reason.objects.first(),
        "review_export": export,
        "notifications_wording": SimpleNamespace(pk="adhoc.approved"),  # the page of a letter, worded anew or not
        "personal_data_erasurerequest": ErasureRequest.objects.create(user=bruno),
        "worker_forgotten": Forgotten.objects.create(kind="profiles", number=1),
        "notifications_outboxmail": OutboxMail.objects.order_by("pk").first(),
        "notifications_failingaddress": FailingAddress.objects.create(
            address="lost@example.org", why="bounced", since=export.at, letter=OutboxMail.objects.order_by("pk").first()
        ),
        "adhoc_lateadmission": meeting.late_admissions.create(
            representative=bruno.representative, by=officer, reason="Asked for by the office."
        ),
    }
    acts = {
        "adhoc": bulk.prepared(EventRegistration, "deny", EventRegistration.objects.all(), by=officer),
        "annual": bulk.prepared(AnnualRequest, "deny", AnnualRequest.objects.all(), by=officer),
    }
    return rows, acts


def addressed(name, stage):
    """The addresses under this name, each with what it is about."""
    rows, acts = stage
    model = "_".join(name.rsplit("_", 1)[:1] if name.startswith("personal_data") else name.split("_")[:2])
    parts = ADDRESSES[name]
    if "act" in parts:
        yield "", reverse(f"admin:{name}", args=[acts[model.split("_")[0]].pk])
    elif "number" in parts:
        advisory = MediaAdvisory.objects.filter(event=rows["events_event"]).first()
        yield "", reverse(f"admin:{name}", args=[rows["events_event"].pk, advisory.number])
    elif name in ("adhoc_verificationbatch_event", "adhoc_verificationbatch_results"):
        yield "", reverse(f"admin:{name}", args=[rows["events_event"].pk])
    elif "letter" in parts:
        for what in ("", " approved"):
            case = rows[model + what]
            letter = OutboxMail.objects.filter(about=case.reference).order_by("pk").first()
            yield what.strip(), reverse(f"admin:{name}", args=[case.pk, letter.pk])
    elif name == "view_on_site":
        kind = ContentType.objects.get_for_model(rows["events_event"])
        yield "", reverse(f"admin:{name}", args=[kind.pk, rows["events_event"].pk])
    elif name == "app_list":
        yield from (
            (label, reverse(f"admin:{name}", args=[label]))
            for label in ("adhoc", "review", "notifications", "profiles")
        )
    elif name == "auth_user_password_change":
        yield "", reverse(f"admin:{name}", args=[rows["profiles_user"].pk])
    elif parts:
        yield "", reverse(f"admin:{name}", args=[rows[model].pk])
        if f"{model} approved" in rows:
            yield "approved", reverse(f"admin:{name}", args=[rows[f"{model} approved"].pk])
    else:
        yield "", reverse(f"admin:{name}")


OFFICERS, PRESS, PASSES, VERIFIERS = {"officer"}, {"press officer"}, {"Pass Office"}, {"security"}
EVERYBODY = OFFICERS | PRESS | PASSES | VERIFIERS
NOBODY: set[str] = set()

# Who gets something under an address; superusers get what anybody gets, and the accounts. A redirect to a page that
# asks again is something. What is not named here fails the test: a new address is put where it belongs.
GETS = {
    "index jsi18n login password_change password_change_done": EVERYBODY,
    "logout": EVERYBODY | {"anonymous", "representative"},  # by POST; whoever is in is out
    "autocomplete auth_user_password_change": NOBODY,  # without what is looked for
    "app_list adhoc": OFFICERS | PASSES | VERIFIERS,
    "app_list review, app_list notifications, app_list profiles": OFFICERS,
    "passes": PASSES,
    # Cases: their lists and pages; the Pass Office those that are approved.
    "adhoc_eventregistration_changelist annual_annualrequest_changelist": OFFICERS | PASSES,
    "adhoc_eventregistration_change annual_annualrequest_change": OFFICERS,
    "adhoc_eventregistration_change approved, annual_annualrequest_change approved": OFFICERS | PASSES,
    "adhoc_eventregistration_story annual_annualrequest_story": OFFICERS,
    "adhoc_eventregistration_story approved, annual_annualrequest_story approved": OFFICERS,
    "adhoc_eventregistration_pass annual_annualrequest_pass": PASSES,
    "adhoc_eventregistration_pass approved, annual_annualrequest_pass approved": PASSES,
    "adhoc_eventregistration_export annual_annualrequest_export annual_annualrequest_extend": OFFICERS,
    "adhoc_eventregistration_several annual_annualrequest_several": OFFICERS,
    "adhoc_eventregistration_letter annual_annualrequest_letter": OFFICERS,
    "adhoc_eventregistration_letter approved, annual_annualrequest_letter approved": OFFICERS,
    "adhoc_eventregistration_media_status": OFFICERS,
    "adhoc_eventregistration_media_status approved": OFFICERS,
    "adhoc_eventregistration_assign annual_annualrequest_assign": OFFICERS,
    "adhoc_eventregistration_assign approved, annual_annualrequest_assign approved": OFFICERS,
    "adhoc_eventregistration_add annual_annualrequest_add": NOBODY,
    "adhoc_eventregistration_delete annual_annualrequest_delete": NOBODY,
    "adhoc_eventregistration_delete approved, annual_annualrequest_delete approved": NOBODY,
    "adhoc_eventregistration_history annual_annualrequest_history": EVERYBODY,  # leads to the page of the case
    "adhoc_eventregistration_history approved, annual_annualrequest_history approved": EVERYBODY,
    # What belongs to cases.
    "adhoc_lateadmission_add adhoc_lateadmission_changelist adhoc_lateadmission_history": OFFICERS,
    "adhoc_lateadmission_change review_export_change review_export_history": EVERYBODY,  # lead to their list
    "adhoc_lateadmission_delete annual_attestation_delete": NOBODY,
    "annual_attestation_add annual_attestation_change annual_attestation_changelist": OFFICERS,
    "annual_attestation_history annual_attestation_strike_out": OFFICERS,
    "review_export_changelist review_reason_changelist review_reason_add review_reason_change": OFFICERS,
    "review_reason_history": OFFICERS,
    "notifications_wording_changelist notifications_wording_change notifications_wording_default": OFFICERS,
    "notifications_wording_history": OFFICERS,  # leads to the page of the letter
    "notifications_wording_add notifications_wording_delete": NOBODY,
    "review_export_add review_export_delete review_reason_delete": NOBODY,
    # Personal data: erasures that are asked for, and what went by itself.
    "personal_data_erasurerequest_changelist personal_data_erasurerequest_change": OFFICERS,
    "personal_data_erasurerequest_history worker_forgotten_change worker_forgotten_history": EVERYBODY,  # lead there
    "personal_data_erasurerequest_add personal_data_erasurerequest_delete": NOBODY,
    "worker_forgotten_changelist": OFFICERS,
    "worker_forgotten_add worker_forgotten_delete": NOBODY,
    # Letters.
    "notifications_outboxmail_changelist notifications_outboxmail_change": OFFICERS,
    "notifications_failingaddress_changelist notifications_failingaddress_change": OFFICERS,
    "notifications_outboxmail_add notifications_outboxmail_delete notifications_outboxmail_history": NOBODY,
    "notifications_failingaddress_add notifications_failingaddress_delete": NOBODY,
    "notifications_failingaddress_clear": OFFICERS,
    "notifications_failingaddress_history": NOBODY,
    # The authorities' batches.
    "adhoc_verificationbatch_changelist adhoc_verificationbatch_change": VERIFIERS,
    "adhoc_verificationbatch_event adhoc_verificationbatch_results adhoc_verificationbatch_download": VERIFIERS,
    "adhoc_verificationbatch_add adhoc_verificationbatch_delete": NOBODY,
    "adhoc_verificationbatch_history": EVERYBODY,  # leads to the page of the batch
    # Events.
    "events_event_changelist events_event_change events_event_history events_event_version": OFFICERS | PRESS,
    "events_event_add events_event_publish events_event_unpublish events_event_cancel": PRESS,
    "events_event_delete": NOBODY,  # it is published
    "view_on_site": EVERYBODY,  # leads to the public page
    # People, organisations, accounts.
    "profiles_mediarepresentative_changelist profiles_mediarepresentative_change": OFFICERS,
    "profiles_mediarepresentative_add profiles_mediarepresentative_delete": NOBODY,
    "profiles_mediarepresentative_history": NOBODY,
    "profiles_issuingbody_add profiles_issuingbody_change profiles_issuingbody_changelist": OFFICERS,
    "profiles_mediaorganisation_add profiles_mediaorganisation_change": OFFICERS,
    "profiles_mediaorganisation_changelist": OFFICERS,
    "profiles_issuingbody_delete profiles_mediaorganisation_delete": NOBODY,
    "profiles_issuingbody_history profiles_mediaorganisation_history": EVERYBODY,  # lead to the page
}
ROOT_ALONE = {
    *(f"auth_group_{page}" for page in ("add", "change", "changelist", "delete", "history")),
    *(f"profiles_user_{page}" for page in ("add", "change", "changelist", "history", "second_factor")),
}
FOR_NO_SUPERUSER = {"adhoc_eventregistration_several", "annual_annualrequest_several"}  # an act is its officer's own
EXPECTED = {
    name: gets
    for names, gets in GETS.items()
    for name in (names.split(", ") if " approved" in names or names.startswith("app_list") else names.split())
}


@pytest.mark.one_database
def test_every_address_answers_exactly_its_roles(stage, request, caplog, monkeypatch):
    refused_in_short(monkeypatch, caplog)
    found, expected, rows = {}, {}, {}
    visitors = Visitors(AT_THE_ADMIN)
    for full_name, route, _parts in OF_THE_ADMIN:
        name = full_name.removeprefix("admin:")
        if name not in ADDRESSES:
            continue  # what leads on to the same address with a slash
        for what, address in addressed(name, stage):
            about = f"{name} {what}".strip()
            answers = rows[f"`/{route}` {what}".strip()] = visitors.answers(address)
            found[about] = {viewer for viewer, answer in answers.items() if answer in SOMETHING}
            gets = EXPECTED.get(about, set())
            root = {"superuser"} if (gets and name not in FOR_NO_SUPERUSER) or name in ROOT_ALONE else set()
            expected[about] = gets | root

    assert found == expected
    assert written("pages of the staff", rows, request.config), STALE
