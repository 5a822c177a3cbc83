"""The mails queued and sent so far, to read in debug mode: every journey can be walked without a mail server."""

from django.views.generic import DetailView, ListView

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.notifications.on_page import shown


class Mailbox(ListView):
    """The letters, newest first. Nobody logs in here: it is for the machine of who develops or tries the portal."""

    queryset = OutboxMail.objects.order_by("-pk").defer("text", "html")
    template_name = "mailbox/mailbox.html"
    context_object_name = "mails"
    paginate_by = 25


class Mail(DetailView):
    """One letter as its reader sees it, and the text beside it."""

    queryset = OutboxMail.objects.all()
    template_name = "mailbox/mail.html"
    context_object_name = "mail"

    def get_context_data(self, **kwargs):
        return super().get_context_data(body=shown(self.object.html), **kwargs)
