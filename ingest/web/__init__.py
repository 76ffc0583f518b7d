"""What the daemon serves on loopback: metrics and health checks."""
