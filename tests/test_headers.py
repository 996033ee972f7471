"""What web servers are told to send: one meaning, and every written form says the same."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from petunias import model, reading
from petunias.site import headers
from support.browser import Watch
from support.folders import SHELTER, lay_out, petunias
from support.site import DIRECTORY, SitePage, serving

PATHS = [
    "",
    "find/",
    "entries/anytown-cat-and-dog-shelter/",
    "assets/petunias.0123456789.css",
    "assets/photo.jpg",
    "search/c0.01234567.json",
    "search/notes.json",
    "assets/more/petunias.0123456789.css",
    "embed/find/",
    "404.html",
]
SENT_TO_PAGES = {"Content-Security-Policy", "Cache-Control"}


@pytest.fixture(scope="module")
def anytown() -> model.Area:
    return reading.read_or_raise(DIRECTORY).area


@pytest.fixture
def two_tongues(anytown: model.Area) -> model.Area:
    return replace(anytown, languages=("en", "cy"))


def test_the_header_is_the_pages_own_policy_and_who_may_frame_it(
    anytown: model.Area, anytown_pages: dict[str, SitePage]
) -> None:
    for page in anytown_pages.values():
        node = page.tree.css_first('meta[http-equiv="Content-Security-Policy"]')
        assert node, page.address
        own = f"{node.attributes['content']}; frame-ancestors 'none'"
        assert headers.of(anytown, page.address.lstrip("/"))["Content-Security-Policy"] == own, page.address


def test_what_is_sent(anytown: model.Area) -> None:
    sent = headers.of(anytown, "find/", secure=True)
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Referrer-Policy"] == "no-referrer"
    assert sent["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in sent["Permissions-Policy"]
    assert sent["Strict-Transport-Security"] == "max-age=31536000"
    assert sent["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert headers.of(anytown, "assets/a.0123456789.css")["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Strict-Transport-Security" not in headers.of(anytown, "find/")


def test_only_what_is_there_to_be_embedded_may_be(two_tongues: model.Area) -> None:
    for path, may in {"embed/": True, "cy/embed/x/": True, "embedded/": False, "find/embed/": False, "": False}.items():
        policy = headers.of(two_tongues, path)["Content-Security-Policy"]
        assert ("frame-ancestors 'none'" not in policy) == may, path


def test_all_that_may_be_kept_is_named_by_its_content(anytown_site: Path) -> None:
    names = [path.name for path in (anytown_site / "assets").rglob("*") if path.is_file()]
    assert names
    assert [name for name in names if not re.fullmatch(r"[\w-]+\.[0-9a-f]{10}\.\w+", name)] == []
    searched = [path.name for path in (anytown_site / "search").iterdir()]
    assert searched
    assert [name for name in searched if not re.fullmatch(headers.KEPT_PATH, f"search/{name}")] == []


# --- the written forms, read as their servers read them ---


def rules_of(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rules of a `_headers` file: the pattern and its headers."""
    pattern, found = "", dict[str, str]()
    for line in [*text.splitlines(), "/end"]:
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[name] = value
        elif not line.startswith("#"):
            if pattern:
                yield pattern, found
            pattern, found = line, {}


def matches(pattern: str, path: str) -> bool:
    return f"/{path}".startswith(pattern[:-1]) if pattern.endswith("*") else f"/{path}" == pattern


def by_netlify(text: str, path: str) -> dict[str, str]:
    sent: dict[str, str] = {}
    for pattern, found in rules_of(text):
        if matches(pattern, path):
            assert not sent.keys() & found.keys(), f"{path}: two rules, and hosts differ in what they make of that"
            sent |= found
    return sent


def test_netlify(anytown: model.Area, anytown_site: Path) -> None:
    text = (anytown_site / "_headers").read_text(encoding="utf-8")
    assert len(list(rules_of(text))) < 100, "Cloudflare Pages reads a hundred"
    assert max(map(len, text.splitlines())) < 2000, "and lines of 2,000 letters"
    for file in anytown_site.rglob("*"):
        path = file.relative_to(anytown_site).as_posix().removesuffix("index.html")
        if not file.is_file() or path.startswith("."):
            continue
        wanted = headers.of(anytown, path)
        if path.startswith("assets/"):
            del wanted["Content-Security-Policy"]  # it is for pages
            assert wanted["Cache-Control"] == headers.KEPT
        elif path and "/" not in path:
            wanted = dict(headers.EVERYWHERE)  # the host's own short time is as good
        assert by_netlify(text, path) == wanted, path


def test_netlify_with_something_to_embed_in_two_languages(two_tongues: model.Area) -> None:
    paths = ["index.html", "find/index.html", "embed/find/index.html", "assets/x.css"]
    paths += ["cy/index.html", "cy/find/index.html", "cy/embed/find/index.html", ".well-known/x"]
    text = headers.netlify(two_tongues, paths)
    for path in ("find/", "embed/find/", "cy/find/", "cy/embed/find/"):
        assert by_netlify(text, path) == headers.of(two_tongues, path), path
    assert [pattern for pattern, _ in rules_of(text) if "/cy/" in pattern] == ["/cy/embed/*", "/cy/find/*"]


