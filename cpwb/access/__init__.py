"""Who may do what, and where: the permissions, the one table, the actor and the page guard."""
