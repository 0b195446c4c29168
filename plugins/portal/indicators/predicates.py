"""Where the noun after a number ends and what is said of it begins."""

from __future__ import annotations

import re

from portal.indicators import lexicon
from portal.indicators.measures import UNITS
from portal.indicators.phrases import clean, last_words
from portal.indicators.tagging import Token, tokens
from portal.text.lists import words

_PREDICATES = frozenset(lexicon.PREDICATES)
_UNITS = frozenset(UNITS)
_LINKS = frozenset(words("、 和 与 及 以及 或 或者 等 之一 中 — : / | ， , 。 ;"))
_ALONE = frozenset("正赴称达含均都已将被把因由向从对于据按以让使给跟也还又才就仍却未")
_MODIFIERS = frozenset(
    words(
        "专门 单独 专职 兼职 无偿 共同 不同 非 特 最 原 再 新 独立 常年 长期 真正 大力 多 临时 一线 在线 义务 免费 自主 自动 各类 各级 各种 各项 各界 其他 其它 各 本 副 青年 青少年 老年 中年 成年 未成年 少年 中秋 春节 平时 夏季 冬季 暑期 假期 周末 春季 秋季 夜间 日间"
    )
)
#: 5个方面|强对标补短板: nothing after these belongs to the noun.
_CLOSING = frozenset(words("方面 环节 层面"))
_AFTER_VERB = frozenset(words("p d ul uz v m r ns b a ad vn nz nt nr j l i t s x eng f c"))
_VERBS = ("v", "vd", "vg")

#: Words of the lexicon that are often the modifier or head inside a noun phrase.
NOMINAL = frozenset(
    words("""组织 参加 参与 管理 服务 建设 发展 工作 培训 帮扶 救助 调解 治理 活动 执行 表彰 奖励 引导 志愿为 整改 排查 处置 运行 运营 经营 生产 种植 养殖 加工 销售 采购 落实 监督 推进 推广
    反映 捐赠 捐款 改造 改建 扩建 新建 新增 创建 构建 规范 统一 调整 优化 提升 增长 下降 增加 减少 开放 启动 配置 设置 设立 安置 招聘 招募 招商 配备 选派 联系 联合 结合 表扬 慰问 走访 资助
    覆盖 包联 联建 转移 转化 搬迁 整合 合并 评选 评定 收集 征集 申报 上报 推选 带头 带动 上岗 在岗 返乡 常驻 派驻 挂职 居住 生活在 学 用 谈 讲 说 问 看 听 对 向 以 为 因 同 比 进 到 被 在 会 要 不 未 无
    从 应 可 能 近 超 约 达 有 就 才 便 即 再 共 共同 积极 主动 自愿 免费 无偿 义务 基本 初步 全面 集中 累计 平均 人均 每人 每年 安装 联调 互助 发放 引进 引入 孵化 培养 培育 审批 办理 受理 处理 解决 检查 上线 运用 承诺 承接
    发挥 完善 健全 实施 通过 利用 依托 投入 坚守 值守 参战 驰援 采取 收购 购买 购置 开设 开通 开业 开工 竣工 投产 落户 入户 入驻 入住 签约 挂牌 下沉 先后""")
)
#: A noun head after which even a verbal noun opens the predicate.
_AGENT = re.compile(
    r"(?:人员|群众|居民|村民|党员|干部|书记|主任|委员|代表|志愿者|网格员|网格长|民警|队员|学生|教师|医生|职工|员工|工人|农民|农户|贫困户|住户|用户|商户|企业|公司|单位|部门|社区|街道|乡镇|镇街|村庄|行政村|村|"
    r"小区|网格|楼栋|支部|党支部|党组织|党委|党总支|党小组|组织|团队|队伍|力量|车|船|发电机|服务队|突击队|工作组|小组|机构|协会|商会|合作社|家庭|老人|儿童|妇女|青年|人才|专家|市|县|区|乡|镇|市委|县市区|人|项目|企|警力|骨干|建筑|楼|楼宇|楼房|房屋|道路|河道|医院|学校|幼儿园|车辆|线路|站点|场所|工程|案件|法规|条例|邻居|诉求|问题|事项|纠纷|隐患|矛盾|先锋|所长|组长|队长|队|家长|业主|租户|骑手|司机|教练|律师|法官|医师|护士|者|员|师|选手|同学|同志|师生|官兵|民兵|侦察兵|哨兵|游客|市民|老师|教授|学者|嘉宾|作品|产品|设备|课题|任务|指标|企业家|朋友|孩子|品种|伙伴|学员|基金会|代表队|贫困村|户)$"
)

