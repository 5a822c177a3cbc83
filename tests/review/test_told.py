"""What every declared step tells: one letter, in the language of the person, of this case and its state."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accreditation_portal.notifications import letters
from accreditation_portal.notifications.catalogue import all_notices
from accreditation_portal.notifications.fan_out import fan_out
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review import bulk, diagram
from accreditation_portal.review.preview import letter_of
from accreditation_portal.review.states import ActingAs, State
from accreditation_portal.review.steps import steps_of
from adhoc.models import EventRegistration
from events import publishing
from tests.factories.annual import approve, draft, ending, today
from tests.factories.profiles import organisation
from tests.review.acts import take

LANGUAGES = [code for code, _name in settings.LANGUAGES]
STEPS = [(kind, step) for kind in diagram.kinds() for step in steps_of(kind)]
every_step = pytest.mark.parametrize(
    ("kind", "step"), STEPS, ids=[f"{kind._meta.app_label}.{step.name}" for kind, step in STEPS]
)
# What the subject says of the state, by the notice that the step tells.
STATE_IN_WORDS = {
    "received": ("received", "reçue"),
    "corrected": ("corrected", "corrigée"),
    "information_requested": ("Please complete", "Veuillez compléter"),
    "completed": ("arrived|received", "arrivée|reçue"),
    "approved": ("granted|approved", "accordée|approuvée"),
    "denied": ("denied", "refusée"),
    "revoked": ("revoked", "révoquée"),
    "kept": ("stands", "maintenue"),
    "withdrawn": ("withdrawn", "retirée"),
    "closed": ("closed", "close"),
    "reopened": ("reopened", "rouverte"),
    "extended": ("extended", "prolongée"),
    "replaced": ("ends", "prend fin"),
}


def ready(case_at, kind, step):
    """A case from which the step can be taken."""
    return case_at(kind._meta.app_label, next(state for state in State if state in step.sources))


def happens(case, step, anna, officer):
    """Take the step, by whom it is for; one is taken by the approval for another organisation alone."""
    by = officer if any(role.acting_as == ActingAs.OFFICER for role in step.who) else anna
    if step.name == "replace":
        ending(case, today() + timedelta(days=150))
        anna.representative.organisation = organisation("Other Wire")
        anna.representative.save()
        follower = draft(anna)
        follower.submit(by=anna)
        approve(follower, officer)
    elif step.name == "extend":
        case.extend(by=by, note="The post is late.", until=case.valid_until + timedelta(days=30))
    else:
        take(case, step.name, by)


@every_step
def test_every_step_names_a_notice_of_its_room_with_a_text_in_every_language(kind, step):
    notice = getattr(kind.notices, step.tells)

    assert notice is all_notices()[f"{kind._meta.app_label}.{step.tells}"]
    assert step.tells in STATE_IN_WORDS
    for language in LANGUAGES:
        assert letters.source_of(notice, language).strip()


@pytest.mark.one_database
@every_step
@pytest.mark.parametrize("language", LANGUAGES)
def test_b3_a_step_queues_one_letter_whose_subject_says_the_case_and_its_state(
    case_at, anna, officer, kind, step, language
):
    case = ready(case_at, kind, step)
    anna.language = language
    anna.save()
    before = set(OutboxMail.objects.values_list("pk", flat=True))

    happens(case, step, anna, officer)

    mail = OutboxMail.objects.filter(about=case.reference).exclude(pk__in=before).get()
    assert (mail.recipient, mail.language) == (anna, language)
    assert mail.notice == f"{kind._meta.app_label}.{step.tells}"
    assert case.shown_reference in mail.subject
    assert re.search(STATE_IN_WORDS[step.tells][LANGUAGES.index(language)], mail.subject)


@every_step
def test_a_step_that_is_taken_back_leaves_no_letter(case_at, anna, officer, kind, step):
    case = ready(case_at, kind, step)
    before = OutboxMail.objects.count()

    with transaction.atomic():
        happens(case, step, anna, officer)
        transaction.set_rollback(True)

    assert OutboxMail.objects.count() == before


def test_a_look_at_a_decision_leaves_no_letter(case_at, officer):
    case = case_at("adhoc", State.SUBMITTED)
    before = OutboxMail.objects.count()
    deny = next(step for step in steps_of(type(case)) if step.name == "deny")

    assert letter_of(case, deny, by=officer, at=case.submitted_at) is not None
    assert OutboxMail.objects.count() == before


def test_the_letters_of_one_act_ask_once_for_their_words(officer, three):
    act = bulk.prepared(EventRegistration, "deny", EventRegistration.objects.all(), by=officer)
    given = {"words": {"en": "Sorry."}, "note": ""}
    bulk.begin(act, list(bulk.prospects(act, by=officer, at=timezone.now())), given, timezone.now())

    with CaptureQueriesContext(connection) as queries:
        bulk.go_on(act.pk, timezone.now())

    assert OutboxMail.objects.filter(notice="adhoc.denied").count() == len(three)
    assert sum("notifications_wording" in query["sql"] for query in queries.captured_queries) == 1


def test_the_letters_of_one_version_of_an_advisory_ask_once_for_their_words(press, meeting, three):
    meeting.venue = "Another hall"
    meeting.save()

    with CaptureQueriesContext(connection) as queries:
        publishing.publish_next_version(meeting, by=press, at=timezone.now(), changes_en="Moved.", changes_fr="")
        fan_out()

    assert OutboxMail.objects.filter(notice="adhoc.advisory_updated").count() == len(three)
    assert sum("notifications_wording" in query["sql"] for query in queries.captured_queries) == 1
