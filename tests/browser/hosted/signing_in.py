"""What a person does to sign in with the provider of the tests."""


def sign_in(tab, address, name):
    tab.goto(address)
    tab.get_by_role("button", name="Sign in").first.click()
    tab.locator("[name=login]").fill(name)
    tab.locator("[name=password]").fill("any")
    tab.locator("button[type=submit]").click()
    tab.get_by_role("button", name="Continue").click()
    tab.get_by_text(f"{name} of the test").wait_for()
