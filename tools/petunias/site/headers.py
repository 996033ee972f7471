"""What a web server should say with every page: one set of rules, and how each kind of server is told of them.

`of` is the meaning: the headers of one path. Every written form says the same, and a test holds them to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from petunias.model import Area
from petunias.site.frame import policy

# What pages of other sites may show in a frame; everything else refuses.
EMBED = "embed/"
ASSETS = "assets/"
SEARCH = "search/"
# What the build names by its content. An area's own files in docs/assets have plain names, and may change.
KEPT_PATH = r"(?:assets/[^/]*\.[0-9a-f]{10}|search/[^/]*\.[0-9a-f]{8})\.[a-z0-9]+"

EVERYWHERE: tuple[tuple[str, str], ...] = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    ),
)
YEAR = 31_536_000
# A file with a digest of its content in its name never changes.
KEPT = f"public, max-age={YEAR}, immutable"
# Dates on pages move, and a withdrawn entry must be gone soon.
FRESH = "public, max-age=300, must-revalidate"
# Browsers heed it over https alone. Not for subdomains: they may belong to somebody else.
SECURE = ("Strict-Transport-Security", f"max-age={YEAR}")
_POLICY, _CACHE = "Content-Security-Policy", "Cache-Control"


def framed_policy(area: Area, *, embedded: bool = False) -> str:
    """The page's policy, and who may show it in a frame: nobody, or everybody if it is there to be embedded."""
    text = policy(area) if embedded else f"{policy(area)}; frame-ancestors 'none'"
    if re.search(r'[^ -~]|["\\$`{}]', text):
        raise ValueError("area.yaml: register.endpoint: must be a plain web address, as every page names it.")
    return text


def of(area: Area, path: str, *, secure: bool = False) -> dict[str, str]:
    """The headers of the page or file at `path`, from the top of the site. `secure`: the server speaks https."""
    return {
        **dict(EVERYWHERE),
        **dict([SECURE] if secure else ()),
        _POLICY: framed_policy(area, embedded=path.startswith(embeds(area))),
        _CACHE: KEPT if re.fullmatch(KEPT_PATH, path) else FRESH,
    }


def embeds(area: Area) -> tuple[str, ...]:
    """The folders that other sites may show in a frame, one for each language."""
    return (EMBED, *(f"{code}/{EMBED}" for code in area.languages[1:]))


# --- the written forms ---


def netlify(area: Area, paths: Collection[str], root: str = "") -> str:
    """`_headers`, for Netlify, Cloudflare Pages and those that do as they do.

    If two rules set one header for a path, one host takes the later and another joins the two. So no two of ours do.
    """
    lines = [
        "# Made by Petunias at every build. Your own, if you want one, goes to docs/_headers.",
        *_block("/*", EVERYWHERE),
    ]
    # The files of the search are too many to be named one by one; all of them are named by their content.
    for path in sorted(path for path in paths if path.startswith(ASSETS) and re.fullmatch(KEPT_PATH, path)):
        lines += _block(f"/{path}", [(_CACHE, KEPT)])
    page = [(_POLICY, framed_policy(area)), (_CACHE, FRESH)]
    lines += _block("/", page)
    own = embeds(area)
    if any(path.startswith(SEARCH) for path in paths):
        lines += _block(f"/{SEARCH}*", [(_POLICY, framed_policy(area)), (_CACHE, KEPT)])
    for folder in sorted(_folders(area, paths) - {ASSETS, SEARCH}):
        open_to_all = [(_POLICY, framed_policy(area, embedded=True)), (_CACHE, FRESH)]
        lines += _block(f"/{folder}*", open_to_all if folder in own else page)
    return "\n".join(lines) + "\n"


def _block(pattern: str, headers: Iterable[tuple[str, str]]) -> list[str]:
    return [pattern, *(f"  {name}: {value}" for name, value in headers)]


def _folders(area: Area, paths: Collection[str]) -> set[str]:
    """The folders at the top; those of a language with something to embed are taken apart."""
    split = {code for code in area.languages[1:] if any(path.startswith(f"{code}/{EMBED}") for path in paths)}
    found = set()
    for path in paths:
        first, slash, rest = path.partition("/")
        if slash and not first.startswith("."):
            second, deeper, _ = rest.partition("/")
            found.add(f"{first}/{second}/" if first in split and deeper else f"{first}/")
    return found - {f"{code}/" for code in split}


