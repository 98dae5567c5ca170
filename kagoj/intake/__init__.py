"""What comes in from outside: crawled pages read into articles."""
