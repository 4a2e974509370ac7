"""Reading and weighing words: whose they are, what they do to a person, and what the user's own drafts say."""
