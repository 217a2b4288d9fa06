"""Loads the DAG of scripts/schedule with stand-ins of Airflow's classes and runs its tasks on a command that ends with a
given exit code. Shows what is asked of Airflow, not what Airflow does."""

import contextlib
import io
import pathlib
import runpy
import sys
import types

DAG = pathlib.Path(__file__).parents[4] / "scripts/schedule/airflow/telemetry_nightly.py"
EXPECTED = {0: None, 5: "skip", 1: "fail", 2: "fail", 4: "fail", 3: "retry", 6: "retry", -9: "retry", 137: "retry"}


class Ended(Exception):
    pass


class Skip(Ended):
    said = "skip"


class Fail(Ended):
    said = "fail"


class Retry(Ended):
    said = "retry"


dags = {}
tasks = {}


def dag(**about):
    return lambda build: lambda: (dags.update({about["dag_id"]: about}), build())


def task(**about):
    def decorate(function):
        return lambda: tasks.update({function.__name__: (about, function)})

    return decorate


decorators = types.ModuleType("airflow.decorators")
decorators.dag, decorators.task = dag, task
exceptions = types.ModuleType("airflow.exceptions")
exceptions.AirflowException = Retry
exceptions.AirflowFailException = Fail
exceptions.AirflowSkipException = Skip
sys.modules.update({"airflow": types.ModuleType("airflow"), decorators.__name__: decorators, exceptions.__name__: exceptions})

module = runpy.run_path(str(DAG))
assert set(dags) == {"telemetry_nightly", "telemetry_freshness"}, dags
for about in dags.values():
    assert about["catchup"] is False and about["max_active_runs"] == 1, about
about, publish = tasks["publish"]
assert about["retries"] > 0 and about["on_failure_callback"] is module["alert"], about

for code, expected in EXPECTED.items():
    # Only the words of the command differ; a negative one stands for a signal.
    end = f"kill -{-code} $$" if code < 0 else f"exit {code}"
    module["NIGHT"][:] = ["sh", "-c", f"echo said by the run; {end}"]
    said = None
    with contextlib.redirect_stdout(io.StringIO()) as log:
        try:
            publish()
        except Ended as ended:
            said = ended.said
    assert said == expected, f"exit code {code}: {said}, not {expected}"
    assert log.getvalue() == "said by the run\n", log.getvalue()
print(f"The DAG settles {len(EXPECTED)} ways to end as it should.")
