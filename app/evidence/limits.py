"""How much of a foreign file is taken, and how long and how large a job may grow.

Read by the table, which holds the child to them, and by what looks at files. Where no source is
named, the figure is our own: what an office scans and is sent stays far below it.
"""

PAGES = 200
"""Of one file. A hospital's summary has tens."""

PIXELS = 70_000_000
"""Of one page or picture: a tabloid sheet at 600 dpi has 67 million, a phone's photo 50 million."""

SIDE_PIXELS = 20_000
"""Of one side of a page or picture."""

JOB_SECONDS = 60
"""How long a job may compute between two signs of life, in processor and in wall time."""

CHILD_SECONDS = 900
"""How long one job may take in all, and a child compute in its life."""

CHILD_BYTES = 1024 * 2**20
"""Address space of the child: 80 MB stand before the first job; the rest is for the largest page
(70 million pixels take 280 MB in Pillow) and one turned copy of it."""

STREAM_BYTES = 256 * 2**20
"""What one packed stream inside a PDF may unpack to."""

SETTLED_BYTES = 200 * 2**20
"""A child that has ever held more than this in memory is not used again."""

REPLY_BYTES = 512 * 2**20
"""Of everything a job hands back."""
