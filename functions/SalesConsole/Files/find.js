// Finds one person by address. It is posted, so that it stands in no address bar and no log.
import { post } from './api.js';
import { h, newId, put } from './dom.js';
import { whyNot } from './session.js';
import { lang, t } from './words.js';

export const findBox = () => {
  const wrong = h('span', { class: 'wrong', role: 'alert', id: newId() });
  const input = h('input', {
    type: 'search', id: 'find', autocomplete: 'off', spellcheck: 'false', inputmode: 'email', enterkeyhint: 'search',
    'aria-label': t('find'), placeholder: t('find'), 'aria-describedby': wrong.id,
    oninput: () => put(wrong),
  });
  const submit = async event => {
    event.preventDefault();
    put(wrong);
    if (!input.value.trim()) return;
    try {
      const lead = await post(`leads/find?lang=${lang()}`, { email: input.value.trim() });
      input.value = '';
      location.hash = `#/leads/${lead.leadId}`;
    } catch (problem) {
      if (problem.status !== 401) put(wrong, problem.status === 404 ? t('foundNobody')
        : problem.status === 400 ? t('notAnAddress') : whyNot(problem));
    }
  };
  return h('form', { class: 'find', role: 'search', onsubmit: submit }, input, wrong);
};
