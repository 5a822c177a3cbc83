"""The page that shows the design: what each part is for, and the part itself, drawn as every page draws it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView

from accreditation_portal.design import samples


@dataclass(frozen=True)
class Part:
    """One part: its name, when it is used, and where it is written."""

    name: str
    label: Any
    purpose: Any
    written: str

    @property
    def template_name(self) -> str:
        return f"design/_{self.name}.html"


PARTS = [
    Part(
        "colours",
        _("Colours"),
        _("Names of a purpose, by day and by night. Text reaches 7:1 on every ground."),
        "static/css/tokens.css",
    ),
    Part(
        "type",
        _("Type"),
        _("Headings in the display face, text in the reader's own. A line of text has at most 44 rem."),
        "static/css/tokens.css",
    ),
    Part(
        "buttons",
        _("Buttons"),
        _("One main act on a page. Beside it what one can do too; in red what takes something away."),
        ".button",
    ),
    Part(
        "badge",
        _("Status badge"),
        _("A state in a word or two. The colour never says it alone."),
        "_partials/badge.html, review/_state.html",
    ),
    Part(
        "tasks",
        _("Task list"),
        _("Parts that can be completed in any order, each with its state; it leads to one page for each."),
        "_partials/task.html",
    ),
    Part("phases", _("Phases"), _("How far a case is, at a glance, at the head of its page."), "review/_progress.html"),
    Part(
        "timeline",
        _("Timeline"),
        _("What happened, whose turn it is, what follows. The last lines say what the reader can expect."),
        "review/_timeline.html",
    ),
    Part(
        "criteria",
        _("Criteria list"),
        _("The rules of the procedure with the verdict on each; applicants and officers read the same list."),
        "review/_checklist.html",
    ),
    Part(
        "summary",
        _("Summary list"),
        _("What was answered, one line for each question, with the way to change it."),
        ".summary",
    ),
    Part("notices", _("Notice"), _("One thing to know before going on. At most two on a page."), ".notice"),
    Part(
        "errors",
        _("Error summary"),
        _("Above a form that cannot be taken: each error leads to its field. It receives the focus."),
        "_partials/errors.html",
    ),
    Part(
        "confirmed",
        _("Confirmation"),
        _("After something was sent: the reference, and what happens next."),
        "_partials/confirmed.html",
    ),
    Part("empty", _("Empty state"), _("Where a list has nothing yet: why, and what to do."), "_partials/empty.html"),
    Part(
        "clock",
        _("Deadline clock"),
        _("A deadline in the event's zone and in the reader's, and how long it is until then."),
        "events/_clock.html",
    ),
    Part(
        "documents",
        _("Document card"),
        pgettext_lazy("design", "A file that is kept, with its size."),
        "_partials/document.html",
    ),
    Part("photo", _("Photo card"), _("An identity photo, always 7 to 9."), "_partials/photo.html"),
    Part(
        "boxes",
        _("Card and panel"),
        _("A card stands for one thing that leads on; a panel for what is good to know beside the page."),
        ".card, .panel",
    ),
]


class Design(TemplateView):
    """Every part in every state. Nobody logs in here: it is for the machine of who develops the portal."""

    template_name = "design/design.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(parts=PARTS, **samples.everything(), **kwargs)
