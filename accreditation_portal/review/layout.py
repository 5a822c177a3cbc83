"""What the layout of a form holds beside its fields."""

from typing import Any

from crispy_forms.utils import render_field
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Included:
    """A template of ours, with what the page knows and ``more``; crispy's HTML is read as a template anew each time."""

    def __init__(self, template: str, **more: Any):
        self.template, self.more = template, more

    def render(self, form: Any, context: Any, template_pack: Any = None, **kwargs: Any) -> str:
        with context.push(**self.more):
            return context.template.engine.get_template(self.template).render(context)


def drawn(part: Any, form: Any, context: Any, template_pack: Any) -> str:
    """A part of a layout, a field in the template that the form's helper names."""
    if hasattr(part, "render") or not form.helper.field_template:
        return render_field(part, form, context, template_pack=template_pack)
    return field_drawn(form[part], form.helper.field_template, context)


def field_drawn(field: Any, template: str, context: Any) -> SafeString:
    """A field by a template that knows the page as it is; crispy copies what the page knows for each field."""
    with context.push(field=field):
        return context.template.engine.get_template(template).render(context)


class Group:
    """Parts under a heading. Its words are words; crispy's fieldset reads them as a template anew each time."""

    def __init__(self, title: Any, *parts: Any):
        self.title, self.parts = title, parts

    def render(self, form: Any, context: Any, template_pack: Any = None, **kwargs: Any) -> SafeString:
        parts = format_html_join("", "{}", ((drawn(part, form, context, template_pack),) for part in self.parts))
        return format_html("<fieldset><legend>{}</legend>{}</fieldset>", self.title, parts)


class Folded:
    """Fields that few people need, under a line that opens them; open where one of them says something.

    ``says``: the line says itself what the fields say, with a script also while it changes; then errors alone open it.
    """

    def __init__(self, title: Any, *names: str, says: bool = False):
        self.title, self.names, self.says = title, names, says

    def render(self, form: Any, context: Any, template_pack: Any = None, **kwargs: Any) -> str:
        lines = [drawn(name, form, context, template_pack) for name in self.names]
        fields = [form[name] for name in self.names]
        is_open = any(field.errors or (field.value() and not self.says) for field in fields)
        shown = {"title": self.title, "drawn": lines, "open": is_open, "said": fields if self.says else []}
        return render_to_string("review/_folded.html", shown)
