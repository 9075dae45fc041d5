/** The operator's terminal, as far as a question can be asked there. */
export interface Terminal {
  readonly canAsk: boolean;
  /** Asks for a line of text on stderr. Rejects with `INTERRUPTED` on Ctrl-C. */
  ask(question: string): Promise<string>;
  /** The same without echo. */
  askSecret(question: string): Promise<string>;
}
