import { at, prepend } from "../samples.js";

const url = new URL("ws", location.href);
url.protocol = url.protocol.replace("http", "ws");

let socket;

function open() {
  socket?.close();
  const opened = new WebSocket(url);
  opened.onopen = () => (at("state").textContent = "Open");
  opened.onmessage = (message) => prepend("messages", message.data);
  opened.onclose = (close) => {
    if (socket === opened) {
      at("state").textContent = `Closed: ${close.code}`;
    }
  };
  socket = opened;
}

at("open").addEventListener("click", open);
at("close").addEventListener("click", () => socket.close());
at("say").addEventListener("submit", (submit) => {
  submit.preventDefault();
  socket.send(at("text").value);
});

open();
