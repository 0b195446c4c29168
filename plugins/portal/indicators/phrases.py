"""Noun phrases: cutting them out of a clause and cleaning them into a card title."""

from __future__ import annotations

import re

from portal.indicators import lexicon
from portal.indicators.measures import UNITS, alternatives
from portal.indicators.tagging import tokens
from portal.text.lists import words

#: Longest name in code points (gold/GUIDE, “Name”): what a card title holds in two lines.
MAX_NAME = 28

_HEAD = lexicon.starts_with([*lexicon.HEAD_WORDS, *lexicon.OPENERS])
_TAIL = lexicon.ends_with(lexicon.TAIL_WORDS)
_PREDICATE = lexicon.starts_with(lexicon.PREDICATES)
_LINK = re.compile(
    r"[、]|和(?!谐|平|美|睦)|(?<!参)与(?!会)|(?<!以|惠|普|涉)及(?!时|格)|以及|或|等(?![级候奖次品功线于距同待份额])|之一|中(?!心|小|共|国|层|青|医|草|型|央|华|介|队|学|职|高|标|外|坚|药|铁|建(?!立|成|有)|央|层|期|年|部|村)|[—:/|]"
)
_NUMBERED = re.compile(rf"(?<![A-Za-z\d.+])\d[\d.,]*(?![A-Za-z\d+])[余多]?[万亿]?[余多]?(?:[\u4e00-\u9fff]{{1,2}}/[\u4e00-\u9fff]{{1,3}}|年度|{alternatives(UNITS)})?(?:以[上下内])?")
_FORBIDDEN = re.compile(
    r"共有|累计(?!雨量|降雨|降水|结余|余额|产值)|达到|截至|截止|目前|今年|以来|已经|其中|分别|全部(?=投入|完成|成立|建成|落实|实现|推行|列入|办结)|\s"
)
_LE = re.compile(r"了(?![解望])")
_EDGE_HEAD = re.compile(
    r"^等(?!候|待)|^[的和与及、了为将把…]|^被(?![困褥子征服帮])|^有(?!主导|机|效|限|线)|^共(?![享建治同产青驻])|^达(?!标)|^[)）”\"]"
)
_EDGE_TAIL = re.compile(r"(?:(?<!参)与|[的和及等、达共有为占从由至…]|(?<![存所])在|以及|[(（“\"])$")
_ADVERBS = re.compile(
    r"^(?:均已|都已|均|都|已经|已|全部|普遍|先后|陆续|相继|分别|正在|将|还|又|也|共同|主动|积极|率先|基本|成功|顺利|实现了|自觉|自愿|全面|大力|持续|就近|就地|踊跃|积极|自发|认真|不同程度|仍|会|能够|能|可以|可|通过了?(?=建|成))+"
)


def trim_head(phrase: str) -> str:
    """Without adverbs, links and openers before the noun: 全市现有 → "", 共划分网格 → 划分网格."""
    while match := _HEAD.match(phrase):
        rest = phrase[match.end() :]
        if not word_boundary(match[0], rest):
            break
        phrase = rest
    return phrase


_STICKY = {
    "有": "效限机关色线益", "对": "接口外象策", "为": "民主", "是": "非", "及": "时格", "和": "谐平美睦", "与": "会", "现": "代场金有役货状",
    "共": "享治同产青驻", "计": "划算量生", "在": "职建岗线校册营编籍读途售", "过": "程渡", "的": "士", "达": "标", "将": "军", "把": "关", "从": "业", "以": "工",
    "再": "生就", "各": "类级种项界地族", "主要": "", "全面": "", "使": "用命", "用": "地水电户工人房", "当前": "", "该": "", "本": "土科级地次届轮期批", "这": "", "先后": "",
    "重点": "项人工企任群区部领", "创新": "创工项平中", "到": "位", "即": "时", "直接": "经", "一次性": "", "需": "求", "可": "再持循用", "能": "源力手人", "又": "", "并": "网购",
    "且": "", "其": "他", "近": "海邻", "超": "市高", "平均": "", "集中": "居安供", "由": "", "向": "", "给": "", "令": "", "就": "业医学近地", "才": "", "只": "",
    "帮助": "", "坚持": "", "持续": "", "依托": "", "通过": "率", "推动": "", "利用": "率", "实际": "困问", "目前": "", "统筹": "", "也": "", "都": "市", "还": "", "已": "", "均": "",
    "努力": "", "现在": "", "期间": "", "大约": "", "优先": "", "主动": "", "了": "解", "着": "", "那": "", "让": "", "按": "照揭时期需", "被": "", "截至": "", "至": "", "于": "",
}  # fmt: skip


