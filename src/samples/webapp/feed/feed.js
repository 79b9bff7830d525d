// Posts are read and written over HTTP; the socket tells what others did meanwhile.
import { at, element, fits, json, rest } from "../samples.js";

const PAGE = 20;
const send = rest("feed/", () => member?.token);
const path = new URL("../socket.io/", location.href).pathname;

let member = JSON.parse(sessionStorage.getItem("member"));
let socket;

// --- Signing in ---

at("sign").addEventListener("submit", async (submit) => {
  submit.preventDefault();
  const signed = await send("POST", submit.submitter.name, json({ name: at("name").value, password: at("password").value }));
  if (signed) {
    at("password").value = "";
    remember(signed);
  }
});

at("sign-out").addEventListener("click", async () => {
  await send("DELETE", "login");
  remember(null);
});

function remember(signed) {
  member = signed;
  sessionStorage.setItem("member", JSON.stringify(signed));
  show();
  connect();
}

function show() {
  at("sign").hidden = member !== null;
  at("member").hidden = member === null;
  at("write").hidden = member === null;
  at("who").textContent = member?.name ?? "";
  for (const post of at("posts").children) {
    showActions(post);
  }
}

// --- The socket ---

function connect() {
  socket?.disconnect();
  const opened = io("/feed", { path, auth: member ? { token: member.token } : {}, forceNew: true });
  opened.on("connect", () => {
    at("state").textContent = "Connected.";
    // What happened while the page was away is not told: read it again.
    load();
  });
  opened.on("disconnect", () => (at("state").textContent = "Not connected."));
  opened.on("connect_error", (error) => {
    at("state").textContent = `Not connected: ${error.message}`;
    if (error.data?.code === "sign_in") {
      remember(null);
    } else if (error.data?.code === "no_database") {
      setTimeout(() => opened.connect(), 2000);
    }
  });
  opened.on("presence", (here) => (at("presence").textContent = here === 1 ? "1 person here" : `${here} people here`));
  opened.on("posts", ({ action, post }) => (action === "delete" ? remove(post.id) : put(post)));
  socket = opened;
}

// --- Posts ---

async function load() {
  const posts = await send("GET", `posts?limit=${PAGE}`);
  if (posts) {
    at("posts").replaceChildren();
    posts.reverse().forEach(put);
    at("more").hidden = posts.length < PAGE;
  }
}

at("more").addEventListener("click", async () => {
  const last = at("posts").lastElementChild;
  const older = await send("GET", `posts?limit=${PAGE}&before=${last.dataset.id}`);
  older?.forEach((post) => at("posts").append(item(post)));
  at("more").hidden = !older || older.length < PAGE;
});

at("write").addEventListener("submit", async (submit) => {
  submit.preventDefault();
  const [file] = at("image").files;
  if (file && !fits(file)) {
    return;
  }
  const post = await send("POST", "posts", json({ text: at("text").value }));
  if (post && file) {
    await send("PUT", `posts/${post.id}/image`, { body: file, headers: { "Content-Type": file.type || "image/unknown" } });
  }
  if (post) {
    submit.target.reset();
  }
});

function put(post) {
  const before = find(post.id);
  if (before) {
    before.replaceWith(item(post));
  } else {
    at("posts").prepend(item(post));
  }
}

function remove(id) {
  find(id)?.remove();
}

function find(id) {
  return at("posts").querySelector(`[data-id="${id}"]`);
}

// Texts are set as texts: whatever members write is never markup.
function item(post) {
  const created = element("li");
  created.dataset.id = post.id;
  created.dataset.author = post.author;
  created.append(element("strong", post.author), " ", element("time", new Date(post.createdAt).toLocaleString()), element("p", post.text));
  if (post.image) {
    const image = element("img");
    image.src = send.url(`posts/${post.id}/image?${encodeURIComponent(post.changedAt)}`);
    image.alt = `Picture of ${post.author}`;
    created.append(image);
  }
  showActions(created);
  return created;
}

function showActions(post) {
  post.querySelector(".row")?.remove();
  if (post.dataset.author !== member?.name) {
    return;
  }
  const actions = element("div");
  actions.className = "row";
  actions.append(action("Change", () => edit(post)), action("Delete", () => send("DELETE", `posts/${post.dataset.id}`)));
  post.append(actions);
}

function edit(post) {
  const text = post.querySelector("p");
  const field = element("textarea", text.textContent);
  field.setAttribute("aria-label", "Text of the post");
  field.maxLength = 2000;
  text.replaceWith(field);
  post.querySelector(".row").replaceChildren(
    action("Save", () => send("PUT", `posts/${post.dataset.id}`, json({ text: field.value })))
  );
  field.focus();
}

function action(label, run) {
  const button = element("button", label);
  button.type = "button";
  button.className = "quiet";
  button.addEventListener("click", run);
  return button;
}

show();
connect();
