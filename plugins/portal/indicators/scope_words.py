"""What is written around a place that tells whether it governs the figures after it."""

from __future__ import annotations

import re

from portal.indicators.document_place import CENTRAL

#: In a sentence that goes on about the town or village spoken of before it.
STAYS = re.compile(
    r"[该本](?:村|镇|乡|街道|社区)|我们(?:村|镇|乡|街道|社区)|全[村镇乡]|(?<![农乡])村(?:里|内|中|民|委|支|党|集体|干部|两委|部|口)|乡亲|"
    r"社区(?:居民|书记|干部|两委|内|里)|小区"
)
#: Opens a sentence that goes on about the place spoken of before it.
GOES_ON = re.compile(
    r"[“\"]?(?:[他她]们?|我们|原来|于是|最终|随后|接着|这[里次个时座]|此(?:次(?!洪|灾|强|暴|台风|汛)|[处地时])|该处|现场|经[核调检]查|当地|图为|[当同]时|\d{1,2}[时点](?:\d{1,2}分|许))"
)

#: A sentence about a street or village that is not named again: 街道将片区切成网格.
BARE_SUBJECT = re.compile(
    r"(?<![\u4e00-\u9fff、])(?:街道|社区|[镇村县乡]里|[镇乡]党委)(?=[将把在与为以还又也则党已从对每])"
)
#: A clause.
CLAUSES = re.compile(r"[^,;:。!?\n()]+")
#: 全县, 该镇, 村里: a place spoken of without its name.
GENERIC = re.compile(
    # Every form opens with one of these, so that all else is passed over at once.
    r"(?=[全该我本村镇社省市区县旗州乡街])(?:"
    r"全(?P<all>省|市|区|县|旗|州|盟|镇|乡|村|街道|社区|街)(?!域|面|首|第|唯一|前列|前茅|率先|优秀|先进|示范|领先|最|排名|统一|通报)|[该我本](?P<this>省|市|区|县|旗|州|镇|乡|村|街道|社区)(?!域)|(?<![农乡山政然建一二三四五六七八九十个各进入驻返回下跨联每\d])(?P<inner>村|镇|社区)(?:内|里|上)(?![\u4e00-\u9fff]?[的])"
    r"|(?<![\u4e00-\u9fff、])(?P<bare>街道|社区|镇|乡|村)(?=党[委支总组]|[将把利与还又也则先已共累])"
    r"|(?<![\u4e00-\u9fff、])(?P<body>省|市|区|县|旗|州|镇|乡|街道)(?![^,。;:]{2,30}(?:介绍|表示|说|透露|告诉|坦言))(?:委|党委|党工委|政府|人大(?!代表)|政协(?!委员)|纪委|直|里|财政|(?!场)[\u4e00-\u9fff]{2,8}?(?:局|厅|中心|总工会|妇联)(?!长)|[\u4e00-\u9fff]{1,5}、[\u4e00-\u9fff、]{1,10}?部门)"
    r")"
)
#: Before a place that the one spoken of is compared with: 增幅高于|全省.
COMPARED = re.compile(r"(?:[高低快慢优好多少大小]于|超过|超出|领先)(?:全国|全省|全市)?(?:和|、|、全省)?$")
#: 全省首批5个…: of how many a place is one.
FIRST_BATCH = re.compile(r"全(?P<level>[国省市区县])(?:首批|第[一二三四五\d]批|仅有的?|唯一的?)$")
#: No body of the whole country and no word for it is without one of these.
NATION_HINT = re.compile(r"国|中央|部(?![门署队])|全球|全世界")
#: Opens a clause about the whole country.
NATION = re.compile(
    r"(?:目前|现在|据统计|其中|今年|去年|如今|[上下]半年|\d+年)*(?:全国(?!性|重点|劳|人大|人民|上下|各地|两会|首|第|政协|统一|百|“|[\u4e00-\u9fff]{0,6}(?:示范|先进|优秀|文明|模范|标兵|最美))|我国|全球|全世界)"
)
#: 由国务院…: done by a body of the whole country.
BY_CENTRAL = re.compile(rf"(?:(?<![自理])由|\s)(?:{CENTRAL.pattern})")
#: 在全国: what follows has no smaller scope.
ACROSS_NATION = re.compile(
    r"(?:在|从|面向|向|覆盖|遍布|辐射)全(?:球|世界|国)(?!性|首|第|前|率|领|各省|[\u4e00-\u9fff“]{0,12}(?:优秀|文明|示范|先进|典型|最美|学雷锋|系统|平台))"
)
#: Right before a count: 全球|36个热点地区.
OF_WORLD = re.compile(r"(?:全球|全世界|全国)共?有?$")
#: After a place: its body announces something, 某某县气象台…发布.
SPEAKS = re.compile(r"[\u4e00-\u9fff]{1,10}(?:局|台|委|府|办|会|院)[^,。;]{0,24}(?:发布|通报|通知|公告|公布|介绍|表示)")
#: Before a place that lies in the middle of its clause: it says where, so it governs.
WHERE = re.compile(
    r"(?:(?<![存实现正所])在|走进|——|(?:地[址点]|[办在源]地)[为是]?|所在的|名[为叫]|叫做|[县乡镇里]有一?个|(?:在|位于|地处)[\u4e00-\u9fff]{1,5}[河江湖山路线岸]|日前从|记者从|从|针对|来到|到达?|赴|抵达|前往|奔赴|驰援|[该我本][省市县区镇乡])\s?$"
)
#: 在与大树垭村隔江相望的|兴隆寺村,.
WHERE_OF = re.compile(r"(?:在|来到|走进|位于)[^,;。]{1,18}的$")
#: 距县城20公里的|大田村, 例如大家熟悉的|潭柘寺镇.
AT_DISTANCE = re.compile(r"(?:距|例如|比如)[^,;。]{1,18}的$")
#: Before a place that is all there is in brackets: it says where what stands before them is.
BRACKETED = re.compile(r"[站点处馆园院校厂]\([\u4e00-\u9fff]*$")
#: Before a town or village that something is done for.
FOR = re.compile(r"(?:[为给向对]|(?:帮助|带动|助力|指导|扶持)(?:[^,;。、]{0,8}的)?)\s?$")
#: Before a place that contains the subject: it governs only where no place is the subject.
WITHIN = re.compile(r"(?:位于|地处|坐落于|(?<![就还但都也不正于算])是)\s?$")
#: After a place behind 是: it is what the subject stands for, not where it is: 是|将乐县抓党建的缩影.
PORTRAYED = re.compile(
    r"[^,;。]{1,30}的(?:一个|一种|一份)?(?:生动|真实|鲜活|具体)?(?:缩影|写照|剪影|样本|样板|体现|例证|印证|典型|故事)"
)
#: After such a place: it has or does what follows, so it is the subject.
OWNS = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}?(?:局|委|会|部|院|队|所|中心|办)(?=现有|共有|拥有|下辖|设有))?(?:全[村镇乡]|辖区|现|目前|一)?(?:位于|地处|坐落于|共有|现有|拥有|共(?=\d)|有(?!关|效|序|人)|下?辖|设有|建有|建成|面积|常住|户籍|总人口|党员|村民(?=\d))"
)
#: Before a place that is only dealt with or listed.
DEALT = re.compile(r"[、和与及跟同到往向赴给对至为授]\s?$|支援|驰援|帮扶|对口|结对|前往|抵达|联合|包括|覆盖")
#: Straight after a place: its own count, 云南省18个县市, 赫山街道4个.
COUNTS = re.compile(
    r"(?:各|共|约|近|超)?\d[\d.,]*[万亿]?[余多]?[个名户家所支处条项座人亩栋间辆幢件宗场次笔套起元公吨斤米毫]"
)
#: Straight after a place: what it has, then how much: 严道街道|大林172.6毫米, 泸州|经济总量突破3000亿元.
HAS = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{0,8}?)(?:达到?|为|约|超过?|突破|近|仅|各|共|只有)?\d[\d.,]*[万亿]?[余多]?(?![年月日时号点届期路楼组、\d:.—~-])"
)
#: Before the place that has most or least of what is counted: 最多的|临湘市.
MOST = re.compile(r"最[高低多少大小早快慢长短好差]的?[\u4e00-\u9fff]{0,4}?(?<![到为])(?:为|是|在|点|的)$")
#: 后者 of two places.
LATTER = re.compile(r"(?<![\u4e00-\u9fff])后者")
#: Before such a place: it has what follows.
IS = re.compile(r"[为是的]$")
#: After a place: others follow.
LISTED = re.compile(r"[、和与及]")
#: After a place: it is an example of what is counted.
EXAMPLE = re.compile(r"[\u4e00-\u9fff]{0,8}等[近约超]?\d")
#: Between two places: they are not in one name.
VERB = re.compile(r"[在到向对为与和及、给的是有]|联合|组织|开展|举办|召开|捐|推|选|指导|启动|发布|出台|印发|部署|授予")
#: Between the last place of a list and its figure: 甲街道、乙街道各1个.
EACH_OF_LIST = re.compile(r"(?:[、和与及][\u4e00-\u9fff]{2,10}?)*(?:各|均|都)[\u4e00-\u9fff]{0,4}$")
#: A figure of those given one for one.
NUMBER = re.compile(r"\d[\d.,]*")
#: From the end of a quotation to the place where it was said.
SCENE = re.compile(r"”[。!?]?\s*(?:\d{1,2}月\d{1,2}日,?|近日,?|日前,?)?(?:在|走进|来到)")
#: Verbs of saying.
SAYS = re.compile(r"说|介绍|表示|告诉|坦言|透露|回忆|算了|感慨")
#: Before a place that who is counted before it goes to or is in.
GOAL = re.compile(
    r"(?:到达|抵达|赶到|赶往|赶赴|奔赴|前往|来到|走进|进驻|下沉到|深入到?|驰援|(?<![存实现正所])在)(?:[\u4e00-\u9fff]{0,4}的)?\s?$"
)
#: Several divisions, each of which has what is counted: 多个乡镇、街道降水量均超300毫米.
SEVERAL = re.compile(
    r"(?:[^,。;:]{0,4}?)(?:多个|各个?|部分|不少|大部分)(?P<level>县市区|县区|区县|镇街|乡镇|街道|镇|乡|村)(?!级|委|干)"
)
#: After 在 and a place where someone lived before or lives: 在|杭州打拼多年的….
LIVES = re.compile(r"(?:打拼|工作|生活|居住|务工|打工|经商|上学|读书|求学|就读|长大)[^,。;:]{0,8}的")
#: After the caption of a picture.
CREDIT = re.compile(r"\s*[^,。;:!?\n]{1,14}(?:供图|摄(?![影像氏取入制]))")
#: Before a place that someone goes to from elsewhere.
GOES_TO = re.compile(r"(?:前往|赶?赴|奔赴|赶往|驰援|支援|出征|开往)\s?$")
#: Before provinces that a place does something for.
SERVES = re.compile(r"惠及|覆盖|销往|辐射|来自|面向|[为向给对](?:全国)?$")
#: Divisions counted.
COUNTED = re.compile(
    r"(?:超过?|近|约|不?少于)?\d[\d,]*[余多]?个[^\d,。;:、的]{0,3}?"
    r"(?P<level>省份|省区市|地级市|县市区|区县|县区|区市|市县|区\(|县\(|市\(县|镇街|街镇|乡镇|镇\(|街道|行政村|建制村|村镇|社区|省(?=[、(])|(?<!城)市|(?<![社小片园街校景库分城展灾林牧矿营厂战疫校湾沙山])区(?!村|域|间|块|位|别|长)|县|镇|乡|(?<!自然)村)"
    r"(?![级委民内域直里口小居社辖政场区庄组])"
)

#: From a place to what is counted: the name of a body or of its people.
BODY = re.compile(r"[\u4e00-\u9fff]{1,12}?(?:队|队员|组|局|委|会|院|校|中心|党员|干部|民警|志愿者|官兵)")
