from django.urls import path

from wardline.work.inspection import views
from wardline.work.inspection.views import field, phone, report, submissions

app_name = "inspection"
urlpatterns = [
    path("", views.index, name="index"),
    path("plans/new", views.new_plan, name="new-plan"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/chain", views.commit_chain, name="commit-chain"),
    path("plans/<int:pk>/waves/<int:n>/share", views.release_share, name="share"),
    path("plans/<int:pk>/waves/<int:n>/open", views.open_wave, name="open-wave"),
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
    # the service worker's scope is the folder it lies in
    path("phone/", phone.phone, name="phone"),
    path("phone/envelope.json", phone.envelope, name="phone-envelope"),
    path("phone/worker.js", phone.offline, name="phone-worker"),
    path("phone/manifest.webmanifest", phone.manifest, name="phone-manifest"),
    path("phone/<int:pk>/", phone.phone_visit, name="phone-visit"),
    path("forms/", field.forms, name="forms"),
    path("forms/<int:pk>/", field.form, name="form"),
    path("forms/<int:pk>/open", field.open_form, name="open-form"),
    path("forms/<int:pk>/withdraw", field.withdraw_form, name="withdraw-form"),
    path("forms/<int:pk>/xform", field.xform, name="xform"),
    path("devices/", field.devices, name="devices"),
    path("devices/<int:pk>/back", field.take_back_key, name="take-back-key"),
    path("submissions/", submissions.submissions, name="submissions"),
    path("submissions/<int:pk>/", submissions.submission, name="submission"),
    path("submissions/<int:pk>/review", submissions.review, name="review"),
    path("submissions/<int:pk>/apply", submissions.apply, name="apply"),
    path("submissions/<str:form_id>.zip", submissions.export, name="export"),
    path("visits/", views.visits, name="visits"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("visits/<int:pk>/report/", report.report, name="report"),
    path("visits/<int:pk>/arrive", views.arrive, name="arrive"),
    path("visits/<int:pk>/questions/<int:question>", views.observe, name="observe"),
    path("visits/<int:pk>/finish", views.finish, name="finish"),
]
