"""The servers as programs: the same ones as in docker-compose.yml, on loopback, with a folder each."""

import asyncio
import os
import secrets
import uuid
from pathlib import Path

from . import clamd, health, install, object_store, versions
from .failure import Failure
from .ports import HOST
from .program import Program
from .run import ROOT, Run

DEPLOY = ROOT / "deploy"


def programs(run: Run) -> list[Program]:
    """The servers this run wants."""
    makers = {
        "mongod": _mongod, "kafka": _kafka, "minio": _minio, "clamd": _clamd, "zipkin": _zipkin, "victoria": _victoria,
        "vmalert": _vmalert, "collector": _collector,
    }  # fmt: skip
    return [maker(run) for name, maker in makers.items() if name in run.parts]


def _light(run: Run) -> bool:
    return run.kind == "test"


def _forgetful() -> tuple[str, ...]:
    from chassis.testing import MONGOD_FOR_TESTS  # only here: the platform needs no pytest

    return MONGOD_FOR_TESTS


def _mongod(run: Run) -> Program:
    port = run.ports["mongod"]
    return Program(
        "mongod",
        (
            str(install.mongod()), "--replSet", "rs0", "--bind_ip", HOST, "--port", str(port),
            "--dbpath", str(run.place("mongod")), "--wiredTigerCacheSizeGB", "0.25" if _light(run) else "0.5",
            "--nounixsocket", "--quiet", *(_forgetful() if _light(run) else ()),
        ),
        ready=lambda: health.mongod(port),
        ports=(port,),
        grace=30,
    )  # fmt: skip


# ---- Kafka ----


def _java(*words: str) -> tuple[str, ...]:
    return (str(install.java()), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *words)


def _kafka_java(*words: str) -> tuple[str, ...]:
    logging = DEPLOY / "local" / "kafka-log4j2.properties"
    return _java(f"-Dlog4j2.configurationFile={logging}", "-cp", f"{install.kafka_jars()}/*", *words)


def _kafka(run: Run) -> Program:
    port, controller = run.ports["kafka"], run.ports["kafka-controller"]
    settings = run.place("kafka") / "server.properties"
    return Program(
        "kafka",
        _kafka_java("-Xms128m", "-Xmx384m", "kafka.Kafka", str(settings)),
        ready=lambda: health.kafka(port),
        prepare=lambda: _format(run, settings),
        ports=(port, controller),
        cwd=run.place("kafka"),
        grace=30,
    )


async def _format(run: Run, settings: Path) -> None:
    """Write the settings of today's ports; format the log directory once."""
    logs = run.place("kafka", "logs")
    settings.write_text(_kafka_settings(run, logs))  # noqa: ASYNC240 once, before anything runs
    if (logs / "meta.properties").exists():
        return
    argv = _kafka_java("kafka.tools.StorageTool", "format", "-t", _kafka_id(), "-c", str(settings))
    process = await asyncio.create_subprocess_exec(*argv, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT)
    output, _ = await process.communicate()
    if process.returncode:
        raise Failure(f"Kafka could not format {logs}: {output.decode(errors='replace')[-400:]}")


def _kafka_id() -> str:
    """A cluster id as Kafka writes them: 16 bytes in URL-safe base64."""
    import base64

    return base64.urlsafe_b64encode(uuid.UUID(bytes=secrets.token_bytes(16), version=4).bytes).decode().rstrip("=")


def _kafka_settings(run: Run, logs: Path) -> str:
    """One broker that is its own controller. The voters are static, so a run may move to other ports. The two broker
    times are short because a killed broker is refused until its old registration ends, 9 s by default."""
    broker, controller = f"{HOST}:{run.ports['kafka']}", f"{HOST}:{run.ports['kafka-controller']}"
    lines = {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@{controller}",
        "listeners": f"PLAINTEXT://{broker},CONTROLLER://{controller}",
        "advertised.listeners": f"PLAINTEXT://{broker}",
        "controller.listener.names": "CONTROLLER",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "12",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        "group.initial.rebalance.delay.ms": "0",
        "auto.create.topics.enable": "false",
        "message.max.bytes": str(256 * 1024),
        "broker.session.timeout.ms": "2000",
        "broker.heartbeat.interval.ms": "500",
        "log.dirs": str(logs),
    }
    return "".join(f"{name}={value}\n" for name, value in lines.items())


# ---- the object store ----


