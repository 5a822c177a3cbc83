"""Every notice says when it is sent, to whom, and what its placeholders hold; the catalogue is written from that."""

import pytest
from django.core.management import call_command
from django.utils import translation

from accreditation_portal.notifications import catalogue
from accreditation_portal.notifications.notices import GLOBAL_PLACEHOLDERS, THE_ACCOUNT, Notice

NOTICES = catalogue.all_notices()
every_notice = pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)


@every_notice
def test_b5_every_placeholder_says_in_both_languages_what_it_holds(notice):
    for name, each in catalogue.placeholders_of(notice).items():
        said = []
        for language in ("en", "fr"):
            with translation.override(language):
                said.append(str(each.holds))
        assert said[0] != said[1], f"{notice.full_name}: {name} has no French"


@every_notice
def test_what_must_stay_is_something_that_the_letter_may_name(notice):
    assert set(notice.kept) <= {*notice.placeholders, *GLOBAL_PLACEHOLDERS}
    about = {"reference", "event", "valid_until"}
    assert about & set(notice.kept) or notice.told_to is THE_ACCOUNT, "the letter says which case or paper it is about"
    assert "words" not in notice.placeholders or "words" in notice.kept


def test_no_room_describes_what_none_of_its_letters_names():
    for module in catalogue.modules():
        named = {name for notice in vars(module).values() if isinstance(notice, Notice) for name in notice.placeholders}
        assert module.PLACEHOLDERS.keys() <= named


def test_a_placeholder_that_nobody_describes_is_named_with_the_place_where_to_do_it():
    added = Notice("adhoc", "added", ("name", "colour"), "for tests")

    with pytest.raises(LookupError, match=r"adhoc\.added: say in adhoc\.notices\.PLACEHOLDERS what colour holds"):
        catalogue.placeholders_of(added)


def test_the_catalogue_has_a_section_for_every_notice_with_both_texts(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "FILE", tmp_path / "notices.md")
    with translation.override("fr"):
        call_command("notices")

    page = catalogue.FILE.read_text("utf-8")
    assert page == catalogue.page()
    assert [line[5:-1] for line in page.splitlines() if line.startswith("### `")] == list(NOTICES)
    assert page.count("```text en") == page.count("```text fr") == len(NOTICES)
    assert "- Told once, under the key `renewal_open:REFERENCE:DAY`." in page
    assert "| `bring` | what the procedure asks the person to bring to the Pass Office |" in page
