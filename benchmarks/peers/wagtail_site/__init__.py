"""A plain newspaper on Wagtail, as its documentation would have one made: a page type, three templates."""
