"""Each request is one transaction, seen from the post in which the person acts."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone, translation

from wardline.base.accounts import queries, sessions
from wardline.base.places import queries as places
from wardline.base.places import scope
from wardline.base.ui import wording

LANGUAGE_COOKIE = "django_language"
_LANGUAGES = {"zh": "zh-hans", "zh-hans": "zh-hans", "en": "en"}


class Tongue:
    """Speak the language chosen by the reader, else the authority's; keep its time."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        known = places.authority()
        chosen = request.COOKIES.get(LANGUAGE_COOKIE) or (known and known.language)
        language = _LANGUAGES.get((chosen or "en").lower(), "en")
        with translation.override(language), timezone.override(places.zone()):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


class Acting:
    """Find the post, open the transaction, set the scope, keep strangers out.

    A streaming response would be produced outside the transaction: answer whole.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.acting, request.posts = None, []
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        with sessions.door():
            if request.user.is_authenticated:
                return self._acted(request)
        return self.get_response(request)

    def _acted(self, request):
        request.posts = queries.posts_of(request.user)
        request.acting = self._choose(request)
        scope.choose(request.acting.place_id if request.acting else "")
        response = self.get_response(request)
        if hasattr(response, "render") and not response.is_rendered:
            response.render()
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response

    @staticmethod
    def _choose(request):
        wanted = request.session.get("post")
        for post in request.posts:
            if post.pk == wanted:
                return post
        return request.posts[0] if request.posts else None

    def process_view(self, request, view, args, kwargs):
        """Answer 404 for an area that the acting role does not have."""
        area = request.resolver_match.app_name.split(":")[0]
        if getattr(view, "login_required", True) is False or area in {"ui", ""}:
            return
        if not request.user.is_authenticated or area in {"accounts", "desk"}:
            return
        if request.acting is None:
            # nothing was done, and an outbox keeps what it has: say so
            raise PermissionDenied(str(wording.say("post_ended")))
        if area not in request.acting.role.areas:
            raise Http404
