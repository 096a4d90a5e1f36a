from django.urls import path

from wardline.work.gate.views import (
    clearances,
    corridor,
    crossings,
    houses,
    intakes,
    laboratory,
    movement,
    people,
    permits,
    reviews,
    samples,
    scan,
    shifts,
    tickets,
    twins,
    writing,
)


def risk(request):
    """Open the page of residual risk; what it counts with is loaded with its first use,
    not with every start of the program."""
    from wardline.work.gate.views.risk import page

    return page.page(request)


app_name = "gate"
urlpatterns = [
    path("", houses.index, name="index"),
    path("at/<str:code>", houses.house, name="house"),
    path("at/<str:code>/permit", permits.grant, name="permit"),
    path("at/<str:code>/visit", permits.visit, name="visit"),
    path("at/<str:code>/shifts", shifts.shifts, name="shifts"),
    path("at/<str:code>/close", crossings.close, name="close"),
    path("cross/<str:direction>/<str:crosser>", crossings.cross, name="cross"),
    path("register", crossings.register, name="register"),
    path("register/<int:pk>", crossings.crossing, name="crossing"),
    path("permits", permits.permits, name="permits"),
    path("permits/<int:pk>", permits.permit, name="one-permit"),
    path("shifts/<int:pk>/end", shifts.end, name="end-shift"),
    path("movement", movement.movement, name="movement"),
    path("tickets", tickets.tickets, name="tickets"),
    path("tickets/issue", tickets.issue, name="issue"),
    path("tickets/<int:pk>", tickets.ticket, name="ticket"),
    path("tickets/<int:pk>/code.png", tickets.picture, name="picture"),
    # the service worker's scope is the folder it lies in
    path("scan/", scan.scan, name="scan"),
    path("scan/state", scan.state, name="scan-state"),
    path("scan/worker.js", scan.offline, name="scan-worker"),
    path("scan/enter", scan.enter, name="scan-enter"),
    path("corridor/", corridor.walk, name="corridor"),
    path("corridor/state", corridor.state, name="corridor-state"),
    path("corridor/worker.js", corridor.offline, name="corridor-worker"),
    path("corridor/<int:pk>", corridor.made, name="corridor-round"),
    path("people", people.people, name="people"),
    path("people/enrol", people.enrol, name="enrol"),
    path("people/<int:pk>", people.person, name="person"),
    path("people/twins", twins.twins, name="twins"),
    path("people/<int:pk>/other-record", twins.other, name="other-record"),
    path("people/<int:pk>/merge/<int:other>", twins.merge, name="merge"),
    path("merges/<int:pk>/part", twins.part, name="part"),
    path("people/<int:pk>/<str:what>", writing.write, name="write"),
    path("round/<str:slot>", people.round_, name="round"),
    path("reviews", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>", reviews.review, name="review"),
    path("samples", samples.samples, name="samples"),
    path("samples/take", samples.take, name="take"),
    path("samples/<int:pk>/correct", samples.correct, name="correct-sample"),
    path("results", laboratory.index, name="results"),
    path("results/new", laboratory.take_in, name="take-in-results"),
    path("results/template", laboratory.template, name="results-template"),
    path("results/<int:pk>", laboratory.report, name="result-file"),
    path("results/rows/<int:pk>/decide", laboratory.decide, name="decide"),
    path("isolation", clearances.board, name="board"),
    path("isolation/<int:pk>", clearances.case, name="case"),
    path("isolation/<int:pk>/then", clearances.then, name="then"),
    path("isolation/<int:pk>/end", clearances.end, name="end"),
    path("risk", risk, name="risk"),
    path("releases", clearances.releases, name="releases"),
    path("intakes", intakes.intakes, name="intakes"),
    path("intakes/begin", intakes.begin, name="begin-intake"),
    path("intakes/<int:pk>", intakes.intake, name="intake"),
]