#: Characters that make a noun of the verb before them: 冲锋队, 值守点, 参战人员.
_GROWS = re.compile(r"员|者|队|站|点(?!亮)|室|组(?!建|织)|岗|所(?!有|在)|率(?!先|领)|证|费|款|人员|人士|类|型(?!号)|式")
_HEADS = re.compile(r"中心|机构|单位|部门|平台|项目|阵地|委员会|机制|制度|办公室|会|党|的")

#: Verbs that need no object to say something of the noun: 结对的村党组织.
INTRANSITIVE = frozenset(
    words(
        "参与 参加 结对 受益 报到 就业 创业 入党 脱贫 达标 返乡 入住 入驻 停用 关停 上岗 参赛 报名 开工 竣工 投产 办结 受灾 挂牌 落地 出列 签约 入选 获奖 复工 复产 断电 断水 停电 停水 倒伏 倒塌 受损 遇难 溺水 康复 出院 死亡 受伤"
    )
)


def noun_after(text: str, event: bool = False) -> tuple[str, str]:
    """The noun phrase that follows a figure, and what comes after it in the clause.

    Args:
        event: the figure counts events, which are named by what was done: 组织开展大排查行动.

    >>> noun_after("街道社区党组织书记接受外埠培训")
    ('街道社区党组织书记', '接受外埠培训')
    """
    start = len(text) - len(text.lstrip(" 的"))
    text = text[start:]
    cut = tokens(text)
    number, total = 0, len(cut)
    while number < total:
        token = cut[number]
        if token.word in _OPENS:
            closing = _closing(cut, number)
            if closing is None:
                break
            number = closing + 1
            continue
        if not event and number == 0 and _opens_at_once(cut, text):
            return "", text.strip()
        if number and token.word == "及" and text[token.end : token.end + 2] in ("以上", "以下"):
            number += 2  # 二级及以上医院
            continue
        if number and (token.word in _LINKS or token.word == "的"):
            break
        if number and token.word.isdigit():
            break
        if event and number and token.word in ("让", "使") and token.flag in ("v", "p"):
            break
        if event and number and token.word == "后" and number + 1 < total:
            break
        if number and token.word == "并" and number + 1 < total and cut[number + 1].flag == "v":
            break
        if number and not event and opens_predicate(cut, number, text):
            break
        number += 1
        if token.word in _CLOSING and not event:
            break
    while (
        1 < number < total
        and cut[number].word != "的"
        and cut[number - 1].flag in ("c", "d", "ad")
        and cut[number - 1].word not in _OPENS.values()
    ):
        number -= 1
    end = cut[number].start if number < total else len(text)
    if number > 1 and cut[number - 1].word in _WITHIN_IT and number < total:
        return text[: cut[number - 1].start].strip(), text[end:].strip()
    return text[:end].strip(), text[end:].strip()


#: 13个岗位|上: where, not what.
_WITHIN_IT = frozenset("上里内中")
_OPENS = {"“": "”", "(": ")", "（": "）", "《": "》", "‘": "’", '"': '"'}


def _closing(cut: tuple[Token, ...], number: int) -> int | None:
    """Number of the token that closes the mark at ``number``; None where nothing does."""
    wanted = _OPENS[cut[number].word]
    for later in range(number + 1, len(cut)):
        if cut[later].word == wanted:
            return later
    return None


