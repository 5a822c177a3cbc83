"""What was typed outlives an ended session, an old token and a limit that is reached; and is nobody else's."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accreditation_portal import unsent
from accreditation_portal.review.states import Item
from accreditation_portal.worker.retention import clear_the_cache
from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from profiles.models import MediaRepresentative
from tests.factories import events as stage
from tests.factories import files
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration

UNSENT = "/unsent/"
AWAY = {"at_headquarters": False, "annual_accreditation_suffices": False}
SECRET = "A sentence that only Anna typed."


@pytest.fixture(autouse=True)
def nothing_is_kept_yet(db):
    cache.clear()


@pytest.fixture
def visitor():
    """One that sends tokens as browsers do."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def away(press):
    return stage.event("summit-away", by=press, **AWAY)


def log_in(visitor, user, next_page=""):
    page = visitor.get(reverse("account_login"))
    typed = {"login": user.username, "password": cast.PASSWORD, "next": next_page, **hidden(page)}
    return visitor.post(reverse("account_login"), typed)


def hidden(page) -> dict[str, str]:
    """The token and the author of the first form that has both, else the token."""
    found = re.findall(r'name="(csrfmiddlewaretoken|made_for)" value="([^"]+)"', page.text)
    return dict(reversed(found))


def form_on(page) -> tuple[str, dict[str, str]]:
    """The form that sends again what was entered: its address, and what it holds."""
    form = re.search(r'<form method="post" action="([^"]+)" class="stack">(.*?)</form>', page.text, re.DOTALL)
    words = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', form[2], re.DOTALL)
    again = {"sent_again": "1"} | {name: unescape(value) for name, value in words}
    return unescape(form[1]), again | hidden(page)


def the_session_ends():
    Session.objects.all().delete()


def pages(anna, away, officer, press) -> dict[str, tuple[str, dict[str, str]]]:
    """Address, and what is typed there."""
    answered = event_registration(anna, stage.event("other", by=press, **AWAY))
    answered.request_information(by=officer, items=[Item.PURPOSE], words="Please say more.")
    return {
        "registration": (reverse("adhoc:register", args=[away.slug]), {"purpose": SECRET, "draft": "1"}),
        "annual part": (reverse("annual:part", args=["track-record"]), {"words": SECRET, "later": "1"}),
        "profile": (reverse("profiles:residence"),
                    {"residence_country": "BE", "residence_town": SECRET}),
        "answer": (reverse("adhoc:complete", args=[answered.reference]),
                   {"purpose": SECRET, "step": "complete", "seen": str(answered.latest_decision_id), "send": "1"}),
    }  # fmt: skip


PAGES = ["registration", "annual part", "profile", "answer"]


@pytest.mark.parametrize("name", PAGES)
def test_b2_what_was_typed_into_a_page_whose_session_ended_is_sent_after_the_log_in(
    visitor, anna, away, officer, press, name
):
    address, typed = pages(anna, away, officer, press)[name]
    log_in(visitor, anna)
    page = visitor.get(address)
    the_session_ends()

    to_log_in = visitor.post(address, typed | hidden(page))
    log_in_page = visitor.get(to_log_in.url)
    logged_in = log_in(visitor, anna, UNSENT)
    offer = visitor.get(logged_in.url)
    where, held = form_on(offer)
    sent = visitor.post(where, held)

    assert to_log_in.url == f"{reverse('account_login')}?next={UNSENT}"
    assert "kept for 60 minutes" in log_in_page.text
    assert SECRET not in log_in_page.text
    assert (logged_in.url, where) == (UNSENT, address)
    assert {field: held[field] for field in typed} == typed
    assert sent.status_code == 302, sent.text
    assert SECRET in stored(anna, name)
    assert visitor.get(UNSENT).status_code == 302, "it is sent, and not offered again"


