"""What somebody wrote: two articles of online media (S12), recent publications of freelancers (S11)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ArticleQuerySet(models.QuerySet):
    """Articles …"""

    def in_use(self):
        """… that stand: not replaced by a later sending."""
        return self.filter(removed_at=None)


class Article(models.Model):
    """One article of one request. Sent with it, it stays; a later sending replaces it, and the older one is kept."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article of the past month")
        PUBLICATION = "publication", _("Recent publication")

    case = models.ForeignKey(
        "annual.AnnualRequest", models.PROTECT, related_name="articles", verbose_name=_("annual request")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("web address"), max_length=500)
    byline = models.CharField(_("by-line"), max_length=200)
    published_on = models.DateField(_("published"))
    sent_on = models.DateField(_("sent"), null=True, editable=False)  # from this day its month counts back
    removed_at = models.DateTimeField(_("replaced"), null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(name="article_is_of_a_known_kind", condition=Q(kind__in=["article", "publication"])),
            models.CheckConstraint(
                name="article_was_not_written_after_it_was_sent",
                condition=Q(sent_on=None) | Q(published_on__lte=models.F("sent_on")),
            ),
            models.CheckConstraint(
                name="only_an_article_that_was_sent_is_replaced",
                condition=Q(removed_at=None) | Q(sent_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
