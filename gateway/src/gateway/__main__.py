"""`python -m gateway [api | worker | all]`; without a role, everything."""

import sys

from chassis.serve import main

from gateway.app import build
from gateway.settings import Settings

main(Settings, build, sys.argv[1:] or ["all"])
