"""The plugin, and the only place that knows MkDocs: it hands prose pages over and gets the whole site back.

MkDocs builds the prose into a temporary folder. In `on_post_build` the plugin renders the theme's `main.html` with a
made-up page whose values are slots, and lets `making` and `publish` do the rest. So a failure anywhere leaves the last
good site as it was.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config import base, load_config
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from petunias import reading
from petunias.language import Language
from petunias.model import Directory
from petunias.problems import errors
from petunias.resources import Surroundings, surroundings
from petunias.site import addresses, publish
from petunias.site.addresses import Spot
from petunias.site.again import Shells, remember
from petunias.site.clock import build_day
from petunias.site.logs import mkdocs_speaks
from petunias.site.making import Plan, files, made_by_mkdocs
from petunias.site.paper.shelf import Shelf
from petunias.site.press import Shell, slot
from petunias.site.pressroom import BuildFailed, PressRoom, plainly, template_sentence
from petunias.site.prose import every_address, shipped_docs, wrong_links
from petunias.site.quick import Inputs
from petunias.site.second import Second
from petunias.site.watch import Bell, hung, taken_down

log = logging.getLogger("mkdocs.plugins.petunias")

_FREE_SLOTS = ("head", "top", "address", "finder", *(f"nav-{section}" for section in addresses.SECTIONS))


class Options(base.Config):  # type: ignore[no-untyped-call]
    """The settings under `plugins: - petunias:` in mkdocs.yml."""

    directory = c.Type(str, default="directory")
    today = c.Optional(c.Type(str))
    shipped_docs = c.Type(bool, default=False)  # beside the area's own docs, the pages that came with the program


class PetuniasPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """One build after another: MkDocs keeps the object while it serves."""

    def __init__(self) -> None:
        self.serving = False
        self.given: Directory | None = None  # read already by the command; used once
        self.day: date | None = None
        self.outcome: publish.Outcome | None = None
        self.second: Second | None = None  # sees to the entries that are not in `given`
        self.shelf: Shelf | None = None  # for the PDFs, if there are to be any
        self.before: Inputs | None = None  # what goes in, for the note that is left to the next build
        self.bell: Bell | None = None
        self._good: Directory | None = None
        self._temporary: str | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.serving = command == "serve"
        self._good = None

    @event_priority(-100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if not config.use_directory_urls:
            raise PluginError("mkdocs.yml: use_directory_urls must be true. Fix: delete the line.")
        place = Path(self.config.directory)
        folder = place if place.is_absolute() else Path(config.config_file_path).resolve().parent / place
        self.around = surroundings(folder)
        if self.serving:
            # A stamp comes before each reading, or an edit in between would be lost.
            self.bell = self.bell or hung([folder, *self.around.overrides])
            self.bell.look()
        directory = self._read(folder)
        self.live = Path(config.site_dir)
        with plainly(PluginError):
            day = self.day or build_day(self.config.today)
            self.plan = Plan(directory, self.around.overrides, day, safe=not self.serving, shelf=self.shelf)
            self.plan.assets  # noqa: B018 - made now, so that what is wrong with them is told before anything is built
            publish.check_ours(self.live, self.around.sources)
        every = every_address(directory, self.second.addresses if self.second else ())
        for problem in wrong_links(Path(config.docs_dir), every, with_shipped=self.config.shipped_docs):
            log.warning("%s", problem)
        for own in reversed(self.around.overrides):
            if str(own) not in config.theme.dirs:
                config.theme.dirs.insert(0, str(own))
        config.site_name = f"Petunias: {directory.area.name}"
        if not self.serving:
            config.site_url = directory.area.url
        self._temporary = config.site_dir = tempfile.mkdtemp(prefix="petunias-")
        return config

    def _read(self, folder: Path) -> Directory:
        if self.given is not None:
            directory, self.given = self.given, None
        else:
            found = reading.read(folder)
            if found.directory is None:
                told = "\n".join(map(str, errors(found.problems)))
                if self._good is None:
                    raise PluginError(told)
                log.warning("The last good pages stay, until this is mended:\n%s", told)
                return self._good
            directory = found.directory
        self._good = directory
        return directory

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        # Material's scripts, style sheets and fonts are not used, and ours get names of their own. docs/assets stays.
        for file in [file for file in files if file.src_uri.startswith("assets/") and file.src_dir != config.docs_dir]:
            files.remove(file)
        if self.config.shipped_docs:
            taken = {file.dest_uri for file in files}
            for folder, name in shipped_docs(Path(config.docs_dir)):
                file = File(name, str(folder), config.site_dir, config.use_directory_urls)
                if file.dest_uri not in taken:
                    files.append(file)
        self._files = files
        code = str(config.theme.get("language") or "en")
        prose = frozenset(file.url for file in files.documentation_pages())
        self.plan = replace(self.plan, prose=prose, prose_code=code)
        for file in files.documentation_pages():
            # A page in another language stands beside its first; the navigation shows that one.
            if any(file.src_uri.startswith(f"{spoken.code}/") for spoken in self.plan.languages[1:]):
                file.inclusion = InclusionLevel.NOT_IN_NAV
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self._nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        self._env = env
        self._set_frame(self.plan.languages[0])
        return env

    def _set_frame(self, language: Language) -> None:
        self._env.globals.update(petunias=self.plan.frame(language), petunias_slots=None)

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        return cast(TemplateContext, {**context, "petunias": self.plan.prose_frame(page.url)})

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        built = Path(config.site_dir)
        config.site_dir = str(self.live)  # `mkdocs gh-deploy` reads it
        if _strict_will_fail():
            self._clean()
            return

        shells = Shells(lambda language, spot: self._shell(language, spot, config))
        rooms: list[PressRoom] = []
        try:
            with plainly(PluginError):
                self.outcome = publish.publish(
                    self.live,
                    lambda parking: files(self.plan, made_by_mkdocs(built), shells, rooms.append, self.second, parking),
                )
            if self.before is not None:
                remember(self.live, self.before, self.outcome, self.plan, rooms, shells)
        finally:
            self._clean()

    def _shell(self, language: Language, spot: Spot, config: MkDocsConfig) -> Shell:
        """The theme's main.html, rendered with slots in place of what differs from page to page."""
        file = File.generated(config, "s/" * spot.depth + "index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        page = MkDocsPage(slot("title"), file, config)
        page.meta = {"description": slot("description"), "lang": language.code}
        page.content, page.toc, page.edit_url = slot("body"), [], None  # type: ignore[assignment]
        page.canonical_url = slot("canonical") if config.site_url and not self.serving else None
        context: Any = get_context(self._nav, self._files, config, page)
        self._set_frame(language)
        context["petunias_slots"] = {name: Markup(slot(name)) for name in _FREE_SLOTS}  # noqa: S704 - our own
        return Shell.split(self._env.get_template("main.html").render(context))

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        if self.bell is not None:
            server.watch(str(self.bell.file))
            self.bell.start()
        return server

    def on_build_error(self, *, error: Exception) -> None:
        self._clean()
        told = None if isinstance(error, MkDocsException) else template_sentence(error)
        if told is not None:
            raise PluginError(told) from error

    def on_shutdown(self) -> None:
        self._clean()
        if self.bell is not None:
            taken_down(self.bell)
            self.bell = None

    def _clean(self) -> None:
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary = None


def _strict_will_fail() -> bool:
    """Whether MkDocs is going to stop because of a warning; it counts only after on_post_build."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(handler, CountHandler) and handler.get_counts() for handler in handlers)


def build(
    around: Surroundings,
    directory: Directory,
    site_dir: Path,
    *,
    today: date | None = None,
    strict: bool = False,
    before: Inputs | None = None,
    second: Second | None = None,
    shelf: Shelf | None = None,
) -> publish.Outcome:
    """Builds the site of a directory that has been read. BuildFailed, in plain words, if it cannot be made.

    `before` is all that goes in, as it was before it was read: with it, the next build can do with less work.
    `second` is a second process that sees to the entries that are not in `directory`; `shelf` is for the site's PDFs.
    """
    with mkdocs_speaks():
        try:
            config, plugin = _config(around, site_dir, today=today, strict=strict)
            plugin.given, plugin.second, plugin.before, plugin.shelf = directory, second, before, shelf
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(config)
            finally:
                config.plugins.on_shutdown()
        except MkDocsException as trouble:
            raise _failed(trouble) from None
    if plugin.outcome is None:
        raise BuildFailed("The site was not built.")
    return plugin.outcome


def serve(around: Surroundings, *, host: str, port: int, today: date | None, told: Callable[[str], None]) -> None:
    """Serves the site on `host` until it is interrupted, and builds it again when data, prose or look change.

    The same steps as MkDocs' own command takes, which has no way to be told of another folder.
    """
    place = Path(tempfile.mkdtemp(prefix="petunias-site-"))
    url = f"http://{host}:{port}/"
    config, _plugin = _config(around, place, today=today)

    def builder() -> None:
        fresh, _ = _config(around, place, today=today)
        fresh.site_url = url
        mkdocs_build(fresh, serve_url=url)

    def again() -> None:
        # MkDocs alone would hold every request until what is wrong is mended.
        try:
            builder()
        except (MkDocsException, BuildFailed) as trouble:
            log.warning("%s The last good pages stay, until this is mended.", _failed(trouble))

    with mkdocs_speaks():
        server = LiveReloadServer(builder=again, host=host, port=port, root=str(place), mount_path="/")
        missing = place / "404.html"
        server.error_handler = lambda code: missing.read_bytes() if code == 404 and missing.is_file() else None
        try:
            config.plugins.on_startup(command="serve", dirty=False)
            builder()
            server.watch(config.docs_dir)
            server.watch(str(around.settings))
            config.plugins.on_serve(server, config=config, builder=builder)
            told(url)
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        except (MkDocsException, OSError) as trouble:
            raise _failed(trouble) from None
        finally:
            server.shutdown()
            config.plugins.on_shutdown()
            shutil.rmtree(place, ignore_errors=True)


def _failed(trouble: Exception) -> BuildFailed:
    """In our words; what ends in Abort has been told already."""
    return BuildFailed(f"The site was not built. {trouble}" if isinstance(trouble, Abort) else str(trouble))


def _config(
    around: Surroundings, site_dir: Path, *, today: date | None, strict: bool = False
) -> tuple[MkDocsConfig, PetuniasPlugin]:
    config = load_config(str(around.settings), site_dir=str(site_dir), docs_dir=str(around.docs), strict=strict)
    plugin = config.plugins.get("petunias")
    if not isinstance(plugin, PetuniasPlugin):
        raise BuildFailed(f"{around.settings}: must name our plugin. Fix: add the two lines\nplugins:\n  - petunias")
    plugin.config.directory = str(around.directory)
    plugin.day = today
    return config, plugin
