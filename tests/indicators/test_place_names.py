import pytest

from portal.indicators.place_names import chain_starts, settled
from portal.regions.detect import Mention


def mention(text, name, level="community"):
    start = text.index(name)
    return Mention(start, start + len(name), name, level, None)


@pytest.mark.parametrize(
    ("text", "name", "level", "expected"),
    [
        ("平凉路街道组织居民", "凉路街道", "town", "平凉路街道"),
        ("志愿者都走村串户", "愿者都走村", "community", None),
        ("目前已回村七百人", "已回村", "community", None),
        ("何坊街道依托村庄大集", "依托村", "community", None),
        ("解放街道组织居民", "解放街道", "town", "解放街道"),
        ("在一面坡镇清理淤泥", "一面坡镇", "town", "一面坡镇"),
        ("万里街道启动活动", "万里街道", "town", "万里街道"),
    ],
)
def test_local_names_begin_where_a_word_does(text, name, level, expected):
    found = settled(text, mention(text, name, level))
    assert (found.name if found else None) == expected


def test_a_town_before_its_community_is_found_inside_a_clause():
    text = "志愿队走进黄庄街道朝阳社区开展宣讲"
    assert chain_starts(text, 0, len(text)) == [text.index("黄庄")]
