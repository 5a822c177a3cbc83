"""References that people can read out: a letter, eight random characters and one that catches a slip."""

import re
import secrets
from typing import Any

from django.db import models

ALPHABET = "0123456789ABCDEFGHJKMNPQRTVWXYZ"  # 31 characters: without I, L, O, S and U, which are misread
WEIGHTS = range(2, 10)


def check_character(body: str) -> str:
    """The character that makes every single wrong character and every adjacent swap visible.

    Weights 2 to 9 modulo 31, a prime: no weight and no difference of neighbouring weights is a multiple of it.
    """
    return ALPHABET[sum(weight * ALPHABET.index(char) for weight, char in zip(WEIGHTS, body, strict=True)) % 31]


def new_reference(letter: str) -> str:
    """A fresh reference as it is stored, ``E7K2M90QXJ``; about 40 bits, so that it cannot be guessed."""
    body = "".join(secrets.choice(ALPHABET) for _ in WEIGHTS)
    return letter + body + check_character(body)


def normalised(typed: str) -> str | None:
    """What somebody typed or scanned as it is stored, or None where it cannot be a reference."""
    text = "".join(char for char in typed.upper() if char not in " -\u2010\u2011\u2013\u00a0")
    letter, body, check = text[:1], text[1:9], text[9:]
    if letter not in ("A", "E") or len(body) != 8 or any(char not in ALPHABET for char in body + check):
        return None
    return text if check == check_character(body) else None


def is_meant(typed: str) -> bool:
    """Whether a reference is meant, however mistyped, rather than a name: a digit, or the groups of one, say so."""
    return any(char.isdigit() for char in typed) or bool(re.match(r"[AE]-\w{4}-", typed.strip().upper()))


def shown(reference: str) -> str:
    """``E7K2M90QXJ`` as people read it: ``E-7K2M-90QX-J``."""
    return f"{reference[0]}-{reference[1:5]}-{reference[5:9]}-{reference[9:]}"


def is_number(text: str) -> bool:
    """Whether it is the number of a row that a database can hold."""
    return text.isascii() and text.isdigit() and len(text) < 19


class ReferenceField(models.CharField):
    """The reference of a case, drawn when the row is first saved; ``reference_letter`` of its class begins it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 10, "unique": True, "editable": False, **kwargs})

    def pre_save(self, model_instance: Any, add: bool) -> str:
        if not getattr(model_instance, self.attname):
            setattr(model_instance, self.attname, new_reference(model_instance.reference_letter))
        return getattr(model_instance, self.attname)
