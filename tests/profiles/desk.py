"""What the tests of the staff's pages do again and again: open, fill in, save, search."""

from django.urls import reverse


def address(model, page="changelist", *args):
    return reverse(f"admin:profiles_{model}_{page}", args=args)


def page_of(row, page="change"):
    return address(row._meta.model_name, page, row.pk)


def fields_of(client, row):
    """What the page's form sends if nothing is changed."""
    form = client.get(page_of(row)).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def save(client, row, **changes):
    response = client.post(page_of(row), fields_of(client, row) | changes)
    row.refresh_from_db()
    return response


def errors_of(response):
    assert response.status_code == 200, "it was saved"
    errors = response.context["adminform"].form.errors
    return {field: " ".join(str(error) for error in found) for field, found in errors.items()}


def found(client, model, query):
    response = client.get(f"{address(model)}?{query}")
    assert response.status_code == 200
    return list(response.context["cl"].result_list)
