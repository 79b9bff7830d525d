// io is the global of socket.io.js, the official client.
import { at, prepend } from "../samples.js";

let socket;

at("enter").addEventListener("submit", (submit) => {
  submit.preventDefault();
  socket?.disconnect();
  socket = connect(`sample-${at("name").value}`);
});

at("say").addEventListener("submit", async (submit) => {
  submit.preventDefault();
  try {
    at("ack").textContent = await socket.timeout(5000).emitWithAck("reply", at("text").value);
  } catch {
    at("ack").textContent = "No answer: are you connected?";
  }
});

function connect(token) {
  const socket = io({ path: new URL("../socket.io/", location.href).pathname, auth: { token }, forceNew: true });
  socket.on("connect", () => (at("state").textContent = "Connected"));
  socket.on("disconnect", (reason) => (at("state").textContent = `Disconnected: ${reason}`));
  socket.on("connect_error", (error) => (at("state").textContent = error.message));
  socket.on("dwitter", (tick, time) => (at("tick").textContent = `${tick}, ${new Date(time).toLocaleTimeString()}`));
  socket.on("news", (text) => prepend("news", text));
  socket.on("connected", ({ name, transport }) => prepend("connected", `${name}, by ${transport}`));
  return socket;
}