def opens_predicate(cut: tuple[Token, ...], number: int, text: str) -> bool:
    """Whether the token begins a predicate rather than extends the noun before it."""
    token = cut[number]
    word, flag = token.word, token.flag
    head = _BRACKETED.sub("", text[: token.start])
    rest = text[token.end :]
    following = cut[number + 1] if number + 1 < len(cut) else None
    if (flag in ("d", "zg", "p", "ad") and word in _ALONE) or (
        flag in ("d", "p", "r", "t", "c")
        and len(word) > 1
        and word not in _MODIFIERS
        and (word not in NOMINAL or flag == "p")
    ):
        return following is not None
    if word in _MANNERS:
        return following is not None
    if word in INTRANSITIVE and flag == "v" and not rest and len(head) > 1 and _AGENT.search(head):
        return True
    if (
        word == "供"
        and following
        and following.flag[0] == "n"
        or word == "到"
        and following
        and following.flag in ("t", "m")
    ):
        return True
    if flag in ("v", "vn") and len(word) > 1 and len(head) > 1 and following and following.word in ("成", "为", "成为"):
        return True
    if word == "投入使用":
        return True
    if word in ("设", "获") and flag == "v":
        return following is not None
    if (
        flag in ("i", "l")
        and len(word) > 3
        and (
            following is None
            and (flag == "i" or _AGENT.search(head))
            or flag == "i"
            and following
            and following.flag == "v"
        )
    ):
        return True
    if (
        flag in ("a", "ad")
        and len(word) > 1
        and following
        and following.flag == "v"
        and text[following.end : following.end + 1] in ("", "了", "过")
        and _AGENT.search(head)
    ):
        return True
    if word == "不同" and following and following.word == "程度":
        return True
    if following and following.flag in ("ul", "uz") and (flag in ("v", "vn", "vg") or _AGENT.search(head)):
        return True
    if word == "为" and following and following.flag[0] in "nbm" and not rest.startswith("主"):
        return True
    if word in _PREDICATES:
        return _lexical(word, head, rest, following)
    if flag not in _VERBS or len(word) < 2 or word in NOMINAL or not _AGENT.search(head):
        return False
    # 服务站点|制作统一标识 against 党员|教育基地: a verb that the lexicon does not know needs an object or the end.
    if following is None:
        return True
    takes = following.flag in _AFTER_VERB or following.flag == "n" and not _COMPOUND.search(following.word)
    return takes and not _GROWS.match(rest)


#: Heads that make one noun of the verb before them: 居民|议事|厅, 老人|助餐|服务, against 村庄|失去|联系.
_COMPOUND = re.compile(
    r"(?:[人兵工民生队会厅点站室员组岗团证费款率数量区村者园所馆]|中心|活动|项目|平台|基地|工程|机构|单位|人群|群体|家庭|场所|设施|设备|车辆|企业|公司|制度|机制|计划|方案|问题|案件|事项|矛盾|纠纷|资金|经费|补贴|"
    r"干部|儿童|女性|妇女|青年|党员|代表|群众|骨干|工作|服务|课程|讲师|对象|资源|力量|文化|技术|产品|品牌|产业|路线|网络|场地|体系|任务|系统|热线|渠道|清单|专区|专线|窗口|板块|环节|主题|岗位|职责|能力|经验|案例|典型|模式|标准|成果|作品|线索|情况|信息|意见)$"
)

#: How or when something is done: 30家单位|首批加入.
_MANNERS = frozenset(
    words(
        "集体 首批 首次 平稳 有序 联袂 精心 用心 悉心 倾心 现 现已 现在 当天 即刻 踊跃 准时 如期 圆满 双双 齐 携手 齐心协力 同心协力 连续"
    )
)

_BRACKETED = re.compile(r"\([^()]*\)$")


