"""Jobs about a network that is not trained yet: a look at it, what it costs, the search for a better one."""
