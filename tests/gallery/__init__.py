"""Every page that a person can see, in one walk: for axe, for pictures, and for the words."""
