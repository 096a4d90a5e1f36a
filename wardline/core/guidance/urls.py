from django.urls import path

from wardline.core.guidance.views import (
    drafts,
    editions,
    lessons,
    measures,
    norms,
    policies,
    reading,
)

app_name = "guidance"
urlpatterns = [
    path("", reading.index, name="index"),
    path("wall/", reading.wall, name="wall"),
    path("documents/", norms.documents, name="documents"),
    path("documents/new", norms.new_document, name="new-document"),
    path("documents/<str:code>/", norms.document, name="document"),
    path("documents/<str:at>/<str:code>/", norms.document, name="document"),
    path(
        "documents/<str:at>/<str:code>/differences",
        editions.differences,
        name="differences",
    ),
    path("measures/", measures.measures, name="measures"),
    path("measures/new", measures.new_measure, name="new-measure"),
    path("measures/<int:pk>/", measures.measure, name="measure"),
    path("measures/<int:pk>/correct", measures.correct, name="correct-measure"),
    path("measures/<int:pk>/withdraw", measures.withdraw, name="withdraw-measure"),
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons/new", lessons.new_lesson, name="new-lesson"),
    path("lessons/<int:pk>/", lessons.lesson, name="lesson"),
    path("lessons/<int:pk>/edit", lessons.edit_lesson, name="edit-lesson"),
    path("levels/", norms.levels, name="levels"),
    path("levels/new", norms.new_level, name="new-level"),
    path("holds/new", norms.new_hold, name="new-hold"),
    path("holds/<int:pk>/withdraw", norms.withdraw, name="withdraw"),
    path("policies/", policies.policies, name="policies"),
    path("policies/new", drafts.new, name="new-policy"),
    path("policies/<int:pk>/", policies.policy, name="policy"),
    path("policies/<int:pk>/new", drafts.new, name="new-version"),
    path("policies/<int:pk>/withdraw", policies.withdraw_policy, name="end-policy"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/edit", drafts.edit, name="edit-draft"),
    path("drafts/<int:pk>/effect", drafts.effect, name="effect"),
    path(
        "drafts/<int:pk>/cleared-now", drafts.examples, {"side": "before"}, "only-now"
    ),
    path(
        "drafts/<int:pk>/cleared-then", drafts.examples, {"side": "after"}, "only-then"
    ),
    path("drafts/<int:pk>/publish", drafts.publish, name="publish-draft"),
    path("drafts/<int:pk>/discard", drafts.discard, name="discard-draft"),
]
