import { validateToken } from '../../wire/client-account.ts';
import { errorTexts } from '../../wire/errors.ts';
import { Refusal } from '../http/refusal.ts';
import { askerRoute, type Route } from '../http/route.ts';

/** Tells whose token it is. Its refusals have a shape of their own, which `asTokenError` gives those made before this is reached. */
export const validateTokenRoute: Route = askerRoute(validateToken, async ({ principal }) => {
  if (principal.kind === 'anyone') throw new Refusal(401, { valid: false, error: errorTexts.validateHeaderMissing });
  if (principal.kind === 'administrator') throw new Refusal(403, { valid: false, error: "Needs a client's token" });
  const { id, name, email, status } = principal.client;
  if (status !== 'active') throw new Refusal(403, { valid: false, error: errorTexts.clientInactive });
  return { valid: true as const, client_id: id, name, email };
});
