"""What editors see: Wagtail's admin, in Bangla, with the roles of a paper."""
