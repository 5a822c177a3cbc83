"""The attributes of a field are written as Django's own template writes them, which ours takes the place of."""

import re

import pytest
from django.conf import settings
from django.forms import Select, TextInput
from django.forms.renderers import DjangoTemplates
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

ATTRIBUTES = [
    {},
    {"maxlength": "120", "class": "form-control", "id": "id_role"},
    {"multiple": True, "disabled": False, "data-most-bytes": 10_485_760, "rows": 0},
    {"value": 'a "quoted" <b>word</b> & more', "title": mark_safe("1 &lt; 2"), "placeholder": gettext_lazy("Remark")},
    {"data-nothing": None, "data-empty": ""},
]


@pytest.mark.parametrize("attributes", ATTRIBUTES)
def test_fields_are_drawn_as_by_django(attributes):
    field = TextInput()

    assert field.render("name", "x", attributes) == field.render("name", "x", attributes, DjangoTemplates())


def test_they_are_written_by_a_function():
    template = get_template("django/forms/widgets/attrs.html").template

    assert template.origin.name.startswith(str(settings.BASE_DIR))
    assert (
        template.render(Context({"widget": {"attrs": ATTRIBUTES[2]}}))
        == ' multiple data-most-bytes="10485760" rows="0"'
    )


LISTS = [
    [("", "Choose …"), ("a", 'An "agency" & <more>'), (3, gettext_lazy("Remark"))],
    [("", "Choose …"), (gettext_lazy("Remark"), [("x", "X"), ("y", mark_safe("1 &lt; 2"))]), ("z", "Z")],
    [],
]


@pytest.mark.parametrize("value", [None, "a", 3, "y"])
@pytest.mark.parametrize("choices", LISTS)
def test_lists_are_drawn_as_by_django(choices, value):
    def drawn(renderer=None):
        return re.sub(r">\s+<", "><", Select({"class": "form-select"}, choices).render("role", value, {}, renderer))

    assert drawn() == drawn(DjangoTemplates()).replace("\n", "")


def test_no_template_goes_over_each_option():
    template = get_template("django/forms/widgets/select.html").template

    assert template.origin.name.startswith(str(settings.BASE_DIR))
