// The list of rooms: read over HTTP, kept up to date by the namespace /room.
import { at, element, json, rest } from "../samples.js";

const chat = rest("chat/");

// The first request begins the HTTP session that all others are part of.
const met = chat("GET", "me").then((me) => (at("me").textContent = me?.colour ?? "–"));

const path = new URL("../socket.io/", location.href).pathname;
const socket = io("/room", { path, autoConnect: false });
met.then(() => socket.connect());
// After a cut, too: what changed meanwhile is not told.
socket.on("connect", list);
socket.on("newRoom", (room) => {
  remove(room.id);
  at("rooms").prepend(item(room));
  count();
});
socket.on("removeRoom", (id) => {
  remove(id);
  count();
});

async function list() {
  const rooms = await chat("GET", "rooms");
  if (rooms) {
    at("rooms").replaceChildren(...rooms.map(item));
    count();
  }
}

function item(room) {
  const created = element("li");
  created.dataset.id = room.id;
  const link = element("a", room.title);
  link.href = `room.html?id=${room.id}`;
  created.append(link, element("span", ` for ${room.capacity}${room.closed ? ", with a password" : ""}, by ${room.owner}`));
  return created;
}

function remove(id) {
  at("rooms").querySelector(`[data-id="${id}"]`)?.remove();
}

function count() {
  at("empty").hidden = at("rooms").childElementCount > 0;
}

at("open").addEventListener("submit", async (submit) => {
  submit.preventDefault();
  await met;
  const room = await chat(
    "POST",
    "rooms",
    json({ title: at("title").value, capacity: Number(at("capacity").value), password: at("password").value })
  );
  if (room) {
    location.assign(`room.html?id=${room.id}`);
  }
});
