"""The HTTP door of sign-in, for the gateway only: no person's token opens it, and the gateway routes nobody here."""

from chassis.http import Now, Router
from fastapi import Response

from members_svc.credentials import commands
from members_svc.credentials.schemas import CredentialsToCheck, NewCredential, SignedIn
from members_svc.policy import POLICY
from members_svc.routes import Held

router = Router(POLICY)


@router.post("/credentials/check", permission="credential.check", include_in_schema=False)
async def check_credentials(body: CredentialsToCheck, stores: Held, now: Now) -> SignedIn:
    """Who signs in with this address and password."""
    password = body.password.get_secret_value()
    return SignedIn.of(await commands.check_credentials(stores.credentials, stores.people, body.email, password, body.origin, at=now()))


@router.post("/credentials", permission="credential.set", status_code=204, include_in_schema=False)
async def set_password(body: NewCredential, stores: Held, now: Now) -> Response:
    """Let a person sign in with this address and password."""
    password = body.password.get_secret_value()
    await commands.set_password(stores.credentials, stores.people, body.person_id, body.email, password, at=now())
    return Response(status_code=204)
