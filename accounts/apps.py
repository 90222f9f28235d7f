from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.export import own
        from accounts.letters import KIND, send_letter
        from journal.work import handles

        handles(KIND, send_letter)
        own.register()
