"""What the layout of a form holds beside its fields."""

from typing import Any


class Included:
    """A template of ours, with what the page knows and ``more``; crispy's HTML is read as a template anew each time."""

    def __init__(self, template: str, **more: Any):
        self.template, self.more = template, more

    def render(self, form: Any, context: Any, template_pack: Any = None, **kwargs: Any) -> str:
        with context.push(**self.more):
            return context.template.engine.get_template(self.template).render(context)
