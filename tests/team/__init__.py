"""A blog's team: invitations, roles, leaving, handing over."""
