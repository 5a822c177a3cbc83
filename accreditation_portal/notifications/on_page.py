"""A letter's HTML as a page of the portal shows it: no style in its tags, but the sheet that mails are sent with."""

import nh3
from django.utils.safestring import SafeString, mark_safe

TAGS = {"a", "blockquote", "br", "div", "em", "h1", "h2", "h3", "li", "ol", "p", "span", "strong", "ul"}
ATTRIBUTES = {"*": {"class"}, "a": {"class", "href"}}
LEFT_OUT_WHOLE = {"script", "style", "title"}


def shown(html: str) -> SafeString:
    """What may stand in a page beside ``css/mail.css``: the policy of every page forbids style in tags."""
    return mark_safe(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, clean_content_tags=LEFT_OUT_WHOLE))
