"""Write the reference pages docs/settings.md, docs/checks.md and docs/cli.md from the code.

usage: python docs/generate.py
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from dataclasses import fields
from pathlib import Path

import portal
from portal import cli, settings
from portal.errors import CODES

HERE = Path(__file__).parent
SEVERITIES = {"error": "搁置这个文件，其余照常发布", "warning": "照常发布，提醒编辑"}


def settings_page() -> str:
    """Every PORTAL_* setting."""
    lines = ["# 设置一览", "", "写在 `pelicanconf.py` 里；`portal build --set 名称=值` 可以临时改一项。", ""]
    lines += ["| 设置 | 类型 | 默认 | 说明 |", "|---|---|---|---|"]
    defaults = settings.Settings()
    for field in fields(settings.Settings):
        default = getattr(defaults, field.name)
        name = settings.PREFIX + field.name.upper()
        lines.append(f"| `{name}` | {type(default).__name__} | `{default!r}` | {field.metadata['help']} |")
    return "\n".join(lines) + "\n"


def checks_page() -> str:
    """Every problem code."""
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        if not module.name.endswith(("__main__", "driver", "plugin")) and ".data." not in module.name:
            importlib.import_module(module.name)
    lines = ["# 问题代码一览", "", "每条消息末尾方括号里是代码：`文件:行号 哪里不对。怎么改：……。[代码]`", ""]
    for severity, title in (("error", "会搁置文件的问题"), ("warning", "只作提醒的问题")):
        lines += [f"## {title}", "", f"处理办法：{SEVERITIES[severity]}。", "", "| 代码 | 含义 |", "|---|---|"]
        lines += [f"| `{code}` | {meaning} |" for code, (kind, meaning) in sorted(CODES.items()) if kind == severity]
        lines.append("")
    return "\n".join(lines)


def cli_page() -> str:
    """Every command with its options."""
    top = cli.parser()
    verbs = next(action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    helps = {choice.dest: choice.help for choice in verbs._choices_actions}
    lines = ["# 命令一览", "", "先运行一次 `make install`，之后用 `.venv/bin/portal 命令 …`。", ""]
    for name, verb in verbs.choices.items():
        lines += [f"## portal {name}", "", f"{helps[name]}。", "", "| 参数 | 说明 |", "|---|---|"]
        for action in verb._actions:
            if action.dest != "help":
                shown = " ".join(f"`{text}`" for text in action.option_strings) or f"`{action.dest}`"
                lines.append(f"| {shown} | {action.help} |")
        lines.append("")
    lines += EXIT_CODES
    return "\n".join(lines) + "\n"


EXIT_CODES = [
    "## 退出码",
    "",
    "| 退出码 | 含义 |",
    "|---|---|",
    "| 0 | 已发布，或已是最新 |",
    "| 1 | 失败，输出没有改动，原因已打印 |",
    "| 2 | 命令写法不对 |",
    "| 3 | 已发布，但有文件被搁置，已逐个列出 |",
]

PAGES = {"settings.md": settings_page, "checks.md": checks_page, "cli.md": cli_page}

if __name__ == "__main__":
    for page, make in PAGES.items():
        (HERE / page).write_text(make(), encoding="utf-8")
