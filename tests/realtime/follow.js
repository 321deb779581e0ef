// Follows one topic as docs/live.md says and prints what it hears, one JSON line each. Usage: node follow.js URL TOPIC TOKEN
import { io } from "socket.io-client";

const [url, topic, token] = process.argv.slice(2);
const socket = io(url, { transports: ["websocket"], randomizationFactor: 0.5, auth: token ? { token } : {} });
const say = (...said) => console.log(JSON.stringify(said));
let have = {};

socket.on("connect", () => socket.emit("watch", { topic, ...have }, (answer) => {
  say("watching", answer);
  have = { epoch: answer.epoch, seq: answer.seq };
}));
socket.on("connect_error", (error) => say("refused", error.data ?? String(error)));
socket.on("disconnect", (reason) => say("disconnected", reason));
socket.onAny((event, message) => {
  if (message.live_epoch) have = { epoch: message.live_epoch, seq: message.seq };
  say(event, message);
});
