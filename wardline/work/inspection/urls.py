from django.urls import path

from wardline.work.inspection import views

app_name = "inspection"
urlpatterns = [
    path("", views.index, name="index"),
    path("plans/new", views.new_plan, name="new-plan"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/chain", views.commit_chain, name="commit-chain"),
    path("plans/<int:pk>/waves/<int:n>/share", views.release_share, name="share"),
    path("plans/<int:pk>/waves/<int:n>/open", views.open_wave, name="open-wave"),
    path("plans/<int:pk>/waves/<int:n>/envelope/", views.envelope, name="envelope"),
    path(
        "plans/<int:pk>/waves/<int:n>/withheld/<int:custodian>",
        views.record_withheld,
        name="withheld",
    ),
    path("plans/<int:pk>/disclose", views.disclose, name="disclose"),
    path("recusals/", views.recusals, name="recusals"),
    path("recusals/<int:pk>/end", views.end_recusal, name="end-recusal"),
    path("visits/<int:pk>/substitute", views.substitute, name="substitute"),
    path("plans/<int:pk>/proof/", views.proof, name="proof"),
    path("plans/<int:pk>/proof/<int:n>.json", views.wave_file, name="wave-file"),
    path("coverage/", views.coverage, name="coverage"),
    path("unvisited/", views.unvisited, name="unvisited"),
    path("risk/", views.risk, name="risk"),
    path("fairness/", views.fairness, name="fairness"),
    path("drives/", views.drives, name="drives"),
    path("visits/", views.visits, name="visits"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("visits/<int:pk>/arrive", views.arrive, name="arrive"),
    path("visits/<int:pk>/questions/<int:question>", views.observe, name="observe"),
    path("visits/<int:pk>/finish", views.finish, name="finish"),
]
