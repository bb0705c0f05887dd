"""Addresses of the agreements per municipality and of the yearly account."""

from django.urls import URLPattern, URLResolver, include, path

from .views import account, agreements

Routes = list[URLPattern | URLResolver]

_year: Routes = [
    path("", account.account, name="account"),
    path("pdf/", account.account_pdf, name="account-pdf"),
    path("word/", account.account_word, name="account-word"),
    path("definitief/", account.make_final, name="account-final"),
    path("heropenen/", account.open_again, name="account-reopen"),
    path("hoofdstuk/<slug:account_chapter>/", account.account_words, name="account-words"),
]

_municipality: Routes = [
    path("", agreements.agreements_of, name="agreements-of"),
    path("<slug:agreement>/", agreements.agreement, name="agreement"),
    path("<slug:agreement>/zelfcheck/", agreements.check_agreement, name="check-agreement"),
]

routes: Routes = [
    path("afspraken/", agreements.agreements, name="agreements"),
    path("afspraken/<slug:agreements_of>/", include(_municipality)),
    path("verantwoording/", account.accounts, name="accounts"),
    path("verantwoording/beginnen/", account.start_account, name="start-account"),
    path("verantwoording/<int:account_year>/", include(_year)),
]
