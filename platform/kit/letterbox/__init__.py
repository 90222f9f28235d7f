"""The form by which strangers write to a blog, or to the platform: no session, no cookie."""
