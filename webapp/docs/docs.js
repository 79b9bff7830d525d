// Shows the pages of docs/: the files themselves, which this server brings along.
import { marked } from "./lib/marked.esm.js";

const PAGES = [
  ["get-started", "Get started"],
  ["from-node", "Coming from Node"],
  ["handlers", "Handlers"],
  ["rooms-and-emit", "Rooms and emit"],
  ["http-api", "The HTTP API"],
  ["sse-and-polling", "Event streams and polling"],
  ["plain-websocket", "Plain WebSocket"],
  ["securing", "Securing"],
  ["configuration", "Configuration"],
  ["observing", "Watching it run"],
  ["deploying", "Deploying"],
  ["protocols", "Protocols and close codes"],
  ["how-it-works", "How it works"],
  ["performance", "Performance"],
];

const text = document.getElementById("text");
const contents = document.getElementById("contents");

for (const [name, title] of PAGES) {
  const link = document.createElement("a");
  link.href = `#${name}`;
  link.textContent = title;
  contents.append(link);
}
addEventListener("hashchange", show);
show();

async function show() {
  const [wanted, part] = location.hash.slice(1).split("/");
  const [name, title] = PAGES.find((page) => page[0] === wanted) ?? PAGES[0];
  for (const link of contents.children) {
    if (link.hash === `#${name}`) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  const response = await fetch(new URL(`${name}.md`, document.baseURI));
  if (!response.ok) {
    text.textContent = `${name}.md is not here: HTTP ${response.status}`;
    return;
  }
  // Our own files, from this server: nothing in them comes from anybody else.
  text.innerHTML = marked.parse(await response.text());
  document.title = `${title} · Oneport`;
  text.querySelectorAll("h1, h2, h3").forEach((heading) => (heading.id = anchor(heading.textContent)));
  text.querySelectorAll("a[href]").forEach(lead);
  // Wide ones are scrolled, by keyboard too.
  text.querySelectorAll("table, pre").forEach((wide) => (wide.tabIndex = 0));
  if (part) {
    document.getElementById(part)?.scrollIntoView();
  } else {
    scrollTo(0, 0);
  }
}

const anchor = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\- ]/gu, "")
    .replaceAll(" ", "-");

/** Links from file to file stay among these pages; those to other files have no target here. */
function lead(link) {
  const href = link.getAttribute("href");
  const page = /^([a-z-]+)\.md(?:#(.*))?$/.exec(href);
  if (page) {
    link.href = `#${page[1]}${page[2] ? `/${page[2]}` : ""}`;
  } else if (href.startsWith("#")) {
    link.href = `#${location.hash.slice(1).split("/")[0] || PAGES[0][0]}/${href.slice(1)}`;
  } else if (!/^https?:/.test(href)) {
    link.replaceWith(...link.childNodes);
  }
}
