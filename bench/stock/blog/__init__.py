"""The blog, as one writes it who has django-tenants see to the schema."""
