"""The same pages as a Hugo site: entries, domains, domains by locality, localities, A to Z, home; lists in pages of 50."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from generate import DOMAINS, LOCALITIES

CONFIG = """
baseURL = "https://anytown.example.org/"
title = "Petunias"
disableKinds = ["taxonomy", "term", "RSS"]
[pagination]
pagerSize = 50
path = "page"
[markup.goldmark.renderer]
unsafe = false
"""

BASE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} · {{ site.Title }}</title><meta name="description" content="{{ .Params.summary }}">
<link rel="canonical" href="{{ .Permalink }}"><link rel="stylesheet" href="/petunias.css"><script src="/petunias.js" defer></script></head>
<body><a class="skip" href="#main">Skip to the main part</a>
<header class="top"><a href="/">Petunias</a><nav><ul><li><a href="/find/">Find</a></li><li><a href="/a-z/">A to Z</a></li><li><a href="/localities/">Places</a></li></ul></nav></header>
<main id="main">{{ block "main" . }}{{ end }}</main>
<footer><h2>If it cannot wait</h2><ul><li><a href="tel:116123">116 123</a> Samaritans: to talk, any time, free</li></ul>
<p>Stuck? Ring the directory team on <a href="tel:+441632960000">01632 960000</a>.</p>
<p>Being listed here does not mean that we have checked or approve of a group.</p></footer></body></html>
"""

CARD = """<li data-entry="{{ .File.ContentBaseName }}"><h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3><p>{{ .Params.summary }}</p>
<ul class="facts">{{ with .Params.access }}<li>{{ delimit . ", " }}</li>{{ end }}{{ with .Params.localities }}<li>{{ delimit . ", " }}</li>{{ end }}{{ with .Params.cost }}<li>{{ . }}</li>{{ end }}{{ with .Params.confirmed }}<li>Checked {{ .on }}</li>{{ end }}</ul></li>
"""

SINGLE = """{{ define "main" }}<article data-entry="{{ .File.ContentBaseName }}"><ul class="crumbs">{{ range .Params.domains }}<li><a href="/domains/{{ . }}/">{{ . }}</a></li>{{ end }}</ul>
<h1>{{ .Title }}</h1><p class="lead">{{ .Params.summary }}</p>
{{ with .Params.access }}<p class="in">{{ delimit . ", " }}</p>{{ end }}
<ul class="reach">{{ with .Params.contact.phone }}<li><a href="tel:{{ replace . " " "" }}">{{ . }}</a></li>{{ end }}{{ with .Params.contact.email }}<li><a href="mailto:{{ . }}">{{ . }}</a></li>{{ end }}{{ with .Params.contact.website }}<li><a href="{{ . }}">{{ . }}</a></li>{{ end }}</ul>
{{ with .Params.sessions }}<section><h2>When</h2>{{ range . }}<p><b>{{ delimit .days ", " }}</b>, {{ .start }}</p>{{ end }}</section>{{ end }}
{{ with .Params.places }}<section><h2>Where</h2>{{ range . }}<p><b>{{ .name }}</b><br>{{ .address }}<br>{{ .postcode }}</p><ul>{{ range .accessibility }}<li>{{ . }}</li>{{ end }}</ul>{{ end }}</section>{{ end }}
{{ with .Params.cost }}<section><h2>Cost</h2><p>{{ . }}</p></section>{{ end }}
{{ with .Params.first_visit }}<section><h2>Your first visit</h2><p>{{ . }}</p></section>{{ end }}
{{ with .Params.availability }}<section><h2>Room for you?</h2><p>{{ .status }} ({{ .on }})</p></section>{{ end }}
{{ with .Content }}<section><h2>More about it</h2>{{ . }}</section>{{ end }}
{{ with .Params.provider }}<section><h2>Who runs it</h2><p>{{ . }}</p></section>{{ end }}
<p class="stamp">{{ with .Params.confirmed }}Checked on {{ .on }}{{ else }}Nobody has checked these details yet{{ end }}</p></article>{{ end }}
"""

# Worked out once for each list, not once for each of its pages: without this Hugo takes six times as long.
INSIDE = """{{ $all := where site.RegularPages "Section" "entries" }}
{{ with .Params.domain }}{{ $all = where $all "Params.domains" "intersect" (slice .) }}{{ end }}
{{ with .Params.locality }}{{ $all = where $all "Params.serves" "intersect" (slice .) }}{{ end }}
{{ return $all.ByTitle }}
"""

LIST = """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $all := partialCached "inside.html" . .Params.domain .Params.locality }}
{{ $pages := .Paginate $all }}
<h2>{{ len $all }} things to do</h2><ol class="results">{{ range $pages.Pages }}{{ partialCached "card.html" . .RelPermalink }}{{ end }}</ol>
<nav>{{ if $pages.HasPrev }}<a href="{{ $pages.Prev.URL }}">Back</a>{{ end }} Page {{ $pages.PageNumber }} of {{ $pages.TotalPages }} {{ if $pages.HasNext }}<a href="{{ $pages.Next.URL }}">On</a>{{ end }}</nav>{{ end }}
"""

HOME = """{{ define "main" }}<h1>What would help?</h1><ul>{{ range site.Data.domains }}<li><a href="/domains/{{ . }}/">{{ . }}</a></li>{{ end }}</ul>
<ul class="results">{{ range first 6 (where site.RegularPages "Section" "entries") }}{{ partial "card.html" . }}{{ end }}</ul>{{ end }}
"""


def hugo_site(directory: Path, folder: Path) -> None:
    """Writes the source of a Hugo site with the entries of `directory` into `folder`."""
    layouts = folder / "layouts"
    _put(folder / "hugo.toml", CONFIG)
    _put(layouts / "_default" / "baseof.html", BASE)
    _put(layouts / "_default" / "single.html", SINGLE)
    _put(layouts / "_default" / "list.html", LIST)
    _put(layouts / "index.html", HOME)
    _put(layouts / "partials" / "card.html", CARD)
    _put(layouts / "partials" / "inside.html", INSIDE)
    _put(folder / "data" / "domains.json", json.dumps(DOMAINS))
    _put(folder / "static" / "petunias.css", "body { margin: 0 }\n")
    _put(folder / "static" / "petunias.js", "")
    _put(folder / "content" / "a-z" / "_index.md", _front({"title": "A to Z"}))
    _put(folder / "content" / "entries" / "_index.md", _front({"title": "Entries", "build": {"render": "never"}}))
    for domain in DOMAINS:
        _put(folder / "content" / "domains" / domain / "_index.md", _front({"title": domain, "domain": domain}))
        for locality in LOCALITIES:
            front = _front({"title": f"{domain} in {locality}", "domain": domain, "locality": locality})
            _put(folder / "content" / "domains" / domain / locality / "_index.md", front)
    for locality in LOCALITIES:
        front = _front({"title": locality, "locality": locality})
        _put(folder / "content" / "localities" / locality / "_index.md", front)
    for path in sorted((directory / "entries").glob("*.yaml")):
        data = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)
        told = data.pop("description", "")
        front = {"title": data.pop("name"), **data, "serves": data.get("localities", list(LOCALITIES))}
        _put(folder / "content" / "entries" / f"{path.stem}.md", _front(front) + told)


def _front(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