def stored(user, name) -> str:
    cases = {
        "registration": lambda: EventRegistration.objects.of(user).get(event__slug="summit-away").purpose,
        "annual part": lambda: AnnualRequest.objects.of(user).get().track_record,
        "profile": lambda: MediaRepresentative.objects.get(user=user).residence_town,
        "answer": lambda: EventRegistration.objects.of(user).get(event__slug="other").purpose,
    }
    return cases[name]()


def test_b2_another_person_who_logs_in_on_that_browser_sees_nothing_of_it(visitor, anna, stranger, away):
    address = reverse("adhoc:register", args=[away.slug])
    log_in(visitor, anna)
    page = visitor.get(address)
    the_session_ends()
    visitor.post(address, {"purpose": SECRET, "draft": "1"} | hidden(page))

    logged_in = log_in(visitor, stranger, UNSENT)
    offer = visitor.get(logged_in.url, follow=True)

    assert offer.redirect_chain == [(reverse("profiles:profile"), 302)]
    assert SECRET not in offer.text
    assert SECRET not in visitor.get(address).text
    assert not EventRegistration.objects.of(stranger).exists()
    visitor.cookies.clear()
    assert log_in(visitor, anna).url == UNSENT, "its author is shown it, on whatever page one comes in"


def test_what_is_kept_is_encrypted_and_goes_after_an_hour(visitor, anna, away):
    log_in(visitor, anna)
    page = visitor.get(reverse("adhoc:register", args=[away.slug]))
    the_session_ends()
    visitor.post(reverse("adhoc:register", args=[away.slug]), {"purpose": SECRET} | hidden(page))

    def rows():
        with connection.cursor() as cursor:
            cursor.execute("SELECT cache_key, value FROM cache WHERE cache_key LIKE %s", ["%unsent%"])
            return cursor.fetchall()

    assert len(rows()) == 1
    assert SECRET not in unsent.cache.get(f"unsent:{anna.pk}")
    assert unsent.kept_of(anna).words == [["purpose", SECRET]]
    clear_the_cache(at=timezone.now() + timedelta(minutes=59))
    assert len(rows()) == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert unsent.kept_of(anna) is None
    clear_the_cache(at=timezone.now() + timedelta(minutes=61))
    assert rows() == []


@pytest.mark.both_databases
def test_what_is_offered_can_be_given_up(client, anna):
    unsent.keep(anna.pk, unsent.Typed("/profile/edit/", [["family_name", "Peeters"]]))
    client.force_login(anna)

    answer = client.post(UNSENT)

    assert answer.url == reverse("profiles:profile")
    assert unsent.kept_of(anna) is None


def test_files_are_not_kept_and_the_page_says_so(visitor, anna, away):
    address = reverse("adhoc:register", args=[away.slug])
    log_in(visitor, anna)
    page = visitor.get(address)
    the_session_ends()
    scan = SimpleUploadedFile("card.jpg", files.jpeg(), "image/jpeg")
    visitor.post(address, {"purpose": SECRET, "identity": scan} | hidden(page))
    log_in(visitor, anna, UNSENT)

    assert "attach them again" in visitor.get(UNSENT).text


@pytest.mark.parametrize("made_for", ["", "forged", None])
def test_a_form_that_does_not_say_whose_it_is_is_kept_for_nobody(visitor, anna, away, made_for):
    address = reverse("adhoc:register", args=[away.slug])
    log_in(visitor, anna)
    typed = {"purpose": SECRET} | hidden(visitor.get(address)) | {"made_for": made_for}
    the_session_ends()

    answer = visitor.post(address, {name: value for name, value in typed.items() if value is not None})

    assert answer.url == f"{reverse('account_login')}?next={address}"
    assert unsent.kept_of(anna) is None


def test_words_beyond_measure_are_not_kept(visitor, anna, away):
    address = reverse("adhoc:register", args=[away.slug])
    log_in(visitor, anna)
    page = visitor.get(address)
    the_session_ends()

    answer = visitor.post(address, {"purpose": "x" * 200_001} | hidden(page), follow=True)

    assert "could not be kept" in answer.text
    assert unsent.kept_of(anna) is None


# --- A token that is old ----------------------------------------------------------------------------------------------


