from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "wardline.base.ledger"
    label = "ledger"
