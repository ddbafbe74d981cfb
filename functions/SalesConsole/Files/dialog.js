// One question in front of the page. Escape and Cancel take it back; a refusal stays in it, with all that was written.
import { fault, h, newId, put } from './dom.js';
import { whyNot } from './session.js';
import { lang, t } from './words.js';

/** The sentences of the app are English. */
const inWords = (_, text) => lang() === 'en' ? text : t('mistakenField');

/** Says at each field what the app says is wrong with it; what belongs to none is answered. */
const tellFields = (fields, errors, say) => {
  const wrong = [];
  const faulty = Object.entries(errors ?? {}).filter(([name, messages]) => {
    if (!fields[name] || fields[name].hidden) wrong.push(...messages);
    else fault(fields[name], say(name, messages.join(' ')));
    return fields[name] && !fields[name].hidden;
  });
  fields[faulty[0]?.[0]]?.querySelector('input, select, textarea').focus();
  return wrong.length === 0 ? '' : lang() === 'en' ? wrong.join(' ') : t('mistaken');
};

/** The page behind it is another one now: what was asked about the one before is taken back. */
export const closeDialogs = () => document.querySelectorAll('dialog').forEach(dialog => dialog.close());

/**
 * Answers what save answered; null when it was taken back, which it cannot be while it is being saved. save hears the
 * name of the button. A refusal of closesOn closes it too and is thrown: by default a 409, which says that the lead is
 * no longer as it was, which is told on the page.
 * isRisky: Enter takes it back. others: further buttons by name. fields: places by the names that the app has for them;
 * say(name, message) is what is told there.
 */
export const openDialog = (title, children, button, save, {
  closesOn = [401, 409], cancel = t('cancel'), isRisky = false, others = {}, fields = {}, say = inWords,
} = {}) => new Promise((resolve, reject) => {
  const [id, wrong] = [newId(), h('p', { class: 'wrong', role: 'alert' })];
  const further = Object.entries(others).map(([value, text]) =>
    h('button', { type: 'submit', class: 'plain', name: value, formnovalidate: true }, text));
  const submit = h('button', { type: 'submit', class: 'main' }, button);
  const back = h('button', { type: 'button', autofocus: isRisky, onclick: () => dialog.close() }, cancel);
  let answer = null;
  const wait = isOn => {
    dialog.ariaBusy = String(isOn);
    [submit, back, ...further].forEach(one => { one.disabled = isOn; });
  };
  const stay = event => { if (submit.disabled) event.preventDefault(); };
  const closed = new AbortController();
  document.addEventListener('keydown', event => { // a second Escape would close it without asking
    if (event.key === 'Escape') stay(event);
  }, { capture: true, signal: closed.signal });
  const tell = problem => {
    const errors = problem.status === 400 && problem.body.errors;
    put(wrong, errors ? tellFields(fields, errors, say) : whyNot(problem));
  };
  const send = async event => {
    event.preventDefault();
    put(wrong);
    Object.values(fields).forEach(place => fault(place, null));
    wait(true);
    try {
      answer = await save(event.submitter?.name ?? '');
      dialog.close();
    } catch (problem) {
      if (closesOn.includes(problem.status)) {
        reject(problem);
        dialog.close();
      } else tell(problem);
    } finally {
      wait(false);
    }
  };
  const dialog = h('dialog', {
    'aria-labelledby': id, oncancel: stay, onclose: () => {
      closed.abort();
      dialog.remove();
      resolve(answer);
    },
  }, h('form', { onsubmit: send }, h('h2', { id }, title), children, wrong,
    h('p', { class: 'buttons' }, submit, back, further)));
  document.body.append(dialog);
  dialog.showModal();
});
