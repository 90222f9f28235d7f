"""Bodies of migrations of `contact`, for `write_migrations`."""

ADD_FIELD = """
operations = [
    migrations.AddField("message", "mood", models.CharField(max_length=9, default="calm")),
    migrations.AddField("message", "stars", models.IntegerField(null=True)),
    migrations.AddIndex("message", models.Index(fields=["stars"], name="message_stars")),
]
"""
CONCURRENT = """
atomic = False
operations = [AddIndexConcurrently("message", models.Index(fields=["email"], name="by_email"))]
"""
BY_PYTHON = """
def fill(apps, schema_editor):
    from tenants.db.scope import owe_public, current_tenant_id
    from psycopg import sql
    Message = apps.get_model("contact", "Message")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        name = cursor.fetchone()[0]
    Message.objects.create(name=str(current_tenant_id()), email="x@example.com", text=name)
    owe_public("bump", sql.SQL("UPDATE tenants_contentversion SET version = 700"
               " WHERE tenant_id = {}").format(sql.Literal(current_tenant_id())))

operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
"""
BROKEN_FOR_SOME = """
operations = [
    migrations.AddField("message", "once", models.IntegerField(null=True)),
    migrations.AddConstraint("message",
        models.CheckConstraint(condition=~models.Q(name="Forbidden"), name="not_forbidden")),
]
"""
