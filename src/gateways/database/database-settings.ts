/** What the operator configured; one of `url` and `envFile` is given, and the URL wins. */
export interface DatabaseSettings {
  /** `mysql://user:password@host:port/name` or `sqlite:path`. */
  readonly url: string | null;
  /** The backend's own `.env`. */
  readonly envFile: string | null;
  /** How long a connection or one answer may take. A change of the schema may take as long as it needs. */
  readonly timeoutMs: number;
  /** The token of the run, by which the database knows its client too. */
  readonly token?: string | null;
}

/** How the server's certificate is treated. `ca` is PEM text. */
export type DatabaseTls =
  | { readonly mode: 'off' }
  | { readonly mode: 'encrypted' }
  | { readonly mode: 'verified'; readonly ca: string | null; readonly checksName: boolean };

export const DEFAULT_PORT = 3306;

export interface MysqlTarget {
  readonly kind: 'mysql';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly tls: DatabaseTls;
}

export interface SqliteTarget {
  readonly kind: 'sqlite';
  readonly file: string;
}

export type DatabaseTarget = MysqlTarget | SqliteTarget;
