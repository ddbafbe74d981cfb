// Asks for what has changed, a moment ago, while somebody looks.
import { Problem, get } from './api.js';
import { now } from './words.js';

const EVERY = 10_000;
const OVERLAP = 5_000; // the two clocks need not agree to the second

/** Calls onChange after a change in the product (null: in any), until the signal says stop. */
export const watch = (product, onChange, signal) => {
  let since = now();
  let busy = false;
  const look = async () => {
    if (busy || document.hidden || signal.aborted) return;
    busy = true;
    try {
      const asked = now();
      const { changes } = await get(
        'leads/changes', { product: product(), since: new Date(since - OVERLAP).toISOString(), top: 1 }, { signal });
      if (changes.length > 0) {
        since = new Date(+asked + OVERLAP);
        await onChange();
      }
    } catch (problem) {
      if (!(problem instanceof Problem) && problem.name !== 'AbortError') throw problem; // else the next look tells
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(look, EVERY);
  document.addEventListener('visibilitychange', look, { signal });
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
};
