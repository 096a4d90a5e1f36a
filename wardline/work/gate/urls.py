from django.urls import path

from wardline.work.gate.views import clearances, crossings, houses, intakes, people
from wardline.work.gate.views.risk import page as risk

app_name = "gate"
urlpatterns = [
    path("", houses.index, name="index"),
    path("at/<str:code>", houses.house, name="house"),
    path("at/<str:code>/permit", crossings.permit, name="permit"),
    path("at/<str:code>/close", crossings.close, name="close"),
    path("cross/<str:direction>/<str:crosser>", crossings.cross, name="cross"),
    path("register", crossings.register, name="register"),
    path("register/<int:pk>", crossings.crossing, name="crossing"),
    path("people", people.people, name="people"),
    path("people/enrol", people.enrol, name="enrol"),
    path("people/<int:pk>", people.person, name="person"),
    path("people/<int:pk>/<str:what>", people.write, name="write"),
    path("round/<str:slot>", people.round_, name="round"),
    path("isolation", clearances.board, name="board"),
    path("isolation/<int:pk>", clearances.case, name="case"),
    path("isolation/<int:pk>/end", clearances.end, name="end"),
    path("risk", risk.page, name="risk"),
    path("releases", clearances.releases, name="releases"),
    path("intakes", intakes.intakes, name="intakes"),
    path("intakes/begin", intakes.begin, name="begin-intake"),
    path("intakes/<int:pk>", intakes.intake, name="intake"),
]
