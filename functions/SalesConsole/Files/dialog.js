// One question in front of the page. Escape and Cancel take it back; a refusal stays in it, with all that was written.
import { fault, h, newId, put } from './dom.js';
import { whyNot } from './session.js';
import { t } from './words.js';

/** Says at each field what the app says is wrong with it; what belongs to none is answered. */
const tellFields = (fields, errors, say) => {
  const wrong = [];
  const faulty = Object.entries(errors ?? {}).filter(([name, messages]) => {
    if (!fields[name] || fields[name].hidden) wrong.push(...messages);
    else fault(fields[name], say(name, messages.join(' ')));
    return fields[name] && !fields[name].hidden;
  });
  fields[faulty[0]?.[0]]?.querySelector('input, select, textarea').focus();
  return wrong.join(' ');
};

/**
 * Answers what save answered; null when it was taken back. save hears the name of the button. A refusal of closesOn
 * closes it too and is thrown: by default a 409, which says that the lead is no longer as it was, which is told on the
 * page. isRisky: Enter takes it back. others: further buttons by name. fields: places by the names that the app has for
 * them; say(name, message) is what is told there. why: what is told of all else.
 */
export const openDialog = (title, children, button, save, {
  closesOn = [401, 409], cancel = t('cancel'), isRisky = false, others = {}, fields = {}, say = (_, text) => text,
  why = whyNot,
} = {}) => new Promise((resolve, reject) => {
  const [id, wrong] = [newId(), h('p', { class: 'wrong', role: 'alert' })];
  const further = Object.entries(others).map(([value, text]) =>
    h('button', { type: 'submit', class: 'plain', name: value, formnovalidate: true }, text));
  const submit = h('button', { type: 'submit', class: 'main' }, button);
  let answer = null;
  const wait = isOn => [submit, ...further].forEach(one => { one.disabled = isOn; });
  const tell = problem => {
    const errors = problem.status === 400 && problem.body.errors;
    put(wrong, errors ? tellFields(fields, errors, say) : why(problem));
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
  const dialog = h('dialog', { 'aria-labelledby': id, onclose: () => { dialog.remove(); resolve(answer); } },
    h('form', { onsubmit: send }, h('h2', { id }, title), children, wrong,
      h('p', { class: 'buttons' }, submit,
        h('button', { type: 'button', autofocus: isRisky, onclick: () => dialog.close() }, cancel), further)));
  document.body.append(dialog);
  dialog.showModal();
});
