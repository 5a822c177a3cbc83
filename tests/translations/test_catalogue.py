"""The French catalogue: complete, and its keeper sees what is not."""

import re

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import gettext, override

from accreditation_portal.translations import catalogue


def test_b5_the_french_is_complete():
    """Fails wherever an English sentence has no French yet: `manage.py translations` lists them in the .po file."""
    problems = catalogue.problems()

    assert not problems, f"{len(problems)} are left to do, the first: {problems[0]}"


def test_b5_no_sentence_stands_where_the_catalogue_cannot_see_it():
    """Words in the braces of an f-string are not found when the catalogue is written."""
    hidden = re.compile(r"""f["'].*\{[^}]*\b(?:_|n?gettext|n?pgettext)\(""")
    found = [
        f"{path}: {line.strip()}"
        for package in catalogue.PACKAGES
        for path in (settings.BASE_DIR / package).rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if hidden.search(line)
    ]

    assert found == []


@pytest.fixture
def french(tmp_path, monkeypatch):
    """A catalogue of its own in a folder of its own, with the sources of one small package."""
    sources = tmp_path / "sources"
    (sources / "templates").mkdir(parents=True)
    (sources / "room").mkdir()
    (sources / "room" / "views.py").write_text(
        "from django.utils.translation import gettext as _now, ngettext_lazy, pgettext\n"
        "_now('Plain')\npgettext('door', 'Open')\nngettext_lazy('%(n)s day', '%(n)s days', 'n')\n"
    )
    (sources / "templates" / "page.html").write_text(
        "{% load i18n %}<p>\n    {% translate 'From a template' %}\n"
        "    {% blocktranslate trimmed %}Hello\n      {{ name }}{% endblocktranslate %}</p>"
    )
    (sources / "templates" / "approved.en.txt").write_text("{% translate 'A letter is not extracted' %}")
    monkeypatch.setattr(catalogue.settings, "BASE_DIR", sources)
    monkeypatch.setattr(catalogue, "PACKAGES", ("room",))
    monkeypatch.setattr(catalogue, "FILE", tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.po")
    return catalogue


def test_words_are_found_in_code_and_templates_under_any_name(french):
    found = {catalogue.key(message) for message in french.extracted() if message.id}

    assert found == {
        (None, "Plain"), ("door", "Open"), (None, "%(n)s day"), (None, "From a template"), (None, "Hello %(name)s"),
    }  # fmt: skip


def test_updating_twice_changes_nothing_and_keeps_what_is_translated(french):
    french.update()
    text = french.FILE.read_text().replace('msgid "Plain"\nmsgstr ""', 'msgid "Plain"\nmsgstr "Simple"')
    french.FILE.write_text(text)

    french.update()

    assert french.FILE.read_text() == text


@pytest.mark.parametrize(
    ("string", "reason"),
    [("", "untranslated"), ("Bonjour", "other placeholders"), ("Bonjour %(nom)s", "other placeholders"),
     ("Bonjour %(name)d", "wrong format")],
)  # fmt: skip
def test_a_flaw_is_named_with_its_sentence(french, string, reason):
    french.update()
    text = french.FILE.read_text().replace(
        'msgid "Hello %(name)s"\nmsgstr ""', f'msgid "Hello %(name)s"\nmsgstr "{string}"'
    )
    french.FILE.write_text(text)

    assert [line for line in french.problems() if "Hello %(name)s" in line and reason in line]
    with pytest.raises(CommandError, match=reason):
        call_command("translations", check=True)


def test_stale_words_are_named_both_ways(french):
    french.update()
    french.FILE.write_text(french.FILE.read_text().replace('msgid "Plain"', 'msgid "Plane"'))

    assert "not in the catalogue: 'Plain'" in french.problems()
    assert "no longer in the sources: 'Plane'" in french.problems()


def test_plurals_of_french_have_two_forms():
    assert Catalog(locale="fr").num_plurals == 2
    with override("fr"):
        assert gettext("Yes") == "Oui"
