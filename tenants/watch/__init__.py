"""Which blogs somebody should look at: signs of spam, counted by due work into a score.

A score decides nothing. It says in words what it is made of, and an admin decides.
"""
