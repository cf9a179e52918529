"""The pages of the reading room, one file for each kind; ``app.VIEWS`` and ``app.ACTIONS`` name them."""
