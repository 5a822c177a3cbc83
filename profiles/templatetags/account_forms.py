"""The forms of accounts, which are allauth's."""

from django import forms, template

register = template.Library()


@register.filter
def without_placeholders(form: forms.BaseForm) -> forms.BaseForm:
    """The form without the words that stand in its empty fields: each field has a label that says the same."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form
