"""Community-policing initiatives: milestones, sessions, evaluation, and the action points they rest on."""
