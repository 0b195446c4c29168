"""The keys of the front matter: canonical name, what kind of value, and every accepted spelling."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Field:
    """One value of the front matter.

    Args:
        value: str, list of Field, or dict of canonical inner key -> Field.
        line: 1-based line of its key.
        quoted: written in quotes, so that ``、`` in it separates nothing.
    """

    value: Any
    line: int
    quoted: bool = False


#: Kinds: ``line`` one line of text · ``names`` text, a list is joined with 、 · ``list`` list of texts ·
#: ``flag`` yes or no · ``date`` · ``word`` one of a few words · ``image`` · ``files`` · ``figures`` · ``reviews``.
#: The order is that of the canonical front matter.
KEYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "id": ("line", ("编号", "文章编号")),
    "title": ("line", ("标题", "题目")),
    "date": ("date", ("日期", "发布日期", "发布时间", "发布")),
    "updated": ("date", ("更新日期", "更新时间", "更新", "修改日期", "modified")),
    "column": ("line", ("栏目", "栏目代码", "category")),
    "type": ("word", ("类型", "文章类型")),
    "status": ("word", ("状态",)),
    "reviews": ("reviews", ("审核", "审核记录")),
    "source": ("names", ("来源", "信息来源", "稿件来源")),
    "source_url": ("line", ("来源网址", "来源链接", "原文网址", "原文链接")),
    "author": ("names", ("作者", "authors", "撰稿", "供稿")),
    "editor": ("names", ("责任编辑", "责编", "编辑")),
    "summary": ("line", ("摘要", "概要", "导读", "description")),
    "tags": ("list", ("标签", "关键词", "关键字", "tag", "keywords")),
    "topics": ("list", ("专题", "topic")),
    "series": ("line", ("系列", "系列报道")),
    "region": ("line", ("地区", "区域", "所在地区")),
    "unit": ("names", ("实施单位", "单位")),
    "level": ("word", ("层级", "级别")),
    "period": ("line", ("实施时间", "时间", "时段")),
    "domain": ("line", ("领域", "工作领域")),
    "practices": ("list", ("做法", "主要做法", "practice")),
    "headline": ("flag", ("头条",)),
    "pinned": ("flag", ("置顶",)),
    "sample": ("flag", ("示例",)),
    "image": ("image", ("图片", "题图", "封面", "配图")),
    "attachments": ("files", ("附件", "attachment")),
    "formerly": ("list", ("曾用栏目", "原栏目")),
    "figures": ("figures", ("数据", "数据卡片", "指标数据")),
}
REQUIRED = ("id", "title", "date", "column", "source", "editor")

#: Keys inside ``image`` and an entry of ``attachments``, ``figures`` or ``reviews``.
INNER: dict[str, tuple[str, ...]] = {
    "src": ("文件", "图片", "地址", "file", "path"),
    "alt": ("说明", "替代文字", "描述"),
    "caption": ("图注", "图说", "标题", "title"),
    "name": ("名称", "文件名"),
    "sentence": ("原句", "句子"),
    "number": ("数值", "数字"),
    "nth": ("第几个",),
    "action": ("操作", "处理"),
    "region": ("地区",),
    "period": ("时间", "时期"),
    "value": ("正确数值", "改为"),
    "value_high": ("数值上限", "上限"),
    "unit": ("单位", "计量单位"),
    "comparator": ("比较", "比较词"),
    "state": ("环节", "状态"),
    "by": ("审核人", "经办人", "姓名"),
    "at": ("审核时间", "日期"),
    "note": ("意见", "审核意见", "备注"),
}

#: The name a problem shows for a key.
CHINESE = {key: spellings[0] for key, (_, spellings) in KEYS.items()}


def _spellings(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {spelling: key for key, others in table.items() for spelling in (key, *others)}


_KNOWN = _spellings({key: others for key, (_, others) in KEYS.items()})
_INNER = _spellings(INNER)
_SPACES = re.compile(r"[\s_-]+")


def _plain(name: str) -> str:
    """Full-width letters, case, spaces, ``-`` and ``_`` make no difference in a key."""
    return _SPACES.sub("_", unicodedata.normalize("NFKC", name).strip().lower())


def canonical_key(name: str) -> str | None:
    """The canonical key for any accepted spelling, or None."""
    return _KNOWN.get(name) or _KNOWN.get(_plain(name)) or _KNOWN.get(_plain(name).replace("_", ""))


def inner_key(name: str) -> str | None:
    """The canonical key inside ``image``, ``attachments`` and ``figures``, or None."""
    return _INNER.get(name) or _INNER.get(_plain(name))


def nearest_key(name: str) -> str | None:
    """The accepted spelling nearest to an unknown one, or None where nothing is near."""
    found = difflib.get_close_matches(_plain(name), _KNOWN, n=1, cutoff=0.5)
    return found[0] if found else None
