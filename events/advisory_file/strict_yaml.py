"""YAML in which every scalar is text, nothing refers to anything else, and no key comes twice."""

from typing import Any

import yaml
from django.utils.translation import gettext as _

LONGEST = 200_000  # bytes; the longest published advisory has some 3,000
DEEPEST = 20


class Unreadable(Exception):
    """The file is no YAML, or YAML that is not taken; the message says where."""


class StrictLoader(yaml.BaseLoader):
    """BaseLoader keeps scalars as text: ``NO`` is Norway and ``10:00`` is not 600."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise Unreadable(
                _("line %(line)s: aliases are not taken") % {"line": self.peek_event().start_mark.line + 1}
            )
        return super().compose_node(parent, index)


def loaded(data: bytes) -> tuple[Any, list[str]]:
    """The file's value in dicts, lists and texts, and the keys that come twice, by their path."""
    if len(data) > LONGEST:
        raise Unreadable(_("the file is larger than %(size)s kB") % {"size": LONGEST // 1000})
    try:
        node = StrictLoader(data).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Unreadable(_("line %(line)s: %(problem)s") % {"line": line, "problem": error.problem}) from None
    except yaml.YAMLError as error:
        raise Unreadable(_("it cannot be read: %(problem)s") % {"problem": " ".join(str(error).split())}) from None
    except RecursionError:
        raise Unreadable(_("it is nested too deeply")) from None
    doubles: list[str] = []
    return (_value(node, "", doubles, 0) if node else None), doubles


def _value(node: yaml.Node, path: str, doubles: list[str], depth: int) -> Any:
    if depth > DEEPEST:
        raise Unreadable(_("it is nested too deeply"))
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, f"{path}[{n}]", doubles, depth + 1) for n, item in enumerate(node.value)]
    table: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise Unreadable(_("line %(line)s: a key must be text") % {"line": key_node.start_mark.line + 1})
        key = key_node.value
        inside = f"{path}.{key}" if path else key
        if key in table:
            doubles.append(inside)
        else:
            table[key] = _value(value_node, inside, doubles, depth + 1)
    return table
