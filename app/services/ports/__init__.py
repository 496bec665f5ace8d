"""What services need from outside, as Protocols: stores, keys, readers.

Storage and the tests' fakes fit by shape.
"""
