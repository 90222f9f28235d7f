"""Who may make an account: the rules that admins set, invitations to sign up, applications."""