def word_boundary(word: str, rest: str) -> bool:
    """False where the word goes on: 有|效投诉, 在|职党员."""
    if word == "共" and rest.startswith("建"):
        return rest[1:2] in tuple("立成设有起了")
    return not rest or rest[0] not in _STICKY.get(word, "")


def trim_tail(phrase: str) -> str:
    """Without what links the noun to its number: 达到, 共有, 等, 的."""
    while phrase:
        match = _TAIL.search(phrase)
        if (
            not match
            or match[0] in ("有", "在", "上", "里", "中", "内", "前", "后", "计", "达", "可")
            and _closes_word(phrase)
        ):
            break
        phrase = phrase[: match.start()]
    return phrase


_CLOSED = re.compile(
    r"(?:国有|私有|集体所有|公有|存在|所在|潜在|线上|网上|岗上|路上|马上|街上|以上|社区里|集中|其中|高中|初中|户内|境内|区内|室内|省内|许可|认可|县内|市内|统计|审计|会计|设计|预计|发达|抵达)$"
)


def _closes_word(phrase: str) -> bool:
    return bool(_CLOSED.search(phrase))


def noun_after(text: str, event: bool = False) -> tuple[str, str]:
    """The noun phrase that follows a figure, and what comes after it in the clause.

    Args:
        event: the figure counts events, which are named by what was done: 组织开展大排查行动.

    >>> noun_after("街道社区党组织书记接受外埠培训")
    ('街道社区党组织书记', '接受外埠培训')
    """
    start = len(text) - len(text.lstrip(" 的"))
    depth = 0
    position = start
    stop = len(text) if event else _predicate_at(text, start)
    while position < len(text):
        char = text[position]
        if not depth and position >= stop > start or _unclosed(text, position):
            break
        if char in '“"(（《' and not (char == '"' and depth):
            depth += 1
        elif char in '”")）》':
            depth = max(0, depth - 1)
        elif not depth and position == start and not event and _opens_at_once(text, start):
            return "", text[start:].strip()
        elif not depth and position > start:
            if _LINK.match(text, position):
                break
            verb = None if event else _PREDICATE.match(text, position)
            if verb and _opens_predicate(text, start, position, verb[0]):
                break
            if char == "的":
                break
        position += 1
    return text[start:position].strip(), text[position:].strip()


def _unclosed(text: str, position: int) -> bool:
    """A bracket or quotation mark that the phrase does not close."""
    closing = _CLOSES.get(text[position])
    return closing is not None and text.find(closing, position) < 0


_CLOSES = {"(": ")", "“": "”"}
_ALONE = frozenset("赴称达含均都已将被把因由向从对于据按以让使给跟")
_MODIFIERS = frozenset(
    words(
        "专门 单独 专职 兼职 无偿 共同 不同 非 特 最 原 再 新 独立 常年 长期 真正 大力 多 临时 一线 在线 义务 免费 自主 自动"
    )
)
#: 5个方面|强对标补短板: nothing after these belongs to the noun.
_CLOSING = frozenset(words("方面 环节 层面"))
_AFTER_VERB = frozenset(words("p d ul uz v m r ns b a"))


def _predicate_at(text: str, start: int) -> int:
    """Where the tags say that a predicate begins after the noun that opens ``text``."""
    cut = tokens(text[start:])
    if cut and cut[0].word in _CLOSING:
        return start + cut[0].end
    for number, token in enumerate(cut[1:], 1):
        head, at = text[start : start + token.start], start + token.start
        following = cut[number + 1] if number + 1 < len(cut) else None
        if token.flag in ("d", "zg", "p", "ad") and token.word in _ALONE or (
            token.flag in ("d", "p", "r") and len(token.word) > 1 and token.word not in _MODIFIERS
        ):
            if following:
                return at
        elif token.word == "不同" and following and following.word == "程度":
            return at
        elif token.word in _CLOSING:
            return start + token.end
        elif token.flag == "v" and (token.word == "赴" or following and following.flag == "ul"):
            return at
        elif (
            token.flag == "v"
            and len(token.word) > 1
            and token.word not in _NOMINAL
            and following
            and following.flag in _AFTER_VERB
            and _AGENT.search(head)
        ):
            # 服务站点|制作统一标识 against 党员|教育基地: a verb that the lexicon does not know needs an object.
            return at
    return len(text)


