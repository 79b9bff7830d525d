"use strict";

const form = document.getElementById("form");
const text = document.getElementById("text");
let id = 0;

function show(words) {
  const item = document.createElement("li");
  item.textContent = words;
  document.getElementById("lines").append(item);
}

const chat = io("/chat", { path: "/myapp/socket.io/" });
chat.on("said", (line) => show(`Somebody: ${line.text}`));

const feed = io("/", { path: "/myapp/socket.io/" });
feed.on("posts", ({ action, post }) => show(`${action}: ${post.text}`));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const receipt = await chat.emitWithAck("say", { id: ++id, text: text.value });
  show(`You: ${text.value} (number ${receipt.id})`);
  form.reset();
});
