"""Every address is a page of the long proof, or named with the reason why it is none."""

from collections.abc import Iterator

from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from tests.trust import urls
from tests.trust.languages import reads_like_the_other
from tests.trust.states import NO_PAGES, everywhere


def names(patterns, spaces=()) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif pattern.name:
            yield ":".join((*spaces, pattern.name))


def test_every_address_is_looked_at_or_named_with_a_reason():
    shown = {state.name for state in everywhere()}
    named = {name for addresses in NO_PAGES.values() for name in addresses.split()}
    there = set(names(get_resolver(urls.__name__).url_patterns))

    assert there - shown - named == set()
    assert (shown | named) - there == set()
    assert shown & named == set()


def test_a_sentence_of_the_other_language_is_known_by_its_small_words():
    assert reads_like_the_other("The office answers by email.", "fr")
    assert reads_like_the_other("Le bureau répond par courriel à votre demande.", "en")
    assert not reads_like_the_other("Association générale des journalistes professionnels", "en")
    assert not reads_like_the_other("Madrid Summit: 28 June", "fr")
