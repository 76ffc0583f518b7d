"""Small fitted models and their weights; what they are asked about is told by who asks."""
