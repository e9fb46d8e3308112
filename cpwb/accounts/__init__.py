"""Users, grants, sign-in and invitations; builds the actor of a request."""
