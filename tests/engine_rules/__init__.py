"""What may be said to the database, so that blogs can lie on several servers one day.

The test run's engine (`base`) hears every statement, `rules` judges it, and `accepted` names what
stays.
"""
