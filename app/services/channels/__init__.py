"""The ways an attachment can travel, and what they take, in words."""
