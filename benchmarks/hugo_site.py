"""The same pages as a Hugo site, with the same frame and the same things on them: entries, domains, domains by locality, localities, A to Z, home; lists in pages of 50."""

from __future__ import annotations

import json
import re
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

# Our own frame, taken from a page that we built: Hugo's pages begin and end as ours do.
MAIN, END = '<main id="main" tabindex="-1">', "</main>"

ICON = """<svg class="i" aria-hidden="true"><use href="/assets/icons.svg#{{ . }}"/></svg>"""

# The next twelve dates of something weekly. Ours know fortnights, months, terms and bank holidays as well.
DATES = """{{ $days := slice "sunday" "monday" "tuesday" "wednesday" "thursday" "friday" "saturday" }}
{{ $today := time "2026-11-22" }}
{{ $start := .start }}{{ $seen := .seen }}
{{ $first := 0 }}{{ range $number, $day := $days }}{{ if eq $day $.day }}{{ $first = $number }}{{ end }}{{ end }}
{{ range seq 0 (sub .many 1) }}{{ $at := $today.AddDate 0 0 (add $first (mul . 7) | int) }}
<time class="leaf" datetime="{{ $at.Format "2006-01-02" }}{{ with $start }}T{{ . }}{{ end }}"{{ if ge . $seen }} hidden{{ end }}><span class="d">{{ $at.Format "Mon" }}</span> <b>{{ $at.Day }}</b> <span class="m">{{ $at.Format "Jan" }}</span> <span class="t">{{ $start }}</span></time>{{ end }}"""

CARD = """<li data-entry="{{ .File.ContentBaseName }}" data-gone="2027-10-28">
<div data-next="1">{{ with .Params.sessions }}{{ with index . 0 }}{{ partial "dates.html" (dict "day" (index .days 0) "start" .start "many" 5 "seen" 1) }}{{ end }}{{ end }}<span class="leaf plain" data-none hidden>{{ partialCached "icon.html" "check-date" "check-date" }}Ask for dates</span></div>
<div class="say"><h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
<p>{{ .Params.summary }}</p>
<ul class="facts">{{ with .Params.access }}<li><span class="way" data-way="{{ index . 0 }}">{{ partialCached "icon.html" "walk-in" "walk-in" }}{{ delimit . ", " }}</span></li>{{ end }}
{{ with .Params.localities }}<li>{{ partialCached "icon.html" "pin" "pin" }}<span>{{ delimit . ", " }}</span></li>{{ end }}
{{ with .Params.cost }}<li>{{ partialCached "icon.html" "cost" "cost" }}{{ . }}</li>{{ end }}
{{ with .Params.confirmed }}<li data-until="2027-04-27"><span class="fresh" data-fresh="due">{{ partialCached "icon.html" "check-date" "check-date" }}<span>Checked {{ .on }}</span></span></li><li data-from="2027-04-28" hidden><span class="fresh" data-fresh="unconfirmed">{{ partialCached "icon.html" "warning" "warning" }}<span>Nobody has checked this since {{ .on }}</span></span></li>{{ end }}
</ul></div></li>
"""

