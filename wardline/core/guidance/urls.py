from django.urls import path

from wardline.core.guidance.views import drafts, norms, policies

app_name = "guidance"
urlpatterns = [
    path("", norms.index, name="index"),
    path("documents/", norms.documents, name="documents"),
    path("documents/new", norms.new_document, name="new-document"),
    path("documents/<str:code>/", norms.document, name="document"),
    path("documents/<str:at>/<str:code>/", norms.document, name="document"),
    path("measures/new", norms.new_measure, name="new-measure"),
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
