"""What a representative does with a case of their own in every room: complete what was asked, correct, withdraw."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from accreditation_portal.review.conversation import conversation_of
from accreditation_portal.review.facts import facts_of
from accreditation_portal.review.references import is_number
from accreditation_portal.review.states import UNDER_REVIEW, Item, State
from accreditation_portal.review.steps import SettledMeanwhile, StepRefused, open_steps

# Where the profile holds an item, and the address at which it is changed.
PAGE_OF_ITEM: dict[str, str] = {
    Item.IDENTITY: "profiles:identity",
    Item.IDENTITY_DOCUMENT: "profiles:document",
    Item.ORGANISATION: "profiles:work",
    Item.PRESS_CARD: "profiles:press_card",
    Item.PHOTO: "profiles:photo",
}


class OwnCase:
    """A page of one case of one's own: ``case`` is the row as this person may read it, else the page is not there."""

    request: Any
    kwargs: dict[str, Any]
    case: Any

    def changed_meanwhile(self, case: Any) -> HttpResponse:
        messages.error(self.request, settled(case))
        return redirect(case)


class CompletePage(OwnCase, View):
    """Exactly the ticked items of a case that awaits them; all items of a submitted one (S27, B12).

    A room's class says how the case is found (``case``), what is asked (``form``), and in which words.
    """

    template_name: ClassVar[str]
    address: ClassVar[str]  # the name of this page's own address
    fields_of_item: ClassVar[Mapping[str, tuple[str, ...]]]
    sentences: ClassVar[dict[str, Any]]  # what is said after each of the two steps
    # The form, or several that answer as one: ``is_valid``, ``errors``, ``has_words``, ``keep_files`` and the like.
    form: Callable[..., Any]

    def get(self, request: Any, reference: str) -> HttpResponse:
        if self.case.state not in UNDER_REVIEW:
            return redirect(self.case)
        return self.page(self.form())

    def post(self, request: Any, reference: str) -> HttpResponse:
        if self.case.state not in UNDER_REVIEW:
            return self.changed_meanwhile(self.case)
        if self.step == "complete" and request.POST.get("step") == "correct":
            messages.error(request, settled(self.case))  # the page was made before the office asked
            return redirect(self.address, reference)
        if self.step == "correct" and request.POST.get("step") == "complete":
            latest = self.case.decisions.order_by("-pk").first()
            if latest and latest.step == "complete" and latest.by_id == request.user.pk:
                return redirect(self.case)  # the second of two clicks
            return self.changed_meanwhile(self.case)
        form = self.form(request.POST, request.FILES)
        if request.POST.get("seen", str(self.seen)) != str(self.seen):
            return self.stale(form)
        form.is_valid()
        if answer := self.keep(form):
            return answer
        if "send" in request.POST and not form.errors:
            return self.send(form)
        del self.case  # read anew, with the files that were kept just now
        if not form.errors and "send" not in request.POST and not form.has_words:
            return redirect(reverse(self.address, args=[reference]) + "#answers")
        form.case = self.case
        return self.page(form)

    @property
    def step(self) -> str:
        return "complete" if self.case.state == State.INFORMATION_REQUESTED else "correct"

    @property
    def items(self) -> tuple[str, ...]:
        if self.step == "complete":
            return tuple(Item(item) for item in self.case.requested_items)
        return self.case.items_to_request

    @cached_property
    def seen(self) -> int:
        """The last line of the record when this request began: what the page carries and its POST must match (B7)."""
        return self.case.latest_decision_id

    def stale(self, form: Any) -> HttpResponse:
        """Take nothing from a page that showed an older request; what was typed stays, to be looked at again."""
        if self.step == "correct" and not form.has_changed():
            return redirect(self.case)  # the second of two clicks
        messages.error(self.request, settled(self.case))
        return self.page(form)

    def keep(self, form: Any) -> HttpResponse | None:
        """Keep the files at once; take back or put back the one whose button was pressed."""
        with transaction.atomic():
            locked = self.locked()
            if locked.latest_decision_id != self.seen:
                return self.changed_meanwhile(locked)
            form.keep_files(locked)
            locked.press_attachment_button(self.request.POST, form.fields)
        return None

    def send(self, form: Any) -> HttpResponse:
        """Write the words and take the step in one transaction: both, or neither."""
        try:
            with transaction.atomic():
                locked = self.locked()
                if locked.latest_decision_id != self.seen:
                    return self.changed_meanwhile(locked)
                stopped = locked.stopped(timezone.now())
                older = form.keep_words(locked) if form.has_words else {}
                changes = {"older": older} if older else None
                more = form.answered() if self.step == "complete" else {}
                getattr(locked, self.step)(
                    by=self.request.user, seen=self.seen, changes=changes, stopped=stopped, **more
                )
        except SettledMeanwhile as meanwhile:
            return self.changed_meanwhile(meanwhile.case)
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
            del self.case
            form.case = self.case
            return self.page(form)
        messages.success(self.request, self.sentences[self.step])
        return redirect(locked)

    def locked(self) -> Any:
        mine = type(self.case).objects.of(self.request.user)
        return mine.select_for_update(of=("self",)).get(pk=self.case.pk)

    def page(self, form: Any) -> HttpResponse:
        case = self.case
        held = {
            item: self.fields_of_item[item]
            for item in self.items
            if item in PAGE_OF_ITEM and item in case.items_from_profile
        }
        texts = {item: fields for item, fields in held.items() if item not in (Item.PRESS_CARD, Item.PHOTO)}
        facts = dict(facts_of(case, texts))
        context = {
            "case": case,
            "form": form,
            "step": self.step,
            "seen": self.seen,
            "asked": [Item(item).label for item in self.items],
            "held": [
                {"item": item, "label": Item(item).label, "page": reverse(PAGE_OF_ITEM[item]),
                 "facts": facts.get(Item(item).label, [])}
                for item in held
            ],
            "attached": case.attached_by_kind(),
            "refusal": case.refusal_of("withdraw"),
            "rounds": conversation_of(case, case.decisions.all(), inside=False)[:-1] if self.step == "complete" else [],
        }  # fmt: skip
        return render(self.request, self.template_name, context | self.more_context())

    def more_context(self) -> dict[str, Any]:
        """What the room's own template shows besides."""
        return {}


class WithdrawPage(OwnCase, TemplateView):
    """Ask whether it is meant, then take the own case back."""

    sentence: ClassVar[Any]  # what is said afterwards

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if "withdraw" not in {step.name for step in open_steps(self.case, request.user)}:
            return redirect(self.case)
        return super().get(request, *args, case=self.case, seen=self.case.latest_decision_id, **kwargs)

    def post(self, request: Any, reference: str) -> HttpResponse:
        if self.case.state == State.WITHDRAWN:  # the second of two clicks
            return redirect(self.case)
        shown = request.POST.get("seen", "")
        seen = int(shown) if is_number(shown) else None
        try:
            self.case.withdraw(by=request.user, seen=seen)
        except SettledMeanwhile as meanwhile:
            messages.error(request, settled(meanwhile.case))
            return redirect(request.path)  # asks anew, about the case as it is now, where it can still be withdrawn
        except StepRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, self.sentence)
        return redirect(self.case)


def settled(case: Any) -> str:
    """What the representative reads when the office was faster: the state, no names."""
    return _("Meanwhile this case has changed: it is now “%(state)s”. Please look at it again.") % {
        "state": case.get_state_display()
    }
