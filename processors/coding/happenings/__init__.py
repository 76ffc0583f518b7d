"""What an article tells: drafts of its sentences, merged into happenings, of which some are its news."""
