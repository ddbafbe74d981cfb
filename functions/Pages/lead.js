// The landing-page kit: <script src="https://app.example/api/lead.js" defer></script>. It binds every
// <form data-campaign="id"> on the page; without it the same form posts by itself. README, "On a landing page".
// Served without comments and the spaces of layout (Pages/LeadScript.cs): no text may span lines.
(() => {
const doc = document;
const on = (target, type, act) => target.addEventListener(type, act);
const { dataset, src } = doc.currentScript;
const api = dataset.api ? dataset.api.replace(/\/*$/, '/') : new URL(/\/api\/lead/.test(src) ? '.' : 'api/', src).href;
const bound = 'form[data-campaign]';
const query = new URLSearchParams(location.search);
const measures = dataset.visitor !== 'off';
const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');
const bare = address => address.split(/[?#]/)[0];
const clock = () => performance.now();
const wait = ms => new Promise(done => setTimeout(done, ms));

// A browser may forbid storage: then a value lives as long as the page asks for it.
const kept = (store, name, make) => {
  const value = make();
  try {
    return window[store][name] ||= value;
  } catch {
    return value;
  }
};
const visitorId = measures ? kept('localStorage', 'lead:visitor', newId) : undefined;

// What the first page of the visit knew of where it came from. Addresses go without their query.
const source = JSON.parse(kept('sessionStorage', 'lead:source', () => {
  const found = { referrer: bare(doc.referrer), ref: query.get('ref') };
  query.forEach((value, name) => {
    if (/^utm_/.test(name)) found[name.replace(/_(.)/, (_, letter) => letter.toUpperCase())] = value;
  });
  return JSON.stringify(found);
}));

const texts = {
  en: {
    sending: 'Sending…',
    done: 'Thank you. Your entry has been taken.',
    failed: 'Please check the marked fields.',
    closed: 'This campaign is not open at the moment.',
    busy: 'This could not be sent. Please try again.'
  },
  ja: {
    sending: '送信しています…',
    done: 'ご応募ありがとうございます。',
    wrong: 'ご確認ください。',
    failed: '印の付いた項目をご確認ください。',
    closed: 'ただいま受付期間外です。',
    busy: '送信できませんでした。もう一度お試しください。'
  }
};

const bind = (form, index) => {
  const { campaign, thanks } = form.dataset;
  const locale = (form.closest('[lang]')?.lang || 'en').slice(0, 2);
  const say = name => form.getAttribute('data-text-' + name) || (texts[locale] || texts.en)[name];
  const key = `lead:${index}:${campaign}`;
  const button = form.querySelector('[type=submit]');
  const shown = clock();
  const summary = form.querySelector('[data-summary]') || doc.createElement('p');
  if (!summary.parentNode) button.before(summary);
  summary.role = 'alert';

  const entryOf = () => {
    // One id until it is taken: double clicks, retries and reloads are one entry.
    const entryId = kept('sessionStorage', key, newId);
    const entry = { entryId, locale, visitorId, optIn: {} };
    for (const [name, value] of new FormData(form)) {
      const [group, inner] = name.split('.');
      if (group === 'optIn') entry.optIn[inner || 'email'] = value !== 'off';
      else if (value && inner) (entry[group] ||= {})[inner] = value;
      else if (value) entry[name] = value;
    }
    entry.referralCode ||= query.get('ref') || source.ref;
    entry.source = { ...source, page: bare(location.href), ...entry.source };
    return entry;
  };

  const show = (text, errors = {}) => {
    form.querySelectorAll('.lead-note').forEach(note => note.remove());
    form.querySelectorAll('[aria-invalid]').forEach(field => {
      field.ariaInvalid = null;
      field.removeAttribute('aria-describedby');
    });
    summary.textContent = text;
    for (const name in errors) {
      const found = form.elements[name];
      const field = found?.tagName ? found : found?.[0];
      if (!field?.id) {
        summary.append(' ' + errors[name]);
        continue;
      }
      const note = doc.createElement('p');
      note.className = 'wrong lead-note';
      note.id = 'wrong-' + field.id;
      // The app's own messages are English, for developers: a page says it in its own words.
      note.textContent = field.dataset.wrong || say('wrong') || errors[name].join(' ');
      field.ariaInvalid = true;
      field.setAttribute('aria-describedby', note.id);
      (field.closest('label') || field).after(note);
    }
    form.querySelector('[aria-invalid]')?.focus();
  };

  // Out of reach, busy or too quick (429) or away (503): again after what the answer asks for, else 1, 2, 4 seconds.
  // The app does not believe who read a form in less than 1.5 seconds: a browser that filled it in waits a little more.
  const post = async entry => {
    await wait(1520 - clock() + shown);
    for (let n = 0; ; n++) {
      entry.elapsedMs = clock() - shown | 0;
      const answer = await fetch(`${api}campaigns/${campaign}/entries`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(entry) }).catch(() => 0);
      if (answer && answer.status !== 429 && answer.status !== 503 || n > 2) return answer;
      const pause = answer && +answer.headers.get('Retry-After') || 2 ** n;
      await wait(Math.min(pause, 30) * 1000);
    }
  };

  on(form, 'submit', async event => {
    event.preventDefault();
    if (button.disabled) return;
    const label = button.textContent;
    button.disabled = true;
    button.textContent = say('sending');
    const entry = entryOf();
    const answer = await post(entry);
    summary.className = 'wrong';
    if (answer.ok) {
      try { delete sessionStorage[key]; } catch {}
      summary.className = '';
      const goesOn = form.dispatchEvent(new CustomEvent('lead:entered', { bubbles: true, cancelable: true, detail: entry }));
      show(goesOn && !thanks ? say('done') : '');
      if (goesOn && thanks) location = thanks;
    } else if (answer.status === 400) show(say('failed'), (await answer.json().catch(() => ({}))).errors);
    else show(say(answer.status === 409 ? 'closed' : 'busy'));
    button.disabled = false;
    button.textContent = label;
  });
};

// Beacons: collected for a moment, and sent at the latest when the page is left. Plain text needs no preflight.
const reactions = [];
let timer;

const flush = () => {
  clearTimeout(timer);
  timer = 0;
  const campaignId = dataset.campaign || doc.querySelector(bound)?.dataset.campaign;
  while (reactions.length) {
    const body = JSON.stringify({ visitorId, campaignId, reactions: reactions.splice(0, 50) });
    navigator.sendBeacon?.(api + 'beacon', body) || fetch(api + 'beacon', { method: 'POST', body, keepalive: true, mode: 'no-cors' }).catch(() => 0);
  }
};

const react = (type, properties) => {
  if (measures) reactions.push({ id: newId(), type, properties });
  timer ||= setTimeout(flush, 1000);
};

// Reading: each stretch of at least 10 visible seconds, and how far down the page has been seen, in percent.
const page = location.pathname;
let since = clock();
let seen = 0;
const look = () => {
  seen = Math.max(seen, scrollY + innerHeight);
};
const leave = () => {
  look();
  const scroll = Math.min(100, Math.round(seen / doc.documentElement.scrollHeight * 100));
  const seconds = Math.round((clock() - since) / 1000);
  if (since && seconds >= (dataset.read || 10)) react('page-read', { page, seconds, scroll });
  since = 0;
  flush();
};

// What carries data-reaction, and downloads: a click, or the change of a field (inside).
const watch = ({ target, type }) => {
  const marked = target.closest?.('[data-reaction],a[download]');
  const isChoice = marked?.matches('fieldset,input,select');
  if (!marked || isChoice !== (type === 'change')) return;
  react(marked.dataset.reaction || 'brochure', isChoice ? { [target.name]: target.value } : { file: marked.pathname });
};

const start = () => {
  doc.querySelectorAll(bound).forEach(bind);
  react('page-view', { page });
  flush();
};
doc.readyState === 'loading' ? on(doc, 'DOMContentLoaded', start) : start();
if (measures) {
  on(window, 'scroll', look);
  on(window, 'pagehide', leave);
  on(window, 'pageshow', () => since ||= clock());
  on(doc, 'visibilitychange', () => doc.hidden ? leave() : since = clock());
  on(doc, 'click', watch);
  on(doc, 'change', watch);
}
window.lead = { react, visitorId };
})();
