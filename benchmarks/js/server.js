// The reference server. Prints "ready" and its port; ends when its standard input does.
// SIGUSR2 collects the garbage (node --expose-gc).
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http);

io.on('connection', (socket) => {
  socket.on('echo', (text) => socket.emit('echo', text));
  socket.on('record', (reading) => socket.emit('record', reading));
  socket.on('ack', (text, answer) => answer(text));
  socket.on('binary', (bytes) => socket.emit('binary', bytes));
  socket.on('broadcast', (text) => io.emit('broadcast', text));
  socket.on('join', (room, answer) => {
    socket.join(room);
    answer();
  });
  socket.on('move', (from, to, answer) => {
    socket.leave(from);
    socket.join(to);
    answer();
  });
  socket.on('say', (room, text, answer) => {
    io.to(room).emit('say', text);
    answer?.();
  });
});

process.on('SIGUSR2', () => globalThis.gc());
process.stdin.on('end', () => process.exit(0)).resume();
http.listen(0, '127.0.0.1', () => console.log(`ready ${http.address().port}`));