def apache(area: Area, paths: Collection[str] = (), root: str = "") -> str:
    """`.htaccess`. Asks for nothing that a usual host forbids: what its server lacks is left out."""
    top = re.escape(_base(area))
    embedded = "|".join(map(re.escape, embeds(area)))
    lines = [
        "# Made by Petunias at every build. Works if the host allows FileInfo in .htaccess files; most do.",
        f"ErrorDocument 404 {_base(area)}404.html",
        "<IfModule mod_headers.c>",
        *(f'Header always set {name} "{value}"' for name, value in EVERYWHERE),
        f'Header always set {_POLICY} "{framed_policy(area)}"',
        f'Header set {_CACHE} "{FRESH}"',
        f'Header always set {SECURE[0]} "{SECURE[1]}" "expr=%{{HTTPS}} == \'on\'"',
        f'<If "%{{REQUEST_URI}} =~ m#^{top}{KEPT_PATH}$#">',
        f'Header set {_CACHE} "{KEPT}"',
        "</If>",
        f'<If "%{{REQUEST_URI}} =~ m#^{top}({embedded})#">',
        f'Header always set {_POLICY} "{framed_policy(area, embedded=True)}"',
        "</If>",
        "</IfModule>",
    ]
    return "\n".join(lines) + "\n"


def nginx(area: Area, paths: Collection[str] = (), root: str = "") -> str:
    """A whole site file. Maps say what differs by path, as a `location` with one header would lose all others."""
    embedded = "|".join(map(re.escape, embeds(area)))
    name = re.sub("[^a-z0-9]", "_", area.id)
    sent = [*EVERYWHERE, SECURE, (_POLICY, f"${name}_policy"), (_CACHE, f"${name}_cache")]
    return f"""\
# Made by `petunias headers nginx`, for a file in /etc/nginx/sites-available
map $uri ${name}_policy {{
    default "{framed_policy(area)}";
    "~^/({embedded})" "{framed_policy(area, embedded=True)}";
}}
map $uri ${name}_cache {{
    default "{FRESH}";
    "~^/{KEPT_PATH}$" "{KEPT}";
}}
server {{
    listen 80;
    listen [::]:80;
    server_name {_host(area)};
    root {_root(area, root)};
    index index.html;
    error_page 404 /404.html;
    charset utf-8;
    server_tokens off;
    gzip on;
    gzip_vary on;
    gzip_types text/css text/plain text/csv text/calendar application/javascript text/javascript application/json
        application/octet-stream application/xml application/rss+xml application/ld+json image/svg+xml;
{"".join(f'    add_header {header} "{value}" always;{chr(10)}' for header, value in sent)}\
    # Hidden files are not for readers; .well-known is what certificates are proved with.
    location ~ ^/(_headers$|\\.(?!well-known/)) {{
        return 404;
    }}
}}
"""


def caddy(area: Area, paths: Collection[str] = (), root: str = "") -> str:
    """A whole Caddyfile. Caddy fetches its own certificate."""
    always = "".join(f'\t\t{name} "{value}"\n' for name, value in (*EVERYWHERE, SECURE))
    embedded = " ".join(f"/{folder}*" for folder in embeds(area))
    return f"""\
# Made by `petunias headers caddy`, for /etc/caddy/Caddyfile
{_host(area)} {{
\troot * {_root(area, root)}
\tencode zstd gzip
\theader {{
{always}\t}}
\theader -Server
\t@embedded path {embedded}
\t@others not path {embedded}
\t@kept path_regexp ^/{KEPT_PATH}$
\t@fresh not path_regexp ^/{KEPT_PATH}$
\theader @embedded {_POLICY} "{framed_policy(area, embedded=True)}"
\theader @others {_POLICY} "{framed_policy(area)}"
\theader @kept {_CACHE} "{KEPT}"
\theader @fresh {_CACHE} "{FRESH}"
\tfile_server {{
\t\thide .petunias .htaccess _headers
\t}}
\thandle_errors {{
\t\theader {_CACHE} "{FRESH}"
\t\trewrite * /404.html
\t\tfile_server
\t}}
}}
"""


