"""What is read digit by digit or sign by sign: telephones, identifiers, versions, addresses."""

import re

from frontend.text.normalisation.asian.addresses import Addresses
from frontend.text.normalisation.asian.ideographs import by_digit
from frontend.text.normalisation.asian.numbers import follows
from frontend.text.normalisation.chinese.words import spoken
from frontend.text.normalisation.rule import DIGIT, Rule

# Read 一, not 幺: who says 幺 understands it, and it is right in every region.
_NAMED = re.compile(
    "(?:电话|手机|号码|热线|拨打|致电|来电|传真|座机|编号|编码|账号|帐号|账户|卡号|学号|工号|单号|"
    "身份证|证件|证号|护照|车牌|邮编|邮政编码|验证码|密码|代码|股票代码|房号|序列号|订单|尾号|航班|车次|房间|门牌|会议|直播间|分机|微信|QQ群|QQ|ID|"
    "電話|手機|號碼|熱線|撥打|編號|帳號|卡號|學號|身份證|郵遞區號|驗證碼|密碼|代碼|訂單)"
    r"(?:号码|号|號碼|號|为|為|是|:|\s){0,3}\Z"
)
_ISBN = re.compile(r"ISBN(?:-1[03])?[: ]{0,2}\Z")
_FEWEST_DIALLED = 7  # digits
_TAIL = r"(?![0-9]|[-.][0-9])"


_SIGNS = {".": "点", "@": "艾特", "/": "斜杠", "-": "杠", "_": "下划线", ":": "冒号", "?": "问号",
          "=": "等于", "&": "和", "#": "井号", "+": "加", "%": "百分号", "~": "波浪号"}  # fmt: skip


def _digits(match: re.Match[str]) -> str:
    """Read every digit; groups that were written apart have a pause between them."""
    plus = "加" if match[0].startswith("+") else ""
    return f"{plus}{'，'.join(map(by_digit, re.findall('[0-9Xx]{1,400}', match[0])))}"


def _together(match: re.Match[str]) -> str:
    plus = "加" if match[0].startswith("+") else ""
    return plus + by_digit(re.sub(r"[^0-9A-Za-z]", "", match[0]))


def _abroad(match: re.Match[str]) -> str | None:
    digits = sum(map(str.isdecimal, match[0]))
    return _digits(match) if digits >= _FEWEST_DIALLED else None  # a rise: "+123元"


def _blood_pressure(match: re.Match[str]) -> str:
    unit = "毫米汞柱" if match["unit"] else ""
    return f"{spoken(match['upper'])}、{spoken(match['lower'])}{unit}"


def _named(match: re.Match[str]) -> str | None:
    return _digits(match) if follows(_NAMED, match) else None


def _points(match: re.Match[str]) -> str:
    version = match["version"] or ""
    return version + "点".join(map(spoken, match["number"].split(".")))


def _address(match: re.Match[str]) -> str:
    return "点".join(map(by_digit, match[0].split(".")))


_IP_ADDRESS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9]|\.[0-9])")
_VERSION = re.compile(
    r"(?P<version>(?<![A-Za-z])[vV])?(?<![0-9.])(?P<number>"
    r"(?!(?:19|20)[0-9]{2}\.[0-9]{1,2}\.[0-9]{1,2}(?![0-9.]))"
    r"[0-9]{1,4}(?:\.[0-9]{1,6}){2,3}|(?<=[vV])[0-9]{1,4}\.[0-9]{1,4})(?![0-9]|\.[0-9])"
)
_OF_YEAR = re.compile(r"(?<![0-9.,/\-])(?:19|20)[0-9]{2}-0[0-9]{2,7}(?![0-9A-Za-z-])")
_NAMED_NUMBER = re.compile(
    r"(?<![0-9.,/\-])[0-9]{3,40}(?:[- ][0-9]{2,12}){0,4}[Xx]?"
    r"(?![0-9]|[-.,/][0-9]|[年月日元%块个])"
)
_TELEPHONE = re.compile(
    rf"(?<![0-9A-Za-z.])(?:(?:\+[0-9]{{1,3}}[- ]?)?(?:"
    r"1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}"
    r"|\(?0[0-9]{2,3}\)?[- ]?[0-9]{3,4}[- ]?[0-9]{4}"
    r"|[48]00[- ][0-9]{3}[- ][0-9]{4}|[48]00[- ][0-9]{4}[- ][0-9]{3}"
    rf"))(?:{_TAIL})"
)
_FOREIGN_TELEPHONE = re.compile(
    rf"(?<![0-9A-Za-z])(?:\+[0-9]{{1,3}}(?:[- ]?\(?[0-9]{{1,5}}\)?){{2,5}}){_TAIL}"
)
_IDENTIFIER = re.compile(r"(?<![0-9.])(?:[0-9]{17}[0-9Xx])(?![0-9A-Za-z])")
_ISBN_PATTERN = re.compile(r"(?<![0-9.\-])[0-9](?:-?[0-9]){8,11}-?[0-9Xx](?![0-9])")

