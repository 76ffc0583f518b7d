"""Event labels of our own for articles of the public corpus, and their way back to the texts. Not shipped."""
