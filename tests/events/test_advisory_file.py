"""A YAML advisory becomes an unpublished event, or is refused by key with nothing left behind."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events.advisory_file import AdvisoryRefused, import_advisory, read
from events.models import CollectionPoint, Event, MediaAdvisory, ProgrammeItem

pytestmark = pytest.mark.django_db


def problems_of(data: bytes) -> list[str]:
    with pytest.raises(AdvisoryRefused) as refused:
        import_advisory(data)
    assert not Event.objects.exists()
    assert not MediaAdvisory.objects.exists()
    assert not ProgrammeItem.objects.exists()
    assert not CollectionPoint.objects.exists()
    return refused.value.problems


def test_a_whole_file_becomes_an_unpublished_event(advisory):
    event = import_advisory(advisory())

    assert not event.is_published
    assert (event.slug, event.title_en, event.title_fr) == (
        "spring-meeting-2026",
        "Spring meeting",
        "Réunion de printemps",
    )
    assert (event.starts_on, event.starts_time) == (date(2026, 6, 10), time(9))
    assert (event.ends_on, event.ends_time) == (date(2026, 6, 11), None)
    assert event.registration_deadline == datetime(2026, 6, 1, 21, 59, tzinfo=UTC)
    assert event.registration_opens_at == datetime(2026, 4, 30, 22, 0, tzinfo=UTC)
    assert event.required_kinds == ["identity"]
    assert event.late == "flagged"
    assert event.annual_accreditation_suffices
    assert event.source == "media advisory of 1 May 2026"


def test_versions_are_named_and_hold_no_snapshot(advisory):
    first, second = import_advisory(advisory()).advisories.order_by("number")

    assert (first.number, first.reference, first.issued_on) == (1, "PR 1", date(2026, 5, 1))
    assert (second.title_fr, second.changes_en) == ("Mise à jour", "hours added")
    assert first.snapshot is None
    assert first.published_at is None


def test_programme_and_collection_points_keep_days_and_hours_as_published(advisory):
    event = import_advisory(advisory())
    remarks, conference = event.programme.order_by("day")
    point = event.collection_points.get()
    hours = point.hours.get()

    assert (remarks.day, remarks.starts_time, remarks.ends_time) == (date(2026, 6, 10), time(10), time(11))
    assert (remarks.access, remarks.media) == ("pool", ["photographer"])
    assert (conference.starts_time, conference.access, conference.place_en) == (None, "open", "Press Theatre")
    assert (hours.day, hours.opens, hours.closes) == (date(2026, 6, 9), time(10), time(16))
    assert point.bring == ["ID card", "press card"]
    with translation.override("fr"):
        assert point.bring == ["ID card", "carte de presse"]
        assert conference.title == "Conférence de presse"


def test_notes_and_contacts_are_folded_into_the_text(advisory):
    event = import_advisory(advisory())

    assert event.text_en == (
        "- Bring a print-out.\n- Doors close early.\n\n### Contacts\n\n- media queries: Press Office, +32 2 000"
    )
    assert event.text_fr.startswith("- Apportez une copie.\n- Doors close early.")


def test_b5_a_contact_may_be_named_in_both_languages(advisory):
    french = "{for: {en: media queries, fr: questions}, name: {en: Press Office, fr: Service de presse}, phone: '1'}"
    event = import_advisory(advisory(('{for: media queries, name: Press Office, phone: "+32 2 000"}', french)))

    assert event.text_en.endswith("### Contacts\n\n- media queries: Press Office, 1")
    assert event.text_fr.endswith("### Contacts\n\n- questions : Service de presse, 1")


def test_what_is_left_out_has_its_default(advisory):
    data = b"event: {title: Talk, kind: summit, at_headquarters: true, city: Evere, time_zone: UTC, starts: 2026-06-10}"
    event = import_advisory(data)

    assert event.ends_on == event.starts_on
    assert event.registration_opens_at is None
    assert event.registration_deadline is None
    assert event.late == "refused"
    assert event.required_kinds == ["identity", "profession"]
    assert not event.annual_accreditation_suffices  # a summit
    assert event.source is None


@pytest.mark.parametrize(
    ("kind", "at_headquarters", "suffices"),
    [
        ("ministerial", True, True), ("press_conference", True, True), ("briefing", True, True), ("other", True, True),
        ("summit", True, False), ("ministerial", False, False), ("summit", False, False),
    ],
)  # fmt: skip
def test_s20_annual_suffices_by_default_exactly_at_the_headquarters_summits_excepted(
    advisory, kind, at_headquarters, suffices
):
    data = advisory(("ministerial", kind), ("headquarters: true", f"headquarters: {str(at_headquarters).lower()}"))
    assert import_advisory(data).annual_accreditation_suffices is suffices


def test_all_six_real_advisories_are_read(real_advisories):
    assert len(real_advisories) == 6
    for file in real_advisories:
        import_advisory(file.read_bytes())

    washington = Event.objects.get(slug="washington-summit-2024")
    assert (washington.starts_on, washington.starts_time) == (date(2024, 7, 9), time(9))
    assert washington.starts == datetime(2024, 7, 9, 13, tzinfo=UTC)
    local = washington.registration_deadline.astimezone(ZoneInfo("America/New_York"))
    assert (local.date(), local.time()) == (date(2024, 6, 21), time(23, 59))
    assert Event.objects.get(slug="madrid-summit-2022").advisories.count() == 3
    assert Event.objects.get(slug="brussels-summit-2021").collection_points.count() == 0
    assert Event.objects.filter(published_at=None).count() == 6


REFUSALS = [
    ("unknown key", ("late: flagged", "latest: flagged"), "registration.latest"),
    ("unknown key at the top", ("contacts:", "contact:"), "contact:"),
    ("unknown key in a list", ("access: pool", "acces: pool"), "programme[0].acces"),
    ("unknown zone", ("zone: Europe/Brussels", "zone: Europe/Bruges"), "event.time_zone"),
    ("a path for a zone", ("zone: Europe/Brussels", "zone: ../../etc/passwd"), "event.time_zone"),
    ("deadline after the event", ("deadline: 2026-06-01", "deadline: 2026-06-12"), "registration.deadline"),
    ("opens after the deadline", ("opens: 2026-05-01", "opens: 2026-06-02"), "registration.opens"),
    ("ends before it starts", ("ends: 2026-06-11", "ends: 2026-06-09"), "event.ends"),
    ("ends an hour before it starts", ("ends: 2026-06-11", "ends: 2026-06-10 08:00"), "event.ends"),
    ("no title", ("  title: {en: Spring meeting, fr: Réunion de printemps}\n", ""), "event.title"),
    ("no English title", ("{en: Spring meeting, fr", "{fr"), "event.title.en"),
    ("an unknown language", ("{en: Spring meeting, fr", "{en: Spring meeting, de"), "event.title.de"),
    ("no kind", ("  kind: ministerial\n", ""), "event.kind"),
    ("unknown kind", ("kind: ministerial", "kind: party"), "event.kind"),
    ("no word on the Headquarters", ("  at_headquarters: true\n", ""), "event.at_headquarters"),
    ("no boolean", ("headquarters: true", "headquarters: maybe"), "event.at_headquarters"),
    ("no zone", ("  time_zone: Europe/Brussels\n", ""), "event.time_zone"),
    ("no beginning", ("  starts: 2026-06-10 09:00\n", ""), "event.starts"),
    ("neither venue nor city", ("  venue: Press Theatre\n  city: Brussels\n", ""), "event.venue"),
    ("unknown country", ("country: BE", "country: XX"), "event.country"),
    ("a day that does not exist", ("ends: 2026-06-11", "ends: 2026-06-31"), "event.ends"),
    ("an hour that does not exist", ("2026-06-10 09:00", "2026-06-10 25:00"), "event.starts"),
    ("an hour that clocks skip", ("2026-06-10 09:00", "2026-03-29 02:30"), "event.starts"),
    ("an hour that comes twice", ("deadline: 2026-06-01", "deadline: 2025-10-26 02:30"), "registration.deadline"),
    ("not a date", ("deadline: 2026-06-01", "deadline: in June"), "registration.deadline"),
    ("a year that nobody means", ("ends: 2026-06-11", "ends: 9999-12-31"), "event.ends"),
    ("an empty value", ("deadline: 2026-06-01", "deadline:"), "registration.deadline"),
    ("unknown late rule", ("late: flagged", "late: sometimes"), "registration.late"),
    ("unknown document", ("[identity]", "[identity, diploma]"), "registration.documents[1]"),
    ("documents that are no list", ("[identity]", "identity"), "registration.documents"),
    ("a version without date", ("date: 2026-05-10, ", ""), "advisories[1].date"),
    ("versions in the wrong order", ("date: 2026-05-10", "date: 2026-04-10"), "advisories[1].date"),
    ("an item that ends before", ("ends: 2026-06-10 11:00", "ends: 2026-06-10 09:00"), "programme[0].ends"),
    ("an item over midnight", ("ends: 2026-06-10 11:00", "ends: 2026-06-11 01:00"), "programme[0].ends"),
    ("an item without title", (", title: Remarks", ""), "programme[0].title"),
    ("unknown access", ("access: pool", "access: secret"), "programme[0].access"),
    ("unknown media type", ("[photographer]", "[painter]"), "programme[0].media[0]"),
    ("closes before it opens", ('closes: "16:00"', 'closes: "09:00"'), "collection[0].hours[0].closes"),
    ("hours without a day", ("day: 2026-06-09, ", ""), "collection[0].hours[0].day"),
    ("too long", ("Press Theatre\n  city", f"{'x' * 201}\n  city"), "event.venue"),
    ("a control character", ("venue: Press Theatre", 'venue: "Press\\0Theatre"'), "event.venue"),
    ("a double key", ("  city: Brussels\n", "  city: Brussels\n  city: Paris\n"), "event.city"),
    ("a merge key", ("  city: Brussels\n", "  city: Brussels\n  <<: {country: FR}\n"), "event.<<"),
    ("text where keys belong", ("contacts:\n  - {for", "contacts:\n  - Somebody\n  - {for"), "contacts[0]"),
]


@pytest.mark.parametrize(("replacement", "path"), [r[1:] for r in REFUSALS], ids=[r[0] for r in REFUSALS])
def test_a_bad_file_is_refused_by_key_and_nothing_stays(advisory, replacement, path):
    problems = problems_of(advisory(replacement))
    assert any(problem.startswith(path) for problem in problems), problems


def test_s22_annual_suffices_away_from_the_headquarters_is_refused(advisory):
    away = ("at_headquarters: true", "at_headquarters: false\n  annual_accreditation_suffices: true")
    assert problems_of(advisory(away))[0].startswith("event.annual_accreditation_suffices: ")


def test_everything_wrong_is_named_at_once(advisory):
    problems = problems_of(advisory(("kind: ministerial", "kind: party"), ("late: flagged", "late: never")))
    assert [problem.split(":")[0] for problem in problems] == ["event.kind", "registration.late"]


def test_an_imported_source_is_refused_and_names_its_event(advisory):
    import_advisory(advisory())
    with pytest.raises(AdvisoryRefused, match=r"source: .*spring-meeting-2026"):
        import_advisory(advisory(("Spring meeting", "Another")))
    assert Event.objects.count() == 1


def test_the_same_title_gets_an_address_of_its_own(advisory):
    import_advisory(advisory())
    assert import_advisory(advisory(("1 May 2026", "2 May 2026"))).slug == "spring-meeting-2026-2"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file"),
        (b"- a\n- b", "the file"),
        (b"event: [", "line"),
        (b"a: &x 1\nb: *x", "aliases"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"event: \x01", "cannot be read"),
        (b"a: 1\n---\nb: 2", "document"),
        (b"[" * 5000, "nested"),
        (b"event: " + b"[" * 60 + b"]" * 60, "nested"),
        (b"? {a: b}\n: c", "key must be text"),
        (b"a: " + b"x" * 300_000, "larger"),
    ],
)
def test_what_is_no_advisory_is_refused_in_words(data, words):
    assert any(words in problem for problem in problems_of(data))


def test_norway_stays_norway_and_an_hour_stays_an_hour(advisory):
    event = import_advisory(advisory(("country: BE", "country: NO"), ('opens: "10:00"', "opens: 10:00")))
    assert event.country.code == "NO"
    assert event.collection_points.get().hours.get().opens == time(10)


def test_p1_the_deadline_is_local_to_its_own_zone(advisory):
    zone = ("deadline: 2026-06-01", "deadline: 2026-06-01 23:59\n  time_zone: America/New_York")
    event = import_advisory(advisory(zone))
    assert event.registration_deadline == datetime(2026, 6, 2, 3, 59, tzinfo=UTC)
    assert event.zone_of_deadline.key == "America/New_York"


@pytest.mark.parametrize("written", ["2026-06-01", "2026-06-01 midnight", "2026-06-01 23:59", "2026-06-01T21:59Z"])
def test_p1_a_date_alone_and_midnight_are_the_last_minute_of_that_day(advisory, written):
    contents = read(advisory(("deadline: 2026-06-01", f"deadline: {written}")))
    assert contents.deadline_at == datetime(2026, 6, 1, 21, 59, tzinfo=UTC)


def test_a_deadline_through_the_last_minute_of_the_event_is_accepted(advisory):
    event = import_advisory(advisory(("deadline: 2026-06-01", "deadline: 2026-06-11")))
    assert event.registration_deadline < event.ends
    other = (("ends: 2026-06-11", "ends: 2026-06-11 12:00"), ("deadline: 2026-06-01", "deadline: 2026-06-11 12:00"))
    event = import_advisory(advisory(*other, ("1 May 2026", "2 May 2026")))
    assert event.registration_deadline == event.ends


def test_p5_a_collection_point_without_a_place_is_to_be_announced(advisory):
    event = import_advisory(advisory(("place: Main Entrance\n    hours", "hours")))
    assert event.collection_points.get().place == "To be announced"


def test_notes_may_be_one_text_or_two_lists(advisory):
    old = "notes:\n  - {en: Bring a print-out., fr: Apportez une copie.}\n  - Doors close early.\n"
    assert import_advisory(advisory((old, "notes: Come early.\n"))).text_en.startswith("- Come early.")
    Event.objects.all().delete()
    both = advisory((old, "notes: {en: [One., Two.], fr: [Un., Deux.]}\n"))
    assert import_advisory(both).text_fr.startswith("- Un.\n- Deux.")
    Event.objects.all().delete()
    assert problems_of(advisory((old, "notes: {en: [One., Two.], fr: [Un.]}\n")))[0].startswith("notes.fr")
