"""Makes MinIO ready for the system: a key that reaches the system's buckets and nothing else; root stays unused."""

import asyncio
import json

from . import health
from .run import Run

BUCKETS = "shabaka-*"
_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": ["s3:*"],
         "Resource": [f"arn:aws:s3:::{BUCKETS}", f"arn:aws:s3:::{BUCKETS}/*"]},
    ],
}  # fmt: skip


async def ready(run: Run) -> None:
    """It serves, and knows the key of the system."""
    await health.http(f"{run.url('minio')}/minio/health/ready")
    if run.kind != "test":
        await asyncio.to_thread(_add_key, run)


def _add_key(run: Run) -> None:
    from minio import MinioAdmin
    from minio.credentials.providers import StaticProvider

    root = StaticProvider(*run.credentials.minio_root)
    admin = MinioAdmin(endpoint=run.url("minio").removeprefix("http://"), credentials=root, secure=False)
    user, password = run.credentials.minio_app
    if user in json.loads(admin.user_list()):
        return
    admin.policy_add("shabaka", policy=_POLICY)
    admin.user_add(user, password)
    admin.policy_set("shabaka", user=user)
