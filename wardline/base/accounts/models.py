"""Who signs in, and in which post they act."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

from wardline.base.accounts.roles import ROLES, Role
from wardline.base.accounts.verbs import Verb
from wardline.base.places.models import Placed, PlacedQuerySet, Reach


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """An account: one person, whatever posts they hold."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    USERNAME_FIELD = "username"
    objects = UserManager()

    class Privacy:
        personal = ("username", "name", "phone", "password", "last_login")

    def __str__(self) -> str:
        return self.name


class Session(AbstractBaseSession):
    """A browser that somebody has signed in with, until it expires."""

    # beside the signed data, so that the user is found in the same question
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")

    class Privacy:
        personal = ("session_data",)


class PostQuerySet(PlacedQuerySet):
    def active(self, on):
        """Narrow to posts that hold on a day."""
        return self.filter(
            Q(until_on__isnull=True) | Q(until_on__gt=on), from_on__lte=on
        )


class Post(Placed):
    """A user answers for a place in a role, from–to. The clock's post has no user."""

    reach = Reach.NORM

    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="posts"
    )
    role_code = models.CharField(
        max_length=20, choices=[(code, role.label) for code, role in ROLES.items()]
    )
    title_zh = models.CharField(max_length=80, blank=True)
    title_en = models.CharField(max_length=80, blank=True)
    from_on = models.DateField()
    # the first day on which it no longer holds
    until_on = models.DateField(null=True, blank=True)
    # the holder whose deputy this is, from–to
    stands_in_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )
    objects = PostQuerySet.as_manager()

    class Privacy:
        personal = ()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True)
                | Q(until_on__gte=models.F("from_on")),
                name="post_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role_code}@{self.place_id}"

    @property
    def role(self) -> Role:
        return ROLES[self.role_code]

    def may(self, verb: Verb) -> bool:
        """Tell whether the role has the verb."""
        return verb in self.role.verbs

    def reaches(self, code: str) -> bool:
        """Tell whether a place is this post's own or below it."""
        return code.startswith(self.place_id)
