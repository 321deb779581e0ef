// What a clip may be, frame by frame: spans, cuts, the strip's stretch, and times in words.
import assert from "node:assert/strict";
import {test} from "node:test";
import {Grid, edgeAt, rateOf} from "../../fandom/web/static/src/clipper/grid.js";
import {waits} from "../../fandom/web/static/src/clipper/pictures.js";
import {cutNear, last, lengthOf, limitsOf, moved, slid} from "../../fandom/web/static/src/clipper/span.js";
import {around, holding, scrolled, share, tiles, timeAt, zoomed} from "../../fandom/web/static/src/clipper/stretch.js";
import {clock, filled, pointOf, seconds, short} from "../../fandom/web/static/src/clipper/words.js";

const RATES = [12, 24000 / 1001, 24, 25, 30000 / 1001, 30, 50, 60];
const grid = new Grid(24);
const limits = limitsOf(596458);

test("every frame is between its edge and the next one, at every rate", () => {
  for (const rate of RATES) {
    const each = new Grid(rate);
    for (let frame = 0; frame < 20000; frame += 7) {
      const [edge, next] = [each.edge(frame), each.edge(frame + 1)];
      const time = frame * 1000 / rate;
      assert.ok(edge <= time + 1e-6 && time < next, `${rate} ${frame}`);
      assert.equal(each.frame(edge), frame);
      assert.equal(each.frame(next - 1), frame);
      assert.equal(each.ceil(edge), edge);
      assert.equal(each.ceil(edge + 1), next);
      assert.equal(each.near(edge + 1), edge);
    }
  }
});

test("what a player says of a frame is that frame's edge", () => {
  assert.equal(edgeAt(0.041667), 41);
  assert.equal(edgeAt(0.083333), 83);
  assert.equal(edgeAt(4.1), 4100);
  for (let frame = 0; frame < 5000; frame += 1) assert.equal(edgeAt(Math.round(frame * 1e6 / 24) / 1e6), grid.edge(frame));
});

test("the middle of a frame is far from both of its edges", () => {
  assert.equal(grid.middle(0), 0.5 / 24);
  assert.equal(grid.frame(grid.middle(731) * 1000), 731);
});

test("the rate is told by gaps, whatever was left out between them", () => {
  assert.equal(rateOf([0.041667, 0.041666, 0.083333, 0.041667]), 24);
  assert.equal(rateOf([0.033367, 0.033366]), 30000 / 1001);
  assert.equal(rateOf([0.0417083]), 24000 / 1001);
  assert.equal(rateOf([0.04]), 25);
  assert.ok(Math.abs(rateOf([0.055, 0.055]) - 18.18) < 0.01);
  assert.equal(rateOf([]), null);
  assert.equal(rateOf([0, -3]), null);
});

test("the last ten seconds are marked, cut at the beginning", () => {
  assert.deepEqual(last(120000, limits, grid), {in: 110000, out: 120000});
  assert.deepEqual(last(4000, limits, grid), {in: 0, out: 4000});
  assert.deepEqual(last(0, limits, grid), {in: 0, out: 1000});
  assert.deepEqual(last(120000, limitsOf(596458, 5000), grid), {in: 115000, out: 120000});
  assert.equal(last(596458, limits, grid).out <= 596458, true);
});

test("the mark never is longer or shorter than a clip may be", () => {
  for (const rate of RATES) {
    for (let now = 0; now < 596458; now += 997) {
      const span = last(now, limits, new Grid(rate));
      assert.ok(span.in >= 0 && span.out <= 596458 && lengthOf(span) >= 1000 && lengthOf(span) <= 10000, `${rate} ${now} ${JSON.stringify(span)}`);
    }
  }
});

test("a handle goes to a frame, and no further than a clip may be", () => {
  const span = {in: 110000, out: 120000};
  assert.deepEqual(moved(span, "in", 110041, limits, grid), {span: {in: 110041, out: 120000}, hit: null});
  assert.deepEqual(moved(span, "in", 110030, limits, grid).span.in, 110041);
  assert.deepEqual(moved(span, "in", 119800, limits, grid), {span: {in: 119000, out: 120000}, hit: "least"});
  assert.deepEqual(moved(span, "out", 110200, limits, grid), {span: {in: 110000, out: 111000}, hit: "least"});
  assert.deepEqual(moved(span, "in", 10000, limits, grid), {span: {in: 30000, out: 120000}, hit: "most"});
  assert.deepEqual(moved(span, "out", 300000, limits, grid), {span: {in: 110000, out: 200000}, hit: "most"});
  assert.deepEqual(moved({in: 0, out: 9000}, "in", -500, limits, grid), {span: {in: 0, out: 9000}, hit: "start"});
  assert.deepEqual(moved({in: 590000, out: 595000}, "out", 999999, limits, grid), {span: {in: 590000, out: 596458}, hit: "end"});
});

