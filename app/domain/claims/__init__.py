"""A claim from before it is sent until it is closed: states, answers, appeals, authorizations."""
