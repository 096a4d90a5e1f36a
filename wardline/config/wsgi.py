"""The web server's door."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardline.config.settings")
application = get_wsgi_application()

from wardline.front.duty import serving  # noqa: E402

application = serving.letting_go(application)
serving.load_whole()
serving.collect_rarely()
serving.leave_with_parent()
