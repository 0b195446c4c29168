"""Every PORTAL_* setting: name, type, default and one Chinese sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from portal.errors import SettingsError


def _setting(default: Any, help: str) -> Any:
    if isinstance(default, (list, dict)):
        return field(default_factory=lambda: type(default)(default), metadata={"help": help})
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True)
class Settings:
    """The portal's settings; the field ``page_size`` is ``PORTAL_PAGE_SIZE`` in pelicanconf.py."""

    name: str = _setting("先锋网", "站点名称，显示在页头和浏览器标题里")
    slogan: str = _setting("", "站点名称下面的一句话")
    url: str = _setting("", "正式网址，如 https://www.example.gov.cn/portal；用于订阅和站点地图，可以留空")
    sample: bool = _setting(False, "是否示例站点；为 True 时每页页脚注明内容是示例")
    organiser: str = _setting("", "主办单位，显示在页脚")
    undertaker: str = _setting("", "承办单位，显示在页脚")
    contact: str = _setting("", "联系方式，显示在页脚")
    icp: str = _setting("", "ICP 备案号，显示在页脚")
    police: str = _setting("", "公安备案号，显示在页脚")
    site_code: str = _setting("", "政府网站标识码，显示在页脚")
    utility_links: list = _setting([], "页头右上角的链接，每项写成 [名称, 网址]")
    home_columns: list = _setting([], "首页成对显示的栏目代码，留空则取前六个顶级栏目")
    page_size: int = _setting(20, "列表每页的篇数")
    jobs: int = _setting(0, "同时工作的进程数，0 表示与处理器个数相同（最多 8 个）")
    words: list = _setting([], "关键词里不拆开的领域词；content/data/words.toml 里登记的会自动加上")
    keep_trees: int = _setting(2, "输出目录旁保留的旧版本个数")
    article_seconds: float = _setting(20.0, "处理一篇文章最多用多少秒处理器时间，超过就搁置这一篇")
    article_megabytes: int = _setting(5, "一篇文章的文件最大多少兆，超过就搁置这一篇")
    review_from: str = _setting(
        "", "从哪天起的文章（看编号里的日期）要经过终审才发布，如 2026-01-01；留空表示不要求审核"
    )


PREFIX = "PORTAL_"
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


#: Smallest values that make sense.
LEAST = {"page_size": 1, "keep_trees": 1, "article_seconds": 0.1, "article_megabytes": 1, "jobs": 0}


def _fault(name: str, value: Any, default: Any) -> str:
    """Why the value does not fit, in Chinese; "" where it does."""
    kinds = {bool: "True 或 False", int: "整数", float: "数", str: "文字", list: "列表"}
    wanted: dict[type, Any] = {bool: bool, int: int, float: (int, float), str: str, list: (list, tuple)}
    known = type(default)
    if not isinstance(value, wanted[known]) or (isinstance(value, bool) and known is not bool):
        return f"应是{kinds[known]}，现在是 {value!r}"
    if name in LEAST and value < LEAST[name]:
        return f"不能小于 {LEAST[name]}，现在是 {value!r}"
    if name == "review_from" and value and not _DAY.fullmatch(value):
        return f"要写成 2026-01-01 的样子，现在是 {value!r}"
    if name == "utility_links" and not all(isinstance(e, (list, tuple)) and len(e) == 2 for e in value):
        return "每项要写成 [名称, 网址]"
    return ""


def load(values: Mapping[str, Any]) -> Settings:
    """Read the PORTAL_* settings out of Pelican's.

    Raises:
        SettingsError: with every unknown name and wrong value in one message.
    """
    known = {PREFIX + f.name.upper(): f.name for f in fields(Settings)}
    defaults = Settings()
    wrong, chosen = [], {}
    for key in sorted(k for k in values if k.startswith(PREFIX)):
        if key not in known:
            wrong.append(f"没有叫 {key} 的设置")
            continue
        fault = _fault(known[key], values[key], getattr(defaults, known[key]))
        wrong += [f"{key} {fault}"] if fault else []
        chosen[known[key]] = values[key]
    if wrong:
        raise SettingsError("设置有误：\n  " + "\n  ".join(wrong) + "\n怎么改：对照 docs/settings.md 改 pelicanconf.py")
    chosen["url"] = str(chosen.get("url", "")).rstrip("/")
    return Settings(**chosen)
