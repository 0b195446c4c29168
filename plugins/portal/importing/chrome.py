"""Lines of a web page that are not the article's: banners, navigation, buttons, footers, related articles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from portal.importing.draft import Block, Notes
from portal.importing.marks import plain, size

BANNER, NAVIGATION, BUTTON, FOOTER, RELATED = "网页横幅", "网页导航", "网页按钮", "网页页脚", "相关文章列表"

_BANNER = re.compile(
    r"(?:您好|你好)?[,，!！]?(?:欢迎(?:您)?(?:来到|光临|访问|登录|登陆|浏览|进入|使用).{1,30}|今天是.{4,40}|现在时间.{4,40})[!！。]?$"
)
_CRUMBS = re.compile(
    r"(?:(?:您|你)?(?:现在|当前)?的?(?:所在)?(?:当前)?(?:位置|所在位置)(?:是|为)?[:：].{0,80}|(?:网站)?首页\s*(?:>|»|›|→|-|—|/|\||·).{0,80})$"
)
_WORD = (
    r"打印(?:本页|本文|此页|文章)?|关闭(?:本页|窗口|此页)?|收藏(?:本页|本文)?|返回(?:顶部|首页|上一?页|列表|上级)?|回到顶部|"
    r"分享(?:到|至)?(?:微信|微博|QQ|QQ空间|朋友圈|新浪微博)?|微信|微博|QQ空间|朋友圈|设为首页|加入收藏|网站地图|联系我们|关于我们|站内搜索|"
    r"在线投稿|部长信箱|书记信箱|市长信箱|领导信箱|(?:12380|12388|12345)(?:举报|热线)?|举报|登录|注册|退出|手机版|电脑版|无障碍(?:浏览|阅读)?|"
    r"长者模式|适老化|English|繁體(?:版|中文)?|繁体(?:版|中文)?|简体(?:版|中文)?|RSS|搜索|更多|more|纠错|我要纠错|点赞|评论|发表评论|"
    r"上一[篇页条]|下一[篇页条]|首页|尾页|末页|法律声明|免责声明|隐私(?:政策|声明)|版权声明|扫一扫.{0,15}|朗读|语音播报|字号|字体|大|中|小|默认|"
    r"新闻中心|新闻资讯|新闻动态|通知公告|公示公告|公告公示|政策法规|工作动态|党建要闻|组工动态|组织工作|干部工作|人才工作|基层党建|党务公开|"
    r"政务公开|专题专栏|互动交流|办事服务|图片新闻|视频新闻|要闻|公告|下载中心|资料下载|机构设置|机构职能|远程教育|党员教育|友情链接|媒体关注|领导讲话|调查研究|学习园地"
)
_ITEM = rf"[•·●○■□◆▪◇»>*\-—\[【(（]*\s*(?:{_WORD})\s*[\]】)）>»]*"
#: Atomic, so that a row of brackets with a stray letter at its end takes no time.
_BUTTON = re.compile(
    rf"(?>{_ITEM}(?:[\s|｜/,，、:：]++|(?=[\[【(（])|$)|[\[\]【】()（）|｜<>\s+-])++$", re.IGNORECASE
)
_LONE = re.compile(r"[A-Za-z×✕✖☰≡▲▼△▽←→↑↓#+\-|/\\]{1,2}$")
_NEIGHBOUR = re.compile(r"(?:上一[篇条页则]|下一[篇条页则]|前一篇|后一篇)\s*[:：].{0,80}$")
_FONT = re.compile(r"[\[【(（]?字[体号](?:大小)?[\]】)）]?\s*[:：]?(?:[\s\[\]【】()（）<>大中小超特默认TA+\-|｜/]*)$")
_FOOTER = re.compile(
    r"(?:主办(?:单位|方)?|承办(?:单位|方)?|协办(?:单位)?|主管(?:单位)?|技术支持|设计制作|技术维护|运维(?:单位)?|制作维护|网站管理|"
    r"版权所有|Copyright|©|\(c\)|地址|通讯地址|联系地址|邮编|邮政编码|联系电话|电话|传真|投稿(?:邮箱|信箱)|举报电话|监督电话|电子邮[箱件]|E-?mail|"
    r".{0,12}ICP备|.{0,8}公网安备|网站标识码|备案号|建议使用|推荐使用|最佳浏览|未经.{0,12}(?:授权|许可|同意).{0,20}(?:转载|复制|镜像)|"
    r"本站.{0,20}(?:版权|转载)|您是第.{0,12}位|访问量|总访问|[\u4e00-\u9fff]{2,10}(?:网|编辑部)[\u4e00-\u9fff]{0,4}[:：]?\s*\d{3,4}-\d{7,8})",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"[【\[]?(?:相关(?:文章|阅读|新闻|链接|推荐|内容|信息|报道|附件下载)|延伸阅读|推荐阅读|推荐文章|热门(?:文章|推荐|新闻)|热点(?:新闻|推荐)|"
    r"最新(?:文章|发布|更新|动态)|点击排行|阅读排行|排行榜|猜你喜欢|友情链接|网友评论|精彩推荐|更多(?:新闻|文章|内容))[\]】]?\s*[:：]?(?:more|更多|>>|»|\s)*$",
    re.IGNORECASE,
)
_SENTENCE_END = tuple("。！？；!?;…”")


def prose(text: str) -> bool:
    """Whether a line is running text: long, or a whole sentence."""
    bare = plain(text).strip()
    return size(bare) >= 60 or (size(bare) >= 25 and bare.endswith(_SENTENCE_END))


def rule_for(text: str) -> str:
    """The rule by which a line is page chrome wherever it stands, or "".

    >>> rule_for("欢迎来到示例先锋网！"), rule_for("【打印】【关闭】"), rule_for("打印机走进社区")
    ('网页横幅', '网页按钮', '')
    """
    line = unicodedata.normalize("NFKC", plain(text)).strip()
    if _BANNER.match(line):
        return BANNER
    if _CRUMBS.match(line) or _NEIGHBOUR.match(line):
        return NAVIGATION
    if _FONT.match(line) or (len(line) <= 200 and _BUTTON.match(line) and re.search(r"\w", line)):
        return BUTTON
    return ""


def strip(blocks: Sequence[Block], notes: Notes) -> list[Block]:
    """The blocks without page chrome; what goes is noted with its rule.

    Footers and related articles count only after the last running text, navigation rows and lone
    letters only before the first, since in between such lines may be the article's.
    """
    places = [index for index, block in enumerate(blocks) if block.rows or prose(block.text)]
    first, last = (places[0], places[-1]) if places else (len(blocks), -1)
    while last >= 0 and _is_footer(blocks[last].text):
        last -= 1
    kept: list[Block] = []
    after_related = False
    for index, block in enumerate(blocks):
        rule = (
            "" if block.kind in ("picture", "table", "comment", "note") else _rule(block, index < first, index > last)
        )
        if not rule and index > last and after_related and size(block.text) <= 60 and not _dated_end(block.text):
            rule = RELATED
        after_related = after_related or rule == RELATED
        if rule:
            notes.remove(rule, plain(block.text))
        else:
            kept.append(block)
    return kept


def _rule(block: Block, head: bool, tail: bool) -> str:
    rule = rule_for(block.text)
    line = unicodedata.normalize("NFKC", plain(block.text)).strip()
    if rule:
        # A heading that happens to be called 基层党建 between paragraphs is the article's own.
        return (
            rule
            if head or tail or rule == BUTTON and re.search("打印|关闭|字[体号]|分享|返回", line) or rule != BUTTON
            else ""
        )
    if tail and _RELATED.match(line):
        return RELATED
    if tail and _is_footer(line):
        return FOOTER
    if head and (_LONE.match(line) or _menu(line)):
        return NAVIGATION if _menu(line) else BUTTON
    return ""


def _is_footer(text: str) -> bool:
    line = unicodedata.normalize("NFKC", plain(text)).strip()
    return bool(_FOOTER.match(line)) and not line.endswith("。")


def _menu(line: str) -> bool:
    """A row of names: 首页 | 新闻 | 公告."""
    parts = [part for part in re.split(r"\s*[|｜>»]\s*", line) if part]
    return len(parts) >= 3 and all(len(part) <= 8 for part in parts) and not re.search(r"[:：。，,]", line)


def _dated_end(text: str) -> bool:
    return bool(re.search(r"责任编辑|责编|编辑[:：]|来源[:：]|作者[:：]", plain(text)))