def _opens_at_once(text: str, start: int) -> bool:
    """A predicate straight after the number: 38人参加…, 10多万人就业."""
    verb = _PREDICATE.match(text, start)
    if not verb or (len(verb[0]) < 2 and verb[0] not in ("到", "进", "在", "靠")):
        return False
    rest = text[verb.end() :]
    if verb[0] in INTRANSITIVE and rest[:1] not in ("了", "的", "") and tokens(rest)[0].flag.startswith("n"):
        return False
    return not rest or verb[0] not in _NOMINAL or (verb[0] in ("参加", "参与") and not rest.startswith("者"))


#: Words of the lexicon that are often the modifier or head inside a noun phrase.
_NOMINAL = frozenset(
    words("""组织 参加 参与 管理 服务 建设 发展 工作 培训 帮扶 救助 调解 治理 活动 执行 表彰 奖励 引导 志愿为 整改 排查 处置 运行 运营 经营 生产 种植 养殖 加工 销售 采购 落实 监督 推进 推广
    反映 捐赠 捐款 改造 改建 扩建 新建 新增 创建 构建 规范 统一 调整 优化 提升 增长 下降 增加 减少 开放 启动 配置 设置 设立 安置 招聘 招募 招商 配备 选派 联系 联合 结合 表扬 慰问 走访 资助
    覆盖 包联 联建 转移 转化 搬迁 整合 合并 评选 评定 收集 征集 申报 上报 推选 带头 带动 上岗 在岗 返乡 常驻 派驻 挂职 居住 生活在 学 用 谈 讲 说 问 看 听 对 向 以 为 因 同 比 进 到 被 在 会 要 不 未 无
    从 应 可 能 近 超 约 达 有 就 才 便 即 再 共 共同 积极 主动 自愿 免费 无偿 义务 基本 初步 全面 集中 累计 平均 人均 每人 每年 安装 联调 互助 发放 引进 引入 孵化 培养 培育 审批 办理 受理 处理 解决 检查 上线 运用 承诺 承接
    发挥 完善 健全 实施 通过 利用 依托 投入 坚守 值守 参战 驰援 采取 收购 购买 购置 开设 开通 开业 开工 竣工 投产 落户 入户 入驻 入住 签约 挂牌 下沉 先后""")
)
#: A noun head after which even a verbal noun opens the predicate.
_AGENT = re.compile(
    r"(?:人员|群众|居民|村民|党员|干部|书记|主任|委员|代表|志愿者|网格员|网格长|民警|队员|学生|教师|医生|职工|员工|工人|农民|农户|贫困户|住户|用户|商户|企业|公司|单位|部门|社区|街道|乡镇|镇街|村庄|行政村|村|"
    r"小区|网格|楼栋|支部|党支部|党组织|党委|党总支|党小组|组织|团队|队伍|服务队|突击队|工作组|小组|机构|协会|商会|合作社|家庭|老人|儿童|妇女|青年|人才|专家|市|县|区|乡|镇|市委|县市区|人|项目|企|警力|骨干|建筑|楼宇|楼房|房屋|道路|河道|医院|学校|幼儿园|车辆|线路|站点|场所|工程|案件|诉求|问题|事项|纠纷|隐患|矛盾|先锋|所长|组长|队长|队|家长|业主|租户|骑手|司机|教练|律师|法官|医师|护士|者|员|师)$"
)


def is_agent(noun: str) -> bool:
    """Whether a noun may be the subject of what follows: 党员, 小组, 企业."""
    return bool(_AGENT.search(noun))


def _opens_predicate(text: str, start: int, position: int, verb: str) -> bool:
    """Whether a word of the lexicon at ``position`` opens a predicate rather than extends the noun."""
    head = re.sub(r"\([^()]*\)$", "", text[start:position])
    rest = text[position + len(verb) :]
    if not rest and verb in _NOMINAL:
        return verb in ("参与", "参加") and bool(_AGENT.search(head))
    if verb in _STICKY and rest[:1] and rest[0] in _STICKY[verb]:
        return False
    if len(verb) > 1 and _GROWS.match(rest):
        return False
    if verb in ("都", "均", "已", "被"):
        return True
    if verb in _NOMINAL or len(verb) == 1:
        if not _AGENT.search(head):
            return False
        if len(verb) == 1:
            return verb in "靠是按有为对向在从到以被把将由给让使因与同比进均都已也还共要需应可能会不未无"
        return len(rest) >= 2 and not _HEADS.match(rest)
    return True


#: Characters that make a noun of the verb before them: 冲锋队, 值守点, 参战人员.
_GROWS = re.compile(r"员|者|队|站|点(?!亮)|室|组(?!建|织)|岗|所(?!有|在)|率(?!先|领)|证|费|款|人员|人士|类|型(?!号)")
_HEADS = re.compile(r"中心|机构|单位|部门|平台|项目|阵地|委员会|机制|制度|办公室|会|党|的")


