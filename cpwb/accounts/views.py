"""The pages of one's own account, invitations, who may do what, and the accounts of everybody for administrators."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import current_user, hash_password, login_user, logout_user
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import BadRequest

from cpwb.access import matrix
from cpwb.access.guard import PUBLIC, SIGNED_IN, Loads, Pages, current_actor
from cpwb.access.permissions import Permission as P
from cpwb.accounts import invitations, queries, service
from cpwb.accounts.devices import reader_mark
from cpwb.accounts.forms import GrantForm, InvitationForm, InviteForm, UserFilters
from cpwb.accounts.mails import invited_user
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.security import limit_attempts
from cpwb.accounts.user import User
from cpwb.core import clock
from cpwb.core.bilingual import LANGUAGES, Language
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.core.words import said
from cpwb.ui.addresses import asked_page, local_path
from cpwb.ui.errors import refusal
from cpwb.ui.locale import SESSION_KEY, current_language

pages = Pages("accounts", __name__, template_folder="templates")

USER = Loads(User, "user_id", "user", P.USER_MANAGE)
GRANT = Loads(RoleGrant, "grant_id", "grant", P.USER_MANAGE)


# -- one's own account ------------------------------------------------------------------------------------------------


@pages.page("/language", methods=("POST",), access=PUBLIC)
def choose_language() -> ResponseReturnValue:
    """Change the language and stay on the same page; a signed-in person keeps it everywhere."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        raise BadRequest
    session[SESSION_KEY] = language
    if current_actor().is_signed_in:
        service.choose_language(
            session=current_session(),
            actor=current_actor(),
            user=current_user,
            language=Language(language),
        )
    return redirect(local_path(request.form.get("next")))


@pages.page("/account/session", access=PUBLIC)
def session_state() -> ResponseReturnValue:
    """Tell a page that was open when a session ended who is signed in now, by a mark, and the token for its forms."""
    return {"reader": reader_mark(), "token": generate_csrf()}


@pages.page("/account", access=SIGNED_IN)
def account() -> ResponseReturnValue:
    """Show one's own account and what one may do where."""
    grants = queries.grants_of(current_session(), [current_user.id])[current_user.id]
    return render_template("accounts/account.html", user=current_user, grants=grants)


@pages.page("/who-may-do-what", access=PUBLIC)
def access() -> ResponseReturnValue:
    """Show the policy as tables."""
    return render_template("accounts/access.html", groups=matrix.groups(), places=matrix.PLACES)


@pages.page("/account/invitation/<token>", methods=("GET", "POST"), access=PUBLIC)
@limit_attempts()
def invitation(token: str) -> ResponseReturnValue:
    """Let somebody who was invited choose a language and a password, and sign in."""
    user = invited_user(current_session(), token)
    if user is None:
        return _void_invitation()
    form = InvitationForm(user, data={"language": user.language or Language(current_language())})
    accepted = form.carries_out(
        lambda: invitations.accept_invitation(
            session=current_session(),
            user=user,
            language=form.values()["language"],
            password_hash=hash_password(form.password.data),
        )
    )
    if not accepted:
        return form.page("accounts/invitation.html", user=user)
    logout_user()
    login_user(user, authn_via=["invitation"])
    flash(_("Welcome. Your account is ready."))
    return redirect("/")


def _void_invitation() -> ResponseReturnValue:
    """Say why a link does not work, whatever the reason, and what to do."""
    sentence = _(
        "It was used already, it is older than %(days)s days, or a newer one was sent. If you have a password, sign in;"
        " if not, ask the person who invited you to invite you again.",
        days=14,
    )
    return refusal(410, _("This link no longer works"), sentence)


# -- everybody's accounts ---------------------------------------------------------------------------------------------


@pages.page("/users", access=P.USER_MANAGE)
def users() -> ResponseReturnValue:
    """List the accounts."""
    filters = UserFilters()
    query = queries.users_matching(filters.values()["words"] or "")
    page = paginate(current_session(), query, number=asked_page())
    grants = queries.grants_of(current_session(), [user.id for user in page.rows])
    return render_template("accounts/users.html", filters=filters, page=page, grants=grants)


@pages.page("/users/<int:user_id>", access=P.USER_MANAGE, loads=USER)
def user(user: User) -> ResponseReturnValue:
    """Show an account and its roles."""
    grants = queries.grants_of(current_session(), [user.id])[user.id]
    return render_template("accounts/user.html", user=user, grants=grants)


@pages.page("/users/invite", access=P.USER_MANAGE, methods=("GET", "POST"))
def invite() -> ResponseReturnValue:
    """Invite somebody; what the person may do is granted on the next page."""
    form = InviteForm(data={"language": Language(current_language())})
    if form.carries_out(
        lambda: invitations.invite_user(session=current_session(), actor=current_actor(), **form.values())
    ):
        flash(_("The invitation is on its way. Now give the person a role."))
        return redirect(url_for(".user", user_id=form.outcome.id))
    return form.page("accounts/invite.html")


@pages.page("/users/<int:user_id>/invite", access=P.USER_MANAGE, loads=USER, methods=("POST",))
def invite_again(user: User) -> ResponseReturnValue:
    """Send a new invitation."""
    invitations.invite_again(session=current_session(), actor=current_actor(), user=user)
    flash(_("A new invitation is on its way. The older link no longer works."))
    return redirect(url_for(".user", user_id=user.id))


@pages.page("/users/<int:user_id>/grants/new", access=P.USER_MANAGE, loads=USER, methods=("GET", "POST"))
def grant(user: User) -> ResponseReturnValue:
    """Give somebody a role."""
    form = GrantForm(data={"starts_on": clock.today()})
    form.zone_id.offer(
        (identity, f"{number} {said(name)}" if number else said(name))
        for identity, number, name in queries.zones_by_number(current_session())
    )
    form.committee_id.offer((identity, said(name)) for identity, name in queries.committees_by_name(current_session()))
    if form.carries_out(
        lambda: service.grant_role(session=current_session(), actor=current_actor(), user_id=user.id, **form.values())
    ):
        flash(_("The role was given."))
        return redirect(url_for(".user", user_id=user.id))
    return form.page("accounts/grant.html", user=user)


@pages.page("/grants/<int:grant_id>/end", access=P.USER_MANAGE, loads=GRANT, methods=("POST",))
def end_grant(grant: RoleGrant) -> ResponseReturnValue:
    """End a role now: yesterday was its last day."""
    service.end_grant(
        session=current_session(), actor=current_actor(), grant=grant, ends_on=clock.today() - timedelta(days=1)
    )
    flash(_("The role has ended."))
    return redirect(url_for(".user", user_id=grant.user_id))


@pages.page("/users/<int:user_id>/block", access=P.USER_MANAGE, loads=USER, methods=("POST",))
def block(user: User) -> ResponseReturnValue:
    """Block an account."""
    service.block_user(session=current_session(), actor=current_actor(), user=user)
    flash(_("The account is blocked. Whoever was signed in with it is signed out."))
    return redirect(url_for(".user", user_id=user.id))


@pages.page("/users/<int:user_id>/unblock", access=P.USER_MANAGE, loads=USER, methods=("POST",))
def unblock(user: User) -> ResponseReturnValue:
    """Let the owner of a blocked account in again."""
    service.unblock_user(session=current_session(), actor=current_actor(), user=user)
    flash(_("The account is no longer blocked."))
    return redirect(url_for(".user", user_id=user.id))
