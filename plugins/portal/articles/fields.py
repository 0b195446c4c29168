"""From the front matter's texts to the values of an :class:`~portal.articles.model.Article`."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from portal.articles.encoding import INVISIBLE
from portal.articles.figure_entries import read_entries
from portal.articles.keys import CHINESE, KEYS, REQUIRED, Field
from portal.articles.model import IDS_PER_DAY, split_id
from portal.articles.paths import folder_of, inside
from portal.articles.reviews import STATUSES, read_reviews
from portal.errors import Problem, declare
from portal.text.dates import parse_date

declare(
    "error",
    {
        "field-required": "缺少必填的文章信息",
        "field-id": "文章编号不对",
        "field-date": "日期不对",
        "field-column": "栏目代码不对",
        "field-folder": "栏目与文件所在的文件夹不一致",
        "field-long": "一项文章信息太长",
        "field-value": "一项文章信息的内容不对",
        "field-path": "图片或附件的位置在内容目录之外",
    },
)
declare("warning", {"field-alt": "题图没有文字说明"})

#: Characters; the longest titles on official portals have about 80.
TITLE_MOST = 200
TEXT_MOST = 1000
#: How the values begin that :mod:`portal.articles.new` leaves to the editor.
PLACEHOLDER = "（填写"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEPARATOR = re.compile(r"[、，；,;\n]")
_CJK = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_HAN_BREAK = re.compile(rf"(?<=[{_CJK}])[ \t]*\n\s*(?=[{_CJK}])")
_YES = {"是", "true", "yes", "1", "on", "对", "有"}
_NO = {"否", "false", "no", "0", "off", "不是", "无", ""}

TYPES = {"": "article", "article": "article", "文章": "article", "case": "case", "案例": "case"}
#: Canonical level -> other names for it.
LEVELS = {
    "省": ("省级", "自治区", "直辖市"),
    "市": ("市级", "地市", "地级市"),
    "县区": ("县", "区", "区县", "县级", "区级", "县(市、区)", "县级市"),
    "街道": ("乡镇", "乡", "镇", "街道(乡镇)", "乡镇(街道)", "镇街"),
    "社区": ("村", "社区(村)", "村(社区)", "村居", "行政村"),
    "小区": ("居民小区", "住宅小区"),
    "网格": (),
    "楼栋": ("楼宇", "楼门", "楼道"),
    "部门": ("单位", "部门/单位", "部门、单位", "企业"),
}
_LEVEL = {name: level for level, names in LEVELS.items() for name in (level, *names)} | {"": ""}
_WORDS = {"type": TYPES, "status": STATUSES, "level": _LEVEL}


class Fields:
    """The values of one front matter; each property of the article by its canonical key.

    Args:
        fields: what :func:`portal.articles.frontmatter.read` found.
        path: the file, relative to the content folder.
        end_line: where a missing key should be added.
    """

    def __init__(self, fields: dict[str, Field], path: str, end_line: int) -> None:
        self.fields, self.path, self.end_line = fields, path, end_line
        self.problems: list[Problem] = []
        self.values: dict[str, Any] = {key: self._value(key) for key in fields}
        self._check()

    def _report(self, code: str, key: str, message: str, hint: str) -> None:
        line = self.fields[key].line if key in self.fields else self.end_line
        self.problems.append(Problem(code, self.path, line, message, hint))

    def _value(self, key: str) -> Any:
        kind, field = KEYS[key][0], self.fields[key]
        if kind == "image":
            return self._image(field)
        if kind == "files":
            return self._files(field)
        if kind == "figures":
            entries, problems = read_entries(field, self.path)
            self.problems += problems
            return entries
        if kind == "reviews":
            reviews, problems = read_reviews(field, self.path)
            self.problems += problems
            return reviews
        if kind == "list":
            return self._list(key, field)
        if kind == "names" and isinstance(field.value, list):
            return "、".join(self._list(key, field))
        if not isinstance(field.value, str):
            self._report("field-value", key, f"「{CHINESE[key]}」只能写一个值", "写在冒号后面同一行")
            return None
        text = tidy(field.value)
        if kind == "date":
            return self._date(key, text)
        if kind == "flag":
            return self._flag(key, text)
        if kind == "word":
            return self._word(key, text)
        most = TITLE_MOST if key == "title" else TEXT_MOST
        if len(text) > most:
            self._report("field-long", key, f"「{CHINESE[key]}」有 {len(text)} 个字，最多 {most} 个", "写短一些")
        return text

    def _date(self, key: str, text: str) -> str:
        value = parse_date(text) if text else ""
        if value is None:
            message = f"「{CHINESE[key]}」写的不是日期，或者没有这一天：{text[:30]}"
            self._report("field-date", key, message, "写成 2020-11-10 或 2020年11月10日，后面可以加 09:05")
        return value or ""

    def _flag(self, key: str, text: str) -> bool:
        word = unicodedata.normalize("NFKC", text).lower()
        if word not in _YES and word not in _NO:
            self._report("field-value", key, f"「{CHINESE[key]}」只能写 是 或 否，现在是：{text[:20]}", "改成 是 或 否")
        return word in _YES

    def _word(self, key: str, text: str) -> str:
        words = _WORDS[key]
        value = words.get(unicodedata.normalize("NFKC", text).lower().replace(" ", ""))
        if value is None:
            choices = "、".join(word for word in words if word and not word.isascii() and len(word) < 4)
            if key == "level":
                choices = "、".join(LEVELS)
            self._report("field-value", key, f"「{CHINESE[key]}」不能写「{text[:20]}」", f"从这些里选一个：{choices}")
        return value or ""

    def _list(self, key: str, field: Field) -> tuple[str, ...]:
        items: list[str] = []
        for item in field.value if isinstance(field.value, list) else [field]:
            if not isinstance(item.value, str):
                self._report("field-value", key, f"「{CHINESE[key]}」里的每一项只能是文字", "用顿号隔开，写在同一行")
                return ()
            items += [item.value] if item.quoted and item is not field else _SEPARATOR.split(item.value)
        found = tuple(dict.fromkeys(text for text in map(tidy, items) if text))
        for text in found:
            if len(text) > TITLE_MOST:
                self._report("field-long", key, f"「{CHINESE[key]}」里有一项 {len(text)} 个字，太长", "写短一些")
        return found

    def _path(self, key: str, link: str, line: int) -> str | None:
        site_path = inside(link, folder_of(self.path))
        if site_path is None:
            hint = "把文件放进内容目录的 images 或 files 文件夹，写成 images/名称 或 files/名称"
            message = f"「{CHINESE[key]}」的位置不在内容目录里：{link[:80]}"
            self.problems.append(Problem("field-path", self.path, line, message, hint))
        return site_path

    def _inner(self, key: str, value: dict[str, Field], wanted: tuple[str, ...]) -> dict[str, str]:
        texts = {}
        for name, item in value.items():
            if name in wanted and isinstance(item.value, str):
                texts[name] = tidy(item.value)
            else:
                self._report("field-value", key, f"「{CHINESE[key]}」里的「{name[:20]}」看不懂", "照编辑手册的样子写")
        return texts

    def _image(self, field: Field) -> dict[str, str] | None:
        if isinstance(field.value, list):
            self._report("field-value", "image", "「图片」只能写一张", "其余的放进正文")
            return None
        value = field.value if isinstance(field.value, dict) else {"src": field}
        texts = self._inner("image", value, ("src", "alt", "caption"))
        if not texts.get("src"):
            return None
        src = self._path("image", texts["src"], field.line)
        alt = texts.get("alt", "")
        if src and not alt:
            hint = f"写成 image: {{src: {texts['src']}, alt: 图里是什么}}，给看不见图的读者"
            self._report("field-alt", "image", "题图没有文字说明", hint)
        return {"src": src, "alt": alt, "caption": texts.get("caption", "")} if src else None

    def _files(self, field: Field) -> tuple[dict[str, str], ...]:
        found = []
        for entry in field.value if isinstance(field.value, list) else [field]:
            if isinstance(entry.value, str):
                names = _SEPARATOR.split(entry.value) if entry is field else [entry.value]
                entries = [{"src": tidy(name)} for name in names]
            elif isinstance(entry.value, dict):
                entries = [self._inner("attachments", entry.value, ("src", "name"))]
            else:
                self._report("field-value", "attachments", "「附件」的层次太深", "每个附件一行，以 - 开头")
                continue
            for item in entries:
                path = self._path("attachments", item["src"], entry.line) if item.get("src") else None
                if path:
                    stem = path.rpartition("/")[2].rpartition(".")[0]
                    found.append({"file": path, "name": item.get("name") or stem or path})
        return tuple(found)

    def _check(self) -> None:
        values = self.values
        draft = values.get("status") == "draft"
        missing = [
            key
            for key in REQUIRED
            if (not values.get(key) and not self._reported(key))
            or (not draft and str(values.get(key)).startswith(PLACEHOLDER))
        ]
        if missing:
            names = "、".join(f"{CHINESE[key]}（{key}）" for key in missing)
            self._report("field-required", "", f"缺少必填的文章信息：{names}", "在文章信息里补上，再保存")
        if values.get("id"):
            self._check_id(unicodedata.normalize("NFKC", values["id"]))
        if values.get("column"):
            self._check_column(unicodedata.normalize("NFKC", values["column"]))
        for key in values.get("formerly", ()):
            if not SLUG.fullmatch(key):
                message = f"「曾用栏目」要写栏目代码，现在是：{key[:30]}"
                self._report("field-value", "formerly", message, "写小写英文字母、数字和连字符")
        url = values.get("source_url")
        if url and not _web(url):
            message = f"「来源网址」要以 http:// 或 https:// 开头，现在是：{url[:60]}"
            self._report("field-value", "source_url", message, "从浏览器地址栏复制完整的网址")

    def _reported(self, key: str) -> bool:
        line = self.fields[key].line if key in self.fields else None
        return any(p.fatal and p.line == line for p in self.problems)

    def _check_id(self, text: str) -> None:
        self.values["id"] = text
        if split_id(text):
            return
        match = re.fullmatch(r"(\d{4})(\d\d)(\d\d)-(\d+)", text)
        message = f"文章编号要写成 8 位日期、连字符、3 位以上序号，现在是：{text[:30]}"
        if match and not parse_date("-".join(match.groups()[:3])):
            message = f"文章编号 {text[:30]} 里的日期不存在"
        elif match:
            message = f"文章编号 {text[:30]} 的序号不对，只能是 001 到 {IDS_PER_DAY - 1}，不足三位补零"
        self._report("field-id", "id", message, "写成 20201110-001 的样子；编号一旦发布就不要再改")

    def _check_column(self, column: str) -> None:
        self.values["column"] = column
        if not SLUG.fullmatch(column):
            message = f"栏目要写代码，只用小写英文字母、数字和连字符，现在是：{column[:30]}"
            self._report("field-column", "column", message, "写 data/columns.toml 里的 key，比如 yaowen，不写栏目名称")
            return
        folders = self.path.split("/")[:-1]
        if column not in folders:
            where = f"文件在「{'/'.join(folders)}」文件夹" if folders else "文件不在任何栏目文件夹里"
            message = f"栏目写的是「{column}」，{where}"
            self._report("field-folder", "column", message, f"把文件移到 {column} 文件夹，或者改栏目")


def tidy(text: str) -> str:
    """One line of text: invisible characters out, broken lines joined (no space between Han characters)."""
    return " ".join(_HAN_BREAK.sub("", INVISIBLE.sub("", text)).split())


def _web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"[\s<>\"]", url)
