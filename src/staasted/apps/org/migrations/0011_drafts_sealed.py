"""Drafts are sealed, and kept for whom one acts for. None that was written is lost."""

import json

from django.db import migrations, models

from staasted.apps.org.sealing import bytes_seal


def seal(apps, _schema_editor):
    """Seal what is kept; a representative's goes, for nobody knows whom it was about."""
    drafts = apps.get_model("org", "Draft").objects
    drafts.filter(role="representative").delete()
    for draft in drafts.all():
        place = f"draft|{draft.person_id}|{draft.role}||{draft.path}".encode()
        draft.key_id, draft.cipher = bytes_seal(json.dumps(draft.fields).encode(), bound_to=place)
        draft.save(update_fields=["key_id", "cipher"])


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0010_chosen_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="acts_for",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AddField(
            model_name="draft",
            name="cipher",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="draft",
            name="key_id",
            field=models.CharField(default="", max_length=20),
            preserve_default=False,
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField(model_name="draft", name="fields"),
        migrations.RemoveConstraint(model_name="draft", name="org_draft_one_per_form"),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("person", "role", "acts_for", "path"),
                name="org_draft_one_per_form",
                violation_error_message="There is a draft of this form already.",
            ),
        ),
    ]
