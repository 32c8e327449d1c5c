"""`python -m meetings_svc api | worker | relay | all | deadletters`."""

from chassis.serve import main

from meetings_svc.app import build
from meetings_svc.settings import Settings

main(Settings, build)
