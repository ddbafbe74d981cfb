// Asks, while somebody looks, whether anything has changed. The feed tells a change when it is some seconds old; it is
// asked for one at most, as it says of whom, and the list is then read anew.
import { Problem, get } from './api.js';

const EVERY = 10_000;

/** Calls onChange after a change in the product (null: in any), until the signal says stop. */
export const watch = (product, onChange, signal) => {
  if (signal.aborted) return;
  let place = null; // where the feed goes on, in which product
  let busy = false;
  const ask = async () => {
    const of = product() ?? null;
    const begin = place?.of === of ? { cursor: place.cursor } : {};
    const { changes, cursor } = await get('leads/changes', { product: of, top: 1, ...begin }, { signal });
    place = { of, cursor };
    return changes.length > 0;
  };
  const look = async () => {
    if (busy || document.hidden || signal.aborted) return;
    busy = true;
    try {
      if (await ask()) {
        place = null;
        await ask(); // from here on, then the list: nothing falls between the two
        await onChange();
      }
    } catch (problem) {
      place = null;
      if (!(problem instanceof Problem) && problem.name !== 'AbortError') throw problem; // else the next look tells
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(look, EVERY);
  document.addEventListener('visibilitychange', look, { signal });
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  look();
};