def cloudfront(area: Area, paths: Collection[str] = (), root: str = "") -> str:
    """A CloudFormation template: three header policies, and the function that finds index.html in a folder."""
    parts = {
        "Pages": (of(area, "", secure=True), "every page, the default"),
        "Assets": (of(area, f"{ASSETS}a.0123456789.css", secure=True), "assets/*.??????????.* and search/*.????????.*"),
        "Embedded": (of(area, EMBED, secure=True), "embed/*"),
    }
    made: dict[str, object] = {
        name: {
            "Type": "AWS::CloudFront::ResponseHeadersPolicy",
            "Properties": {"ResponseHeadersPolicyConfig": _amazon(f"petunias-{area.id}-{name.lower()}", what, headers)},
        }
        for name, (headers, what) in parts.items()
    }
    made["Folders"] = {
        "Type": "AWS::CloudFront::Function",
        "Properties": {
            "Name": f"petunias-{area.id}-folders",
            "AutoPublish": True,
            "FunctionConfig": {"Comment": "/find/ is /find/index.html", "Runtime": "cloudfront-js-2.0"},
            "FunctionCode": _FOLDERS,
        },
    }
    about = f"Headers of the {area.name} health directory, made by `petunias headers cloudfront`"
    return json.dumps({"Description": about, "Resources": made}, indent=2, ensure_ascii=True) + "\n"


# Storage knows files, not folders. An address without its last slash is sent to the one with it.
_FOLDERS = """\
function handler(event) {
    var request = event.request;
    if (request.uri.endsWith("/")) {
        request.uri += "index.html";
    } else if (request.uri.lastIndexOf(".") < request.uri.lastIndexOf("/")) {
        return {statusCode: 301, statusDescription: "Moved", headers: {location: {value: request.uri + "/"}}};
    }
    return request;
}
"""


def _amazon(name: str, what: str, headers: dict[str, str]) -> dict[str, object]:
    own = {_POLICY, "X-Content-Type-Options", "Referrer-Policy", SECURE[0]}  # CloudFront has fields for these
    rest = [{"Header": key, "Value": value, "Override": True} for key, value in headers.items() if key not in own]
    return {
        "Name": name,
        "Comment": f"For {what}",
        "SecurityHeadersConfig": {
            "ContentSecurityPolicy": {"ContentSecurityPolicy": headers[_POLICY], "Override": True},
            "ContentTypeOptions": {"Override": True},
            "ReferrerPolicy": {"ReferrerPolicy": headers["Referrer-Policy"], "Override": True},
            "StrictTransportSecurity": {
                "AccessControlMaxAgeSec": YEAR,
                "IncludeSubdomains": False,
                "Override": True,
            },
        },
        "CustomHeadersConfig": {"Items": rest},
    }


def _base(area: Area) -> str:
    """Where the site is on its host: / or a folder of it."""
    return urlsplit(area.url or "").path or "/"


def _host(area: Area) -> str:
    try:
        host = (urlsplit(area.url or "").hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    return host if re.fullmatch(r"[a-z0-9.-]+", host) else "directory.example.org"


def _root(area: Area, root: str) -> str:
    if re.search(r'["\\$`{}\n]', root):
        raise ValueError(f"{root}: must be a folder without quotes, $, {{ or \\ in its name.")
    return f'"{root}"' if " " in root else root or f"/var/www/{area.id}"


# Each takes the area, the paths of all files of the site, and the folder that the server finds them in.
SERVERS: Mapping[str, Callable[[Area, Collection[str], str], str]] = {
    "apache": apache,
    "caddy": caddy,
    "cloudfront": cloudfront,
    "netlify": netlify,
    "nginx": nginx,
}


def robots(area: Area) -> str:
    """`robots.txt`: everybody may read everything; the sitemap, if the site knows its own address."""
    sitemap = f"\nSitemap: {area.url}sitemap.xml\n" if area.url else ""
    return f"User-agent: *\nDisallow:\n{sitemap}"


def added(area: Area, files: Iterable[tuple[str, bytes | bool]]) -> Iterator[tuple[str, bytes | bool]]:
    """The files, and after them `_headers`, `.htaccess` and `robots.txt` where the area has not made its own."""
    paths = set()
    for path, content in files:
        paths.add(path)
        yield path, content
    made = {"_headers": netlify(area, paths), ".htaccess": apache(area), "robots.txt": robots(area)}
    for path, text in made.items():
        if path not in paths:
            yield path, text.encode("utf-8")
