// One question in front of the page. Escape and Cancel take it back; a refusal stays in it, with all that was written.
import { h, newId, put } from './dom.js';
import { whyNot } from './session.js';
import { t } from './words.js';

/**
 * Answers what save answered; null when it was taken back. A 409 closes it too: it says that the lead is no longer as
 * it was, which is told on the page.
 */
export const openDialog = (title, children, button, save) => new Promise((resolve, reject) => {
  const [id, wrong] = [newId(), h('p', { class: 'wrong', role: 'alert' })];
  const submit = h('button', { type: 'submit', class: 'main' }, button);
  let answer = null;
  const dialog = h('dialog', { 'aria-labelledby': id, onclose: () => { dialog.remove(); resolve(answer); } },
    h('form', { onsubmit: async event => {
      event.preventDefault();
      submit.disabled = true;
      put(wrong);
      try {
        answer = await save();
        dialog.close();
      } catch (problem) {
        if (problem.status === 401 || problem.status === 409) {
          reject(problem);
          dialog.close();
        } else put(wrong, whyNot(problem));
      } finally {
        submit.disabled = false;
      }
    } },
    h('h2', { id }, title), children, wrong,
    h('p', { class: 'buttons' }, submit,
      h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')))));
  document.body.append(dialog);
  dialog.showModal();
});