test("all of it slides, as long as it is", () => {
  const span = {in: 110000, out: 120000};
  assert.deepEqual(slid(span, 200000, limits, grid), {in: 200000, out: 210000});
  assert.deepEqual(slid(span, -4000, limits, grid), {in: 0, out: 10000});
  assert.ok(slid(span, 9e9, limits, grid).out <= 596458);
});

test("cuts pull what is near, the nearest of them", () => {
  const cuts = [1000, 5000, 5200, 9000];
  assert.equal(cutNear(1250, cuts), 1000);
  assert.equal(cutNear(1251, cuts), null);
  assert.equal(cutNear(5120, cuts), 5200);
  assert.equal(cutNear(5080, cuts), 5000);
  assert.equal(cutNear(400, cuts), null);
  assert.equal(cutNear(9100, cuts), 9000);
  assert.equal(cutNear(9100, []), null);
});

test("the strip shows a minute around the span, less of a short film", () => {
  assert.deepEqual(around({in: 110000, out: 120000}, 596458), {from: 85000, size: 60000});
  assert.deepEqual(around({in: 0, out: 10000}, 596458), {from: 0, size: 60000});
  assert.deepEqual(around({in: 10000, out: 90000}, 596458), {from: 0, size: 120000});
  assert.deepEqual(around({in: 2000, out: 3000}, 4000), {from: 0, size: 4000});
});

test("at its edge the strip goes on, within the film", () => {
  const stretch = {from: 85000, size: 60000};
  assert.equal(holding(stretch, 120000, 596458), stretch);
  assert.deepEqual(holding(stretch, 145000, 596458), {from: 89800, size: 60000});
  assert.deepEqual(holding(stretch, 80000, 596458), {from: 75200, size: 60000});
  assert.deepEqual(holding(stretch, 0, 596458), {from: 0, size: 60000});
  assert.deepEqual(scrolled(stretch, 9e9, 596458), {from: 536458, size: 60000});
});

test("nearer and further keep what is looked at in its place", () => {
  const near = zoomed({from: 60000, size: 60000}, -1, 90000, 596458);
  assert.deepEqual(near, {from: 70000, size: 40000});
  assert.equal(share(near, 90000), 0.5);
  assert.equal(timeAt(near, 0.5), 90000);
  assert.deepEqual(zoomed({from: 0, size: 120000}, 1, 5000, 596458), {from: 0, size: 120000});
  assert.deepEqual(zoomed({from: 0, size: 4000}, -1, 5000, 4000), {from: 0, size: 4000});
});

test("each place of the strip shows the picture of its own time", () => {
  assert.deepEqual(tiles({from: 0, size: 60000}, 3, 10000, 60), [{x: 0, tile: 1}, {x: 1 / 3, tile: 3}, {x: 2 / 3, tile: 5}]);
  assert.deepEqual(tiles({from: 50000, size: 60000}, 1, 1000, 7), [{x: 0, tile: 6}]);
});

test("times as people read them", () => {
  assert.equal(clock(748400), "12:28.400");
  assert.equal(clock(748459, 1), "12:28.4");
  assert.equal(clock(5), "0:00.005");
  assert.equal(clock(3723004), "1:02:03.004");
  assert.equal(clock(748400, 0), "12:28");
  assert.equal(clock(748400, 2, pointOf("de")), "12:28,40");
  assert.equal(clock(748400, 2, pointOf("en")), "12:28.40");
  assert.equal(seconds(5240), "5.2 s");
  assert.equal(seconds(10000, "de"), "10,0 s");
  assert.equal(short("s01e04"), "S1E4");
  assert.equal(filled("until {place}", {place: "S1E4"}), "until S1E4");
});

test("pictures that are still being made are asked for less and less often, and not for ever", () => {
  const all = Array.from({length: 40}, (_, n) => waits(n));
  assert.equal(all[0], 4000);
  assert.ok(all.every((ms, n) => !n || ms >= all[n - 1]));
  assert.equal(all.at(-1), 60_000);
  assert.equal(waits(40), null);
});
