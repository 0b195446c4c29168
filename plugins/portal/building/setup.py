"""What Pelican gave to the last build, kept so that the next one can start without it.

Pelican takes half a second to load, which is most of what an edit costs. Where settings, plugins, code and libraries are
the same, what it makes of them is, too: the settings, the folders that templates lie in, the options of Jinja. A site
whose plugins are not all the portal's, or whose settings hand functions to templates, always starts with Pelican.
"""

from __future__ import annotations

import importlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.building.build import Build
from portal.settings import Settings

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment


def kept(build: Build, plugins: list[str], options: dict[str, Any]) -> dict[str, Any] | None:
    """JSON values that :func:`restored` makes the same build of, None where they do not tell all.

    Args:
        plugins: names of all plugins that Pelican has loaded.
        options: of Jinja's environment, as the settings give them.
    """
    loader = _described(build.env.loader)
    if loader is None or not _plain(build.env) or not all(name.startswith("portal.") for name in plugins):
        return None
    setup = {
        "content": str(build.content),
        "output": str(build.output),
        "theme": str(build.theme),
        "settings": asdict(build.settings),
        "plugins": plugins,
        "code": build.code,
        "jobs": build.jobs,
        "options": options,
        "loader": loader,
    }
    try:
        return setup if json.loads(json.dumps(setup)) == setup else None
    except (TypeError, ValueError):  # an extension given as a class, say
        return None


def restored(setup: dict[str, Any]) -> Build:
    """The build that Pelican would give."""
    from jinja2 import Environment

    env = Environment(loader=_loader(setup["loader"]), **setup["options"])
    env.filters["strftime"] = _strftime
    env.tests["plugin_enabled"] = lambda name: name in setup["plugins"] or f"pelican.plugins.{name}" in setup["plugins"]
    parts = [importlib.import_module(f"{name}.plugin").PART for name in setup["plugins"]]
    content, output, theme = (Path(setup[name]) for name in ("content", "output", "theme"))
    return Build(content, output, theme, Settings(**setup["settings"]), parts, env, setup["code"], setup["jobs"])


def _strftime(*values: Any) -> Any:
    """Pelican's filter, loaded when a template first uses it."""
    from portal.building.driver import strftime

    return strftime(*values)


def _plain(env: Environment) -> bool:
    """Whether templates see nothing but what Jinja and Pelican bring."""
    from jinja2 import Environment

    usual = Environment(extensions=list(env.extensions))
    added = [set(getattr(env, name)) - set(getattr(usual, name)) for name in ("filters", "globals", "tests")]
    return added == [{"strftime"}, set(), {"plugin_enabled"}]


def _described(loader: BaseLoader | None) -> Any:
    """A loader in JSON values, None where it is of another kind than Pelican's."""
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader

    if isinstance(loader, FileSystemLoader):
        return {"folders": list(map(str, loader.searchpath))}
    if isinstance(loader, PrefixLoader):
        prefixes = {name: _described(inner) for name, inner in loader.mapping.items()}
        return None if None in prefixes.values() else {"prefixes": prefixes}
    if isinstance(loader, ChoiceLoader):
        choices = [_described(inner) for inner in loader.loaders]
        return None if None in choices else {"choices": choices}
    return None


def _loader(described: dict[str, Any]) -> BaseLoader:
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader

    if "folders" in described:
        return FileSystemLoader(described["folders"])
    if "prefixes" in described:
        return PrefixLoader({name: _loader(inner) for name, inner in described["prefixes"].items()})
    return ChoiceLoader([_loader(inner) for inner in described["choices"]])
