import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("correction", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="verification",
            name="completion",
            field=models.ForeignKey(
                default=0,  # the table is empty
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verifications",
                to="correction.completion",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.UniqueConstraint(
                fields=["completion", "lookback"],
                name="verified_once",
                nulls_distinct=False,
            ),
        ),
    ]
