// The keyboard: / finds, j and k walk the rows, Escape goes back. Enter needs no help: rows hold links.

const isWriting = element => element?.matches('input, select, textarea, [contenteditable]');

const walk = by => {
  const rows = [...document.querySelectorAll('[data-row]')];
  if (rows.length === 0) return;
  const at = rows.findIndex(row => row.contains(document.activeElement) || row === document.activeElement);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))] ?? rows[0];
  (next.matches('a') ? next : next.querySelector('[data-key=open]')).focus();
};

const acts = {
  '/': () => document.getElementById('find')?.focus(),
  j: () => walk(1),
  k: () => walk(-1),
};

export const listenToKeys = () => document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector('dialog[open]')) return; // it closes itself
  if (event.key === 'Escape' && document.body.dataset.page === 'lead' && !isWriting(document.activeElement)) {
    location.hash = document.querySelector('[data-key=back]')?.hash ?? '#/';
  } else if (acts[event.key] && !isWriting(document.activeElement)) {
    event.preventDefault();
    acts[event.key]();
  }
});
