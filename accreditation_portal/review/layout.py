"""What the layout of a form holds beside its fields."""

from typing import Any

from crispy_forms.utils import render_field
from django.template.loader import render_to_string


class Included:
    """A template of ours, with what the page knows and ``more``; crispy's HTML is read as a template anew each time."""

    def __init__(self, template: str, **more: Any):
        self.template, self.more = template, more

    def render(self, form: Any, context: Any, template_pack: Any = None, **kwargs: Any) -> str:
        with context.push(**self.more):
            return context.template.engine.get_template(self.template).render(context)


class Folded:
    """Fields that few people need, under a line that opens them; open where one of them says something.

    ``says``: the line says itself what the fields say, with a script also while it changes; then errors alone open it.
    """

    def __init__(self, title: Any, *names: str, says: bool = False):
        self.title, self.names, self.says = title, names, says

    def render(self, form: Any, context: Any, template_pack: Any = None, **kwargs: Any) -> str:
        drawn = [render_field(name, form, context, template_pack=template_pack) for name in self.names]
        fields = [form[name] for name in self.names]
        is_open = any(field.errors or (field.value() and not self.says) for field in fields)
        shown = {"title": self.title, "drawn": drawn, "open": is_open, "said": fields if self.says else []}
        return render_to_string("review/_folded.html", shown)
