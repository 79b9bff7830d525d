// An HTTP proxy in front of a server that lets no WebSocket and no event stream through, as some in companies do.
"use strict";

const http = require("node:http");

class RefusingProxy {
  /** `server`: the URL of an application. */
  constructor(server) {
    this.server = new URL(server);
    this.refused = [];
    this.listener = http.createServer((request, response) => this.pass(request, response));
    this.listener.on("upgrade", (request, socket) => {
      this.refused.push("websocket");
      socket.on("error", () => {});
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    });
  }

  /** Returns the address of the application by way of this proxy. */
  async listen() {
    await new Promise((resolve) => this.listener.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${this.listener.address().port}${this.server.pathname}`;
  }

  pass(request, response) {
    if (request.headers.accept === "text/event-stream") {
      this.refused.push("sse");
      response.writeHead(403).end();
      return;
    }
    const { method, url: path, headers } = request;
    const { hostname, port } = this.server;
    const upstream = http.request({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    upstream.on("error", () => response.destroy());
    response.on("close", () => upstream.destroy());
    request.pipe(upstream);
  }

  close() {
    this.listener.close();
    this.listener.closeAllConnections();
  }
}

module.exports = { RefusingProxy };
