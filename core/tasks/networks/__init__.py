"""Jobs about a network that is not trained yet: a look at it, what it costs, its learning rate, a better one."""
