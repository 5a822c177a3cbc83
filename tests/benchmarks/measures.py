"""What is measured. Another measure is an entry of ``MEASURES``: a name, what one sample of it does, and its bars."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import islice
from statistics import median
from urllib.parse import quote

from django.urls import reverse
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from adhoc.exports import columns
from adhoc.models import RegistrationDecision
from tests.benchmarks.counted import FLOOR
from tests.benchmarks.stage import Stage
from tests.benchmarks.visitor import Answer, Visitor

DESK = reverse("admin:adhoc_eventregistration_changelist")
WARM_UP = 4  # answers that are not counted: each worker has met the page


@dataclass(frozen=True)
class Measure:
    """``take`` does it once, the nth time, and returns the answers that count together."""

    name: str
    take: Callable[[Stage, int], list[Answer]]
    is_flat: bool = False  # at the largest scale at most 1.5 times as long as at the smallest
    at_most: float | None = None  # milliseconds
    queries: int | None = None  # at most
    requests: int | None = None  # at most
    megabytes: float | None = None  # at most, of a worker above what it takes before
    in_client: bool = False  # what is sent while it is made is timed where it arrives
    share_of: int = 1  # of the usual number of samples: what is slow or uses something up is taken less often


@dataclass(frozen=True)
class Result:
    """Medians of the samples of one measure at one scale."""

    requests: int
    queries: int
    milliseconds: float  # in the server, or in the client where the measure says so
    megabytes: float  # of a worker at its peak, above what it took before the samples
    a_second: float  # requests, by the median of what the client waited


def measured(measure: Measure, stage: Stage, samples: int) -> Result:
    for number in range(min(WARM_UP, samples) // measure.share_of):
        measure.take(stage, number)
    idle = stage.server.peaks(anew=True)
    taken = []
    for number in range(max(2, samples // measure.share_of)):
        taken.append(measure.take(stage, number))
    a_second = 1000 / median(sum(answer.waited for answer in answers) / len(answers) for answers in taken)
    return Result(
        requests=max(map(len, taken)),
        queries=round(median(sum(answer.queries for answer in answers) for answers in taken)),
        milliseconds=median(
            sum(answer.waited if measure.in_client else answer.milliseconds for answer in answers) for answers in taken
        ),
        megabytes=max(peak - idle[pid] for pid, peak in stage.server.peaks().items() if pid in idle),
        a_second=a_second,
    )


# --- Pages ------------------------------------------------------------------------------------------------------------


def seen_by_officer(address: Callable[[Stage, int], str]) -> Callable[[Stage, int], list[Answer]]:
    return lambda stage, number: [stage.officer.get(address(stage, number))]


def search(word: Callable[[Stage, int], str]) -> Callable[[Stage, int], list[Answer]]:
    return seen_by_officer(lambda stage, number: f"{DESK}?q={quote(word(stage, number))}")


def case_page(stage: Stage, number: int) -> str:
    return reverse("admin:adhoc_eventregistration_change", args=[stage.any(number).pk])


# --- Registration -----------------------------------------------------------------------------------------------------


def register(visitor: Visitor, stage: Stage, files: dict[str, tuple[str, bytes]] | None) -> list[Answer]:
    """The form; its POST that keeps the draft and shows it to be checked; the POST that submits."""
    address = reverse("adhoc:register", args=[stage.event.slug])
    form = visitor.get(address)
    check = visitor.post(address, form, {**WORDS, "check": "1"}, files)
    sent = visitor.post(address, check, {"checked": check.hidden("checked"), "submit": "1"})
    if sent.status != 302:
        raise RuntimeError("The registration was not submitted.")
    return [form, check, sent]


def register_with_files_kept(stage: Stage, number: int) -> list[Answer]:
    visitor = next(stage.registrants)
    address = reverse("adhoc:register", args=[stage.event.slug])
    visitor.post(address, visitor.get(address), {**WORDS, "draft": "1"}, proofs())
    return register(visitor, stage, None)


def register_with_files_sent(stage: Stage, number: int) -> list[Answer]:
    return register(next(stage.registrants), stage, proofs())


WORDS = {
    "role": "journalist", "organisation_name": "Northern Wire",
    "purpose": "Daily reports and interviews for the agency's wire.",
}  # fmt: skip


@cache
def proofs() -> dict[str, tuple[str, bytes]]:
    """A photograph of a document, 1,000 x 700, and a letter as a PDF of one page and 30 kB."""
    picture, letter, page = BytesIO(), BytesIO(), PdfWriter()
    Image.effect_noise((1000, 700), 40).convert("RGB").save(picture, "JPEG", quality=60)
    drawn = DecodedStreamObject()
    drawn.set_data(b"BT /F1 12 Tf 72 700 Td (Letter of assignment) Tj ET\n" * 560)
    page.add_blank_page(595, 842)[NameObject("/Contents")] = page._add_object(drawn)
    page.write(letter)
    return {"identity": ("passport.jpg", picture.getvalue()), "profession": ("letter.pdf", letter.getvalue())}


# --- Decision ---------------------------------------------------------------------------------------------------------


def approve(stage: Stage, number: int) -> list[Answer]:
    """The POST alone: the page before is a measure of its own."""
    case = next(stage.undecided)
    address = reverse("admin:adhoc_eventregistration_change", args=[case.pk])
    page = stage.officer.get(address)
    verdicts = {f"verdict_{name}": "met" for name in case.checklist.criteria}
    words = {"step": "approve", "seen": page.hidden("seen"), "note": "As the benchmark decides.", "act": "take"}
    answer = stage.officer.post(address, page, verdicts | words)
    if answer.status != 302:
        raise RuntimeError("The registration was not approved.")
    return [answer]


SEVERAL = 100


def approve_several(stage: Stage, number: int) -> list[Answer]:
    """The POST that approves a hundred: what was chosen in the list, and the page before it, come first."""
    cases = list(islice(stage.approvable, min(SEVERAL, stage.registrations // 20)))
    chosen = {"action": "approve_several", "_selected_action": [case.pk for case in cases], "index": "0"}
    there = stage.officer.post(DESK, stage.officer.get(f"{DESK}?state=submitted"), chosen)
    page = stage.officer.get(there.location)
    judged = {f"judged_{name}": "on" for name in cases[0].checklist.criteria}
    answer = stage.officer.post(there.location, page, {**judged, "shown": page.hidden("shown"), "act": "take"})
    lines = RegistrationDecision.objects.filter(case__in=cases, step="approve", letter__isnull=False)
    if lines.count() != len(cases):
        raise RuntimeError(f"{lines.count()} of {len(cases)} registrations were approved and told.")
    return [answer]


def export(number: int, file_format: str) -> Callable[[Stage, int], list[Answer]]:
    """The file with the usual columns of so many registrations, or of as many as there are."""

    def take(stage: Stage, _sample: int) -> list[Answer]:
        address = f"{reverse('admin:adhoc_eventregistration_export')}?state=all&assigned={stage.holder_of(number)}"
        fields = {"columns": [c.name for c in columns() if c.is_usual], "file_format": file_format}
        return [stage.officer.post(address, stage.officer.get(DESK), fields)]

    return take


FLOOR_MEASURE = Measure("floor: a bare view, one select", lambda stage, number: [stage.anonymous.get(FLOOR)])
EVENT_PAGE = Measure(
    "public event page", lambda stage, number: [stage.anonymous.get(stage.event.get_absolute_url())], is_flat=True
)
MEASURES = (
    FLOOR_MEASURE,
    EVENT_PAGE,
    Measure("queue, first page", seen_by_officer(lambda stage, number: DESK), is_flat=True, at_most=60),
    Measure("filter: approved", seen_by_officer(lambda stage, number: f"{DESK}?state=approved"), is_flat=True),
    Measure(
        "filter: approved, of one event",
        seen_by_officer(lambda stage, number: f"{DESK}?state=approved&event={stage.event.pk}"), is_flat=True,
    ),
    Measure(
        "search: a whole name", search(lambda stage, number: stage.any(number).full_name), is_flat=True, at_most=60
    ),
    Measure("search: a family name", search(lambda stage, number: "muller"), is_flat=True, at_most=60),
    Measure("search: nobody's name", search(lambda stage, number: f"xyzzy{number}"), is_flat=True, at_most=60),
    Measure(
        "search: number of a card", search(lambda stage, number: stage.any(number).press_card.number),
        is_flat=True, at_most=60,
    ),
    Measure(
        "search: an organisation", search(lambda stage, number: stage.any(number).organisation.name),
        is_flat=True, at_most=60,
    ),
    Measure(
        "search: a reference", search(lambda stage, number: stage.any(number).shown_reference), is_flat=True, at_most=60
    ),
    Measure("case page", seen_by_officer(case_page), is_flat=True),
    Measure("registration", register_with_files_kept, requests=3, queries=30, at_most=40, share_of=2),
    Measure("registration, PDF and JPEG sent along", register_with_files_sent, requests=3, share_of=2),
    Measure("one approval", approve, queries=15, at_most=20),
    Measure("bulk approval of 100", approve_several, at_most=1000, share_of=10),
    *(
        Measure(
            f"{file_format.upper()} of {number:,}", export(number, file_format), in_client=True, share_of=10,
            megabytes=20, at_most=most if number == 20_000 else None,
        )
        for file_format, most in (("csv", 1000), ("xlsx", 3000))
        for number in (20_000, 200_000)
    ),
)  # fmt: skip