def _minio(run: Run) -> Program:
    user, password = run.credentials.minio_root
    origins = f"{run.web_url},{run.url('web')}"
    return Program(
        "minio",
        (
            str(install.go_program(versions.MINIO)), "server", str(run.place("minio")),
            "--address", f"{HOST}:{run.ports['minio']}", "--quiet",
        ),
        ready=lambda: object_store.ready(run),
        env={
            "MINIO_ROOT_USER": user, "MINIO_ROOT_PASSWORD": password, "MINIO_BROWSER": "off", "MINIO_UPDATE": "off",
            "MINIO_API_CORS_ALLOW_ORIGIN": "*" if _light(run) else origins,
        },
        ports=(run.ports["minio"],),
        watched=True,
    )  # fmt: skip


# ---- the malware scanner ----


def _clamd(run: Run) -> Program:
    program, port, settings = clamd.program(), run.ports["clamd"], run.place("clamd") / "clamd.conf"
    settings.write_text(clamd.settings(port))
    assert program  # else it is none of the run's parts
    return Program(
        "clamd",
        (str(program), "--config-file", str(settings)),
        ready=lambda: health.clamd(port),
        env=clamd.environment(program),
        ports=(port,),
        watched=True,
    )


# ---- what watches ----


def _zipkin(run: Run) -> Program:
    port = run.ports["zipkin"]
    listen = (f"--armeria.ports[0].ip={HOST}", f"--armeria.ports[0].port={port}", "--armeria.ports[0].protocols[0]=http")
    return Program(
        "zipkin",
        _java("-Xmx320m", "-XX:+ExitOnOutOfMemoryError", "-jar", str(install.zipkin_jar()), *listen),
        ready=lambda: health.http(f"{run.url('zipkin')}/api/v2/traces?limit=1"),
        env={"QUERY_PORT": str(port), "MEM_MAX_SPANS": "60000"},
        ports=(port,),
        watched=True,
    )


def _victoria(run: Run) -> Program:
    return Program(
        "victoria",
        (
            str(install.go_program(versions.VICTORIA)), f"-httpListenAddr={HOST}:{run.ports['victoria']}",
            f"-storageDataPath={run.place('victoria')}", "-retentionPeriod=30d", "-memory.allowedBytes=128MB",
            "-opentelemetry.usePrometheusNaming", f"-vmui.customDashboardsPath={DEPLOY / 'dashboards'}",
            f"-vmalert.proxyURL={run.url('vmalert')}", "-loggerLevel=WARN", "-search.latencyOffset=5s",
        ),
        ready=lambda: health.http(f"{run.url('victoria')}/api/v1/query?query=1"),
        ports=(run.ports["victoria"],),
        watched=True,
    )  # fmt: skip


def _vmalert(run: Run) -> Program:
    victoria = run.url("victoria")
    return Program(
        "vmalert",
        (
            str(install.go_program(versions.VMALERT)), f"-httpListenAddr={HOST}:{run.ports['vmalert']}",
            f"-rule={DEPLOY / 'alerts'}/*.yaml", f"-datasource.url={victoria}", f"-remoteWrite.url={victoria}",
            f"-remoteRead.url={victoria}", "-notifier.blackhole", "-evaluationInterval=15s", "-loggerLevel=WARN",
        ),
        ready=lambda: health.http(f"{run.url('vmalert')}/api/v1/rules"),
        after=("victoria",),
        ports=(run.ports["vmalert"],),
        watched=True,
    )  # fmt: skip


def _collector(run: Run) -> Program:
    port = run.ports["collector"]
    return Program(
        "collector",
        (
            str(install.collector()), "--config", str(DEPLOY / "collector.yaml"),
            "--config", str(DEPLOY / "trace-archive.yaml"),
        ),
        ready=lambda: health.collector(port),
        env={
            "KEPT_PERCENT": os.environ.get("KEPT_PERCENT") or _kept_percent(run),
            "TRACE_ARCHIVE": str(run.place("traces") / "traces.zst"),
            "OTLP_LISTEN": f"{HOST}:{port}",
            "ZIPKIN_ENDPOINT": f"{run.url('zipkin')}/api/v2/spans",
            "METRICS_ENDPOINT": f"{run.url('victoria')}/opentelemetry/v1/metrics",
        },
        ports=(port,),
        watched=True,
    )  # fmt: skip


def _kept_percent(run: Run) -> str:
    """Tests look for the trace of what they did; everybody else gets one in ten beside the errors and the slow ones."""
    return "100" if run.kind == "suite" else "10"