def _lexical(verb: str, head: str, rest: str, following: Token | None) -> bool:
    """Whether a word of the lexicon opens a predicate after this noun."""
    if verb in ("参与", "参加", "组成") and following and following.word == "的":
        return bool(_AGENT.search(head))
    if not rest and verb in NOMINAL:
        return verb in ("参与", "参加") and bool(_AGENT.search(head))
    if len(verb) > 1 and _GROWS.match(rest):
        return False
    if verb in ("都", "均", "已", "被"):
        return True
    if verb in NOMINAL or len(verb) == 1:
        if not _AGENT.search(head):
            return False
        if len(verb) == 1:
            return verb in "靠是按有为对向在从到以被把将由给让使因与同比进均都已也还共要需应可能会不未无"
        return len(rest) >= 2 and not (following and _HEADS.fullmatch(following.word))
    return True


def _opens_at_once(cut: tuple[Token, ...], text: str) -> bool:
    """A predicate straight after the number: 38人参加…, 10多万人就业."""
    word = cut[0].word
    if (
        cut[0].flag == "d"
        and len(word) > 1
        and word not in _MODIFIERS
        and len(cut) > 1
        and cut[1].flag in ("v", "d", "p", "vd")
    ):
        return "的" not in text
    if word not in _PREDICATES or (len(word) < 2 and word not in ("到", "进", "在", "靠", "被", "由", "因")):
        return False
    rest = text[cut[0].end :]
    if (
        word in INTRANSITIVE
        and rest[:1] not in ("了", "的", "")
        and (cut[1].flag[0] == "n" or cut[1].flag[0] == "v" and cut[1].word not in _PREDICATES)
    ):
        return False
    if _GROWS.match(rest) and not rest.startswith("的"):
        return False
    return not rest or word not in NOMINAL or word in ("参加", "参与")


def is_agent(noun: str) -> bool:
    """Whether a noun may be the subject of what follows: 党员, 小组, 企业."""
    return bool(_AGENT.search(noun))


#: Adverbs that the name of a predicate leaves out: 已全部推行 → 推行.
_LIGHT = frozenset(
    words(
        "均 都 已 已经 全部 全 普遍 先后 陆续 相继 分别 将 还 又 也 共 共同 主动 积极 率先 基本 成功 顺利 了 自觉 自愿 全面 大力 持续 就近 就地 踊跃 自发 认真 仍 会 能够 能 可以 可 则 并 而 就 便 一起 一同 纷纷 "
        "首先 最终 最后 随后 随即 立即 迅速 及时 累计 共计 总共 合计 总计 目前 现场 当场 正式 即 即将 , : 所有 齐 以来 日前 今年 再次 首次 再 、 陆续 全程 悉数 逐步 依次 轮流"
    )
)
_KEPT = frozenset(words("当天 当日 正在 正 未 不 没有 没 尚未 仍未 无 免费 义务 无偿 未能"))
_STOPS = frozenset(words(", 。 ; : ! ? 、 并 以及 并且 从而 进而"))
#: What follows names or divides the things rather than tells them from others: 5个活动分别为…, 20支队伍分为3组.
_NAMING = frozenset(words("包括 包含 如 分为 分成 分别为 依次为 组成 合计 共计"))
#: A preposition leads to its verb: 按抽签顺序依次展开演讲 → 展开演讲.
_LEADING = frozenset(
    words("参照 按 按照 根据 通过 依托 围绕 以 为 向 对 与 同 就 从 由 将 把 给 利用 借助 凭借 沿着 针对 于 在 用 靠")
)
#: 通过路演、展示等方式: how it is done, whatever follows.
_BY = frozenset(words("通过 依托 围绕 利用 借助 凭借 以"))
#: Longest predicate of a name, in code points.
MAX_PREDICATE = 18