SINGLE = """{{ define "main" }}{{ $page := . }}{{ $id := .File.ContentBaseName }}
<article class="entry" data-entry="{{ $id }}" data-slip="{{ dict "id" $id "name" .Title "line" .Params.summary "call" .Params.contact.phone "way" .Params.access "cost" .Params.cost "places" .Params.places | jsonify }}" data-fields="{{ dict "name" .Title "domains" .Params.domains "summary" .Params.summary "contact" .Params.contact "provider" .Params.provider "description" .RawContent "localities" .Params.localities "places" .Params.places "sessions" .Params.sessions "cost" .Params.cost "access" .Params.access "first_visit" .Params.first_visit | jsonify }}"><header class="frill" data-domain="{{ index .Params.domains 0 }}"><div class="wrap">
<ul class="crumbs">{{ range .Params.domains }}<li><a class="dom" href="/domains/{{ . }}/"><span class="petal s" data-domain="{{ . }}">{{ partialCached "icon.html" . . }}</span>{{ . }}</a></li>{{ end }}</ul>
<h1>{{ .Title }}</h1>
<p class="lead">{{ .Params.summary }}</p></div></header>
<div class="wrap beside"><div>
{{ with .Params.confirmed }}<div class="stamp top" data-state="due" data-until="2027-01-28">{{ partialCached "icon.html" "check-date" "check-date" }}<div><h2>Checked on {{ .on }}</h2><p>Ring before you set out.</p></div></div>
<div class="stamp top doubt" data-state="unconfirmed" data-from="2027-01-29" hidden>{{ partialCached "icon.html" "warning" "warning" }}<div><h2>Out of date: nobody has checked this since {{ .on }}</h2><p>We have taken it out of the lists until somebody does.</p></div></div>{{ else }}<div class="stamp top doubt" data-state="unconfirmed">{{ partialCached "icon.html" "warning" "warning" }}<div><h2>Nobody has checked these details yet</h2><p>Ring before you set out.</p></div></div>{{ end }}
{{ with .Params.access }}<div class="in" data-way="{{ index . 0 }}">{{ partialCached "icon.html" "walk-in" "walk-in" }}<div><h2>{{ delimit . ", " }}</h2><p>No booking, and no doctor’s letter.</p></div></div>{{ else }}<div class="in" data-way="unknown">{{ partialCached "icon.html" "info" "info" }}<div><h2>They have not said how to get in</h2><p>Ask them before you go.</p></div></div>{{ end }}
<ul class="reach">{{ with .Params.contact.phone }}<li>{{ partialCached "icon.html" "phone" "phone" }}<span><a class="tel" href="tel:{{ replace . " " "" }}">{{ . }}</a></span></li>{{ end }}
{{ with .Params.contact.email }}<li>{{ partialCached "icon.html" "mail" "mail" }}<span><a href="mailto:{{ . }}">{{ . }}</a></span></li>{{ end }}
{{ with .Params.contact.website }}<li>{{ partialCached "icon.html" "web" "web" }}<a href="{{ . }}" rel="noopener nofollow">{{ . }}</a></li>{{ end }}</ul>
<p class="no-print pick-line"><button class="btn quiet pick-one" type="button" data-pick hidden><span data-on>{{ partialCached "icon.html" "list-add" "list-add" }}Add to my list</span><span data-off hidden>{{ partialCached "icon.html" "close" "close" }}Take it off my list</span><span class="vh" data-of></span></button></p>
{{ with .Params.sessions }}<section class="fact"><h2>{{ partialCached "icon.html" "clock" "clock" }}When</h2><div>{{ range . }}<p><b>{{ delimit .days ", " }}</b>, from {{ .start }}.</p>
<p class="next">Next dates:</p><div class="leaves" data-next="3">{{ partial "dates.html" (dict "day" (index .days 0) "start" .start "many" 12 "seen" 3) }}<p data-none hidden>Ask them for the next dates.</p></div>{{ end }}</div></section>{{ end }}
{{ with .Params.places }}<section class="fact"><h2>{{ partialCached "icon.html" "pin" "pin" }}Where</h2><div>{{ range . }}<div class="place"><p><b>{{ .name }}</b><br>{{ .address }}<br>{{ .postcode }}</p><ul class="ticks inline">{{ range .accessibility }}<li>{{ partialCached "icon.html" "tick" "tick" }}{{ . }}</li>{{ end }}</ul></div>{{ end }}{{ with $page.Params.localities }}<p class="soft">For people in {{ delimit . ", " }}.</p>{{ end }}</div></section>{{ end }}
{{ with .Params.cost }}<section class="fact"><h2>{{ partialCached "icon.html" "cost" "cost" }}Cost</h2><div><p>{{ . }}</p></div></section>{{ end }}
{{ with .Params.first_visit }}<section class="fact"><h2>{{ partialCached "icon.html" "info" "info" }}Your first visit</h2><div><p>{{ . }}</p></div></section>{{ end }}
{{ with .Params.availability }}<section class="fact"><h2>{{ partialCached "icon.html" "info" "info" }}Room for you?</h2><div><p>{{ .status }} ({{ .on }})</p></div></section>{{ end }}
{{ with .Content }}<section class="fact"><h2>{{ partialCached "icon.html" "info" "info" }}More about it</h2><div><div class="prose">{{ . }}</div></div></section>{{ end }}
{{ with .Params.provider }}<section class="fact"><h2>{{ partialCached "icon.html" "volunteering" "volunteering" }}Who runs it</h2><div><p><a href="/providers/{{ urlize . }}/">{{ . }}</a></p></div></section>{{ end }}
<section class="fact"><h2>{{ partialCached "icon.html" "seen" "seen" }}What we have seen</h2><div><p data-not-vetted>We have not been shown any papers. Being listed here does not mean that we have checked or approve of a group.</p></div></section>
{{ with .Params.confirmed }}<div class="stamp" data-freshness="due" data-states="due 2027-01-29 unconfirmed"><div data-until="2027-01-28">{{ partialCached "icon.html" "check-date" "check-date" }}<span><b>Checked on {{ .on }}</b><span>Ring before you set out.</span></span></div><div data-from="2027-01-29" hidden>{{ partialCached "icon.html" "warning" "warning" }}<span><b>Out of date: nobody has checked this since {{ .on }}</b><span>We have taken it out of the lists until somebody does.</span></span></div></div>{{ else }}<div class="stamp" data-freshness="unconfirmed" data-states="unconfirmed"><div>{{ partialCached "icon.html" "warning" "warning" }}<span><b>Nobody has checked these details yet</b><span>Ring before you set out.</span></span></div></div>{{ end }}</div>
<aside class="part tools stack no-print" aria-label="Keep or mend this page"><h2 class="small">Is something wrong here?</h2>
<p class="small">Or do you run this, and it has changed or stopped? Tell the directory team.</p><ul class="plain-links"><li><a href="tel:+441632960000">{{ partialCached "icon.html" "phone" "phone" }}01632 960000</a></li><li><a href="/register/#change={{ $id }}">{{ partialCached "icon.html" "pencil" "pencil" }}Tell us what has changed</a></li></ul>
<p data-needs-script hidden><button class="btn quiet" type="button" data-print>{{ partialCached "icon.html" "printer" "printer" }}Print this page</button></p>
<h2 class="small">You may also like</h2><ul class="stack small">{{ $key := index .Params.domains 0 }}{{ $where := index .Params.serves 0 }}{{ range first 3 (where (partialCached "near.html" (dict "domain" $key "locality" $where) $key $where) "RelPermalink" "ne" .RelPermalink) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>, {{ with .Params.access }}{{ index . 0 }}{{ else }}Ask how to get in{{ end }}</li>{{ end }}</ul></aside></div></article>{{ end }}
"""

