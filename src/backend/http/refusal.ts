/** An answer that ends a call before its time: the caller's doing, so no defect of the backend. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(`${String(status)} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

export function refusal(status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413, error: string): Refusal {
  return new Refusal(status, { error });
}
