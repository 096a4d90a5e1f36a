"""The program starts without what only a method of estimation needs."""

import os
import subprocess
import sys

_START = """
import sys
import django
django.setup()
import wardline.config.urls
heavy = {"numpy", "scipy", "apprise", "pyvrp"} & set(sys.modules)
sys.exit(" ".join(sorted(heavy)) or 0)
"""


def test_web_starts_without_the_libraries_of_estimates_and_channels():
    told = {"DJANGO_SETTINGS_MODULE": "wardline.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", _START],
        env=os.environ | told,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
