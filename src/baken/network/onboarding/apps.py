from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OnboardingConfig(AppConfig):
    name = "baken.network.onboarding"
    label = "onboarding"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("First hundred days")

    def ready(self) -> None:
        """Make this room known to the others."""
        from baken.foundation.notices.reminders import register_reminder
        from baken.foundation.people.demo import register_demonstration

        from . import catalogue, demonstration, navigation, packs, reminders

        catalogue.register()
        navigation.register()
        packs.register()
        register_reminder("onboarding.steps", reminders.remind_of_steps)
        register_reminder("onboarding.handovers", reminders.see_to_hand_overs)
        register_demonstration("onboarding", demonstration.load, order=70)
