// Only what was played through moves anybody; seeking never does.
import assert from "node:assert/strict";
import {test} from "node:test";
import {ENOUGH_MS, SKIPPED_MS, Stretch} from "../../fandom/web/static/src/watch/stretch.js";

const played = (stretch, from, ms, step = 250) => {
  for (let at = from; at <= from + ms; at += step) stretch.look(at);
  return stretch;
};

test("five seconds of playing count, less does not", () => {
  assert.equal(played(new Stretch(0), 0, ENOUGH_MS - 250).reached, null);
  assert.equal(played(new Stretch(0), 0, ENOUGH_MS).reached, ENOUGH_MS);
});

test("a skipped intro is no gap, more is", () => {
  assert.equal(played(new Stretch(0), SKIPPED_MS, 6000).reached, SKIPPED_MS + 6000);
  const far = played(new Stretch(0), SKIPPED_MS + 1, 6000);
  assert.equal(far.reached, null);
  assert.equal(far.asks, true);
});

test("seeking begins anew", () => {
  const stretch = played(new Stretch(0), 0, 4000);
  stretch.broken();
  assert.equal(played(stretch, 60_000, 4000).reached, null);
});

test("a jump that nobody told of begins anew, too", () => {
  const stretch = played(new Stretch(0), 0, 4000);
  stretch.look(900_000);
  assert.equal(stretch.long, false);
  assert.equal(played(stretch, 900_000, 6000).reached, null);
});

test("looking back moves nobody", () => {
  const stretch = played(new Stretch(500_000), 100_000, 60_000);
  assert.equal(stretch.reached, null);
  assert.equal(stretch.asks, false);
  assert.equal(played(stretch, 500_000 - 1000, 6000).reached, 505_000);
});

test("where not even the beginning is reached, only the fan can say so", () => {
  const stretch = played(new Stretch(null), 0, 6000);
  assert.equal(stretch.reached, null);
  assert.equal(stretch.asks, true);
  stretch.said(6000);
  assert.equal(stretch.asks, false);
  assert.equal(played(stretch, 6000, 2000).reached, 8000);
});

test("going on where one was told to be counts at once", () => {
  const stretch = played(new Stretch(0), 0, 10_000);
  stretch.said(10_000);
  assert.equal(stretch.reached, null);
  stretch.look(10_500);
  assert.equal(stretch.reached, 10_500);
});
