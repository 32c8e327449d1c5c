"""`python -m subscriptions_svc api | worker | relay | all | deadletters`."""

from chassis.serve import main

from subscriptions_svc.app import build
from subscriptions_svc.settings import Settings

main(Settings, build)
