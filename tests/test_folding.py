"""What is worked out before a template is compiled comes out as it would be afterwards; so do descriptions of words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup

from petunias import render
from petunias.language import language
from petunias.render import description_html
from petunias.spoken import Foreign

VALUES = {"who": "<b>Ann</b> & co", "many": 3, "marked": Markup("<i>x</i>"), "other": Foreign("Siân", "cy"), "no": ""}
TEMPLATES = (
    '{{ _("Cost") }} & {{ icon("cost") }}',
    '{{ _("It has a new name: %(name)s", name=who) }}',
    '{{ _("%(name)s, %(way)s", name=marked, way=other) }}{{ _("%(n)s", n=many) }}',
    '{{ _("100 %%") }} {{ _("%(a)s%%", a=many) }}',
    '{{ icon("warning" if no else "check-date") }}',
    '{{ icon("warning" if no else who) }}',
    '{% set link %}<a href="{{ root }}x/">{{ who }}</a>{% endset %}{{ _("To %(link)s.", link=link) }}',
    '{% set icon = _ %}{{ icon("Cost") }}',
    '{% set root = "mine/" %}{{ root }}{{ top }}',
    '<p aria-label="{{ _("Pages") | plain }}" title="{{ _("%(who)s", who=who) | plain }}">',
    '<p title="{{ _("Pages & co") | plain }}">{{ _("100 %%") | plain }}{{ _(who) | plain }}',
    '{% set said = _("%(who)s & more", who=who) %}{{ said }}{{ said | length }}',
    '{{ ngettext("%(num)s thing", "%(num)s things", many) }}',
    '{% if _("Cost") == "Cost" %}same{% endif %}{{ _("a") ~ who }}',
)


def rendered(made: Environment, template: str) -> str:
    return made.from_string(template).render(**VALUES)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("code", ["en", "cy"])
def test_a_folded_template_gives_what_it_gave(template: str, code: str) -> None:
    folding = render.environment([], language(code), "icons.svg")
    plain = render.environment([], language(code), "icons.svg")
    plain.messages, plain.pictures, plain.texts = {}, {}, {}  # type: ignore[attr-defined]
    assert rendered(folding, template) == rendered(plain, template)


def test_what_is_known_is_text_in_the_compiled_template() -> None:
    made = render.environment([], language("en"), "icons.svg")
    code = made.compile('{{ _("Cost") | plain }}{{ _("Cost") }}{{ icon("cost") }}{{ root }}', raw=True)
    assert "CostCost<svg" in code
    assert "context.call" not in code


def test_a_message_that_lacks_a_value_fails_as_before() -> None:
    made = render.environment([], language("en"), "icons.svg")
    with pytest.raises(KeyError):
        rendered(made, '{{ _("%(name)s") }}')


SIGNS = st.sampled_from("ab Z é\n\n  .,;:?!()'’“/£%–…-+*_`[]<>&\\#1٣ǅßİ\u0301\u00a0\t\"")


@given(st.text(SIGNS, min_size=1, max_size=40))
def test_plain_words_come_out_as_the_parser_and_the_sanitiser_give_them(text: str) -> None:
    quick = description_html(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "_MEANS", re.compile(""))
        assert quick == description_html(text)
