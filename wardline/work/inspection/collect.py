"""The settings of ODK Collect as the text of a QR code: JSON, zlib, base64."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode


def settings(server_url: str, project: str) -> str:
    """Return what a QR code tells Collect: the server, to mirror its forms exactly,
    and to send by itself what is finished. A setting that is left out takes the
    application's own default."""
    told = {
        "general": {
            "protocol": "odk_default",
            "server_url": server_url,
            "form_update_mode": "match_exactly",
            "automatic_update": True,
            "autosend": "wifi_and_cellular",
        },
        "project": {"name": project, "icon": "防", "color": "#0a4a54"},
        "admin": {},
    }
    plain = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return b64encode(zlib.compress(plain.encode(), 9)).decode()
