// Following a topic without loss and without repeats.
import assert from "node:assert/strict";
import {test} from "node:test";
import {Positions} from "../../fandom/web/static/src/positions.js";

const event = (seq, epoch = "e1", topic = "show:x") => ({topic, live_epoch: epoch, seq});
const at = (json) => { const positions = new Positions(); positions.adopt(JSON.stringify(json)); return positions; };

test("the next event is taken, once", () => {
  const positions = at({"show:x": ["e1", 4]});
  assert.equal(positions.step(event(5)), "next");
  assert.equal(positions.step(event(5)), "repeat");
  assert.equal(positions.step(event(4)), "repeat");
  assert.equal(positions.step(event(6)), "next");
});

test("a hole is a loss, and one goes on behind it", () => {
  const positions = at({"show:x": ["e1", 4]});
  assert.equal(positions.step(event(7)), "missed");
  assert.equal(positions.step(event(8)), "next");
});

test("a new epoch is a loss", () => {
  const positions = at({"show:x": ["e1", 4]});
  assert.equal(positions.step(event(1, "e2")), "missed");
  assert.equal(positions.step(event(2, "e2")), "next");
});

test("topics do not count for each other", () => {
  const positions = at({"show:x": ["e1", 4], "show:y": ["e9", 1]});
  assert.equal(positions.step(event(2, "e9", "show:y")), "next");
  assert.equal(positions.step(event(5)), "next");
});

test("events that came before the answer to watch are newer than it", () => {
  const positions = new Positions();
  assert.equal(positions.step(event(8)), "next");
  positions.start("show:x", {epoch: "e1", seq: 7});
  assert.equal(positions.step(event(8)), "repeat");
  assert.equal(positions.step(event(9)), "next");
});

test("the answer to home brings its topics along", () => {
  const positions = new Positions();
  positions.start("home", {epoch: "h", seq: 3, topics: [{topic: "show:x", epoch: "e1", seq: 4}]});
  assert.deepEqual(positions.of("show:x"), {epoch: "e1", seq: 4});
});

test("while live is away nothing is known", () => {
  const positions = new Positions();
  positions.start("show:x", {epoch: null, seq: null});
  assert.equal(positions.knows("show:x"), false);
  assert.deepEqual(positions.of("show:x"), {});
});

test("after a fetch one goes on from its answer", () => {
  const positions = at({"show:x": ["e1", 4]});
  positions.adopt('{"show:x": ["e1", 9]}');
  assert.equal(positions.step(event(9)), "repeat");
  positions.adopt(undefined);
  assert.equal(positions.knows("show:x"), true);
});

test("what is no longer watched is forgotten", () => {
  const positions = at({"show:x": ["e1", 4]});
  positions.forget("show:x");
  assert.equal(positions.knows("show:x"), false);
});
