// Socket.IO 4.8 with its Redis adapter: the same room, the same event, emitted several at a time.
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

const [port, redisSocket] = process.argv.slice(2);
const AT_A_TIME = 8;
const publisher = createClient({ socket: { path: redisSocket } });
const subscriber = publisher.duplicate();
await Promise.all([publisher.connect(), subscriber.connect()]);

const http = createServer();
const io = new Server(http, {
  adapter: createAdapter(publisher, subscriber),
  transports: ["websocket"],
  perMessageDeflate: false,
  serveClient: false,
});

let seq = 0;
function emit(topic) {
  seq += 1;
  io.to(topic).emit("moment.changed", { topic, live_epoch: "0123456789ab", seq, padding: "x".repeat(68) });
}

io.on("connection", (socket) => {
  socket.on("watch", ({ topic }, answer) => {
    socket.join(topic);
    answer({ ok: true });
  });
  socket.on("burst", async (topic, count) => {
    for (let sent = 0; sent < count; sent += AT_A_TIME) {
      for (let n = 0; n < AT_A_TIME; n += 1) emit(topic);
      await new Promise(setImmediate);
    }
  });
});

http.listen(Number(port), "127.0.0.1");
