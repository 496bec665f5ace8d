"""Foreign files: looked at, shown and composed, in a child process with limits.

`table.SafeLightTable` is the door; bootstrap hands it to the services. Everything that parses
foreign bytes runs in the child.
"""
