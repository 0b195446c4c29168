"""Words that open, carry or fill a predicate."""

from __future__ import annotations

from portal.indicators import lexicon
from portal.text.lists import words

#: Verbs that open a predicate.
PREDICATES = frozenset(lexicon.PREDICATES)
#: Tags of verbs that take objects.
VERB_TAGS = ("v", "vd", "vg")

#: Verbs that need no object to say something of the noun: 结对的村党组织.
INTRANSITIVE = frozenset(
    words(
        "参与 参加 结对 受益 报到 就业 创业 入党 脱贫 达标 返乡 入住 入驻 停用 关停 上岗 参赛 报名 开工 竣工 投产 办结 受灾 挂牌 落地 出列 签约 入选 获奖 复工 复产 断电 断水 停电 停水 倒伏 倒塌 受损 遇难 溺水 康复 出院 死亡 受伤"
    )
)

#: How or when something is done: 30家单位|首批加入.
MANNERS = frozenset(
    words(
        "集体 首批 首次 平稳 有序 联袂 精心 用心 悉心 倾心 现 现已 现在 当天 即刻 踊跃 准时 如期 圆满 双双 齐 携手 齐心协力 同心协力 连续"
    )
)

#: Adverbs that the name of a predicate leaves out: 已全部推行 → 推行.
LIGHT = frozenset(
    words(
        "均 都 已 已经 全部 全 普遍 先后 陆续 相继 分别 将 还 又 也 共 共同 主动 积极 率先 基本 成功 顺利 了 自觉 自愿 全面 大力 持续 就近 就地 踊跃 自发 认真 仍 会 能够 能 可以 可 则 并 而 就 便 一起 一同 纷纷 "
        "首先 最终 最后 随后 随即 立即 迅速 及时 累计 共计 总共 合计 总计 目前 现场 当场 正式 即 即将 , : 所有 齐 以来 日前 今年 再次 首次 再 、 陆续 全程 悉数 逐步 依次 轮流"
    )
)
#: Adverbs that it keeps: 免费发放, 尚未完成.
KEPT = frozenset(words("当天 当日 正在 正 未 不 没有 没 尚未 仍未 无 免费 义务 无偿 未能"))

#: A preposition leads to its verb: 按抽签顺序依次展开演讲 → 展开演讲.
LEADING = frozenset(
    words("参照 按 按照 根据 通过 依托 围绕 以 为 向 对 与 同 就 从 由 将 把 给 利用 借助 凭借 沿着 针对 于 在 用 靠")
)

#: After these a verb is still a part of what its preposition leads: 在…的陪同|下.
WITHIN = frozenset(words("下 中 的 后 时 前 上 里 过程 期间"))

#: Longest predicate of a name, in code points.
MAX_PREDICATE = 18
