"""The audit trail as it is read, checked and printed; rows are added by `app.services.trail`."""