def test_whoever_logged_in_again_in_another_tab_sends_from_the_page_of_the_refusal(visitor, anna, away):
    address = reverse("adhoc:register", args=[away.slug])
    log_in(visitor, anna)
    page = visitor.get(address)
    visitor.post(reverse("account_logout"), hidden(visitor.get(reverse("account_logout"))))
    log_in(visitor, anna)

    refused = visitor.post(address, {"purpose": SECRET, "draft": "1"} | hidden(page))
    where, held = form_on(refused)

    assert (refused.status_code, where) == (403, address)
    assert "another tab" in refused.text
    assert visitor.post(where, held).status_code == 302
    assert stored(anna, "registration") == SECRET


def test_a_form_of_one_person_is_never_taken_in_the_name_of_another(visitor, anna, stranger, away):
    address = reverse("adhoc:register", args=[away.slug])
    log_in(visitor, anna)
    of_anna = hidden(visitor.get(address))
    log_in_as = Client(enforce_csrf_checks=True)
    log_in(log_in_as, stranger)
    of_stranger = hidden(log_in_as.get(address))

    old_token = log_in_as.post(address, {"purpose": SECRET} | of_anna)
    new_token = log_in_as.post(address, {"purpose": SECRET} | of_stranger | {"made_for": of_anna["made_for"]})

    for answer in (old_token, new_token):
        assert answer.status_code == 403
        assert SECRET not in answer.text
    assert "belongs to another account" in new_token.text
    assert not EventRegistration.objects.of(stranger).exists()
    assert unsent.kept_of(anna) is unsent.kept_of(stranger) is None


def test_a_page_of_another_site_is_offered_nothing(visitor, anna, away):
    address = reverse("adhoc:register", args=[away.slug])
    log_in(visitor, anna)
    made_for = hidden(visitor.get(address))["made_for"]

    answer = visitor.post(address, {"purpose": SECRET, "made_for": made_for}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert SECRET not in answer.text


# --- A limit that is reached ------------------------------------------------------------------------------------------


def test_b2_what_was_typed_too_often_is_offered_again_on_the_page_that_refuses_it(visitor, anna, away, settings):
    settings.LIMITS = settings.LIMITS | {
        "upload": {"account": (1, timedelta(hours=1)), "address": (9, timedelta(hours=1))}
    }
    address = reverse("adhoc:register", args=[away.slug])
    log_in(visitor, anna)
    page = visitor.get(address)

    def send(**headers):
        scan = SimpleUploadedFile("card.jpg", files.jpeg(), "image/jpeg")
        typed = {"purpose": SECRET, "draft": "1", "identity": scan}
        return visitor.post(address, typed | hidden(page), headers=headers)

    send()
    refused, by_script = send(), send(**{"X-Requested-With": "XMLHttpRequest"})
    where, held = form_on(refused)

    assert (refused.status_code, where, held["purpose"]) == (429, address, SECRET)
    assert "attach them again" in refused.text
    assert visitor.post(where, held).status_code == 302, "without the file nothing is counted"
    assert by_script.status_code == 429
    assert SECRET not in by_script.text


def test_a_script_is_told_that_the_session_has_ended_and_nothing_is_kept(visitor, anna, away):
    address = reverse("adhoc:register", args=[away.slug])
    log_in(visitor, anna)
    page = visitor.get(address)
    the_session_ends()

    answer = visitor.post(address, {"purpose": SECRET} | hidden(page), headers={"X-Requested-With": "XMLHttpRequest"})

    assert answer.status_code == 401
    assert unsent.kept_of(anna) is None


def test_every_form_of_a_representative_says_whose_it_is(client, anna, away, officer, press):
    client.force_login(anna)
    for address, _typed in pages(anna, away, officer, press).values():
        assert 'name="made_for"' in client.get(address).text, address
    others = ("profiles:press_card", "profiles:identity", "adhoc:attendance", "personal_data:erasure")
    for address in map(reverse, others):
        assert 'name="made_for"' in client.get(address).text, address
