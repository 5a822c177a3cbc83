"""The identity photo: send one that is ready, or have it prepared from any picture."""

from contextlib import suppress
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from accreditation_portal.documents.acceptance import Accepted
from accreditation_portal.documents.models import Document
from profiles.completeness import Part
from profiles.forms import ChoiceOfCrop, CropForm, PhotoForm, PictureForm
from profiles.forms.photo import OWN
from profiles.models import MediaRepresentative
from profiles.photo import CROP_CHOICES, Crop, picture_size, prepare, suggested_crops, working_picture
from profiles.views.own import OwnProfile, address_of, profile_of, wanted

UNOPENED = {"too_slow", "too_large_to_open", "unavailable"}


def keep_picture(user, field: str, data: bytes, name: str) -> None:
    """Keep these bytes as the photo, or as the picture being prepared; what it replaces goes, unless a case has it.

    ValidationError: there is no room for it.
    """
    document = Document.objects.keep(user, Accepted(data, "image/jpeg"), name)
    with transaction.atomic():
        person, _made = MediaRepresentative.objects.select_for_update().get_or_create(user=user)
        let_go(person, field, document)
        if field == "photo":
            let_go(person, "photo_in_preparation")


def let_go(person: MediaRepresentative, field: str, successor: Document | None = None) -> None:
    older = getattr(person, field)
    setattr(person, field, successor)
    person.save(update_fields=[field, "updated_at"])
    if older:
        with suppress(ProtectedError):  # a case was sent with it
            older.discard()


class ChangePhoto(OwnProfile, TemplateView):
    """A photo that meets the rule is kept; another one is not, but can be prepared at once (S7, B2)."""

    template_name = "profiles/photo.html"
    part = Part.PHOTO

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            person=profile_of(self.request.user),
            form=kwargs.pop("form", None) or PhotoForm(),
            picture_form=PictureForm(),
            **kwargs,
        )

    def post(self, request):
        before, form = profile_of(request.user), PhotoForm(request.POST, request.FILES)
        try:
            if form.is_valid():
                keep_picture(request.user, "photo", form.cleaned_data["photo"], "photo.jpg")
                self.say_it_is_saved()
                return self.went_on(before)
        except ValidationError as refusal:
            form.add_error("photo", refusal)
        # What could not be opened once is not opened a second time: that would take twice the time.
        codes = {error.code for error in form.errors.as_data().get("photo", [])}
        context = self.get_context_data(form=form, can_be_prepared=not codes & UNOPENED and self.can_be_prepared())
        return self.render_to_response(context)

    def can_be_prepared(self) -> bool:
        """Whether the refused file is a picture; it is then kept, so that nobody sends it twice."""
        upload = self.request.FILES.get("photo")
        try:
            if upload:
                keep_picture(self.request.user, "photo_in_preparation", working_picture(upload), upload.name)
            return bool(upload)
        except ValidationError:
            return False


class PreparePhoto(OwnProfile, TemplateView):
    """Any picture becomes a valid photo: send it, choose a crop, accept what is shown (B2)."""

    template_name = "profiles/prepare_photo.html"
    part = Part.PHOTO

    def get_context_data(self, **kwargs):
        person = profile_of(self.request.user)
        picture = person.photo_in_preparation
        context = super().get_context_data(person=person, picture=picture, **kwargs)
        context.setdefault("form", PictureForm())
        return context | (self.choices(picture) if picture else {})

    def choices(self, picture: Document) -> dict:
        """The crops that are offered, each under the address of its picture; one's own goes first."""
        suggested = suggested_crops(*picture_size(picture.read()))
        measures = {name: _in_per_cent(crop) for name, crop in suggested.items()}
        is_own = "width" in self.request.GET
        crop_form = CropForm(self.request.GET if is_own else None, initial=measures["closer"])
        crops = [
            {"name": name, "label": label, "address": _address(picture, measures[name])}
            for name, label in CROP_CHOICES.items()
        ]
        if is_own and crop_form.is_valid():
            own = crop_form.cleaned_data
            crops.insert(0, {"name": OWN, "label": _("Yours"), "address": _address(picture, own), "measures": own})
        return {"crop_form": crop_form, "crops": crops, "chosen": crops[0]["name"] if is_own else "closer"}

    def post(self, request):
        if "discard" in request.POST:
            return self.discard()
        return self.accept() if "crop" in request.POST else self.take_picture()

    def take_picture(self):
        form = PictureForm(self.request.POST, self.request.FILES)
        try:
            if form.is_valid():
                keep_picture(
                    self.request.user,
                    "photo_in_preparation",
                    form.cleaned_data["picture"],
                    self.request.FILES["picture"].name,
                )
                return redirect(self.this_page())
        except ValidationError as refusal:
            form.add_error("picture", refusal)
        return self.render_to_response(self.get_context_data(form=form))

    def accept(self):
        before = profile_of(self.request.user)
        picture, choice = before.photo_in_preparation, ChoiceOfCrop(self.request.POST)
        if not picture or not choice.is_valid() or choice.cleaned_data["picture"] != picture.pk:
            messages.warning(self.request, _("The picture was replaced or used in another window. Choose anew."))
            return redirect(self.this_page())
        try:
            data = picture.read()
            photo = prepare(data, self.chosen_crop(choice.cleaned_data["crop"], data))
            keep_picture(self.request.user, "photo", photo, "photo.jpg")
        except ValidationError as refusal:
            for message in refusal.messages:
                messages.error(self.request, message)
            return redirect(self.this_page())
        self.say_it_is_saved()
        return self.went_on(before)

    def chosen_crop(self, name: str, data: bytes) -> Crop:
        """The part of the picture that was shown under this name."""
        suggested = suggested_crops(*picture_size(data))
        form = CropForm(self.request.POST if name == OWN else _in_per_cent(suggested[name]))
        if not form.is_valid():
            raise ValidationError(_("Choose which part of the picture is kept."))
        return form.crop

    def discard(self):
        with transaction.atomic():
            if person := MediaRepresentative.objects.select_for_update().filter(user=self.request.user).first():
                let_go(person, "photo_in_preparation")
        return redirect(address_of(Part.PHOTO, wanted(self.request)))

    def this_page(self) -> str:
        back = wanted(self.request)
        return reverse("profiles:prepare_photo") + (f"?{urlencode({'next': back})}" if back else "")


@login_required
@require_safe
def crop(request):
    """What the photo will be with this crop; shown to its owner alone, and kept nowhere."""
    picture, form = profile_of(request.user).photo_in_preparation, CropForm(request.GET)
    if picture is None or not form.is_valid() or request.GET.get("picture") != str(picture.pk):
        raise Http404
    try:
        photo = prepare(picture.read(), form.crop)
    except (ValidationError, OSError) as error:
        raise Http404 from error
    response = HttpResponse(photo, content_type="image/jpeg")
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _in_per_cent(crop: Crop) -> dict[str, float]:
    return {name: round(getattr(crop, name) * 100, 2) for name in ("left", "top", "width")}


def _address(picture: Document, measures: dict[str, float]) -> str:
    return f"{reverse('profiles:crop')}?{urlencode({'picture': picture.pk, **measures})}"