def predicate_of(rest: str) -> str:
    """What follows the noun as a short verb phrase for “… 的” names, or "".

    >>> predicate_of("全部推行了社区专职工作者员额管理")
    '推行社区专职工作者员额管理'
    """
    cut = tokens(rest)
    first = 0
    while (
        first < len(cut)
        and cut[first].word not in _KEPT
        and (
            cut[first].word in _LIGHT
            or cut[first].word in _MANNERS
            or cut[first].flag == "d"
            and len(cut[first].word) > 1
            or _manner(cut, first)
        )
    ):
        first += 1
    if cut[first : first + 2] and "".join(token.word for token in cut[first : first + 2]) == "不同程度":
        first += 2
    if first >= len(cut) or not _verbal(cut, first) or cut[first].word in _NAMING:
        return ""
    if cut[first].word in "为是" and first + 1 < len(cut) and cut[first + 1].word in _OPENS:
        return ""
    kept, listed = _core(cut, first)
    if not kept:
        return ""
    if (
        kept[0].word in _LEADING
        and kept[0].word != "在"
        and not any(token.flag in _VERBS + ("vn",) for token in kept[1:])
    ):
        return ""
    kept = _without_beneficiary(kept)
    if not kept:
        return ""
    phrase = "".join(token.word for token in kept)
    if listed and kept[0].word in _BY:
        return ""
    if listed:
        phrase = _summed(kept, cut, listed) or phrase
    if (
        len(phrase) > MAX_PREDICATE - 2
        or kept[0].word == "在"
        and any(t.flag == "v" and len(t.word) > 1 for t in kept[1:-1])
    ):
        phrase = _shorter(kept)
    phrase = clean(_TASK.sub("", phrase))
    if kept[-1].word in _AT_TIMES:
        return ""
    if len(phrase) < 2 or len(phrase) == 2 and phrase not in INTRANSITIVE and kept[0].flag not in ("v", "vn", "a"):
        return ""
    return phrase if len(phrase) <= MAX_PREDICATE else ""


def _verbal(cut: tuple[Token, ...], first: int) -> bool:
    """Whether a predicate begins here."""
    token = cut[first]
    if token.word == "在":
        return True
    if token.word in _KEPT or token.word in _PREDICATES:
        return True
    if token.flag in ("i", "l"):
        return True
    if token.flag in ("p", "d", "ad") or token.word in _LEADING:
        return any(later.flag in ("v", "vn", "vg") or later.word in _PREDICATES for later in cut[first + 1 :])
    return token.flag in ("v", "vd", "vg") or token.flag == "vn" and len(cut) > first + 1


def _core(cut: tuple[Token, ...], first: int) -> tuple[list[Token], int]:
    """Tokens of the predicate without figures and particles, and where a list in it begins (0: nowhere)."""
    kept: list[Token] = []
    depth = 0
    for number in range(first, len(cut)):
        token = cut[number]
        if token.word in "“（(《":
            depth += 1
        elif token.word in "”）)》":
            depth -= 1
        elif not depth and token.word in _STOPS:
            if token.word == "、" and kept[0].word in _LEADING and not any(t.flag in _VERBS for t in kept[1:]):
                kept.append(token)
                continue
            if token.word == "、" and kept and kept[-1].word in "省市县区镇乡村国":
                kept.append(token)
                continue
            return kept, number if token.word == "、" else 0
        elif (
            _of_figure(cut, number)
            or token.word == "了"
            or kept
            and token.word in _LIGHT
            and not _covers_all(cut, number)
        ):
            continue
        kept.append(token)
    return kept, 0


def _manner(cut: tuple[Token, ...], number: int) -> bool:
    """紧急|驰援, 不慎|溺水: how it is done."""
    return (
        cut[number].flag in ("a", "ad")
        and len(cut[number].word) > 1
        and number + 1 < len(cut)
        and cut[number + 1].flag == "v"
    )


_FOR = frozenset(words("为 给 向 对 同 与 跟"))


