"""The address that letters go to: its person says that it works again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accreditation_portal.notifications.models import FailingAddress


@login_required
@require_POST
def address_works(request):
    """Take the person at their word: letters go there in any case, and the next one that comes back tells."""
    if FailingAddress.objects.clear(request.user.email, by=request.user):
        messages.success(request, _("Thank you. We go on writing to %(address)s.") % {"address": request.user.email})
    return redirect("profiles:profile")
