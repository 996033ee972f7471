"""Templates worked out as far as they can be before they are compiled: what is the same on every page is done once.

Each language has templates of its own, so its words are known when a template is read. `_("Cost")` and `icon("cost")`
become plain text in the template, and a message with values in it becomes its pieces. What is not certain to come out
the same is left as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from petunias.spoken import plain

_PIECES = re.compile(r"%\((\w+)\)s|(%%)|(%)")


class FoldingEnvironment(Environment):
    """An environment that folds its templates. `messages` and `pictures` say what is known: name -> what it gives.

    A message is HTML that may have %(name)s in it; a picture is HTML as it stands.
    """

    messages: Mapping[str, Callable[[str], Markup]]
    pictures: Mapping[str, Callable[[str], Markup]]
    texts: Mapping[str, str]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """All that a template knows, as one dict: Jinja's chain of two is slow to copy, and each page copies it."""
        return {**self.globals, **(d or {})}

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        return super()._generate(folded(source, self), name, filename, defer_init)


def folded(template: nodes.Template, environment: FoldingEnvironment) -> nodes.Template:
    """The template with all that is known of it worked out. A name that the template itself sets is not known."""
    own = {name.name for name in template.find_all(nodes.Name) if name.ctx != "load"}
    return _Folding(environment, own).visit(template)  # type: ignore[no-any-return]


class _Folding(NodeTransformer):
    def __init__(self, environment: FoldingEnvironment, own: set[str]) -> None:
        self.environment = environment
        self.messages = {name: make for name, make in environment.messages.items() if name not in own}
        self.pictures = {name: make for name, make in environment.pictures.items() if name not in own}
        self.texts = {name: text for name, text in environment.texts.items() if name not in own}

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - Jinja looks for it by this name
        """What is printed: a message may fall into several pieces there."""
        self.generic_visit(node)
        pieces: list[nodes.Expr] = []
        for child in node.nodes:
            pieces += child.nodes if isinstance(child, nodes.Concat) and _is_message(child) else [child]
        node.nodes = [
            nodes.TemplateData(str(piece.value), lineno=piece.lineno)
            if isinstance(piece, nodes.Const) and isinstance(piece.value, Markup)
            else piece
            for piece in pieces
        ]
        return node

    def visit_Filter(self, node: nodes.Filter) -> nodes.Expr:  # noqa: N802 - as above
        """What `plain` takes must still know its language when it comes there."""
        if node.name != "plain":
            return self.generic_visit(node)  # type: ignore[return-value]
        match node.node:
            case nodes.Call(node=nodes.Name(name=name), args=[nodes.Const(value=str(text))], kwargs=[]):
                if name in self.messages and "%" not in text:
                    return nodes.Const(escape(plain(self.messages[name](text))), lineno=node.lineno)
        return node

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802 - as above
        if node.ctx == "load" and node.name in self.texts:
            return nodes.Const(Markup(self.texts[node.name]), lineno=node.lineno)  # noqa: S704 - our own stand-in
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - as above
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or len(node.args) != 1 or node.dyn_args or node.dyn_kwargs:
            return node
        name, given = node.node.name, node.args[0]
        if name in self.messages and isinstance(given, nodes.Const) and isinstance(given.value, str):
            return _pieces(self.messages[name](given.value), node) or node
        if name in self.pictures and not node.kwargs:
            return _picture(self.pictures[name], given) or node
        return node


def _picture(make: Callable[[str], Markup], given: nodes.Expr) -> nodes.Expr | None:
    """The picture of that name, or of the one name or the other."""
    if isinstance(given, nodes.Const) and isinstance(given.value, str):
        return nodes.Const(make(given.value), lineno=given.lineno)
    if isinstance(given, nodes.CondExpr) and given.expr2 is not None:
        one, other = _picture(make, given.expr1), _picture(make, given.expr2)
        return nodes.CondExpr(given.test, one, other, lineno=given.lineno) if one and other else None
    return None


def _pieces(message: Markup, call: nodes.Call) -> nodes.Expr | None:
    """The message with its values in place; None if it is not sure what would come out."""
    given = {keyword.key: keyword.value for keyword in call.kwargs}
    found: list[nodes.Expr] = []
    text, end = "", 0
    for match in _PIECES.finditer(str(message)):
        text += message[end : match.start()]
        end = match.end()
        if match[3] or (match[1] and match[1] not in given):
            return None
        if match[2]:
            text += "%"
        else:
            found += [nodes.Const(Markup(text), lineno=call.lineno), given[match[1]]]  # noqa: S704 - escaped already
            text = ""
    found.append(nodes.Const(Markup(text + message[end:]), lineno=call.lineno))  # noqa: S704 - escaped already
    return found[0] if len(found) == 1 else nodes.Concat(found, lineno=call.lineno)


def _is_message(node: nodes.Concat) -> bool:
    """Whether it is a message in its pieces: its first is HTML, so all the others are escaped."""
    return isinstance(node.nodes[0], nodes.Const) and isinstance(node.nodes[0].value, Markup)
