"""The profile as a list of its parts, and the pages of those that are forms alone."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import TemplateView

from accreditation_portal import office
from profiles.completeness import Part, lacks, missing_for_event
from profiles.forms import DocumentForm, IdentityForm, OrganisationForm, ResidenceForm, WorkForm
from profiles.forms.questions import only_ask
from profiles.press_card import against_annual, left_to_officer
from profiles.views.own import OwnProfile, address_of, profile_of, today, wanted

FORMS = {
    Part.IDENTITY: IdentityForm,
    Part.DOCUMENT: DocumentForm,
    Part.RESIDENCE: ResidenceForm,
    Part.WORK: WorkForm,
}


class Profile(OwnProfile, TemplateView):
    """What is complete, and what is missing for what."""

    template_name = "profiles/profile.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.is_staff:
            return render(request, "profiles/staff.html")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        person, on = profile_of(self.request.user), today()
        card, parts = person.press_card, lacks(person, on)
        return super().get_context_data(
            person=person,
            card=card,
            today=on,
            soon=on + max(office.REMIND_OF_END),
            parts=[(lack, address_of(lack.part)) for lack in parts],
            missing_for_event=missing_for_event(person),
            parts_for_event=sum(bool(lack.for_event) for lack in parts),
            missing_for_annual=[what for lack in parts for what in lack.for_annual],
            against_annual=against_annual(card, on) if card else [],
            left_to_officer=left_to_officer(card, on) if card else [],
            **kwargs,
        )


@login_required
def edit(request):
    """To the first part that is not complete; else on to the page that wanted it, or to the identity."""
    if request.user.is_staff:
        return redirect("profiles:profile")
    lacking = [lack.part for lack in lacks(profile_of(request.user), today()) if lack.for_event]
    back = wanted(request)
    return redirect(address_of([*lacking, Part.IDENTITY][0], back) if lacking or not back else back)


class ChangePart(OwnProfile, TemplateView):
    """One part: why it is asked, and its form."""

    template_name = "profiles/edit.html"

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.form()
        faulty = [each for each in (form, *getattr(form, "organisations", ())) if each.errors]
        return super().get_context_data(
            form=form,
            faulty=faulty,
            only_asks=only_ask(faulty),
            known_organisations=OrganisationForm.offered() if self.part == Part.WORK else [],
            **kwargs,
        )

    def form(self, data=None):
        return FORMS[self.part](data, instance=profile_of(self.request.user), today=today())

    def post(self, request):
        before, form = profile_of(request.user), self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.keep(request.user, timezone.now())
        self.say_it_is_saved()
        return self.went_on(before)
