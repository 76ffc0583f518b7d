"""What a happening is published with: where, when, who, who says so."""
