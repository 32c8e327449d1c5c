"""python -m members_svc api | worker | relay | all | deadletters."""

from chassis.serve import main

from members_svc.app import build
from members_svc.settings import Settings

main(Settings, build)
