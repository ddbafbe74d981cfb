// The company's sign-in (Microsoft Entra ID): authorization code with PKCE. The way there and back is a change of page,
// so what must be known afterwards waits in this tab's session storage; the token itself is only ever in memory.

const kept = 'console:entra';

const base64Url = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const random = () => base64Url(crypto.getRandomValues(new Uint8Array(32)));

const here = () => location.origin + location.pathname;

export const begin = async ({ authority, clientId, scope }) => {
  const trip = { state: random(), nonce: random(), verifier: random(), to: location.hash };
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(trip.verifier));
  sessionStorage.setItem(kept, JSON.stringify(trip));
  location.assign(`${authority}/oauth2/v2.0/authorize?${new URLSearchParams({
    client_id: clientId, response_type: 'code', response_mode: 'fragment', redirect_uri: here(),
    scope: `openid ${scope}`, state: trip.state, nonce: trip.nonce,
    code_challenge: base64Url(digest), code_challenge_method: 'S256',
  })}`);
};

const nonceOf = idToken => {
  try {
    const body = idToken.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(body)).nonce;
  } catch {
    return null;
  }
};

/**
 * The access token that this page was sent back with; null when what came is no answer to our question; undefined when
 * nothing came.
 */
export const finish = async ({ authority, clientId, scope }) => {
  const came = new URLSearchParams(location.hash.slice(1));
  if (!came.has('state')) return undefined;
  const trip = JSON.parse(sessionStorage.getItem(kept) ?? 'null');
  sessionStorage.removeItem(kept);
  history.replaceState(null, '', here() + (trip?.to || '#/'));
  if (!came.has('code') || came.get('state') !== trip?.state) return null;
  const answer = await fetch(`${authority}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: clientId, grant_type: 'authorization_code', code: came.get('code'), redirect_uri: here(),
      scope: `openid ${scope}`, code_verifier: trip.verifier,
    }),
  }).catch(() => null);
  const tokens = answer?.ok ? await answer.json() : null;
  return tokens && nonceOf(tokens.id_token) === trip.nonce ? tokens.access_token : null;
};
