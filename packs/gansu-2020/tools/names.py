"""Invented names, drawn by hash so that every run gives the same ones."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from pypinyin import lazy_pinyin

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
)
FIRST = "文建国秀玉晓春志永明海红淑桂金丽雪云天成思若慧嘉子雨宏立振兰"
SECOND = "华兰英平军霞芳林生峰梅珍娟涛宁安琴东辉莲花荣祥福禄清远航"
WORDS = [
    "云杉",
    "青禾",
    "松涧",
    "暖泉",
    "星河",
    "向晴",
    "长青",
    "静远",
    "麦香",
    "百合",
    "沙枣",
    "金桥",
    "望川",
    "柳湖",
    "白杨",
    "秋实",
    "朝露",
    "听雨",
    "归雁",
    "杏林",
    "梨园",
    "胡杨",
    "雪莲",
    "清波",
    "和风",
    "明月",
    "春晖",
    "银杏",
    "竹苑",
    "兰台",
    "石榴",
    "槐荫",
    "驼铃",
    "绿洲",
    "晨曦",
    "晚晴",
    "桑榆",
    "南山",
    "玉门柳",
    "祁连云",
    "河湾",
    "古渡",
    "花椒",
    "牧歌",
]
T = TypeVar("T")


def number(*key: object) -> int:
    """A number that the key alone decides."""
    text = "/".join(map(str, key))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def pick(choices: Sequence[T], *key: object) -> T:
    """One of the choices, decided by the key alone."""
    return choices[number(*key) % len(choices)]


def person(*key: object) -> str:
    """The name of somebody who does not exist."""
    given = pick(FIRST, *key, "first")
    if number(*key, "long") % 4:
        given += pick(SECOND, *key, "second")
    return pick(SURNAMES, *key, "surname") + given


def latin(chinese: str) -> str:
    """The reading of a name in Latin letters."""
    return "".join(lazy_pinyin(chinese)).capitalize()
