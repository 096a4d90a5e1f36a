"""A browser on a phone: signs in, opens pages, fills in the form it is shown."""

import re

from django.test import Client
from lxml import html

from tests.factories.world import PASSWORD, moment
from wardline.base.places import clock


class Phone:
    """``phone.at("2020-02-10 09:00").open("/gate/").fill(name="王").said``."""

    def __init__(self, post, language="zh-hans"):
        self.client, self.now, self.url = Client(), moment("2020-01-31 09:00"), "/"
        self.client.cookies["django_language"] = language
        name = {"username": post.user.username, "password": PASSWORD}
        with clock.set_to(self.now):
            assert self.client.post("/sign-in", name).status_code == 302

    def at(self, when):
        """Let it be a certain time."""
        self.now = moment(when)
        return self

    def open(self, url):
        """Open a page."""
        with clock.set_to(self.now):
            return self._show(self.client.get(url, follow=True))

    def tap(self, words):
        """Follow the first link on the page that says these words."""
        links = html.fromstring(self.page).xpath("//main//a[@href]")
        link = next(a for a in links if words in a.text_content())
        return self.open(link.get("href"))

    def fill(self, **typed):
        """Send the page's form as it stands, with what is typed into it."""
        forms = [
            form
            for form in html.fromstring(self.page).forms
            if form.method == "POST" and "key" in form.fields
        ]
        sent = {k: v for k, v in dict(forms[-1].fields).items() if v is not None}
        sent = {k: v for k, v in (sent | typed).items() if v is not None}
        self.sent = (forms[-1].action or self.url, sent)
        return self.again()

    def again(self):
        """Send the same once more, as a phone with poor signal does."""
        with clock.set_to(self.now):
            url, sent = self.sent
            return self._show(self.client.post(url, sent, follow=True))

    @property
    def said(self):
        """What the page says, without its markup."""
        main = html.fromstring(self.page).xpath("//main")[0]
        return re.sub(r"\s+", " ", main.text_content())

    def _show(self, answer):
        assert answer.status_code == 200, (answer.status_code, self.url)
        query = answer.request["QUERY_STRING"]
        self.url = answer.request["PATH_INFO"] + (query and f"?{query}")
        self.page = answer.content.decode()
        return self
