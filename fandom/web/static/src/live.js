// The one connection: follows the topics named by data-watch, and says so in DOM events. docs/live.md is the protocol.
import {io} from "socket.io-client";
import {Positions} from "./positions.js";
import {connected, lost} from "./line.js";

const EVENTS = [
  "moment.published", "moment.changed", "moment.removed", "moment.resealed", "reactions.counted", "comments.counted",
  "comment.posted", "comment.changed", "comment.removed", "people", "case.opened", "case.changed", "notification.new", "media.changed",
  "notifications.read", "notifications.changed", "export.changed", "clip.progress",
];
const positions = new Positions();
const watched = new Set();
let socket = null;

export function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, {detail}));
}

export function on(name, run) {
  document.addEventListener(`live:${name}`, (event) => run(event.detail));
}

export function send(name, message) {
  if (socket?.connected) socket.volatile.emit(name, message);
}

// After a fetch the page goes on from where that answer was.
export function adopt(page) {
  positions.adopt(page.querySelector('meta[name="live"]')?.content);
}

function wanted() {
  const names = [...document.querySelectorAll("[data-watch]")].flatMap((each) => each.dataset.watch.split(" "));
  return new Set(names.filter(Boolean).slice(0, 90));
}

function missed(topic) {
  tell("live:missed", {topic});
}

function watch(topic) {
  watched.add(topic);
  socket.emit("watch", {topic, ...positions.of(topic)}, (answer) => {
    if (!answer?.ok) return;
    const gap = answer.gap && positions.knows(topic);
    positions.start(topic, answer);
    if (gap) missed(topic);
  });
}

function rescan() {
  if (!socket?.connected) return;
  const topics = wanted();
  for (const topic of watched) {
    if (topics.has(topic)) continue;
    watched.delete(topic);
    positions.forget(topic);
    socket.emit("unwatch", {topic});
  }
  for (const topic of topics) if (!watched.has(topic)) watch(topic);
}

function heard(name, message) {
  const step = positions.step(message);
  if (step === "missed") missed(message.topic);
  else if (step === "next") tell(`live:${name}`, message);
}

function signedOut({reason}) {
  socket.disconnect();
  tell("live:signed_out", {reason});
}

function connect() {
  socket = io({transports: ["websocket"], randomizationFactor: 0.5, reconnectionDelay: 500, reconnectionDelayMax: 15000});
  socket.on("connect", () => { connected(); watched.clear(); rescan(); });
  socket.on("disconnect", (reason) => { if (reason !== "io client disconnect") lost(); });
  socket.on("connect_error", lost);
  socket.on("signed_out", signedOut);
  socket.on("live.resync", (message) => { positions.start(message.topic, {epoch: message.live_epoch, seq: message.seq}); missed(message.topic); });
  for (const name of EVENTS) socket.on(name, (message) => heard(name, message));
}

// Who is nobody's account is known by the cookie that they came with: with another cookie they come again.
export function again() {
  socket?.disconnect().connect();
}

let due = 0;
function soon() {
  cancelAnimationFrame(due);
  due = requestAnimationFrame(() => { if (!socket && wanted().size) connect(); else rescan(); });
}

export function start() {
  adopt(document);
  new MutationObserver(soon).observe(document.body, {childList: true, subtree: true, attributeFilter: ["data-watch"]});
  soon();
}
