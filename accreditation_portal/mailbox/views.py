"""The mails queued and sent so far, to read in debug mode: every journey can be walked without a mail server."""

import nh3
from django.utils.safestring import mark_safe
from django.views.generic import DetailView, ListView

from accreditation_portal.notifications.models import OutboxMail

TAGS = {"a", "blockquote", "br", "div", "em", "h1", "h2", "h3", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"*": {"class"}, "a": {"class", "href"}}
LEFT_OUT_WHOLE = {"script", "style", "title"}


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
        # The policy of every page forbids style in tags, so the letter is shown as it was queued, by its style sheet.
        html = nh3.clean(self.object.html, tags=TAGS, attributes=ATTRIBUTES, clean_content_tags=LEFT_OUT_WHOLE)
        return super().get_context_data(body=mark_safe(html), **kwargs)
