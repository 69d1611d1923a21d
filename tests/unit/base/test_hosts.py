from plugins.base.hosts import host, host_name
from tests.tables import each_row


@each_row(
    ("address", "name", "typed"),
    [
        ("https://www.facebook.com/cainamur", "Facebook", "facebook.com"),
        ("https://fr-fr.facebook.com/cainamur", "Facebook", "fr-fr.facebook.com"),
        ("https://youtu.be/abc", "YouTube", "youtu.be"),
        ("https://notfacebook.com/", "notfacebook.com", "notfacebook.com"),
        ("https://www.province.namur.be/x?y", "province.namur.be", "province.namur.be"),
    ],
)
def test_a_site_has_the_name_that_people_use(address, name, typed):
    assert (host_name(address), host(address)) == (name, typed)
