// One room. Which one, the server knows by the address of this page.
import { at, element, fits, json, rest } from "../samples.js";

const TYPING_MILLIS = 2000;
const AGAIN_MILLIS = 2000;

/** Why somebody is not let in now, but perhaps soon. */
const WAIT_FOR = ["no_database", "full"];

const chat = rest("chat/");
const id = new URLSearchParams(location.search).get("id");

let typing;
let loaded = false;

arrive();

at("door").addEventListener("submit", (submit) => {
  submit.preventDefault();
  enter(at("password").value);
});

async function arrive() {
  const door = await chat("GET", `rooms/${id}`);
  if (door) {
    at("title").textContent = door.room.title;
    document.title = `${door.room.title} – Oneport samples`;
    at("door").hidden = door.open;
    if (door.open) {
      enter("");
    } else {
      at("password").focus();
    }
  }
}

async function enter(password) {
  const room = await chat("POST", `rooms/${id}/entry`, json({ password }));
  if (room) {
    at("door").hidden = true;
    at("room").hidden = false;
    connect();
  }
}

function connect() {
  // Not by WebSocket alone: only HTTP requests tell which page they are from.
  const path = new URL("../socket.io/", location.href).pathname;
  const socket = io("/chat", { path, transports: ["polling", "websocket"] });
  socket.on("connect", () => {
    at("state").textContent = "Connected.";
    load();
  });
  socket.on("disconnect", () => (at("state").textContent = "Not connected."));
  socket.on("connect_error", (error) => {
    at("state").textContent = `Not connected: ${error.message}`;
    if (WAIT_FOR.includes(error.data?.code)) {
      setTimeout(() => socket.connect(), AGAIN_MILLIS);
    }
  });
  socket.on("chat", show);
  socket.on("join", (colour, here) => system(colour, "came in", here));
  socket.on("exit", (colour, here) => system(colour, "left", here));
  socket.on("typing", (colour) => {
    at("typing").textContent = `${colour} is typing…`;
    clearTimeout(typing);
    typing = setTimeout(() => (at("typing").textContent = ""), TYPING_MILLIS);
  });
  at("text").addEventListener("input", () => socket.volatile.emit("typing"));
}

/** What was said before, and after a cut what was said meanwhile. */
async function load() {
  const lines = (await chat("GET", `rooms/${id}/lines`)) ?? [];
  const missing = lines.reverse().filter(isMissing).map(item);
  if (loaded) {
    at("lines").append(...missing);
  } else {
    at("lines").prepend(...missing);
  }
  loaded = true;
  scroll();
}

function show(line) {
  at("typing").textContent = "";
  if (isMissing(line)) {
    at("lines").append(item(line));
    scroll();
  }
}

function isMissing(line) {
  return !at("lines").querySelector(`[data-id="${line.id}"]`);
}

function scroll() {
  at("lines").scrollTop = at("lines").scrollHeight;
}

// Texts are set as texts: whatever people write is never markup.
function item(line) {
  const created = element("li");
  created.dataset.id = line.id;
  created.append(who(line.author));
  if (line.picture) {
    const image = element("img");
    image.src = chat.url(`rooms/${id}/pictures/${line.id}`);
    image.alt = `Picture by ${line.author}`;
    created.append(image);
  } else {
    created.append(element("span", line.text));
  }
  return created;
}

function system(colour, what, here) {
  at("here").textContent = here === 1 ? "1 person here" : `${here} people here`;
  const created = element("li", ` ${what}`);
  created.className = "aside";
  created.prepend(who(colour));
  at("lines").append(created);
  scroll();
}

function who(colour) {
  const name = element("strong", colour);
  const dot = element("span");
  dot.className = "dot";
  dot.style.background = colour;
  name.prepend(dot);
  return name;
}

at("say").addEventListener("submit", async (submit) => {
  submit.preventDefault();
  const text = at("text").value;
  at("text").value = "";
  if (!(await chat("POST", `rooms/${id}/lines`, json({ text })))) {
    at("text").value ||= text;
  }
});

at("show").addEventListener("submit", async (submit) => {
  submit.preventDefault();
  const [file] = at("picture").files;
  if (fits(file) && (await chat("POST", `rooms/${id}/pictures`, { body: file, headers: { "Content-Type": "application/octet-stream" } }))) {
    submit.target.reset();
  }
});
