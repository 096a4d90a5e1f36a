"""The web server's door."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wardline.config.settings")
application = get_wsgi_application()

from wardline.front.duty.serving import leave_with_parent  # noqa: E402

leave_with_parent()