#: Readings that some sites print after a character: 机(jī)构(gòu).
_READING = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüê]{1,6}[)）]")


#: A list in brackets after a noun: 居民区(泰山一村、泰山二村).
_ASIDE = re.compile(r"[(（][^()（）]*、[^()（）]*[)）]")


#: 县(市、区): one word for divisions of a level.
_LEVELS = re.compile(r"(?<=[县市区乡镇村旗])[(（]((?:[市区县旗镇乡场村]、?|街道、?|社区、?){2,})[)）]")


def clean(name: str) -> str:
    """A phrase as a name: no spaces, time words, particles at its edges."""
    name = _LEVELS.sub(lambda m: m[1].replace("、", ""), _READING.sub("", name))
    name = _ASIDE.sub("", name)
    name = _NUMBERED.sub("", name) if re.search(r"\d", name) else name
    name = _LE.sub("", _FORBIDDEN.sub("", name))
    name = re.sub(r"[。，,;；!！?？：:\n]", "", name)
    name = _balanced(name)
    while True:
        trimmed = _EDGE_TAIL.sub("", _EDGE_HEAD.sub("", name))
        if trimmed == name:
            return name
        name = trimmed


_PAIRS = (("“", "”"), ("(", ")"), ("（", "）"), ("《", "》"), ("‘", "’"))


def _balanced(name: str) -> str:
    """Without marks whose partner is missing."""
    for left, right in _PAIRS:
        if name.count(left) != name.count(right):
            name = name.replace(left, "").replace(right, "")
    return name.replace('"', "") if name.count('"') % 2 else name


def last_noun(phrase: str, limit: int) -> str:
    """The end of a phrase that is too long: after its last 的 or link, or its last characters."""
    if len(phrase) <= limit:
        return phrase
    for mark in ("的", "、", "等", "和", "与"):
        tail = phrase.rsplit(mark, 1)[-1]
        if 2 <= len(tail) <= limit:
            return tail
    return phrase[-limit:]


def _listed_object(verb: str, phrase: str, rest: str) -> str:
    """参加家政、电商等培训 → 参加培训: what sums a list up is the object."""
    summed = re.match(r"、[^,。;:]{1,24}?等(?P<what>[\u4e00-\u9fff]{2,8})(?=[,。;:、]|$)", rest)
    return verb + summed["what"] if summed and "的" not in phrase else phrase


def _last_words(phrase: str, limit: int) -> str:
    """The last words of a phrase within so many characters."""
    found = ""
    for token in reversed(tokens(phrase)):
        if len(found) + len(token.word) > limit:
            break
        found = token.word + found
    return found


#: Verbs that need no object to say something of the noun: 结对的村党组织.
INTRANSITIVE = frozenset(
    words(
        "参与 参加 结对 受益 报到 就业 创业 入党 脱贫 达标 返乡 入住 入驻 停用 关停 上岗 参赛 报名 开工 竣工 投产 办结 受灾 挂牌 落地 出列"
    )
)


def predicate_of(rest: str) -> str:
    """What follows the noun as a short verb phrase for “… 的” names, or "".

    >>> predicate_of("全部推行了社区专职工作者员额管理")
    '推行社区专职工作者员额管理'
    """
    rest = _ADVERBS.sub("", rest)
    verb = _PREDICATE.match(rest)
    if not verb or len(verb[0]) < 2 and not re.match(r"[到进在靠是被有由因]", rest):
        return ""
    phrase = re.split(r"[、,。;:]|(?<=[\u4e00-\u9fff])(?:并|以及)(?=[\u4e00-\u9fff])", rest)[0]
    phrase = _listed_object(verb[0], phrase, rest[len(phrase) :])
    phrase = _LE.sub("", phrase).split("的“")[0]
    if re.search(r"\d", phrase) and "的" in phrase:
        phrase = verb[0] + phrase.rsplit("的", 1)[1]
    if re.search(r"\d", phrase) or len(phrase) < 2:
        return ""
    if len(phrase) > 18 and "的" not in phrase:
        phrase = verb[0] + _last_words(phrase[len(verb[0]) :], 12)
    if "的" in phrase and len(phrase) > 14:
        phrase = verb[0] + phrase.rsplit("的", 1)[1] if len(phrase.rsplit("的", 1)[1]) >= 2 else ""
    phrase = clean(phrase)
    if len(phrase) <= 2 and phrase not in INTRANSITIVE:
        return ""
    return phrase if 2 <= len(phrase) <= 18 else ""
