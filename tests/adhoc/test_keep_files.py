"""Files kept on their own while the form is still being filled in; one put in the place of another."""

import pytest

from accreditation_portal.review.states import Item, State
from adhoc.models import Attachment
from tests.adhoc.conftest import answers, form_of, mine, scan
from tests.factories import files
from tests.factories.adhoc import event_registration

pytestmark = pytest.mark.both_databases


def names(registration, kind="identity"):
    rows = registration.attachments.in_use().filter(kind=kind).order_by("pk")
    return [row.document.name for row in rows]


def test_keep_takes_the_files_and_nothing_that_is_typed_beside_them(as_anna, anna, away):
    as_anna.post(form_of(away), {"purpose": "As saved.", "draft": "1"})

    page = as_anna.post(form_of(away), answers(purpose="Half a sen", role="", keep="1"))

    draft = mine(anna).get()
    assert page.status_code == 200
    assert (draft.purpose, names(draft), draft.state) == ("As saved.", ["passport.jpg"], State.DRAFT)
    assert 'id="kept-id_identity"' in page.text
    assert page.context["form"]["purpose"].value() == "Half a sen", "the page holds what was typed"


def test_a_file_takes_the_place_of_another_also_where_there_is_room_for_no_more(as_anna, anna, away):
    five = [scan(f"{n}.jpg", (300, 300 + n)) for n in range(5)]
    as_anna.post(form_of(away), {"identity": five, "keep": "1"})
    draft = mine(anna).get()
    first = draft.attachments.order_by("pk").first()

    as_anna.post(form_of(away), {"identity": [scan("new.jpg")], "replace": str(first.document_id), "keep": "1"})

    assert names(draft) == ["1.jpg", "2.jpg", "3.jpg", "4.jpg", "new.jpg"]
    assert not Attachment.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize("refused", [files.word_document(), files.encrypted_pdf("secret"), b"%PDF-1.7 and no more"])
def test_a_file_that_is_refused_takes_the_place_of_none(as_anna, anna, away, refused):
    as_anna.post(form_of(away), {"identity": [scan("passport.jpg")], "keep": "1"})
    draft = mine(anna).get()
    kept = draft.attachments.get()

    page = as_anna.post(
        form_of(away), {"identity": [files.upload(refused, "new.pdf")], "replace": str(kept.document_id), "keep": "1"}
    )

    assert names(draft) == ["passport.jpg"]
    assert "new.pdf: " in page.text


@pytest.mark.parametrize("named", ["", "nothing", "00000000-0000-4000-8000-000000000000"])
def test_what_is_not_there_is_not_replaced(as_anna, anna, away, named):
    as_anna.post(form_of(away), {"identity": [scan("passport.jpg")], "keep": "1"})

    as_anna.post(form_of(away), {"identity": [scan("new.jpg", (300, 300))], "replace": named, "keep": "1"})

    assert names(mine(anna).get()) == ["passport.jpg", "new.jpg"]


def test_nobody_replaces_the_file_of_somebody_else_or_of_another_kind(as_anna, anna, stranger, away):
    other = event_registration(stranger, away, at=State.DRAFT)
    as_anna.post(form_of(away), {"profession": [scan("card.jpg")], "keep": "1"})
    own = mine(anna).get()
    for attachment in (other.attachments.first(), own.attachments.get()):
        sent = {"identity": [scan("new.jpg")], "replace": str(attachment.document_id), "keep": "1"}
        as_anna.post(form_of(away), sent)

    assert names(other) == ["identity.jpg"]
    assert (names(own, "profession"), names(own)) == (["card.jpg"], ["new.jpg"])


def test_s27_what_was_handed_in_is_replaced_with_the_next_sending(as_anna, anna, officer, away):
    registration = event_registration(anna, away)
    registration.request_information(by=officer, items=[Item.IDENTITY_DOCUMENT], words="It is blurred.")
    old = registration.attachments.get(kind="identity")
    page = f"/registrations/{registration.reference}/complete/"
    seen = {"step": "complete", "seen": str(registration.latest_decision_id)}

    as_anna.post(page, {"identity": [scan("sharp.jpg")], "replace": str(old.document_id), "keep": "1", **seen})

    old.refresh_from_db()
    assert (old.removal_wanted, old.removed_at) == (True, None)
    assert names(registration) == ["sharp.jpg"]
    assert {a.document.name for a in registration.attachments.handed_in()} == {"identity.jpg", "profession.jpg"}
