"""The inbox of the post one acts in."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wardline.base.accounts.verbs import Verb
from wardline.base.notices import queries
from wardline.base.places import clock


def index(request):
    """List the notices."""
    page = Paginator(queries.inbox(request.acting), 30).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "may_set": request.acting.may(Verb.SET_CHANNEL)}
    context["failed"] = queries.failed(request.acting) if context["may_set"] else 0
    return render(request, "notices/index.html", context)


@require_POST
def read(request, pk):
    """Mark one as read, and go where it points."""
    notice = get_object_or_404(queries.inbox(request.acting), pk=pk)
    queries.inbox(request.acting).filter(pk=pk, read_at=None).update(
        read_at=clock.now()
    )
    return redirect(notice.url or "notices:index")
