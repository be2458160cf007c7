// Gold partners see accounts as they are; all others see the end of each number.
import {masked} from './lib/mask.js';

export async function onResponse(response, context) {
  if (response.status !== 200 || context.auth.tier === 'gold') return;
  const page = await response.json();
  for (const account of page.accounts) account.iban = masked(account.iban);
  return Response.json(page);
}
