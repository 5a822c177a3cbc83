"""Around every answer of the measured server: how many queries it took, how many milliseconds; and the floor."""

from time import perf_counter

from django.db import connection
from django.http import HttpResponse

from profiles.models import User

FLOOR = "/floor"


def floor(request):
    """As little as a page can do: one row by its key. Nothing of the portal stands before it."""
    name = User.objects.filter(pk=1).values_list("username", flat=True).first()
    return HttpResponse(f"<p>{name}</p>")


class Count:
    def __init__(self):
        self.queries = 0

    def __call__(self, execute, sql, params, many, context):
        self.queries += 1
        return execute(sql, params, many, context)


def counted(get_response):
    """Write ``X-Queries`` and ``X-Milliseconds`` on every answer."""

    def middleware(request):
        count, began = Count(), perf_counter()
        with connection.execute_wrapper(count):
            response = floor(request) if request.path == FLOOR else get_response(request)
        response["X-Queries"] = count.queries
        response["X-Milliseconds"] = f"{(perf_counter() - began) * 1000:.2f}"
        return response

    return middleware
