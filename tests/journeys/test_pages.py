"""A sample of `python -m tests.trust.pages`, so that it cannot rot: no barrier, and no word of the other language."""

from django.core.management import call_command

from tests.trust import scene
from tests.trust.languages import mixed
from tests.trust.states import State, everywhere
from tests.trust.visit import barriers, visits

SAMPLE = {
    "pages:home (nobody)",
    "account_login refused (nobody)",
    "adhoc:event madrid-summit (eva)",
    "profiles:profile (eva)",
    f"profiles:identity with mistakes ({scene.NEW})",
    f"profiles:photo in the studio ({scene.NEW})",
    "annual:part articles with mistakes (chloe)",
    "annual:check (chloe)",
    f"adhoc:register madrid-summit to check ({scene.WHOLE})",
    "adhoc:registration madrid-summit (eva)",
    "adhoc:attendance to withdraw (eva)",
    "admin:index (officer)",
    "admin:adhoc_eventregistration_change request_information sent empty (officer2)",
}
THEMES = {"en": "dark", "fr": "light"}


def test_a_sample_of_pages_has_no_barrier_and_speaks_one_language(browser, portal, settings):
    settings.DEBUG = True
    call_command("load_demo", verbosity=0)
    settings.DEBUG = False
    scene.furnish()
    states = [state for state in everywhere() if str(state) in SAMPLE]

    with visits(browser, portal) as looking:
        found = [
            f"{state} {language}: {fault}"
            for turn, (language, theme) in enumerate(THEMES.items())
            for number, state in enumerate(states)
            for fault in faults(looking, state, language, theme if number % len(THEMES) == turn else None)
        ]

    assert {str(state) for state in states} == SAMPLE
    assert found == []


def test_barriers_and_words_of_the_other_language_are_seen(browser, portal):
    with visits(browser, portal) as looking:
        assert list(looking.open(State("pages:home"), "fr")) == []
        looking.page.evaluate(
            """() => document.querySelector('main').insertAdjacentHTML('beforeend', `
            <input name="nameless"><p style="color: #ddd; background: #fff">Peu lisible</p>
            <p>You are not registered for anything.</p><p lang="en">You are marked.</p>
            <p style="width: 400px">Large</p>`)"""
        )
        said = " ".join([*mixed(looking.page, "fr"), *barriers(looking.page, ("light",))])

    assert "label" in said
    assert "color-contrast" in said
    assert "You are not registered" in said
    assert "You are marked" not in said
    assert "wider than 320" in said


def faults(looking, state, language, theme):
    """What is wrong with the page; barriers take seconds, and are looked for where a ``theme`` is given."""
    yield from looking.open(state, language)
    yield from mixed(looking.page, language)
    if theme:
        yield from barriers(looking.page, (theme,))
