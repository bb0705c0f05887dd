from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("onboarding", "0002_row_security")]
    operations = [
        migrations.AddField(
            model_name="journey",
            name="begun_on",
            field=models.DateField(blank=True, null=True, verbose_name="begun on"),
        ),
    ]
