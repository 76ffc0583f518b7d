"""From the public corpus to the weights that the package ships. Needs the dependency group ``training``; itself not shipped."""
