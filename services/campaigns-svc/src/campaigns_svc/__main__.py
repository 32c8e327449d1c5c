"""`python -m campaigns_svc api | worker | relay | all | deadletters`."""

from chassis.serve import main

from campaigns_svc.app import build
from campaigns_svc.settings import Settings

main(Settings, build)
