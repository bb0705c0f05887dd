"""Every write of this room, by noun: invitations, accounts, memberships and their endings, own."""
