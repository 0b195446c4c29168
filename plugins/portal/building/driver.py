"""Pelican driven by us: its settings, theme, Jinja environment and plugins; our pages.

``PELICAN_CLASS = PortalPelican`` in pelicanconf.py (the class itself: a dotted string fails in
Pelican 4.12) makes ``portal build`` and plain ``pelican content`` write the same site. Pelican's own
generators do not run: they build an Article object for every file before the first page, and lose
articles without a word.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican import Pelican
from pelican.generators import Generator
from pelican.plugins import signals
from pelican.plugins._utils import get_plugin_name, load_plugins
from pelican.utils import DateFormatter

from portal import settings as portal_settings
from portal.building.build import Build
from portal.building.report import Report
from portal.building.settings_faults import fault
from portal.building.setup import kept
from portal.building.version import code_version
from portal.errors import BuildError, PortalError, SettingsError
from portal.site import Part

if TYPE_CHECKING:
    from jinja2 import Environment

logger = logging.getLogger(__name__)


class PortalPelican(Pelican):
    """Pelican with the portal's generators."""

    def init_plugins(self) -> None:
        """Load every plugin of PLUGINS, or fail and say which one.

        Raises:
            BuildError: a plugin is missing or cannot be registered. Pelican itself goes on without it.
        """
        wanted = [p if isinstance(p, str) else get_plugin_name(p) for p in self.settings.get("PLUGINS") or []]
        self.plugins = []
        for name, plugin in zip(wanted, self.settings.get("PLUGINS") or [], strict=True):
            loaded = load_plugins({**self.settings, "PLUGINS": [plugin]})
            if not loaded:
                raise BuildError(f"插件 {name} 装不上：找不到它。怎么改：检查 pelicanconf.py 的 PLUGINS，或先安装它。")
            try:
                loaded[0].register()
            except Exception as error:
                raise BuildError(f"插件 {name} 装不上：{type(error).__name__}: {error}。") from error
            self.plugins.append(loaded[0])
        self.settings["PLUGINS"] = [get_plugin_name(plugin) for plugin in self.plugins]

    def parts(self) -> list[Part]:
        """The parts of the portal's slices among the plugins."""
        found = []
        for plugin in self.plugins:
            if getattr(plugin, "__name__", "").startswith("portal."):
                found.append(importlib.import_module(f"{plugin.__name__}.plugin").PART)
        return found

    def _environment(self) -> Environment:
        context: dict[str, Any] = dict(self.settings)
        generator = Generator(context, self.settings, self.path, self.theme, self.output_path)
        return generator.env

    def _jinja_version(self) -> str:
        """Changes with the settings that reach templates past us."""
        names = ("JINJA_GLOBALS", "JINJA_FILTERS", "JINJA_TESTS", "JINJA_ENVIRONMENT", "THEME_TEMPLATES_OVERRIDES")
        return json.dumps([self.settings[name] for name in names], sort_keys=True, default=_name_of)

    def builder(self) -> Build:
        """What builds the site, with everything that Pelican gives to it.

        Raises:
            PortalError: a setting is wrong or a plugin does not load.
        """
        if self._builder is None:
            self._builder = self._made()
        return self._builder

    _builder: Build | None = None

    def _made(self) -> Build:
        settings = portal_settings.load(self.settings)
        jobs = settings.jobs or min(os.cpu_count() or 1, 8)
        return Build(
            Path(self.path),
            Path(self.output_path),
            Path(self.theme),
            settings,
            self.parts(),
            self._environment(),
            code_version() + self._jinja_version(),
            jobs,
        )

    def setup(self) -> dict[str, Any] | None:
        """What the next build needs to start without Pelican, None where it cannot."""
        return kept(self.builder(), list(self.settings["PLUGINS"]), dict(self.settings["JINJA_ENVIRONMENT"]))

    def build(self) -> Report:
        """Build the site and publish it.

        Raises:
            PortalError: the output is untouched.
        """
        made = self.builder().run()
        signals.finalized.send(self)
        return made

    def run(self) -> None:
        """What plain ``pelican`` calls: build, tell, and leave with the exit code."""
        try:
            report = self.build()
        except PortalError as error:
            logger.critical("%s", error)
            raise SystemExit(error.exit_code) from error
        for line in report.lines():
            print(line)
        if report.exit_code:
            raise SystemExit(report.exit_code)


def strftime(*values: Any) -> Any:
    """Pelican's template filter."""
    return DateFormatter()(*values)


def _name_of(value: object) -> str:
    return getattr(value, "__qualname__", type(value).__qualname__)


def load(settings_file: Path, overrides: dict[str, Any]) -> PortalPelican:
    """The driver with the settings of a file, as ``pelican -s FILE`` reads them.

    Raises:
        PortalError: the file cannot be read, a plugin does not load, or PELICAN_CLASS is another.
    """
    from pelican.settings import read_settings

    logging.getLogger("pelican").setLevel(logging.WARNING)
    try:
        settings = read_settings(str(settings_file.absolute()), override=overrides)
    except PortalError:
        raise
    except Exception as error:
        raise SettingsError(fault(error, settings_file)) from error
    driver = settings["PELICAN_CLASS"]
    if not (isinstance(driver, type) and issubclass(driver, PortalPelican)):
        raise SettingsError(
            f"{settings_file} 里的 PELICAN_CLASS 应是 portal.building.driver.PortalPelican（写类本身，不写字符串）。"
        )
    return driver(settings)
