// Drives an installed Chromium as if it could do no better than <script> and <form>: the official
// client 2 with forceJSONP, in a page of the test application.
//   node browser-jsonp.cjs <address of the application> <Chromium>
"use strict";

const assert = require("node:assert/strict");
const { chromium } = require("playwright-core");
const { run } = require("./harness.cjs");

const [base, executablePath] = process.argv.slice(2);

async function echoesOverScriptsAndForms() {
  const browser = await chromium.launch({ executablePath, headless: true, args: ["--no-sandbox"] });
  try {
    // The page allows itself no forms and no scripts of others.
    const tab = await (await browser.newContext({ bypassCSP: true })).newPage();
    const polls = [];
    const posts = [];
    tab.on("request", (request) => {
      if (request.url().includes("transport=polling")) {
        (request.method() === "POST" ? posts : polls).push(request.resourceType());
      }
    });
    await tab.goto(base + "index.html");
    // The page brings a client of today, when it gets round to it; ours has to come after that.
    await tab.waitForFunction(() => window.io !== undefined);
    polls.length = 0;
    await tab.addScriptTag({
      path: require.resolve("socket.io-client-2/dist/socket.io.slim.js"),
    });
    const args = ["žluťoučký 🎉", "\\n \n \\\\n \"'", "\u2028\u2029</script>", { a: [1, null, true] }];
    const result = await tab.evaluate(
      ([path, sent]) =>
        new Promise((resolve, reject) => {
          setTimeout(() => reject(new Error("not within 30 s")), 30_000);
          const socket = window.io("/chat", {
            path,
            forceNew: true,
            forceJSONP: true,
            transports: ["polling"],
          });
          socket.on("error", reject);
          socket.on("connect_error", reject);
          const bytes = new Uint8Array([4, 0, 255]);
          socket.on("connect", () => socket.emit("echo", ...sent, bytes.buffer));
          socket.on("echo", (...back) => {
            const binary = Array.from(new Uint8Array(back.pop()));
            const form = !!socket.io.engine.transport.form;
            socket.emit("sum", { a: 40, b: 2 }, (sum) => resolve({ back, binary, sum, form }));
          });
        }),
      [new URL(base).pathname + "socket.io/", args]
    );
    assert.deepEqual(result, { back: args, binary: [4, 0, 255], sum: 42, form: true });
    assert.ok(polls.includes("script"), `polled by ${polls}`);
    assert.ok(posts.includes("document"), `posted by ${posts}`);
  } finally {
    await browser.close();
  }
}

run({ "text, binary and acknowledgements over JSONP": echoesOverScriptsAndForms }, () => {});
