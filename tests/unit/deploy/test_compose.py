"""docker-compose.yml is a Compose file, and what it sets is what the daemon and its neighbours need.

``compose.schema.json`` is the Compose Specification's schema (Apache-2.0), as the npm package ``dclint`` 3.1.0 carries it.
"""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from prometheus_client import generate_latest
from sqlalchemy import make_url

from deploy.kafka.properties import PROPERTIES
from deploy.kafka.runtime import VERSION
from ingest.settings import Settings, load_settings
from ingest.web.metrics import Metrics
from ingest.web.server import build_app

ROOT = Path(__file__).parents[3]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name for name, service in SERVICES.items() if service["image"] == "conflictwire"}
DASHBOARDS = ROOT / "deploy/grafana/dashboards"
PROVISIONING = ROOT / "deploy/grafana/provisioning"


def plain(value: str) -> str:
    """A value with its variables at their defaults."""
    return re.sub(r"\$\{\w+:-(.*?)\}", r"\1", value)


def container_ports(service: str) -> set[int]:
    """The ports of a container that are published; on loopback only."""
    published = [mapping.split(":") for mapping in SERVICES[service].get("ports", [])]
    assert {address for address, _, _ in published} <= {"127.0.0.1"}
    assert all(outside == inside for _, outside, inside in published)
    return {int(inside) for _, _, inside in published}


def kafka_listeners(name: str) -> dict[str, tuple[str, int]]:
    """Host and port of each listener."""
    listeners = re.findall(r"(\w+)://([\w.]*):(\d+)", SERVICES["kafka"]["environment"][name])
    return {listener: (host, int(port)) for listener, host, port in listeners}


def exported_metrics() -> str:
    """What the daemon exports, with every label in use."""
    metrics = Metrics()
    metrics.polls.labels("failed").inc()
    metrics.entries.labels("dead_letter", "http_404").inc()
    metrics.retries.labels("http_503").inc()
    metrics.articles.labels("yes").inc()
    metrics.events.labels("ASSAULT").inc()
    metrics.lag.labels("coder", "news.articles.v1").set(1)
    return generate_latest(metrics.registry).decode()


