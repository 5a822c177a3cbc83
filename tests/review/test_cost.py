"""What one decision costs: statements, counted where an officer presses the button."""

import pytest
from django.urls import reverse

from accreditation_portal.review.states import State
from tests.factories.adhoc import event_registration
from tests.factories.events import event
from tests.factories.profiles import representative

STATEMENTS = 14
OF_THE_TEST = 2  # its transaction is a savepoint here


@pytest.mark.parametrize("act", ["take", "take_next"])
def test_one_approval_takes_fourteen_statements_with_its_record_its_mail_and_the_way_to_the_next(
    client, officer, press, anna, act, django_assert_max_num_queries
):
    meeting = event(by=press)
    case, following = event_registration(anna, meeting), event_registration(representative("next"), meeting)
    address = reverse("admin:adhoc_eventregistration_change", args=[case.pk])
    client.force_login(officer)
    page = client.get(address)
    judged = {
        f"verdict_{answer.criterion.name}": "met" for answer, _judged in page.context["answers"] if answer.is_judged
    }
    form = {"step": "approve", "seen": case.latest_decision_id, "act": act, **judged}

    with django_assert_max_num_queries(STATEMENTS + OF_THE_TEST) as asked:
        response = client.post(address, form)

    case.refresh_from_db()
    assert case.state == State.APPROVED
    assert case.decisions.get(step="approve").letter is not None
    (written,) = (query["sql"] for query in asked if query["sql"].startswith("UPDATE"))
    assert '"decided_by_id"' in written
    assert "family_name" not in written  # what the step did not change
    assert (f"/{following.pk}/" in response.url) == (act == "take_next")
