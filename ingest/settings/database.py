"""Where the frontier and the log are kept."""

from importlib.util import find_spec
from pathlib import Path

from pydantic import Field, SecretStr, field_validator, model_validator

from ingest.settings.section import Seconds, Section

SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
SCHEME = "postgresql+psycopg://"
"""SQLAlchemy's, with the driver."""


class DatabaseSettings(Section):
    """The database. Without `url` it is a SQLite file in the data directory; PostgreSQL is for several machines."""

    url: SecretStr | None = Field(
        default=None, description="`postgresql://user@host:5432/name`: one for all machines that ingest together."
    )
    password_file: Path | None = Field(default=None, description="The file's first line is the password.")
    give_up_s: Seconds = Field(default=3600, description="How long PostgreSQL may be away before the daemon ends.")

    @field_validator("url")
    @classmethod
    def _is_postgresql(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        scheme = next((scheme for scheme in SCHEMES if value.get_secret_value().startswith(scheme)), None)
        if scheme is None:
            raise ValueError("must begin with postgresql://")
        if find_spec("psycopg") is None:
            raise ValueError("PostgreSQL needs its driver: install conflictwire[postgresql]")
        return SecretStr(SCHEME + value.get_secret_value().removeprefix(scheme))

    @model_validator(mode="after")
    def _password_is_there(self) -> "DatabaseSettings":
        if self.password_file is not None:
            try:
                self.password_file.read_text(encoding="utf-8")
            except (OSError, ValueError) as error:
                raise ValueError(f"password_file: {self.password_file} cannot be read ({error})") from None
        return self
