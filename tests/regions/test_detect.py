import pytest

from portal.regions import detect


def names(text):
    return [m.name for m in detect.Places(text, text, detect.local_names(text)).between(0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("安徽省合肥市包河区推进改革", ["包河区"]),
        ("安徽以三抓为抓手", ["安徽省"]),
        ("朝阳区八里庄街道邀请专家", ["八里庄街道"]),
        ("合肥市经开区成立先锋队", ["合肥市经开区"]),
        ("《安徽日报》报道了上海会议精神", []),
        ("北京大学和中山路", []),
        ("加强社区建设，推进街道改革", []),
        ("枫桥经验在包河。包河区推进", ["包河区", "包河区"]),
        ("走进于庄村。于庄村的企业", ["于庄村", "于庄村"]),
        ("助力乡村振兴，建设和美乡村，打造和美乡村", []),
        ("大源镇骆村受灾。骆村村委会证实，骆村村民已转移", ["骆村", "骆村", "骆村"]),
        ("番禺区钟村街道回复居民", ["钟村街道"]),
        ("“小绍兴”的优惠套餐", []),
        ("青石区田冲镇组织清理，青石区田冲镇负责", ["田冲镇", "田冲镇"]),
    ],
)
def test_places_of_a_text(text, expected):
    assert names(text) == expected
