"""What a form asks back where nothing is wrong: to compare a line that it proposes, or to say more of a new name."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm

QUESTION = "question"  # the code of what is no error


def question(words: Any) -> ValidationError:
    return ValidationError(words, code=QUESTION)


def only_ask(forms: Iterable[BaseForm]) -> bool:
    """Whether whatever keeps these from being saved is a question: then the page does not speak of errors."""
    return all(error.code == QUESTION for form in forms for found in form.errors.as_data().values() for error in found)
