"""The encrypted store: SQLCipher through SQLAlchemy, one repository per kind of record.

`app.bootstrap` makes a `folder.EmbeddedFolder` and hands it to the services. SQLAlchemy is imported
when the folder first opens a store, not with this package: the unlock dialog comes up before.
"""
