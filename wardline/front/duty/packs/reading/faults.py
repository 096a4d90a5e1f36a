"""What is wrong with a pack, said where it stands and in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from wardline.front.duty.packs.shapes import Fault

SENTENCES = {
    "missing_file": (
        "This file is missing. Please put it into the pack's folder.",
        "缺少此文件，请放入数据包文件夹。",
    ),
    "two_files": (
        "There is a .csv and an .xlsx of this name. Please keep only one.",
        "同名的 .csv 与 .xlsx 并存，请只保留一个。",
    ),
    "unreadable": (
        "This file cannot be opened. It may be damaged or of another type: {why}",
        "文件无法打开，可能已损坏或格式不符：{why}",
    ),
    "bad_encoding": (
        "The characters cannot be read. Please save the file as UTF-8.",
        "文字编码无法识别，请另存为 UTF-8。",
    ),
    "missing_header": (
        "No header row found. One of the first ten rows must hold “{name}”.",
        "未找到表头：前十行中须有一行含“{name}”列。",
    ),
    "missing_column": (
        "The column “{name}” is missing.",
        "缺少“{name}”列。",
    ),
    "double_column": (
        "Two columns are called “{name}”. Please keep only one.",
        "“{name}”列重复，请只保留一列。",
    ),
    "extra_column": (
        "“{name}” is not used and has been left aside.",
        "“{name}”不在使用之列，已略过。",
    ),
    "merged_cells": (
        "The cells {area} are merged. Please unmerge them and fill each one.",
        "单元格 {area} 已合并，请取消合并并逐格填写。",
    ),
    "empty": ("Nothing is filled in here.", "此处未填写。"),
    "missing_key": ("“{name}” is missing.", "缺少“{name}”一项。"),
    "not_a_mapping": (
        "Lines of “name: value” are expected here.",
        "此处应为若干行“名称: 值”。",
    ),
    "not_a_list": (
        "A list is expected here, each item after a hyphen.",
        "此处应为列表，每项以连字符开头。",
    ),
    "not_a_value": (
        "A single value is expected here.",
        "此处应为单个值。",
    ),
    "duplicate": (
        "“{value}” already stands in row {first}.",
        "“{value}”与第 {first} 行重复。",
    ),
    "bad_code": (
        "“{value}” is not a code: only letters, digits, hyphens{more} are allowed.",
        "“{value}”不是有效代码：只能用字母、数字、连字符{more}。",
    ),
    "number_too_long": (
        "Excel has rounded this long number. Please format the cell as text and "
        "type it again.",
        "数字过长，Excel 已舍入，请将单元格设为文本后重新录入。",
    ),
    "formula_error": (
        "The cell holds an Excel error ({value}).",
        "单元格为 Excel 错误值（{value}）。",
    ),
    "bad_date": (
        "“{value}” is not a date. Please write it like 2020-02-22.",
        "“{value}”不是有效日期，请按 2020-02-22 填写。",
    ),
    "date_as_text": (
        "“{value}” is text that looks like a date. Please enter a real Excel date.",
        "“{value}”是文本而非日期，请改为 Excel 日期格式。",
    ),
    "bad_time": (
        "“{value}” is not a time. Please write it like 17:30.",
        "“{value}”不是有效时间，请按 17:30 填写。",
    ),
    "bad_moment": (
        "“{value}” is not a date with a time. Please write it like 2020-02-22 17:30.",
        "“{value}”不是有效的日期时间，请按 2020-02-22 17:30 填写。",
    ),
    "bad_number": ("“{value}” is not a number.", "“{value}”不是数字。"),
    "out_of_range": (
        "{value} is outside {low} to {high}.",
        "{value} 超出 {low} 至 {high} 的范围。",
    ),
    "bad_choice": (
        "“{value}” is not one of: {choices}.",
        "“{value}”不在可选项之内：{choices}。",
    ),
    "bad_params": (
        "“{value}” should read like “days=14; count=1”.",
        "“{value}”格式有误，应如“days=14; count=1”。",
    ),
    "unknown_topic": (
        "The topic “{value}” is not known.{hint}",
        "事项“{value}”不在清单之内。{hint}",
    ),
    "unknown_param": (
        "“{topic}” has no parameter “{value}”.",
        "“{topic}”没有参数“{value}”。",
    ),
    "missing_param": (
        "“{topic}” needs the parameter “{value}”.",
        "“{topic}”缺少参数“{value}”。",
    ),
    "bad_param": (
        "“{value}” does not fit the parameter “{name}” ({kind}).",
        "参数“{name}”的值“{value}”不符合要求（{kind}）。",
    ),
    "bad_credit_code": (
        "“{value}” fails the check digit of the register {register}.",
        "“{value}”未通过 {register} 校验。",
    ),
    "unknown": (
        "“{value}” is not found among {table}.{hint}",
        "{table} 中没有“{value}”。{hint}",
    ),
    "not_prefix": (
        "The code “{value}” must start with the code of its parent, “{parent}”.",
        "代码“{value}”须以上级代码“{parent}”开头且更长。",
    ),
    "sibling_prefix": (
        "The code “{value}” starts with the code of its neighbour “{other}”.",
        "代码“{value}”以同级代码“{other}”开头，会与其混淆。",
    ),
    "no_root": (
        "Exactly one division must have no parent; {count} have none.",
        "须有且仅有一个区划不填上级；现有 {count} 个。",
    ),
    "too_deep": (
        "“{value}” lies deeper than the {count} tiers that pack.yaml names.",
        "“{value}”的层级超出 pack.yaml 所列的 {count} 级。",
    ),
    "no_institution": (
        "“{value}” has no institution in it.",
        "“{value}”下没有机构。",
    ),
    "wrong_order": (
        "{later} is before {earlier}.",
        "{later} 早于 {earlier}。",
    ),
    "bad_zone": (
        "“{value}” is not a time zone such as Asia/Shanghai.",
        "“{value}”不是有效时区，应如 Asia/Shanghai。",
    ),
    "bad_register": (
        "“{value}” is not a number scheme such as cn.uscc.",
        "“{value}”不是有效的号码规则，应如 cn.uscc。",
    ),
    "bad_yaml": (
        "This is not well-formed: {why}",
        "格式有误：{why}",
    ),
    "bad_policy": (
        "The policy cannot be understood: {why}",
        "无法理解此评估规则：{why}",
    ),
    "bad_placeholder": (
        "“{value}” is not a figure. Please write {{figure:code}}.",
        "“{value}”不是有效指标占位，请写作 {{figure:代码}}。",
    ),
    "figures_differ": (
        "The two languages do not use the same figures: {value}.",
        "中英文所用指标不一致：{value}。",
    ),
}


@dataclass(frozen=True, slots=True)
class Where:
    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""


class Bad(ValueError):
    """A cell that cannot be taken as what its column asks for."""

    def __init__(self, code: str, **args: object) -> None:
        super().__init__(code)
        self.code, self.args_ = code, args


@dataclass(slots=True)
class Notebook:
    """Notes all that is wrong and all that must be found elsewhere in the pack."""

    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    known: dict[str, set[str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    mentions: list[tuple[str, str, Where]] = field(default_factory=list)

    def fault(self, where: Where, code: str, **args: object) -> None:
        self.faults.append(worded(where, code, args))

    def remark(self, where: Where, code: str, **args: object) -> None:
        self.remarks.append(worded(where, code, args))

    def know(self, table: str, record: Mapping[str, tuple[object, Where]]) -> None:
        """Remember a row's code, sound or not, so that one fault is told once."""
        if "code" in record:
            name = table.rpartition("/")[2]
            self.known.setdefault(name, set()).add(str(record["code"][0]).strip())

    def resolve(self) -> None:
        """Hold what was mentioned against what there is, where that could be read."""
        for table, code, where in self.mentions:
            there = self.known.get(table, set())
            if code not in there and table not in self.unread:
                hint = likely(code, there)
                self.fault(where, "unknown", value=code, table=table, hint=hint)


def worded(where: Where, code: str, args: dict[str, object]) -> Fault:
    """Put a fault into both languages."""
    english, chinese = SENTENCES[code]
    hint = args.pop("hint", "")
    return Fault(
        where.file,
        where.sheet,
        where.row,
        where.column,
        code,
        english.format(**args, hint=f" Did you mean “{hint}”?" if hint else ""),
        chinese.format(**args, hint=f"是否为“{hint}”？" if hint else ""),
    )


def likely(value: str, choices: set[str]) -> str:
    """The nearest of the choices, or nothing."""
    near = get_close_matches(value, sorted(choices), n=1) if len(value) < 40 else []
    return near[0] if near else ""
