"""A phone on pages with several forms: each is sent by where it goes."""

from lxml import html

from tests.factories.phone import Phone


class Hands(Phone):
    """``hands.open("/correction/").tap("…").send("/verify", holds="yes")``."""

    def send(self, target, **typed):
        """Fill in and send the first form whose address ends so."""
        form = next(
            form
            for form in html.fromstring(self.page).forms
            if (form.action or self.url).endswith(target)
        )
        found = {k: v for k, v in dict(form.fields).items() if v is not None} | typed
        sent = {k: v for k, v in found.items() if v is not None}
        self.sent = (form.action or self.url, sent)
        return self.again()

    def again(self):
        """Send the same once more, the file from its beginning."""
        for value in self.sent[1].values():
            if hasattr(value, "seek"):
                value.seek(0)
        return super().again()

    def sees(self, target):
        """Tell whether the page offers a form that goes there."""
        forms = html.fromstring(self.page).forms
        return any((form.action or "").endswith(target) for form in forms)
