"""The measure word that a number in 万 or 亿 goes without: people, money, views, votes."""

from __future__ import annotations

import re

#: Characters before the number that may say what is counted.
_BACK = 12

_POPULATION = re.compile(r"(?:人口|人数|用户数|会员数|粉丝数?|人员|人群|患者|白领|职工|员工|青年|骑手|居民|群众|党员)[^,。;、\d]{0,3}$")
#: 290万适龄妇女, 10万群众: after 万 people need no measure word.
_PEOPLE_AFTER = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:群众|居民|党员|村民|农民|劳动力|市民|职工|师生|学生|老人|老年人|妇女|儿童|青年|旅客|游客|用户|网民|人口|志愿者|灾民|选民|护士|医护|医生|教师|工人|干部|同仁|网友|官兵|粉丝|客户|考生"
    r"|学员|员工|会员|观众|读者|学子|商户|[受参消创劳患使就]\w{1,2}者)"
)
_HOUSEHOLDS_AFTER = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:农户|农家|困难户|脱贫户|贫困户|住户|家庭)")
#: 50余农户, 三百多村民: after 余 or 多 they do without it in smaller numbers too.
_CROWD = re.compile(r"(?:农户|农家|(?P<people>村民|群众|居民|党员|学生|师生|游客|志愿者|老人|孩子|儿童|职工|干部|学员))")
#: 销售额达60.3亿, 1亿捐赠: a sum in 万 or 亿 needs no 元.
_SUM = re.compile(
    r"(?:额|资金|产值|收入|投资|经费|贷款|营收|税收|捐款|捐赠|补贴|融资|授信|利润|市值|资产|总值|价值)(?:[^,。;、\d]{0,4}?)?(?:达到?|共|为|约|近|超过?|了)?$"
)
_SUM_AFTER = re.compile(r"的?(?:[\u4e00-\u9fff]{0,4}(?:资金|经费|善款|补贴)|捐赠|捐款|投资|贷款|产值|码洋)")
_TURNS = re.compile(r"人次[^,。;、\d]{0,4}$")
_VIEWS = re.compile(
    r"(?:阅读|播放|点击|浏览|观看|访问|点赞|转发|曝光|下载)(?:总?[量数])(?:[^,。;、\d]{0,6})(?:达到?|共|为|约|近|超过?|突破|了)?$"
)
_VOTES = re.compile(r"(?:票数|得票|总票|投票[数量])(?:[^,。;、\d]{0,4})$")
_HAN = re.compile(r"(?!的(?!士))[\u4e00-\u9fff]")


def implied_unit(text: str, start: int, end: int) -> str | None:
    """What a number without a measure word counts: 元 of 销售额60.3亿, 次 of 阅读量突破10万, "" for people
    (城内人口达25万), None where nothing says.

    Args:
        text: the working copy.
        start, end: the number, with its 万 or 亿.
    """
    low = max(0, start - _BACK)
    alone = not _HAN.match(text, end)
    if _SUM_AFTER.match(text, end) or alone and _SUM.search(text, low, start):
        return "元"
    if alone and _TURNS.search(text, low, start):
        return "人次"
    if _HOUSEHOLDS_AFTER.match(text, end):
        return "户"
    if _POPULATION.search(text, low, start) or _PEOPLE_AFTER.match(text, end):
        return ""
    if alone and _VIEWS.search(text, low, start):
        return "次"
    return "票" if alone and _VOTES.search(text, low, start) else None


def counts_people(text: str, start: int, end: int) -> bool:
    """三万多村民: whether people in 万 follow or a population is named before."""
    return bool(_POPULATION.search(text, max(0, start - _BACK), start) or _PEOPLE_AFTER.match(text, end))


def crowd_unit(text: str, end: int) -> str | None:
    """户 of 50余农户, "" of 三百多村民, None where neither follows."""
    found = _CROWD.match(text, end)
    return None if not found else "" if found["people"] else "户"
