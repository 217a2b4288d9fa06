"""The night and its morning check, for Airflow 2.4 or newer. To the folder of your DAGs.

The workers need the project, built, and the ID key as a file; the paths are set below.

check:   scripts/schedule/check.sh airflow
not run: this file has been compiled, and run against stand-ins of Airflow's classes; never in an Airflow.
"""

import datetime
import subprocess

from airflow.decorators import dag, task
from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException

NIGHT = [
    "/opt/webiny-telemetry/scripts/submit-nightly.sh",
    "--raw", "/data/raw",
    "--warehouse", "/data/warehouse",
    "--id-key-file", "/etc/webiny-telemetry/id.key",
]  # fmt: skip
FRESHNESS = [
    "/opt/webiny-telemetry/scripts/telemetry.sh", "status",
    "--warehouse", "/data/warehouse",
    "--max-age-days", "1",
]  # fmt: skip

UTC = datetime.timezone.utc
FIRST = datetime.datetime(2026, 1, 1, tzinfo=UTC)


def settle(code):
    """Ends the task as the exit code asks for."""
    if code == 0:
        return
    if code == 5:
        raise AirflowSkipException("Another run has published; nothing to repair.")
    if code in (1, 2, 4):
        # It would end the same again: no retry, alert at once.
        raise AirflowFailException(f"Exit code {code}; it needs a person, see the log.")
    # 3, 6, or killed: again later. The alert comes after the last retry.
    raise AirflowException(f"Exit code {code}; it may pass.")


def run(command):
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as job:
        for line in job.stdout:
            print(line, end="")
    settle(job.returncode)


def alert(context):
    """Put what wakes your people here: mail, a pager, a chat."""
    print(f"ALERT: {context['task_instance'].task_id} failed")


# No catchup: a night publishes every day up to yesterday, so the next run makes up for all that were missed.
COMMON = {"start_date": FIRST, "catchup": False, "max_active_runs": 1}


@dag(dag_id="telemetry_nightly", schedule="10 3 * * *", **COMMON)
def nightly():
    @task(retries=4, retry_delay=datetime.timedelta(minutes=30), on_failure_callback=alert)
    def publish():
        run(NIGHT)

    publish()


@dag(dag_id="telemetry_freshness", schedule="40 7 * * *", **COMMON)
def freshness():
    @task(retries=0, on_failure_callback=alert)
    def is_yesterday_published():
        run(FRESHNESS)

    is_yesterday_published()


nightly()
freshness()