def test_it_is_a_compose_file() -> None:
    """By the specification's schema, which refuses a misspelt key."""
    schema = json.loads(Path(__file__).with_name("compose.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    assert [error.message for error in validator.iter_errors(COMPOSE)] == []
    assert not validator.is_valid(COMPOSE | {"services": {"kafka": {"imgae": "apache/kafka"}}})


def test_images_are_pinned_and_kafka_is_the_tested_one() -> None:
    """To a version, not to whatever is newest; but for our own, which is built."""
    images = {service["image"] for name, service in SERVICES.items() if name not in OURS}
    assert {image.partition(":")[0] for image in images} == {"apache/kafka", "postgres", "prom/prometheus", "grafana/grafana"}
    assert all(re.fullmatch(r"[a-z/]+:v?\d+(\.\d+)+", image) for image in images)
    assert SERVICES["kafka"]["image"] == f"apache/kafka:{VERSION}"
    assert all((ROOT / SERVICES[name]["build"]["dockerfile"]).is_file() for name in OURS)


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_daemons_settings_are_valid_and_lead_to_the_neighbours(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kafka by the name and port that it tells clients inside, PostgreSQL by its own; the deadline is shorter than Docker's."""
    service = SERVICES[name]
    for variable, value in service["environment"].items():
        monkeypatch.setenv(variable, plain(value))
    settings = load_settings(tmp_path)
    assert settings.kafka.bootstrap_servers == "{}:{}".format(*kafka_listeners("KAFKA_ADVERTISED_LISTENERS")["INSIDE"])
    assert settings.database.url is not None
    url = make_url(settings.database.url.get_secret_value())
    postgresql = {key: plain(value) for key, value in SERVICES["postgresql"]["environment"].items()}
    assert (url.username, url.password, url.database) == tuple(
        postgresql[f"POSTGRES_{key}"] for key in ("USER", "PASSWORD", "DB")
    )
    assert (url.host, url.port) == ("postgresql", 5432)
    assert float(service["stop_grace_period"].removesuffix("s")) > settings.shutdown_s
    assert service["depends_on"] == {each: {"condition": "service_healthy"} for each in ("kafka", "postgresql")}
    assert "postgresql" in re.findall(r"--extra (\w+)", (ROOT / "deploy/Dockerfile").read_text())


def test_the_halves_are_started_on_demand_and_are_both() -> None:
    """Without the profile one container does everything."""
    assert {name: SERVICES[name].get("command") for name in OURS} == {
        "conflictwire": None,
        "ingest": ["run", "--only", "ingest"],
        "process": ["run", "--only", "process"],
    }
    assert {name: SERVICES[name].get("profiles") for name in OURS} == {
        "conflictwire": None,
        "ingest": ["split"],
        "process": ["split"],
    }


def test_kafka_listens_where_it_says_and_is_set_up_as_the_tested_one() -> None:
    """Every setting is one that the tests' broker, of the same version, accepts."""
    listeners, advertised = (kafka_listeners(f"KAFKA_{kind}LISTENERS") for kind in ("", "ADVERTISED_"))
    assert {name: port for name, (_, port) in advertised.items()} == {
        name: port for name, (_, port) in listeners.items() if name != "CONTROLLER"
    }
    assert advertised["INSIDE"][0] == "kafka"
    assert advertised["OUTSIDE"] == ("127.0.0.1", *container_ports("kafka"))
    environment = SERVICES["kafka"]["environment"]
    assert environment["KAFKA_CONTROLLER_QUORUM_VOTERS"] == f"1@kafka:{listeners['CONTROLLER'][1]}"
    known = set(re.findall(r"^([\w.]+)=", PROPERTIES, re.MULTILINE))
    assert {name.removeprefix("KAFKA_").lower().replace("_", ".") for name in environment} <= known
    assert f"kafka:{listeners['INSIDE'][1]}" in SERVICES["kafka"]["healthcheck"]["test"][1]


def test_data_lie_in_volumes_where_the_images_keep_them() -> None:
    """A container that is made anew finds them; every volume has one user, every folder of ours is there."""
    mounts = [mount.split(":") for service in SERVICES.values() for mount in service.get("volumes", [])]
    assert {source: target for source, target, *_ in mounts if not source.startswith("./")} == {
        "kafka": SERVICES["kafka"]["environment"]["KAFKA_LOG_DIRS"],
        "postgresql": "/var/lib/postgresql",
        "prometheus": "/prometheus",
        "grafana": "/var/lib/grafana",
    }
    assert set(COMPOSE["volumes"]) == {source for source, *_ in mounts if not source.startswith("./")}
    ours = [(source, mode) for source, _, *mode in mounts if source.startswith("./")]
    assert ours
    assert all((ROOT / source).is_dir() and mode == ["ro"] for source, mode in ours)


def test_every_container_has_a_health_check() -> None:
    """Ours has the image's: a path that the web server has, on the port that it listens on."""
    assert {name for name, service in SERVICES.items() if "healthcheck" not in service} == OURS
    check = re.search(r"HEALTHCHECK .*\n.*http://127\.0\.0\.1:(\d+)(/\w+)", (ROOT / "deploy/Dockerfile").read_text())
    assert check is not None
    port = Settings.model_fields["web"].default.port
    assert int(check[1]) == port
    assert container_ports("conflictwire") == {port}
    assert check[2] in {getattr(route, "path", None) for route in build_app(Metrics(), lambda: True).routes}
    for name in ("prometheus", "grafana"):
        assert f":{next(iter(container_ports(name)))}/" in SERVICES[name]["healthcheck"]["test"][-1]


def test_prometheus_asks_every_container_of_ours_and_has_the_alerts() -> None:
    """Under the job's name that alerts and dashboard expect."""
    config = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())
    (job,) = config["scrape_configs"]
    (discovery,) = job["dns_sd_configs"]
    assert (job["job_name"], set(discovery["names"])) == ("conflictwire", OURS)
    assert discovery["port"] == Settings.model_fields["web"].default.port
    assert all((ROOT / "deploy/prometheus" / name).is_file() for name in config["rule_files"])


def test_grafana_finds_its_source_and_its_dashboard() -> None:
    """Names, addresses and folders agree with what is mounted."""
    (source,) = yaml.safe_load((PROVISIONING / "datasources/prometheus.yml").read_text())["datasources"]
    assert source["url"] == f"http://prometheus:{next(iter(container_ports('prometheus')))}"
    (provider,) = yaml.safe_load((PROVISIONING / "dashboards/conflictwire.yml").read_text())["providers"]
    targets = {mount.split(":")[0]: mount.split(":")[1] for mount in SERVICES["grafana"]["volumes"]}
    assert provider["options"]["path"] == targets["./deploy/grafana/dashboards"]
    home = SERVICES["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
    assert (DASHBOARDS / Path(home).name).is_file()
    dashboard = json.loads((DASHBOARDS / "conflictwire.json").read_text(encoding="utf-8"))
    assert {panel["datasource"]["uid"] for panel in dashboard["panels"]} == {source["uid"]}


def test_the_dashboard_shows_every_metric_and_none_that_does_not_exist() -> None:
    """With labels that the metrics have."""
    panels = json.loads((DASHBOARDS / "conflictwire.json").read_text(encoding="utf-8"))["panels"]
    assert len({panel["id"] for panel in panels}) == len({panel["title"] for panel in panels}) == len(panels)
    queries = [target["expr"] for panel in panels for target in panel["targets"]]
    exported = exported_metrics()
    names = set(re.findall(r"conflictwire_\w+", "\n".join(queries)))
    missing = [name for name in names if not re.search(rf"^{name}[ {{]", exported, re.MULTILINE)]
    assert missing == []
    families = set(re.findall(r"^# TYPE (conflictwire_\w+) (?!.*_created)", exported, re.MULTILINE))
    shown = {name.removesuffix("_bucket") for name in names}
    assert {family for family in families if not family.endswith("_created")} == shown
    for query in queries:
        labels = {label for labels in re.findall(r"by \((.*?)\)", query) for label in labels.split(", ")}
        for name in re.findall(r"conflictwire_\w+", query):
            wrong = [label for label in labels if not re.search(rf"^{name}\{{.*\b{label}=", exported, re.MULTILINE)]
            assert wrong == [], query


def test_panels_do_not_overlap() -> None:
    """On a grid of 24 columns."""
    taken: set[tuple[int, int]] = set()
    for panel in json.loads((DASHBOARDS / "conflictwire.json").read_text(encoding="utf-8"))["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert max(x for x, _ in cells) < 24
        assert not cells & taken
        taken |= cells
