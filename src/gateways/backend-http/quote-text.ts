const LONGEST = 300;

/** Words of the backend as an error may carry them: short, on one line, without the token. Control characters are the view's matter. */
export function quoteText(text: string, token: string | null): string {
  const safe = token === null || token === '' ? text : text.replaceAll(token, '[token]');
  const line = safe.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line;
}
