"""Short names of places that are other words, too."""

from __future__ import annotations

from portal.text.lists import words

#: Short names that are everyday words or parts of other names; they count only with their suffix.
AMBIGUOUS_SHORT = frozenset(
    words(
        "大同 大理 安康 白银 白山 东方 中山 朝阳 和田 中卫 来宾 保山 阿里 海东 海西 海北 黄南 三明 "
        "山南 三沙 黄山 通化 新乡 文山 和平 河东 河西 河北区 鼓楼 新城 城区 城中 市中 "
        "东城 西城 普陀 金山 宝山 长安 雨花 天河 高新 向阳 前进 解放 站前 新华 和平 红旗 铁西 铁东 青山 江北 江南 江东 河口 南山 东山 西山 南岸 新民 "
        "海南区 龙江 兴安 伊春 巴州"
    )
)
