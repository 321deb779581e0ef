// Catching up: what has left the screen upwards has been read, and all of it at its end; the place is kept as one reads.
const AFTER_MS = 1500;

export function start(replay, {http}) {
  let upto = null;
  let told = null;
  let waiting = 0;

  function tell(options = {}) {
    clearTimeout(waiting);
    waiting = 0;
    if (upto === null || upto === told) return;
    told = upto;
    const body = JSON.stringify({up_to: upto});
    http.ask(replay.dataset.read, {method: "PUT", body, headers: {"Content-Type": "application/json"}, ...options})
      .then((response) => { if (response.status === 429 || response.status >= 500) told = null; }, () => { told = null; });
  }

  const last = () => [...replay.querySelectorAll(":scope > [data-moment]")].at(-1);

  // In the order of the page, which is that of the story: never back.
  function passed(card) {
    const known = upto && replay.querySelector(`[data-moment="${upto}"]`);
    if (known && known.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_PRECEDING) return;
    upto = card.dataset.moment;
    waiting ||= setTimeout(tell, AFTER_MS);
  }

  const watch = new IntersectionObserver((seen) => {
    for (const {target, isIntersecting, boundingClientRect: box, rootBounds} of seen) {
      if (target.matches(".end-of-it")) isIntersecting && last() && passed(last());
      else if (!isIntersecting && box.bottom <= rootBounds.top) passed(target);
    }
  }, {rootMargin: "-20% 0px 0px 0px"});

  const look = () => {
    for (const each of replay.querySelectorAll("[data-moment]:not([data-looked]), .end-of-it:not([data-looked])")) {
      each.dataset.looked = "";
      watch.observe(each);
    }
  };
  new MutationObserver(look).observe(replay, {childList: true});
  look();
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && tell({keepalive: true}));
  addEventListener("pagehide", () => tell({keepalive: true}));
}
