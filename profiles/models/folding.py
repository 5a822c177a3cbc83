"""Names as they are searched: without accents, capitals or letters that only some keyboards have."""

import unicodedata

from django.db import models

# Letters that normalisation leaves alone although people leave their marks out.
PLAIN = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})


def search_key(*texts: str) -> str:
    """The words of these texts, folded: ``Đorđević`` becomes ``dordevic``; other scripts keep their letters."""
    folded = unicodedata.normalize("NFKD", " ".join(texts).casefold()).translate(PLAIN)
    kept = "".join(char if char.isalnum() else " " for char in folded if not unicodedata.combining(char))
    return " ".join(kept.split())


def number_key(*texts: str) -> str:
    """A number of a document or card, folded: ``592-1234567-89`` and ``592 1234567 89`` are one."""
    return search_key(*texts).replace(" ", "")


def holding_words(rows: models.QuerySet, words: str) -> models.QuerySet:
    """Those of the rows whose ``search_key`` holds each of these words, however it is written; without a word, none."""
    wanted = search_key(words).split()
    found = rows if wanted else rows.none()
    for word in wanted:
        found = found.filter(search_key__contains=word)
    return found


class SearchKeyField(models.CharField):
    """The search key of other fields of the row, filled whenever the row is saved."""

    def __init__(self, *args, of: tuple[str, ...] = (), **kwargs):
        self.of = of
        super().__init__(*args, **{"max_length": 500, "editable": False, "default": "", **kwargs})

    def pre_save(self, model_instance, add):
        value = self.folded(*(getattr(model_instance, name) for name in self.of))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value

    def folded(self, *texts: str) -> str:
        return search_key(*texts)


class NumberKeyField(SearchKeyField):
    """The key of a number: its letters and digits alone, however it is grouped or capitalised."""

    def folded(self, *texts: str) -> str:
        return number_key(*texts)
