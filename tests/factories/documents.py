"""Documents to take in, invented."""

from datetime import date

NOTICE = """清河省民政厅
关于进一步加强民政服务机构疫情防控工作的通知
清民发〔2020〕9号

各市民政局，各民政服务机构：
现就有关事项通知如下：
一、逐级明确责任人，做到防控不松懈。
二、严格出入管理，非必要不出入。

清河省民政厅
2020年2月21日
"""
TITLE = "关于进一步加强民政服务机构疫情防控工作的通知"


def directive(world, **corrections):
    """Take the notice in as the authority."""
    from wardline.work.directives import actions

    corrections = {"issued_on": date(2020, 2, 21), **corrections}
    return actions.take_in_directive(
        by=world.authority, at="T", text=NOTICE, **corrections
    )
