"""Reasons from the office's list: maintained by staff, sent in the applicant's language, kept as they were sent."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from accreditation_portal.review.models import Reason
from accreditation_portal.review.states import State
from adhoc.models import EventRegistration
from annual.models import AnnualRequest

LIST = reverse("admin:review_reason_changelist")


def address(case):
    return reverse("admin:adhoc_eventregistration_change", args=[case.pk])


@pytest.fixture
def case(case_at):
    return case_at("adhoc", State.SUBMITTED)


@pytest.fixture
def two(db):
    return list(Reason.objects.filter(step="deny")[:2])


def form(case, **more):
    return {"step": "deny", "seen": case.latest_decision_id, "act": "take", **more}


def test_an_office_begins_with_a_list_in_both_languages(db):
    assert {reason.step for reason in Reason.objects.all()} == {"request_information", "deny", "revoke", "close"}
    assert all(reason.text_en != reason.text_fr for reason in Reason.objects.all())


def test_reasons_stand_in_the_letter_before_the_officers_own_words(client, officer, case, two):
    client.force_login(officer)
    ticked = [reason.pk for reason in reversed(two)]  # the order of the list counts, not that of the clicks

    shown = client.post(address(case), form(case, reasons=ticked, words="Write to us.", act="preview"))
    client.post(address(case), form(case, reasons=ticked, words="Write to us."))

    line = case.decisions.get(step="deny")
    assert line.words == f"{two[0].text_en}\n\n{two[1].text_en}\n\nWrite to us."
    assert two[0].text_en in shown.context["letter"].text
    assert line.letter.text == shown.context["letter"].text


def test_the_applicant_reads_the_reason_in_their_own_language_and_the_officer_sees_it_before(
    client, officer, anna, case, two
):
    anna.language = "fr"
    anna.save()
    client.force_login(officer)

    page = client.get(address(case)).content.decode()
    client.post(address(case), form(case, reasons=[two[0].pk]))

    assert two[0].name_en in page
    assert f'lang="fr">{two[0].text_fr}'.replace("’", "’") in page
    assert case.decisions.get(step="deny").words == two[0].text_fr


def test_a_reason_is_reason_enough_and_none_is_not(client, officer, case, two):
    client.force_login(officer)

    assert client.post(address(case), form(case)).status_code == 200
    client.post(address(case), form(case, reasons=[two[0].pk]))

    case.refresh_from_db()
    assert case.state == State.DENIED


def test_what_was_ticked_stays_ticked_when_something_is_wrong(client, officer, case):
    reason = Reason.objects.filter(step="request_information").first()
    client.force_login(officer)

    page = client.post(
        address(case),
        {"step": "request_information", "seen": case.latest_decision_id, "act": "take", "reasons": [reason.pk]},
    )

    sent = next(form for form in page.context["forms"] if form.step.name == "request_information")
    assert "items" in sent.errors
    assert f'value="{reason.pk}"' in str(sent["reasons"])
    assert "checked" in str(sent["reasons"])


def test_a_reason_of_another_step_or_out_of_use_is_refused(client, officer, case, two):
    Reason.objects.filter(pk=two[0].pk).update(is_in_use=False)
    other = Reason.objects.filter(step="close").first()
    client.force_login(officer)

    for wrong in (two[0].pk, other.pk, "x"):
        client.post(address(case), form(case, reasons=[wrong]))

    case.refresh_from_db()
    assert case.state == State.SUBMITTED


def test_a_reason_for_one_kind_of_case_is_offered_there_alone(db):
    Reason.objects.create(step="deny", kind="annual.annualrequest", name_en="A", name_fr="A", text_en="a", text_fr="b")

    assert "A" in [reason.name_en for reason in Reason.objects.of_kind(AnnualRequest)]
    assert "A" not in [reason.name_en for reason in Reason.objects.of_kind(EventRegistration)]


def test_what_was_sent_stays_when_the_list_changes(client, officer, case, two):
    client.force_login(officer)
    before = two[0].text_en
    client.post(address(case), form(case, reasons=[two[0].pk]))

    Reason.objects.filter(pk=two[0].pk).update(text_en="Something else.")

    assert case.decisions.get(step="deny").words == before


def test_officers_maintain_the_list_and_nobody_else_does(client, officer, press, passoffice):
    values = {
        "step": "deny", "kind": "adhoc.eventregistration", "name_en": "Too late", "name_fr": "Trop tard",
        "text_en": "It came too late.", "text_fr": "Elle est arrivée trop tard.", "position": 5, "is_in_use": "on",
    }  # fmt: skip
    add = reverse("admin:review_reason_add")
    for user in (press, passoffice):
        client.force_login(user)
        assert client.post(add, values).status_code == 403
        assert client.get(LIST).status_code == 403
    client.force_login(officer)

    client.post(add, values)
    again = client.post(add, values)
    half = client.post(add, {**values, "name_en": "Other", "text_fr": ""})

    made = Reason.objects.get(name_en="Too late")
    assert "There is a reason of this name already." in again.content.decode()
    assert "text_fr" in half.context["adminform"].form.errors
    page = client.get(LIST).content.decode()
    assert "Too late" in page
    assert "Event registration" in page
    assert client.post(reverse("admin:review_reason_delete", args=[made.pk])).status_code == 403
    with translation.override("fr"):
        assert str(made) == "Trop tard"


def test_a_reason_without_a_text_is_impossible(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Reason.objects.create(step="deny", name_en="X", name_fr="X", text_en="x", text_fr="")
