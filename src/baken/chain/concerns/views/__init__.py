"""The pages of concerns: method, access, form, action, answer; no rule lives here."""
