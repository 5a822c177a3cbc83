"""A real browser for the journeys: the system's Chromium, with and without JavaScript, watching for what it refuses."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WINDOWLESS = ("chromium-headless-shell", "chrome-headless-shell")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WATCH_POLICY = """
    document.addEventListener('securitypolicyviolation', event => window.reportRefusal(
        [event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber].join(' ')));
"""
# A refusal that a journey provokes is an answer, not a mistake of the page: the browser reports it all the same.
EXPECTED_ON_CONSOLE = (
    "Failed to load resource: the server responded with a status of 4",
    "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
)


def chromium() -> str | None:
    """Where the browser is: named by CHROMIUM, else on the path."""
    return os.environ.get("CHROMIUM") or on_the_path(*NAMES, *WINDOWLESS)


def quickest_chromium() -> str | None:
    """The one that draws no window where there is one: for a person more, it takes a quarter of the other's work."""
    return os.environ.get("CHROMIUM") or on_the_path(*WINDOWLESS, *NAMES)


def on_the_path(*names: str) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the run. Without one the journeys are skipped; where CI=true they fail."""
    path = quickest_chromium()
    if path is None:
        message = "no Chromium: set CHROMIUM, or put chromium on the path"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    # Playwright's event loop runs in the tests' thread from here to the end, where Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def portal(transactional, live_server, settings):
    """The address of a server that runs the portal on the test's database."""
    settings.SITE_URL = live_server.url
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    return live_server.url


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def javascript(request) -> bool:
    """Each journey that asks for it is made twice."""
    return request.param


@pytest.fixture
def watched_context(browser, portal):
    """Make a browser context and the list of what its pages complain of."""
    contexts = []

    def made(*, javascript=True, language="en-GB", width=1280, height=900, **more):
        complaints = []
        context = browser.new_context(
            base_url=portal,
            java_script_enabled=javascript,
            locale=language,
            viewport={"width": width, "height": height},
            accept_downloads=True,
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(20_000)  # a busy machine opens files slowly
        if javascript:
            context.expose_function("reportRefusal", lambda refusal: complaints.append(refusal))
            context.add_init_script(WATCH_POLICY)
        context.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        return context, complaints

    yield made
    for context in contexts:
        context.close()


@pytest.fixture
def open_context(watched_context):
    """Make browser contexts, one for each person; at the end every page must have stayed within policy and silent."""
    watched = []

    def made(**options):
        context, complaints = watched_context(**options)
        watched.append(complaints)
        return context

    yield made
    assert [complaint for complaints in watched for complaint in complaints] == []


def is_complaint(message) -> bool:
    """Whether the console line is an error of the page: a policy violation among them, with JavaScript or without."""
    return message.type == "error" and not message.text.startswith(EXPECTED_ON_CONSOLE)


@pytest.fixture
def page(open_context, javascript):
    """One page of one person; ``javascript`` says whether scripts run."""
    return open_context(javascript=javascript).new_page()