# The first few of a kind in a place, worked out once for both.
NEAR = """{{ $all := where (where (where site.RegularPages "Section" "entries") "Params.domains" "intersect" (slice .domain)) "Params.serves" "intersect" (slice .locality) }}
{{ return first 4 $all }}
"""

# A card is made once and kept with its page: Hugo's own cache of parts holds too few, and would make each one six times.
# A list is worked out once, not once for each of its pages: without this Hugo takes six times as long.
INSIDE = """{{ $all := where site.RegularPages "Section" "entries" }}
{{ with .Params.domain }}{{ $all = where $all "Params.domains" "intersect" (slice .) }}{{ end }}
{{ with .Params.locality }}{{ $all = where $all "Params.serves" "intersect" (slice .) }}{{ end }}
{{ return $all.ByTitle }}
"""

LIST = """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $all := partialCached "inside.html" . .Params.domain .Params.locality }}
{{ $pages := .Paginate $all }}
<h2>{{ len $all }} things to do</h2><ol class="results">{{ range $pages.Pages }}{{ with .Store.Get "card" }}{{ . }}{{ else }}{{ $card := partial "card.html" . }}{{ .Store.Set "card" $card }}{{ $card }}{{ end }}{{ end }}</ol>
<nav>{{ if $pages.HasPrev }}<a href="{{ $pages.Prev.URL }}">Back</a>{{ end }} Page {{ $pages.PageNumber }} of {{ $pages.TotalPages }} {{ if $pages.HasNext }}<a href="{{ $pages.Next.URL }}">On</a>{{ end }}</nav>{{ end }}
"""

HOME = """{{ define "main" }}<h1>What would help?</h1><ul>{{ range site.Data.domains }}<li><a href="/domains/{{ . }}/">{{ . }}</a></li>{{ end }}</ul>
<ul class="results">{{ range first 6 (where site.RegularPages "Section" "entries") }}{{ partial "card.html" . }}{{ end }}</ul>{{ end }}
"""


def hugo_site(directory: Path, folder: Path, page: str) -> None:
    """Writes the source of a Hugo site with the entries of `directory` into `folder`.

    `page` is a page of ours, whose frame Hugo's pages get.
    """
    layouts = folder / "layouts"
    _put(folder / "hugo.toml", CONFIG)
    _put(layouts / "_default" / "baseof.html", _frame(page))
    for name, text in (("icon", ICON), ("dates", DATES), ("near", NEAR)):
        _put(layouts / "partials" / f"{name}.html", text)
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


def _frame(page: str) -> str:
    """The frame of a page as a template of Hugo's."""
    head, rest = page.split(MAIN)
    foot = rest.split(END)[1]
    title = re.search("<title>(.*?)</title>", head)
    text = re.search('<meta name="description" content="(.*?)">', head)
    address = re.search('<link rel="canonical" href="(.*?)">', head)
    for found, value in ((title, "{{ .Title }}"), (text, "{{ .Params.summary }}"), (address, "{{ .Permalink }}")):
        if found and found[1]:
            head = head.replace(found[1], value)
    whole = f'{head}{MAIN}{{{{ block "main" . }}}}{{{{ end }}}}{END}{foot}'
    return re.sub(r'(href|src|action|data-[a-z-]+)="(?:\.\./)+', r'\1="/', whole)


def _front(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
