"""What is shipped for operators names settings, metrics, ports and files that exist."""

import re
import subprocess
import tomllib
from configparser import RawConfigParser
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from ingest.settings import PREFIX, Settings, load_settings, setting_names
from ingest.web.metrics import Metrics

ROOT = Path(__file__).parents[3]
FILES = ("docker-compose.yml", "deploy/Dockerfile", "deploy/conflictwire.service", "deploy/prometheus/alerts.yml")


def read(name: str) -> str:
    """A file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def unit() -> RawConfigParser:
    """The systemd unit; a key may be there twice."""
    parser = RawConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys of systemd are case-sensitive
    parser.read_string(read("deploy/conflictwire.service"))
    return parser


@pytest.mark.parametrize("name", FILES)
def test_every_variable_is_a_setting(name: str) -> None:
    """A misspelt name would be refused at the start, on the operator's machine."""
    known = {PREFIX + setting.upper() for setting in setting_names("__")}
    assert set(re.findall(rf"{PREFIX}\w+", read(name))) <= known


def test_the_units_environment_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The values are valid too, and the deadline of systemd is longer than the daemon's."""
    environment = dict(pair.split("=", 1) for pair in unit()["Service"]["Environment"].split())
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings = load_settings(tmp_path)
    assert float(unit()["Service"]["TimeoutStopSec"]) > settings.shutdown_s


def test_the_unit_is_hardened_and_starts_the_daemon() -> None:
    """It parses, runs ``conflictwire run`` and can write nothing but its state directory."""
    service = unit()["Service"]
    assert service["ExecStart"].endswith("/conflictwire run")
    assert (service["ProtectSystem"], service["NoNewPrivileges"], service["DynamicUser"]) == ("strict", "yes", "yes")
    assert unit()["Install"]["WantedBy"] == "multi-user.target"


def test_the_port_is_the_one_that_the_daemon_listens_on() -> None:
    """The default port, wherever one is written."""
    assert set(re.findall(r"\b\d{4}\b(?=[:/\"\n])", read("deploy/Dockerfile"))) == {
        str(Settings.model_fields["web"].default.port)
    }


def test_the_image_is_built_from_files_that_exist() -> None:
    """Each source of a COPY from the checkout is there, and is let through by the ignore file."""
    copies = [
        line.split()[1:-1] for line in read("deploy/Dockerfile").splitlines() if line.startswith("COPY") and "--" not in line
    ]
    sources = {source for line in copies for source in line}
    let_through = {line[1:] for line in read("deploy/Dockerfile.dockerignore").splitlines() if line.startswith("!")}
    assert sources == let_through
    assert [source for source in sources if not (ROOT / source).exists()] == []


@pytest.mark.parametrize("extras", ["", "reader", "reader languages"])
def test_the_image_is_built_with_the_extras_that_are_asked_for(extras: str) -> None:
    """Every installation of the build, as its shell reads it, has PostgreSQL's driver and these, by the names of the package."""
    commands = re.findall(r"^RUN uv (sync .*)$", read("deploy/Dockerfile"), re.MULTILINE)
    known = tomllib.loads(read("pyproject.toml"))["project"]["optional-dependencies"]
    assert len(commands) == 2
    for command in commands:
        said = subprocess.run(["sh", "-c", f"echo {command}"], env={"EXTRAS": extras}, capture_output=True, text=True, check=True)
        asked = re.findall(r"--extra (\S+)", said.stdout)
        assert asked == ["postgresql", *extras.split()]
        assert known.keys() >= set(asked)


def test_alerts_use_metrics_and_labels_that_exist() -> None:
    """Every metric in a rule is exported by the daemon, with the labels that the rule selects or groups by."""
    metrics = Metrics()
    metrics.polls.labels("failed").inc()
    metrics.entries.labels("dead_letter", "http_404").inc()
    metrics.lag.labels("g", "t").set(1)
    exported = generate_latest(metrics.registry).decode()
    rules = "\n".join(re.findall(r"expr: (.*(?:\n {10,}.*)*)", read("deploy/prometheus/alerts.yml")))
    names = set(re.findall(r"conflictwire_\w+", rules))
    assert len(names) == 4
    for name in names:
        assert re.search(rf"^{name}[ {{]", exported, re.MULTILINE), name
    for name, selector in re.findall(r"(conflictwire_\w+)\{(.+?)\}", rules):
        assert re.search(rf"^{name}\{{.*{re.escape(selector)}", exported, re.MULTILINE), (name, selector)
