"""What every package stands on: database, words in two languages, events, clock, errors."""
