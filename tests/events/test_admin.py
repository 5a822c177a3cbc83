"""Press officers write, preview and publish; others read, or see nothing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from events import publishing
from events.models import Event
from tests.factories.adhoc import event_registration
from tests.factories.events import event, summit_away

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ADD = "/admin/events/event/add/"
POINTS = "collection_points-TOTAL_FORMS"


@pytest.fixture
def desk(client, press):
    client.force_login(press)
    return client


def change(meeting) -> str:
    return f"/admin/events/event/{meeting.pk}/change/"


def fields(client, address) -> dict:
    """What a browser would send back of the page: every field of form and formsets with its value."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    sent = {}
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is True:
                sent[bound.html_name] = "on"
            elif isinstance(value, list):
                sent[bound.html_name] = value
            elif value is not None and value is not False:
                sent[bound.html_name] = bound.field.widget.format_value(value) or ""
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in sent.items()}


def saved(desk, meeting, sent):
    """The answer to what was sent, looked at first and then confirmed."""
    asked = desk.post(change(meeting), sent)
    state = asked.context.get("state") if asked.status_code == 200 else None
    return desk.post(change(meeting), sent | {"confirmed": state}) if state else asked


def new(desk, **values) -> dict:
    plain = {
        "title_en": "Autumn meeting",
        "kind": "ministerial",
        "at_headquarters": "on",
        "time_zone": "Europe/Brussels",
        "starts_on": "2026-10-21",
        "starts_time": "09:30",
        "ends_on": "2026-10-22",
        "deadline_on": "2026-10-01",
        "late": "refused",
    }
    return {**fields(desk, ADD), **plain, **values}


def errors(answer) -> str:
    assert answer.status_code == 200, "it was saved"
    context = answer.context
    found = [str(context["adminform"].form.errors)]
    for inline in context["inline_admin_formsets"]:
        found += [str(inline.formset.non_form_errors()), *(str(form.errors) for form in inline.formset.forms)]
    return " ".join(found)


# --- Writing ---


def test_a_press_officer_writes_an_event_with_local_times(desk):
    assert "Registration opens on:" in desk.get(ADD).text
    values = new(
        desk,
        deadline_time="18:00",
        deadline_zone="America/New_York",
        opens_on="2026-09-01",
        **{
            "programme-TOTAL_FORMS": "1",
            "programme-0-day": "2026-10-21",
            "programme-0-starts_time": "10:00",
            "programme-0-title_en": "Remarks",
            "programme-0-access": "pool",
            "programme-0-media": ["photographer", "videographer"],
            "collection_points-TOTAL_FORMS": "1",
            "collection_points-0-place_en": "Main Entrance",
            "collection_points-0-hours": "2026-10-20 10:00-16:00\r\n2026-10-21 08:00 – 12:00\r\n",
            "collection_points-0-bring_en": "ID card\r\nPress card",
        },
    )
    answer = desk.post(ADD, values)
    assert answer.status_code == 302, errors(answer)

    meeting = Event.objects.get()
    assert meeting.slug == "autumn-meeting-2026"
    assert not meeting.is_published
    assert meeting.annual_accreditation_suffices
    assert meeting.registration_deadline == datetime(2026, 10, 1, 22, 0, tzinfo=UTC)
    assert meeting.registration_opens_at == datetime(2026, 8, 31, 22, 0, tzinfo=UTC)
    assert meeting.ends_at == datetime(2026, 10, 22, 22, 0, tzinfo=UTC)
    assert meeting.programme.get().media == ["photographer", "videographer"]
    hours = meeting.collection_points.get().hours.order_by("day")
    assert [(h.day, h.opens, h.closes) for h in hours] == [
        (date(2026, 10, 20), time(10), time(16)),
        (date(2026, 10, 21), time(8), time(12)),
    ]