# After letters, as in a flight; and of a room.
_CODE = re.compile(
    r"(?<=[A-Z])(?<!TOP)[0-9]{3,8}(?![0-9]|[.,][0-9]|[万亿%元])"
    r"|(?<![0-9.,/\-])[1-9][0-9]{2,3}(?=[室房](?![子屋内外])|(?:会议|教|办公)室|病房|客房|包间|包厢)"
    # of an extension: "010-12345678转204"
    r"|(?:(?<=[0-9]转)|(?<=[0-9] 转))[0-9]{2,5}(?![0-9.,])"
    # of a flat, of a share, of a university; and numbers that are called
    r"|(?:(?<=号楼)|(?<=单元)|(?<=[栋幢座]))[1-9][0-9]{2,3}(?![0-9.万亿元个%人年米平])"
    r"|(?<=[(（])[0368][0-9]{5}(?=[)）])|(?<![0-9.,])(?:211|985)(?=大学|高校|院校|工程)"
    r"|(?<![0-9.,])618(?=大促|购物|年中|活动|狂欢)|(?<![0-9.,])996(?=工作|制|加班|模式)"
    r"|(?<![0-9.,])(?:480|720|1080|1440|2160)(?=[pP](?![A-Za-z]))"
    r"|(?<![0-9.,])(?:95[0-9]{3}|10086)(?![0-9.,%万亿元个人年米页次])"
    r"|(?<![0-9.,])(?:123(?:06|15|45|33|20|48)|12123)(?![0-9.,万元个人年米])"
)

# Of blood: 120/80, which is no part.
_BLOOD_PRESSURE = re.compile(
    r"血[压壓](?:是|为|為|在|:|\s){0,2}(?P<here>(?P<upper>[0-9]{2,3})/(?P<lower>[0-9]{2,3})"
    r"(?P<unit>\s?mmHg)?)(?![0-9/])"
)
_NUMBER_SIGN = re.compile(r"(?<![0-9A-Za-z#&/])#\s?(?=[0-9]{1,9}(?![0-9A-Za-z#]))")

RULES = [
    Rule("blood pressure", _BLOOD_PRESSURE, _blood_pressure, needs="/"),
    Rule("number sign", _NUMBER_SIGN, lambda _: "编号", needs="#"),
    *Addresses(_SIGNS, by_digit).rules(),
    Rule("IP address", _IP_ADDRESS, _address, needs=DIGIT),
    Rule("version", _VERSION, _points, needs=DIGIT),
    Rule("code", _CODE, lambda match: by_digit(match[0]), needs=DIGIT),
    Rule("number of a year", _OF_YEAR, _digits, needs="-"),
    Rule("named number", _NAMED_NUMBER, _named, needs=DIGIT),
    Rule("telephone", _TELEPHONE, _together, needs=DIGIT),
    Rule("foreign telephone", _FOREIGN_TELEPHONE, _abroad, needs="+"),
    Rule("identifier", _IDENTIFIER, _together, needs=DIGIT),
    Rule(
        "ISBN",
        _ISBN_PATTERN,
        lambda match: _together(match) if follows(_ISBN, match) else None,
        needs="I",
    ),
]
