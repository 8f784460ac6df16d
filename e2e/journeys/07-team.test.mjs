import { test } from "node:test";
import assert from "node:assert/strict";
import { start } from "../world.mjs";

const shop = await start();

test("the manager adds a colleague, whose first password is shown once and must be changed", async () => {
  const nadia = await shop.logIn("manager");
  await nadia.open("/users");
  await nadia.page.keyboard.press("n");
  await nadia.arrives("/users/new");
  await nadia.type("users-name", "Yasmine Khelifi");
  await nadia.type("users-login", "yasmine");
  await nadia.choose("role-technician");
  await nadia.press("form-save");
  await nadia.sees("users-password-once");
  await nadia.check();
  const password = await nadia.page.locator("[data-copy]").getAttribute("data-copy");
  await nadia.press("users-noted");
  await nadia.arrives("/users");
  await nadia.sees("users-first-password");
  assert.ok(!(await nadia.page.content()).includes(password));

  const yasmine = await shop.visitor();
  await yasmine.logIn("yasmine", password);
  await yasmine.arrives("/account/password");
  await yasmine.sees("account-must-change");
  await yasmine.page.goto("/intakes");
  await yasmine.arrives("/account/password");
  await yasmine.type("users-password-present", password);
  await yasmine.type("users-password-new", "quatre vis et un écrou");
  await yasmine.type("users-password-repeat", "quatre vis et un écrou");
  await yasmine.press("account-password-button");
  await yasmine.arrives("/login");
  await yasmine.logIn("yasmine", "quatre vis et un écrou");
  await yasmine.arrives("/");
});

test("a technician does not see what is the manager's, and is told so when trying", async () => {
  const karim = await shop.logIn("technician");
  assert.equal(await karim.page.locator("nav.side a[href='/users']").count(), 0);
  await karim.open("/users", 403);
  await karim.sees("error-forbidden");
  await karim.open("/settings", 403);
});
