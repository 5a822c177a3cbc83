"""A bulk act that goes on in the background: nothing is lost, nothing is done twice, nobody is forgotten (B15)."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accreditation_portal.review import bulk
from accreditation_portal.review.models import BulkAct, Reason
from accreditation_portal.review.states import State
from accreditation_portal.worker.acts import forget_bulk_acts, go_on_with_bulk_acts
from adhoc.models import EventRegistration
from tests.factories.adhoc import event_registration
from tests.factories.profiles import organisation, representative
from tests.review.several import begun, choose, done

pytestmark = pytest.mark.both_databases


def test_b1_nobody_is_recorded_to_have_judged_what_they_were_not_asked(client, officer, three, monkeypatch):
    monkeypatch.setattr(bulk, "IN_ONE_TRANSACTION", 1)
    client.force_login(officer)
    done(client, choose(client, "approve_several", three))
    paper = organisation("Paper")
    type(paper).objects.filter(pk=paper.pk).update(standing="unverified", standing_by=None, standing_at=None)

    go_on_with_bulk_acts()

    assert EventRegistration.objects.filter(state=State.APPROVED).count() == 1
    assert [each["why"] for each in BulkAct.objects.get().left_out] == [
        "Not judged yet: The person reports for a bona fide media organisation. Decide it on its own page."
    ] * 2


def test_a_reader_of_another_language_gets_no_letter_that_nobody_wrote(client, officer, three, monkeypatch):
    monkeypatch.setattr(bulk, "IN_ONE_TRANSACTION", 1)
    client.force_login(officer)
    done(client, choose(client, "deny_several", three), words_en="Sorry.")
    user = three[2].representative.user
    user.language = "fr"
    user.save()

    go_on_with_bulk_acts()

    assert [each["why"][:39] for each in BulkAct.objects.get().left_out] == ["The applicant reads another language by"]
    three[2].refresh_from_db()
    assert three[2].state == State.SUBMITTED


def test_what_was_meant_stays_when_the_list_of_reasons_changes_meanwhile(client, officer, three, monkeypatch):
    monkeypatch.setattr(bulk, "IN_ONE_TRANSACTION", 1)
    reason = Reason.objects.filter(step="deny").first()
    client.force_login(officer)
    done(client, choose(client, "deny_several", three), reasons=[reason.pk])
    Reason.objects.filter(pk=reason.pk).update(text_en="Something else.")

    go_on_with_bulk_acts()

    assert {case.decisions.get(step="deny").words for case in three} == {reason.text_en}


def test_one_case_that_cannot_be_told_stops_no_other_and_no_other_act(client, officer, three, monkeypatch):
    broken = three[1].pk
    tell = EventRegistration.tell

    def breaks(self, *args, **kwargs):
        if self.pk == broken:
            raise KeyError("a placeholder")
        return tell(self, *args, **kwargs)

    monkeypatch.setattr(EventRegistration, "tell", breaks)
    client.force_login(officer)

    text = done(client, choose(client, "deny_several", three), words_en="Sorry.").content.decode()

    assert "It was done for 2 cases." in text
    assert "It could not be done" in text
    assert sorted(EventRegistration.objects.values_list("state", flat=True)) == ["denied", "denied", "submitted"]


def test_an_act_that_cannot_be_carried_on_lets_the_others_pass(officer, three, monkeypatch):
    for _number in range(2):
        act = bulk.prepared(EventRegistration, "deny", EventRegistration.objects.all(), by=officer)
        begun(act, officer, words={"en": "Sorry."}, note="")
    first = BulkAct.objects.order_by("begun_at").first()
    BulkAct.objects.filter(pk=first.pk).update(step="no_such_step")

    go_on_with_bulk_acts()

    assert BulkAct.objects.exclude(pk=first.pk).get().state == "ended"
    assert BulkAct.objects.get(pk=first.pk).state == "running"


def test_who_is_not_there_any_more_is_named(client, officer, three, meeting, bruno):
    draft = event_registration(bruno, meeting, at=State.DRAFT)
    reference = draft.shown_reference
    client.force_login(officer)
    response = choose(client, "deny_several", [three[0], draft])
    draft.attachments.all().delete()
    draft.delete()

    text = done(client, response, words_en="Sorry.").content.decode()

    assert reference in text
    assert "It is not there any more." in text
    assert "It was done for 1 case." in text


def test_a_long_one_goes_on_in_the_background_and_tells_how_far_it_is(client, officer, three, monkeypatch):
    monkeypatch.setattr(bulk, "IN_ONE_TRANSACTION", 1)
    client.force_login(officer)
    response = choose(client, "approve_several", three)

    running = done(client, response).content.decode()
    assert "data-running" in running
    assert "js/progress.js" in running
    assert '<progress max="3" value="1">' in running
    assert EventRegistration.objects.filter(state=State.APPROVED).count() == 1

    go_on_with_bulk_acts()

    ended = client.get(response.url).content.decode()
    assert "data-running" not in ended
    assert "It was done for 3 cases." in ended
    assert BulkAct.objects.get().state == "ended"
    assert bulk.go_on(BulkAct.objects.get().pk, timezone.now()) is False


def test_the_worker_finishes_what_was_begun(client, officer, three, monkeypatch):
    monkeypatch.setattr(bulk, "IN_ONE_TRANSACTION", 2)
    client.force_login(officer)
    done(client, choose(client, "approve_several", three))

    call_command("run_worker", once=True)

    assert EventRegistration.objects.filter(state=State.APPROVED).count() == 3


def test_an_officer_who_may_not_decide_any_more_decides_nothing_more(client, officer, three, monkeypatch):
    monkeypatch.setattr(bulk, "IN_ONE_TRANSACTION", 1)
    client.force_login(officer)
    done(client, choose(client, "approve_several", three))
    officer.groups.clear()

    go_on_with_bulk_acts()

    assert EventRegistration.objects.filter(state=State.APPROVED).count() == 1
    assert [each["why"] for each in BulkAct.objects.get().left_out] == [
        "It is your own, or you may not decide any more."
    ] * 2


def test_a_colleague_who_lost_the_right_between_page_and_turn_gets_nothing(officer, officer2, three):
    act = bulk.prepared(EventRegistration, bulk.ASSIGN, EventRegistration.objects.all(), by=officer)
    begun(act, officer, to=officer2.pk)
    officer2.groups.clear()

    bulk.go_on(act.pk, timezone.now())

    assert len(BulkAct.objects.get().left_out) == 3
    assert not EventRegistration.objects.exclude(assigned_to=None).exists()


def test_selections_are_forgotten_after_a_month_and_running_ones_are_not(officer, three):
    old = timezone.now() - timedelta(days=31)
    for begun_at in (None, old):
        act = bulk.prepared(EventRegistration, "deny", EventRegistration.objects.all(), by=officer)
        BulkAct.objects.filter(pk=act.pk).update(made_at=old, begun_at=begun_at)

    forget_bulk_acts(at=timezone.now())

    assert BulkAct.objects.get().state == "running"


def test_a_hundred_cost_a_few_statements_each(client, officer, meeting, django_assert_max_num_queries):
    paper = organisation("Paper", standing="bona_fide", standing_by=officer, standing_at=timezone.now())
    for number in range(10):
        event_registration(representative(f"person{number}", organisation=paper), meeting)
    act = bulk.prepared(EventRegistration, "deny", EventRegistration.objects.all(), by=officer)
    begun(act, officer, words={"en": "Sorry."}, note="")

    with django_assert_max_num_queries(15 + 10 * 5):  # row, letter and record, and a savepoint around them
        bulk.go_on(act.pk, timezone.now())

    assert EventRegistration.objects.filter(state=State.DENIED).count() == 10
