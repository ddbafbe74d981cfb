// Elements by hand. Whatever comes from outside becomes a text node or an attribute, never markup.

const SVG = 'http://www.w3.org/2000/svg';

const present = children => children.flat(9).filter(child => child || child === 0);

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...present(children));
  return element;
}

/** h('p', { class: 'quiet', onclick: f }, 'text', child): an element; strings become text. */
export const h = (tag, props, ...children) => {
  const element = document.createElement(tag);
  if (props?.type) element.setAttribute('type', props.type); // before its value, which it may change
  fill(element, props && { ...props, value: null }, children);
  const value = props?.value ?? null;
  if (value !== null) element.value = value; // a select has its options by now
  return element;
};

/** The same for pictures. */
export const svg = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);

/** Puts children in place of what an element held. */
export const put = (element, ...children) => {
  element.replaceChildren(...present(children));
  return element;
};

/** Sets a custom property or a width: through the object model, as the page's policy allows no style attributes. */
export const styled = (element, styles) => {
  for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value);
  return element;
};

/** Tells a screen reader, and nobody else, what has changed. */
export const say = text => {
  const place = document.getElementById('said');
  place.textContent = '';
  setTimeout(() => { place.textContent = text; }, 50); // the same text again is news, too
};

let ids = 0;

/** An id for this page view, to tie a label to its field. */
export const newId = () => `x${++ids}`;

/** A label above its field; a hint or mistake under it is tied to it. */
export const field = (label, input, hint) => {
  input.id ||= newId();
  const below = hint ? h('small', { id: `${input.id}-hint`, class: 'quiet' }, hint) : null;
  if (below) input.setAttribute('aria-describedby', below.id);
  return h('p', { class: 'field' }, h('label', { for: input.id }, label), input, below);
};

/** What is wrong with a field, said under it and tied to it; null takes it back. */
export const fault = (place, text) => {
  const input = place.querySelector('input, select, textarea');
  const [hint, id] = [`${input.id}-hint`, `${input.id}-fault`];
  place.querySelector(`#${id}`)?.remove();
  const below = [place.querySelector(`#${hint}`) && hint, text && id].filter(Boolean);
  if (text) place.append(h('small', { id, class: 'wrong' }, text));
  for (const [name, value] of [['aria-invalid', text && 'true'], ['aria-describedby', below.join(' ')]]) {
    if (value) input.setAttribute(name, value);
    else input.removeAttribute(name);
  }
};

export const select = (props, options, chosen) => {
  const known = options.some(([value]) => value === (chosen ?? ''));
  const all = known ? options : [...options, [chosen, chosen]]; // an address may name what is no longer offered
  return h('select', { ...props, value: chosen ?? '' }, all.map(([value, text]) => h('option', { value }, text)));
};
