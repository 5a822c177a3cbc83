"""What a web process reads before it answers, so that no visitor waits for it and forked workers share it."""

import gc
from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation


def warm_up() -> None:
    """Read addresses, catalogues and templates, then take all that is loaded out of what is searched for garbage."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            reverse(settings.LOGIN_URL)
    for folder in engines["django"].dirs:
        for template in sorted(Path(folder).rglob("*.html")):
            get_template(str(template.relative_to(folder)))
    gc.collect()
    gc.freeze()
