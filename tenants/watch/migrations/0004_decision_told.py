"""Whether the owner knows that a decision stands: read where the letter is, not where the clock is."""

from typing import ClassVar

from django.db import migrations, models

# Letters leave five minutes after the decision, so these are known, but for those whose letter waits
# yet. What ended is not told again.
KNOWN = """
UPDATE watch_decision d SET told_at = decided_at
WHERE ended_at IS NULL AND decided_at < now() - interval '5 minutes' AND NOT EXISTS (
    SELECT FROM journal_platformwork w
    WHERE w.kind = 'letter' AND w.done_at IS NULL
        AND w.payload ->> 'what' = 'decided' AND w.payload ->> 'decision_id' = d.id::text
)
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("watch", "0003_decisions_and_the_queue"),
        ("journal", "0001_initial"),
    ]

    operations: ClassVar = [
        migrations.AddField("decision", "told_at", models.DateTimeField(null=True)),
        migrations.RunSQL([KNOWN], migrations.RunSQL.noop),
    ]
