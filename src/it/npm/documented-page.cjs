// A page with a script of the documentation, in an installed Chromium.
//   node documented-page.cjs <address of the application> <API key> <Chromium> <file with the script>
"use strict";

const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { chromium } = require("playwright-core");
const { run } = require("./harness.cjs");

const [base, apiKey, executablePath, file] = process.argv.slice(2);

/** What the script calls. */
const AROUND = `<!DOCTYPE html><script>
  const seen = { shown: [], badges: [] };
  const show = (post) => seen.shown.push(post);
  const badge = (...words) => seen.badges.push(words);
</script>`;

async function listens() {
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  try {
    const tab = await browser.newPage();
    const page = new URL("listening.html", base).href;
    await tab.route(page, (route) =>
      route.fulfill({ contentType: "text/html", body: AROUND + readFileSync(file, "utf8") })
    );
    await tab.goto(page);
    await tab.waitForFunction(() => seen.badges.some(([state]) => state === "open"));
    const posted = await fetch(new URL("api/emit", base), {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ rooms: ["news"], event: "posts", data: [{ id: 7 }] }),
    });
    assert.equal(posted.status, 202);
    await tab.waitForFunction(() => seen.shown.length === 1);
    assert.deepEqual(await tab.evaluate(() => seen.shown), [{ id: 7 }]);
  } finally {
    await browser.close();
  }
}

run({ "a page with the script hears what is emitted": listens }, () => {});