@pytest.mark.parametrize(
    ("kind", "place", "chosen", "suffices"),
    [
        ("ministerial", "on", "", True), ("summit", "on", "", False), ("ministerial", "", "", False),
        ("summit", "on", "yes", True), ("ministerial", "on", "no", False),
    ],
)  # fmt: skip
def test_s20_a_new_event_begins_with_what_is_usual(desk, kind, place, chosen, suffices):
    values = new(desk, kind=kind, at_headquarters=place, annual_accreditation_suffices=chosen)
    if not place:
        del values["at_headquarters"]
    assert desk.post(ADD, values).status_code == 302
    assert Event.objects.get().annual_accreditation_suffices is suffices


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"starts_on": "2026-03-29", "starts_time": "02:30"}, "does not exist in Europe/Brussels"),
        ({"deadline_on": "2025-10-26", "deadline_time": "02:30"}, "comes twice in Europe/Brussels"),
        (
            {"deadline_on": "2026-03-08", "deadline_time": "02:30", "deadline_zone": "America/New_York"},
            "does not exist",
        ),
        ({"deadline_on": "2026-10-23"}, "The deadline is after the end of the event."),
        ({"opens_on": "2026-10-02"}, "Registration opens after its deadline."),
        ({"ends_on": "2026-10-20"}, "The event ends before it begins."),
        ({"ends_on": "9999-12-31"}, "cannot be right"),
        ({"deadline_on": "", "deadline_time": "10:00"}, "An hour needs its day."),
        ({"time_zone": "Europe/Bruges"}, "Europe/Bruges"),
        ({"title_en": "a\x07b"}, "control character"),
        ({"title_en": "a\x00b"}, "Null characters"),
        ({"slug": "feed"}, "taken by the calendar"),
        ({"at_headquarters": None, "annual_accreditation_suffices": "yes"}, "Away from the Headquarters everybody"),
        ({"accredited_by_url": "https://host.example"}, "Name the body"),
        ({"accredited_by": "Host", "accredited_by_url": "javascript:alert(1)"}, "valid URL"),
        ({"collection_points-TOTAL_FORMS": "1", "collection_points-0-hours": "Monday 10 to 12"}, "Monday 10 to 12"),
        (
            {"collection_points-TOTAL_FORMS": "1", "collection_points-0-hours": "2026-10-20 12:00-10:00"},
            "closes before",
        ),
        ({"collection_points-TOTAL_FORMS": "1", "collection_points-0-hours": "2026-13-20 10:00-12:00"}, "2026-13-20"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_stays_in_the_form(desk, values, words):
    sent = {name: value for name, value in new(desk, **values).items() if value is not None}
    assert words in errors(desk.post(ADD, sent))
    assert not Event.objects.exists()


def test_an_unchanged_event_is_saved_as_it_was(desk):
    meeting = summit_away(text_en="One.\n\nTwo.", deadline_zone="America/New_York")
    before = publishing.state_of(meeting)
    answer = desk.post(change(meeting), fields(desk, change(meeting)))
    assert answer.status_code == 302, errors(answer)
    assert publishing.state_of(meeting) == before


# --- Publishing ---


def test_publish_asks_first_and_then_publishes(desk, press):
    meeting = summit_away()
    address = f"/admin/events/event/{meeting.pk}/publish/"
    page = desk.get(address)
    meeting.refresh_from_db()
    assert not meeting.is_published

    desk.post(address, {"seen": page.context["form"].initial["seen"], "reference": "PR 1"})
    meeting.refresh_from_db()
    assert meeting.published_by == press
    assert meeting.advisories.get().reference == "PR 1"


def test_a_publication_of_an_older_state_is_refused_aloud(desk):
    meeting = event()
    address = f"/admin/events/event/{meeting.pk}/publish/"
    seen = desk.get(address).context["form"].initial["seen"]
    Event.objects.filter(pk=meeting.pk).update(city="Evere")
    answer = desk.post(address, {"seen": seen}, follow=True)
    assert "Somebody changed this event meanwhile" in answer.content.decode()
    meeting.refresh_from_db()
    assert not meeting.is_published


def test_p7_every_save_of_a_published_event_is_the_next_version(desk, press):
    meeting = summit_away(by=press)
    sent = fields(desk, change(meeting)) | {"city": "Toledo"}
    refused = desk.post(change(meeting), sent)
    assert errors(refused).count("Say what changed") == 2
    meeting.refresh_from_db()
    assert meeting.city == "Madrid"

    words = {"changes_en": "Moved to Toledo.", "changes_fr": "Déplacé à Tolède.", "reference": "PR 2"}
    assert saved(desk, meeting, sent | words).status_code == 302
    version = meeting.advisories.get(number=2)
    assert (version.changes_fr, version.reference, version.published_by) == ("Déplacé à Tolède.", "PR 2", press)
    assert version.snapshot["city"] == "Toledo"


def test_p7_a_change_of_the_programme_alone_is_put_in_words_too(desk, press):
    meeting = summit_away(by=press)
    sent = fields(desk, change(meeting)) | {"programme-0-place_en": "Hall 1"}
    assert "Say what changed" in errors(desk.post(change(meeting), sent))
    words = {"changes_en": "A hall.", "changes_fr": "Une salle."}
    assert saved(desk, meeting, sent | words).status_code == 302
    assert meeting.advisories.count() == 2


def test_p4_a_change_of_hours_alone_is_the_next_version(desk, press):
    meeting = summit_away(by=press)
    sent = fields(desk, change(meeting))
    day = meeting.starts_on
    sent |= {"collection_points-0-hours": f"{day} 09:00-11:00", "changes_en": "Hours.", "changes_fr": "Heures."}
    assert saved(desk, meeting, sent).status_code == 302
    assert meeting.advisories.get(number=2).snapshot["collection"][0]["hours"] == [[str(day), "09:00:00", "11:00:00"]]


def test_p14_a_published_event_does_not_name_one_that_is_not_as_its_cover(desk, press):
    secret, meeting = event("secret"), event("conference", by=press)
    words = {"changes_en": "The cover.", "changes_fr": "L'autre."}
    sent = fields(desk, change(meeting)) | words | {"accredited_with": secret.pk}
    assert "Publish “Secret” first" in errors(desk.post(change(meeting), sent))
    meeting.refresh_from_db()
    assert meeting.accredited_with is None

    publishing.publish(secret, by=press, at=timezone.now())
    assert saved(desk, meeting, sent).status_code == 302


def test_a_published_event_saved_unchanged_makes_no_version(desk, press):
    meeting = summit_away(by=press, text_en="One.\n\nTwo.")
    answer = desk.post(change(meeting), fields(desk, change(meeting)), follow=True)
    assert "Nothing changed, so no version was published." in answer.content.decode()
    assert meeting.advisories.count() == 1


@pytest.mark.parametrize("published", [True, False])
def test_b7_a_page_that_shows_an_older_event_does_not_overwrite_it(desk, press, published):
    meeting = summit_away(by=press if published else None)
    words = {"changes_en": "x", "changes_fr": "x"}
    first = fields(desk, change(meeting)) | words | {"city": "Toledo"}
    second = fields(desk, change(meeting)) | words | {"city": "Burgos"}
    assert saved(desk, meeting, first).status_code == 302
    assert "Somebody else saved this event" in errors(desk.post(change(meeting), second))
    meeting.refresh_from_db()
    assert meeting.city == "Toledo"


def test_the_address_of_a_published_event_stays(desk, press):
    meeting = event(by=press)
    sent = fields(desk, change(meeting)) | {"slug": "other", "changes_en": "x", "changes_fr": "x"}
    desk.post(change(meeting), sent)
    meeting.refresh_from_db()
    assert meeting.slug == "foreign-ministers"


def test_p13_cancelling_asks_for_words_in_both_languages(desk, press):
    meeting = event(by=press)
    address = f"/admin/events/event/{meeting.pk}/cancel/"
    seen = desk.get(address).context["form"].initial["seen"]
    assert desk.post(address, {"seen": seen, "words": "Strike."}).status_code == 200
    desk.post(address, {"seen": seen, "words": "Strike.", "words_fr": "Grève."})
    meeting.refresh_from_db()
    assert meeting.is_cancelled

    page = desk.get(change(meeting))
    assert "that is its end" in page.content.decode()
    assert desk.post(change(meeting), {"title_en": "x"}).status_code == 403


def test_taking_back_is_refused_aloud_where_a_case_stands(desk, press, anna):
    meeting, other = event(by=press), event("other", by=press)
    event_registration(anna, other)
    for one in (meeting, other):
        address = f"/admin/events/event/{one.pk}/unpublish/"
        seen = desk.get(address).context["form"].initial["seen"]
        answer = desk.post(address, {"seen": seen}, follow=True)
    assert "It cannot be taken back" in answer.content.decode()
    meeting.refresh_from_db()
    other.refresh_from_db()
    assert not meeting.is_published
    assert other.is_published


def test_what_was_published_once_is_never_deleted(desk, press):
    meeting, draft = event(by=press), event("draft")
    publishing.unpublish(meeting, by=press)
    assert desk.post(f"/admin/events/event/{meeting.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.post(f"/admin/events/event/{draft.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(Event.objects.values_list("slug", flat=True)) == ["foreign-ministers"]


def test_p7_versions_stay_readable_with_their_differences(desk, press):
    meeting = summit_away(by=press)
    meeting.city = "Toledo"
    meeting.save()
    publishing.publish_next_version(meeting, by=press, at=timezone.now(), changes_en="Town")

    page = desk.get(change(meeting)).content.decode()
    assert "Version 2" in page
    assert "<td>Madrid</td>" in page
    first = desk.get(f"/admin/events/event/{meeting.pk}/versions/1/").content.decode()
    assert "Madrid" in first
    assert "Toledo" not in first
    assert desk.get(f"/admin/events/event/{meeting.pk}/versions/9/").status_code == 404


# --- Who may what ---


def addresses(meeting) -> dict[str, str]:
    own = f"/admin/events/event/{meeting.pk}"
    return {
        "list": "/admin/events/event/",
        "page": f"{own}/change/",
        "version": f"{own}/versions/1/",
        "add": ADD,
        "publish": f"{own}/publish/",
        "cancel": f"{own}/cancel/",
        "unpublish": f"{own}/unpublish/",
        "delete": f"{own}/delete/",
    }


READS = {"list", "page", "version"}
WRITES = {"add", "publish", "cancel", "unpublish"}


@pytest.mark.parametrize(("who", "allowed"), [("press", READS | WRITES), ("officer", READS), ("passoffice", set())])
def test_who_may_open_what(client, press, who, allowed, request):
    meeting = summit_away(by=press)
    client.force_login(request.getfixturevalue(who))
    found = {name for name, address in addresses(meeting).items() if client.get(address).status_code == 200}
    assert found == allowed


def test_anonymous_and_representatives_are_sent_to_the_log_in(client, press, anna):
    meeting = event(by=press)
    for address in addresses(meeting).values():
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302


def test_an_accreditation_officer_reads_and_changes_nothing(client, press, officer):
    meeting = summit_away(by=press)
    client.force_login(officer)
    html = client.get(change(meeting)).content.decode()
    assert f"<h1>{meeting.title}</h1>" in html
    assert "<h1>Events</h1>" in client.get("/admin/events/event/").text
    assert "Working session" in html
    assert "08:00–16:00" in html
    assert meeting.shown_deadline in html
    assert "/cancel/" not in html
    assert client.post(change(meeting), {"title_en": "x"}).status_code == 403
    for act in ("publish", "cancel", "unpublish"):
        assert client.post(f"/admin/events/event/{meeting.pk}/{act}/", {"seen": "x"}).status_code == 403


def test_nothing_in_the_pages_is_inline(desk, press):
    meeting = summit_away(by=press)
    for name in ("page", "version", "publish", "cancel"):
        html = desk.get(addresses(meeting)[name]).content.decode()
        assert "<style" not in html
        assert "onclick=" not in html
        assert " style=" not in html


def test_list_and_page_take_a_bounded_number_of_queries(desk, press, django_assert_max_num_queries):
    first = timezone.localdate() + timedelta(days=30)
    meetings = [event(f"m-{n}", by=press, starts_on=first, ends_on=first) for n in range(12)]
    busy = summit_away(by=press)
    for n in range(5):
        busy.programme.create(day=busy.starts_on, title_en=f"Item {n}")
    with django_assert_max_num_queries(8):
        assert desk.get("/admin/events/event/").status_code == 200
    with django_assert_max_num_queries(22):
        assert desk.get(change(busy)).status_code == 200
    assert len(meetings) == 12