def _without_beneficiary(kept: list[Token]) -> list[Token]:
    """查体 of 为老人进行查体, which opens no title: for whom it is done goes, and so does 进行."""
    if kept[0].word in _FOR:
        verbs = [n for n, token in enumerate(kept) if n and token.flag in ("v", "vn") and len(token.word) > 1]
        later = [n for n in verbs if n + 1 == len(kept) or kept[n + 1].word not in _WITHIN]
        kept = kept[later[0] :] if later else []
    return kept[1:] if kept and kept[0].word == "进行" and len(kept) > 1 and kept[1].flag in ("vn", "v") else kept


def _of_figure(cut: tuple[Token, ...], number: int) -> bool:
    """Whether a token is a part of a figure in the predicate: its digits, its unit, 的 of 10余天的."""
    token, before = cut[number], cut[number - 1] if number else None
    if token.word[0].isdigit() or before is None:
        return token.word[0].isdigit()
    if before.word[0].isdigit():
        return token.flag in ("q", "m") or token.word in _UNITS
    return token.word == "的" and before.word[0] in "余天日年月" and number > 1 and cut[number - 2].word[0].isdigit()


def _covers_all(cut: tuple[Token, ...], number: int) -> bool:
    """实现全|覆盖: here 全 is no filler."""
    return cut[number].word == "全" and number + 1 < len(cut) and cut[number + 1].word == "覆盖"


def _summed(kept: list[Token], cut: tuple[Token, ...], listed: int) -> str:
    """参加家政、电商等培训 → 参加培训: what sums a list up is the object."""
    for number in range(listed, min(len(cut), listed + 16)):
        if cut[number].word == "等" and number + 1 < len(cut):
            what = ""
            for token in cut[number + 1 :]:
                if token.word in _STOPS or token.word in ("的", "和", "与"):
                    break
                what += token.word
            return kept[0].word + what if 2 <= len(what) <= 8 and all(t.word != "的" for t in kept) else ""
        if cut[number].word in (",", "。", ";"):
            return ""
    return ""


#: 建成回收站的目标, 筹集价值(60万元)
_TASK = re.compile("的(?:目标|任务|要求|局面)$|(?<=[\u4e00-\u9fff]{2})总?价值$")
#: 完成任务|后: when, not what.
_GOING = frozenset(words("留在 前往 来到 赶到 深入 走进 奔赴 赶赴"))
_AT_TIMES = frozenset(words("后 时 之后 之前 期间 之际 以后 以来"))
#: After these a verb is still a part of what its preposition leads: 在…的陪同|下.
_WITHIN = frozenset(words("下 中 的 后 时 前 上 里 过程 期间"))


def _shorter(kept: list[Token]) -> str:
    """A long predicate as its verb and the end of its object."""
    if kept[0].word in _LEADING and kept[0].word != "由":
        for number, token in enumerate(kept[1:], 1):
            if (
                token.flag in _VERBS
                and len(token.word) > 1
                and number + 1 < len(kept)
                and kept[number + 1].word not in _WITHIN
            ):
                phrase = "".join(later.word for later in kept[number:])
                return (
                    phrase if len(phrase) <= MAX_PREDICATE else token.word + last_words(phrase[len(token.word) :], 12)
                )
        if kept[0].word == "在" and kept[-1].word in _WITHIN:
            return ""
    if kept[0].word in _GOING:
        for number, token in enumerate(kept[1:], 1):
            if (
                token.flag == "v"
                and token.word in _PREDICATES
                and token.word not in INTRANSITIVE
                and number + 1 < len(kept)
            ):
                return (
                    _shorter(kept[number:])
                    if sum(len(t.word) for t in kept[number:]) > MAX_PREDICATE - 2
                    else "".join(t.word for t in kept[number:])
                )
    verb = kept[0].word
    if kept[0].word in _KEPT and len(kept) > 1:
        verb += kept[1].word
    phrase = "".join(token.word for token in kept)[len(verb) :]
    head = phrase.rsplit("的", 1)[-1]
    return verb + (head if "的" in phrase and 2 <= len(head) <= 12 else last_words(phrase, 12))