@pytest.mark.parametrize("path", [*PATHS, "cy/embed/"])
@pytest.mark.parametrize("url", ["https://anytown.example.org/", "https://example.org/health/", None])
def test_apache(two_tongues: model.Area, url: str | None, path: str) -> None:
    area = replace(two_tongues, url=url)
    top = "/health/" if url and "health" in url else "/"
    text = headers.apache(area)
    asked, sent = top + path, dict[str, str]()
    holds = True
    for line in text.splitlines():
        if condition := re.fullmatch(r'<If "%\{REQUEST_URI\} =~ m#(.*)#">', line):
            holds = re.search(condition[1], asked) is not None
        elif line == "</If>":
            holds = True
        elif found := re.fullmatch(r'Header (?:always )?set (\S+) "([^"]*)"(?: "expr=%\{HTTPS\} == \'on\'")?', line):
            sent |= {found[1]: found[2]} if holds else {}
        else:
            assert line.startswith(("#", "ErrorDocument ", "<IfModule mod_headers.c>", "</IfModule>")), line
    assert sent == headers.of(area, path, secure=True)
    assert f"ErrorDocument 404 {top}404.html" in text.splitlines()


@pytest.mark.parametrize("path", [*PATHS, "cy/embed/"])
def test_nginx(two_tongues: model.Area, path: str) -> None:
    text = headers.nginx(two_tongues, ())
    assert text.count("{") == text.count("}")
    uri = f"/{path}index.html" if path.endswith("/") or not path else f"/{path}"
    values = {}
    for name, inside in re.findall(r"^map \$uri (\$\w+) \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL):
        lines = re.findall(r'^    ("~[^"]*"|default) "([^"]*)";$', inside, re.MULTILINE)
        assert len(lines) == len(inside.splitlines())
        default = dict(lines)["default"]
        values[name] = next((v for k, v in lines if k != "default" and re.search(k.strip('"~'), uri)), default)
    sent = dict(re.findall(r'^    add_header (\S+) "([^"]*)" always;$', text, re.MULTILINE))
    assert text.count("add_header") == len(sent), "one in a location would take the others away"
    assert {name: values.get(value, value) for name, value in sent.items()} == headers.of(
        two_tongues, path, secure=True
    )
    for line in ("server_name anytown.example.org;", "root /var/www/anytown;", "error_page 404 /404.html;"):
        assert f"    {line}\n" in text


@pytest.mark.parametrize("path", [*PATHS, "cy/embed/"])
def test_caddy(two_tongues: model.Area, path: str) -> None:
    text = headers.caddy(two_tongues, ())
    assert text.count("{") == text.count("}")
    holds = {}
    for name, negated, regex, patterns in re.findall(r"^\t@(\w+) (not )?path(_regexp)? (.*)$", text, re.MULTILINE):
        hit = re.search(patterns, f"/{path}") if regex else any(matches(one, path) for one in patterns.split())
        holds[name] = bool(hit) != bool(negated)
    sent = dict(re.findall(r'^\t\t([\w-]+) "([^"]*)"$', text, re.MULTILINE))
    for name, header, value in re.findall(r'^\theader @(\w+) (\S+) "([^"]*)"$', text, re.MULTILINE):
        if holds[name]:
            assert header not in sent
            sent[header] = value
    assert sent == headers.of(two_tongues, path, secure=True)
    assert "\n\theader -Server\n" in text, "in the block it would put the others off until too late for a 404"


def test_cloudfront(anytown: model.Area) -> None:
    made = json.loads(headers.cloudfront(anytown, ()))["Resources"]
    for name, path in {"Pages": "", "Assets": "assets/x.0123456789.css", "Embedded": "embed/x/"}.items():
        rules = made[name]["Properties"]["ResponseHeadersPolicyConfig"]
        security = rules["SecurityHeadersConfig"]
        sent = {item["Header"]: item["Value"] for item in rules["CustomHeadersConfig"]["Items"]}
        sent["X-Content-Type-Options"] = "nosniff" if security["ContentTypeOptions"]["Override"] else ""
        sent["Referrer-Policy"] = security["ReferrerPolicy"]["ReferrerPolicy"]
        sent["Content-Security-Policy"] = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
        sent["Strict-Transport-Security"] = f"max-age={security['StrictTransportSecurity']['AccessControlMaxAgeSec']}"
        assert sent == headers.of(anytown, path, secure=True), name
        assert len(rules["Comment"]) <= 128


@pytest.mark.parametrize(
    ("asked", "given"),
    {
        "/": "/index.html",
        "/find/": "/find/index.html",
        "/assets/a.b.css": "/assets/a.b.css",
        "/find": "301 /find/",
    }.items(),
)
def test_cloudfront_finds_the_page_of_a_folder(anytown: model.Area, asked: str, given: str) -> None:
    code = json.loads(headers.cloudfront(anytown, ()))["Resources"]["Folders"]["Properties"]["FunctionCode"]
    call = f"const r = handler({{request: {{uri: {json.dumps(asked)}}}}});"
    told = "console.log(r.statusCode ? r.statusCode + ' ' + r.headers.location.value : r.uri)"
    run = subprocess.run(["node", "-e", f"{code}\n{call}\n{told}"], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == given


# --- what a build adds, and the command ---


def test_a_build_adds_its_files(anytown: model.Area, anytown_site: Path) -> None:
    assert (anytown_site / ".htaccess").read_text(encoding="utf-8") == headers.apache(anytown)
    assert (anytown_site / "robots.txt").read_text(encoding="utf-8") == (
        "User-agent: *\nDisallow:\n\nSitemap: https://anytown.example.org/sitemap.xml\n"
    )
    assert headers.robots(replace(anytown, url=None)) == "User-agent: *\nDisallow:\n"


def test_the_areas_own_files_win(tmp_path: Path) -> None:
    lay_out(tmp_path, {"entries/shelter.yaml": SHELTER})
    (tmp_path / "docs" / "_headers").write_text("/*\n  X-Own: yes\n")
    (tmp_path / "docs" / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    assert petunias(tmp_path, "build").exit_code == 0
    assert (tmp_path / "site" / "_headers").read_text() == "/*\n  X-Own: yes\n"
    assert (tmp_path / "site" / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"
    assert "Header" in (tmp_path / "site" / ".htaccess").read_text()
    # As the handbook says: MkDocs passes hidden files over unless it is told.
    (tmp_path / "docs" / ".htaccess").write_text("# own\n")
    settings = "site_name: x\ntheme: material\nplugins: [petunias]\nexclude_docs: |\n  !.htaccess\n"
    (tmp_path / "mkdocs.yml").write_text(settings)
    assert petunias(tmp_path, "build").exit_code == 0
    assert (tmp_path / "site" / ".htaccess").read_text() == "# own\n"


@pytest.mark.parametrize("server", sorted(headers.SERVERS))
def test_the_command(anytown: model.Area, anytown_site: Path, tmp_path: Path, server: str) -> None:
    run = petunias(tmp_path, "headers", server, "--directory", str(DIRECTORY), "--site-dir", str(anytown_site))
    assert run.exit_code == 0
    built = {"netlify": "_headers", "apache": ".htaccess"}
    expected = (
        (anytown_site / built[server]).read_text(encoding="utf-8")
        if server in built
        else headers.SERVERS[server](anytown, (), str(anytown_site))
    )
    assert run.output == expected


@pytest.mark.parametrize("server", ["caddy", "nginx"])
def test_the_folder_of_the_site_is_named(anytown: model.Area, server: str) -> None:
    assert re.search(r"\broot (\* )?/var/www/anytown;?\n", headers.SERVERS[server](anytown, (), ""))
    assert re.search(r"\broot (\* )?/srv/x;?\n", headers.SERVERS[server](anytown, (), "/srv/x"))
    assert re.search(r'\broot (\* )?"/srv/x y";?\n', headers.SERVERS[server](anytown, (), "/srv/x y"))
    with pytest.raises(ValueError, match="must be a folder without quotes"):
        headers.SERVERS[server](anytown, (), "/srv/{x}")


def test_the_command_wants_a_site_where_it_needs_one(tmp_path: Path) -> None:
    lay_out(tmp_path, {"entries/shelter.yaml": SHELTER})
    run = petunias(tmp_path, "headers", "netlify")
    assert run.exit_code == 1
    assert run.output == "Error: There is no site in site yet. First run: petunias build --site-dir site\n"


@pytest.mark.parametrize("server", ["caddy", "nginx"])
def test_the_command_asks_for_the_address(tmp_path: Path, server: str) -> None:
    lay_out(tmp_path, {"entries/shelter.yaml": SHELTER})
    run = petunias(tmp_path, "headers", server)
    assert run.exit_code == 0
    told = "area.yaml does not say where the site is. Add url, or change directory.example.org below.\n"
    assert run.stderr == told
    assert "directory.example.org" in run.stdout


def test_an_endpoint_cannot_break_out_of_a_header(anytown: model.Area) -> None:
    for endpoint in ("https://forms.example.org$x/", "https://förms.example.org/"):
        area = replace(anytown, register=replace(anytown.register, endpoint=endpoint))
        with pytest.raises(ValueError, match=re.escape("register.endpoint: must be a plain web address")):
            headers.of(area, "")
    area = replace(anytown, register=replace(anytown.register, endpoint="https://forms.example.org/x"))
    assert "form-action 'self' https://forms.example.org;" in headers.of(area, "")["Content-Security-Policy"]


def test_pages_work_under_the_headers(anytown: model.Area, anytown_site: Path, browser: Browser) -> None:
    with serving(anytown_site, lambda path: headers.of(anytown, path)) as url:
        watch = Watch(browser, url)
        for address in ("/", "/find/", "/entries/anytown-advice-bureau/", "/handbook/", "/no-such-page/"):
            response = watch.new_page().goto(address)
            assert response, address
            assert response.headers["x-content-type-options"] == "nosniff"
        watch.close()
    assert (watch.outside, watch.console) == ([], [])
