"""Walk 4: an infant is found; hospital, screening, isolation, then admission."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.gate import lay_down
from tests.factories.phone import Phone
from tests.factories.world import moment, world
from wardline.base.places import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    with clock.set_to(moment("2020-01-31 09:00")):
        made = world()
        lay_down(made)
        return made


def paper(content=b"\xff\xd8\xff\xe0 a photo"):
    return SimpleUploadedFile("paper.jpg", content, "image/jpeg")


def test_a_found_infant_comes_in_step_by_step(w):
    nurse = Phone(w.duty).at("2020-02-01 06:50").open("/gate/").tap("登记新发现儿童")
    nurse.fill(name="安安", found_where="桥下", found_by="派出所")
    assert "请先送定点医院" in nurse.said
    child = nurse.url

    nurse.at("2020-02-01 07:40").open(child).fill()
    assert "子县定点医院" in nurse.said
    nurse.open(child + "?step=admission").fill(certified="on")
    assert "前面的步骤尚未完成：健康检查" in nurse.said
    assert "隔离未期满或负责人未签字" in nurse.said
    nurse.at("2020-02-01 10:00").open(child).fill(photo=paper(b"no photo at all"))
    assert "该文件不是照片或PDF" in nurse.said
    nurse.fill(photo=paper())
    assert "医院证明" in nurse.said
    nurse.at("2020-02-01 11:00").open(child).fill(disease_0="positive")
    nurse.open(child + "?step=isolation").fill(room="G-2")
    assert "下列筛查尚无阴性结果：传染病" in nurse.said
    nurse.at("2020-02-01 12:00").open(child).fill(disease_0="negative")
    nurse.at("2020-02-01 14:00").open(child).fill(room="G-2")
    assert "办理入院" in nurse.said

    for day in range(2, 16):
        nurse.at(f"2020-02-{day:02} 08:00").open(child).tap("天数、核酸与症状")
        nurse.tap("登记体温和症状").fill(temperature="36.6")
    nurse.at("2020-02-15 10:00").tap("录入核酸结果").fill(pathogen="SARS-CoV-2")
    nurse.at("2020-02-16 09:00").open(child).fill(certified="on")
    assert "负责人未签字" in nurse.said

    head = Phone(w.head, "en").at("2020-02-16 09:30").open(child)
    assert "Admission, signed by the head" in head.said
    head.fill(certified="on")
    assert "The step is on record." in head.said
    assert "Admitted" in head.open("/gate/intakes").said
    assert "安安" in head.open("/gate/releases").said
    assert head.tap("安安").tap("To the page").said.count("Not in the house") == 0
