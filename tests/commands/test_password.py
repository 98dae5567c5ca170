"""`kagoj password`: a new password, shown once; the old one is void."""

import re

from django.contrib.auth import authenticate

from kagoj.newsroom.paper import add_administrator


def test_the_new_password_signs_in_and_the_old_one_does_not(command, paper):
    old = add_administrator()
    status, said, complained = command("password", "admin")
    assert (status, complained) == (0, "")
    new = re.fullmatch(r"user: admin   password: (\S{16})\n", said)[1]
    assert authenticate(username="admin", password=new)
    assert not authenticate(username="admin", password=old)


def test_a_user_there_is_not(command, paper):
    status, said, complained = command("password", "কেউ-না")
    assert (status, said) == (1, "")
    assert complained == "kagoj: there is no newsroom user called 'কেউ-না'.\n"
