"""Who writes on a blog together: invitations, leaving, handing over. On the platform's host."""
