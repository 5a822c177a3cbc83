"""The W3C's Nu HTML checker over many pages in one run of Java."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings

VERSION = "26.9.27"
DIGEST = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"  # SHA-256 of its vnu.jar
TYPED_WRONG = "for attribute “value” on element “input”"  # what a person typed is shown again, to be mended
INSIDE = "package/build/dist/vnu.jar"


class NoChecker(Exception):
    """What is missing, for whoever starts the proof."""


def checker() -> list[str]:
    """The command that checks files; the jar is fetched once, by npm, and kept with what the tests leave."""
    if not (java := shutil.which("java")):
        raise NoChecker("The Nu HTML checker needs Java; on Debian: apt-get install default-jre-headless")
    jar = Path(os.environ.get("VNU_JAR") or settings.BASE_DIR / "var" / f"vnu-{VERSION}.jar")
    if not jar.exists():
        _fetch(jar)
    return [java, "-jar", str(jar), "--stdout", "--format", "json", "--exit-zero-always", "--errors-only"]


def _fetch(jar: Path) -> None:
    if not (npm := shutil.which("npm")):
        raise NoChecker(
            f"VNU_JAR names no vnu.jar of the Nu HTML checker {VERSION}, and there is no npm to fetch it with"
        )
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [npm, "pack", "--silent", f"vnu-jar@{VERSION}"], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            data = package.extractfile(INSIDE).read()
    if hashlib.sha256(data).hexdigest() != DIGEST:
        raise NoChecker("The Nu HTML checker that npm brought is not the one that is known here")
    jar.parent.mkdir(exist_ok=True)
    jar.write_bytes(data)


def errors(pages: dict[str, str]) -> list[str]:
    """What is wrong with these pages, by name of the page."""
    command, found = checker(), []
    with tempfile.TemporaryDirectory(prefix="portal-nu-") as folder:
        names = {}
        for number, (name, markup) in enumerate(pages.items()):
            path = Path(folder) / f"{number}.html"
            path.write_text(markup, "utf-8")
            names[path.name] = name
        ran = subprocess.run([*command, folder], capture_output=True, text=True, check=False)
        for message in json.loads(ran.stdout)["messages"]:
            if TYPED_WRONG in message["message"]:
                continue
            where = names.get(message.get("url", "").rsplit("/", 1)[-1], "all pages")
            found.append(f"{where}: Nu: {message['message']}: {message.get('extract', '').strip()!r}")
    return found
