"""`docs/states.md`, written from the declared steps: a diagram and a table that cannot be wrong."""

from django.apps import apps
from django.conf import settings
from django.utils import translation

from accreditation_portal.review.models import Case
from accreditation_portal.review.states import APPLICANTS_TURN, OFFICES_TURN, SETTLED, State
from accreditation_portal.review.steps import Step, steps_of

FILE = settings.BASE_DIR / "docs" / "states.md"

HEAD = """# States of a case

Written from the declared steps by `manage.py states`; a test fails when it is stale. Nothing else assigns a state.
"""


def page() -> str:
    """The whole of `docs/states.md`: one section for all kinds of case that declare the same steps."""
    sections: dict[tuple[str, ...], tuple[list[str], list[Step]]] = {}
    with translation.override("en"):
        for kind in kinds():
            steps = list(steps_of(kind))
            table = tuple(map(row, steps))
            sections.setdefault(table, ([], steps))[0].append(str(kind._meta.verbose_name_plural))
        parts = [section(names, list(table), steps) for table, (names, steps) in sections.items()]
    return HEAD + "".join(parts)


def kinds() -> list[type[Case]]:
    """Every concrete kind of case, lowest room first."""
    found = [model for model in apps.get_models() if issubclass(model, Case)]
    return sorted(found, key=lambda kind: settings.ROOMS.index(kind._meta.app_label))


def section(names: list[str], table: list[str], steps: list[Step]) -> str:
    lines = [
        "",
        f"## {' and '.join(names).capitalize()}",
        "",
        "```mermaid",
        *diagram(steps),
        "```",
        "",
        "| step | who | from | to | tells |",
        "| --- | --- | --- | --- | --- |",
        *table,
        "",
        *turns(),
        "",
    ]
    return "\n".join(lines)


def diagram(steps: list[Step]) -> list[str]:
    """A Mermaid state diagram: an arrow for each step and each state that it may be taken from."""
    arrows = [
        f"    {source.value} --> {step.target.value}: {step.label}"
        for step in steps
        for source in in_order(step.sources)
    ]
    states = [f'    state "{state.label}" as {state.value}' for state in State]
    return ["stateDiagram-v2", *states, f"    [*] --> {State.DRAFT.value}", *arrows]


def row(step: Step) -> str:
    who = " or ".join(str(role.acting_as.label).lower() for role in step.who)
    sources = ", ".join(str(source.label).lower() for source in in_order(step.sources))
    return f"| {str(step.label).lower()} | {who} | {sources} | {str(step.target.label).lower()} | `{step.tells}` |"


def turns() -> list[str]:
    """Whose turn each state is."""

    def those(states: frozenset[State]) -> str:
        return ", ".join(str(state.label).lower() for state in in_order(states))

    return [
        f"- The representative's turn: {those(APPLICANTS_TURN)}.",
        f"- The office's turn: {those(OFFICES_TURN)}.",
        f"- Settled: {those(SETTLED)}.",
    ]


def in_order(states: frozenset[State]) -> list[State]:
    return [state for state in State if state in states]
