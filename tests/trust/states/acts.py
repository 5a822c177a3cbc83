"""What is done on a page before one looks at it: forms sent with mistakes, files given, steps gone on with."""

from collections.abc import Callable
from typing import Any

from tests.factories import files

UNCHECKED = "for (const form of document.forms) form.noValidate = true"
KINDS = "field => field.matches('select') ? 'list' : field.type"
SEND = "main form button[type=submit]:not([tabindex='-1']):visible"


def sent(button: str = SEND, /, **fields: str) -> Callable[[Any], None]:
    """Fill these fields in, send the form without the browser's own check, and wait for the answer."""

    def act(page: Any) -> None:
        if "wrong" in fields.values():  # a script would refuse the file before it is sent
            page.route("**/uploads*.js", lambda route: route.abort())
            page.reload()
        page.evaluate(UNCHECKED)
        opened(page)
        for name, value in fields.items():
            fill(page, name.replace("__", "-"), value)
        press(page, button)

    return act


def fill(page: Any, name: str, value: str) -> None:
    field = page.locator(f"main [name='{name}']").first
    match field.evaluate(KINDS):
        case "radio" | "checkbox":
            page.locator(f"main [name='{name}'][value='{value}']").first.check()
        case "list":
            field.select_option(value)
        case "file":
            field.set_input_files(WRONG if value == "wrong" else RIGHT)
        case "hidden":
            field.evaluate("(field, value) => { field.value = value }", value)
        case _:
            field.fill(value)


def press(page: Any, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).first.click()


def unticked(page: Any) -> None:
    """The first box that is ticked is not any more."""
    page.locator("main input[type=checkbox]:checked:enabled").first.uncheck()
    press(page, SEND)


def opened(page: Any) -> None:
    """Whatever lies folded is open."""
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true })")


def in_the_studio(page: Any) -> None:
    page.set_input_files("[data-studio-file]", RIGHT)
    page.locator("[data-keep]:enabled").wait_for()


def without_the_studio(page: Any) -> None:
    """The same form where no script runs: the portal prepares the photo."""
    page.route("**/*.js", lambda route: route.abort())
    page.reload()
    page.set_input_files("[name=picture]", RIGHT)
    press(page, SEND)
    page.unroute("**/*.js")


def then(*acts: Callable[[Any], None]) -> Callable[[Any], None]:
    def act(page: Any) -> None:
        for one in acts:
            one(page)

    return act


RIGHT = {"name": "picture.jpg", "mimeType": "image/jpeg", "buffer": files.jpeg((1200, 1600))}
WRONG = {"name": "letter.docx", "mimeType": "application/msword", "buffer": b"no picture"}
