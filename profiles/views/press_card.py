"""The press card in use; a change is a new row, so that cases keep the card that they were sent with."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from accreditation_portal.documents.models import Document
from accreditation_portal.review.files import KEEP
from profiles.completeness import Part
from profiles.forms import IssuingBodyForm, PressCardForm
from profiles.forms.questions import only_ask
from profiles.models import MediaRepresentative
from profiles.press_card import against_annual, left_to_officer
from profiles.views.own import OwnProfile, profile_of, today


class ChangePressCard(OwnProfile, TemplateView):
    """Enter a card, change it, or say that there is none any more (S6)."""

    template_name = "profiles/press_card.html"
    part = Part.PRESS_CARD

    def get_context_data(self, **kwargs):
        card = profile_of(self.request.user).press_card
        if "form" not in kwargs:
            kwargs |= self.forms_of(card)
        faulty = [form for form in (kwargs["body_form"], kwargs["form"]) if form.errors]
        return super().get_context_data(
            card=card,
            faulty=faulty,
            only_asks=only_ask(faulty),
            known_bodies=IssuingBodyForm.offered(),
            against_annual=against_annual(card, today()) if card else [],
            left_to_officer=left_to_officer(card, today()) if card else [],
            **kwargs,
        )

    def forms_of(self, card):
        of_card, of_body = {}, {}
        if card:
            body = card.issuing_body.itself
            of_card = {"number": card.number, "valid_until": card.valid_until, "no_date": not card.valid_until}
            of_body = {"name": body.name, "country": body.country.code}
        return {
            "form": PressCardForm(initial=of_card),
            "body_form": IssuingBodyForm(prefix="body", today=today(), initial=of_body),
        }

    def post(self, request):
        if "remove" in request.POST:
            return self.remove()
        form = PressCardForm(request.POST, request.FILES)
        if "remove_scan" in request.POST:
            return self.without_scan(form)
        body_form = IssuingBodyForm(request.POST, prefix="body", today=today())
        is_valid = all([form.is_valid(), body_form.is_valid()])
        scan = form.keep_scan(request.user)
        if not is_valid or form.errors or KEEP in request.POST:
            if scan:
                form.data = form.data.copy()
                form.data["kept_scan"] = str(scan.pk)
            context = self.get_context_data(form=form, body_form=body_form, scan=scan)
            return self.render_to_response(context)
        return self.keep(form.cleaned_data, body_form, scan)

    @transaction.atomic
    def keep(self, values, body_form, scan):
        user, before = self.request.user, profile_of(self.request.user)
        person, _made = MediaRepresentative.objects.get_or_create(user=user)
        wanted = {"number": values["number"], "issuing_body": body_form.keep(user)}
        same_card = before.press_card and all(getattr(before.press_card, name) == wanted[name] for name in wanted)
        # The scan of another card is not one of this card.
        scan = scan or (before.press_card.scan if same_card else None)
        person.use_card(**wanted, valid_until=values["valid_until"], scan=scan)
        self.say_it_is_saved()
        return self.went_on(before)

    def without_scan(self, form):
        """The one that was sent a moment ago goes, else that of the card; what was typed is shown again."""
        user, is_new = self.request.user, form["kept_scan"].value()
        if is_new:
            form.full_clean()
            Document.objects.filter(owner=user, pk=form.cleaned_data.get("kept_scan")).unreferenced().discard()
            form.data = form.data.copy()
            form.data["kept_scan"] = ""
        elif card := profile_of(user).press_card:
            held = {name: getattr(card, name) for name in ("number", "issuing_body", "valid_until")}
            with transaction.atomic():
                card.representative.use_card(**held, scan=None)
        body_form = IssuingBodyForm(self.request.POST, prefix="body", today=today())
        return self.render_to_response(self.get_context_data(form=form, body_form=body_form))

    def remove(self):
        if person := MediaRepresentative.objects.filter(user=self.request.user).first():
            person.use_card()
        messages.info(self.request, _("Your profile names no press card any more. Requests you sent keep theirs."))
        return redirect("profiles:profile")
