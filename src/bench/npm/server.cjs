'use strict';
// The same three handlers on Node: everybody is in one room, pub is emitted to it, echo is answered.
const http = require('node:http');
const { Server } = require('socket.io');

const server = http.createServer();
const io = new Server(server, { transports: ['polling', 'websocket'], serveClient: false });

io.on('connection', (socket) => {
  socket.join('all');
  socket.on('pub', (argument) => io.to('all').emit('ev', argument));
  socket.on('echo', (argument, ack) => ack(argument));
});

server.listen(Number(process.argv[2]), '127.0.0.1', 4096);
