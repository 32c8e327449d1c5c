"""`python -m media_svc api | worker | relay | all | deadletters`."""

from chassis.serve import main

from media_svc.app import build
from media_svc.settings import Settings

main(Settings, build)
